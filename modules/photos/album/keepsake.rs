//! Albums in a member's archive.

use diesel::prelude::*;
use host::social::actor::Actor;
use host::social::object::Object;
use host::store::Conn;
use serde::Serialize;

use super::{Album, Audience};

/// An album as the archive has it, without the secret of its link.
#[derive(Serialize)]
struct Kept {
    title: String,
    description: String,
    audience: Audience,
    created_at: chrono::NaiveDateTime,
    /// The ids of its photos, in order.
    photos: Vec<String>,
    /// The id of the one that stands for it.
    cover: Option<String>,
    /// The handles of those who may add to it.
    contributors: Vec<String>,
}

/// The albums of a member, as a file.
pub(crate) fn keepsakes(c: &mut Conn, owner: &Actor) -> QueryResult<Vec<(String, String)>> {
    let mut kept = Vec::new();
    for album in Album::of(c, owner.id)? {
        // What others added is theirs to hand out: to the owner as far as the owner sees it.
        let photos = album.photos(c, Some(owner.id))?;
        let objects = Object::load(c, &photos)?;
        let uri = |id| objects.iter().find(|object| object.id == id).map(|object| object.uri.clone());
        kept.push(Kept {
            photos: photos.into_iter().filter_map(uri).collect(),
            cover: album.cover_id.and_then(uri),
            contributors: album.contributors(c)?.iter().map(Actor::handle).collect(),
            title: album.title,
            description: album.description,
            audience: album.audience,
            created_at: album.created_at,
        });
    }
    if kept.is_empty() {
        return Ok(Vec::new());
    }
    let json =
        serde_json::to_string_pretty(&kept).map_err(|error| diesel::result::Error::SerializationError(error.into()))?;
    Ok(vec![("albums.json".to_owned(), json)])
}
