//! What only recorded sound says (Funkwhale's terms).

use crate::entity::Entity;
use crate::iri::Iri;
use crate::many::Many;
use crate::object::Object;
use crate::reference::Ref;
use crate::wire::{object_only, wire};

use serde_json::{Map, Value};

wire! {
    /// The terms of an `Audio`, `Track`, `Album` or `Artist`, spread over the object that it is.
    group Music {
        /// The track that a file is a recording of.
        track: Option<Ref<Entity>> => "track",
        /// The album that it is on.
        album: Option<Ref<Entity>> => "album",
        /// The album that it is on (schema.org): here it may be told whole, where Funkwhale takes nothing but an address.
        in_album: Option<Ref<Entity>> => "inAlbum",
        /// Who plays (Funkwhale 1).
        artists: Many<Ref<Entity>> => "artists",
        /// Who plays, and how that is to be printed (Funkwhale 2).
        artist_credit: Many<ArtistCredit> => "artist_credit",
        /// What is on an album, in order.
        tracks: Many<Iri> => "tracks",
        /// The library that the file is in; absent for what is published in a channel.
        library: Option<Iri> => "library",
        /// Bits per second.
        bitrate: Option<u64> => "bitrate",
        /// Size in bytes.
        size: Option<u64> => "size",
        /// Number on the disc.
        position: Option<u64> => "position",
        /// Number of the disc.
        disc: Option<u64> => "disc",
        /// Licence, an address or a title.
        license: Option<String> => "license",
        /// Copyright notice.
        copyright: Option<String> => "copyright",
        /// Identifier at MusicBrainz.
        musicbrainz_id: Option<String> => "musicbrainzId",
        /// Date of release, as printed (`1984` or `1984-01-01`).
        released: Option<String> => "released",
    }
}

wire! {
    /// One name in the credit line of a track or album.
    struct ArtistCredit {
        /// `ArtistCredit`.
        kind: Many<String> => (one "type"),
        /// Its identifier.
        id: Option<Iri> => "id",
        /// Who.
        artist: Option<Ref<Entity>> => "artist",
        /// The name as printed here.
        credit: Option<String> => "credit",
        /// What is printed between this name and the next: ` feat. `.
        joinphrase: Option<String> => "joinphrase",
        /// Place in the line, from 0.
        index: Option<u64> => "index",
    }
}

object_only!(ArtistCredit);

impl Object {
    /// Several objects of a type by their ids, as a `Delete` of Funkwhale names them. A single id it would not read.
    pub fn several(kind: &str, ids: Vec<Iri>) -> Self {
        let ids = ids.into_iter().map(|id| Value::String(id.0)).collect();
        Self { extra: Map::from_iter([("id".to_owned(), Value::Array(ids))]), ..Self::new(kind) }
    }
}

/// Writes what is in a library as Funkwhale 1 takes it: how long it is, in whole seconds.
pub(crate) fn adapt(object: &Object, map: &mut Map<String, Value>) {
    if let (Some(_), Some(duration)) = (&object.music.library, object.duration) {
        map.insert("duration".to_owned(), Value::from(duration.as_secs()));
    }
}
