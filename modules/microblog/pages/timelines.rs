//! Timelines: strictly by time.

use actix_web::HttpResponse;
use actix_web::web::Query;
use diesel::result::Error as DbError;
use host::social::actor::{Actor, ActorId};
use host::social::card::Card;
use host::social::filter::{self, FilterContext};
use host::social::object::ObjectId;
use host::social::range::Range;
use host::social::timeline::{self, Entry};
use host::social::visibility::Visibility;
use host::store::Conn;
use host::web::card::{ObjectCard, Pagination};
use host::web::{self, Visit};
use host::{App, Show};
use serde::{Deserialize, Serialize};

/// How many posts a page shows.
const PAGE: usize = 20;

/// Which part of a timeline.
#[derive(Debug, Clone, Copy, Deserialize)]
pub(crate) struct Part {
    before: Option<i64>,
    after: Option<i64>,
}

/// A timeline.
#[derive(Serialize)]
struct Timeline {
    /// Which: `home`, `local` or `federated`.
    which: &'static str,
    cards: Vec<ObjectCard>,
    pages: Pagination,
    writes: bool,
    /// The short form for a new post, on the first page of the home timeline.
    quick: Option<Quick>,
}

/// How a new post starts out.
#[derive(Serialize)]
struct Quick {
    visibility: Visibility,
    most: usize,
}

/// What those publish whom the reader follows. Who is not logged in sees what members publish.
pub(crate) async fn home(visit: Visit, app: App, part: Query<Part>) -> web::Result<HttpResponse> {
    let Some(me) = visit.member.as_ref().and_then(|member| member.actor) else {
        return local(visit, app, part).await;
    };
    entries(visit, app, "home", *part, move |_| Ok(Some(me))).await
}

/// The public posts of those whom members follow, and of members.
pub(crate) async fn federated(visit: Visit, app: App, part: Query<Part>) -> web::Result<HttpResponse> {
    let stall = crate::MANIFEST.name;
    entries(visit, app, "federated", *part, move |c| Actor::id_of_stall(c, stall)).await
}

/// The public posts of members.
pub(crate) async fn local(visit: Visit, app: App, part: Query<Part>) -> web::Result<HttpResponse> {
    let viewer = viewer(&visit);
    let before = part.before.map(ObjectId);
    let (cards, last) = app
        .db
        .read(move |c| {
            let objects = timeline::local(c, crate::MANIFEST.name, viewer, false, Range::before(before), PAGE)?;
            let last = objects.last().filter(|_| objects.len() == PAGE).map(|object| object.id);
            let cards = Card::gather(c, viewer, objects)?;
            Ok::<_, DbError>((filter::sift(c, viewer, FilterContext::Public, cards)?, last))
        })
        .await?;
    let cards = show(&app, viewer)?.cards(&cards);
    let pages = Pagination {
        newer: before.map(|_| "/local".to_owned()),
        older: last.map(|last| format!("/local?before={last}")),
    };
    visit.render(
        "microblog/timeline.html",
        &Timeline { which: "local", cards, pages, writes: viewer.is_some(), quick: None },
    )
}

/// A page of a timeline that an actor owns.
async fn entries(
    visit: Visit,
    app: App,
    which: &'static str,
    part: Part,
    owner: impl Fn(&mut Conn) -> Result<Option<ActorId>, DbError> + Send + 'static,
) -> web::Result<HttpResponse> {
    let viewer = viewer(&visit);
    let range = Range { before: part.before, after: part.after, ..Range::default() };
    let at_home = which == "home";
    let limit = app.config.limits.post_characters;
    let (shown, pages, quick) = app
        .db
        .read(move |c| {
            let Some(owner) = owner(c)? else { return Ok((Vec::new(), Pagination::default(), None)) };
            let entries = timeline::read(c, owner, viewer, range, PAGE)?;
            let pages = pages(which, range, &entries);
            let context = if at_home { FilterContext::Home } else { FilterContext::Public };
            let cards = Card::of_entries(c, viewer, entries)?;
            let first = at_home && pages.newer.is_none();
            let author = viewer.filter(|_| first).map(|me| Actor::get(c, me)).transpose()?;
            let visibility = author.map(|author| author.settings.0.visibility.unwrap_or(Visibility::Public));
            let quick = visibility.map(|visibility| Quick { visibility, most: limit });
            Ok::<_, DbError>((filter::sift(c, viewer, context, cards)?, pages, quick))
        })
        .await?;
    let show = show(&app, viewer)?;
    let cards = shown.iter().map(|shown| show.shown(shown)).collect();
    visit.render("microblog/timeline.html", &Timeline { which, cards, pages, writes: viewer.is_some(), quick })
}

fn pages(which: &str, range: Range, entries: &[Entry]) -> Pagination {
    let path = if which == "home" { "/".to_owned() } else { format!("/{which}") };
    let (first, last) = (entries.first().map(|entry| entry.id), entries.last().map(|entry| entry.id));
    let paged = range.before.is_some() || range.after.is_some();
    Pagination {
        newer: first.filter(|_| paged).map(|id| format!("{path}?after={id}")),
        older: last.filter(|_| entries.len() == PAGE || range.after.is_some()).map(|id| format!("{path}?before={id}")),
    }
}

fn viewer(visit: &Visit) -> Option<ActorId> {
    visit.member.as_ref().and_then(|member| member.actor)
}

fn show(app: &App, viewer: Option<ActorId>) -> web::Result<Show<'_>> {
    let stall = app.hosts.stall(crate::MANIFEST.name).ok_or_else(|| web::Error::not_found("stall"))?;
    Ok(Show { stall, viewer })
}
