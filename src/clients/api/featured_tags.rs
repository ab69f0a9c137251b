//! The hashtags on a profile.

use actix_web::web::Json;
use host::social::actor::ActorId;
use host::social::tag::{Tag as Known, TagCard, TagId};
use serde::Deserialize;
use utoipa::ToSchema;

use super::accounts::known;
use super::tags::show_on_profile;
use crate::body::Body;
use crate::caller::{Call, Caller, Me};
use crate::entities::{Empty, FeaturedTag, Tag};
use crate::error::{Error, Result};
use crate::path::Path;
use crate::table::{Access, Table};

/// How many hashtags are suggested.
const SUGGESTED: i64 = 10;

pub(crate) fn routes(table: &mut Table) {
    table.get("/api/v1/featured_tags", Access::Member("read:accounts"), index);
    table.post("/api/v1/featured_tags", Access::Member("write:accounts"), create);
    table.delete("/api/v1/featured_tags/{id}", Access::Member("write:accounts"), delete);
    table.get("/api/v1/featured_tags/suggestions", Access::Member("read:accounts"), suggestions);
    table.get("/api/v1/accounts/{id}/featured_tags", Access::Open("read:accounts"), of_account);
}

async fn index(me: Me) -> Result<Json<Vec<FeaturedTag>>> {
    list(&me, me.actor.id).await
}

async fn of_account(caller: Caller, id: Path<ActorId>) -> Result<Json<Vec<FeaturedTag>>> {
    list(&caller, id.0).await
}

async fn list(caller: &Call, of: ActorId) -> Result<Json<Vec<FeaturedTag>>> {
    let read = caller.app.db.read(move |c| {
        let of = known(c, of)?;
        Known::featured_by(c, of.id)
    });
    let (featured, view) = (read.await?, caller.view());
    Ok(Json(featured.iter().map(|featured| view.featured_tag(featured)).collect()))
}

/// Which hashtag.
#[derive(Debug, Deserialize, ToSchema)]
struct Named {
    /// Its name, with or without `#`.
    name: String,
}

async fn create(me: Me, named: Body<Named>) -> Result<Json<FeaturedTag>> {
    let (actor, name) = (me.actor.id, named.into_inner().name);
    if Known::unused(&name).is_none() {
        return Err(Error::invalid("name", "ERR_INVALID", "is invalid"));
    }
    let featured = me.app.db.write(move |c| {
        let tag = Known::find_or_create(c, &name)?.ok_or_else(Error::not_found)?;
        show_on_profile(c, actor, &tag)?;
        let featured = Known::featured_by(c, actor)?.into_iter().find(|featured| featured.tag.id == tag.id);
        featured.ok_or_else(Error::not_found)
    });
    Ok(Json(me.view().featured_tag(&featured.await?)))
}

async fn delete(me: Me, id: Path<TagId>) -> Result<Json<Empty>> {
    let actor = me.actor.id;
    match me.app.db.write(move |c| Known::unfeature(c, actor, id.0)).await? {
        true => Ok(Json(Empty {})),
        false => Err(Error::not_found()),
    }
}

/// What the caller uses most and does not feature yet.
async fn suggestions(me: Me) -> Result<Json<Vec<Tag>>> {
    let actor = me.actor.id;
    let read = me.app.db.read(move |c| {
        let used = Known::worth_featuring(c, actor, SUGGESTED)?;
        TagCard::gather(c, Some(actor), used)
    });
    let (cards, view) = (read.await?, me.view());
    Ok(Json(cards.iter().map(|card| view.tag_card(card)).collect()))
}
