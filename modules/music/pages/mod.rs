//! The pages of the music stall. A track's own page, with what is said about it, is every stall's.

mod albums;
mod artists;
mod cards;
mod channels;
mod embeds;
mod episodes;
mod favourites;
mod history;
mod libraries;
mod licences;
mod lyrics;
mod part;
mod player;
mod players;
mod playing;
mod playlists;
mod podcasts;
mod positions;
mod radio;
mod rest;
mod scrobbling;
mod search;
mod shares;
mod sleeves;
mod stations;
mod streams;
mod tracks;
mod visit;

use actix_web::web::{ServiceConfig, delete, get, post, put};

/// Every address, by resource.
pub(crate) fn routes(config: &mut ServiceConfig) {
    config
        // Albums
        .route("/", get().to(albums::index))
        .route("/albums/{id}", get().to(albums::show))
        .route("/albums/{id}", put().to(albums::update))
        .route("/albums/{id}", delete().to(albums::destroy))
        .route("/albums/{id}/edit", get().to(albums::edit))
        .route("/@{handle}/albums", get().to(albums::of_actor))
        // Artists
        .route("/artists", get().to(artists::index))
        .route("/artists/{id}", get().to(artists::show))
        // Channels: they are founded, run and followed where every stall's groups are
        .route("/channels", get().to(channels::index))
        .route("/@{handle}/channel", get().to(channels::edit))
        .route("/@{handle}/channel", put().to(channels::update))
        .route("/@{handle}/feed.rss", get().to(channels::feed))
        // Tracks: they are shown, liked, boosted and deleted where every stall's objects are
        .route("/tracks/new", get().to(tracks::new))
        .route("/tracks", post().to(tracks::create))
        .route("/tracks/{id}", put().to(tracks::update))
        .route("/tracks/{id}/edit", get().to(tracks::edit))
        .route("/tracks/{id}/lyrics", get().to(lyrics::show))
        .route("/tracks/{id}/wave", get().to(tracks::wave))
        .route("/tracks/{id}/stream", get().to(streams::show))
        .route("/player", get().to(player::show))
        .route("/tracks/{id}/listens", post().to(player::listen))
        .route("/tracks/{id}/position", get().to(positions::of_track))
        .route("/tracks/{id}/position", put().to(positions::set_of_track))
        .route("/episodes/{id}/position", get().to(positions::of_episode))
        .route("/episodes/{id}/position", put().to(positions::set_of_episode))
        // Players that speak Subsonic
        .configure(rest::routes)
        .configure(players::routes)
        // Podcasts elsewhere
        .configure(podcasts::routes)
        // Libraries, ours and those elsewhere
        .configure(libraries::routes)
        // What other sites play within their pages
        .route("/tracks/{id}/embed", get().to(embeds::track))
        .route("/albums/{id}/embed", get().to(embeds::album))
        .route("/playlists/{id}/embed", get().to(embeds::playlist))
        .route("/@{handle}/embed", get().to(embeds::channel))
        // Stations elsewhere
        .configure(stations::routes)
        // What is put together
        .route("/playlists", get().to(playlists::index))
        .route("/playlists", post().to(playlists::create))
        .route("/playlists/{id}", get().to(playlists::show))
        .route("/playlists/{id}", put().to(playlists::update))
        .route("/playlists/{id}", delete().to(playlists::destroy))
        .route("/playlists/{id}/tracks", post().to(playlists::add))
        .route("/playlists/{id}/tracks/{place}", put().to(playlists::reorder))
        .route("/playlists/{id}/tracks/{place}", delete().to(playlists::take_out))
        .route("/@{handle}/playlists", get().to(playlists::of_actor))
        .route("/tracks/{id}/playlists", get().to(playlists::choose))
        .route("/radio", get().to(radio::show))
        .route("/history", get().to(history::index))
        .route("/history", delete().to(history::clear))
        .configure(scrobbling::routes)
        .configure(playing::routes)
        // What is shared with those who have no account
        .configure(shares::routes)
        .route("/favourites", get().to(favourites::index))
        .route("/find", get().to(search::index));
}
