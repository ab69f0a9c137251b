//! An artist: a name under which music is played. Names are the club's: what members and others bring by the same name is found together.

use std::collections::HashMap;

use diesel::prelude::*;
use host::social::actor::ActorId;
use host::social::object::ObjectId;
use host::store::{Conn, clock};

use crate::album::{Album, AlbumId, escaped};
use crate::schema::{music_album_artists, music_artists, music_track_artists};
use crate::sound::Credit;
use crate::text::{key, sort_key};

host::store::id_type! {
    /// Names an artist.
    pub(crate) ArtistId
}

/// How many names are looked at for a few words.
const MOST_NAMED: i64 = 1000;

/// A row of `music_artists`.
#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable)]
#[diesel(table_name = music_artists)]
pub(crate) struct Artist {
    /// Its number here.
    pub(crate) id: ArtistId,
    /// As it was first printed.
    pub(crate) name: String,
    /// What lists are ordered by.
    pub(crate) sort_name: String,
    pub(crate) musicbrainz_id: Option<String>,
}

/// A name in a credit line, and who that is.
#[derive(Debug, Clone, PartialEq, Eq, Queryable)]
pub(crate) struct Credited {
    pub(crate) artist: ArtistId,
    /// As it is printed there.
    pub(crate) name: String,
    /// What is printed between it and the next.
    pub(crate) joinphrase: String,
}

impl Artist {
    /// One artist, if it exists.
    pub(crate) fn find(c: &mut Conn, id: ArtistId) -> QueryResult<Option<Self>> {
        music_artists::table.find(id).select(Self::as_select()).first(c).optional()
    }

    /// The artist of that name, if there is one.
    pub(crate) fn named(c: &mut Conn, name: &str) -> QueryResult<Option<ArtistId>> {
        music_artists::table.filter(music_artists::name_key.eq(key(name))).select(music_artists::id).first(c).optional()
    }

    /// The artist of that name; one that is not known here is written down. How it is ordered is said by the first file that says so.
    pub(crate) fn called(c: &mut Conn, credit: &Credit) -> QueryResult<ArtistId> {
        let (key, usual) = (key(&credit.name), sort_key(&credit.name));
        let told = credit.sort_name.as_deref().map(crate::text::key).filter(|order| !order.is_empty());
        let known = music_artists::table.filter(music_artists::name_key.eq(&key)).select(music_artists::id);
        if let Some(known) = known.first(c).optional()? {
            if let Some(told) = told {
                let unsaid = music_artists::table.find(known).filter(music_artists::sort_name.eq(usual));
                diesel::update(unsaid).set(music_artists::sort_name.eq(told)).execute(c)?;
            }
            return Ok(known);
        }
        diesel::insert_into(music_artists::table)
            .values((
                music_artists::id.eq(ArtistId::next()),
                music_artists::name.eq(&credit.name),
                music_artists::sort_name.eq(told.unwrap_or(usual)),
                music_artists::name_key.eq(&key),
                music_artists::musicbrainz_id.eq(&credit.musicbrainz_id),
                music_artists::created_at.eq(clock::now()),
            ))
            .on_conflict_do_nothing()
            .execute(c)?;
        known.first(c)
    }

    /// The credit line of a track becomes this one.
    pub(crate) fn credit_track(c: &mut Conn, track: ObjectId, credits: &[Credit]) -> QueryResult<()> {
        diesel::delete(music_track_artists::table.filter(music_track_artists::object_id.eq(track))).execute(c)?;
        for (position, credit) in (0_i16..).zip(credits) {
            let artist = Self::called(c, credit)?;
            diesel::insert_into(music_track_artists::table)
                .values((
                    music_track_artists::object_id.eq(track),
                    music_track_artists::position.eq(position),
                    music_track_artists::artist_id.eq(artist),
                    music_track_artists::credit.eq(&credit.name),
                    music_track_artists::joinphrase.eq(&credit.joinphrase),
                ))
                .execute(c)?;
        }
        Ok(())
    }

    /// The credit line of an album becomes this one.
    pub(crate) fn credit_album(c: &mut Conn, album: AlbumId, credits: &[Credit]) -> QueryResult<()> {
        diesel::delete(music_album_artists::table.filter(music_album_artists::album_id.eq(album))).execute(c)?;
        for (position, credit) in (0_i16..).zip(credits) {
            let artist = Self::called(c, credit)?;
            diesel::insert_into(music_album_artists::table)
                .values((
                    music_album_artists::album_id.eq(album),
                    music_album_artists::position.eq(position),
                    music_album_artists::artist_id.eq(artist),
                    music_album_artists::credit.eq(&credit.name),
                    music_album_artists::joinphrase.eq(&credit.joinphrase),
                ))
                .execute(c)?;
        }
        Ok(())
    }

    /// Who plays on several tracks, those of each in order.
    pub(crate) fn of_tracks(c: &mut Conn, tracks: &[ObjectId]) -> QueryResult<Vec<(ObjectId, Credited)>> {
        let rows: Vec<(ObjectId, ArtistId, String, String)> = music_track_artists::table
            .filter(music_track_artists::object_id.eq_any(tracks))
            .order((music_track_artists::object_id, music_track_artists::position))
            .select((
                music_track_artists::object_id,
                music_track_artists::artist_id,
                music_track_artists::credit,
                music_track_artists::joinphrase,
            ))
            .load(c)?;
        Ok(rows.into_iter().map(|(of, artist, name, joinphrase)| (of, Credited { artist, name, joinphrase })).collect())
    }

    /// Whose several albums are, those of each in order.
    pub(crate) fn of_albums(c: &mut Conn, albums: &[AlbumId]) -> QueryResult<Vec<(AlbumId, Credited)>> {
        let rows: Vec<(AlbumId, ArtistId, String, String)> = music_album_artists::table
            .filter(music_album_artists::album_id.eq_any(albums))
            .order((music_album_artists::album_id, music_album_artists::position))
            .select((
                music_album_artists::album_id,
                music_album_artists::artist_id,
                music_album_artists::credit,
                music_album_artists::joinphrase,
            ))
            .load(c)?;
        Ok(rows.into_iter().map(|(of, artist, name, joinphrase)| (of, Credited { artist, name, joinphrase })).collect())
    }
}

/// An artist in an index, with how many albums the viewer may see of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Listed {
    pub(crate) artist: Artist,
    pub(crate) albums: i64,
}

impl Listed {
    /// Everybody whose albums the viewer may see, by name.
    pub(crate) fn all(c: &mut Conn, viewer: Option<ActorId>) -> QueryResult<Vec<Self>> {
        let seen = crate::album::visible_ids(c, viewer)?;
        let rows: Vec<(ArtistId, AlbumId)> = music_album_artists::table
            .select((music_album_artists::artist_id, music_album_artists::album_id))
            .load(c)?;
        let mut counts: HashMap<ArtistId, i64> = HashMap::new();
        for (artist, _) in rows.into_iter().filter(|(_, album)| seen.contains(album)) {
            *counts.entry(artist).or_default() += 1;
        }
        let artists =
            music_artists::table.order((music_artists::sort_name, music_artists::id)).select(Artist::as_select());
        let artists: Vec<Artist> = artists.load(c)?;
        let listed = artists.into_iter().filter_map(|artist| Some(Self { albums: *counts.get(&artist.id)?, artist }));
        Ok(listed.collect())
    }
}

impl Artist {
    /// Those with all of these words in their names, of whom the viewer may see an album, by name.
    pub(crate) fn search(
        c: &mut Conn,
        viewer: Option<ActorId>,
        words: &str,
        limit: usize,
        offset: usize,
    ) -> QueryResult<Vec<Listed>> {
        let mut query = music_artists::table
            .select(Self::as_select())
            .order((music_artists::sort_name, music_artists::id))
            .into_boxed();
        for word in key(words).split_whitespace() {
            query = query.filter(music_artists::name_key.like(format!("%{}%", escaped(word))).escape('\\'));
        }
        // Names stay when what was played under them is gone; hence a few more are asked for.
        let named: Vec<Self> = query.limit(MOST_NAMED).load(c)?;
        let ids: Vec<ArtistId> = named.iter().map(|artist| artist.id).collect();
        let seen = Album::seen_of(c, viewer, &ids)?;
        let listed = named.into_iter().filter_map(|artist| Some(Listed { albums: *seen.get(&artist.id)?, artist }));
        Ok(listed.skip(offset).take(limit).collect())
    }
}
