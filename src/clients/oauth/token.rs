//! Tokens: programs ask for them with a code or for themselves (RFC 6749 §4.1.3 and §4.4), and give them up (RFC 7009).

use actix_web::HttpRequest;
use actix_web::http::StatusCode;
use actix_web::web::Json;
use host::social::access_token::{AccessToken, NewToken};
use host::social::application::Application;
use host::social::authorization::{Authorization, Claim};
use host::social::scope::Scopes;
use host::web::{Bucket, Key, client_ip};
use serde::Deserialize;
use utoipa::ToSchema;

use super::client::Credentials;
use crate::body::Body;
use crate::caller::Caller;
use crate::entities::{Empty, Token};
use crate::error::{Error, Result};
use crate::table::{Access, Table};

pub(super) fn routes(table: &mut Table) {
    table.post("/oauth/token", Access::Public, create);
    table.post("/oauth/revoke", Access::Public, destroy);
}

/// What a program asks for a token with.
#[derive(Debug, Default, Deserialize, ToSchema)]
struct Grant {
    /// `authorization_code` or `client_credentials`.
    #[serde(default)]
    grant_type: String,
    /// What the program names itself by.
    #[serde(default)]
    client_id: String,
    /// What it proves itself with.
    #[serde(default)]
    client_secret: String,
    /// The code.
    #[serde(default)]
    code: String,
    /// Where the code was sent.
    #[serde(default)]
    redirect_uri: String,
    /// What the challenge is the hash of (RFC 7636 §4.5).
    #[serde(default)]
    code_verifier: String,
    /// Of a program for itself: what the token shall allow.
    #[serde(default)]
    scope: String,
}

async fn create(req: HttpRequest, caller: Caller, body: Body<Grant>) -> Result<Json<Token>> {
    caller.app.web.limiter.check(Bucket::Token, Key::address(client_ip(&req)))?;
    let mut grant = body.into_inner();
    needed("grant_type", &grant.grant_type)?;
    let (id, secret) = (std::mem::take(&mut grant.client_id), std::mem::take(&mut grant.client_secret));
    let application = Credentials::of(&req, id, secret).identify(&caller).await?;
    match grant.grant_type.as_str() {
        "authorization_code" => of_code(&caller, application, grant).await,
        "client_credentials" => of_program(&caller, application, &grant.scope).await,
        _ => Err(bad("unsupported_grant_type", "The grant is neither authorization_code nor client_credentials.")),
    }
}

async fn of_code(caller: &Caller, application: Application, grant: Grant) -> Result<Json<Token>> {
    needed("code", &grant.code)?;
    needed("redirect_uri", &grant.redirect_uri)?;
    let bought = caller.app.db.write(move |c| {
        let (code, redirect_uri, verifier) = (&*grant.code, &*grant.redirect_uri, &*grant.code_verifier);
        Authorization::redeem(c, &application, Claim { code, redirect_uri, verifier })
    });
    let (token, secret) = bought.await?.ok_or_else(|| {
        let sentence = "The code is not valid, or no longer, was sent to another redirect_uri or to another client, or the \
                        code_verifier is not the one that was announced.";
        bad("invalid_grant", sentence)
    })?;
    Ok(Json(Token::new(&token, secret)))
}

async fn of_program(caller: &Caller, application: Application, asked: &str) -> Result<Json<Token>> {
    let scopes = scopes(&application, asked)
        .ok_or_else(|| bad("invalid_scope", "The scope is unknown, or more than the application registered for."))?;
    let issued = caller.app.db.write(move |c| AccessToken::issue(c, NewToken::of_program(&application, &scopes)));
    let (token, secret) = issued.await?;
    Ok(Json(Token::new(&token, secret)))
}

/// The scopes that a program asks for; without any, `read` if it registered for that, else what it did register for. None
/// where one does not exist, or is more than that.
pub(super) fn scopes(application: &Application, asked: &str) -> Option<Scopes> {
    let own = &application.scopes;
    let scopes = match asked.trim() {
        "" if Scopes::fallback().is_within(own) => Scopes::fallback(),
        "" => own.clone(),
        asked => asked.parse().ok()?,
    };
    scopes.is_within(own).then_some(scopes)
}

/// Errors: `invalid_request` where a parameter is missing.
fn needed(name: &str, value: &str) -> Result<()> {
    match value {
        "" => Err(bad("invalid_request", format!("Missing required parameter: {name}."))),
        _ => Ok(()),
    }
}

fn bad(code: &str, sentence: impl Into<String>) -> Error {
    Error::oauth(StatusCode::BAD_REQUEST, code, sentence)
}

/// A token that a program gives up.
#[derive(Debug, Default, Deserialize, ToSchema)]
struct Surrender {
    /// What the program names itself by.
    #[serde(default)]
    client_id: String,
    /// What it proves itself with.
    #[serde(default)]
    client_secret: String,
    /// The token.
    #[serde(default)]
    token: String,
}

/// Says the same whether there was such a token (RFC 7009 §2.2).
async fn destroy(req: HttpRequest, caller: Caller, body: Body<Surrender>) -> Result<Json<Empty>> {
    caller.app.web.limiter.check(Bucket::Token, Key::address(client_ip(&req)))?;
    let Surrender { client_id, client_secret, token } = body.into_inner();
    needed("token", &token)?;
    let application = Credentials::of(&req, client_id, client_secret).identify(&caller).await?;
    caller.app.db.write(move |c| AccessToken::give_up(c, &application, &token)).await?;
    Ok(Json(Empty {}))
}
