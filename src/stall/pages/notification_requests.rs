//! Whose notifications wait for the member's word, and whose shall.

use actix_web::HttpResponse;
use actix_web::web::{Path, Query};
use diesel::result::Error as DbError;
use host::social::notification::{NotificationId, Policy, Request, Waiting};
use host::social::range::Range;
use host::web::card::{AuthorCard, ObjectCard, Pagination};
use host::web::{self, Form};
use serde::{Deserialize, Serialize};

use super::Button;
use super::notification_policy::Rules;
use crate::here::MemberHere;

/// How many a page shows.
const PAGE: i64 = 40;

/// Where they are shown.
pub(super) const PATH: &str = "/notifications/requests";

#[derive(Debug, Deserialize)]
pub(crate) struct Part {
    before: Option<NotificationId>,
}

#[derive(Serialize)]
struct Requests {
    people: Vec<Person>,
    policy: Rules,
    pages: Pagination,
}

#[derive(Serialize)]
struct Person {
    id: String,
    /// Where everything is that they did.
    all: String,
    line: AuthorCard,
    count: i64,
    /// What they wrote last.
    card: Option<ObjectCard>,
}

/// Those who wait, the newest first, and a form for who shall.
pub(crate) async fn index(here: MemberHere, part: Query<Part>) -> web::Result<HttpResponse> {
    let (me, before) = (here.me, part.before);
    let read = here.app.db.read(move |c| {
        let listed = Request::list(c, me, Range::before(before), PAGE)?;
        let last = listed.last().map(|request| request.id).filter(|_| listed.len() as i64 == PAGE);
        Ok::<_, DbError>((Waiting::gather(c, me, listed)?, last, Policy::of(c, me)?))
    });
    let (waiting, last, policy) = read.await?;
    let show = here.show();
    let person = |waiting: &Waiting| Person {
        id: waiting.request.id.to_string(),
        all: format!("/notifications?from={}", waiting.from.id),
        line: show.author(&waiting.from),
        count: waiting.request.count,
        card: waiting.last.as_ref().map(|card| show.card(card)),
    };
    let context = Requests {
        people: waiting.iter().map(person).collect(),
        policy: policy.into(),
        pages: Pagination {
            newer: before.map(|_| PATH.to_owned()),
            older: last.map(|last| format!("{PATH}?before={last}")),
        },
    };
    here.visit.render("stall/notification-requests.html", &context)
}

/// Lets somebody in.
pub(crate) async fn accept(
    here: MemberHere,
    id: Path<NotificationId>,
    _form: Form<Button>,
) -> web::Result<HttpResponse> {
    let (me, id) = (here.me, id.into_inner());
    here.app.db.write(move |c| Request::find(c, me, id)?.ok_or(DbError::NotFound)?.accept(c, me)).await?;
    here.visit.notice("held-accepted");
    Ok(here.visit.see_next(PATH))
}

/// Sends somebody away.
pub(crate) async fn dismiss(
    here: MemberHere,
    id: Path<NotificationId>,
    _form: Form<Button>,
) -> web::Result<HttpResponse> {
    let (me, id) = (here.me, id.into_inner());
    here.app.db.write(move |c| Request::find(c, me, id)?.ok_or(DbError::NotFound)?.dismiss(c, me)).await?;
    here.visit.notice("held-dismissed");
    Ok(here.visit.see_next(PATH))
}
