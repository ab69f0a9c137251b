//! Playlists: a member's own, those that members show to one another or to everybody, and what goes into them.

use actix_web::HttpResponse;
use actix_web::web::Path;
use diesel::result::Error as DbError;
use host::social::actor::{Actor, ActorId};
use host::social::object::ObjectId;
use host::store::Conn;
use host::store::uri::Stall;
use host::web::card::AuthorCard;
use host::web::error::FieldErrors;
use host::web::{self, Bucket, Form, Key, MemberVisit, Visit};
use host::{App, Teaser};
use serde::{Deserialize, Serialize};

use super::cards::{TrackCard, byline, clock};
use super::visit::{me, stall, viewer};
use crate::embed::Programme;
use crate::playlist::{Audience, MAX_TEXT, Playlist, PlaylistId};
use crate::track::Heard;

/// A playlist in a list of them.
#[derive(Serialize)]
struct Line {
    id: String,
    title: String,
    owner: AuthorCard,
    count: usize,
    audience: Audience,
    mine: bool,
}

impl Line {
    fn gather(c: &mut Conn, app: &App, viewer: Option<ActorId>, lists: Vec<Playlist>) -> Result<Vec<Self>, DbError> {
        let here = app.hosts.stall(crate::MANIFEST.name).ok_or(DbError::NotFound)?;
        let mut lines = Vec::new();
        for list in lists {
            let owner = Actor::get(c, list.actor_id)?;
            lines.push(Self {
                id: list.id.to_string(),
                owner: byline(here, viewer, &owner),
                count: Playlist::tracks(c, list.id)?.len(),
                audience: list.audience,
                mine: viewer == Some(list.actor_id),
                title: list.title,
            });
        }
        Ok(lines)
    }
}

#[derive(Serialize)]
struct Index {
    playlists: Vec<Line>,
    title: String,
    most: usize,
}

/// The playlists that the member may see, the own ones first.
pub(super) async fn index(visit: MemberVisit, app: App) -> web::Result<HttpResponse> {
    list(&visit, &app, String::new(), &FieldErrors::new()).await
}

async fn list(visit: &MemberVisit, app: &App, title: String, errors: &FieldErrors) -> web::Result<HttpResponse> {
    let (me, server) = (me(visit)?, app.clone());
    let read = app.db.read(move |c| {
        let all = Playlist::all(c, me)?;
        Line::gather(c, &server, Some(me), all)
    });
    let context = Index { playlists: read.await?, title, most: MAX_TEXT };
    match errors.is_empty() {
        true => visit.render("music/playlists.html", &context),
        false => visit.render_invalid("music/playlists.html", &context, errors),
    }
}

/// A playlist that is to be made, and the track that it begins with.
#[derive(Debug, Deserialize)]
pub(super) struct NewForm {
    #[serde(default)]
    title: String,
    track: Option<ObjectId>,
}

/// Makes one.
pub(super) async fn create(visit: MemberVisit, app: App, form: Form<NewForm>) -> web::Result<HttpResponse> {
    let (me, form) = (me(&visit)?, form.into_inner());
    app.web.limiter.check(Bucket::Write, Key::account(visit.me.account))?;
    let title = form.title.trim().to_owned();
    if title.is_empty() {
        return list(&visit, &app, title, &FieldErrors::one("title", "music-playlist-unnamed")).await;
    }
    let (wanted, tracks) = (title.clone(), form.track.into_iter().collect::<Vec<_>>());
    let made = app.db.write(move |c| {
        let heard = Heard::load(c, Some(me), &tracks)?.into_iter().map(|heard| heard.object.id).collect::<Vec<_>>();
        Playlist::create(c, me, &wanted, &heard)
    });
    match made.await? {
        Some(list) => Ok(visit.see_other(&format!("/playlists/{}", list.id))),
        None => list(&visit, &app, title, &FieldErrors::one("title", "music-playlist-too-many")).await,
    }
}

/// What its owner says of it.
#[derive(Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub(super) struct PlaylistForm {
    title: String,
    description: String,
    audience: String,
}

#[derive(Serialize)]
struct OfActor {
    owner: AuthorCard,
    playlists: Vec<Line>,
}

/// What a member put together, as far as the reader may see it.
pub(super) async fn of_actor(visit: Visit, app: App, handle: Path<String>) -> web::Result<HttpResponse> {
    let (viewer, handle, here, server) = (viewer(&visit), handle.into_inner(), stall(&app)?.clone(), app.clone());
    let read = app.db.read(move |c| {
        let owner = Actor::find_at(c, here.name, &handle)?.filter(Actor::is_present).ok_or(DbError::NotFound)?;
        let lists = Playlist::of(c, viewer, owner.id)?;
        Ok::<_, DbError>(OfActor {
            playlists: Line::gather(c, &server, viewer, lists)?,
            owner: byline(&here, viewer, &owner),
        })
    });
    visit.render("music/playlists_of_actor.html", &read.await?)
}

#[derive(Serialize)]
struct Shown {
    id: String,
    form: PlaylistForm,
    owner: AuthorCard,
    tracks: Vec<TrackCard>,
    /// The places of these tracks in the playlist, from 0: what the reader may not hear is passed over.
    places: Vec<usize>,
    /// How many tracks the reader may not hear.
    hidden: usize,
    duration: String,
    url: String,
    indexable: bool,
    /// What it is previewed by elsewhere, where everybody may hear something of it.
    teaser: Option<Teaser>,
    mine: bool,
    most: usize,
}

/// One of them, with the tracks that the reader may hear.
pub(super) async fn show(visit: Visit, app: App, id: Path<PlaylistId>) -> web::Result<HttpResponse> {
    let (viewer, id, here) = (viewer(&visit), id.into_inner(), stall(&app)?.clone());
    let read = app.db.read(move |c| {
        let list = Playlist::find(c, viewer, id)?.ok_or(DbError::NotFound)?;
        let ids = Playlist::tracks(c, id)?;
        let (places, heard): (Vec<usize>, Vec<Heard>) = Heard::in_turn(c, viewer, &ids)?.into_iter().unzip();
        let owner = Actor::get(c, list.actor_id)?;
        let url: String = here.origin.url(&format!("/playlists/{id}")).into();
        Ok::<_, DbError>(Shown {
            id: id.to_string(),
            mine: viewer == Some(list.actor_id),
            indexable: list.audience == Audience::Public && owner.indexable,
            teaser: teaser(c, &here, &list, &url)?,
            url,
            form: PlaylistForm {
                title: list.title,
                description: list.description,
                audience: list.audience.to_string(),
            },
            owner: byline(&here, viewer, &owner),
            hidden: ids.len() - heard.len(),
            duration: clock(heard.iter().map(|heard| heard.track.duration_ms).sum()),
            tracks: TrackCard::gather(c, viewer, &here, heard)?,
            places,
            most: MAX_TEXT,
        })
    });
    visit.render("music/playlist.html", &read.await?)
}

fn teaser(c: &mut Conn, here: &Stall, list: &Playlist, url: &str) -> Result<Option<Teaser>, DbError> {
    let Some(programme) = Programme::of_playlist(c, list.id)? else { return Ok(None) };
    let shown = programme.embeddable(c, here)?;
    let author = shown.author.display_name().to_owned();
    let about = Teaser {
        kind: "music.playlist",
        title: shown.title.clone(),
        description: if list.description.is_empty() { author } else { list.description.clone() },
        url: url.to_owned(),
        creator: shown.author.handle(),
        ..Teaser::default()
    };
    Ok(Some(about.played(Some(&shown)).embeddable(here)))
}

/// Says something else of it.
pub(super) async fn update(
    visit: MemberVisit,
    app: App,
    id: Path<PlaylistId>,
    form: Form<PlaylistForm>,
) -> web::Result<HttpResponse> {
    let (me, id, form) = (me(&visit)?, id.into_inner(), form.into_inner());
    let audience = form.audience.parse::<Audience>().map_err(|_| web::Error::invalid("audience", "form-unfit"))?;
    let title = Some(form.title.trim().to_owned()).filter(|title| !title.is_empty());
    let written =
        app.db.write(move |c| own(c, me, id)?.change(c, title.as_deref(), Some(&form.description), Some(audience)));
    written.await?;
    visit.notice("music-changed");
    Ok(visit.see_other(&format!("/playlists/{id}")))
}

/// Drops it; its tracks stay where they are.
pub(super) async fn destroy(visit: MemberVisit, app: App, id: Path<PlaylistId>) -> web::Result<HttpResponse> {
    let (me, id) = (me(&visit)?, id.into_inner());
    app.db.write(move |c| own(c, me, id)?.remove(c)).await?;
    visit.notice("music-playlist-gone");
    Ok(visit.see_other("/playlists"))
}

#[derive(Serialize)]
struct Choose {
    track: TrackCard,
    playlists: Vec<Line>,
    most: usize,
}

/// Which of the member's playlists a track is to go into.
pub(super) async fn choose(visit: MemberVisit, app: App, track: Path<ObjectId>) -> web::Result<HttpResponse> {
    let (me, track, here, server) = (me(&visit)?, track.into_inner(), stall(&app)?.clone(), app.clone());
    let read = app.db.read(move |c| {
        let heard = Heard::load(c, Some(me), &[track])?;
        let track = TrackCard::gather(c, Some(me), &here, heard)?.pop().ok_or(DbError::NotFound)?;
        let own = Playlist::all(c, me)?.into_iter().filter(|list| list.actor_id == me).collect();
        Ok::<_, DbError>(Choose { track, playlists: Line::gather(c, &server, Some(me), own)?, most: MAX_TEXT })
    });
    visit.render("music/playlist-choose.html", &read.await?)
}

/// A track that goes into a playlist.
#[derive(Debug, Deserialize)]
pub(super) struct AddForm {
    track: ObjectId,
}

/// Puts a track at the end.
pub(super) async fn add(
    visit: MemberVisit,
    app: App,
    id: Path<PlaylistId>,
    form: Form<AddForm>,
) -> web::Result<HttpResponse> {
    let (me, id, track) = (me(&visit)?, id.into_inner(), form.into_inner().track);
    let written = app.db.write(move |c| {
        Heard::find(c, Some(me), track)?.ok_or(DbError::NotFound)?;
        let list = own(c, me, id)?;
        let tracks: Vec<ObjectId> = Playlist::tracks(c, id)?.into_iter().chain([track]).collect();
        list.set_tracks(c, &tracks)
    });
    written.await?;
    visit.notice("music-playlist-added");
    Ok(visit.see_next(&format!("/playlists/{id}")))
}

/// Where a track goes within its playlist.
#[derive(Debug, Deserialize)]
pub(super) struct MoveForm {
    /// Its new place, from 0.
    to: usize,
}

/// Moves a track to another place.
pub(super) async fn reorder(
    visit: MemberVisit,
    app: App,
    path: Path<(PlaylistId, usize)>,
    form: Form<MoveForm>,
) -> web::Result<HttpResponse> {
    let (me, (id, from), to) = (me(&visit)?, path.into_inner(), form.into_inner().to);
    let written = app.db.write(move |c| {
        let (list, mut tracks) = (own(c, me, id)?, Playlist::tracks(c, id)?);
        if from >= tracks.len() {
            return Err(DbError::NotFound);
        }
        let track = tracks.remove(from);
        tracks.insert(to.min(tracks.len()), track);
        list.set_tracks(c, &tracks)
    });
    written.await?;
    Ok(visit.see_other(&format!("/playlists/{id}")))
}

/// Takes a track out.
pub(super) async fn take_out(
    visit: MemberVisit,
    app: App,
    path: Path<(PlaylistId, usize)>,
) -> web::Result<HttpResponse> {
    let (me, (id, at)) = (me(&visit)?, path.into_inner());
    let written = app.db.write(move |c| {
        let (list, mut tracks) = (own(c, me, id)?, Playlist::tracks(c, id)?);
        if at >= tracks.len() {
            return Err(DbError::NotFound);
        }
        tracks.remove(at);
        list.set_tracks(c, &tracks)
    });
    written.await?;
    Ok(visit.see_other(&format!("/playlists/{id}")))
}

/// One of the member's own.
fn own(c: &mut Conn, me: ActorId, id: PlaylistId) -> Result<Playlist, DbError> {
    Playlist::find(c, Some(me), id)?.filter(|list| list.actor_id == me).ok_or(DbError::NotFound)
}
