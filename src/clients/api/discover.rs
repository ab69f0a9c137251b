//! What programs for photos look at first, as Pixelfed offers it. Here it is in the order of time: nothing is ranked but hashtags,
//! by how much members used them.

use actix_web::web::Json;
use diesel::result::Error as DbError;
use host::social::actor::ActorId;
use host::social::card::Card;
use host::social::directory::{self, Order, Section};
use host::social::range::Range;
use host::social::tag::Tag;
use host::social::{familiar, timeline, trend};
use host::store::Conn;

use super::accounts::{self, known};
use super::{people, timelines};
use crate::caller::{Caller, Me};
use crate::entities::{Account, DiscoveredPosts, DiscoveredTag, Status};
use crate::error::Result;
use crate::paging::Paging;
use crate::path::Path;
use crate::table::{Access, Table};

/// How many posts there are to discover.
const POSTS: usize = 30;
/// How many hashtags.
const TAGS: usize = 20;

pub(crate) fn routes(table: &mut Table) {
    table.get("/api/v1/discover/posts", Access::Open("read:statuses"), posts);
    table.get("/api/v1.1/discover/posts/trending", Access::Open("read:statuses"), trending);
    table.get("/api/v1.1/discover/posts/hashtags", Access::Open("read:statuses"), hashtags);
    table.get("/api/v1.1/discover/accounts/popular", Access::Open("read:accounts"), people);
    table.get("/api/v1.1/accounts/username/{username}", Access::Open("read:accounts"), account);
    table.get("/api/v1.1/accounts/mutuals/{id}", Access::Member("read:follows"), mutuals);
}

async fn posts(caller: Caller) -> Result<Json<DiscoveredPosts>> {
    Ok(Json(DiscoveredPosts { posts: newest(&caller).await? }))
}

async fn trending(caller: Caller) -> Result<Json<Vec<Status>>> {
    Ok(Json(newest(&caller).await?))
}

/// What members published last at this stall, where something is to be looked at.
async fn newest(caller: &Caller) -> Result<Vec<Status>> {
    let (stall, viewer) = (caller.stall.name, caller.viewer());
    let read = move |c: &mut Conn| -> Result<Vec<Card>, DbError> {
        let objects = timeline::local(c, stall, viewer, true, Range::default(), POSTS)?;
        timelines::cards(c, viewer, objects)
    };
    Ok(caller.view().statuses(&caller.app.db.read(read).await?))
}

async fn hashtags(caller: Caller) -> Result<Json<Vec<DiscoveredTag>>> {
    let stall = caller.stall.name;
    let tags = caller.app.db.read(move |c| {
        let ids: Vec<_> = trend::tags(c, stall)?.into_iter().take(TAGS).collect();
        let mut tags = Tag::load(c, &ids)?;
        tags.sort_by_key(|tag| ids.iter().position(|id| *id == tag.id));
        Ok::<_, DbError>(tags)
    });
    let (tags, view) = (tags.await?, caller.view());
    let shown = |(place, tag): (usize, &Tag)| {
        DiscoveredTag::new(tag.id.to_string(), place + 1, view.tag(&tag.name, &tag.display))
    };
    Ok(Json(tags.iter().enumerate().map(shown).collect()))
}

/// Members who want to be found, who published last first.
async fn people(caller: Caller, paging: Paging) -> Result<Json<Vec<Account>>> {
    let (viewer, stall, limit) = (caller.viewer(), caller.stall.name, people::limit(&paging));
    let section = Section { stall: Some(stall), order: Order::Active, offset: 0, limit: limit as i64 };
    let found = caller.app.db.read(move |c| directory::list(c, viewer, section)).await?;
    Ok(Json(caller.view().accounts(&found)))
}

/// Somebody by handle.
async fn account(caller: Caller, handle: Path<String>) -> Result<Json<Account>> {
    accounts::named(&caller, &handle.0).await
}

/// Whom the caller follows that follow somebody too.
async fn mutuals(me: Me, other: Path<ActorId>) -> Result<Json<Vec<Account>>> {
    let viewer = me.actor.id;
    let found = me.app.db.read(move |c| {
        let other = known(c, other.0)?;
        Ok::<_, DbError>(familiar::followers(c, viewer, &[other.id])?.remove(&other.id).unwrap_or_default())
    });
    Ok(Json(me.view().accounts(&found.await?)))
}
