//! The journal: every activity that came and left, with its verdict.

use actix_web::HttpResponse;
use actix_web::web::Path;
use chrono::NaiveDateTime;
use host::App;
use host::social::inbox::{InboxEntry, InboxId, InboxState};
use host::social::outbox::{Delivery, OutboxEntry, OutboxId};
use host::web::card::Pagination;
use host::web::{self, Form};
use serde::{Deserialize, Serialize};

use crate::button::Button;
use crate::pages::traffic::{self, Leg, Outgoing};
use crate::paging::{self, ROWS, Tab};
use crate::query::Query;
use crate::staff::ModeratorVisit;

#[derive(Serialize)]
struct Index {
    tabs: Vec<Tab>,
    state: String,
    host: String,
    entries: Vec<Incoming>,
    pages: Pagination,
}

/// An activity that came.
#[derive(Serialize)]
struct Incoming {
    id: InboxId,
    /// The key of the message that names the stall whose inbox took it; none for the shared one.
    stall: Option<String>,
    host: String,
    uri: String,
    kind: String,
    actor: String,
    object: Option<String>,
    signed: String,
    verified: bool,
    state: InboxState,
    reason: Option<String>,
    tries: i16,
    received_at: NaiveDateTime,
    done_at: Option<NaiveDateTime>,
    /// Whether it failed, or waits for another try: it may be tried now.
    stuck: bool,
}

#[derive(Deserialize, Default)]
pub(super) struct Wanted {
    #[serde(default)]
    state: String,
    #[serde(default)]
    host: String,
    before: Option<InboxId>,
}

/// `GET /admin/journal`: what came.
pub(super) async fn index(visit: ModeratorVisit, app: App, wanted: Query<Wanted>) -> web::Result<HttpResponse> {
    let Wanted { state, host, before } = wanted.0;
    let (kept, peer) = (state.parse().ok(), Some(host.trim().to_lowercase()).filter(|host| !host.is_empty()));
    let entries = app.db.read(move |c| InboxEntry::list(c, kept, peer.as_deref(), before, ROWS)).await?;
    let entries: Vec<Incoming> = entries.into_iter().map(|entry| Incoming::of(&app, entry)).collect();
    let words: Vec<&str> = InboxState::ALL.iter().map(|state| state.as_str()).collect();
    let pages = paging::pages(&entries, "/admin/journal", &[("state", &state), ("host", &host)], |entry| entry.id);
    let tabs = paging::tabs("/admin/journal", "state", &words, &state, "inbox-state");
    visit.render("square/admin/journal/index.html", &Index { tabs, state, host, entries, pages })
}

#[derive(Serialize)]
struct Received {
    entry: Incoming,
    body: String,
}

/// `GET /admin/journal/{id}`
pub(super) async fn received(visit: ModeratorVisit, app: App, id: Path<InboxId>) -> web::Result<HttpResponse> {
    let entry = app.db.read(move |c| InboxEntry::find(c, *id)).await?.ok_or(web::Error::not_found("activity"))?;
    let body = traffic::laid_out(&entry.body);
    visit.render("square/admin/journal/received.html", &Received { entry: Incoming::of(&app, entry), body })
}

/// `POST /admin/journal/{id}`: has an activity that failed, or was put off, tried again now.
pub(super) async fn retry(
    visit: ModeratorVisit,
    app: App,
    id: Path<InboxId>,
    _: Form<Button>,
) -> web::Result<HttpResponse> {
    let id = *id;
    match app.db.write(move |c| InboxEntry::retry(c, Some(id), None)).await? {
        0 => Err(web::Error::not_found("activity")),
        _ => {
            visit.notice("inbox-retried");
            Ok(visit.see_next(&format!("/admin/journal/{id}")))
        }
    }
}

#[derive(Serialize)]
struct Left {
    entries: Vec<Outgoing>,
    pages: Pagination,
}

#[derive(Deserialize, Default)]
pub(super) struct Place {
    before: Option<OutboxId>,
}

/// `GET /admin/journal/outgoing`: what left.
pub(super) async fn outgoing(visit: ModeratorVisit, app: App, place: Query<Place>) -> web::Result<HttpResponse> {
    let club = app.clone();
    let entries = app.db.read(move |c| {
        let entries = OutboxEntry::list(c, None, place.0.before, ROWS)?;
        Outgoing::list(c, &club, entries)
    });
    let entries: Vec<Outgoing> = entries.await.map_err(|error: diesel::result::Error| web::Error::from(error))?;
    let pages = paging::pages(&entries, "/admin/journal/outgoing", &[], |entry| entry.id);
    visit.render("square/admin/journal/outgoing.html", &Left { entries, pages })
}

#[derive(Serialize)]
struct Sent {
    entry: Outgoing,
    uri: String,
    legs: Vec<Leg>,
    body: String,
}

/// `GET /admin/journal/outgoing/{id}`
pub(super) async fn sent(visit: ModeratorVisit, app: App, id: Path<OutboxId>) -> web::Result<HttpResponse> {
    let club = app.clone();
    let sent = app.db.read(move |c| {
        let entry = OutboxEntry::find(c, *id)?.ok_or(web::Error::not_found("activity"))?;
        let legs = Delivery::of(c, entry.id)?.into_iter().map(Leg::from).collect();
        let (uri, body) = (entry.activity_uri.clone(), traffic::laid_out(&entry.body));
        Ok::<_, web::Error>(Sent { entry: Outgoing::of(c, &club, entry)?, uri, legs, body })
    });
    visit.render("square/admin/journal/sent.html", &sent.await?)
}

impl Incoming {
    fn of(app: &App, entry: InboxEntry) -> Self {
        let put_off = entry.state == InboxState::Pending && entry.tries > 0;
        Self {
            id: entry.id,
            stuck: entry.state == InboxState::Failed || put_off,
            stall: entry.stall.map(|stall| traffic::title(app, &stall)),
            host: entry.host,
            uri: entry.activity_uri,
            kind: entry.activity_type,
            actor: entry.actor_uri,
            object: entry.object_uri,
            signed: entry.signed,
            verified: entry.verified,
            state: entry.state,
            reason: entry.reason,
            tries: entry.tries,
            received_at: entry.received_at,
            done_at: entry.done_at,
        }
    }
}
