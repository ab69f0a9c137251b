//! Artists: their index, and what each of them plays on.

use std::collections::{BTreeMap, HashSet};

use actix_web::web::Path;
use actix_web::{HttpRequest, HttpResponse};
use diesel::result::Error as DbError;
use host::App;
use host::web::{self, Visit, activity_response, wants_activity};
use serde::Serialize;

use super::cards::{AlbumCard, TrackCard};
use super::visit::{stall, viewer};
use crate::album::{Album, AlbumId, AlbumList};
use crate::artist::{Artist, ArtistId, Listed};
use crate::document;
use crate::sound::Kind;
use crate::text::initial;
use crate::track::TrackList;

/// How many tracks of an artist stand on a page.
const TRACKS: i64 = 20;

#[derive(Serialize)]
struct Index {
    letters: Vec<Letter>,
}

/// Those whose names begin with a letter.
#[derive(Serialize)]
struct Letter {
    letter: String,
    artists: Vec<Line>,
}

#[derive(Serialize)]
struct Line {
    name: String,
    path: String,
    albums: i64,
}

/// Everybody of whom the reader may hear something, by name.
pub(super) async fn index(visit: Visit, app: App) -> web::Result<HttpResponse> {
    let viewer = viewer(&visit);
    let listed = app.db.read(move |c| Listed::all(c, viewer)).await?;
    let mut letters: Vec<Letter> = Vec::new();
    for Listed { artist, albums } in listed {
        let letter = initial(&artist.sort_name);
        let line = Line { path: format!("/artists/{}", artist.id), name: artist.name, albums };
        match letters.iter_mut().find(|known| known.letter == letter) {
            Some(known) => known.artists.push(line),
            None => letters.push(Letter { letter, artists: vec![line] }),
        }
    }
    visit.render("music/artists.html", &Index { letters })
}

#[derive(Serialize)]
struct ArtistPage {
    id: String,
    name: String,
    shelves: Vec<Shelf>,
    tracks: Vec<TrackCard>,
}

/// What an artist's albums are told apart by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Part {
    Albums,
    Short,
    Compilations,
    /// Of others, on which the artist plays.
    Elsewhere,
}

/// Albums of one part.
#[derive(Serialize)]
struct Shelf {
    /// The key of the message that names it.
    label: &'static str,
    albums: Vec<AlbumCard>,
}

impl Part {
    fn of(album: &Album, own: bool) -> Self {
        let kinds = album.kinds();
        match own {
            false => Self::Elsewhere,
            true if kinds.has(Kind::Compilation) => Self::Compilations,
            true if kinds.has(Kind::Ep) || kinds.has(Kind::Single) => Self::Short,
            true => Self::Albums,
        }
    }

    fn label(self) -> &'static str {
        match self {
            Self::Albums => "music-albums",
            Self::Short => "music-shelf-short",
            Self::Compilations => "music-shelf-compilations",
            Self::Elsewhere => "music-shelf-elsewhere",
        }
    }
}

/// One of them; for programs, its document.
pub(super) async fn show(visit: Visit, app: App, req: HttpRequest, id: Path<ArtistId>) -> web::Result<HttpResponse> {
    if wants_activity(&req) {
        return document(&app, *id).await;
    }
    let (viewer, id, here) = (viewer(&visit), id.into_inner(), stall(&app)?.clone());
    let read = app.db.read(move |c| {
        let artist = Artist::find(c, id)?.ok_or(DbError::NotFound)?;
        let list = AlbumList {
            artist: Some(id),
            order: crate::album::Order::YearBackwards,
            limit: 200,
            ..AlbumList::default()
        };
        let albums = list.read(c, viewer)?;
        let tracks = TrackList { artist: Some(id), limit: TRACKS, ..TrackList::default() }.read(c, viewer)?;
        if albums.is_empty() && tracks.is_empty() {
            return Err(DbError::NotFound);
        }
        let tracks = TrackCard::gather(c, viewer, &here, tracks)?;
        let ids: Vec<AlbumId> = albums.iter().map(|album| album.id).collect();
        let credited = Artist::of_albums(c, &ids)?.into_iter().filter(|(_, credited)| credited.artist == id);
        let own: HashSet<AlbumId> = credited.map(|(album, _)| album).collect();
        let mut parts: BTreeMap<Part, Vec<Album>> = BTreeMap::new();
        for album in albums {
            parts.entry(Part::of(&album, own.contains(&album.id))).or_default().push(album);
        }
        let mut shelves = Vec::new();
        for (part, albums) in parts {
            shelves.push(Shelf { label: part.label(), albums: AlbumCard::gather(c, viewer, albums)? });
        }
        Ok(ArtistPage { id: id.to_string(), name: artist.name, shelves, tracks })
    });
    visit.render("music/artist.html", &read.await?)
}

/// The document of an artist of whom everybody may hear something.
async fn document(app: &App, id: ArtistId) -> web::Result<HttpResponse> {
    let here = stall(app)?.clone();
    let read = app.db.read(move |c| {
        let artist = Artist::find(c, id)?.ok_or(DbError::NotFound)?;
        match (TrackList { artist: Some(id), limit: 1, ..TrackList::default() }).read(c, None)?.is_empty() {
            true => Err(DbError::NotFound),
            false => Ok(document::artist(&here, &artist)),
        }
    });
    Ok(activity_response(read.await?.to_json(), false))
}
