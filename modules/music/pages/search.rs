//! Looking for music: artists, albums and tracks by their names.

use actix_web::HttpResponse;
use actix_web::web::Query;
use diesel::result::Error as DbError;
use host::App;
use host::web::{self, Visit};
use serde::{Deserialize, Serialize};

use super::cards::{AlbumCard, TrackCard};
use super::visit::{stall, viewer};
use crate::album::{AlbumList, Order};
use crate::artist::{Artist, Listed};
use crate::text;
use crate::track::Heard;

/// How many of each kind are shown.
const ARTISTS: usize = 24;
const ALBUMS: i64 = 24;
const TRACKS: usize = 50;

/// What is looked for.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(super) struct Asked {
    q: String,
}

#[derive(Serialize)]
struct Found {
    q: String,
    /// Each with its path.
    artists: Vec<(String, String)>,
    albums: Vec<AlbumCard>,
    tracks: Vec<TrackCard>,
    /// What is looked for, where that is an address elsewhere: a library may be there.
    library: Option<String>,
}

/// What there is of it that the reader may hear.
pub(super) async fn index(visit: Visit, app: App, asked: Query<Asked>) -> web::Result<HttpResponse> {
    let (viewer, here) = (viewer(&visit), stall(&app)?.clone());
    let q: String = asked.q.trim().chars().take(200).collect();
    let library = text::address(&q).filter(|url| !app.hosts.is_local(url) && viewer.is_some()).map(String::from);
    let read = app.db.read(move |c| {
        if q.is_empty() {
            return Ok(Found { q, artists: Vec::new(), albums: Vec::new(), tracks: Vec::new(), library });
        }
        let artists = Artist::search(c, viewer, &q, ARTISTS, 0)?;
        let list = AlbumList { words: q.clone(), order: Order::Title, limit: ALBUMS, ..AlbumList::default() };
        let albums = list.read(c, viewer)?;
        let tracks = Heard::search(c, viewer, &q, TRACKS, 0)?;
        Ok::<_, DbError>(Found {
            artists: artists
                .into_iter()
                .map(|Listed { artist, .. }| (artist.name, format!("/artists/{}", artist.id)))
                .collect(),
            albums: AlbumCard::gather(c, viewer, albums)?,
            tracks: TrackCard::gather(c, viewer, &here, tracks)?,
            q,
            library,
        })
    });
    visit.render("music/find.html", &read.await?)
}
