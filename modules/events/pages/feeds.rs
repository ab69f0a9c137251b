//! Calendars and feeds: what takes place, for programs.
//!
//! What is in a calendar changes also when something goes from it: so whether it is the same is seen by its `ETag` alone.

use std::collections::HashSet;

use actix_web::http::header::{self, EntityTag, Header, IfNoneMatch};
use actix_web::middleware::Compress;
use actix_web::web::{Path, Query, ServiceConfig, get, resource};
use actix_web::{HttpRequest, HttpResponse};
use chrono::{NaiveDateTime, TimeDelta};
use diesel::result::Error as DbError;
use host::social::actor::Actor;
use host::social::card::Card;
use host::social::object::{Object, ObjectId};
use host::social::tag::{self, Tag};
use host::social::text::Handle;
use host::social::{secret, visibility};
use host::store::uri::Stall;
use host::store::{Conn, clock};
use host::web::card::ObjectCard;
use host::web::feed::Feed;
use host::web::headers::readable_by_all;
use host::web::{self, Visit};
use host::{App, Show, show, statement};
use serde::{Deserialize, Serialize};
use url::Url;

use crate::calendar::{self, Calendar, Moment};
use crate::pages::filters::Filters;
use crate::selection::{Selection, Source};
use crate::{MANIFEST, entry};

/// How often it is worth asking for a calendar again, in hours.
const REFRESH_HOURS: u16 = 1;
/// How many entries the feed for news readers has.
const NEWS: usize = 50;

/// How long what is over stays in a calendar, in days.
const PAST_DAYS: i64 = 366;
/// The most events of a calendar.
const MOST: usize = 5000;

/// Every address, by resource.
pub(crate) fn routes(config: &mut ServiceConfig) {
    // Much of a calendar is the same again and again.
    let shared = |path: &str| resource(path.to_owned()).wrap(readable_by_all()).wrap(Compress::default());
    config
        .service(shared("/agenda.ics").get(agenda))
        .service(shared("/agenda.atom").get(news))
        .service(shared("/tags/{tag}/events.ics").get(of_tag))
        .service(shared("/@{handle}/events.ics").get(of_actor))
        .service(shared("/@{handle}/{id:[0-9]+}.ics").get(show))
        .route("/@{handle}/{id:[0-9]+}/calendar", get().to(add))
        .route("/@{handle}/{id:[0-9]+}/calendar/{elsewhere:google|outlook}", get().to(add_elsewhere));
}

/// The stall that is open here.
pub(crate) fn stall(app: &App) -> web::Result<Stall> {
    app.hosts.stall(MANIFEST.name).cloned().ok_or_else(|| web::Error::not_found("stall"))
}

/// The actor that a handle means, unless nobody gets to see it.
pub(crate) fn actor(c: &mut Conn, stall: &Stall, handle: &str) -> Result<Actor, DbError> {
    let handle: Handle = handle.parse().map_err(|_| DbError::NotFound)?;
    let actor = statement::find(c, stall, &handle)?.ok_or(DbError::NotFound)?;
    let seen = actor.deleted_at.is_none() && visibility::barred(c, &[actor.id])?.is_empty();
    if seen { Ok(actor) } else { Err(DbError::NotFound) }
}

/// All that takes place, or what the filters leave.
pub(crate) async fn agenda(req: HttpRequest, app: App, filters: Query<Filters>) -> web::Result<HttpResponse> {
    let (stall, wanted) = (stall(&app)?, filters.selection());
    let cards = app.db.read(move |c| gather(c, wanted.clone()));
    let club = app.web.club().name.clone();
    let calendar = Calendar { name: club, page: Some(stall.origin.url("/")), ..of(&stall, &cards.await?) };
    Ok(answer(&req, calendar, "agenda.ics", Reach::Public))
}

/// What a group or a member publishes.
pub(crate) async fn of_actor(req: HttpRequest, app: App, handle: Path<String>) -> web::Result<HttpResponse> {
    let (here, handle) = (stall(&app)?, handle.into_inner());
    let wanted = here.clone();
    let found = app.db.read(move |c| {
        let actor = actor(c, &wanted, &handle)?;
        let cards = gather(c, Selection { source: Source::Actor(actor.id), ..Selection::default() })?;
        Ok::<_, DbError>((actor, cards))
    });
    let (actor, cards) = found.await?;
    let calendar = Calendar {
        name: actor.display_name().to_owned(),
        description: host::social::markup::to_text(&actor.summary),
        page: Some(here.profile(&actor.username)),
        ..of(&here, &cards)
    };
    Ok(answer(&req, calendar, &format!("{}.ics", actor.username), Reach::Public))
}

/// What has a hashtag.
pub(crate) async fn of_tag(req: HttpRequest, app: App, name: Path<String>) -> web::Result<HttpResponse> {
    let here = stall(&app)?;
    let name = tag::normalise(&name).ok_or_else(|| web::Error::not_found("tag"))?;
    let wanted = name.clone();
    let found = app.db.read(move |c| {
        let tag = Tag::find(c, &wanted)?.ok_or(DbError::NotFound)?;
        let cards = gather(c, Selection { tag: Some(tag.name.clone()), ..Selection::default() })?;
        Ok::<_, DbError>((tag.display, cards))
    });
    let (display, cards) = found.await?;
    let calendar = Calendar { name: format!("#{display}"), page: Some(here.tag(&name)), ..of(&here, &cards) };
    Ok(answer(&req, calendar, &format!("{name}.ics"), Reach::Public))
}

/// One event. Who is logged in gets also what is not for everybody.
pub(crate) async fn show(
    req: HttpRequest,
    visit: Visit,
    app: App,
    path: Path<(String, ObjectId)>,
) -> web::Result<HttpResponse> {
    let here = stall(&app)?;
    let card = event(&visit, &app, path.into_inner()).await?;
    let reach = if card.object.visibility.is_open() { Reach::Public } else { Reach::Private };
    let name = format!("{}.ics", card.object.id);
    Ok(answer(&req, super::calendar_of(&here, &card), &name, reach))
}

/// The event of a page's address, where this reader may see it.
pub(crate) async fn event(visit: &Visit, app: &App, (handle, id): (String, ObjectId)) -> web::Result<Card> {
    let (here, viewer) = (stall(app)?, visit.member.as_ref().and_then(|member| member.actor));
    let found = app.db.read(move |c| {
        let author = actor(c, &here, &handle)?;
        let object = Object::find(c, id)?.filter(|object| object.actor_id == author.id).ok_or(DbError::NotFound)?;
        match visibility::may_see(c, viewer, &object)? {
            true => Card::of(c, viewer, object),
            false => Err(DbError::NotFound),
        }
    });
    let card = found.await?;
    if card.occasion.is_some() { Ok(card) } else { Err(web::Error::not_found("event")) }
}

/// What was last announced, for news readers.
pub(crate) async fn news(app: App) -> web::Result<HttpResponse> {
    let here = stall(&app)?;
    let cards = app.db.read(|c| {
        let mut cards = gather(c, Selection::default())?;
        cards.sort_by_key(|card| std::cmp::Reverse(card.object.id));
        cards.truncate(NEWS);
        Ok::<_, DbError>(cards)
    });
    let cards = cards.await?;
    let club = app.web.club().name.clone();
    let feed = Feed {
        title: format!("{club} · {}", here.origin.host()),
        description: club,
        feed: here.origin.url("/agenda.atom"),
        page: here.origin.url("/"),
        picture: None,
        language: None,
        entries: cards.iter().filter_map(|card| show::feed_entry(&here, card)).collect(),
    };
    Ok(feed.atom_response())
}

/// The cards of a calendar: what comes, and what was in the last twelve months.
pub(crate) fn gather(c: &mut Conn, wanted: Selection) -> Result<Vec<Card>, DbError> {
    let viewer = wanted.source.viewer();
    let from = clock::now().checked_sub_signed(TimeDelta::days(PAST_DAYS));
    let events = Selection { from, ..wanted }.find(c, viewer, MOST)?;
    Card::gather(c, viewer, events.into_iter().map(|(event, _)| event).collect())
}

/// A calendar of these.
pub(crate) fn of(stall: &Stall, cards: &[Card]) -> Calendar {
    // What two groups took from the same calendar is in one calendar once.
    let mut known = HashSet::new();
    let entries =
        cards.iter().filter_map(|card| entry::of(stall, card)).filter(|entry| known.insert(entry.uid.clone()));
    let entries: Vec<_> = entries.collect();
    let occasions = || cards.iter().filter_map(|card| card.occasion.as_ref()).rev();
    // Days have no zone of their own in it.
    let zone = occasions().find(|occasion| occasion.all_day).or_else(|| occasions().next()).map(entry::zone_of);
    Calendar { refresh_hours: REFRESH_HOURS, zone, entries, ..Calendar::default() }
}

/// To whom a calendar is given.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Reach {
    Public,
    Private,
}

/// A calendar as an answer, or that it is the same as before.
pub(crate) fn answer(req: &HttpRequest, mut calendar: Calendar, name: &str, reach: Reach) -> HttpResponse {
    if reach == Reach::Public {
        let own = req.uri().path_and_query().map(ToString::to_string).unwrap_or_default();
        calendar.source = calendar.page.as_ref().and_then(|page| page.join(&own).ok());
    }
    let file = calendar::write(&calendar);
    // Weak, as what it is packed in on its way may differ.
    let tag = EntityTag::new_weak(secret::hash(&file).get(..32).unwrap_or_default().to_owned());
    let known = match IfNoneMatch::parse(req) {
        Ok(IfNoneMatch::Items(tags)) => tags.iter().any(|known| known.weak_eq(&tag)),
        Ok(IfNoneMatch::Any) | Err(_) => false,
    };
    let mut response = if known { HttpResponse::NotModified() } else { HttpResponse::Ok() };
    let caching = match reach {
        Reach::Public => "public, max-age=300",
        Reach::Private => "private, no-cache",
    };
    response.insert_header((header::ETAG, tag.to_string())).insert_header((header::CACHE_CONTROL, caching));
    if let Some(modified) = modified(&calendar) {
        response.insert_header((header::LAST_MODIFIED, modified.format("%a, %d %b %Y %H:%M:%S GMT").to_string()));
    }
    if reach == Reach::Private {
        response.insert_header(("x-robots-tag", "noindex")).insert_header((header::REFERRER_POLICY, "no-referrer"));
    }
    if known {
        return response.finish();
    }
    response
        .insert_header((header::CONTENT_TYPE, "text/calendar; charset=utf-8"))
        .insert_header((header::CONTENT_DISPOSITION, disposition(name)))
        .body(file)
}

/// When anything in it last changed.
fn modified(calendar: &Calendar) -> Option<NaiveDateTime> {
    calendar.entries.iter().filter_map(|entry| entry.modified).max()
}

/// Shown where a program knows how, and saved under that name.
fn disposition(name: &str) -> String {
    let plain = name.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '.' | '_' | '-'));
    format!("inline; filename=\"{}\"", if plain { name } else { "events.ics" })
}

#[derive(Serialize)]
struct Add {
    card: ObjectCard,
}

/// The ways into other calendars.
pub(crate) async fn add(visit: Visit, app: App, path: Path<(String, ObjectId)>) -> web::Result<HttpResponse> {
    let (here, viewer) = (stall(&app)?, visit.member.as_ref().and_then(|member| member.actor));
    let card = event(&visit, &app, path.into_inner()).await?;
    visit.render("events/add.html", &Add { card: Show { stall: &here, viewer }.card(&card) })
}

/// What adds an event to the calendar that somebody has elsewhere.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Elsewhere {
    Google,
    Outlook,
}

/// Leads to the form of another calendar, filled in.
pub(crate) async fn add_elsewhere(
    visit: Visit,
    app: App,
    path: Path<(String, ObjectId, Elsewhere)>,
) -> web::Result<HttpResponse> {
    let (handle, id, elsewhere) = path.into_inner();
    let here = stall(&app)?;
    let card = event(&visit, &app, (handle, id)).await?;
    let entry = entry::of(&here, &card).ok_or_else(|| web::Error::not_found("event"))?;
    let url = elsewhere.form(&entry).ok_or_else(|| web::Error::internal("an address that is none"))?;
    Ok(visit.see_other_url(&url))
}

/// The longest text that such a form is handed: addresses have an end.
const MAX_DETAILS: usize = 800;

impl Elsewhere {
    /// The address of the form.
    pub(crate) fn form(self, entry: &calendar::Entry) -> Option<Url> {
        let (start, end) = (entry.start, entry.end().unwrap_or(entry.start));
        let page = entry.url.as_ref().map(Url::as_str).unwrap_or_default();
        let details = host::social::markup::shorten(&entry.description, MAX_DETAILS);
        let details = format!("{details}\n\n{page}");
        let utc = |moment: Moment, form: &str| moment.utc(chrono_tz::UTC).format(form).to_string();
        let mut url = match self {
            Self::Google => Url::parse("https://calendar.google.com/calendar/render?action=TEMPLATE").ok()?,
            Self::Outlook => Url::parse("https://outlook.live.com/calendar/0/action/compose?rru=addevent").ok()?,
        };
        let mut query = url.query_pairs_mut();
        match self {
            Self::Google => {
                let form = if start.is_date() { "%Y%m%d" } else { "%Y%m%dT%H%M%SZ" };
                let dates = format!("{}/{}", utc(start, form), utc(end, form));
                query.append_pair("text", &entry.summary).append_pair("dates", &dates);
                query.append_pair("details", details.trim()).append_pair("location", &entry.location);
                if let Some(zone) = start.zone() {
                    query.append_pair("ctz", zone.name());
                }
            }
            Self::Outlook => {
                let form = if start.is_date() { "%Y-%m-%d" } else { "%Y-%m-%dT%H:%M:%SZ" };
                query.append_pair("subject", &entry.summary);
                query.append_pair("startdt", &utc(start, form)).append_pair("enddt", &utc(end, form));
                query.append_pair("allday", if start.is_date() { "true" } else { "false" });
                query.append_pair("body", details.trim()).append_pair("location", &entry.location);
            }
        }
        drop(query);
        Some(url)
    }
}
