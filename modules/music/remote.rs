//! A track elsewhere, as its server tells of it.

use diesel::prelude::*;
use host::social::actor::Actor;
use host::social::media::{Media, MediaKind};
use host::social::object::Object;
use host::store::{Conn, clock};
use host::vocab::{self, Entity, Link, Ref};

use crate::album::{Album, AlbumId, Sleeve, year};
use crate::artist::Artist;
use crate::licence::MAX_WORD;
use crate::schema::{music_albums, music_tracks};
use crate::sound::{Credit, Format, date};

/// The longest name that is kept, in characters.
const MAX_NAME: usize = 1000;
/// How many names of a credit line are kept.
const MAX_CREDITS: usize = 30;

/// What a document says of a recording.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct RemoteTrack {
    artists: Vec<Credit>,
    sleeve: Sleeve,
    /// The ActivityPub id of the album.
    album_uri: Option<String>,
    disc: i16,
    position: i16,
    format: Option<Format>,
    size: i64,
    bit_rate: i32,
    duration_ms: i64,
    licence: Option<String>,
    copyright: Option<String>,
    musicbrainz_id: Option<String>,
}

impl RemoteTrack {
    /// Reads it: of a channel (Funkwhale, Kermesse), of a library (Funkwhale: everything is said of the `track`), or of anybody.
    pub(crate) fn read(wire: &vocab::Object) -> Self {
        let told = wire.music.track.as_ref().and_then(as_object).unwrap_or(wire);
        let album = told.music.album.as_ref().or(told.music.in_album.as_ref());
        let described = [&told.music.in_album, &told.music.album].into_iter().flatten().find_map(as_object);
        let artists = credits(told);
        let small = |number: Option<u64>| number.and_then(|number| i16::try_from(number).ok()).unwrap_or(0);
        let link = wire.url.iter().find(|link| sound_of(link).is_some());
        let duration = wire.duration.or_else(|| wire.attachment.iter().find_map(|file| file.duration));
        let size = link.and_then(|link| link.size).or(wire.music.size);
        let bit_rate = link.and_then(|link| link.bitrate).or(wire.music.bitrate);
        Self {
            sleeve: described.map(sleeve).unwrap_or_default(),
            album_uri: album.and_then(Ref::id).map(ToString::to_string),
            artists,
            disc: small(told.music.disc),
            position: small(told.music.position),
            format: link
                .and_then(sound_of)
                .or_else(|| wire.attachment.iter().find_map(|file| format_of(file.media_type()?))),
            size: size.and_then(|size| i64::try_from(size).ok()).unwrap_or(0),
            bit_rate: bit_rate.and_then(|rate| i32::try_from(rate).ok()).unwrap_or(0),
            duration_ms: duration.and_then(|duration| i64::try_from(duration.as_millis()).ok()).unwrap_or(0),
            licence: told.music.license.as_deref().and_then(licence),
            copyright: told.music.copyright.as_deref().map(cut),
            musicbrainz_id: told.music.musicbrainz_id.clone().filter(|id| id.len() == 36),
        }
    }

    /// Keeps it beside its object, which was just written or changed. Where no artist is named, that is who published it.
    pub(crate) fn keep(mut self, c: &mut Conn, object: &Object) -> QueryResult<()> {
        let media = Media::of_object(c, object.id)?;
        let Some(file) = media.into_iter().find(|media| media.kind == MediaKind::Audio) else { return Ok(()) };
        if self.artists.is_empty() {
            let author = Actor::get(c, object.actor_id)?;
            let name = if author.name.is_empty() { &author.username } else { &author.name };
            self.artists.push(Credit::named(name));
        }
        let album = self.album(c, object)?;
        let line = Credit::line(&self.artists);
        let before =
            music_tracks::table.find(object.id).select(music_tracks::album_id).first::<AlbumId>(c).optional()?;
        let told = (
            music_tracks::album_id.eq(album),
            music_tracks::media_id.eq(file.id),
            music_tracks::artist_line.eq(&line),
            music_tracks::disc.eq(self.disc),
            music_tracks::position.eq(self.position),
            music_tracks::released_year.eq(year(self.sleeve.released.as_deref())),
            music_tracks::duration_ms.eq(self.duration_ms.max(file.duration_ms.unwrap_or(0))),
            music_tracks::format.eq(self.format.unwrap_or(Format::Mp3)),
            music_tracks::size.eq(self.size),
            music_tracks::bit_rate.eq(self.bit_rate),
        );
        let further = (
            music_tracks::musicbrainz_id.eq(&self.musicbrainz_id),
            music_tracks::copyright.eq(&self.copyright),
            music_tracks::licence.eq(&self.licence),
        );
        match before {
            Some(_) => diesel::update(music_tracks::table.find(object.id)).set((told, further)).execute(c)?,
            None => diesel::insert_into(music_tracks::table)
                .values((
                    music_tracks::object_id.eq(object.id),
                    told,
                    further,
                    (
                        music_tracks::sample_rate.eq(0),
                        music_tracks::channels.eq(0_i16),
                        music_tracks::created_at.eq(clock::now()),
                    ),
                ))
                .execute(c)?,
        };
        Artist::credit_track(c, object.id, &self.artists)?;
        if let Some(before) = before.filter(|before| *before != album) {
            Album::recount(c, before)?;
        }
        Album::recount(c, album)
    }

    /// The album that it is on: of whoever published the track, as nobody else says what is on somebody's album.
    fn album(&mut self, c: &mut Conn, object: &Object) -> QueryResult<AlbumId> {
        if self.sleeve.artists.is_empty() {
            self.sleeve.artists = self.artists.get(..1).unwrap_or_default().to_vec();
        }
        // What is on no album stands together.
        let uri = self.album_uri.clone().unwrap_or_else(|| format!("{}#music", object.actor_id));
        let known = music_albums::table
            .filter(music_albums::uri.eq(&uri))
            .select((music_albums::id, music_albums::actor_id))
            .first::<(AlbumId, host::social::actor::ActorId)>(c)
            .optional()?;
        match known {
            Some((album, owner)) if owner == object.actor_id => {
                if !self.sleeve.title.is_empty() {
                    Album::change(c, album, &self.sleeve)?;
                }
                Ok(album)
            }
            Some(_) => {
                Album::begin(c, object.actor_id, &self.sleeve, Some(&format!("{}#music-{uri}", object.actor_id)))
            }
            None => Album::begin(c, object.actor_id, &self.sleeve, Some(&uri)),
        }
    }
}

fn as_object(told: &Ref<Entity>) -> Option<&vocab::Object> {
    match told.inline()? {
        Entity::Object(object) => Some(object),
        _ => None,
    }
}

/// Who plays: as both generations of Funkwhale have it.
fn credits(told: &vocab::Object) -> Vec<Credit> {
    let newer = told.music.artist_credit.iter().filter_map(|credit| {
        let name = credit.credit.as_deref().or_else(|| as_object(credit.artist.as_ref()?)?.name.as_deref())?;
        Some(Credit { joinphrase: cut(credit.joinphrase.as_deref().unwrap_or(", ")), ..Credit::named(name) })
    });
    let newer: Vec<Credit> = newer.take(MAX_CREDITS).collect();
    if !newer.is_empty() {
        return newer;
    }
    let older = told.music.artists.iter().filter_map(|artist| as_object(artist)?.name.as_deref());
    older.take(MAX_CREDITS).map(|name| Credit { joinphrase: ", ".to_owned(), ..Credit::named(name) }).collect()
}

fn sleeve(album: &vocab::Object) -> Sleeve {
    Sleeve {
        title: cut(album.name.as_deref().unwrap_or_default()),
        artists: credits(album),
        released: album.music.released.as_deref().and_then(date),
        musicbrainz_id: album.music.musicbrainz_id.clone().filter(|id| id.len() == 36),
        licence: album.music.license.as_deref().and_then(licence),
        ..Sleeve::default()
    }
}

fn sound_of(link: &Link) -> Option<Format> {
    format_of(link.media_type()?)
}

/// What a media type stands for; of what is not known it is taken that browsers know it.
fn format_of(media_type: &str) -> Option<Format> {
    let known = Format::ALL.iter().copied().find(|format| format.media_type() == media_type);
    known.or_else(|| (MediaKind::of(media_type) == MediaKind::Audio).then_some(Format::Mp3))
}

/// An address or a title; of one that is too long nothing is known.
fn licence(told: &str) -> Option<String> {
    let word = cut(told.trim());
    (1..=MAX_WORD).contains(&word.chars().count()).then_some(word)
}

fn cut(text: &str) -> String {
    text.chars().filter(|c| !c.is_control()).take(MAX_NAME).collect()
}
