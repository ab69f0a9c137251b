//! Who has seen a story: for its author alone.

use actix_web::HttpResponse;
use host::web;
use host::web::card::AuthorCard;
use serde::Serialize;

use super::visit::StoryVisit;
use crate::story::Onlooker;

#[derive(Serialize)]
struct Onlookers {
    path: String,
    people: Vec<Person>,
}

#[derive(Serialize)]
struct Person {
    line: AuthorCard,
    liked: bool,
}

/// Lists them.
pub(super) async fn index(here: StoryVisit) -> web::Result<HttpResponse> {
    if !here.is_mine() {
        return Err(web::Error::not_found("page"));
    }
    let story = here.story.clone();
    let onlookers = here.app.db.read(move |c| story.onlookers(c)).await?;
    let show = here.show();
    let person = |one: &Onlooker| Person { line: show.author(&one.actor), liked: one.liked };
    let context = Onlookers { path: here.path(""), people: onlookers.iter().map(person).collect() };
    here.visit.render("photos/stories/onlookers.html", &context)
}
