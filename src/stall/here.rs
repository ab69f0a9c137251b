//! Where a request came to and who makes it: what nearly every page of a stall begins with.

use std::ops::Deref;

use actix_web::{FromRequest, HttpRequest, dev};
use diesel::result::Error as DbError;
use futures::future::LocalBoxFuture;
use host::social::actor::{Actor, ActorId};
use host::social::object::{Object, ObjectId};
use host::social::text::Handle;
use host::social::visibility;
use host::store::Conn;
use host::store::uri::Stall;
use host::web::{self, Visit};
use host::{App, Composer, Embeddable, Show};

/// A visit to a stall.
#[derive(Clone)]
pub(crate) struct Here {
    pub(crate) app: App,
    pub(crate) stall: Stall,
    pub(crate) visit: Visit,
}

/// A visit to a stall by a member with an actor there; anybody else is led to the log-in page.
#[derive(Clone)]
pub(crate) struct MemberHere {
    here: Here,
    /// The member's actor.
    pub(crate) me: ActorId,
    /// What the member is called.
    pub(crate) name: String,
}

impl Here {
    /// The reader's actor.
    pub(crate) fn viewer(&self) -> Option<ActorId> {
        self.visit.member.as_ref().and_then(|member| member.actor)
    }

    /// Shows things to this reader.
    pub(crate) fn show(&self) -> Show<'_> {
        Show { stall: &self.stall, viewer: self.viewer() }
    }

    /// One of the stall's pages as its module has other sites show it, if it does.
    pub(crate) async fn embeddable(&self, path: &str) -> web::Result<Option<Embeddable>> {
        let Some(module) = self.app.modules.find(self.stall.name) else { return Ok(None) };
        let (stall, path) = (self.stall.clone(), path.to_owned());
        Ok(self.app.db.read(move |c| module.embeddable(c, &stall, &path)).await?)
    }

    /// Where more than a few words are written at this stall, if anywhere.
    pub(crate) fn composer(&self) -> Option<Composer> {
        self.app.modules.find(self.stall.name).and_then(|module| module.manifest().composer)
    }

    /// Where an answer of more than words is written, if anywhere.
    pub(crate) fn answering(&self) -> Option<&'static str> {
        self.composer().filter(|composer| composer.answers).map(|composer| composer.path)
    }

    /// The actor of a page's address: `ana` of this stall, or `bob@remote.example`.
    pub(crate) async fn actor(&self, handle: &str) -> web::Result<Actor> {
        let (stall, handle) = (self.stall.clone(), handle.to_owned());
        Ok(self.app.db.read(move |c| find_actor(c, &stall, &handle)).await?)
    }

    /// The object of a page's address, where this reader may see it.
    pub(crate) async fn object(&self, handle: &str, id: ObjectId) -> web::Result<(Actor, Object)> {
        let (stall, handle, viewer) = (self.stall.clone(), handle.to_owned(), self.viewer());
        Ok(self.app.db.read(move |c| find_object(c, &stall, &handle, id, viewer)).await?)
    }

    /// The actor of this stall that had the address of a page before it was deleted.
    pub(crate) async fn deleted_actor(&self, handle: &str) -> web::Result<Option<Actor>> {
        let (stall, handle) = (self.stall.clone(), handle.to_owned());
        Ok(self.app.db.read(move |c| find_deleted_actor(c, &stall, &handle)).await?)
    }

    /// The object of this stall that had the address of a page before it was deleted, where everybody could read it.
    pub(crate) async fn deleted_object(&self, handle: &str, id: ObjectId) -> web::Result<Option<Object>> {
        let (stall, handle) = (self.stall.clone(), handle.to_owned());
        let found = self.app.db.read(move |c| {
            let of_stall = |object: &Object| object.stall.as_deref() == Some(stall.name);
            let gone = |object: &Object| object.deleted_at.is_some() && object.visibility.is_open();
            let Some(object) = Object::find(c, id)?.filter(of_stall).filter(gone) else { return Ok(None) };
            let author = Actor::get(c, object.actor_id)?;
            let is_its_page = author.username.eq_ignore_ascii_case(&handle) && author.suspended_at.is_none();
            Ok::<_, DbError>(is_its_page.then_some(object))
        });
        Ok(found.await?)
    }
}

/// The deleted actor of a stall whom a handle meant, unless moderators kept it out.
fn find_deleted_actor(c: &mut Conn, stall: &Stall, handle: &str) -> Result<Option<Actor>, DbError> {
    let handle: Handle = handle.parse().map_err(|_| DbError::NotFound)?;
    let host = handle.host.as_deref().unwrap_or_else(|| stall.origin.host());
    let of_stall = |actor: &Actor| actor.stall.as_deref() == Some(stall.name) && !actor.is_of_stall();
    let gone = |actor: &Actor| actor.deleted_at.is_some() && actor.suspended_at.is_none();
    Ok(Actor::find_by_handle(c, &handle.username, host)?.filter(of_stall).filter(gone))
}

/// The actor that a handle means at a stall. Errors: there is none, or nobody gets to see it.
pub(crate) fn find_actor(c: &mut Conn, stall: &Stall, handle: &str) -> Result<Actor, DbError> {
    let handle: Handle = handle.parse().map_err(|_| DbError::NotFound)?;
    let actor = host::statement::find(c, stall, &handle)?.ok_or(DbError::NotFound)?;
    match visibility::barred(c, &[actor.id])?.is_empty() {
        true => Ok(actor),
        false => Err(DbError::NotFound),
    }
}

/// The object of that number by that actor, where the viewer may see it; everything else is missing alike.
pub(crate) fn find_object(
    c: &mut Conn,
    stall: &Stall,
    handle: &str,
    id: ObjectId,
    viewer: Option<ActorId>,
) -> Result<(Actor, Object), DbError> {
    let author = find_actor(c, stall, handle)?;
    let object = Object::find(c, id)?.filter(|object| object.actor_id == author.id).ok_or(DbError::NotFound)?;
    match visibility::may_see(c, viewer, &object)? {
        true => Ok((author, object)),
        false => Err(DbError::NotFound),
    }
}

impl Deref for MemberHere {
    type Target = Here;

    fn deref(&self) -> &Here {
        &self.here
    }
}

async fn here(req: HttpRequest) -> web::Result<Here> {
    let visit = Visit::of(&req).await?;
    let app = App::of(&req)?;
    let stall = visit.site.stall().and_then(|name| app.hosts.stall(name)).cloned();
    Ok(Here { stall: stall.ok_or_else(|| web::Error::not_found("stall"))?, app, visit })
}

impl FromRequest for Here {
    type Error = web::Error;
    type Future = LocalBoxFuture<'static, web::Result<Self>>;

    fn from_request(req: &HttpRequest, _: &mut dev::Payload) -> Self::Future {
        Box::pin(here(req.clone()))
    }
}

impl FromRequest for MemberHere {
    type Error = web::Error;
    type Future = LocalBoxFuture<'static, web::Result<Self>>;

    fn from_request(req: &HttpRequest, _: &mut dev::Payload) -> Self::Future {
        let req = req.clone();
        Box::pin(async move {
            let here = here(req).await?;
            let member = here.visit.need_member()?;
            let me = member.actor.ok_or_else(|| web::Error::not_found("actor"))?;
            let name = member.name.clone();
            Ok(Self { here, me, name })
        })
    }
}
