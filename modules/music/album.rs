//! An album: what tracks are published on, with its sleeve. It is of one member, or of an actor elsewhere.
//!
//! Who may hear a track is decided by `social::visibility` alone. An album is seen by whoever may hear one of its tracks; the widest of
//! them stands in its row, so that lists are made without asking each.

mod list;

use std::collections::{HashMap, HashSet};

use chrono::NaiveDateTime;
use diesel::dsl::min;
use diesel::prelude::*;
use host::social::actor::ActorId;
use host::social::media::{Media, MediaId};
use host::social::object::ObjectId;
use host::social::schema::{actors, objects};
use host::social::visibility::{self, Visibility};
use host::store::{Conn, clock};

use crate::artist::Artist;
use crate::schema::{music_albums, music_tracks};
use crate::sound::{Credit, Kind, Kinds, Tags};
use crate::text::{key, sort_key};

pub(crate) use list::{AlbumList, Order, escaped, visible_ids};

/// How many are asked about in one query: databases know no more than some ten thousand parameters.
const MANY: usize = 5000;

host::store::id_type! {
    /// Names an album; ordered by when it came.
    pub(crate) AlbumId
}

/// A row of `music_albums`.
#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable)]
#[diesel(table_name = music_albums)]
pub(crate) struct Album {
    /// Its number here.
    pub(crate) id: AlbumId,
    /// Whose it is.
    pub(crate) actor_id: ActorId,
    /// Empty for what is on no album.
    pub(crate) title: String,
    /// Who plays, as printed; empty where that is not known.
    pub(crate) artist_line: String,
    /// When it was released, as printed.
    pub(crate) released: Option<String>,
    pub(crate) released_year: Option<i32>,
    pub(crate) musicbrainz_id: Option<String>,
    /// Its ActivityPub id elsewhere; none for one of ours.
    pub(crate) uri: Option<String>,
    /// The picture on its sleeve.
    pub(crate) cover_id: Option<MediaId>,
    /// What others may do with it; see [`crate::licence::Terms`].
    pub(crate) licence: Option<String>,
    /// As many as may hear one of its tracks.
    pub(crate) visibility: Visibility,
    pub(crate) tracks_count: i64,
    pub(crate) duration_ms: i64,
    pub(crate) created_at: NaiveDateTime,
    pub(crate) updated_at: NaiveDateTime,
    kinds: String,
    /// The title as it is ordered, where that is said.
    pub(crate) sort_title: Option<String>,
}

/// What is said of an album.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Sleeve {
    pub(crate) title: String,
    /// Whose it is, in order.
    pub(crate) artists: Vec<Credit>,
    /// When it was released: `1984`, `1984-01` or `1984-01-01`.
    pub(crate) released: Option<String>,
    pub(crate) musicbrainz_id: Option<String>,
    pub(crate) kinds: Kinds,
    /// The title as it is ordered: `Best of the Lanterns, The`.
    pub(crate) sort_title: Option<String>,
    /// What others may do with what is on it.
    pub(crate) licence: Option<String>,
}

impl Sleeve {
    /// What the tags of a file say of the album that it is on. Where nobody is named whose it is, that is who plays.
    pub(crate) fn of(tags: &Tags) -> Self {
        let artists = match (tags.album_artists.is_empty(), tags.compilation) {
            (false, _) => tags.album_artists.clone(),
            (true, true) => Vec::new(),
            (true, false) => tags.artists.get(..1).unwrap_or_default().to_vec(),
        };
        Self {
            title: tags.album.clone(),
            artists,
            released: tags.released.clone(),
            musicbrainz_id: tags.release_id.clone(),
            kinds: if tags.compilation { tags.kinds.clone().with(Kind::Compilation) } else { tags.kinds.clone() },
            sort_title: tags.album_sort.clone(),
            licence: None,
        }
    }

    /// What lists by title and by artist are ordered by.
    fn orders(&self) -> (String, String) {
        let told = |text: Option<&String>| text.map(|text| key(text)).filter(|order| !order.is_empty());
        let artist = told(self.artists.first().and_then(|credit| credit.sort_name.as_ref()));
        (
            told(self.sort_title.as_ref()).unwrap_or_else(|| sort_key(&self.title)),
            artist.unwrap_or_else(|| sort_key(&Credit::line(&self.artists))),
        )
    }

    fn year(&self) -> Option<i32> {
        year(self.released.as_deref())
    }
}

/// The year of a date as it is printed.
pub(crate) fn year(released: Option<&str>) -> Option<i32> {
    released?.get(..4)?.parse().ok()
}

impl Album {
    /// One album, whoever may see it.
    pub(crate) fn find(c: &mut Conn, id: AlbumId) -> QueryResult<Option<Self>> {
        music_albums::table.find(id).select(Self::as_select()).first(c).optional()
    }

    /// Several albums, in that order.
    pub(crate) fn load(c: &mut Conn, ids: &[AlbumId]) -> QueryResult<Vec<Self>> {
        let found = music_albums::table.filter(music_albums::id.eq_any(ids)).select(Self::as_select());
        let mut found: Vec<Self> = found.load(c)?;
        let places: HashMap<_, _> = ids.iter().enumerate().map(|(place, id)| (*id, place)).collect();
        found.sort_by_key(|album| places.get(&album.id).copied());
        Ok(found)
    }

    /// Of these albums those of which the viewer may hear a track, in their order.
    pub(crate) fn open_to(c: &mut Conn, viewer: Option<ActorId>, albums: Vec<Self>) -> QueryResult<Vec<Self>> {
        let ids: Vec<AlbumId> = albums.iter().map(|album| album.id).collect();
        let open = Self::open_among(c, viewer, &ids)?;
        Ok(albums.into_iter().filter(|album| open.contains(&album.id)).collect())
    }

    /// [`Album::open_to`] without reading what they say. Mostly one track of each shows it; all are asked about only where that one is
    /// not heard.
    fn open_among(c: &mut Conn, viewer: Option<ActorId>, ids: &[AlbumId]) -> QueryResult<HashSet<AlbumId>> {
        let mut seen = HashSet::new();
        for part in ids.chunks(MANY) {
            let first: Vec<(AlbumId, Option<ObjectId>)> = music_tracks::table
                .filter(music_tracks::album_id.eq_any(part))
                .group_by(music_tracks::album_id)
                .select((music_tracks::album_id, min(music_tracks::object_id)))
                .load(c)?;
            let first: Vec<_> = first.into_iter().filter_map(|(album, track)| Some((album, track?))).collect();
            seen.extend(heard_of(c, viewer, &first)?);
        }
        let rest: Vec<AlbumId> = ids.iter().copied().filter(|album| !seen.contains(album)).collect();
        for part in rest.chunks(MANY) {
            let tracks = music_tracks::table.filter(music_tracks::album_id.eq_any(part));
            let tracks: Vec<_> = tracks.select((music_tracks::album_id, music_tracks::object_id)).load(c)?;
            seen.extend(heard_of(c, viewer, &tracks)?);
        }
        Ok(seen)
    }

    /// The album of an actor that the sleeve is of; one that is not there yet is begun.
    pub(crate) fn of_sleeve(c: &mut Conn, owner: ActorId, sleeve: &Sleeve) -> QueryResult<AlbumId> {
        Self::lock_shelf(c, owner)?;
        let owned = music_albums::table.filter(music_albums::actor_id.eq(owner)).filter(music_albums::uri.is_null());
        if let Some(release) = &sleeve.musicbrainz_id {
            let same = owned.filter(music_albums::musicbrainz_id.eq(release)).select(music_albums::id);
            if let Some(known) = same.first(c).optional()? {
                return Self::complete(c, known, sleeve);
            }
        }
        let line = Credit::line(&sleeve.artists);
        let known = owned
            .filter(music_albums::title_key.eq(sort_key(&sleeve.title)))
            .filter(music_albums::artist_key.eq(key(&line)))
            .select((music_albums::id, music_albums::title));
        let known: Vec<(AlbumId, String)> = known.load(c)?;
        match known.into_iter().find(|(_, title)| key(title) == key(&sleeve.title)) {
            Some((known, _)) => Self::complete(c, known, sleeve),
            None => Self::begin(c, owner, sleeve, None),
        }
    }

    /// What was not said of an album yet is taken from another file that is on it.
    pub(crate) fn complete(c: &mut Conn, id: AlbumId, sleeve: &Sleeve) -> QueryResult<AlbumId> {
        let album = || music_albums::table.find(id);
        if !sleeve.kinds.is_empty() {
            let unsaid = album().filter(music_albums::kinds.eq(""));
            diesel::update(unsaid).set(music_albums::kinds.eq(sleeve.kinds.words())).execute(c)?;
        }
        if sleeve.sort_title.is_some() {
            let order =
                (music_albums::sort_title.eq(&sleeve.sort_title), music_albums::title_order.eq(sleeve.orders().0));
            diesel::update(album().filter(music_albums::sort_title.is_null())).set(order).execute(c)?;
        }
        Ok(id)
    }

    /// What kinds of release it is.
    pub(crate) fn kinds(&self) -> Kinds {
        Kinds::read([self.kinds.as_str()])
    }

    /// Until the end of the transaction nobody else puts anything on an actor's shelf: of what comes at the same time each would begin
    /// the same album.
    pub(crate) fn lock_shelf(c: &mut Conn, owner: ActorId) -> QueryResult<()> {
        host::store::lock!(actors::table.find(owner).select(actors::id)).first::<ActorId>(c).map(drop)
    }

    /// A new album without tracks.
    pub(crate) fn begin(c: &mut Conn, owner: ActorId, sleeve: &Sleeve, uri: Option<&str>) -> QueryResult<AlbumId> {
        let (id, now, line) = (AlbumId::next(), clock::now(), Credit::line(&sleeve.artists));
        let (title_order, artist_order) = sleeve.orders();
        diesel::insert_into(music_albums::table)
            .values((
                music_albums::id.eq(id),
                music_albums::actor_id.eq(owner),
                music_albums::title.eq(&sleeve.title),
                music_albums::title_key.eq(sort_key(&sleeve.title)),
                music_albums::artist_line.eq(&line),
                music_albums::artist_key.eq(key(&line)),
                music_albums::released.eq(&sleeve.released),
                music_albums::released_year.eq(sleeve.year()),
                music_albums::musicbrainz_id.eq(&sleeve.musicbrainz_id),
                music_albums::uri.eq(uri),
                music_albums::licence.eq(&sleeve.licence),
                music_albums::visibility.eq(Visibility::Direct),
                music_albums::created_at.eq(now),
                music_albums::updated_at.eq(now),
                music_albums::kinds.eq(sleeve.kinds.words()),
                music_albums::sort_title.eq(&sleeve.sort_title),
                music_albums::title_order.eq(title_order),
                music_albums::artist_order.eq(artist_order),
            ))
            .execute(c)?;
        Artist::credit_album(c, id, &sleeve.artists)?;
        Ok(id)
    }

    /// Says something else of it.
    pub(crate) fn change(c: &mut Conn, id: AlbumId, sleeve: &Sleeve) -> QueryResult<()> {
        let (line, (title_order, artist_order)) = (Credit::line(&sleeve.artists), sleeve.orders());
        diesel::update(music_albums::table.find(id))
            .set((
                music_albums::title.eq(&sleeve.title),
                music_albums::title_key.eq(sort_key(&sleeve.title)),
                music_albums::artist_line.eq(&line),
                music_albums::artist_key.eq(key(&line)),
                music_albums::released.eq(&sleeve.released),
                music_albums::released_year.eq(sleeve.year()),
                music_albums::kinds.eq(sleeve.kinds.words()),
                music_albums::sort_title.eq(&sleeve.sort_title),
                music_albums::title_order.eq(title_order),
                music_albums::artist_order.eq(artist_order),
                music_albums::licence.eq(&sleeve.licence),
                music_albums::updated_at.eq(clock::now()),
            ))
            .execute(c)?;
        Artist::credit_album(c, id, &sleeve.artists)
    }

    /// Gives it another picture; the one before goes where nothing else shows it.
    pub(crate) fn set_cover(&self, c: &mut Conn, picture: MediaId) -> QueryResult<()> {
        if let Some(before) = self.cover_id {
            Media::hold(c, self.actor_id, &[before], clock::now())?;
        }
        Media::keep_for_good(c, self.actor_id, picture)?;
        let set = (music_albums::cover_id.eq(picture), music_albums::updated_at.eq(clock::now()));
        diesel::update(music_albums::table.find(self.id)).set(set).execute(c)?;
        Ok(())
    }

    /// Notes anew how many tracks it has and who may hear one; without any it goes.
    pub(crate) fn recount(c: &mut Conn, id: AlbumId) -> QueryResult<()> {
        let tracks: Vec<(Visibility, i64)> = music_tracks::table
            .inner_join(objects::table.on(objects::id.eq(music_tracks::object_id)))
            .filter(music_tracks::album_id.eq(id))
            .filter(objects::deleted_at.is_null())
            .select((objects::visibility, music_tracks::duration_ms))
            .load(c)?;
        // From the widest to the narrowest.
        let Some(widest) = tracks.iter().map(|(visibility, _)| *visibility).min() else { return Self::remove(c, id) };
        let (count, duration) =
            (i64::try_from(tracks.len()).unwrap_or(i64::MAX), tracks.iter().map(|(_, ms)| ms).sum::<i64>());
        diesel::update(music_albums::table.find(id))
            .set((
                music_albums::visibility.eq(widest),
                music_albums::tracks_count.eq(count),
                music_albums::duration_ms.eq(duration),
            ))
            .execute(c)?;
        Ok(())
    }

    fn remove(c: &mut Conn, id: AlbumId) -> QueryResult<()> {
        let Some(album) = Self::find(c, id)? else { return Ok(()) };
        if let Some(cover) = album.cover_id {
            Media::hold(c, album.actor_id, &[cover], clock::now())?;
        }
        diesel::delete(music_tracks::table.filter(music_tracks::album_id.eq(id))).execute(c)?;
        diesel::delete(music_albums::table.find(id)).execute(c)?;
        Ok(())
    }
}

/// The albums of those of these tracks that the viewer may hear.
fn heard_of(c: &mut Conn, viewer: Option<ActorId>, tracks: &[(AlbumId, ObjectId)]) -> QueryResult<HashSet<AlbumId>> {
    let mut albums = HashSet::new();
    for part in tracks.chunks(MANY) {
        let ids: Vec<ObjectId> = part.iter().map(|(_, track)| *track).collect();
        let heard: HashSet<ObjectId> = visibility::visible_ids(c, viewer, &ids)?.into_iter().collect();
        albums.extend(part.iter().filter(|(_, track)| heard.contains(track)).map(|(album, _)| *album));
    }
    Ok(albums)
}

/// Whether a picture is on the sleeve of an album that the viewer may see.
pub(crate) fn shows_file(c: &mut Conn, viewer: Option<ActorId>, media: MediaId) -> QueryResult<bool> {
    let dressed = music_albums::table.filter(music_albums::cover_id.eq(media)).select(Album::as_select());
    let albums: Vec<Album> = dressed.load(c)?;
    Ok(!Album::open_to(c, viewer, albums)?.is_empty())
}
