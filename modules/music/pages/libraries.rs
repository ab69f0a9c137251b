//! Libraries: those of our actors, for programs; and for a member, the addresses of the own ones, who follows them, and what the member
//! follows elsewhere.

use actix_web::web::{Path, Query, ServiceConfig, delete, get, post};
use actix_web::{HttpRequest, HttpResponse};
use diesel::result::Error as DbError;
use host::social::actor::{Actor, ActorId};
use host::social::collection_follow::CollectionFollow;
use host::social::object::{Object, ObjectId};
use host::store::Conn;
use host::web::card::AuthorCard;
use host::web::error::FieldErrors;
use host::web::{self, Bucket, Form, Key, MemberVisit, Visit, activity_response, wants_activity};
use host::{App, Show, signatory, vocab};
use serde::{Deserialize, Serialize};

use super::cards::TrackCard;
use super::player::Nothing;
use super::visit::{me, stall, viewer};
use crate::library::{Library, Reach};
use crate::remote_library::{LibraryId, RemoteLibrary, Standing};
use crate::text;
use crate::track::Heard;

/// How many tracks of a library stand on its page; the rest is on the shelf and found there.
const TRACKS: usize = 300;

/// Every address, by resource.
pub(super) fn routes(config: &mut ServiceConfig) {
    config
        // What is read by other servers
        .route("/libraries/{owner}/{reach:public|followers-only}", get().to(read))
        .route("/libraries/{owner}/{reach:public|followers-only}/followers", get().to(circle))
        .route("/libraries/{owner}/{reach:public}/tracks/{track}", get().to(track))
        // What members follow
        .route("/libraries", get().to(index))
        .route("/libraries", post().to(create))
        .route("/libraries/{id}", get().to(show))
        .route("/libraries/{id}", delete().to(destroy));
}

/// Which part of a library.
#[derive(Debug, Clone, Copy, Default, Deserialize)]
#[serde(default)]
struct Leaf {
    page: Option<i64>,
}

/// A library or a page of it; a browser is led to what its owner has on the shelf. What is on a page for followers is told to them alone,
/// who have to say by a signature that they are.
async fn read(
    visit: Visit,
    app: App,
    req: HttpRequest,
    path: Path<(ActorId, Reach)>,
    leaf: Query<Leaf>,
) -> web::Result<HttpResponse> {
    let ((owner, reach), here) = (path.into_inner(), stall(&app)?.clone());
    let library = app.db.read(move |c| Library::find(c, owner, reach)?.ok_or(DbError::NotFound)).await?;
    if !wants_activity(&req) {
        return Ok(visit.see_other(&format!("/@{}/albums", library.owner.username)));
    }
    let Some(number) = leaf.page else {
        let head = app.db.read(move |c| library.head(c, &here)).await?;
        return Ok(activity_response(head.to_json(), false));
    };
    let asker = match signatory::signatory(&app, &req).await? {
        Some(actor) => Some(actor.id),
        None => viewer(&visit),
    };
    if reach == Reach::Followers && asker.is_none() {
        let problem = vocab::Problem::new(401, "Signature needed", "What is for followers is told to them alone.");
        return Err(web::Error::Unsigned(problem.to_json()));
    }
    let page = app.db.read(move |c| match library.is_open_to(c, &here, asker)? {
        true => library.page(c, &here, asker, number),
        false => Err(DbError::NotFound),
    });
    Ok(activity_response(page.await?.to_json(), asker.is_some() || reach == Reach::Followers))
}

/// How many follow a library.
async fn circle(app: App, path: Path<(ActorId, Reach)>) -> web::Result<HttpResponse> {
    let ((owner, reach), here) = (path.into_inner(), stall(&app)?.clone());
    let read = app.db.read(move |c| Library::find(c, owner, reach)?.ok_or(DbError::NotFound)?.circle(c, &here));
    Ok(activity_response(read.await?.to_json(), false))
}

/// A track as the library of what everybody may hear lists it; a browser is led to its page.
async fn track(
    visit: Visit,
    app: App,
    req: HttpRequest,
    path: Path<(ActorId, Reach, ObjectId)>,
) -> web::Result<HttpResponse> {
    let ((owner, reach, id), here) = (path.into_inner(), stall(&app)?.clone());
    let read = app.db.read(move |c| {
        let library = Library::find(c, owner, reach)?.ok_or(DbError::NotFound)?;
        let own = |heard: &Heard| heard.object.actor_id == owner && Reach::of(heard.object.visibility) == Some(reach);
        let heard = Heard::find(c, None, id)?.filter(own).ok_or(DbError::NotFound)?;
        Ok::<_, DbError>((library.document(c, &here, &heard)?, heard.object))
    });
    let (document, object): (vocab::Object, Object) = read.await?;
    match (wants_activity(&req), object.page().parse()) {
        (false, Ok(page)) => Ok(visit.see_other_url(&page)),
        _ => Ok(activity_response(document.to_json(), false)),
    }
}

/// One of the member's own libraries.
#[derive(Serialize)]
struct OwnCard {
    reach: Reach,
    address: String,
    count: i64,
    readers: Vec<ReaderCard>,
}

/// Who follows it.
#[derive(Serialize)]
struct ReaderCard {
    id: String,
    line: AuthorCard,
}

/// A library elsewhere.
#[derive(Serialize)]
struct LibraryCard {
    id: String,
    name: String,
    summary_html: String,
    uri: String,
    owner: Option<AuthorCard>,
    /// How many tracks it says that it has, and how many of them are here.
    total: i64,
    count: usize,
    standing: Standing,
    problem: Option<&'static str>,
    /// Whether all of it was read that is read.
    complete: bool,
}

#[derive(Serialize)]
struct Index {
    own: Vec<OwnCard>,
    libraries: Vec<LibraryCard>,
    /// How many wait for the member's answer.
    waiting: usize,
    /// An address, as it was typed.
    url: String,
}

/// What comes with the address of the list.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Asked {
    url: String,
}

/// The member's libraries, and those elsewhere that the member follows.
async fn index(visit: MemberVisit, app: App, asked: Query<Asked>) -> web::Result<HttpResponse> {
    list(&visit, &app, asked.into_inner().url, &FieldErrors::new()).await
}

async fn list(visit: &MemberVisit, app: &App, url: String, errors: &FieldErrors) -> web::Result<HttpResponse> {
    let (me, here) = (me(visit)?, stall(app)?.clone());
    let read = app.db.read(move |c| {
        let show = Show { stall: &here, viewer: Some(me) };
        let mut own = Vec::new();
        for reach in Reach::ALL.iter().copied() {
            let library = Library::find(c, me, reach)?.ok_or(DbError::NotFound)?;
            let address: String = library.address(&here).into();
            let readers = CollectionFollow::followers(c, &address)?;
            let reader = |(follow, actor): &(CollectionFollow, Actor)| ReaderCard {
                id: follow.id.to_string(),
                line: show.author(actor),
            };
            let readers = readers.iter().map(reader).collect();
            own.push(OwnCard { reach, count: library.count(c)?, address, readers });
        }
        let mut libraries = Vec::new();
        for library in RemoteLibrary::of(c, me)? {
            libraries.push(LibraryCard::of(c, &show, me, library)?);
        }
        let waiting = CollectionFollow::requests(c, me)?.len();
        Ok::<_, DbError>((own, libraries, waiting))
    });
    let (own, libraries, waiting) = read.await?;
    let context = Index { own, libraries, waiting, url };
    match errors.is_empty() {
        true => visit.render("music/libraries.html", &context),
        false => visit.render_invalid("music/libraries.html", &context, errors),
    }
}

impl LibraryCard {
    fn of(c: &mut Conn, show: &Show<'_>, me: ActorId, library: RemoteLibrary) -> Result<Self, DbError> {
        let owner = library.owner_id.map(|owner| Actor::find(c, owner)).transpose()?.flatten();
        let (standing, count) = (library.standing(c, me)?, library.tracks(c)?.len());
        Ok(Self {
            id: library.id.to_string(),
            owner: owner.map(|owner| show.author(&owner)),
            name: library.name,
            summary_html: library.summary,
            uri: library.uri,
            total: library.total,
            count,
            standing,
            problem: library.problem.map(|problem| problem.as_str()),
            complete: library.read_at.is_some(),
        })
    }
}

/// The member wants to follow the library at an address.
async fn create(visit: MemberVisit, app: App, form: Form<Asked>) -> web::Result<HttpResponse> {
    let (me, typed) = (me(&visit)?, form.into_inner().url);
    app.web.limiter.check(Bucket::Follow, Key::account(visit.me.account))?;
    let wrong =
        async |message: &'static str, typed: String| list(&visit, &app, typed, &FieldErrors::one("url", message)).await;
    let Some(url) = text::address(&typed) else { return wrong("music-podcast-address", typed).await };
    if app.hosts.is_local(&url) {
        return wrong("music-library-own-club", typed).await;
    }
    match app.db.write(move |c| RemoteLibrary::begin(c, me, &url)).await? {
        Some(_) => {
            visit.notice("music-library-asked-for");
            Ok(visit.see_other("/libraries"))
        }
        None => wrong("music-library-too-many", typed).await,
    }
}

#[derive(Serialize)]
struct Shown {
    library: LibraryCard,
    tracks: Vec<TrackCard>,
}

/// A library elsewhere with its tracks.
async fn show(visit: MemberVisit, app: App, id: Path<LibraryId>) -> web::Result<HttpResponse> {
    let (me, id, here) = (me(&visit)?, id.into_inner(), stall(&app)?.clone());
    let read = app.db.read(move |c| {
        let library = RemoteLibrary::read_by(c, me, id)?.ok_or(DbError::NotFound)?;
        let mut ids = library.tracks(c)?;
        ids.truncate(TRACKS);
        let heard = Heard::load(c, Some(me), &ids)?;
        let tracks = TrackCard::gather(c, Some(me), &here, heard)?;
        let show = Show { stall: &here, viewer: Some(me) };
        Ok::<_, DbError>(Shown { library: LibraryCard::of(c, &show, me, library)?, tracks })
    });
    visit.render("music/library.html", &read.await?)
}

/// Follows it no more.
async fn destroy(visit: MemberVisit, app: App, id: Path<LibraryId>, _form: Form<Nothing>) -> web::Result<HttpResponse> {
    let (me, id, hosts) = (me(&visit)?, id.into_inner(), app.hosts.clone());
    let ended = app.db.write(move |c| match RemoteLibrary::read_by(c, me, id)? {
        Some(library) => library.end(c, &hosts, me),
        None => Err(DbError::NotFound),
    });
    ended.await?;
    visit.notice("music-library-ended");
    Ok(visit.see_other("/libraries"))
}
