//! Opening an object to more people than saw it until now.

use diesel::prelude::*;
use store::uri::Hosts;
use store::{Conn, clock};

use super::Object;
use crate::actor::Actor;
use crate::live;
use crate::outbox::{self, Audience};
use crate::schema::objects;
use crate::timeline;
use crate::visibility::Visibility;

impl Object {
    /// Whether it may be shown to others than until now: what never left the club can be; what did cannot be called back.
    pub fn may_open(&self) -> bool {
        matches!(self.visibility, Visibility::Direct | Visibility::Members)
    }

    /// Opens a local object that never left the club: it is published now, for those, and they are told of it. Of one that stays
    /// in the club nothing is sent. Where it left the club already it stays as it is.
    pub fn open(
        &self,
        c: &mut Conn,
        hosts: &Hosts,
        author: &Actor,
        visibility: Visibility,
        wire: impl FnOnce(&mut Conn, &Self) -> QueryResult<vocab::Object>,
    ) -> QueryResult<Self> {
        if !self.may_open() || self.visibility == visibility {
            return Ok(self.clone());
        }
        let now = (objects::visibility.eq(visibility), objects::published_at.eq(clock::now()));
        let object: Self =
            diesel::update(objects::table.find(self.id)).set(now).returning(Self::as_returning()).get_result(c)?;
        timeline::spread(c, &object)?;
        live::arrived(c, &object)?;
        if !object.may_open() {
            let document = wire(c, &object)?;
            let audience = Audience::of_object(c, &object)?;
            outbox::create(c, hosts, author, &object, document, audience)?;
        }
        Ok(object)
    }
}
