//! Who asks to follow the member.

use actix_web::HttpResponse;
use actix_web::web::{Path, Query};
use diesel::result::Error as DbError;
use host::social::actor::ActorId;
use host::social::collection_follow::{CollectionFollow, CollectionFollowId};
use host::social::follow::{Follow, FollowId, FollowState};
use host::social::range::Range;
use host::store::Conn;
use host::web::card::{AuthorCard, Pagination};
use host::web::{self, Form};
use serde::{Deserialize, Serialize};

use super::Button;
use crate::here::MemberHere;

/// How many requests a page shows.
const PAGE: i64 = 60;

#[derive(Debug, Deserialize)]
pub(crate) struct Part {
    before: Option<FollowId>,
}

#[derive(Serialize)]
struct Requests {
    people: Vec<Asking>,
    /// Those who ask for a collection of the member's; on the first page.
    readers: Vec<Asking>,
    pages: Pagination,
}

#[derive(Serialize)]
struct Asking {
    id: String,
    line: AuthorCard,
}

/// The requests that wait, the newest first.
pub(crate) async fn index(here: MemberHere, part: Query<Part>) -> web::Result<HttpResponse> {
    let (me, before) = (here.me, part.before);
    let read = here.app.db.read(move |c| {
        let readers = if before.is_none() { CollectionFollow::requests(c, me)? } else { Vec::new() };
        Ok::<_, DbError>((Follow::requests(c, me, Range::before(before), PAGE)?, readers))
    });
    let (asking, readers) = read.await?;
    let last = asking.last().filter(|_| asking.len() as i64 == PAGE);
    let pages = Pagination {
        newer: before.map(|_| "/requests".to_owned()),
        older: last.map(|(last, _)| format!("/requests?before={}", last.id)),
    };
    let show = here.show();
    let people =
        asking.iter().map(|(follow, actor)| Asking { id: follow.follower_id.to_string(), line: show.author(actor) });
    let readers = readers.iter().map(|(follow, actor)| Asking { id: follow.id.to_string(), line: show.author(actor) });
    here.visit.render("stall/requests.html", &Requests { people: people.collect(), readers: readers.collect(), pages })
}

/// Lets somebody follow.
pub(crate) async fn accept(here: MemberHere, id: Path<ActorId>, _form: Form<Button>) -> web::Result<HttpResponse> {
    let (me, hosts, id) = (here.me, here.app.hosts.clone(), id.into_inner());
    here.app.db.write(move |c| pending(c, id, me)?.accept(c, &hosts)).await?;
    here.visit.notice("request-accepted");
    Ok(here.visit.see_next("/requests"))
}

/// Lets somebody not follow.
pub(crate) async fn reject(here: MemberHere, id: Path<ActorId>, _form: Form<Button>) -> web::Result<HttpResponse> {
    let (me, hosts, id) = (here.me, here.app.hosts.clone(), id.into_inner());
    here.app.db.write(move |c| pending(c, id, me)?.reject(c, &hosts)).await?;
    here.visit.notice("request-rejected");
    Ok(here.visit.see_next("/requests"))
}

/// Lets somebody follow a collection of the member's.
pub(crate) async fn accept_reader(
    here: MemberHere,
    id: Path<CollectionFollowId>,
    _form: Form<Button>,
) -> web::Result<HttpResponse> {
    let (me, hosts, id) = (here.me, here.app.hosts.clone(), id.into_inner());
    here.app.db.write(move |c| of_mine(c, id, me)?.accept(c, &hosts)).await?;
    here.visit.notice("request-reader-accepted");
    Ok(here.visit.see_next("/requests"))
}

/// Lets somebody not follow a collection of the member's, or no more.
pub(crate) async fn reject_reader(
    here: MemberHere,
    id: Path<CollectionFollowId>,
    _form: Form<Button>,
) -> web::Result<HttpResponse> {
    let (me, hosts, id) = (here.me, here.app.hosts.clone(), id.into_inner());
    here.app.db.write(move |c| of_mine(c, id, me)?.reject(c, &hosts)).await?;
    here.visit.notice("request-reader-rejected");
    Ok(here.visit.see_next("/requests"))
}

fn of_mine(c: &mut Conn, id: CollectionFollowId, me: ActorId) -> Result<CollectionFollow, DbError> {
    let follow = CollectionFollow::get(c, id)?;
    if follow.owner_id == me { Ok(follow) } else { Err(DbError::NotFound) }
}

fn pending(c: &mut Conn, follower: ActorId, me: ActorId) -> Result<Follow, DbError> {
    Follow::find(c, follower, me)?.filter(|follow| follow.state == FollowState::Pending).ok_or(DbError::NotFound)
}
