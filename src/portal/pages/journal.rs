//! The journal as a member reads it: how what they published travelled.

use actix_web::HttpResponse;
use actix_web::web::Path;
use host::App;
use host::social::actor::{Actor, ActorId};
use host::social::outbox::{Delivery, OutboxEntry, OutboxId};
use host::web::card::Pagination;
use host::web::{self, MemberVisit};
use serde::{Deserialize, Serialize};

use super::traffic::{self, Leg, Outgoing};
use crate::paging::{self, ROWS};
use crate::query::Query;

#[derive(Serialize)]
struct Index {
    entries: Vec<Outgoing>,
    pages: Pagination,
    days: u16,
}

#[derive(Deserialize, Default)]
pub(super) struct Place {
    before: Option<OutboxId>,
}

/// `GET /journal`
pub(super) async fn index(visit: MemberVisit, app: App, place: Query<Place>) -> web::Result<HttpResponse> {
    let (me, club) = (visit.me.account, app.clone());
    let entries = app.db.read(move |c| {
        let mine: Vec<ActorId> = Actor::of_account(c, me)?.into_iter().map(|actor| actor.id).collect();
        let entries = traffic::newest(c, &mine, place.0.before, ROWS)?;
        Outgoing::list(c, &club, entries)
    });
    let entries: Vec<Outgoing> = entries.await.map_err(|error: diesel::result::Error| web::Error::from(error))?;
    let pages = paging::pages(&entries, "/journal", &[], |entry| entry.id);
    visit.render("square/journal/index.html", &Index { entries, pages, days: app.config.limits.journal_days })
}

#[derive(Serialize)]
struct Show {
    entry: Outgoing,
    uri: String,
    legs: Vec<Leg>,
    body: String,
}

/// `GET /journal/{id}`
pub(super) async fn show(visit: MemberVisit, app: App, id: Path<OutboxId>) -> web::Result<HttpResponse> {
    let (me, club) = (visit.me.account, app.clone());
    let show = app.db.read(move |c| {
        let entry = OutboxEntry::find(c, *id)?.ok_or(web::Error::not_found("activity"))?;
        let mine = Actor::find(c, entry.actor_id)?.is_some_and(|actor| actor.account_id == Some(me));
        if !mine {
            return Err(web::Error::forbidden("somebody else's activity"));
        }
        let legs = Delivery::of(c, entry.id)?.into_iter().map(Leg::from).collect();
        let (uri, body) = (entry.activity_uri.clone(), traffic::laid_out(&entry.body));
        Ok(Show { entry: Outgoing::of(c, &club, entry)?, uri, legs, body })
    });
    visit.render("square/journal/show.html", &show.await?)
}
