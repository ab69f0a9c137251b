//! Hashtags, and which of them the caller follows.

use actix_web::web::Json;
use diesel::result::Error as DbError;
use host::social::actor::ActorId;
use host::social::tag::{MAX_FEATURED, Tag as Known, TagCard};
use host::store::Conn;

use super::people::ends;
use crate::caller::{Caller, Me};
use crate::entities::Tag;
use crate::error::{Error, Result};
use crate::paging::{Page, Paging};
use crate::path::Path;
use crate::table::{Access, Table};

pub(crate) fn routes(table: &mut Table) {
    table.get("/api/v1/followed_tags", Access::Member("read:follows"), followed);
    table.get("/api/v1/tags/{name}", Access::Open("read:follows"), show);
    table.post("/api/v1/tags/{name}/follow", Access::Member("write:follows"), follow);
    table.post("/api/v1/tags/{name}/unfollow", Access::Member("write:follows"), unfollow);
    table.post("/api/v1/tags/{name}/feature", Access::Member("write:accounts"), feature);
    table.post("/api/v1/tags/{name}/unfeature", Access::Member("write:accounts"), unfeature);
}

async fn followed(me: Me, paging: Paging) -> Result<Page<Tag>> {
    let (actor, range, limit) = (me.actor.id, paging.range(), paging.limit(100, 200));
    let read = me.app.db.read(move |c| {
        let rows = Known::followed_by(c, actor, range, limit as i64)?;
        let (ends, full) = (ends(&rows), rows.len() == limit);
        let cards = TagCard::gather(c, Some(actor), rows.into_iter().map(|(_, tag)| tag).collect())?;
        Ok::<_, DbError>((cards, ends, full))
    });
    let (cards, ends, full) = read.await?;
    let view = me.view();
    Ok(Page::new(&me, cards.iter().map(|card| view.tag_card(card)).collect(), ends, full))
}

/// A hashtag; one that nobody used yet is there all the same.
async fn show(caller: Caller, name: Path<String>) -> Result<Json<Tag>> {
    let viewer = caller.viewer();
    let read = caller.app.db.read(move |c| {
        let known = Known::find(c, &name.0)?;
        let tag = known.or_else(|| Known::unused(&name.0)).ok_or(DbError::NotFound)?;
        TagCard::of(c, viewer, tag)
    });
    Ok(Json(caller.view().tag_card(&read.await?)))
}

/// Does something with a hashtag, which is made where it is new, and tells what is known of it then.
async fn with<E>(
    me: &Me,
    name: String,
    deed: impl Fn(&mut Conn, ActorId, &Known) -> Result<(), E> + Send + Sync + 'static,
) -> Result<Json<Tag>>
where
    E: From<DbError> + Into<Error> + Send + 'static,
{
    let actor = me.actor.id;
    let card = me.app.db.write(move |c| {
        let tag = Known::find_or_create(c, &name)?.ok_or(DbError::NotFound)?;
        deed(c, actor, &tag)?;
        Ok::<_, E>(TagCard::of(c, Some(actor), tag)?)
    });
    let card = card.await.map_err(Into::into)?;
    Ok(Json(me.view().tag_card(&card)))
}

async fn follow(me: Me, name: Path<String>) -> Result<Json<Tag>> {
    with::<DbError>(&me, name.0, |c, actor, tag| tag.follow(c, actor)).await
}

async fn unfollow(me: Me, name: Path<String>) -> Result<Json<Tag>> {
    with::<DbError>(&me, name.0, |c, actor, tag| tag.unfollow(c, actor)).await
}

async fn feature(me: Me, name: Path<String>) -> Result<Json<Tag>> {
    with(&me, name.0, show_on_profile).await
}

async fn unfeature(me: Me, name: Path<String>) -> Result<Json<Tag>> {
    with::<DbError>(&me, name.0, |c, actor, tag| Known::unfeature(c, actor, tag.id).map(drop)).await
}

/// Shows a hashtag on the profile. Errors: it has as many as it may have.
pub(super) fn show_on_profile(c: &mut Conn, actor: ActorId, tag: &Known) -> Result<()> {
    match tag.feature(c, actor)? {
        true => Ok(()),
        false => Err(Error::unprocessable(format!("Validation failed: {MAX_FEATURED} hashtags are featured already"))),
    }
}
