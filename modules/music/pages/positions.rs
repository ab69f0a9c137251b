//! Where the reader is in what is long: kept as it plays, and asked for when it is played again, here or on another device.

use actix_web::HttpResponse;
use actix_web::http::header;
use actix_web::web::Path;
use diesel::result::Error as DbError;
use host::App;
use host::social::actor::ActorId;
use host::social::object::ObjectId;
use host::store::Conn;
use host::web::{self, Bucket, Form, Key, MemberVisit};
use serde::{Deserialize, Serialize};

use super::cards::clock;
use super::visit::me;
use crate::episode::{Episode, EpisodeId};
use crate::position::{LONG, Long, Position};
use crate::track::Heard;

/// Where somebody is, as lists say it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub(super) struct PlaceCard {
    /// In milliseconds; 0 at the beginning.
    pub(super) at: i64,
    /// As people write it; empty at the beginning.
    pub(super) clock: String,
    /// It was heard to its end.
    pub(super) finished: bool,
}

impl From<&Position> for PlaceCard {
    fn from(position: &Position) -> Self {
        let at = if position.finished { 0 } else { position.position_ms };
        Self { at, clock: if at > 0 { clock(at) } else { String::new() }, finished: position.finished }
    }
}

impl PlaceCard {
    /// Where a reader is in a track; none in what is short. Of those in `known` a place is known.
    pub(super) fn in_track(known: Option<&Position>, duration_ms: i64, podcast: bool) -> Option<Self> {
        (podcast || duration_ms >= LONG).then(|| known.map(Self::from).unwrap_or_default())
    }
}

/// How far it was heard.
#[derive(Debug, Deserialize)]
pub(super) struct PlaceForm {
    /// In milliseconds.
    at: i64,
    /// Whether to its end.
    #[serde(default)]
    finished: bool,
}

/// Where the reader is in a track.
pub(super) async fn of_track(visit: MemberVisit, app: App, id: Path<ObjectId>) -> web::Result<HttpResponse> {
    show(&visit, &app, Long::Track(*id)).await
}

/// Where the reader is in an episode of a podcast elsewhere.
pub(super) async fn of_episode(visit: MemberVisit, app: App, id: Path<EpisodeId>) -> web::Result<HttpResponse> {
    show(&visit, &app, Long::Episode(*id)).await
}

/// Keeps where the reader is in a track.
pub(super) async fn set_of_track(
    visit: MemberVisit,
    app: App,
    id: Path<ObjectId>,
    form: Form<PlaceForm>,
) -> web::Result<HttpResponse> {
    update(&visit, &app, Long::Track(*id), form.into_inner()).await
}

/// Keeps where the reader is in an episode of a podcast elsewhere.
pub(super) async fn set_of_episode(
    visit: MemberVisit,
    app: App,
    id: Path<EpisodeId>,
    form: Form<PlaceForm>,
) -> web::Result<HttpResponse> {
    update(&visit, &app, Long::Episode(*id), form.into_inner()).await
}

async fn show(visit: &MemberVisit, app: &App, what: Long) -> web::Result<HttpResponse> {
    let me = me(visit)?;
    let read = app.db.read(move |c| {
        length(c, me, what)?;
        Position::find(c, me, what)
    });
    let place = read.await?.as_ref().map(PlaceCard::from).unwrap_or_default();
    Ok(HttpResponse::Ok().insert_header((header::CACHE_CONTROL, "private, no-store")).json(place))
}

async fn update(visit: &MemberVisit, app: &App, what: Long, form: PlaceForm) -> web::Result<HttpResponse> {
    let me = me(visit)?;
    app.web.limiter.check(Bucket::Write, Key::account(visit.me.account))?;
    let written = app.db.write(move |c| {
        let length = length(c, me, what)?;
        if form.finished { Position::finish(c, me, what) } else { Position::note(c, me, what, form.at, length) }
    });
    written.await?;
    Ok(HttpResponse::NoContent().finish())
}

/// How long it is, in milliseconds, for whoever may hear it.
fn length(c: &mut Conn, me: ActorId, what: Long) -> Result<i64, DbError> {
    let length = match what {
        Long::Track(id) => Heard::find(c, Some(me), id)?.map(|heard| heard.track.duration_ms),
        Long::Episode(id) => Episode::find(c, me, id)?.map(|(episode, _)| episode.duration_ms),
    };
    length.ok_or(DbError::NotFound)
}
