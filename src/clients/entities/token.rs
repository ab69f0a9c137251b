//! Access tokens, told this once.

use host::social::access_token::AccessToken;
use host::social::secret::Secret;
use serde::Serialize;
use utoipa::ToSchema;

/// A token (RFC 6749 §5.1).
#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct Token {
    /// The token.
    access_token: String,
    /// How it is shown: `Bearer`.
    token_type: &'static str,
    /// What it allows.
    scope: String,
    /// When it was made, in seconds since 1970.
    created_at: i64,
}

impl Token {
    /// Of a token and its secret.
    pub(crate) fn new(token: &AccessToken, secret: Secret) -> Self {
        Self {
            access_token: secret.into(),
            token_type: "Bearer",
            scope: token.scopes.to_string(),
            created_at: token.created_at.and_utc().timestamp(),
        }
    }
}
