//! A member's own calendar, for programs: it is read with a key, of which there may be several.

use actix_web::middleware::Compress;
use actix_web::web::{Path, Query, ServiceConfig, delete, post, resource};
use actix_web::{HttpRequest, HttpResponse};
use diesel::result::Error as DbError;
use host::App;
use host::store::clock;
use host::web::error::FieldErrors;
use host::web::{self, Bucket, Form, Key, MemberVisit};
use serde::{Deserialize, Serialize};

use super::calendars::{self, Typed, me};
use super::feeds::{self, Reach};
use crate::calendar::Calendar;
use crate::calendar_key::{CalendarKey, CalendarKeyId};
use crate::selection::{Selection, Source};

/// Where the calendar is, a path. The key stands behind it, as a log has paths only.
const CALENDAR: &str = "/my/events.ics";

/// Every address, by resource.
pub(crate) fn routes(config: &mut ServiceConfig) {
    config
        .service(resource(CALENDAR).wrap(Compress::default()).get(show))
        .route("/calendars/keys", post().to(create))
        .route("/calendars/keys/{id}", delete().to(revoke));
}

#[derive(Debug, Deserialize)]
pub(crate) struct Opened {
    #[serde(default)]
    key: String,
}

/// What a member organises, takes part in and keeps. Without a key that fits there is nothing.
pub(crate) async fn show(req: HttpRequest, app: App, opened: Query<Opened>) -> web::Result<HttpResponse> {
    let (here, secret, now) = (feeds::stall(&app)?, opened.into_inner().key, clock::now());
    let found = app.db.read(move |c| {
        let Some((key, actor)) = CalendarKey::find(c, &secret)? else { return Ok(None) };
        let cards = feeds::gather(c, Selection { source: Source::Member(actor.id), ..Selection::default() })?;
        Ok::<_, DbError>(Some((key, actor, cards)))
    });
    let (key, actor, cards) = found.await?.ok_or_else(|| web::Error::not_found("calendar"))?;
    if key.is_unused_today(now) {
        app.db.write(move |c| CalendarKey::touch(c, key.id, now)).await?;
    }
    let calendar = Calendar { name: actor.display_name().to_owned(), ..feeds::of(&here, &cards) };
    Ok(feeds::answer(&req, calendar, "events.ics", Reach::Private))
}

/// The addresses of a calendar that is opened by a key.
#[derive(Serialize)]
pub(super) struct Made {
    url: String,
    webcal: String,
    google: String,
}

impl Made {
    fn of(app: &App, secret: &str) -> web::Result<Self> {
        let mut url = feeds::stall(app)?.origin.url(CALENDAR);
        url.query_pairs_mut().append_pair("key", secret);
        let bare = url.as_str().split_once(':').map_or("", |(_, rest)| rest);
        let webcal = format!("webcal:{bare}");
        let cid: String = url::form_urlencoded::byte_serialize(webcal.as_bytes()).collect();
        Ok(Self { google: format!("https://calendar.google.com/calendar/render?cid={cid}"), webcal, url: url.into() })
    }
}

#[derive(Debug, Deserialize)]
pub(crate) struct KeyForm {
    #[serde(default)]
    title: String,
}

/// Makes a key, and shows its address once.
pub(crate) async fn create(visit: MemberVisit, app: App, form: Form<KeyForm>) -> web::Result<HttpResponse> {
    let (me, title) = (me(&visit)?, form.into_inner().title);
    app.web.limiter.check(Bucket::Write, Key::account(visit.me.account))?;
    let wanted = title.trim().to_owned();
    let made = match wanted.is_empty() {
        true => Err("events-key-unnamed"),
        false => app.db.write(move |c| CalendarKey::issue(c, me, &wanted)).await?.ok_or("events-key-too-many"),
    };
    let typed = match made {
        Ok(secret) => Typed { made: Some(Made::of(&app, secret.as_str())?), ..Typed::default() },
        Err(wrong) => Typed { title, errors: FieldErrors::one("title", wrong), ..Typed::default() },
    };
    calendars::show(&visit, &app, typed).await
}

/// Takes a key back: from now on it opens nothing.
pub(crate) async fn revoke(visit: MemberVisit, app: App, id: Path<CalendarKeyId>) -> web::Result<HttpResponse> {
    let (me, id) = (me(&visit)?, id.into_inner());
    match app.db.write(move |c| CalendarKey::revoke(c, me, id)).await? {
        true => visit.notice("events-key-revoked"),
        false => return Err(web::Error::not_found("key")),
    }
    Ok(visit.see_other("/calendars"))
}
