//! OAuth 2 as clients of Mastodon speak it (RFC 6749 with PKCE, RFC 7636): programs register, members let them act for them
//! at one stall, and programs hold tokens for that.
//!
//! Only programs with a secret are known, and only the grants `authorization_code` and `client_credentials`.

mod application;
mod authorize;
mod client;
mod metadata;
mod request;
mod sign_up;
mod token;
mod userinfo;

use actix_web::web::{self, ServiceConfig};
use host::web::headers::opened_by_programs;

use crate::table::Table;

/// What programs ask.
pub(crate) fn routes(table: &mut Table) {
    application::routes(table);
    metadata::routes(table);
    sign_up::routes(table);
    token::routes(table);
    userinfo::routes(table);
}

/// What members see.
pub(crate) fn pages(config: &mut ServiceConfig) {
    let consent = web::resource(["/oauth/authorize", "/oauth/authorize/"]).wrap(opened_by_programs());
    config.service(consent.get(authorize::new).post(authorize::create));
}
