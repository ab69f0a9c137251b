//! Lists of albums and tracks, and looking for them.

use diesel::result::Error as DbError;
use serde_json::json;

use super::answer::{Content, Failure, content};
use super::call::Call;
use super::entities;
use crate::album::{Album, AlbumId, AlbumList, Order};
use crate::artist::{Artist, Listed};
use crate::track::{Heard, Track, TrackList};
use crate::{listen, star};

/// The most that is sent at once.
const MOST: i64 = 500;

pub(super) async fn albums(call: &Call, name: &'static str) -> Result<Content, Failure> {
    let p = &call.parameters;
    let (me, limit, offset) = (call.me, p.count("size", 10, MOST)?, p.count("offset", 0, i64::MAX)?);
    let list = AlbumList { limit, offset, ..AlbumList::default() };
    let kind = p.need("type")?.to_owned();
    let (from, to) = (p.read::<i32>("fromYear")?, p.read::<i32>("toYear")?);
    let genre = p.get("genre").map(str::to_owned);
    let read = call.app.db.read(move |c| {
        let part = |ids: Vec<AlbumId>| ids.into_iter().skip(offset as usize).take(limit as usize).collect::<Vec<_>>();
        let by = |order| AlbumList { order, ..list.clone() };
        let chosen = match kind.as_str() {
            "byGenre" => Some(Track::albums_tagged(c, genre.as_deref().unwrap_or_default())?),
            "frequent" => Some(listen::albums(c, me, true)?),
            "recent" => Some(listen::albums(c, me, false)?),
            "starred" => Some(star::of(c, me)?.0),
            "highest" => Some(star::best_albums(c, me)?),
            _ => None,
        };
        let found = match (chosen, kind.as_str()) {
            (Some(ids), _) => {
                let albums = Album::load(c, &part(ids))?;
                Album::open_to(c, Some(me), albums)?
            }
            (None, "random") => by(Order::Random).read(c, Some(me))?,
            (None, "alphabeticalByName") => by(Order::Title).read(c, Some(me))?,
            (None, "alphabeticalByArtist") => by(Order::Artist).read(c, Some(me))?,
            (None, "byYear") => {
                let (from, to) = (from.unwrap_or(0), to.unwrap_or(9999));
                let order = if from > to { Order::YearBackwards } else { Order::Year };
                AlbumList { order, years: Some((from, to)), ..list.clone() }.read(c, Some(me))?
            }
            (None, _) => list.read(c, Some(me))?,
        };
        entities::albums(c, me, found)
    });
    Ok(Some((name, json!({"album": content(read.await?)?}))))
}

pub(super) async fn genres(call: &Call) -> Result<Content, Failure> {
    let me = call.me;
    let genres = call.app.db.read(move |c| Track::genres(c, me)).await?;
    let genre: Vec<_> = genres
        .into_iter()
        .map(|(name, songs, albums)| json!({"value": name, "songCount": songs, "albumCount": albums}))
        .collect();
    Ok(Some(("genres", json!({"genre": genre}))))
}

pub(super) async fn by_genre(call: &Call) -> Result<Content, Failure> {
    let p = &call.parameters;
    let (me, limit, offset) = (call.me, p.count("count", 10, MOST)?, p.count("offset", 0, i64::MAX)?);
    let genre = p.need("genre")?.to_owned();
    let read = call.app.db.read(move |c| {
        let Some(tag) = Track::tag_of(c, &genre)? else { return Ok(Vec::new()) };
        let heard = TrackList { tag: Some(tag), limit, offset, ..TrackList::default() }.read(c, Some(me))?;
        entities::songs(c, me, heard)
    });
    Ok(Some(("songsByGenre", json!({"song": content(read.await?)?}))))
}

pub(super) async fn random(call: &Call) -> Result<Content, Failure> {
    let p = &call.parameters;
    let (me, limit) = (call.me, p.count("size", 10, MOST)?);
    let (from, to) = (p.read::<i32>("fromYear")?, p.read::<i32>("toYear")?);
    let years = from.or(to).map(|_| (from.unwrap_or(0), to.unwrap_or(9999)));
    let genre = p.get("genre").map(str::to_owned);
    let read = call.app.db.read(move |c| {
        let tag = match &genre {
            Some(genre) => match Track::tag_of(c, genre)? {
                Some(tag) => Some(tag),
                None => return Ok(Vec::new()),
            },
            None => None,
        };
        let heard = TrackList { random: true, tag, years, limit, ..TrackList::default() }.read(c, Some(me))?;
        entities::songs(c, me, heard)
    });
    Ok(Some(("randomSongs", json!({"song": content(read.await?)?}))))
}

/// What is called so. An empty query stands for everything, page by page, by which programs keep a copy of the shelf; one of them
/// sends two quotation marks for it.
pub(super) async fn search(call: &Call, name: &'static str) -> Result<Content, Failure> {
    let p = &call.parameters;
    let query = p.get("query").unwrap_or_default().trim().trim_matches('"').trim_end_matches('*').trim().to_owned();
    let part = |count, offset| Ok::<_, Failure>((p.count(count, 20, MOST)?, p.count(offset, 0, i64::MAX)?));
    let (artists, albums, songs) =
        (part("artistCount", "artistOffset")?, part("albumCount", "albumOffset")?, part("songCount", "songOffset")?);
    let me = call.me;
    let size = |number: i64| usize::try_from(number).unwrap_or_default();
    let read = call.app.db.read(move |c| {
        let found = match (artists.0, query.is_empty()) {
            (0, _) => Vec::new(),
            (_, true) => {
                let all = Listed::all(c, Some(me))?.into_iter().skip(size(artists.1)).take(size(artists.0));
                entities::counted(all.collect())
            }
            (_, false) => entities::counted(Artist::search(c, Some(me), &query, size(artists.0), size(artists.1))?),
        };
        let artist = entities::artists(c, me, found)?;
        let list = AlbumList {
            words: query.clone(),
            order: Order::Title,
            limit: albums.0,
            offset: albums.1,
            ..AlbumList::default()
        };
        let found = if albums.0 == 0 { Vec::new() } else { list.read(c, Some(me))? };
        let album = entities::albums(c, me, found)?;
        let heard = match (songs.0, query.is_empty()) {
            (0, _) => Vec::new(),
            (_, true) => TrackList { limit: songs.0, offset: songs.1, ..TrackList::default() }.read(c, Some(me))?,
            (_, false) => Heard::search(c, Some(me), &query, size(songs.0), size(songs.1))?,
        };
        Ok::<_, DbError>((artist, album, entities::songs(c, me, heard)?))
    });
    let (artist, album, song) = read.await?;
    Ok(Some((name, json!({"artist": content(artist)?, "album": content(album)?, "song": content(song)?}))))
}
