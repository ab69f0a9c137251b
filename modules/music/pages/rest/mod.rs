//! Subsonic, with the extensions of OpenSubsonic: what players call at `/rest/*` (<https://opensubsonic.netlify.app>).

mod answer;
mod browsing;
mod call;
mod entities;
mod lists;
mod media;
mod personal;
mod playlists;
mod podcasts;
mod shares;
mod stations;
mod subscriptions;

use actix_web::web::{Path, Payload, ServiceConfig, get, post, resource};
use actix_web::{HttpRequest, HttpResponse};
use host::App;
use host::web;
use host::web::headers::readable_by_all;
use serde_json::json;

use super::visit::stall;
use answer::{Content, Failure};
use call::{Call, Parameters};

/// What we do beyond Subsonic, and in which versions.
const EXTENSIONS: [(&str, &[u8]); 5] = [
    ("apiKeyAuthentication", &[1]),
    ("formPost", &[1]),
    ("transcodeOffset", &[1]),
    ("songLyrics", &[1]),
    ("indexBasedQueue", &[1]),
];

/// Every call, by one address.
pub(super) fn routes(config: &mut ServiceConfig) {
    let calls = resource("/rest/{call}").wrap(readable_by_all()).route(get().to(answer)).route(post().to(answer));
    config.service(calls);
}

/// Answers a call. Some programs write `.view` behind its name.
async fn answer(app: App, req: HttpRequest, call: Path<String>, payload: Payload) -> web::Result<HttpResponse> {
    let parameters = Parameters::of(&req, payload.into_inner()).await?;
    let (format, here) = (parameters.format(), stall(&app)?.clone());
    let name = call.strip_suffix(".view").unwrap_or(&call).to_owned();
    let help = here.origin.url("/players").to_string();
    let say = |outcome| format.answer(env!("CARGO_PKG_VERSION"), &help, outcome);
    if name == "getOpenSubsonicExtensions" {
        let extensions: Vec<_> =
            EXTENSIONS.iter().map(|(name, versions)| json!({"name": name, "versions": versions})).collect();
        return Ok(say(Ok(Some(("openSubsonicExtensions", extensions.into())))));
    }
    let admitted = Call::admit(app, here.clone(), parameters, &req).await;
    let outcome = match admitted {
        Err(failure) => Err(failure),
        Ok(call) => match name.as_str() {
            "stream" => return media::stream(&call, &req).await.or_else(|failure| Ok(say(Err(failure)))),
            "download" => return media::download(&call, &req).await.or_else(|failure| Ok(say(Err(failure)))),
            "getCoverArt" => return media::cover(&call).await.or_else(|failure| Ok(say(Err(failure)))),
            "getAvatar" => return media::avatar(&call).await.or_else(|failure| Ok(say(Err(failure)))),
            name => say_what(call, name).await,
        },
    };
    Ok(say(outcome))
}

async fn say_what(call: Call, name: &str) -> Result<Content, Failure> {
    match name {
        "ping" => Ok(None),
        "getLicense" => Ok(Some(("license", json!({"valid": true})))),
        "tokenInfo" => Ok(Some(("tokenInfo", json!({"username": call.name})))),
        "getUser" => personal::user(&call),
        "getMusicFolders" => {
            Ok(Some(("musicFolders", json!({"musicFolder": [{"id": 0, "name": call.stall.origin.host()}]}))))
        }
        "getScanStatus" | "startScan" => browsing::scan(&call).await,
        "getIndexes" => browsing::indexes(&call, false).await,
        "getArtists" => browsing::indexes(&call, true).await,
        "getMusicDirectory" => browsing::directory(&call).await,
        "getArtist" => browsing::artist(&call).await,
        "getAlbum" => browsing::album(&call).await,
        "getSong" => browsing::song(&call).await,
        "getArtistInfo" => browsing::artist_info(&call, "artistInfo").await,
        "getArtistInfo2" => browsing::artist_info(&call, "artistInfo2").await,
        "getAlbumInfo" | "getAlbumInfo2" => browsing::album_info(&call).await,
        "getTopSongs" => browsing::top_songs(&call).await,
        "getSimilarSongs" => browsing::similar(&call, "similarSongs").await,
        "getSimilarSongs2" => browsing::similar(&call, "similarSongs2").await,
        "getLyrics" => browsing::lyrics(&call).await,
        "getLyricsBySongId" => browsing::lyrics_by_id(&call).await,
        "getAlbumList" => lists::albums(&call, "albumList").await,
        "getAlbumList2" => lists::albums(&call, "albumList2").await,
        "getGenres" => lists::genres(&call).await,
        "getSongsByGenre" => lists::by_genre(&call).await,
        "getRandomSongs" => lists::random(&call).await,
        "search2" => lists::search(&call, "searchResult2").await,
        "search3" => lists::search(&call, "searchResult3").await,
        "getStarred" => personal::starred(&call, "starred").await,
        "getStarred2" => personal::starred(&call, "starred2").await,
        "star" => personal::star(&call, true).await,
        "unstar" => personal::star(&call, false).await,
        "setRating" => personal::rate(&call).await,
        "scrobble" => personal::scrobble(&call).await,
        "getNowPlaying" => personal::now_playing(&call).await,
        "getPlayQueue" => personal::queue(&call, false).await,
        "getPlayQueueByIndex" => personal::queue(&call, true).await,
        "savePlayQueue" => personal::save_queue(&call, false).await,
        "savePlayQueueByIndex" => personal::save_queue(&call, true).await,
        "getBookmarks" => personal::bookmarks(&call).await,
        "createBookmark" => personal::bookmark(&call, true).await,
        "deleteBookmark" => personal::bookmark(&call, false).await,
        "getPlaylists" => playlists::all(&call).await,
        "getPlaylist" => playlists::show(&call).await,
        "createPlaylist" => playlists::create(&call).await,
        "updatePlaylist" => playlists::update(&call).await,
        "deletePlaylist" => playlists::delete(&call).await,
        "getInternetRadioStations" => stations::all(&call).await,
        "createInternetRadioStation" => stations::create(&call).await,
        "updateInternetRadioStation" => stations::update(&call).await,
        "deleteInternetRadioStation" => stations::delete(&call).await,
        "getPodcasts" => podcasts::all(&call).await,
        "getNewestPodcasts" => podcasts::newest(&call).await,
        "getPodcastEpisode" => podcasts::episode(&call).await,
        "createPodcastChannel" => subscriptions::subscribe(&call).await,
        "deletePodcastChannel" => subscriptions::unsubscribe(&call).await,
        "refreshPodcasts" => subscriptions::refresh(&call).await,
        "downloadPodcastEpisode" => subscriptions::download(&call).await,
        "getShares" => shares::all(&call).await,
        "createShare" => shares::create(&call).await,
        "updateShare" => shares::update(&call).await,
        "deleteShare" => shares::delete(&call).await,
        "getVideos" => Ok(Some(("videos", json!({})))),
        "createUser"
        | "updateUser"
        | "deleteUser"
        | "changePassword"
        | "getUsers"
        | "jukeboxControl"
        | "deletePodcastEpisode" => Err(Failure::Forbidden),
        name => Err(Failure::Other(format!("{name} is not known here"))),
    }
}
