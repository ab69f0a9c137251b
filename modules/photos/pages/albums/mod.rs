//! Albums: a member's own, those of others, and what is in each.

mod album;
mod contributors;
mod cover;
mod downloads;
mod edit;
mod feed;
mod index;
mod links;
mod of_photo;
mod order;
mod photos;
mod picture;
mod visit;

use actix_web::web::{ServiceConfig, delete, get, post, put};

/// Every address of albums. They lie below the profile of their owner.
pub(crate) fn routes(config: &mut ServiceConfig) {
    config
        .route("/albums", get().to(index::mine))
        .route("/albums", post().to(edit::create))
        .route("/albums/new", get().to(edit::new))
        .route("/@{handle}/albums", get().to(index::of_member))
        .route("/@{handle}/albums/{id:[0-9]+}", get().to(album::show))
        .route("/@{handle}/albums/{id:[0-9]+}", put().to(edit::update))
        .route("/@{handle}/albums/{id:[0-9]+}", delete().to(edit::destroy))
        .route("/@{handle}/albums/{id:[0-9]+}/edit", get().to(edit::edit))
        .route("/@{handle}/albums/{id:[0-9]+}/link", put().to(links::renew))
        .route("/@{handle}/albums/{id:[0-9]+}/cover", put().to(cover::update))
        .route("/@{handle}/albums/{id:[0-9]+}/order", get().to(order::edit))
        .route("/@{handle}/albums/{id:[0-9]+}/order", put().to(order::update))
        .route("/@{handle}/albums/{id:[0-9]+}/contributors", post().to(contributors::create))
        .route("/@{handle}/albums/{id:[0-9]+}/contributors/{actor}", delete().to(contributors::delete))
        .route("/@{handle}/albums/{id:[0-9]+}/photos/new", get().to(photos::new))
        .route("/@{handle}/albums/{id:[0-9]+}/photos", post().to(photos::create))
        .route("/@{handle}/albums/{id:[0-9]+}/photos/{photo:[0-9]+}", delete().to(photos::delete))
        .route("/@{handle}/albums/{id:[0-9]+}/photos/{photo:[0-9]+}/{place:[0-9]+}", get().to(picture::show))
        .route("/@{handle}/albums/{id:[0-9]+}/album.zip", get().to(downloads::show))
        .route("/@{handle}/albums/{id:[0-9]+}/feed.atom", get().to(feed::show))
        .route("/@{handle}/{photo:[0-9]+}/albums", get().to(of_photo::index))
        .route("/@{handle}/{photo:[0-9]+}/albums", post().to(of_photo::create))
        .route("/@{handle}/{photo:[0-9]+}/albums/{album:[0-9]+}", delete().to(of_photo::delete));
}

/// The form that a button is.
#[derive(Debug, serde::Deserialize)]
struct Button {}
