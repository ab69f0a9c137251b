//! The agenda: what takes place, day by day.

use actix_web::HttpResponse;
use diesel::result::Error as DbError;
use host::social::card::Card;
use host::store::clock;
use host::web::card::ObjectCard;
use host::web::{self, Visit};
use host::{App, Show};
use serde::Serialize;

use crate::event::{self, Span};

/// How many events a page shows.
const PAGE: usize = 50;

#[derive(Serialize)]
struct Agenda {
    cards: Vec<ObjectCard>,
}

/// What takes place from now on.
pub(crate) async fn index(visit: Visit, app: App) -> web::Result<HttpResponse> {
    let stall = app.hosts.stall(crate::MANIFEST.name).ok_or_else(|| web::Error::not_found("stall"))?;
    let viewer = visit.member.as_ref().and_then(|member| member.actor);
    let cards = app.db.read(move |c| {
        let events = event::between(c, viewer, Span { from: clock::now(), until: None }, PAGE)?;
        Ok::<_, DbError>(Card::gather(c, viewer, events)?)
    });
    visit.render("events/agenda.html", &Agenda { cards: Show { stall, viewer }.cards(&cards.await?) })
}
