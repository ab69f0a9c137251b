//! Applications: programs register themselves, and ask what is known of them.

use actix_web::HttpRequest;
use actix_web::web::Json;
use host::social::application::{self, NewApplication, RegistrationError};
use host::social::scope::Scopes;
use host::web::{Bucket, Key, client_ip};
use serde::Deserialize;
use utoipa::ToSchema;

use crate::body::{Body, Several};
use crate::caller::Caller;
use crate::entities::{Application, CredentialApplication};
use crate::error::{Error, Result};
use crate::table::{Access, Table};

pub(super) fn routes(table: &mut Table) {
    table.post("/api/v1/apps", Access::Public, create);
    table.get("/api/v1/apps/verify_credentials", Access::Token, show);
}

/// What a program says of itself.
#[derive(Debug, Default, Deserialize, ToSchema)]
struct Registration {
    /// What it is called.
    #[serde(default)]
    client_name: String,
    /// Where codes may be sent: a list, or a text with a line for each.
    #[schema(value_type = Vec<String>)]
    #[serde(default)]
    redirect_uris: Several<String>,
    /// The most that it will ask for, separated by spaces; `read` where it says nothing.
    #[serde(default)]
    scopes: String,
    /// Its website.
    #[serde(default)]
    website: String,
}

/// Registers a program; its secret is told this once.
async fn create(req: HttpRequest, caller: Caller, body: Body<Registration>) -> Result<Json<CredentialApplication>> {
    caller.app.web.limiter.check(Bucket::App, Key::address(client_ip(&req)))?;
    let said = body.into_inner();
    let scopes: Scopes = match said.scopes.trim() {
        "" => Scopes::fallback(),
        scopes => scopes.parse().map_err(|error| refused("scopes", "ERR_INVALID", error))?,
    };
    let (stall, redirect_uris) = (caller.stall.name, said.redirect_uris.into_vec().join("\n"));
    let (name, website) = (said.client_name, said.website);
    let registered = caller.app.db.write(move |c| {
        let (name, website, redirect_uris) = (&name, &website, &redirect_uris);
        application::Application::register(c, NewApplication { stall, name, website, redirect_uris, scopes: &scopes })
    });
    let (application, secret) = registered.await.map_err(|error| match error {
        RegistrationError::Database(error) => error.into(),
        RegistrationError::NameMissing => refused("name", "ERR_BLANK", error),
        RegistrationError::NameTooLong => refused("name", "ERR_TOO_LONG", error),
        RegistrationError::Website => refused("website", "ERR_INVALID", error),
        RegistrationError::RedirectMissing => refused("redirect_uri", "ERR_BLANK", error),
        RegistrationError::TooManyRedirects | RegistrationError::Redirect(_) => {
            refused("redirect_uri", "ERR_INVALID", error)
        }
    })?;
    Ok(Json(CredentialApplication::new(&application, secret, &caller.app.vapid)))
}

fn refused(field: &str, code: &str, error: impl std::fmt::Display) -> Error {
    Error::unprocessable(format!("Validation failed: {error}")).with(field, code, error.to_string())
}

/// The program that the token was made for.
async fn show(caller: Caller) -> Result<Json<Application>> {
    let token = caller.bearer.as_ref().map(|bearer| bearer.token.clone()).ok_or_else(Error::unauthorized)?;
    let id = token.application_id;
    let found = caller.app.db.read(move |c| match id {
        Some(id) => application::Application::find(c, id),
        None => Ok(None),
    });
    let vapid = &caller.app.vapid;
    Ok(Json(match found.await? {
        Some(found) => Application::of(&found, vapid),
        // A token that was made on the command line belongs to no program: it is shown as one of its own.
        None => Application::of_token(&token, vapid),
    }))
}
