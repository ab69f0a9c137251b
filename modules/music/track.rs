//! A track: a recording that somebody has here, for themselves or for others. What it is called, who may hear it and what is said about
//! it belongs to its object; this is the rest.

mod list;

use chrono::NaiveDateTime;
use diesel::dsl::{exists, not};
use diesel::prelude::*;
use host::social::actor::{Actor, ActorId};
use host::social::markup::escape;
use host::social::media::{Media, MediaId, StoredSound};
use host::social::object::{NewObject, Object, ObjectChange, ObjectId, Parts};
use host::social::schema::{collection_objects, follows, objects};
use host::social::text;
use host::social::visibility::Visibility;
use host::statement::Desk;
use host::store::uri::Stall;
use host::store::{Conn, clock, jobs};

use crate::album::{Album, AlbumId, Sleeve, year};
use crate::artist::Artist;
use crate::federate::TRACK;
use crate::jobs::Listen;
use crate::library;
use crate::schema::{music_analyses, music_lyrics, music_track_artists, music_tracks};
use crate::sound::{Credit, Format, Sound, Tags};

pub(crate) use list::{Heard, TrackList};

/// The `type` of a track on the wire.
pub(crate) const WIRE_TYPE: &str = "Audio";

/// A row of `music_tracks`.
#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable)]
#[diesel(table_name = music_tracks)]
pub(crate) struct Track {
    pub(crate) object_id: ObjectId,
    pub(crate) album_id: AlbumId,
    /// The file.
    pub(crate) media_id: MediaId,
    /// Who plays, as printed; empty where that is not known.
    pub(crate) artist_line: String,
    /// Number of the disc, from 1; 0 where not known.
    pub(crate) disc: i16,
    /// Number on the disc; likewise.
    pub(crate) position: i16,
    pub(crate) released_year: Option<i32>,
    pub(crate) duration_ms: i64,
    pub(crate) format: Format,
    /// Bytes of the file.
    pub(crate) size: i64,
    /// Bits a second; 0 where not known.
    pub(crate) bit_rate: i32,
    /// Frames a second; likewise.
    pub(crate) sample_rate: i32,
    pub(crate) channels: i16,
    pub(crate) bit_depth: Option<i16>,
    pub(crate) musicbrainz_id: Option<String>,
    pub(crate) isrc: Option<String>,
    pub(crate) bpm: Option<i16>,
    pub(crate) copyright: Option<String>,
    /// What others may do with it; see [`crate::licence::Terms`].
    pub(crate) licence: Option<String>,
    pub(crate) comment: Option<String>,
    pub(crate) created_at: NaiveDateTime,
}

/// A file that becomes a track.
#[derive(Debug, Clone)]
pub(crate) struct NewTrack {
    /// Key of the stored file.
    pub(crate) key: String,
    /// SHA-256 of it, in hexadecimal digits.
    pub(crate) content_hash: String,
    /// What it is and says.
    pub(crate) sound: Sound,
    /// For whom.
    pub(crate) visibility: Visibility,
}

/// What becomes of a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Taken {
    /// It is a track now.
    New(ObjectId, AlbumId),
    /// Its owner has it already.
    Known(ObjectId, AlbumId),
}

impl Track {
    /// One track.
    pub(crate) fn find(c: &mut Conn, id: ObjectId) -> QueryResult<Option<Self>> {
        music_tracks::table.find(id).select(Self::as_select()).first(c).optional()
    }

    /// Several tracks, in no order.
    pub(crate) fn load(c: &mut Conn, ids: &[ObjectId]) -> QueryResult<Vec<Self>> {
        music_tracks::table.filter(music_tracks::object_id.eq_any(ids)).select(Self::as_select()).load(c)
    }

    /// The track of an actor with that content, and the album that it is on.
    pub(crate) fn same(c: &mut Conn, owner: ActorId, content_hash: &str) -> QueryResult<Option<(ObjectId, AlbumId)>> {
        music_tracks::table
            .inner_join(objects::table.on(objects::id.eq(music_tracks::object_id)))
            .filter(music_tracks::content_hash.eq(content_hash))
            .filter(objects::actor_id.eq(owner))
            .filter(objects::deleted_at.is_null())
            .select((music_tracks::object_id, music_tracks::album_id))
            .first(c)
            .optional()
    }

    /// Makes a track of a stored file. Where its owner has the same already, that is all, and the file may go.
    pub(crate) fn bring(c: &mut Conn, desk: &Desk, owner: &Actor, new: &NewTrack) -> QueryResult<Taken> {
        Album::lock_shelf(c, owner.id)?;
        if let Some((track, album)) = Self::same(c, owner.id, &new.content_hash)? {
            return Ok(Taken::Known(track, album));
        }
        let (sound, tags) = (&new.sound, &new.sound.tags);
        let album = Album::of_sleeve(c, owner.id, &Sleeve::of(tags))?;
        let line = Credit::line(&tags.artists);
        let duration_ms = i64::try_from(sound.duration.as_millis()).unwrap_or(i64::MAX);
        let file = StoredSound {
            key: new.key.clone(),
            media_type: sound.format.media_type().to_owned(),
            size: i64::try_from(sound.size).unwrap_or(i64::MAX),
            duration_ms,
            description: title_of(&tags.title, &line),
        };
        let (media, size) = (Media::create_sound(c, owner.id, &file)?, file.size);
        let mut object = NewObject::local(&desk.hosts, owner, TRACK, WIRE_TYPE, Visibility::Direct)?;
        object.title = Some(tags.title.clone());
        object.content = words(owner.home(&desk.hosts)?, &line, (&tags.album, album), tags.comment.as_deref());
        object.source = Some(String::new());
        let parts = Parts { media: vec![media], tags: hashtags(&tags.genres), ..Parts::default() };
        let object = Object::bring(c, &object, &parts)?;
        diesel::insert_into(music_tracks::table)
            .values((
                (
                    music_tracks::object_id.eq(object.id),
                    music_tracks::album_id.eq(album),
                    music_tracks::media_id.eq(media),
                    music_tracks::artist_line.eq(&line),
                    music_tracks::disc.eq(tags.disc.unwrap_or(0)),
                    music_tracks::position.eq(tags.track.unwrap_or(0)),
                    music_tracks::released_year.eq(year(tags.released.as_deref())),
                    music_tracks::duration_ms.eq(duration_ms),
                    music_tracks::format.eq(sound.format),
                    music_tracks::size.eq(size),
                    music_tracks::bit_rate.eq(i32::try_from(sound.bit_rate).unwrap_or(i32::MAX)),
                ),
                (
                    music_tracks::sample_rate.eq(i32::try_from(sound.sample_rate).unwrap_or(i32::MAX)),
                    music_tracks::channels.eq(i16::try_from(sound.channels).unwrap_or(i16::MAX)),
                    music_tracks::bit_depth.eq(sound.bit_depth.and_then(|bits| i16::try_from(bits).ok())),
                    music_tracks::musicbrainz_id.eq(&tags.recording_id),
                    music_tracks::isrc.eq(&tags.isrc),
                    music_tracks::bpm.eq(tags.bpm),
                    music_tracks::copyright.eq(&tags.copyright),
                    music_tracks::licence.eq(&tags.licence),
                    music_tracks::comment.eq(&tags.comment),
                    music_tracks::content_hash.eq(&new.content_hash),
                    music_tracks::created_at.eq(clock::now()),
                ),
            ))
            .execute(c)?;
        Artist::credit_track(c, object.id, &tags.artists)?;
        Self::set_lyrics(c, object.id, &tags.lyrics)?;
        jobs::enqueue(c, &Listen { track: object.id })?;
        Self::open(c, desk, owner, &object, new.visibility)?;
        Album::recount(c, album)?;
        Ok(Taken::New(object.id, album))
    }

    /// Opens one's own track to more people; see [`Object::open`]. The album is to be counted anew.
    pub(crate) fn open(c: &mut Conn, desk: &Desk, owner: &Actor, object: &Object, to: Visibility) -> QueryResult<()> {
        if !object.may_open() || object.visibility == to {
            return Ok(());
        }
        library::list(c, &desk.hosts, owner, object, to)?;
        let opened = object.open(c, &desk.hosts, owner, to, |c, object| desk.wire(c, object))?;
        library::tell(c, &desk.hosts, owner, &opened)
    }

    /// Its album is called otherwise, or is under another licence: what is said of it says so too. Gives the object as it is then.
    pub(crate) fn on_renamed(
        &self,
        c: &mut Conn,
        desk: &Desk,
        owner: &Actor,
        object: &Object,
        album: &Sleeve,
        before: &Album,
    ) -> QueryResult<Object> {
        let home = owner.home(&desk.hosts)?;
        let content = words(home, &self.artist_line, (&album.title, self.album_id), self.comment.as_deref());
        let licensed = self.licence.is_none() && album.licence != before.licence;
        if content == object.content && !licensed {
            return Ok(object.clone());
        }
        let change = ObjectChange { content, edited_at: Some(clock::now()), ..object.unchanged() };
        let parts = Parts::of(c, object.id)?;
        let object = object.edit(c, &desk.hosts, owner, &change, &parts, |c, object| desk.wire(c, object))?;
        library::retell(c, &desk.hosts, owner, &object)?;
        Ok(object)
    }

    /// The words that are sung; empty where they are not known.
    pub(crate) fn lyrics(c: &mut Conn, track: ObjectId) -> QueryResult<String> {
        let words = music_lyrics::table.find(track).select(music_lyrics::words);
        Ok(words.first(c).optional()?.unwrap_or_default())
    }

    /// Of these tracks those whose words are known.
    pub(crate) fn sung(c: &mut Conn, among: &[ObjectId]) -> QueryResult<Vec<ObjectId>> {
        music_lyrics::table.filter(music_lyrics::object_id.eq_any(among)).select(music_lyrics::object_id).load(c)
    }

    fn set_lyrics(c: &mut Conn, track: ObjectId, words: &str) -> QueryResult<()> {
        diesel::delete(music_lyrics::table.find(track)).execute(c)?;
        if !words.is_empty() {
            let row = (music_lyrics::object_id.eq(track), music_lyrics::words.eq(words));
            diesel::insert_into(music_lyrics::table).values(row).execute(c)?;
        }
        Ok(())
    }

    /// Says something else of one's own track: its tags. It moves to the album that they name, and the one that it leaves empty goes.
    pub(crate) fn retag(&self, c: &mut Conn, desk: &Desk, owner: &Actor, tags: &Tags) -> QueryResult<AlbumId> {
        let object = Object::get(c, self.object_id)?;
        let old = Album::find(c, self.album_id)?.ok_or(diesel::result::Error::NotFound)?;
        let sleeve = Sleeve::of(tags);
        let album = Album::of_sleeve(c, owner.id, &Sleeve { musicbrainz_id: None, ..sleeve })?;
        // With the last track goes what is known of the album.
        let moves = album != old.id && old.tracks_count <= 1;
        if moves {
            Album::complete(c, album, &Sleeve { kinds: old.kinds(), ..Sleeve::default() })?;
        }
        let line = Credit::line(&tags.artists);
        diesel::update(music_tracks::table.find(self.object_id))
            .set((
                music_tracks::album_id.eq(album),
                music_tracks::artist_line.eq(&line),
                music_tracks::disc.eq(tags.disc.unwrap_or(0)),
                music_tracks::position.eq(tags.track.unwrap_or(0)),
                music_tracks::released_year.eq(year(tags.released.as_deref())),
                music_tracks::licence.eq(&tags.licence),
                music_tracks::copyright.eq(&tags.copyright),
                music_tracks::comment.eq(&tags.comment),
            ))
            .execute(c)?;
        Artist::credit_track(c, self.object_id, &tags.artists)?;
        Self::set_lyrics(c, self.object_id, &tags.lyrics)?;
        Media::describe(c, owner.id, self.media_id, &title_of(&tags.title, &line), None)?;
        // The sleeve goes along with the last track.
        let bare = Album::find(c, album)?.filter(|new| moves && new.cover_id.is_none());
        if let (Some(cover), Some(bare)) = (old.cover_id, bare) {
            bare.set_cover(c, cover)?;
        }
        let stall = owner.home(&desk.hosts)?;
        let change = ObjectChange {
            title: Some(tags.title.clone()),
            content: words(stall, &line, (&tags.album, album), tags.comment.as_deref()),
            edited_at: Some(clock::now()),
            ..object.unchanged()
        };
        let parts = Parts { tags: hashtags(&tags.genres), ..Parts::of(c, object.id)? };
        let object = object.edit(c, &desk.hosts, owner, &change, &parts, |c, object| desk.wire(c, object))?;
        library::retell(c, &desk.hosts, owner, &object)?;
        for changed in [old.id, album] {
            Album::recount(c, changed)?;
        }
        Ok(album)
    }
}

/// What a file is called where there is room for one line.
fn title_of(title: &str, artists: &str) -> String {
    if artists.is_empty() { title.to_owned() } else { format!("{artists} – {title}") }
}

/// Who plays, on which album, and what else is told: what readers that know no tracks show of one besides its title.
fn words(stall: &Stall, artists: &str, (title, album): (&str, AlbumId), notes: Option<&str>) -> String {
    let album = if title.is_empty() {
        None
    } else {
        Some(format!("<a href=\"{}\">{}</a>", stall.origin.url(&format!("/albums/{album}")), escape(title)))
    };
    let artists = Some(escape(artists)).filter(|line| !line.is_empty());
    let parts: Vec<String> = artists.into_iter().chain(album).collect();
    let line = if parts.is_empty() { String::new() } else { format!("<p>{}</p>", parts.join(" · ")) };
    let told = notes.map(|notes| text::compose(notes, |_| None, |tag| stall.tag(tag)).html);
    line + &told.unwrap_or_default()
}

/// Genres as hashtags: a hashtag is one word.
fn hashtags(genres: &[String]) -> Vec<String> {
    let word = |genre: &String| genre.chars().filter(|c| c.is_alphanumeric() || *c == '_').collect::<String>();
    genres.iter().map(word).filter(|tag| tag.chars().any(char::is_alphabetic)).collect()
}

/// Lets go of what belongs to deleted tracks.
pub(crate) fn sweep(c: &mut Conn) -> QueryResult<()> {
    let buried: Vec<(ObjectId, AlbumId)> = music_tracks::table
        .inner_join(objects::table.on(objects::id.eq(music_tracks::object_id)))
        .filter(objects::deleted_at.is_not_null())
        .select((music_tracks::object_id, music_tracks::album_id))
        .load(c)?;
    let_go(c, &buried)
}

/// Lets go of what belongs to tracks that were on these albums.
fn let_go(c: &mut Conn, tracks: &[(ObjectId, AlbumId)]) -> QueryResult<()> {
    for (track, _) in tracks {
        diesel::delete(music_tracks::table.find(track)).execute(c)?;
        diesel::delete(music_track_artists::table.filter(music_track_artists::object_id.eq(track))).execute(c)?;
        diesel::delete(music_lyrics::table.find(track)).execute(c)?;
        diesel::delete(music_analyses::table.find(track)).execute(c)?;
    }
    let mut albums: Vec<AlbumId> = tracks.iter().map(|(_, album)| *album).collect();
    albums.sort_unstable();
    albums.dedup();
    albums.into_iter().try_for_each(|album| Album::recount(c, album))
}

/// Tracks elsewhere that nobody here follows any more in any way are tracks no longer: what is left is an object that nobody sees.
pub(crate) fn forsake(c: &mut Conn, tracks: &[ObjectId]) -> QueryResult<()> {
    for part in tracks.chunks(500) {
        let listed = collection_objects::table.filter(collection_objects::object_id.eq(objects::id));
        let followed = follows::table.filter(follows::followed_id.eq(objects::actor_id));
        let forsaken: Vec<(ObjectId, AlbumId)> = music_tracks::table
            .inner_join(objects::table.on(objects::id.eq(music_tracks::object_id)))
            .filter(objects::id.eq_any(part))
            .filter(objects::stall.is_null())
            .filter(not(exists(listed)))
            .filter(not(exists(followed)))
            .select((music_tracks::object_id, music_tracks::album_id))
            .load(c)?;
        let_go(c, &forsaken)?;
    }
    Ok(())
}
