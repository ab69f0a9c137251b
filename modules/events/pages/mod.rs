//! The pages of the events stall.

mod agenda;
mod calendar;
mod calendar_files;
mod calendar_keys;
mod calendars;
mod compose;
mod event_form;
mod events;
mod feeds;
mod filters;
mod repeat;
mod series;
mod templates;

use actix_web::web::{ServiceConfig, delete, get, post, put};
use host::social::card::Card;
use host::store::uri::Stall;

use crate::calendar::Calendar;

/// One event as a calendar.
pub(crate) fn calendar_of(stall: &Stall, card: &Card) -> Calendar {
    Calendar { refresh_hours: 0, ..feeds::of(stall, std::slice::from_ref(card)) }
}

/// Every address, by resource.
pub(crate) fn routes(config: &mut ServiceConfig) {
    config
        // What takes place
        .route("/", get().to(agenda::index))
        .route("/past", get().to(agenda::past))
        .route("/mine", get().to(agenda::mine))
        .route("/mine/past", get().to(agenda::mine_past))
        .route("/@{handle}/events", get().to(agenda::of_actor))
        .route("/@{handle}/events/past", get().to(agenda::of_actor_past))
        .route("/month", get().to(calendar::this_month))
        .route("/month/{month}", get().to(calendar::of_month))
        .route("/week", get().to(calendar::this_week))
        .route("/week/{day}", get().to(calendar::of_week))
        // Events: they are shown, answered, liked, boosted and deleted where every stall's objects are
        .route("/@{handle}/{id}/dates", get().to(series::show))
        .route("/@{handle}/{id}/dates", put().to(series::update))
        .route("/@{handle}/{id}/dates", delete().to(series::end))
        .route("/events/new", get().to(events::new))
        .route("/events", post().to(events::create))
        .configure(templates::routes)
        // What takes place, for programs
        .configure(feeds::routes)
        .configure(calendars::routes);
}
