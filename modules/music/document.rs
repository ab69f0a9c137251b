//! Albums and artists as documents (Funkwhale's terms), for what a track names by address: alone, and within the track's own.

use diesel::QueryResult;
use host::social::actor::Actor;
use host::social::media::Media;
use host::social::object::Object;
use host::social::tag::Tag as Hashtag;
use host::store::Conn;
use host::store::uri::Stall;
use host::vocab::{self, Entity, Iri, Link, Ref};
use uuid::Uuid;

use crate::album::Album;
use crate::artist::{Artist, ArtistId, Credited};
use crate::licence::Terms;
use crate::text;
use crate::track::{Heard, Track};

/// What an album is called that is none (MusicBrainz).
const NO_ALBUM: &str = "[non-album tracks]";
/// The longest tag that Funkwhale takes, in characters.
const LONGEST_TAG: usize = 100;

/// An album as it is told within the document of a track: what is printed on its sleeve.
///
/// # Errors
/// Those of the database.
pub(crate) fn sleeve(c: &mut Conn, stall: &Stall, album: &Album) -> QueryResult<vocab::Object> {
    let mut wire = vocab::Object {
        id: Some(address(stall, album)),
        name: Some(album.title.clone()),
        ..vocab::Object::new("Album")
    };
    wire.music.artists = Artist::of_albums(c, &[album.id])?.iter().map(|(_, who)| credited(stall, who)).collect();
    wire.music.released = album.released.clone();
    wire.music.musicbrainz_id = album.musicbrainz_id.clone();
    wire.music.license = Terms::of_album(c, album)?.and_then(|terms| terms.url);
    Ok(wire)
}

/// An album as it is told where its address is asked for: its sleeve, whose it is, and those of its tracks that are given.
///
/// # Errors
/// Those of the database.
pub(crate) fn album(c: &mut Conn, stall: &Stall, album: &Album, tracks: &[Object]) -> QueryResult<vocab::Object> {
    let owner = Actor::get(c, album.actor_id)?;
    let mut wire = sleeve(c, stall, album)?;
    wire.attributed_to = std::iter::once(Ref::Id(owner.uri.as_str().into())).collect();
    wire.url = std::iter::once(Link::typed(address(stall, album), "text/html")).collect();
    wire.published = Some(album.created_at.and_utc());
    wire.updated = Some(album.updated_at.and_utc());
    wire.image = cover(c, stall, album)?.into();
    wire.music.tracks = tracks.iter().map(|track| Iri::from(track.uri.as_str())).collect();
    Ok(wire)
}

/// The file of a track, as an address with what it is.
///
/// # Errors
/// Those of the database.
pub(crate) fn sound(c: &mut Conn, stall: &Stall, track: &Track) -> QueryResult<Option<Link>> {
    let number = |value: i64| u64::try_from(value).ok().filter(|value| *value > 0);
    let address = Media::find(c, track.media_id)?.and_then(|file| file.url(stall));
    Ok(address.map(|address| Link {
        size: number(track.size),
        bitrate: number(track.bit_rate.into()),
        ..Link::typed(address, track.format.media_type())
    }))
}

/// What a track is called where it stands alone: who plays, album, title.
pub(crate) fn full_name(object: &Object, track: &Track, album: &Album) -> String {
    let parts = [&track.artist_line, &album.title, object.title.as_deref().unwrap_or_default()];
    parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" - ")
}

/// What a file in a library is a recording of, with everything that Funkwhale wants to know: there no track is without an artist and
/// an album. `item` is the id of the file.
///
/// # Errors
/// Those of the database.
pub(crate) fn track(
    c: &mut Conn,
    stall: &Stall,
    owner: &Actor,
    heard: &Heard,
    item: &Iri,
) -> QueryResult<vocab::Object> {
    let Heard { track, object, album } = heard;
    let whose = || std::iter::once(Ref::Id(Iri::from(owner.uri.as_str()))).collect();
    let since = |mut named: vocab::Object| {
        named.published = Some(track.created_at.and_utc());
        Ref::Inline(Box::new(Entity::Object(Box::new(named))))
    };
    let nobody = || vocab::Object {
        id: Some(Iri::new(format!("{}#artist", owner.uri))),
        name: Some(owner.display_name().to_owned()),
        ..vocab::Object::new("Artist")
    };
    let playing = Artist::of_tracks(c, &[object.id])?;
    let mut artists: Vec<_> =
        playing.iter().map(|(_, who)| since(named(stall, who.artist, who.name.clone()))).collect();
    if artists.is_empty() {
        artists.push(since(nobody()));
    }
    let mut on = sleeve(c, stall, album)?;
    let own: Vec<_> = Artist::of_albums(c, &[album.id])?;
    on.music.artists = match own.is_empty() {
        true => artists.iter().take(1).cloned().collect(),
        false => own.iter().map(|(_, who)| since(named(stall, who.artist, who.name.clone()))).collect(),
    };
    if album.title.is_empty() {
        on.name = Some(NO_ALBUM.to_owned());
    }
    on.published = Some(album.created_at.and_utc());
    on.attributed_to = whose();
    on.music.released = album.released.as_deref().map(whole_date);
    on.music.musicbrainz_id = on.music.musicbrainz_id.filter(|id| Uuid::parse_str(id).is_ok());
    on.image = cover(c, stall, album)?.into();
    let number = |value: i16| u64::try_from(value).ok().filter(|value| *value > 0);
    let mut wire = vocab::Object {
        id: Some(Iri::new(format!("{item}#track"))),
        name: object.title.clone(),
        attributed_to: whose(),
        published: Some(object.published_at.and_utc()),
        ..vocab::Object::new("Track")
    };
    let words = Hashtag::of_objects(c, &[object.id])?;
    let short = words.iter().filter(|(_, tag)| tag.display.chars().count() < LONGEST_TAG);
    wire.tag = short.map(|(_, tag)| vocab::Tag::of_word(&tag.display, stall.tag(&tag.name))).collect();
    wire.music.artists = artists.into();
    wire.music.album = Some(Ref::Inline(Box::new(Entity::Object(Box::new(on)))));
    wire.music.position = number(track.position);
    wire.music.disc = number(track.disc);
    wire.music.license = track.licence.clone().filter(|licence| text::address(licence).is_some());
    wire.music.copyright = track.copyright.clone();
    wire.music.musicbrainz_id = track.musicbrainz_id.clone().filter(|id| Uuid::parse_str(id).is_ok());
    Ok(wire)
}

/// A date of release to the day: Funkwhale takes no other.
fn whole_date(released: &str) -> String {
    match released.len() {
        4 => format!("{released}-01-01"),
        7 => format!("{released}-01"),
        _ => released.to_owned(),
    }
}

fn cover(c: &mut Conn, stall: &Stall, album: &Album) -> QueryResult<Option<vocab::Image>> {
    let cover = match album.cover_id {
        Some(cover) => Media::find(c, cover)?,
        None => None,
    };
    Ok(cover.and_then(|cover| Some(vocab::Image::at(cover.url(stall)?, Some(cover.media_type.clone())))))
}

/// An artist, where its address is asked for.
pub(crate) fn artist(stall: &Stall, artist: &Artist) -> vocab::Object {
    let mut wire = named(stall, artist.id, artist.name.clone());
    wire.url =
        std::iter::once(Link::typed(stall.origin.url(&format!("/artists/{}", artist.id)), "text/html")).collect();
    wire.music.musicbrainz_id = artist.musicbrainz_id.clone();
    wire
}

/// A name in a credit line, as it is printed there.
pub(crate) fn credited(stall: &Stall, who: &Credited) -> Ref<Entity> {
    Ref::Inline(Box::new(Entity::Object(Box::new(named(stall, who.artist, who.name.clone())))))
}

fn named(stall: &Stall, id: ArtistId, name: String) -> vocab::Object {
    let id = stall.origin.url(&format!("/artists/{id}"));
    vocab::Object { id: Some(id.into()), name: Some(name), ..vocab::Object::new("Artist") }
}

fn address(stall: &Stall, album: &Album) -> Iri {
    stall.origin.url(&format!("/albums/{}", album.id)).into()
}
