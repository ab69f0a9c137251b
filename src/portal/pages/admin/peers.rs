//! The servers that were met, and how deliveries to them fare.

use actix_web::HttpResponse;
use chrono::NaiveDateTime;
use host::App;
use host::social::domain::{Peer, Policies};
use host::web;
use serde::Serialize;

use crate::staff::ModeratorVisit;

/// How many are shown.
const SHOWN: i64 = 500;

#[derive(Serialize)]
struct Index {
    peers: Vec<Row>,
}

#[derive(Serialize)]
struct Row {
    host: String,
    software: Option<String>,
    version: Option<String>,
    first_seen_at: NaiveDateTime,
    last_seen_at: Option<NaiveDateTime>,
    failures: i32,
    failing_since: Option<NaiveDateTime>,
    /// Until when nothing is sent to it.
    open_until: Option<NaiveDateTime>,
    blocked: bool,
    silenced: bool,
}

/// `GET /admin/peers`
pub(super) async fn index(visit: ModeratorVisit, app: App) -> web::Result<HttpResponse> {
    let peers = app.db.read(|c| {
        let policies = Policies::load(c)?;
        let row = |peer: Peer| Row {
            blocked: policies.blocks(&peer.host),
            silenced: policies.silences(&peer.host),
            host: peer.host,
            software: peer.software,
            version: peer.version,
            first_seen_at: peer.first_seen_at,
            last_seen_at: peer.last_seen_at,
            failures: peer.failures,
            failing_since: peer.failing_since,
            open_until: peer.open_until,
        };
        Ok::<_, web::Error>(Peer::list(c, SHOWN)?.into_iter().map(row).collect())
    });
    visit.render("square/admin/peers.html", &Index { peers: peers.await? })
}
