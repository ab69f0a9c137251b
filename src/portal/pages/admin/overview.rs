//! How the club is: what waits for somebody, and how much of everything there is.

use actix_web::HttpResponse;
use chrono::TimeDelta;
use host::App;
use host::registration;
use host::social::account::Account;
use host::social::actor::Actor;
use host::social::inbox::InboxEntry;
use host::social::media::Media;
use host::social::outbox::Delivery;
use host::social::report::Report;
use host::store::{clock, jobs};
use host::web;
use serde::Serialize;

use crate::staff::ModeratorVisit;

#[derive(Serialize)]
struct Show {
    pending: i64,
    unconfirmed: i64,
    reports: i64,
    jobs_failed: i64,
    active: i64,
    suspended: i64,
    seen_month: i64,
    deliveries: i64,
    incoming: i64,
    jobs: i64,
    media_mebibytes: i64,
    stalls: Vec<Stall>,
    mails: bool,
    federation: bool,
    database: &'static str,
    configuration: String,
}

#[derive(Serialize)]
struct Stall {
    title: &'static str,
    host: String,
    url: String,
    actors: usize,
}

/// `GET /admin`
pub(super) async fn show(visit: ModeratorVisit, app: App) -> web::Result<HttpResponse> {
    let club = app.clone();
    let show = app.db.read(move |c| {
        let accounts = Account::counts(c)?;
        let mut stalls = Vec::new();
        for stall in club.hosts.stalls() {
            let Some(module) = club.modules.find(stall.name) else { continue };
            let actors = Actor::at_stall(c, stall.name, i64::MAX)?.len();
            let url = stall.origin.url("/").into();
            stalls.push(Stall { title: module.manifest().title, host: stall.origin.host().to_owned(), url, actors });
        }
        Ok::<_, web::Error>(Show {
            pending: accounts.pending,
            unconfirmed: accounts.unconfirmed,
            reports: Report::open_count(c)?,
            jobs_failed: jobs::failed_count(c)?,
            active: accounts.active,
            suspended: accounts.suspended,
            seen_month: Account::count_seen_since(c, clock::now() - TimeDelta::days(30))?,
            deliveries: Delivery::waiting(c)?,
            incoming: InboxEntry::waiting(c)?,
            jobs: jobs::pending_count(c)?,
            media_mebibytes: (Media::total_size(c)? + (1 << 20) - 1) >> 20,
            stalls,
            mails: registration::mails(&club),
            federation: club.config.federation.enabled,
            database: if cfg!(feature = "postgres") { "PostgreSQL" } else { "SQLite" },
            configuration: club.config.domain.clone(),
        })
    });
    visit.render("square/admin/overview.html", &show.await?)
}
