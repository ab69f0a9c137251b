//! Templates: what events begin with that are much alike, kept by name. Pictures stay with the events that they are of.

use chrono::NaiveDateTime;
use diesel::prelude::*;
use host::Statement;
use host::social::actor::ActorId;
use host::social::schema::actors;
use host::store::{Conn, Json, clock};

use crate::schema::events_templates;

host::store::id_type! {
    /// Names a template; ordered by when it was made.
    pub(crate) TemplateId
}

/// The most templates of a member.
pub(crate) const MOST: i64 = 50;
/// The longest name of a template, in characters.
const MAX_TITLE: usize = 200;

/// A row of `events_templates`.
#[derive(Debug, Clone, Queryable, Selectable)]
#[diesel(table_name = events_templates)]
pub(crate) struct Template {
    pub(crate) id: TemplateId,
    /// As the member calls it.
    pub(crate) title: String,
    /// What an event says that begins with it.
    pub(crate) statement: Json<Statement>,
    pub(crate) created_at: NaiveDateTime,
}

impl Template {
    /// Keeps what is said, in the place of the template of the same name; `false`: the member has too many.
    pub(crate) fn keep(c: &mut Conn, actor: ActorId, title: &str, statement: Statement) -> QueryResult<bool> {
        let title: String = title.trim().chars().take(MAX_TITLE).collect();
        let own = || events_templates::table.filter(events_templates::actor_id.eq(actor));
        let replaced = diesel::delete(own().filter(events_templates::title.eq(&title))).execute(c)?;
        if replaced == 0 && own().count().get_result::<i64>(c)? >= MOST {
            return Ok(false);
        }
        let said = Statement { media: Vec::new(), ..statement };
        diesel::insert_into(events_templates::table)
            .values((
                events_templates::id.eq(TemplateId::next()),
                events_templates::actor_id.eq(actor),
                events_templates::title.eq(title),
                events_templates::statement.eq(Json(said)),
                events_templates::created_at.eq(clock::now()),
            ))
            .execute(c)?;
        Ok(true)
    }

    /// A member's, by name.
    pub(crate) fn of(c: &mut Conn, actor: ActorId) -> QueryResult<Vec<Self>> {
        let own = events_templates::table.filter(events_templates::actor_id.eq(actor));
        own.order((events_templates::title, events_templates::id)).select(Self::as_select()).load(c)
    }

    /// One of a member's.
    pub(crate) fn find(c: &mut Conn, actor: ActorId, id: TemplateId) -> QueryResult<Option<Self>> {
        let own = events_templates::table.find(id).filter(events_templates::actor_id.eq(actor));
        own.select(Self::as_select()).first(c).optional()
    }

    /// Lets go of one; says whether there was one.
    pub(crate) fn delete(c: &mut Conn, actor: ActorId, id: TemplateId) -> QueryResult<bool> {
        let own = events_templates::table.find(id).filter(events_templates::actor_id.eq(actor));
        Ok(diesel::delete(own).execute(c)? > 0)
    }
}

/// Lets go of the templates of members that are gone.
pub(crate) fn sweep(c: &mut Conn) -> QueryResult<()> {
    let gone: Vec<ActorId> = actors::table.filter(actors::deleted_at.is_not_null()).select(actors::id).load(c)?;
    diesel::delete(events_templates::table.filter(events_templates::actor_id.eq_any(gone))).execute(c)?;
    Ok(())
}
