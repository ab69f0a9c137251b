//! What a program can find out by itself of how it gets a token here (RFC 8414).

use actix_web::web::Json;
use host::social::scope::SCOPES;
use serde::Serialize;
use utoipa::ToSchema;

use crate::caller::Caller;
use crate::table::{Access, Table};

pub(super) fn routes(table: &mut Table) {
    table.get("/.well-known/oauth-authorization-server", Access::Public, show);
}

/// The metadata of an authorization server (RFC 8414 §2).
#[derive(Debug, Serialize, ToSchema)]
struct Metadata {
    /// Who speaks.
    issuer: String,
    /// Where members consent.
    authorization_endpoint: String,
    /// Where tokens are asked for.
    token_endpoint: String,
    /// Where they are given up.
    revocation_endpoint: String,
    /// Who the member is.
    userinfo_endpoint: String,
    /// Where programs register, in Mastodon's manner.
    app_registration_endpoint: String,
    /// Every scope.
    scopes_supported: &'static [&'static str],
    /// What consent gives.
    response_types_supported: [&'static str; 1],
    /// How it is given.
    response_modes_supported: [&'static str; 1],
    /// What tokens are given for.
    grant_types_supported: [&'static str; 2],
    /// How programs prove themselves.
    token_endpoint_auth_methods_supported: [&'static str; 2],
    /// How a code is bound to who asked for it.
    code_challenge_methods_supported: [&'static str; 1],
    /// Every route of the API.
    service_documentation: String,
}

async fn show(caller: Caller) -> Json<Metadata> {
    let at = |path: &str| caller.stall.origin.url(path).to_string();
    Json(Metadata {
        issuer: at("/"),
        authorization_endpoint: at("/oauth/authorize"),
        token_endpoint: at("/oauth/token"),
        revocation_endpoint: at("/oauth/revoke"),
        userinfo_endpoint: at("/oauth/userinfo"),
        app_registration_endpoint: at("/api/v1/apps"),
        scopes_supported: SCOPES,
        response_types_supported: ["code"],
        response_modes_supported: ["query"],
        grant_types_supported: ["authorization_code", "client_credentials"],
        token_endpoint_auth_methods_supported: ["client_secret_basic", "client_secret_post"],
        code_challenge_methods_supported: ["S256"],
        service_documentation: at("/api/openapi.json"),
    })
}
