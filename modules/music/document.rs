//! Albums and artists as documents (Funkwhale's terms), for what a track names by address: alone, and within the track's own.

use diesel::QueryResult;
use host::social::actor::Actor;
use host::social::media::Media;
use host::social::object::Object;
use host::store::Conn;
use host::store::uri::Stall;
use host::vocab::{self, Entity, Iri, Link, Ref};

use crate::album::Album;
use crate::artist::{Artist, ArtistId, Credited};
use crate::licence::Terms;

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
    let cover = match album.cover_id {
        Some(cover) => Media::find(c, cover)?,
        None => None,
    };
    let cover = cover.and_then(|cover| Some(vocab::Image::at(cover.url(stall)?, Some(cover.media_type.clone()))));
    let mut wire = sleeve(c, stall, album)?;
    wire.attributed_to = std::iter::once(Ref::Id(owner.uri.as_str().into())).collect();
    wire.url = std::iter::once(Link::typed(address(stall, album), "text/html")).collect();
    wire.published = Some(album.created_at.and_utc());
    wire.updated = Some(album.updated_at.and_utc());
    wire.image = cover.into();
    wire.music.tracks = tracks.iter().map(|track| Iri::from(track.uri.as_str())).collect();
    Ok(wire)
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
