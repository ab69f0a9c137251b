//! What takes place, as pl-fe and Soapbox publish it and take part in it: Rebased's extension of the API.

use std::time::Duration;

use actix_web::HttpResponse;
use actix_web::web::Json;
use diesel::result::Error as DbError;
use host::saying::{Said, Saying};
use host::social::actor::{Actor, ActorId};
use host::social::card::Card;
use host::social::edit::ObjectEdit;
use host::social::membership;
use host::social::object::{Object, ObjectId};
use host::social::occasion::{JoinMode, NewOccasion, Occasion};
use host::social::participation::{Asking, Participation, ParticipationError, ParticipationState};
use host::social::place::{NewPlace, Place};
use host::social::visibility::Visibility;
use host::store::Conn;
use host::web::{Bucket, Zone};
use host::{Statement, StatementError};
use serde::Deserialize;
use utoipa::{IntoParams, ToSchema};

use super::scheduled_statuses::moment;
use super::statuses::find;
use super::timelines::{MOST, USUAL, cards};
use crate::body::{Body, Params};
use crate::caller::{Call, Caller, Me};
use crate::entities::{Account, Location, ParticipationRequest, Status};
use crate::error::{Error, Result};
use crate::paging::{Page, Paging};
use crate::path::Path;
use crate::table::{Access, Table};

/// The name of the extension, by which programs know that it is there.
pub(super) const EXTENSION: &str = "events.pleroma.pl-api";

/// How long a program waits for people to be found whom an event names and nobody here knows.
const PATIENCE: Duration = Duration::from_secs(5);

/// How many places are offered.
const MOST_PLACES: i64 = 20;

pub(crate) fn routes(table: &mut Table) {
    table.post("/api/v1/pleroma/events", Access::Member("write:statuses"), create);
    table.get("/api/v1/pleroma/events/joined_events", Access::Member("read:statuses"), joined);
    table.put("/api/v1/pleroma/events/{id}", Access::Member("write:statuses"), update);
    table.get("/api/v1/pleroma/events/{id}/participations", Access::Member("read:accounts"), participations);
    table.get("/api/v1/pleroma/events/{id}/participation_requests", Access::Member("read:accounts"), requests);
    table.post(
        "/api/v1/pleroma/events/{id}/participation_requests/{participant}/authorize",
        Access::Member("write:statuses"),
        authorize,
    );
    table.post(
        "/api/v1/pleroma/events/{id}/participation_requests/{participant}/reject",
        Access::Member("write:statuses"),
        reject,
    );
    table.post("/api/v1/pleroma/events/{id}/join", Access::Member("write:statuses"), join);
    table.post("/api/v1/pleroma/events/{id}/leave", Access::Member("write:statuses"), leave);
    table.get("/api/v1/pleroma/events/{id}/ics", Access::Open("read:statuses"), calendar);
    table.get("/api/v1/pleroma/search/location", Access::Member("read:search"), locations);
}

/// Whether a stall is one where such things are published.
pub(super) fn are_published(call: &Call) -> bool {
    let kinds = call.app.federation.kinds();
    kinds.iter().any(|(of, kind)| of == call.stall.name && kind.wire_types().contains(&"Event"))
}

impl From<ParticipationError> for Error {
    fn from(error: ParticipationError) -> Self {
        match error {
            ParticipationError::Database(error) => error.into(),
            barred => Self::unprocessable(format!("Validation failed: {barred}")),
        }
    }
}

/// What takes place.
#[derive(Debug, Default, Deserialize, ToSchema)]
struct NewEvent {
    /// The title.
    #[serde(default)]
    name: String,
    /// What it is about.
    #[serde(default)]
    status: String,
    /// A picture that was uploaded before.
    banner_id: Option<String>,
    /// When it begins, ISO 8601.
    start_time: Option<String>,
    /// When it ends.
    end_time: Option<String>,
    /// `free` or `restricted`.
    join_mode: Option<Joining>,
    /// A place that the search for locations gave.
    #[schema(value_type = Option<String>)]
    location_id: Option<ObjectId>,
}

/// How one comes to take part.
#[derive(Debug, Clone, Copy, Deserialize, ToSchema)]
#[serde(rename_all = "lowercase")]
enum Joining {
    Free,
    Restricted,
}

impl NewEvent {
    /// When it takes place; what is left out is as it was.
    fn occasion(&self, zone: Zone, before: Option<NewOccasion>) -> Result<NewOccasion> {
        let starts_at = self.start_time.as_deref().map(moment).transpose()?;
        let starts_at = starts_at.or_else(|| before.as_ref().map(|before| before.starts_at));
        let starts_at = starts_at.ok_or_else(|| Error::invalid("start_time", "ERR_BLANK", "can't be blank"))?;
        let before = before.unwrap_or_else(|| NewOccasion::at(starts_at, zone.name()));
        let ends_at = self.end_time.as_deref().map(moment).transpose()?.or(before.ends_at);
        let join_mode = match self.join_mode {
            Some(Joining::Free) => JoinMode::Free,
            Some(Joining::Restricted) => JoinMode::Restricted,
            None => before.join_mode,
        };
        Ok(NewOccasion { starts_at, ends_at, join_mode, ..before })
    }

    /// The place that was chosen.
    fn place(&self, c: &mut Conn) -> Result<Option<NewPlace>, DbError> {
        let Some(id) = self.location_id else { return Ok(None) };
        Ok(Place::find(c, id)?.map(NewPlace::from))
    }

    fn media(&self) -> Vec<String> {
        self.banner_id.iter().filter(|id| !id.is_empty()).cloned().collect()
    }
}

/// What was just said or done, as the caller sees it.
async fn shown(me: &Me, object: ObjectId) -> Result<Json<Status>> {
    let viewer = me.actor.id;
    let card = me.app.db.read(move |c| {
        let object = find(c, Some(viewer), object.0)?.object;
        Card::of(c, Some(viewer), object)
    });
    Ok(Json(me.view().status(&card.await?)))
}

async fn create(me: Me, event: Body<NewEvent>) -> Result<Json<Status>> {
    me.limit(Bucket::Write)?;
    let event = event.into_inner();
    if !are_published(&me) {
        return Err(StatementError::Unsuited.into());
    }
    let occasion = event.occasion(Zone::default(), None)?;
    let (media, title, text) = (event.media(), event.name.clone(), event.status.clone());
    let place = me.app.db.read(move |c| event.place(c)).await?;
    let defaults = &me.actor.settings.0;
    let statement = Statement {
        title,
        text,
        media,
        place,
        occasion: Some(occasion),
        visibility: defaults.visibility.unwrap_or(Visibility::Public),
        language: defaults.language.clone(),
        ..Statement::default()
    };
    let saying = Saying { patience: Some(PATIENCE), ..Saying::now(me.actor.id, statement) };
    match saying.say(&me.app).await? {
        Said::Now(object) => shown(&me, object.id).await,
        Said::Later(_) => Err(Error::not_found()),
    }
}

async fn update(me: Me, id: Path<i64>, event: Body<NewEvent>) -> Result<Json<Status>> {
    me.limit(Bucket::Write)?;
    let (event, desk, actor) = (event.into_inner(), me.app.desk(), me.actor.id);
    let read = me.app.db.read(move |c| {
        let object = run(c, actor, id.0)?;
        Ok::<_, DbError>((Occasion::find(c, object.id)?, Place::find(c, object.id)?, object))
    });
    let (occasion, place, object) = read.await?;
    let occasion = event.occasion(Zone::default(), occasion.map(NewOccasion::from))?;
    let object_id = object.id;
    let edited = me.app.db.write(move |c| {
        let author = Actor::get(c, object.actor_id)?;
        ObjectEdit::keep(c, &object)?;
        let pick = |new: &str, old: Option<&String>| {
            if new.is_empty() { old.cloned().unwrap_or_default() } else { new.to_owned() }
        };
        let kept = host::social::media::Media::of_object(c, object.id)?;
        let media = event.media();
        let statement = Statement {
            title: pick(&event.name, object.title.as_ref()),
            text: pick(&event.status, object.source.as_ref()),
            media: if media.is_empty() { kept.iter().map(|media| media.id.to_string()).collect() } else { media },
            place: event.place(c)?.or_else(|| place.clone().map(NewPlace::from)),
            occasion: Some(occasion.clone()),
            visibility: object.visibility,
            language: object.language.clone(),
            ..Statement::default()
        };
        statement.edit(c, &desk, &author, &object)
    });
    let _edited: Object = edited.await.map_err(|error: StatementError| error)?;
    shown(&me, object_id).await
}

/// What the caller published, or may act for, that takes place. Errors: there is none.
fn run(c: &mut Conn, me: ActorId, id: i64) -> Result<Object, DbError> {
    let object = find(c, Some(me), id)?.object;
    if membership::may_act_for(c, me, object.actor_id)? { Ok(object) } else { Err(DbError::NotFound) }
}

async fn joined(me: Me, paging: Paging) -> Result<Page<Status>> {
    let (actor, account) = (me.actor.id, me.actor.account_id);
    let (offset, limit) = (paging.offset(), paging.limit(USUAL, MOST));
    let read = me.app.db.read(move |c| {
        let states = [ParticipationState::Accepted, ParticipationState::Pending, ParticipationState::Waiting];
        let own = account.map(|account| Participation::of_account(c, account, &states)).transpose()?;
        let mut ids: Vec<ObjectId> = own.unwrap_or_default().into_iter().map(|own| own.object_id).collect();
        ids.sort_unstable_by(|a, b| b.cmp(a));
        ids.dedup();
        let ids: Vec<ObjectId> = ids.into_iter().skip(offset).take(limit).collect();
        let objects = Object::load(c, &ids)?;
        let mut objects = host::social::visibility::visible(c, Some(actor), objects)?;
        objects.sort_unstable_by_key(|object| std::cmp::Reverse(object.id));
        cards(c, Some(actor), objects)
    });
    let cards: Result<Vec<Card>, DbError> = read.await;
    let statuses = me.view().statuses(&cards?);
    Ok(Page::by_offset(&me, statuses, offset, limit))
}

/// What takes place, as a calendar.
async fn calendar(caller: Caller, id: Path<i64>) -> Result<HttpResponse> {
    let (viewer, module) = (caller.viewer(), caller.app.modules.find(caller.stall.name));
    let read = caller.app.db.read(move |c| {
        let object = find(c, viewer, id.0)?.object;
        Card::of(c, viewer, object)
    });
    let card: std::result::Result<Card, DbError> = read.await;
    let card = card?;
    let calendar = module.and_then(|module| module.calendar(&caller.stall, &card)).ok_or_else(Error::not_found)?;
    Ok(HttpResponse::Ok().content_type("text/calendar; charset=utf-8").body(calendar))
}

/// Who comes: shown to those who organise it, and to nobody else.
async fn participations(me: Me, id: Path<i64>) -> Result<Json<Vec<Account>>> {
    let actor = me.actor.id;
    let read = me.app.db.read(move |c| {
        let object = run(c, actor, id.0)?;
        Participation::list(c, object.id, &[ParticipationState::Accepted])
    });
    let come = read.await?;
    Ok(Json(come.iter().filter_map(|(_, who)| Some(me.view().account(who.as_ref()?))).collect()))
}

async fn requests(me: Me, id: Path<i64>) -> Result<Json<Vec<ParticipationRequest>>> {
    let actor = me.actor.id;
    let read = me.app.db.read(move |c| {
        let object = run(c, actor, id.0)?;
        Participation::list(c, object.id, &[ParticipationState::Pending])
    });
    let asked = read.await?;
    let request = |(asked, who): &(Participation, Option<Actor>)| {
        Some(ParticipationRequest {
            account: me.view().account(who.as_ref()?),
            participation_message: asked.message.clone(),
        })
    };
    Ok(Json(asked.iter().filter_map(request).collect()))
}

async fn authorize(me: Me, path: Path<(i64, ActorId)>) -> Result<Json<Status>> {
    answer(me, path, true).await
}

async fn reject(me: Me, path: Path<(i64, ActorId)>) -> Result<Json<Status>> {
    answer(me, path, false).await
}

async fn answer(me: Me, path: Path<(i64, ActorId)>, consent: bool) -> Result<Json<Status>> {
    me.limit(Bucket::Write)?;
    let ((id, participant), actor, hosts) = (path.0, me.actor.id, me.app.hosts.clone());
    let answered = me.app.db.write(move |c| {
        let object = run(c, actor, id)?;
        let asked = Participation::of_actor(c, object.id, participant)?.ok_or(DbError::NotFound)?;
        match consent {
            true => asked.accept(c, &hosts)?,
            false => asked.reject(c, &hosts)?,
        };
        Ok::<_, ParticipationError>(object.id)
    });
    shown(&me, answered.await?).await
}

/// What is said to the organiser.
#[derive(Debug, Default, Deserialize, ToSchema)]
struct Asked {
    /// Plain text.
    #[serde(default)]
    participation_message: String,
}

async fn join(me: Me, id: Path<i64>, asked: Body<Asked>) -> Result<Json<Status>> {
    me.limit(Bucket::Write)?;
    let (hosts, actor, message) = (me.app.hosts.clone(), me.actor.clone(), asked.into_inner().participation_message);
    let joined = me.app.db.write(move |c| {
        let object = find(c, Some(actor.id), id.0)?.object;
        let asking = Asking { message: message.clone(), ..Asking::default() };
        Participation::ask(c, &hosts, &actor, &object, &asking)?;
        Ok::<_, ParticipationError>(object.id)
    });
    shown(&me, joined.await?).await
}

async fn leave(me: Me, id: Path<i64>) -> Result<Json<Status>> {
    me.limit(Bucket::Write)?;
    let (hosts, actor) = (me.app.hosts.clone(), me.actor.id);
    let left = me.app.db.write(move |c| {
        let object = find(c, Some(actor), id.0)?.object;
        let own = Participation::of_member(c, object.id, actor)?.ok_or(DbError::NotFound)?;
        own.leave(c, &hosts)?;
        Ok::<_, DbError>(object.id)
    });
    shown(&me, left.await?).await
}

/// What is looked for.
#[derive(Debug, Deserialize, IntoParams)]
struct Sought {
    /// A part of its name.
    q: String,
}

/// Places where something of this server was or is.
async fn locations(me: Me, sought: Params<Sought>) -> Result<Json<Vec<Location>>> {
    let name = sought.0.q;
    let places = me.app.db.read(move |c| Place::named_like(c, &name, MOST_PLACES)).await?;
    Ok(Json(places.iter().map(Location::from).collect()))
}
