//! The pages of the photos stall: what is new, and where pictures are published.

mod albums;
mod compose;
mod discover;
mod home;
mod photo_form;
mod photos;
mod portfolios;
mod stories;
mod uploads;

use actix_web::web::{ServiceConfig, get, post, put};

/// Every address, by resource.
pub(crate) fn routes(config: &mut ServiceConfig) {
    config
        // What is new
        .route("/", get().to(home::index))
        .route("/discover", get().to(discover::index))
        // Photos: they are shown, liked, boosted and deleted where every stall's objects are
        .route("/photos/new", get().to(photos::new))
        .route("/photos", post().to(photos::create))
        // Portfolios
        .route("/portfolio", get().to(portfolios::edit))
        .route("/portfolio", put().to(portfolios::update))
        .route("/@{handle}/portfolio", get().to(portfolios::show))
        // Files on their way into a photo
        .route("/uploads", post().to(uploads::create))
        .route("/uploads/{id}", get().to(uploads::show))
        // Stories
        .configure(stories::routes)
        // Albums
        .configure(albums::routes);
}
