//! The pages of the microblog: its timelines, and where posts are written.

mod compose;
mod post_form;
mod posts;
mod timelines;

use actix_web::web::{ServiceConfig, get, post};

/// Every address, by resource.
pub(crate) fn routes(config: &mut ServiceConfig) {
    config
        // Timelines
        .route("/", get().to(timelines::home))
        .route("/local", get().to(timelines::local))
        .route("/federated", get().to(timelines::federated))
        // Posts: they are shown, liked, boosted and deleted where every stall's objects are
        .route("/posts/new", get().to(posts::new))
        .route("/posts", post().to(posts::create));
}
