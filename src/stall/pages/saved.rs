//! What a member keeps, likes, and writes to few.

use actix_web::HttpResponse;
use actix_web::web::Query;
use host::social::bookmark;
use host::social::card::Card;
use host::social::object::Object;
use host::social::range::Range;
use host::social::reaction::Reaction;
use host::social::{timeline, visibility};
use host::web;
use host::web::card::{ObjectCard, Pagination};
use serde::{Deserialize, Serialize};

use crate::here::MemberHere;

/// How many a page shows.
const PAGE: i64 = 20;

#[derive(Debug, Clone, Copy, Deserialize)]
pub(crate) struct Part {
    before: Option<i64>,
}

#[derive(Serialize)]
struct Saved {
    /// `bookmarks`, `likes` or `direct`.
    which: &'static str,
    cards: Vec<ObjectCard>,
    pages: Pagination,
}

/// What was bookmarked, last first.
pub(crate) async fn bookmarks(here: MemberHere, part: Query<Part>) -> web::Result<HttpResponse> {
    let (me, range) = (here.me, Range::before(part.before));
    let kept = here.app.db.read(move |c| bookmark::list(c, me, range, PAGE)).await?;
    show(here, "bookmarks", part.before, kept.into_iter().map(|(id, object)| (id.0, object)).collect()).await
}

/// What was liked, last first.
pub(crate) async fn likes(here: MemberHere, part: Query<Part>) -> web::Result<HttpResponse> {
    let (me, range) = (here.me, Range::before(part.before));
    let liked = here.app.db.read(move |c| Reaction::list(c, me, range, PAGE)).await?;
    show(here, "likes", part.before, liked.into_iter().map(|(id, object)| (id.0, object)).collect()).await
}

/// Direct messages to and from the member.
pub(crate) async fn direct(here: MemberHere, part: Query<Part>) -> web::Result<HttpResponse> {
    let (me, range) = (here.me, Range::before(part.before));
    let said = here.app.db.read(move |c| timeline::direct(c, me, range, PAGE as usize)).await?;
    show(here, "direct", part.before, said.into_iter().map(|object| (object.id.0, object)).collect()).await
}

async fn show(
    here: MemberHere,
    which: &'static str,
    before: Option<i64>,
    listed: Vec<(i64, Object)>,
) -> web::Result<HttpResponse> {
    let older = listed.last().filter(|_| listed.len() as i64 == PAGE).map(|(id, _)| format!("/{which}?before={id}"));
    let me = here.me;
    let cards = here
        .app
        .db
        .read(move |c| {
            let objects = visibility::visible(c, Some(me), listed.into_iter().map(|(_, object)| object).collect())?;
            Card::gather(c, Some(me), objects)
        })
        .await?;
    let pages = Pagination { newer: before.map(|_| format!("/{which}")), older };
    here.visit.render("stall/saved.html", &Saved { which, cards: here.show().cards(&cards), pages })
}
