//! A listen as ListenBrainz takes it: `POST /1/submit-listens`, of the kind `single`; of the kind `playing_now` what only just begins.

use diesel::QueryResult;
use host::social::actor::ActorId;
use host::store::Conn;
use serde::Serialize;

use crate::listen::{self, ListenId};
use crate::track::Heard;

#[derive(Serialize)]
struct Submission {
    listen_type: &'static str,
    payload: [Listen; 1],
}

#[derive(Serialize)]
struct Listen {
    /// Seconds since 1970; none of what plays now.
    #[serde(skip_serializing_if = "Option::is_none")]
    listened_at: Option<i64>,
    track_metadata: Metadata,
}

#[derive(Serialize)]
struct Metadata {
    artist_name: String,
    track_name: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    release_name: String,
    additional_info: Information,
}

#[derive(Serialize)]
struct Information {
    submission_client: &'static str,
    submission_client_version: &'static str,
    /// The program that played it.
    #[serde(skip_serializing_if = "String::is_empty")]
    media_player: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    duration_ms: Option<i64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    tracknumber: Option<i16>,
    #[serde(skip_serializing_if = "Option::is_none")]
    recording_mbid: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    release_mbid: Option<String>,
}

/// A listen in JSON. None: it was forgotten meanwhile, its member no longer hears the track, or nobody knows who plays there or what.
///
/// # Errors
/// Those of the database.
pub(super) fn of(c: &mut Conn, actor: ActorId, id: ListenId) -> QueryResult<Option<String>> {
    let Some(played) = listen::find(c, actor, id)? else { return Ok(None) };
    let Some(heard) = Heard::find(c, Some(actor), played.track)? else { return Ok(None) };
    json("single", Some(played.at.and_utc().timestamp()), &heard, &played.client)
}

/// What plays now, in JSON. None: nobody knows who plays there or what.
///
/// # Errors
/// There is none but that it cannot be written.
pub(super) fn now(heard: &Heard, client: &str) -> QueryResult<Option<String>> {
    json("playing_now", None, heard, client)
}

fn json(kind: &'static str, at: Option<i64>, heard: &Heard, client: &str) -> QueryResult<Option<String>> {
    let Heard { track, object, album } = heard;
    let (artist_name, track_name) = (track.artist_line.clone(), object.title.clone().unwrap_or_default());
    if artist_name.trim().is_empty() || track_name.trim().is_empty() {
        return Ok(None);
    }
    let submission = Submission {
        listen_type: kind,
        payload: [Listen {
            listened_at: at,
            track_metadata: Metadata {
                artist_name,
                track_name,
                release_name: album.title.clone(),
                additional_info: Information {
                    submission_client: "Kermesse",
                    submission_client_version: env!("CARGO_PKG_VERSION"),
                    media_player: client.to_owned(),
                    duration_ms: Some(track.duration_ms).filter(|length| *length > 0),
                    tracknumber: Some(track.position).filter(|number| *number > 0),
                    recording_mbid: track.musicbrainz_id.clone(),
                    release_mbid: album.musicbrainz_id.clone(),
                },
            },
        }],
    };
    serde_json::to_string(&submission)
        .map(Some)
        .map_err(|error| diesel::result::Error::SerializationError(error.into()))
}
