//! Deliveries to single inboxes: those that wait and those that failed, to be tried again or given up.

use actix_web::HttpResponse;
use actix_web::web::Path;
use host::App;
use host::social::audit::AuditEntry;
use host::social::outbox::{Delivery, DeliveryId, DeliveryState, OutboxEntry};
use host::web::card::Pagination;
use host::web::{self, Form, Message};
use serde::{Deserialize, Serialize};

use crate::button::Button;
use crate::pages::traffic::Leg;
use crate::paging::{self, ROWS, Tab};
use crate::query::Query;
use crate::staff::ModeratorVisit;

#[derive(Serialize)]
struct Index {
    tabs: Vec<Tab>,
    state: String,
    host: String,
    /// Each with the type of what is delivered.
    legs: Vec<(String, Leg)>,
    pages: Pagination,
}

#[derive(Deserialize, Default)]
pub(super) struct Wanted {
    #[serde(default)]
    state: String,
    #[serde(default)]
    host: String,
    before: Option<DeliveryId>,
}

/// `GET /admin/deliveries`
pub(super) async fn index(visit: ModeratorVisit, app: App, wanted: Query<Wanted>) -> web::Result<HttpResponse> {
    let Wanted { state, host, before } = wanted.0;
    let (kept, peer) = (state.parse().ok(), Some(host.trim().to_lowercase()).filter(|host| !host.is_empty()));
    let legs = app.db.read(move |c| {
        let mut legs = Vec::new();
        for leg in Delivery::list(c, kept, peer.as_deref(), before, ROWS)? {
            let kind = OutboxEntry::find(c, leg.outbox_id)?.map(|entry| entry.activity_type).unwrap_or_default();
            legs.push((kind, Leg::from(leg)));
        }
        Ok::<_, web::Error>(legs)
    });
    let legs = legs.await?;
    let words: Vec<&str> = DeliveryState::ALL.iter().map(|state| state.as_str()).collect();
    let pages = paging::pages(&legs, "/admin/deliveries", &[("state", &state), ("host", &host)], |(_, leg)| leg.id);
    let tabs = paging::tabs("/admin/deliveries", "state", &words, &state, "delivery-state");
    visit.render("square/admin/deliveries.html", &Index { tabs, state, host, legs, pages })
}

/// `POST /admin/deliveries/{id}`: tries it now.
pub(super) async fn retry(
    visit: ModeratorVisit,
    app: App,
    id: Path<DeliveryId>,
    _: Form<Button>,
) -> web::Result<HttpResponse> {
    match app.db.write(move |c| Delivery::retry(c, Some(*id), None)).await? {
        0 => Err(web::Error::not_found("delivery")),
        _ => {
            visit.notice("delivery-retried");
            Ok(visit.see_next("/admin/deliveries"))
        }
    }
}

/// `DELETE /admin/deliveries/{id}`: gives it up.
pub(super) async fn destroy(
    visit: ModeratorVisit,
    app: App,
    id: Path<DeliveryId>,
    _: Form<Button>,
) -> web::Result<HttpResponse> {
    match app.db.write(move |c| Delivery::drop(c, Some(*id), None)).await? {
        0 => Err(web::Error::not_found("delivery")),
        _ => {
            visit.notice("delivery-dropped");
            Ok(visit.see_next("/admin/deliveries"))
        }
    }
}

#[derive(Deserialize)]
pub(super) struct All {
    #[serde(default)]
    host: String,
}

/// `POST /admin/deliveries`: tries all that wait or failed, to one host or to all.
pub(super) async fn retry_all(visit: ModeratorVisit, app: App, form: Form<All>) -> web::Result<HttpResponse> {
    let me = visit.me.account;
    let host = Some(form.host.trim().to_lowercase()).filter(|host| !host.is_empty());
    let count = app.db.write(move |c| {
        let target = host.as_deref().unwrap_or("*");
        AuditEntry::write(c, Some(me), "delivery.retry", target, "")?;
        Delivery::retry(c, None, host.as_deref())
    });
    visit.notice(Message::new("deliveries-retried").with("count", count.await?));
    Ok(visit.see_next("/admin/deliveries"))
}
