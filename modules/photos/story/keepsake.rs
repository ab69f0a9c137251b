//! Stories in a member's archive.

use diesel::prelude::*;
use host::social::actor::Actor;
use host::social::media::Media;
use host::store::Conn;
use serde::Serialize;

use super::Story;

/// A story as the archive has it.
#[derive(Serialize)]
struct Kept {
    caption: String,
    /// What is to be seen.
    description: String,
    seconds: i16,
    /// Its picture, by the name that it has among the archive's media, without the ending.
    picture: String,
    created_at: chrono::NaiveDateTime,
    expires_at: chrono::NaiveDateTime,
    /// The handles of those who saw it.
    seen_by: Vec<String>,
    /// The handles of those who liked it.
    liked_by: Vec<String>,
}

/// What a member shows at this time, as a file.
pub(crate) fn keepsakes(c: &mut Conn, author: &Actor) -> QueryResult<Vec<(String, String)>> {
    let mut kept = Vec::new();
    for story in Story::of(c, author.id)? {
        let media = Media::find(c, story.media_id)?;
        let onlookers = story.onlookers(c)?;
        let fans = onlookers.iter().filter(|onlooker| onlooker.liked);
        kept.push(Kept {
            liked_by: fans.map(|fan| fan.actor.handle()).collect(),
            seen_by: onlookers.iter().map(|onlooker| onlooker.actor.handle()).collect(),
            description: media.as_ref().map(|media| media.description.clone()).unwrap_or_default(),
            picture: story.media_id.to_string(),
            caption: story.caption,
            seconds: story.seconds,
            created_at: story.created_at,
            expires_at: story.expires_at,
        });
    }
    if kept.is_empty() {
        return Ok(Vec::new());
    }
    let json =
        serde_json::to_string_pretty(&kept).map_err(|error| diesel::result::Error::SerializationError(error.into()))?;
    Ok(vec![("stories.json".to_owned(), json)])
}
