//! Files: sound as it is or made smaller as it plays, and pictures.

use std::time::Duration;

use actix_web::http::header;
use actix_web::{HttpRequest, HttpResponse};
use diesel::result::Error as DbError;
use host::social::actor::Actor;
use host::social::media::Media;

use super::answer::Failure;
use super::call::{Call, Id};
use super::subscriptions;
use crate::album::AlbumList;
use crate::pages::sleeves;
use crate::pages::streams::{self, Wanted};
use crate::playing::{self, Sign};
use crate::playlist::Playlist;
use crate::track::Heard;

/// The sound of a track. That is no play, of which programs tell themselves (`scrobble`), but a sign of what plays now.
pub(super) async fn stream(call: &Call, req: &HttpRequest) -> Result<HttpResponse, Failure> {
    let p = &call.parameters;
    if let Some(id) = subscriptions::episode_of(p.need("id")?) {
        return subscriptions::stream(call, req, id, false).await;
    }
    let heard = heard(call).await?;
    let format = p.get("format").filter(|format| !format.is_empty());
    let most = p.read::<u32>("maxBitRate")?.filter(|kbit| *kbit > 0).map(|kbit| kbit.saturating_mul(1000));
    let from = Duration::from_secs_f64(
        p.read::<f64>("timeOffset")?.filter(|s| s.is_finite()).unwrap_or(0.0).clamp(0.0, 86_400.0),
    );
    let wanted = match format {
        Some("raw") => Wanted::Original,
        Some("opus" | "ogg") => Wanted::Opus { bits: most.unwrap_or(128_000), from },
        // What is asked for smaller than it is, or from somewhere within, is made anew.
        _ if !from.is_zero() => Wanted::Opus { bits: most.unwrap_or(128_000), from },
        _ => match most.filter(|most| i64::from(*most) < i64::from(heard.track.bit_rate)) {
            Some(bits) => Wanted::Opus { bits, from },
            None => Wanted::Original,
        },
    };
    let answer = streams::send(&call.app, req, &heard, wanted, None).await?;
    if from.is_zero() && begins(req) {
        let client = p.get("c").unwrap_or_default();
        let noted = playing::begin(&call.app, call.me, heard.object.id, client, Sign::Fetched).await;
        // It is heard all the same.
        noted.unwrap_or_else(|error| tracing::warn!(%error, "what plays was not noted"));
    }
    Ok(answer)
}

/// Whether the sound is asked for from its beginning to its end, as a player does that plays it.
fn begins(req: &HttpRequest) -> bool {
    let range = req.headers().get(header::RANGE).and_then(|range| range.to_str().ok());
    range.is_none_or(|range| range.trim() == "bytes=0-")
}

/// The file as it was brought.
pub(super) async fn download(call: &Call, req: &HttpRequest) -> Result<HttpResponse, Failure> {
    if let Some(id) = subscriptions::episode_of(call.parameters.need("id")?) {
        return subscriptions::stream(call, req, id, true).await;
    }
    let heard = heard(call).await?;
    let title = heard.object.title.clone().unwrap_or_default();
    let name = format!("{} - {title}.{}", heard.track.artist_line, heard.track.format.suffix());
    Ok(streams::send(&call.app, req, &heard, Wanted::Original, Some(&name)).await?)
}

async fn heard(call: &Call) -> Result<Heard, Failure> {
    let (me, id) = (call.me, call.parameters.id("id")?);
    let Id::Track(id) = id else { return Err(Failure::Missing) };
    call.app.db.read(move |c| Heard::find(c, Some(me), id)).await?.ok_or(Failure::Missing)
}

/// The picture on a sleeve; of a playlist that of its first album. It is never made larger than it is, whatever is asked.
pub(super) async fn cover(call: &Call) -> Result<HttpResponse, Failure> {
    let (me, id) = (call.me, call.parameters.id("id")?);
    let small = call.parameters.read::<u32>("size")?.is_some_and(|size| size <= 640);
    let found = call.app.db.read(move |c| {
        let album = match id {
            Id::Album(id) => Heard::of_album(c, Some(me), id)?.pop(),
            Id::Track(id) => Heard::find(c, Some(me), id)?,
            Id::Playlist(id) => {
                let list = Playlist::find(c, Some(me), id)?.ok_or(DbError::NotFound)?;
                let tracks = Playlist::tracks(c, list.id)?;
                Heard::load(c, Some(me), &tracks)?.into_iter().find(|heard| heard.album.cover_id.is_some())
            }
            // An artist looks like the last album with a picture.
            Id::Artist(artist) => {
                let list = AlbumList { artist: Some(artist), limit: 500, ..AlbumList::default() };
                let album = list.read(c, Some(me))?.into_iter().find(|album| album.cover_id.is_some());
                return album.and_then(|album| album.cover_id).map_or(Ok(None), |cover| Media::find(c, cover));
            }
        };
        match album.and_then(|heard| heard.album.cover_id) {
            Some(cover) => Media::find(c, cover),
            None => Ok(None),
        }
    });
    picture(call, found.await?, small).await
}

/// A member's picture.
pub(super) async fn avatar(call: &Call) -> Result<HttpResponse, Failure> {
    let name = call.parameters.get("username").unwrap_or(&call.name).to_owned();
    let found = call.app.db.read(move |c| {
        let actor = Actor::find_at(c, crate::MANIFEST.name, &name)?.ok_or(DbError::NotFound)?;
        match actor.avatar_id {
            Some(avatar) => Media::find(c, avatar),
            None => Ok(None),
        }
    });
    picture(call, found.await?, true).await
}

async fn picture(call: &Call, media: Option<Media>, small: bool) -> Result<HttpResponse, Failure> {
    let media = media.filter(|media| media.media_key.is_some()).ok_or(Failure::Missing)?;
    Ok(sleeves::send(&call.app, media, small, "private, max-age=86400").await?)
}
