//! The single objects that a filter finds, whatever they say.

use diesel::prelude::*;
use store::Conn;

use super::{Filter, FilterError, FilterId, MAX_OBJECTS};
use crate::actor::ActorId;
use crate::object::ObjectId;
use crate::schema::{filter_objects, filters};

store::id_type! {
    /// Names an object's place in a filter.
    pub FilterObjectId
}

/// A row of `filter_objects`.
#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable)]
#[diesel(table_name = filter_objects)]
pub struct FilterObject {
    /// Its number here.
    pub id: FilterObjectId,
    /// Whose it is.
    pub filter_id: FilterId,
    /// What is found.
    pub object_id: ObjectId,
}

impl FilterObject {
    /// The objects of several filters, in the order in which they were added.
    pub(super) fn of(c: &mut Conn, filters: &[FilterId]) -> QueryResult<Vec<Self>> {
        filter_objects::table
            .filter(filter_objects::filter_id.eq_any(filters))
            .order(filter_objects::id)
            .select(Self::as_select())
            .load(c)
    }
}

impl Filter {
    /// The filter of that actor in which that place is.
    pub fn with_object(c: &mut Conn, owner: ActorId, id: FilterObjectId) -> QueryResult<Option<Self>> {
        let filter: Option<FilterId> = filter_objects::table
            .inner_join(filters::table.on(filters::id.eq(filter_objects::filter_id)))
            .filter(filter_objects::id.eq(id))
            .filter(filters::actor_id.eq(owner))
            .select(filters::id)
            .first(c)
            .optional()?;
        filter.map_or(Ok(None), |filter| Self::find(c, owner, filter))
    }

    /// Its place of that number.
    pub fn object(&self, id: FilterObjectId) -> Option<&FilterObject> {
        self.objects.iter().find(|object| object.id == id)
    }

    /// Has it find an object; one that it finds already keeps its place. Errors: there are [`MAX_OBJECTS`] already.
    pub fn add_object(&mut self, c: &mut Conn, object: ObjectId) -> Result<FilterObject, FilterError> {
        if let Some(known) = self.objects.iter().find(|known| known.object_id == object) {
            return Ok(known.clone());
        }
        if self.objects.len() >= MAX_OBJECTS {
            return Err(FilterError::TooMany);
        }
        let added: FilterObject = diesel::insert_into(filter_objects::table)
            .values((
                filter_objects::id.eq(FilterObjectId::next()),
                filter_objects::filter_id.eq(self.id),
                filter_objects::object_id.eq(object),
            ))
            .returning(FilterObject::as_returning())
            .get_result(c)?;
        self.objects.push(added.clone());
        self.tell(c)?;
        Ok(added)
    }

    /// Lets it find an object no longer.
    pub fn drop_object(&mut self, c: &mut Conn, id: FilterObjectId) -> QueryResult<()> {
        let own = filter_objects::table.find(id).filter(filter_objects::filter_id.eq(self.id));
        diesel::delete(own).execute(c)?;
        self.objects.retain(|object| object.id != id);
        self.tell(c)
    }
}
