//! Albums and tracks as pages show them.

use std::collections::{HashMap, HashSet};

use diesel::QueryResult;
use host::Show;
use host::social::actor::{Actor, ActorId};
use host::social::media::{Media, MediaState};
use host::social::membership;
use host::social::object::ObjectId;
use host::social::reaction::Reaction;
use host::social::visibility::Visibility;
use host::store::Conn;
use host::store::uri::Stall;
use host::web::card::{AuthorCard, MediaCard};
use serde::Serialize;

use super::licences::LicenceCard;
use super::positions::PlaceCard;
use crate::album::{Album, AlbumId};
use crate::analysis::KeptAnalysis;
use crate::artist::{Artist, Credited};
use crate::channel::{Channel, Medium};
use crate::licence::Terms;
use crate::position::{self, Position};
use crate::sound::Kind;
use crate::track::{Heard, Track};

/// A name in a credit line: what it says, what is printed behind it, and where it leads.
#[derive(Debug, Clone, Serialize)]
pub(super) struct CreditCard {
    name: String,
    joinphrase: String,
    path: String,
}

/// An album, by its sleeve.
#[derive(Debug, Clone, Serialize)]
pub(super) struct AlbumCard {
    pub(super) id: String,
    pub(super) path: String,
    /// Empty for what is on no album.
    pub(super) title: String,
    pub(super) artists: Vec<CreditCard>,
    pub(super) year: Option<i32>,
    pub(super) cover: Option<MediaCard>,
    pub(super) count: i64,
    pub(super) visibility: Visibility,
    pub(super) mine: bool,
    /// The words for what kinds of release it is, where it is more than an album.
    pub(super) kinds: Vec<&'static str>,
}

/// A track, as it stands in lists and as a player takes it.
#[derive(Debug, Clone, Serialize)]
pub(super) struct TrackCard {
    pub(super) id: String,
    /// Its page.
    pub(super) path: String,
    pub(super) title: String,
    pub(super) artists: Vec<CreditCard>,
    /// The same in one line.
    pub(super) artist_line: String,
    pub(super) album: String,
    pub(super) album_path: String,
    pub(super) cover_url: String,
    pub(super) disc: i16,
    pub(super) position: i16,
    pub(super) duration_ms: i64,
    /// As people write it: `3:45`.
    pub(super) duration: String,
    /// Where the sound is.
    pub(super) url: String,
    /// By how much a player makes it louder, in dB, and the greatest deflection, of 1.
    pub(super) gain: Option<f64>,
    pub(super) peak: Option<f64>,
    /// Whether somebody knows what is sung.
    pub(super) lyrics: bool,
    /// Where the reader is in it, where it is long.
    pub(super) place: Option<PlaceCard>,
    /// What others may do with it.
    pub(super) licence: Option<LicenceCard>,
    pub(super) liked: bool,
    pub(super) likes: i64,
    pub(super) visibility: Visibility,
    pub(super) mine: bool,
}

/// How long something plays, as people write it.
pub(super) fn clock(ms: i64) -> String {
    let seconds = (ms.max(0) + 500) / 1000;
    let (hours, minutes, seconds) = (seconds / 3600, seconds / 60 % 60, seconds % 60);
    if hours > 0 { format!("{hours}:{minutes:02}:{seconds:02}") } else { format!("{minutes}:{seconds:02}") }
}

fn credits<T: Eq + std::hash::Hash>(rows: Vec<(T, Credited)>) -> HashMap<T, Vec<CreditCard>> {
    let mut lines: HashMap<T, Vec<CreditCard>> = HashMap::new();
    for (of, Credited { artist, name, joinphrase }) in rows {
        lines.entry(of).or_default().push(CreditCard { name, joinphrase, path: format!("/artists/{artist}") });
    }
    for line in lines.values_mut() {
        if let Some(last) = line.last_mut() {
            last.joinphrase.clear();
        }
    }
    lines
}

/// The pictures on the sleeves of albums, as far as they are made.
fn covers(c: &mut Conn, albums: &[Album]) -> QueryResult<HashMap<AlbumId, MediaCard>> {
    let ids: Vec<_> = albums.iter().filter_map(|album| album.cover_id).collect();
    let pictures: HashMap<_, _> = Media::load(c, &ids)?
        .into_iter()
        .filter(|media| media.state == MediaState::Ready && media.media_key.is_some() || !media.is_local())
        .map(|media| (media.id, host::show::media(&media, &[])))
        .collect();
    Ok(albums.iter().filter_map(|album| Some((album.id, pictures.get(&album.cover_id?)?.clone()))).collect())
}

impl AlbumCard {
    pub(super) fn gather(c: &mut Conn, viewer: Option<ActorId>, albums: Vec<Album>) -> QueryResult<Vec<Self>> {
        let ids: Vec<AlbumId> = albums.iter().map(|album| album.id).collect();
        let (mut lines, mut covers) = (credits(Artist::of_albums(c, &ids)?), covers(c, &albums)?);
        let own = own(c, viewer, albums.iter().map(|album| album.actor_id))?;
        let card = |album: Album| Self {
            kinds: album.kinds().iter().filter(|kind| *kind != Kind::Album).map(Kind::as_str).collect(),
            id: album.id.to_string(),
            path: format!("/albums/{}", album.id),
            title: album.title,
            artists: lines.remove(&album.id).unwrap_or_default(),
            year: album.released_year,
            cover: covers.remove(&album.id),
            count: album.tracks_count,
            visibility: album.visibility,
            mine: own.contains(&album.actor_id),
        };
        Ok(albums.into_iter().map(card).collect())
    }
}

impl TrackCard {
    pub(super) fn gather(
        c: &mut Conn,
        viewer: Option<ActorId>,
        stall: &Stall,
        tracks: Vec<Heard>,
    ) -> QueryResult<Vec<Self>> {
        let ids: Vec<ObjectId> = tracks.iter().map(|heard| heard.object.id).collect();
        let mut lines = credits(Artist::of_tracks(c, &ids)?);
        let albums: Vec<Album> = tracks.iter().map(|heard| heard.album.clone()).collect();
        let covers = covers(c, &albums)?;
        let analyses: HashMap<_, _> =
            KeptAnalysis::of(c, &ids)?.into_iter().map(|kept| (kept.object_id, kept)).collect();
        let sung: HashSet<ObjectId> = Track::sung(c, &ids)?.into_iter().collect();
        let liked: HashSet<ObjectId> = match viewer {
            Some(me) => Reaction::among(c, me, &ids)?,
            None => HashSet::new(),
        };
        let mut authors: Vec<ActorId> = tracks.iter().map(|heard| heard.object.actor_id).collect();
        authors.sort_unstable();
        authors.dedup();
        let own = own(c, viewer, authors.iter().copied())?;
        let authors: HashMap<_, _> = Actor::load(c, &authors)?.into_iter().map(|actor| (actor.id, actor)).collect();
        let channels = Channel::among(c, &authors.keys().copied().collect::<Vec<_>>())?;
        let numbers: Vec<i64> = ids.iter().map(|id| id.0).collect();
        let places = match viewer {
            Some(me) => Position::among(c, me, position::Kind::Track, &numbers)?,
            None => HashMap::new(),
        };
        let show = Show { stall, viewer };
        let card = |heard: Heard| {
            let url = heard.address();
            let channel = channels.get(&heard.object.actor_id);
            let terms = Terms::holding(&heard, channel);
            let podcast = channel.is_some_and(|channel| channel.medium == Medium::Podcast);
            let place = PlaceCard::in_track(places.get(&heard.object.id.0), heard.track.duration_ms, podcast);
            let Heard { track, object, album } = heard;
            let author = authors.get(&object.actor_id)?;
            let analysis = analyses.get(&object.id);
            Some(Self {
                id: object.id.to_string(),
                path: show.object_path(author, &object),
                title: object.title.clone().unwrap_or_default(),
                artists: lines.remove(&object.id).unwrap_or_default(),
                artist_line: track.artist_line,
                album_path: format!("/albums/{}", album.id),
                cover_url: covers.get(&album.id).map(|cover| cover.preview_url.clone()).unwrap_or_default(),
                album: album.title,
                disc: track.disc,
                position: track.position,
                duration_ms: track.duration_ms,
                duration: clock(track.duration_ms),
                url,
                gain: analysis.and_then(KeptAnalysis::gain),
                peak: analysis.and_then(KeptAnalysis::peak),
                lyrics: sung.contains(&object.id),
                place,
                licence: terms.map(Into::into),
                liked: liked.contains(&object.id),
                likes: object.likes_count,
                visibility: object.visibility,
                mine: own.contains(&object.actor_id),
            })
        };
        Ok(tracks.into_iter().filter_map(card).collect())
    }
}

/// Of these actors those in whose name the reader publishes.
fn own(c: &mut Conn, viewer: Option<ActorId>, among: impl Iterator<Item = ActorId>) -> QueryResult<HashSet<ActorId>> {
    let Some(viewer) = viewer else { return Ok(HashSet::new()) };
    membership::acting_for(c, viewer, &among.collect::<Vec<_>>())
}

/// Whose something is.
pub(super) fn byline(stall: &Stall, viewer: Option<ActorId>, owner: &Actor) -> AuthorCard {
    Show { stall, viewer }.author(owner)
}
