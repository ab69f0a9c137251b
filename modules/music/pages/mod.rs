//! The pages of the music stall. A track's own page, with what is said about it, is every stall's.

mod albums;
mod artists;
mod cards;
mod favourites;
mod player;
mod players;
mod rest;
mod search;
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
        // Tracks: they are shown, liked, boosted and deleted where every stall's objects are
        .route("/tracks/new", get().to(tracks::new))
        .route("/tracks", post().to(tracks::create))
        .route("/tracks/{id}", put().to(tracks::update))
        .route("/tracks/{id}/edit", get().to(tracks::edit))
        .route("/tracks/{id}/wave", get().to(tracks::wave))
        .route("/tracks/{id}/stream", get().to(streams::show))
        .route("/player", get().to(player::show))
        .route("/tracks/{id}/listens", post().to(player::listen))
        // Players that speak Subsonic
        .configure(rest::routes)
        .configure(players::routes)
        .route("/favourites", get().to(favourites::index))
        .route("/find", get().to(search::index));
}
