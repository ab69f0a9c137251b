//! Timelines: strictly by time.

use actix_web::HttpResponse;
use actix_web::web::Query;
use host::social::actor::{Actor, ActorId};
use host::social::card::{Card, Shown};
use host::social::object::ObjectId;
use host::social::timeline::{self, Range};
use host::store::Conn;
use host::web::card::{ObjectCard, Pagination};
use host::web::{self, Visit};
use host::{App, Show};
use serde::{Deserialize, Serialize};

/// How many posts a page shows.
const PAGE: usize = 40;

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
    entries(visit, app, "federated", *part, move |c| Ok(Actor::of_stall(c, stall)?.map(|actor| actor.id))).await
}

/// The public posts of members.
pub(crate) async fn local(visit: Visit, app: App, part: Query<Part>) -> web::Result<HttpResponse> {
    let viewer = viewer(&visit);
    let before = part.before.map(ObjectId);
    let cards = app
        .db
        .read(move |c| {
            let objects = timeline::local(c, crate::MANIFEST.name, viewer, before, PAGE)?;
            Card::gather(c, viewer, objects)
        })
        .await?;
    let older = cards.last().filter(|_| cards.len() == PAGE).map(|card| format!("/local?before={}", card.object.id));
    let show = show(&app, viewer)?;
    let newer = before.map(|_| "/local".to_owned());
    visit.render(
        "microblog/timeline.html",
        &Timeline {
            which: "local",
            cards: show.cards(&cards),
            pages: Pagination { newer, older },
            writes: viewer.is_some(),
        },
    )
}

/// A page of a timeline that an actor owns.
async fn entries(
    visit: Visit,
    app: App,
    which: &'static str,
    part: Part,
    owner: impl FnOnce(&mut Conn) -> Result<Option<ActorId>, diesel::result::Error> + Send + 'static,
) -> web::Result<HttpResponse> {
    let viewer = viewer(&visit);
    let range = Range { before: part.before, after: part.after };
    let shown = app
        .db
        .read(move |c| {
            let Some(owner) = owner(c)? else { return Ok(Vec::new()) };
            let entries = timeline::read(c, owner, viewer, range, PAGE)?;
            Card::of_entries(c, viewer, entries)
        })
        .await?;
    let show = show(&app, viewer)?;
    let cards = shown.iter().map(|shown| show.shown(shown)).collect();
    let pages = pages(which, range, &shown);
    visit.render("microblog/timeline.html", &Timeline { which, cards, pages, writes: viewer.is_some() })
}

fn pages(which: &str, range: Range, shown: &[Shown]) -> Pagination {
    let path = if which == "home" { "/".to_owned() } else { format!("/{which}") };
    let (first, last) = (shown.first().map(|s| s.entry.id), shown.last().map(|s| s.entry.id));
    let paged = range.before.is_some() || range.after.is_some();
    Pagination {
        newer: first.filter(|_| paged).map(|id| format!("{path}?after={id}")),
        older: last.filter(|_| shown.len() == PAGE || range.after.is_some()).map(|id| format!("{path}?before={id}")),
    }
}

fn viewer(visit: &Visit) -> Option<ActorId> {
    visit.member.as_ref().and_then(|member| member.actor)
}

fn show(app: &App, viewer: Option<ActorId>) -> web::Result<Show<'_>> {
    let stall = app.hosts.stall(crate::MANIFEST.name).ok_or_else(|| web::Error::not_found("stall"))?;
    Ok(Show { stall, viewer })
}
