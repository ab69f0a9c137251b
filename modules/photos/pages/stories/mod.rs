//! Stories: what members show their followers for a day.

mod answers;
mod compose;
mod document;
mod onlookers;
mod reports;
mod show;
mod story_form;
mod tray;
mod visit;

use actix_web::web::{ServiceConfig, delete, get, post};

pub(super) use tray::{Tray, TrayCard};

/// Every address of stories. They lie below the profile of who shows them.
pub(crate) fn routes(config: &mut ServiceConfig) {
    config
        .route("/stories", post().to(compose::create))
        .route("/stories/new", get().to(compose::new))
        .route("/stories/{id:[0-9]+}", get().to(document::show))
        .route("/@{handle}/stories", get().to(show::begin))
        .route("/@{handle}/stories/{id:[0-9]+}", get().to(show::show))
        .route("/@{handle}/stories/{id:[0-9]+}", delete().to(show::destroy))
        .route("/@{handle}/stories/{id:[0-9]+}/likes", post().to(answers::like))
        .route("/@{handle}/stories/{id:[0-9]+}/answers", post().to(answers::create))
        .route("/@{handle}/stories/{id:[0-9]+}/onlookers", get().to(onlookers::index))
        .route("/@{handle}/stories/{id:[0-9]+}/report", get().to(reports::new))
        .route("/@{handle}/stories/{id:[0-9]+}/report", post().to(reports::create));
}

/// The form that a button is.
#[derive(Debug, serde::Deserialize)]
struct Button {}
