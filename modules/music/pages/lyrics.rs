//! What is sung in a track: a page of its own, from which the player takes the lines as well.

use actix_web::HttpResponse;
use actix_web::web::Path;
use diesel::result::Error as DbError;
use host::App;
use host::social::object::ObjectId;
use host::web::{self, Visit};
use serde::Serialize;

use super::cards::TrackCard;
use super::visit::{stall, viewer};
use crate::lyrics::Lyrics;
use crate::track::{Heard, Track};

#[derive(Serialize)]
struct Words {
    track: TrackCard,
    synced: bool,
    lines: Vec<Line>,
}

#[derive(Serialize)]
struct Line {
    /// When it begins, in milliseconds.
    at: i64,
    words: String,
}

/// The words of a track that the reader may hear; missing where it has none.
pub(super) async fn show(visit: Visit, app: App, id: Path<ObjectId>) -> web::Result<HttpResponse> {
    let (viewer, id, here) = (viewer(&visit), id.into_inner(), stall(&app)?.clone());
    let read = app.db.read(move |c| {
        let heard = Heard::find(c, viewer, id)?.ok_or(DbError::NotFound)?;
        let sung = Some(Track::lyrics(c, id)?).filter(|words| !words.is_empty()).ok_or(DbError::NotFound)?;
        let Lyrics { synced, lines } = Lyrics::read(&sung);
        let lines = lines.into_iter().map(|line| Line { at: line.at_ms, words: line.words }).collect();
        let track = TrackCard::gather(c, viewer, &here, vec![heard])?.pop().ok_or(DbError::NotFound)?;
        Ok::<_, DbError>(Words { track, synced, lines })
    });
    visit.render("music/lyrics.html", &read.await?)
}
