//! Shares: a member's own, and what is heard at the address of one without an account.

use actix_web::http::StatusCode;
use actix_web::http::header::{CACHE_CONTROL, HeaderName, HeaderValue};
use actix_web::web::{Path, Query, ServiceConfig, delete, get, post, put};
use actix_web::{HttpRequest, HttpResponse};
use chrono::{NaiveDateTime, TimeDelta};
use diesel::result::Error as DbError;
use host::App;
use host::social::actor::Actor;
use host::social::media::Media;
use host::social::object::ObjectId;
use host::store::clock;
use host::web::card::AuthorCard;
use host::web::error::FieldErrors;
use host::web::{self, Bucket, Form, Key, MemberVisit, Visit, client_ip};
use serde::{Deserialize, Serialize};

use super::cards::{byline, clock as played};
use super::player::Nothing;
use super::visit::{me, stall, viewer};
use super::{sleeves, streams};
use crate::album::AlbumId;
use crate::share::{self, Item, Kind, MAX_DESCRIPTION, Refused, Share, ShareId};
use crate::track::Heard;

/// What is shared is kept by nobody on the way, so that it ends when it is ended.
const KEEP: &str = "private, no-store";

/// Every address.
pub(super) fn routes(config: &mut ServiceConfig) {
    config
        .route("/shares", get().to(index))
        .route("/shares", post().to(create))
        .route("/shares/new", get().to(new))
        .route("/shares/{id}", put().to(update))
        .route("/shares/{id}", delete().to(destroy))
        .route("/shares/{key}", get().to(show))
        .route("/shares/{key}/tracks/{track}", get().to(sound))
        .route("/shares/{key}/covers/{album}", get().to(cover))
        .route("/@{handle}/{track}/share", get().to(of_track));
}

host::store::text_enum! {
    /// How long something is shared.
    pub(crate) Lasting {
        Day = "day",
        Week = "week",
        Month = "month",
        Year = "year",
        /// Until it is ended by hand.
        Ever = "ever",
    }
}

impl Lasting {
    fn end(self) -> Option<NaiveDateTime> {
        let days = match self {
            Self::Day => 1,
            Self::Week => 7,
            Self::Month => 30,
            Self::Year => 365,
            Self::Ever => return None,
        };
        Some(clock::now() + TimeDelta::days(days))
    }
}

/// A share in the list of one's own.
#[derive(Serialize)]
struct Line {
    id: String,
    title: String,
    description: String,
    url: String,
    created: NaiveDateTime,
    expires: Option<NaiveDateTime>,
    ended: bool,
    visits: i64,
    visited: Option<NaiveDateTime>,
}

#[derive(Serialize)]
struct Index {
    shares: Vec<Line>,
    most: usize,
}

/// The member's own.
async fn index(visit: MemberVisit, app: App) -> web::Result<HttpResponse> {
    let (me, here, server) = (me(&visit)?, stall(&app)?.clone(), app.clone());
    let read = app.db.read(move |c| {
        let mut lines = Vec::new();
        for share in Share::of(c, me)? {
            lines.push(Line {
                id: share.id.to_string(),
                title: share.title(c)?,
                url: here.origin.url(&path(&share::key(&server.web.key, share.id))).into(),
                created: share.created_at,
                expires: share.expires_at,
                ended: share.has_ended(),
                visits: share.visits,
                visited: share.visited_at,
                description: share.description,
            });
        }
        Ok::<_, DbError>(lines)
    });
    visit.render("music/shares.html", &Index { shares: read.await?, most: MAX_DESCRIPTION })
}

/// Where a share is heard.
pub(super) fn path(key: &str) -> String {
    format!("/shares/{key}")
}

/// What is to be shared.
#[derive(Debug, Clone, Deserialize)]
struct Wanted {
    kind: String,
    id: i64,
}

impl Wanted {
    fn item(&self) -> web::Result<Item> {
        let kind: Kind = self.kind.parse().map_err(|_| web::Error::not_found("share"))?;
        Ok(Item::of(kind, self.id))
    }
}

#[derive(Serialize)]
struct New {
    kind: String,
    id: String,
    /// What it is called, and how many of its tracks are shared.
    title: String,
    count: usize,
    /// It is not the member's to give.
    refused: bool,
    form: ShareForm,
    most: usize,
}

/// What its owner says of a share.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(default)]
struct ShareForm {
    description: String,
    lasts: String,
}

impl Default for ShareForm {
    /// What is given away is so for a while.
    fn default() -> Self {
        Self { description: String::new(), lasts: Lasting::Month.as_str().to_owned() }
    }
}

/// The form.
async fn new(visit: MemberVisit, app: App, wanted: Query<Wanted>) -> web::Result<HttpResponse> {
    form(&visit, &app, &wanted, ShareForm::default(), &FieldErrors::new()).await
}

/// The form, from a track's page.
async fn of_track(visit: MemberVisit, path: Path<(String, ObjectId)>) -> web::Result<HttpResponse> {
    Ok(visit.see_other(&format!("/shares/new?kind=track&id={}", path.1)))
}

async fn form(
    visit: &MemberVisit,
    app: &App,
    wanted: &Wanted,
    form: ShareForm,
    errors: &FieldErrors,
) -> web::Result<HttpResponse> {
    let (me, item) = (me(visit)?, wanted.item()?);
    let given = app.db.read(move |c| item.shareable(c, me)).await?;
    let (given, refused) = match given {
        Ok(given) => (given, false),
        Err(Refused::Missing) => return Err(web::Error::not_found("share")),
        Err(Refused::NotYours | Refused::TooMany) => (Vec::new(), true),
    };
    let first = given.first();
    let title = match item {
        Item::Track(_) => first.and_then(|heard| heard.object.title.clone()),
        Item::Album(_) => first.map(|heard| heard.album.title.clone()),
        Item::Playlist(id) => {
            app.db.read(move |c| crate::playlist::Playlist::find(c, Some(me), id)).await?.map(|l| l.title)
        }
    };
    let context = New {
        kind: wanted.kind.clone(),
        id: wanted.id.to_string(),
        title: title.unwrap_or_default(),
        count: given.len(),
        refused,
        form,
        most: MAX_DESCRIPTION,
    };
    match errors.is_empty() {
        true => visit.render("music/share-new.html", &context),
        false => visit.render_invalid("music/share-new.html", &context, errors),
    }
}

/// A share that is to be made.
#[derive(Debug, Deserialize)]
struct NewShare {
    kind: String,
    id: i64,
    #[serde(default)]
    description: String,
    #[serde(default)]
    lasts: String,
}

/// Makes one.
async fn create(visit: MemberVisit, app: App, sent: Form<NewShare>) -> web::Result<HttpResponse> {
    let me = me(&visit)?;
    app.web.limiter.check(Bucket::Write, Key::account(visit.me.account))?;
    let NewShare { kind, id, description, lasts } = sent.into_inner();
    let (wanted, again) = (Wanted { kind, id }, ShareForm { description: description.clone(), lasts: lasts.clone() });
    let item = wanted.item()?;
    let Ok(lasting) = lasts.parse::<Lasting>() else {
        return form(&visit, &app, &wanted, again, &FieldErrors::one("lasts", "form-unfit")).await;
    };
    let made = app.db.write(move |c| Share::create(c, me, &[item], &description, lasting.end())).await?;
    match made {
        Ok(_) => {
            visit.notice("music-share-made");
            Ok(visit.see_other("/shares"))
        }
        Err(Refused::Missing) => Err(web::Error::not_found("share")),
        Err(Refused::NotYours) => Err(web::Error::forbidden("what is not one's own")),
        Err(Refused::TooMany) => {
            form(&visit, &app, &wanted, again, &FieldErrors::one("description", "music-share-too-many")).await
        }
    }
}

/// What is said otherwise of a share; its time begins anew, or stays.
#[derive(Debug, Deserialize)]
#[serde(default)]
struct Change {
    description: String,
    lasts: String,
}

impl Default for Change {
    fn default() -> Self {
        Self { description: String::new(), lasts: "keep".to_owned() }
    }
}

/// Says something else of one.
async fn update(visit: MemberVisit, app: App, id: Path<ShareId>, form: Form<Change>) -> web::Result<HttpResponse> {
    let (me, id, form) = (me(&visit)?, id.into_inner(), form.into_inner());
    app.web.limiter.check(Bucket::Write, Key::account(visit.me.account))?;
    let end = match form.lasts.as_str() {
        "keep" => None,
        word => {
            let lasting: Lasting = word.parse().map_err(|_| web::Error::invalid("lasts", "form-unfit"))?;
            Some(lasting.end())
        }
    };
    let written = app.db.write(move |c| {
        let share = Share::own(c, me, id)?.ok_or(DbError::NotFound)?;
        share.change(c, Some(&form.description), end)
    });
    written.await?;
    visit.notice("music-changed");
    Ok(visit.see_other("/shares"))
}

/// Ends one.
async fn destroy(visit: MemberVisit, app: App, id: Path<ShareId>, _form: Form<Nothing>) -> web::Result<HttpResponse> {
    let (me, id) = (me(&visit)?, id.into_inner());
    app.web.limiter.check(Bucket::Write, Key::account(visit.me.account))?;
    app.db.write(move |c| Share::own(c, me, id)?.ok_or(DbError::NotFound)?.revoke(c)).await?;
    visit.notice("music-share-revoked");
    Ok(visit.see_other("/shares"))
}

/// A track of a share, as its page plays it.
#[derive(Serialize)]
struct Turn {
    title: String,
    artist: String,
    duration: String,
    url: String,
}

#[derive(Serialize)]
struct Shared {
    title: String,
    owner: AuthorCard,
    expires: Option<NaiveDateTime>,
    cover_url: String,
    tracks: Vec<Turn>,
    duration: String,
}

/// What a key opens, as far as it has not ended. Whoever guesses is slowed down.
async fn opened(app: &App, req: &HttpRequest, key: &str) -> web::Result<Option<(Share, Actor)>> {
    let visitor = Key::address(client_ip(req));
    app.web.limiter.check(Bucket::Page, visitor)?;
    let Some(id) = share::opened_by(&app.web.key, key) else {
        app.web.limiter.check(Bucket::Program, visitor)?;
        return Err(web::Error::not_found("share"));
    };
    Ok(app.db.read(move |c| Share::open(c, id)).await?)
}

/// The page of a share, for whoever has its address.
async fn show(visit: Visit, app: App, req: HttpRequest, key: Path<String>) -> web::Result<HttpResponse> {
    let Some((share, owner)) = opened(&app, &req, &key).await? else { return gone(&visit) };
    let (here, viewer, at) = (stall(&app)?.clone(), viewer(&visit), path(&key));
    if viewer != Some(owner.id) {
        let share = share.clone();
        app.db.write(move |c| share.visit(c)).await?;
    }
    let read = app.db.read(move |c| {
        let tracks = share.tracks(c)?;
        let dressed = tracks.iter().find(|heard| heard.album.cover_id.is_some());
        let turn = |heard: &Heard| Turn {
            title: heard.object.title.clone().unwrap_or_default(),
            artist: heard.track.artist_line.clone(),
            duration: played(heard.track.duration_ms),
            url: format!("{at}/tracks/{}", heard.object.id),
        };
        Ok::<_, DbError>(Shared {
            title: share.title(c)?,
            owner: byline(&here, viewer, &owner),
            expires: share.expires_at,
            cover_url: dressed.map(|heard| format!("{at}/covers/{}", heard.album.id)).unwrap_or_default(),
            duration: played(tracks.iter().map(|heard| heard.track.duration_ms).sum()),
            tracks: tracks.iter().map(turn).collect(),
        })
    });
    Ok(hidden(visit.render("music/share.html", &read.await?)?))
}

#[derive(Serialize)]
struct Gone {}

/// There was something once: that is told, but not what.
fn gone(visit: &Visit) -> web::Result<HttpResponse> {
    let mut response = hidden(visit.render("music/share-gone.html", &Gone {})?);
    *response.status_mut() = StatusCode::GONE;
    Ok(response)
}

/// Neither kept on the way nor found by anybody who was not given the address.
fn hidden(mut response: HttpResponse) -> HttpResponse {
    let headers = response.headers_mut();
    headers.insert(CACHE_CONTROL, HeaderValue::from_static(KEEP));
    headers.insert(HeaderName::from_static("x-robots-tag"), HeaderValue::from_static("noindex, nofollow"));
    response
}

/// The sound of one of its tracks.
async fn sound(app: App, req: HttpRequest, path: Path<(String, ObjectId)>) -> web::Result<HttpResponse> {
    let (key, track) = path.into_inner();
    let (share, _) = opened(&app, &req, &key).await?.ok_or_else(|| web::Error::not_found("share"))?;
    let heard = app.db.read(move |c| share.track(c, track)?.ok_or(DbError::NotFound)).await?;
    Ok(hidden(streams::send(&app, &req, &heard, streams::Wanted::playable(&heard), None).await?))
}

/// The picture on the sleeve of one of its albums.
async fn cover(app: App, req: HttpRequest, path: Path<(String, AlbumId)>) -> web::Result<HttpResponse> {
    let (key, album) = path.into_inner();
    let (share, _) = opened(&app, &req, &key).await?.ok_or_else(|| web::Error::not_found("share"))?;
    let media = app.db.read(move |c| {
        let on_it = share.tracks(c)?.into_iter().find(|heard| heard.album.id == album);
        on_it.and_then(|heard| heard.album.cover_id).map_or(Ok(None), |cover| Media::find(c, cover))
    });
    let media = media.await?.ok_or_else(|| web::Error::not_found("file"))?;
    Ok(hidden(sleeves::send(&app, media, true, KEEP).await?))
}
