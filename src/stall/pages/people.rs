//! Lists of actors: followers, followed, who likes, who boosts.

use actix_web::HttpResponse;
use actix_web::web::{Path, Query};
use host::social::actor::Actor;
use host::social::boost::Boost;
use host::social::follow::{Follow, FollowId};
use host::social::object::ObjectId;
use host::social::range::Range;
use host::social::reaction::Reaction;
use host::web;
use host::web::card::{AuthorCard, Pagination};
use serde::{Deserialize, Serialize};

use crate::here::Here;

/// How many actors a page shows.
const PAGE: i64 = 60;

#[derive(Debug, Deserialize)]
pub(crate) struct Part {
    before: Option<FollowId>,
}

#[derive(Serialize)]
struct People {
    /// `followers`, `following`, `likes` or `boosts`.
    which: &'static str,
    /// Whose, or of what.
    of: String,
    of_url: String,
    people: Vec<AuthorCard>,
    /// Whether the actor keeps the list to itself.
    hidden: bool,
    /// Whether the reader may remove followers.
    mine: bool,
    pages: Pagination,
}

/// Who follows an actor.
pub(crate) async fn followers(here: Here, handle: Path<String>, part: Query<Part>) -> web::Result<HttpResponse> {
    follows(here, &handle, part.before, "followers").await
}

/// Whom an actor follows.
pub(crate) async fn following(here: Here, handle: Path<String>, part: Query<Part>) -> web::Result<HttpResponse> {
    follows(here, &handle, part.before, "following").await
}

async fn follows(here: Here, handle: &str, before: Option<FollowId>, which: &'static str) -> web::Result<HttpResponse> {
    let actor = here.actor(handle).await?;
    let mine = here.viewer() == Some(actor.id);
    let hidden = actor.follows_hidden && !mine;
    let id = actor.id;
    let listed = match hidden {
        true => Vec::new(),
        false => {
            here.app
                .db
                .read(move |c| match which {
                    "followers" => Follow::followers(c, id, Range::before(before), PAGE),
                    _ => Follow::following(c, id, Range::before(before), PAGE),
                })
                .await?
        }
    };
    let show = here.show();
    let path = show.actor_path(&actor);
    let older = listed
        .last()
        .filter(|_| listed.len() as i64 == PAGE)
        .map(|(last, _)| format!("{path}/{which}?before={}", last.id));
    let context = People {
        which,
        of: actor.display_name().to_owned(),
        people: listed.iter().map(|(_, actor)| show.author(actor)).collect(),
        hidden,
        mine: mine && which == "followers",
        pages: Pagination { newer: before.map(|_| format!("{path}/{which}")), older },
        of_url: path,
    };
    here.visit.render("stall/people.html", &context)
}

/// Who likes or boosts an object.
pub(crate) async fn who(here: Here, path: Path<(String, ObjectId, String)>) -> web::Result<HttpResponse> {
    let (handle, id, list) = path.into_inner();
    let (author, object) = here.object(&handle, id).await?;
    let which = if list == "likes" { "likes" } else { "boosts" };
    let people: Vec<Actor> = here
        .app
        .db
        .read(move |c| {
            let all = Range::default();
            Ok::<_, diesel::result::Error>(match which {
                "likes" => Reaction::actors(c, id, all, PAGE)?.into_iter().map(|(_, actor)| actor).collect(),
                _ => Boost::actors(c, id, all, PAGE)?.into_iter().map(|(_, actor)| actor).collect(),
            })
        })
        .await?;
    let show = here.show();
    let context = People {
        which,
        of: author.display_name().to_owned(),
        of_url: show.object_path(&author, &object),
        people: show.authors(&people),
        hidden: false,
        mine: false,
        pages: Pagination::default(),
    };
    here.visit.render("stall/people.html", &context)
}
