//! The page of a member's calendars: the keys of its own, those elsewhere whose events it takes over, and files.

use actix_web::HttpResponse;
use actix_web::web::{Path, ServiceConfig, delete, get, post};
use chrono::NaiveDateTime;
use diesel::result::Error as DbError;
use host::App;
use host::social::actor::{Actor, ActorId};
use host::social::membership;
use host::web::error::FieldErrors;
use host::web::{self, Bucket, Form, Key, MemberVisit};
use serde::{Deserialize, Serialize};

use super::calendar_keys::{self, Made};
use crate::calendar::zone;
use crate::calendar_key::{CalendarKey, MAX_TITLE};
use crate::subscription::{self, Subscription, SubscriptionId};

/// Every address, by resource.
pub(crate) fn routes(config: &mut ServiceConfig) {
    config
        .route("/calendars", get().to(index))
        .route("/calendars/subscriptions", post().to(subscribe))
        .route("/calendars/subscriptions/{id}", delete().to(unsubscribe))
        .configure(calendar_keys::routes)
        .configure(super::calendar_files::routes);
}

/// What stands on the page besides what is kept.
#[derive(Default)]
pub(super) struct Typed {
    /// The address of the key that was just made: it is shown this once.
    pub(super) made: Option<Made>,
    pub(super) title: String,
    pub(super) url: String,
    pub(super) errors: FieldErrors,
}

#[derive(Serialize)]
struct Index {
    keys: Vec<KeyLine>,
    title: String,
    title_most: usize,
    made: Option<Made>,
    subscriptions: Vec<SubscriptionLine>,
    url: String,
    organisers: Vec<Choice>,
}

#[derive(Serialize)]
struct KeyLine {
    id: String,
    title: String,
    created: NaiveDateTime,
    used: Option<NaiveDateTime>,
}

#[derive(Serialize)]
struct SubscriptionLine {
    id: String,
    title: String,
    url: String,
    organiser: String,
    checked: Option<NaiveDateTime>,
    events: i64,
    problem: Option<String>,
}

#[derive(Serialize)]
struct Choice {
    value: String,
    label: String,
}

/// The page.
pub(crate) async fn index(visit: MemberVisit, app: App) -> web::Result<HttpResponse> {
    show(&visit, &app, Typed::default()).await
}

pub(super) async fn show(visit: &MemberVisit, app: &App, typed: Typed) -> web::Result<HttpResponse> {
    let me = me(visit)?;
    let found = app.db.read(move |c| {
        let own = Actor::get(c, me)?;
        let groups = membership::run_by(c, &own)?;
        Ok::<_, DbError>((CalendarKey::of(c, me)?, Subscription::of_member(c, me)?, own, groups))
    });
    let (keys, subscriptions, own, groups) = found.await?;
    let keys = keys.into_iter().map(|key| KeyLine {
        id: key.id.to_string(),
        title: key.title,
        created: key.created_at,
        used: key.used_at,
    });
    let subscriptions = subscriptions.into_iter().map(|(one, organiser)| SubscriptionLine {
        id: one.id.to_string(),
        title: one.title,
        url: one.url,
        organiser: organiser.display_name().to_owned(),
        checked: one.checked_at,
        events: one.events,
        problem: one.problem,
    });
    let organisers = std::iter::once(own)
        .chain(groups)
        .map(|actor| Choice { value: actor.id.to_string(), label: actor.display_name().to_owned() });
    let page = Index {
        keys: keys.collect(),
        title: typed.title,
        title_most: MAX_TITLE,
        made: typed.made,
        subscriptions: subscriptions.collect(),
        url: typed.url,
        organisers: organisers.collect(),
    };
    match typed.errors.is_empty() {
        true => visit.render("events/calendars.html", &page),
        false => visit.render_invalid("events/calendars.html", &page, &typed.errors),
    }
}

pub(super) fn me(visit: &MemberVisit) -> web::Result<ActorId> {
    visit.me.actor.ok_or_else(|| web::Error::not_found("actor"))
}

/// The zone of what names none: the reader's.
pub(super) fn zone_of(visit: &MemberVisit) -> chrono_tz::Tz {
    visit.zone.and_then(|own| zone::find(own.name())).unwrap_or(chrono_tz::Tz::UTC)
}

/// Whose events they become: oneself, or a group that one runs.
pub(super) async fn organiser(app: &App, me: ActorId, wanted: Option<ActorId>) -> web::Result<ActorId> {
    let wanted = wanted.unwrap_or(me);
    let may = app.db.read(move |c| membership::may_act_for(c, me, wanted)).await?;
    if may { Ok(wanted) } else { Err(web::Error::forbidden("a group that one does not run")) }
}

#[derive(Debug, Deserialize)]
pub(crate) struct SubscriptionForm {
    #[serde(default)]
    url: String,
    organiser: Option<ActorId>,
}

/// Takes over the events of a calendar elsewhere, from now on.
pub(crate) async fn subscribe(visit: MemberVisit, app: App, form: Form<SubscriptionForm>) -> web::Result<HttpResponse> {
    let (me, form) = (me(&visit)?, form.into_inner());
    app.web.limiter.check(Bucket::Write, Key::account(visit.me.account))?;
    let wrong = async |message: &'static str| {
        let errors = FieldErrors::one("url", message);
        show(&visit, &app, Typed { url: form.url.clone(), errors, ..Typed::default() }).await
    };
    let organiser = organiser(&app, me, form.organiser).await?;
    let Some(url) = subscription::address(&form.url).filter(|url| !app.hosts.is_local(url)) else {
        return wrong("events-subscription-address").await;
    };
    let zone = zone_of(&visit);
    match app.db.write(move |c| Subscription::begin(c, organiser, me, &url, zone)).await? {
        true => visit.notice("events-subscription-begun"),
        false => return wrong("events-subscription-too-many").await,
    }
    Ok(visit.see_other("/calendars"))
}

/// Takes over nothing further; what there is stays.
pub(crate) async fn unsubscribe(visit: MemberVisit, app: App, id: Path<SubscriptionId>) -> web::Result<HttpResponse> {
    let (me, id) = (me(&visit)?, id.into_inner());
    match app.db.write(move |c| Subscription::end(c, me, id)).await? {
        true => visit.notice("events-subscription-ended"),
        false => return Err(web::Error::not_found("subscription")),
    }
    Ok(visit.see_other("/calendars"))
}
