//! Bringing tracks, and saying something else of them.

use actix_web::HttpResponse;
use actix_web::web::{Path, Query};
use diesel::result::Error as DbError;
use host::App;
use host::language::Choice;
use host::social::actor::{Actor, ActorId};
use host::social::membership::may_act_for;
use host::social::object::{Object, ObjectId};
use host::social::tag::Tag;
use host::social::visibility::Visibility;
use host::store::Conn;
use host::web::error::FieldErrors;
use host::web::{self, Bucket, Form, Key, MemberVisit, Message, Upload, Visit};
use serde::{Deserialize, Serialize};

use super::cards::{AlbumCard, TrackCard};
use super::licences;
use super::visit::{me, stall, viewer};
use crate::album::{Album, AlbumId};
use crate::analysis::KeptAnalysis;
use crate::artist::Artist;
use crate::channel::voices;
use crate::intake::{self, Brought, IntakeError};
use crate::sound::{Credit, Refusal, Tags, date};
use crate::track::{Heard, Taken, Track};

/// The longest words about a track, in characters.
const MAX_NOTES: usize = 20_000;
/// The field of the files.
const FILES: &str = "files";

/// What the composer's address may ask for.
#[derive(Debug, Clone, Copy, Default, Deserialize)]
#[serde(default)]
pub(super) struct Wanted {
    /// The track that is to be changed.
    edit: Option<ObjectId>,
}

/// What comes with files.
#[derive(Debug, Clone, Deserialize)]
#[serde(default)]
pub(super) struct UploadForm {
    /// In whose name: the member's own, or a group that the member runs.
    behalf: Option<ActorId>,
    visibility: Visibility,
    /// What others may do with it; empty: what the files say.
    licence: String,
    /// Whether a script asks, which takes each file by itself and wants a line of the list.
    line: bool,
}

impl Default for UploadForm {
    /// What a member has is the member's alone until said otherwise.
    fn default() -> Self {
        Self { behalf: None, visibility: Visibility::Direct, licence: String::new(), line: false }
    }
}

/// What became of a file.
#[derive(Debug, Clone, Serialize)]
struct Outcome {
    name: String,
    /// It was here before.
    known: bool,
    /// Why it is not taken.
    wrong: Option<String>,
    track: Option<TrackCard>,
}

#[derive(Serialize)]
struct Line<'a> {
    outcome: &'a Outcome,
}

#[derive(Serialize)]
struct New {
    behalf: String,
    voices: Vec<Choice>,
    visibility: Visibility,
    licence: String,
    licences: Vec<Choice>,
    outcomes: Vec<Outcome>,
    /// The albums that it all went to.
    albums: Vec<AlbumCard>,
    /// The largest file that is taken, in mebibytes.
    largest: i64,
    /// What the member has, and may have, in mebibytes.
    used: u64,
    quota: i64,
}

/// The form.
pub(super) async fn new(visit: MemberVisit, app: App, wanted: Query<Wanted>) -> web::Result<HttpResponse> {
    match wanted.edit {
        Some(track) => Ok(visit.see_other(&format!("/tracks/{track}/edit"))),
        None => form(&visit, &app, &UploadForm::default(), Vec::new(), Vec::new()).await,
    }
}

async fn form(
    visit: &MemberVisit,
    app: &App,
    sent: &UploadForm,
    outcomes: Vec<Outcome>,
    albums: Vec<AlbumId>,
) -> web::Result<HttpResponse> {
    let (me, visibility, licence) = (me(visit)?, sent.visibility, sent.licence.clone());
    let licences = licences::choices(visit, "music-licence-file");
    let behalf = sent.behalf.unwrap_or(me);
    let read = app.db.read(move |c| {
        let albums = Album::load(c, &albums)?;
        let voice = |actor: Actor| Choice { value: actor.id.to_string(), label: actor.display_name().to_owned() };
        Ok::<_, DbError>(New {
            behalf: behalf.to_string(),
            voices: voices(c, me)?.into_iter().map(voice).collect(),
            visibility,
            licence,
            licences,
            outcomes,
            albums: AlbumCard::gather(c, Some(me), albums)?,
            largest: intake::LARGEST.get(c)?,
            used: intake::used(c, behalf)?.div_ceil(1024 * 1024),
            quota: intake::QUOTA.get(c)?,
        })
    });
    visit.render("music/new.html", &read.await?)
}

/// Takes the files. Without a script they come all at once, and the answer is the form again with what became of them.
pub(super) async fn create(visit: MemberVisit, app: App, mut sent: Form<UploadForm>) -> web::Result<HttpResponse> {
    let me = me(&visit)?;
    let owner = sent.behalf.unwrap_or(me);
    if !app.db.read(move |c| may_act_for(c, me, owner)).await? {
        return Err(web::Error::forbidden("a group that one does not run"));
    }
    if owner != me && sent.visibility == Visibility::Direct {
        return Err(web::Error::invalid("visibility", "music-channel-private"));
    }
    let mut errors = FieldErrors::new();
    let licence = licences::kept(&sent.licence, "", &mut errors);
    if !errors.is_empty() {
        return Err(web::Error::invalid("licence", "form-unfit"));
    }
    let (mut outcomes, mut albums) = (Vec::new(), Vec::new());
    while let Some(upload) = sent.take_upload(FILES) {
        let (outcome, album) = take(&visit, &app, owner, &upload, (sent.visibility, licence.clone())).await?;
        albums.extend(album.filter(|album| !albums.contains(album)));
        outcomes.push(outcome);
    }
    if !sent.line {
        return form(&visit, &app, &sent, outcomes, albums).await;
    }
    let outcome = outcomes.pop().ok_or_else(|| web::Error::invalid(FILES, "form-unfit"))?;
    let html = visit.fragment("music/outcome.html", &Line { outcome: &outcome })?;
    let mut answer = match outcome.wrong {
        Some(_) => HttpResponse::UnprocessableEntity(),
        None => HttpResponse::Ok(),
    };
    Ok(answer.content_type("text/html; charset=utf-8").body(html))
}

async fn take(
    visit: &MemberVisit,
    app: &App,
    owner: ActorId,
    upload: &Upload,
    (visibility, licence): (Visibility, Option<String>),
) -> web::Result<(Outcome, Option<AlbumId>)> {
    let name = upload.name.clone();
    let brought = Brought { path: upload.path().to_owned(), name: name.clone(), visibility, licence, beside: None };
    match intake::take(app, owner, brought).await {
        Ok(taken) => {
            let (id, here) = (taken.track(), stall(app)?.clone());
            let cards = app.db.read(move |c| {
                let heard = Heard::load(c, Some(owner), &[id])?;
                TrackCard::gather(c, Some(owner), &here, heard)
            });
            let known = matches!(taken, Taken::Known(..));
            Ok((Outcome { name, known, wrong: None, track: cards.await?.pop() }, Some(taken.album())))
        }
        Err(refused) => {
            let wrong = Some(visit.translate(explain(refused)?));
            Ok((Outcome { name, known: false, wrong, track: None }, None))
        }
    }
}

/// What is said to who brought the file. Errors: it is our fault.
fn explain(error: IntakeError) -> web::Result<Message> {
    Ok(match error {
        IntakeError::Database(error) => return Err(error.into()),
        IntakeError::Io(error) => return Err(web::Error::internal(error)),
        IntakeError::Store(error) => return Err(web::Error::internal(error)),
        IntakeError::Quota(most) => Message::new("music-refused-quota").with("most", most.to_string()),
        IntakeError::Refused(refusal) => match refusal {
            Refusal::NotSound => Message::new("music-refused-not-sound"),
            Refusal::Unsupported(kind) => Message::new("music-refused-unsupported").with("kind", kind),
            Refusal::Film => Message::new("music-refused-film"),
            Refusal::Encrypted => Message::new("music-refused-encrypted"),
            Refusal::Empty => Message::new("music-refused-empty"),
            Refusal::TooLarge { limit } => {
                Message::new("music-refused-too-large").with("limit", (limit / (1024 * 1024)).to_string())
            }
            Refusal::TooMuchSaid { limit } => {
                Message::new("music-refused-too-much-said").with("limit", (limit / (1024 * 1024)).to_string())
            }
            Refusal::TooLong => Message::new("music-refused-too-long"),
            Refusal::Broken(_) => Message::new("music-refused-broken"),
        },
    })
}

/// The tags of a track, as its owner types them.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(default)]
pub(super) struct TagForm {
    title: String,
    artist: String,
    album: String,
    album_artist: String,
    disc: String,
    position: String,
    released: String,
    genres: String,
    licence: String,
    licence_own: String,
    copyright: String,
    notes: String,
    lyrics: String,
}

#[derive(Serialize)]
struct Edit<'a> {
    track: TrackCard,
    form: &'a TagForm,
    licences: Vec<Choice>,
    errors: &'a FieldErrors,
}

/// The form of its tags.
pub(super) async fn edit(visit: MemberVisit, app: App, id: Path<ObjectId>) -> web::Result<HttpResponse> {
    let (me, id) = (me(&visit)?, id.into_inner());
    let form = app.db.read(move |c| {
        let heard = own(c, me, id)?;
        let genres = Tag::of_objects(c, &[id])?.into_iter().map(|(_, tag)| tag.display).collect::<Vec<_>>().join(", ");
        let (licence, licence_own) = licences::chosen(heard.track.licence.as_deref());
        let figure = |number: i16| if number > 0 { number.to_string() } else { String::new() };
        Ok::<_, DbError>(TagForm {
            title: heard.object.title.clone().unwrap_or_default(),
            artist: heard.track.artist_line.clone(),
            album: heard.album.title.clone(),
            album_artist: heard.album.artist_line.clone(),
            disc: figure(heard.track.disc),
            position: figure(heard.track.position),
            released: heard.album.released.clone().unwrap_or_default(),
            genres,
            licence,
            licence_own,
            copyright: heard.track.copyright.clone().unwrap_or_default(),
            notes: heard.track.comment.clone().unwrap_or_default(),
            lyrics: Track::lyrics(c, id)?,
        })
    });
    render(&visit, &app, me, id, &form.await?, &FieldErrors::new()).await
}

async fn render(
    visit: &MemberVisit,
    app: &App,
    me: ActorId,
    id: ObjectId,
    form: &TagForm,
    errors: &FieldErrors,
) -> web::Result<HttpResponse> {
    let here = stall(app)?.clone();
    let card = app.db.read(move |c| {
        let heard = own(c, me, id)?;
        TrackCard::gather(c, Some(me), &here, vec![heard])?.pop().ok_or(DbError::NotFound)
    });
    let licences = licences::choices_and_own(visit, "music-licence-album");
    visit.render("music/track-edit.html", &Edit { track: card.await?, form, licences, errors })
}

/// Says something else of it.
pub(super) async fn update(
    visit: MemberVisit,
    app: App,
    id: Path<ObjectId>,
    form: Form<TagForm>,
) -> web::Result<HttpResponse> {
    let (me, id, form) = (me(&visit)?, id.into_inner(), form.into_inner());
    app.web.limiter.check(Bucket::Write, Key::account(visit.me.account))?;
    let mut errors = FieldErrors::new();
    let tags = form.tags(&mut errors);
    if !errors.is_empty() {
        return render(&visit, &app, me, id, &form, &errors).await;
    }
    let desk = app.desk();
    let album = app.db.write(move |c| {
        let heard = own(c, me, id)?;
        let owner = Actor::get(c, heard.object.actor_id)?;
        let kept = |rows: Vec<crate::artist::Credited>, line: &str, typed: &[Credit]| {
            let known: Vec<Credit> = rows
                .into_iter()
                .map(|known| Credit { name: known.name, joinphrase: known.joinphrase, ..Credit::default() })
                .collect();
            // A line that was left as it was still says who is who in it.
            if Credit::line(typed) == line { known } else { typed.to_vec() }
        };
        let artists = Artist::of_tracks(c, &[id])?.into_iter().map(|(_, known)| known).collect();
        let track_artists = kept(artists, &heard.track.artist_line, &tags.artists);
        let artists = Artist::of_albums(c, &[heard.album.id])?.into_iter().map(|(_, known)| known).collect();
        let album_artists = kept(artists, &heard.album.artist_line, &tags.album_artists);
        let tags = Tags { artists: track_artists, album_artists, ..tags.clone() };
        heard.track.retag(c, &desk, &owner, &tags)
    });
    let album = album.await?;
    visit.notice("music-changed");
    Ok(visit.see_next(&format!("/albums/{album}")))
}

impl TagForm {
    fn tags(&self, errors: &mut FieldErrors) -> Tags {
        let mut figure = |field: &'static str, text: &str| match text.trim() {
            "" => None,
            text => text.parse::<i16>().ok().filter(|number| (1..=9999).contains(number)).or_else(|| {
                errors.add(field, "form-unfit");
                None
            }),
        };
        let (track, disc) = (figure("position", &self.position), figure("disc", &self.disc));
        let line = |text: &str| text.trim().chars().filter(|c| !c.is_control()).take(300).collect::<String>();
        let said = |text: &str| Some(line(text)).filter(|text| !text.is_empty());
        let credit = |text: &str| said(text).map(|name| Credit::named(&name)).into_iter().collect::<Vec<_>>();
        if self.title.trim().is_empty() {
            errors.add("title", "music-title-missing");
        }
        let released = said(&self.released);
        if released.as_deref().is_some_and(|text| date(text).is_none()) {
            errors.add("released", "music-released-unfit");
        }
        let licence = licences::kept(&self.licence, &self.licence_own, errors);
        Tags {
            title: line(&self.title),
            artists: credit(&self.artist),
            album: line(&self.album),
            album_artists: credit(&self.album_artist),
            track,
            disc,
            released: released.and_then(|text| date(&text)),
            genres: self.genres.split([',', ';']).map(line).filter(|genre| !genre.is_empty()).take(30).collect(),
            licence,
            copyright: said(&self.copyright),
            comment: Some(self.notes.replace('\r', "").trim().chars().take(MAX_NOTES).collect::<String>())
                .filter(|notes| !notes.is_empty()),
            lyrics: self.lyrics.replace('\r', "").trim().chars().take(100_000).collect(),
            ..Tags::default()
        }
    }
}

/// One of the member's own.
fn own(c: &mut Conn, me: ActorId, id: ObjectId) -> Result<Heard, DbError> {
    let Some(object) = Object::find(c, id)?.filter(Object::is_local) else { return Err(DbError::NotFound) };
    match may_act_for(c, me, object.actor_id)? {
        true => Heard::find(c, Some(object.actor_id), id)?.ok_or(DbError::NotFound),
        false => Err(DbError::NotFound),
    }
}

/// How a track looks as a wave: a number from 0 to 255 for each part of it.
pub(super) async fn wave(visit: Visit, app: App, id: Path<ObjectId>) -> web::Result<HttpResponse> {
    let (viewer, id) = (viewer(&visit), id.into_inner());
    let kept = app.db.read(move |c| {
        Heard::find(c, viewer, id)?.ok_or(DbError::NotFound)?;
        KeptAnalysis::peaks(c, id)
    });
    Ok(HttpResponse::Ok().insert_header(("Cache-Control", "private, max-age=3600")).json(kept.await?))
}
