//! The pages of the square. The routes read as its outline; each file is one resource.

mod about;
mod address;
mod admin;
mod challenge;
mod confirmation;
mod how;
mod journal;
mod log_in;
mod log_out;
mod password;
mod settings;
mod sign_up;
mod traffic;
mod welcome;

use actix_web::web::{ServiceConfig, get, post, resource, scope};
use host::store::uri::Site;
use host::web;
use host::web::headers::opened_by_programs;

/// The pages of the square, answered on its host alone.
pub fn routes(config: &mut ServiceConfig) {
    config.service(scope("").guard(web::on(Site::Square)).configure(outline));
}

fn outline(square: &mut ServiceConfig) {
    square
        // The club, as everybody sees it
        .route("/", get().to(welcome::show))
        .route("/how-it-works", get().to(how::show))
        .route("/about", get().to(about::show))
        .route("/rules", get().to(about::rules))
        .route("/privacy", get().to(about::privacy))
        // Coming in
        .service(resource("/sign-up").get(sign_up::new).post(sign_up::create))
        .route("/sign-up/sent", get().to(sign_up::sent))
        .route("/invite/{code}", get().to(sign_up::invited))
        .service(resource("/confirm").get(confirmation::new).post(confirmation::create))
        .service(resource("/confirm/{token}").get(confirmation::show).post(confirmation::update))
        .service(resource("/log-in").wrap(opened_by_programs()).get(log_in::new).post(log_in::create))
        .service(resource("/log-in/code").wrap(opened_by_programs()).post(challenge::update))
        .route("/log-out", post().to(log_out::create))
        .service(resource("/password").get(password::new).post(password::create))
        .service(resource("/password/{token}").get(password::edit).post(password::update))
        .service(resource("/address/{token}").get(address::show).post(address::update))
        // A member's own
        .route("/journal", get().to(journal::index))
        .route("/journal/{id}", get().to(journal::show))
        .service(scope("/settings").configure(settings::routes))
        // The club's staff
        .service(scope("/admin").configure(admin::routes));
}
