//! The pages of the events stall.

mod agenda;

use actix_web::web::{ServiceConfig, get};

/// Every address, by resource.
pub(crate) fn routes(config: &mut ServiceConfig) {
    config
        // What takes place
        .route("/", get().to(agenda::index));
}
