//! Search, and the look-up of any handle or address.
//!
//! No page waits for another server: a look-up is a job, and the page is read again until it is done.

use actix_web::web::Query;
use actix_web::{HttpRequest, HttpResponse};
use diesel::result::Error as DbError;
use host::federation::fetch::Resolved;
use host::federation::jobs::{Absence, Sought};
use host::social::actor::Actor;
use host::social::card::Card;
use host::social::filter::{self, FilterContext};
use host::social::object::{Object, ObjectId};
use host::social::tag::Tag;
use host::social::{search, visibility};
use host::web::card::{AuthorCard, ObjectCard, Pagination};
use host::web::{self, Bucket, Key, Message};
use serde::{Deserialize, Serialize};

use crate::here::{Here, MemberHere};

/// How many objects a page shows.
const PAGE: usize = 20;
/// How many actors and tags are shown.
const FEW: usize = 20;

#[derive(Debug, Deserialize)]
pub(crate) struct Wanted {
    #[serde(default)]
    q: String,
    before: Option<ObjectId>,
}

#[derive(Default, Serialize)]
struct Found {
    q: String,
    /// None, or `asking`, `failed`: how far the look-up at another server is.
    lookup: Option<&'static str>,
    reason: Option<String>,
    people: Vec<AuthorCard>,
    tags: Vec<String>,
    cards: Vec<ObjectCard>,
    pages: Pagination,
}

/// What is said of something that was not found elsewhere.
pub(super) fn reason(why: Absence) -> Message {
    match why {
        Absence::Nothing => Message::new("absence-nothing"),
        Absence::Unreachable => Message::new("absence-unreachable"),
        Absence::Refused => Message::new("absence-refused"),
        Absence::Unfit => Message::new("absence-unfit"),
        Absence::Blocked => Message::new("absence-blocked"),
        Absence::Disabled => Message::new("absence-disabled"),
        Absence::Forgotten => Message::new("absence-forgotten"),
    }
}

/// What fits the words. A handle or an address that nobody knows here is looked up for members.
pub(crate) async fn index(here: Here, req: HttpRequest, wanted: Query<Wanted>) -> web::Result<HttpResponse> {
    let wanted = wanted.into_inner();
    let q = wanted.q.trim().to_owned();
    if q.is_empty() {
        return here.visit.render("stall/search.html", &Found::default());
    }
    limit(&here, &req)?;
    if let Some(path) = known(&here, &q).await? {
        return Ok(here.visit.see_other(&path));
    }
    let mut found = words(&here, &q, wanted.before).await?;
    if here.viewer().is_some() && found.cards.is_empty() && is_address(&q) {
        match here.app.federation.look_up(&q, true).await? {
            Sought::Found(what) => match path(&here, what).await? {
                Some(path) => return Ok(here.visit.see_other(&path)),
                None => found.lookup = Some("failed"),
            },
            Sought::Waiting | Sought::Unknown => found.lookup = Some("asking"),
            Sought::Missing(why) => {
                (found.lookup, found.reason) = (Some("failed"), Some(here.visit.translate(reason(why))));
            }
            Sought::NotSearchable => {}
        }
    }
    here.visit.render("stall/search.html", &found)
}

/// What somebody wants to follow or answer from another server's page.
#[derive(Debug, Deserialize)]
pub(crate) struct Interaction {
    uri: String,
}

/// Where other servers send our members who want to follow or answer what they read there (Mastodon's `subscribe` link).
pub(crate) async fn interact(here: MemberHere, about: Query<Interaction>) -> HttpResponse {
    let mut query = url::form_urlencoded::Serializer::new(String::new());
    query.append_pair("q", about.uri.strip_prefix("acct:").unwrap_or(&about.uri));
    here.visit.see_other(&format!("/search?{}", query.finish()))
}

fn limit(here: &Here, req: &HttpRequest) -> web::Result<()> {
    let key = match &here.visit.member {
        Some(member) => Key::account(member.account),
        None => Key::address(web::client_ip(req)),
    };
    here.app.web.limiter.check(Bucket::Search, key)
}

/// Whether it names one actor or object rather than words.
fn is_address(q: &str) -> bool {
    let handle = q.strip_prefix('@').unwrap_or(q);
    !q.contains(char::is_whitespace) && (q.starts_with("https://") || q.starts_with("http://") || handle.contains('@'))
}

/// The page of what was found; an object that this reader may not see is not found.
async fn path(here: &Here, what: Resolved) -> web::Result<Option<String>> {
    let object = match what {
        Resolved::Actor(actor) => return Ok(Some(here.show().actor_path(&actor))),
        Resolved::Object(object) => object,
    };
    let (viewer, wanted) = (here.viewer(), object.clone());
    let author = here.app.db.read(move |c| match visibility::may_see(c, viewer, &wanted)? {
        true => Actor::get(c, wanted.actor_id).map(Some),
        false => Ok::<_, DbError>(None),
    });
    Ok(author.await?.map(|author| here.show().object_path(&author, &object)))
}

/// The page of what a handle or an address names, where that is known here.
async fn known(here: &Here, q: &str) -> web::Result<Option<String>> {
    if !is_address(q) {
        return Ok(None);
    }
    let (typed, stall) = (q.to_owned(), here.stall.clone());
    let found = here.app.db.read(move |c| {
        if !typed.contains("://") {
            let handle = typed.strip_prefix('@').unwrap_or(&typed).parse().ok();
            let actor = handle.map(|handle| host::statement::find(c, &stall, &handle)).transpose()?.flatten();
            return Ok(actor.map(|actor| Resolved::Actor(Box::new(actor))));
        }
        if let Some(actor) = Actor::find_by_page(c, &typed)?.filter(Actor::is_present) {
            return Ok(Some(Resolved::Actor(Box::new(actor))));
        }
        Ok::<_, DbError>(Object::find_by_page(c, &typed)?.map(|object| Resolved::Object(Box::new(object))))
    });
    match found.await? {
        Some(what) => path(here, what).await,
        None => Ok(None),
    }
}

async fn words(here: &Here, q: &str, before: Option<ObjectId>) -> web::Result<Found> {
    let (text, viewer, home) = (q.to_owned(), here.viewer(), here.stall.origin.host().to_owned());
    let (people, tags, cards, last) = here
        .app
        .db
        .read(move |c| {
            let people = if before.is_none() { search::actors(c, viewer, &text, FEW)? } else { Vec::new() };
            let tags =
                if before.is_none() { Tag::search(c, text.trim_start_matches('#'), FEW as i64)? } else { Vec::new() };
            let objects = search::objects(c, viewer, &search::Query::parse(&text, &home), before, PAGE)?;
            let last = objects.last().filter(|_| objects.len() == PAGE).map(|object| object.id);
            let cards = Card::gather(c, viewer, objects)?;
            Ok::<_, DbError>((people, tags, filter::sift(c, viewer, FilterContext::Public, cards)?, last))
        })
        .await?;
    let show = here.show();
    let path = |before: Option<ObjectId>| {
        let mut query = url::form_urlencoded::Serializer::new(String::new());
        query.append_pair("q", q);
        if let Some(before) = before {
            query.append_pair("before", &before.to_string());
        }
        format!("/search?{}", query.finish())
    };
    Ok(Found {
        q: q.to_owned(),
        people: show.authors(&people),
        tags: tags.into_iter().map(|tag| tag.display).collect(),
        pages: Pagination { newer: before.map(|_| path(None)), older: last.map(|last| path(Some(last))) },
        cards: show.cards(&cards),
        ..Found::default()
    })
}
