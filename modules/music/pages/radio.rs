//! The radio: tracks in no order, out of all that the reader may hear or of some part of it.

use actix_web::HttpResponse;
use actix_web::web::Query;
use diesel::result::Error as DbError;
use host::App;
use host::social::actor::ActorId;
use host::social::object::ObjectId;
use host::store::Conn;
use host::web::{self, MemberVisit};
use serde::{Deserialize, Serialize};

use super::cards::TrackCard;
use super::visit::{me, stall};
use crate::artist::{Artist, ArtistId};
use crate::track::{Heard, Track, TrackList};

/// How many tracks are played before others are chosen.
const TRACKS: i64 = 100;
/// How many genres are offered.
const GENRES: usize = 40;

/// What is played.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(super) struct Station {
    by: By,
    /// A genre.
    genre: String,
    /// An artist.
    artist: Option<ArtistId>,
    /// A track that it is to be like.
    track: Option<ObjectId>,
}

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
enum By {
    /// Anything.
    #[default]
    Random,
    /// What the reader likes.
    Favourites,
    /// What the reader has not heard yet.
    Unheard,
    Genre,
    Artist,
    /// What is like a track.
    Similar,
}

/// A genre, and where it is played.
#[derive(Serialize)]
struct Genre {
    name: String,
    path: String,
}

impl Genre {
    fn called(name: String) -> Self {
        let query = url::form_urlencoded::Serializer::new(String::new()).append_pair("genre", &name).finish();
        Self { path: format!("/radio?by=genre&{query}"), name }
    }
}

#[derive(Serialize)]
struct Radio {
    by: By,
    genre: String,
    /// The artist or track that was asked for.
    of: String,
    genres: Vec<Genre>,
    tracks: Vec<TrackCard>,
}

/// The page: the stations, and what one of them plays now.
pub(super) async fn show(visit: MemberVisit, app: App, station: Query<Station>) -> web::Result<HttpResponse> {
    let (me, here, station) = (me(&visit)?, stall(&app)?.clone(), station.into_inner());
    let read = app.db.read(move |c| {
        let (heard, of) = station.play(c, me)?;
        let mut genres = Track::genres(c, me)?;
        genres.sort_by_key(|(_, tracks, _)| std::cmp::Reverse(*tracks));
        Ok::<_, DbError>(Radio {
            by: station.by,
            genre: station.genre.clone(),
            of,
            genres: genres.into_iter().take(GENRES).map(|(name, _, _)| Genre::called(name)).collect(),
            tracks: TrackCard::gather(c, Some(me), &here, heard)?,
        })
    });
    visit.render("music/radio.html", &read.await?)
}

impl Station {
    /// What it plays now, and what the artist or track is called that it was asked for.
    fn play(&self, c: &mut Conn, me: ActorId) -> Result<(Vec<Heard>, String), DbError> {
        let any = TrackList { random: true, limit: TRACKS, ..TrackList::default() };
        let list = match self.by {
            By::Random => any,
            By::Favourites => TrackList { liked: true, ..any },
            By::Unheard => TrackList { unheard: true, ..any },
            By::Genre => match Track::tag_of(c, &self.genre)? {
                Some(tag) => TrackList { tag: Some(tag), ..any },
                None => return Ok((Vec::new(), String::new())),
            },
            By::Artist => {
                let artist =
                    self.artist.map(|id| Artist::find(c, id)).transpose()?.flatten().ok_or(DbError::NotFound)?;
                let list = TrackList { artist: Some(artist.id), ..any };
                return Ok((list.read(c, Some(me))?, artist.name));
            }
            By::Similar => {
                let id = self.track.ok_or(DbError::NotFound)?;
                let heard = Heard::find(c, Some(me), id)?.ok_or(DbError::NotFound)?;
                let like = Heard::similar(c, me, id, TRACKS)?;
                return Ok((like, heard.object.title.unwrap_or_default()));
            }
        };
        Ok((list.read(c, Some(me))?, String::new()))
    }
}
