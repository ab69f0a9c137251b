//! Applications: programs that act for members.

use host::federation::push::Vapid;
use host::social::access_token::AccessToken;
use host::social::application;
use host::social::scope::Scopes;
use host::social::secret::Secret;
use serde::Serialize;
use utoipa::ToSchema;

/// A program.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct Application {
    /// Its number here.
    id: String,
    /// What it is called.
    name: String,
    /// Its website.
    website: Option<String>,
    /// The most that it may ask for.
    scopes: Vec<String>,
    /// Where codes may be sent.
    redirect_uris: Vec<String>,
    /// The same, a line each; older programs read this.
    redirect_uri: String,
    /// The key that push messages are signed with; older programs read it here.
    vapid_key: String,
}

impl Application {
    /// Of a program that registered.
    pub(crate) fn of(application: &application::Application, vapid: &Vapid) -> Self {
        let redirect_uris: Vec<String> = application.redirect_uris().map(ToOwned::to_owned).collect();
        Self {
            id: application.id.to_string(),
            name: application.name.clone(),
            website: application.website.clone(),
            scopes: names(&application.scopes),
            redirect_uri: redirect_uris.join("\n"),
            redirect_uris,
            vapid_key: vapid.public_key().to_owned(),
        }
    }

    /// Of a token that no program asked for.
    pub(crate) fn of_token(token: &AccessToken, vapid: &Vapid) -> Self {
        Self {
            id: token.id.to_string(),
            name: token.name.clone(),
            website: None,
            scopes: names(&token.scopes),
            redirect_uris: Vec::new(),
            redirect_uri: String::new(),
            vapid_key: vapid.public_key().to_owned(),
        }
    }
}

fn names(scopes: &Scopes) -> Vec<String> {
    scopes.iter().map(ToOwned::to_owned).collect()
}

/// A program that has just registered, with what it proves itself with.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct CredentialApplication {
    #[serde(flatten)]
    application: Application,
    /// What it names itself by.
    client_id: String,
    /// What it proves itself with; it is not told again.
    client_secret: String,
    /// When the secret ends: never.
    client_secret_expires_at: i64,
}

impl CredentialApplication {
    /// Of a program and its secret.
    pub(crate) fn new(application: &application::Application, secret: Secret, vapid: &Vapid) -> Self {
        Self {
            application: Application::of(application, vapid),
            client_id: application.client_id.clone(),
            client_secret: secret.into(),
            client_secret_expires_at: 0,
        }
    }
}
