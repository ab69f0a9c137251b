//! The words of a filter.

use actix_web::web::Json;
use diesel::result::Error as DbError;
use host::social::actor::ActorId;
use host::social::filter::{self, FilterError, FilterId, KeywordId};
use host::store::Conn;
use host::web::Bucket;
use serde::Deserialize;
use utoipa::ToSchema;

use super::filters::own;
use crate::body::Body;
use crate::caller::Me;
use crate::entities::{Empty, FilterKeyword};
use crate::error::Result;
use crate::path::Path;
use crate::table::{Access, Table};

pub(crate) fn routes(table: &mut Table) {
    table.get("/api/v2/filters/{id}/keywords", Access::Member("read:filters"), index);
    table.post("/api/v2/filters/{id}/keywords", Access::Member("write:filters"), create);
    table.get("/api/v2/filters/keywords/{id}", Access::Member("read:filters"), show);
    table.put("/api/v2/filters/keywords/{id}", Access::Member("write:filters"), update);
    table.delete("/api/v2/filters/keywords/{id}", Access::Member("write:filters"), delete);
}

/// A word as it shall be; what is left out stays.
#[derive(Debug, Default, Deserialize, ToSchema)]
struct Change {
    /// The words looked for.
    keyword: Option<String>,
    /// Whether they must not be part of a longer word.
    whole_word: Option<bool>,
}

/// A filter of the caller's with that word, and the word.
pub(super) fn of(c: &mut Conn, me: ActorId, id: KeywordId) -> Result<(filter::Filter, filter::Keyword), DbError> {
    let filter = filter::Filter::with_keyword(c, me, id)?.ok_or(DbError::NotFound)?;
    let keyword = filter.keyword(id).cloned().ok_or(DbError::NotFound)?;
    Ok((filter, keyword))
}

async fn index(me: Me, id: Path<FilterId>) -> Result<Json<Vec<FilterKeyword>>> {
    let actor = me.actor.id;
    let filter = me.app.db.read(move |c| own(c, actor, id.0)).await?;
    Ok(Json(filter.keywords.iter().map(FilterKeyword::from).collect()))
}

async fn show(me: Me, id: Path<KeywordId>) -> Result<Json<FilterKeyword>> {
    let actor = me.actor.id;
    let (_, keyword) = me.app.db.read(move |c| of(c, actor, id.0)).await?;
    Ok(Json((&keyword).into()))
}

async fn create(me: Me, id: Path<FilterId>, change: Body<Change>) -> Result<Json<FilterKeyword>> {
    me.limit(Bucket::Write)?;
    let (actor, change) = (me.actor.id, change.into_inner());
    let added = me.app.db.write(move |c| {
        let words = change.keyword.as_deref().unwrap_or_default();
        own(c, actor, id.0)?.add(c, words, change.whole_word.unwrap_or(true))
    });
    let added: Result<_, FilterError> = added.await;
    Ok(Json((&added?).into()))
}

async fn update(me: Me, id: Path<KeywordId>, change: Body<Change>) -> Result<Json<FilterKeyword>> {
    me.limit(Bucket::Write)?;
    let (actor, change) = (me.actor.id, change.into_inner());
    let changed = me.app.db.write(move |c| {
        let (mut filter, before) = of(c, actor, id.0)?;
        let words = change.keyword.as_deref().unwrap_or(&before.keyword);
        filter.replace(c, id.0, words, change.whole_word.unwrap_or(before.whole_word))
    });
    let changed: Result<_, FilterError> = changed.await;
    Ok(Json((&changed?).into()))
}

async fn delete(me: Me, id: Path<KeywordId>) -> Result<Json<Empty>> {
    let actor = me.actor.id;
    me.app.db.write(move |c| of(c, actor, id.0)?.0.drop_keyword(c, id.0)).await?;
    Ok(Json(Empty {}))
}
