//! Hashtags.

use actix_web::HttpResponse;
use actix_web::web::{Path, Query};
use diesel::result::Error as DbError;
use host::social::card::Card;
use host::social::filter::{self, FilterContext};
use host::social::object::ObjectId;
use host::social::range::Range;
use host::social::tag::{self, Tag};
use host::social::timeline;
use host::web::card::{ObjectCard, Pagination};
use host::web::{self, Form};
use serde::{Deserialize, Serialize};

use super::Button;
use crate::here::{Here, MemberHere};

/// How many objects a page shows.
const PAGE: usize = 20;

#[derive(Debug, Deserialize)]
pub(crate) struct Part {
    before: Option<ObjectId>,
}

#[derive(Serialize)]
struct Tagged {
    name: String,
    display: String,
    followed: Option<bool>,
    cards: Vec<ObjectCard>,
    pages: Pagination,
    composer: Option<&'static str>,
}

/// The public objects under a hashtag. One that nobody used yet is an empty page, not an error.
pub(crate) async fn show(here: Here, name: Path<String>, part: Query<Part>) -> web::Result<HttpResponse> {
    let display = name.into_inner();
    let name = tag::normalise(&display).ok_or_else(|| web::Error::not_found("tag"))?;
    let (viewer, before, wanted) = (here.viewer(), part.before, name.clone());
    let found = here.app.db.read(move |c| {
        let Some(tag) = Tag::find(c, &wanted)? else { return Ok(None) };
        let objects = timeline::tagged(c, tag.id, viewer, Range::before(before), PAGE)?;
        let last = objects.last().filter(|_| objects.len() == PAGE).map(|object| object.id);
        let followed = viewer.map(|viewer| tag.is_followed_by(c, viewer)).transpose()?;
        let cards = Card::gather(c, viewer, objects)?;
        Ok::<_, DbError>(Some((tag.display, followed, filter::sift(c, viewer, FilterContext::Public, cards)?, last)))
    });
    let unknown = || (display, viewer.map(|_| false), Vec::new(), None);
    let (display, followed, cards, last) = found.await?.unwrap_or_else(unknown);
    let older = last.map(|last| format!("/tags/{name}?before={last}"));
    let pages = Pagination { newer: before.map(|_| format!("/tags/{name}")), older };
    let context = Tagged {
        display,
        followed,
        cards: here.show().cards(&cards),
        pages,
        composer: here.composer().map(|composer| composer.path),
        name,
    };
    here.visit.render("stall/tag.html", &context)
}

/// Brings the hashtag into the member's home timeline.
pub(crate) async fn follow(here: MemberHere, name: Path<String>, _form: Form<Button>) -> web::Result<HttpResponse> {
    let (me, typed) = (here.me, name.into_inner());
    let back = format!("/tags/{typed}");
    here.app.db.write(move |c| Tag::find_or_create(c, &typed)?.ok_or(DbError::NotFound)?.follow(c, me)).await?;
    here.visit.notice("tag-followed");
    Ok(here.visit.see_next(&back))
}

/// Leaves it out again.
pub(crate) async fn unfollow(here: MemberHere, name: Path<String>, _form: Form<Button>) -> web::Result<HttpResponse> {
    let (me, typed) = (here.me, name.into_inner());
    let back = format!("/tags/{typed}");
    let wanted = tag::normalise(&typed).unwrap_or_default();
    here.app.db.write(move |c| Tag::find(c, &wanted)?.ok_or(DbError::NotFound)?.unfollow(c, me)).await?;
    Ok(here.visit.see_next(&back))
}
