//! Refusals in the shapes that clients of Mastodon read: a sentence under `error`, and for a form what is wrong with each field.

use std::collections::BTreeMap;
use std::fmt;
use std::time::Duration;

use actix_web::http::{StatusCode, header};
use actix_web::{HttpResponse, ResponseError};
use diesel::result::{DatabaseErrorKind, Error as DbError};
use host::StatementError;
use host::social::account::{self, Account};
use host::upload::UploadError;
use host::web;
use serde::Serialize;
use utoipa::ToSchema;

/// What a handler gives.
pub(crate) type Result<T, E = Error> = std::result::Result<T, E>;

/// Why a request is refused.
#[derive(Debug)]
pub(crate) struct Error {
    status: StatusCode,
    words: Refusal,
    retry_after: Option<Duration>,
    /// How the caller is to show who it is (RFC 9110 §11.6.1).
    challenge: Option<&'static str>,
}

/// The body of a refusal.
#[derive(Debug, Default, Serialize, ToSchema)]
pub(crate) struct Refusal {
    /// Why, in a sentence; of OAuth, the code of RFC 6749 §5.2.
    error: String,
    /// Of OAuth: the sentence.
    #[serde(skip_serializing_if = "Option::is_none")]
    error_description: Option<String>,
    /// What is wrong with each field.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    details: BTreeMap<String, Vec<Detail>>,
}

/// What is wrong with a field.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Detail {
    /// The code of what is wrong, such as `ERR_TAKEN`.
    error: String,
    /// The sentence.
    description: String,
}

impl Error {
    fn new(status: StatusCode, words: impl Into<String>) -> Self {
        let words = Refusal { error: words.into(), ..Refusal::default() };
        Self { status, words, retry_after: None, challenge: None }
    }

    /// It does not exist, or this caller may not know that it does.
    pub(crate) fn not_found() -> Self {
        Self::new(StatusCode::NOT_FOUND, "Record not found")
    }

    /// The request makes no sense.
    pub(crate) fn bad_request(words: impl Into<String>) -> Self {
        Self::new(StatusCode::BAD_REQUEST, words)
    }

    /// There is no token, or it is not good.
    pub(crate) fn unauthorized() -> Self {
        Self::new(StatusCode::UNAUTHORIZED, "The access token is invalid").challenge("Bearer error=\"invalid_token\"")
    }

    /// The token does not carry the scope.
    pub(crate) fn out_of_scope() -> Self {
        Self::forbidden("This action is outside the authorized scopes")
    }

    /// It must be a member who asks, and it is an app.
    pub(crate) fn member_needed() -> Self {
        Self::unprocessable("This method requires an authenticated user")
    }

    /// It is a member who asks, and their account may not log in, or not yet.
    pub(crate) fn login(account: &Account) -> Self {
        Self::forbidden(match account.may_log_in() {
            Err(account::Refusal::Unconfirmed) => "Your login is missing a confirmed e-mail address",
            Err(account::Refusal::Pending) => "Your login is currently pending approval",
            Err(account::Refusal::Suspended | account::Refusal::Deleted) | Ok(()) => "Your login is currently disabled",
        })
    }

    /// The caller may not.
    pub(crate) fn forbidden(words: impl Into<String>) -> Self {
        Self::new(StatusCode::FORBIDDEN, words)
    }

    /// The caller may not, and clients know why.
    pub(crate) fn not_allowed() -> Self {
        Self::forbidden("This action is not allowed")
    }

    /// What is asked cannot be done; `words` are a sentence.
    pub(crate) fn unprocessable(words: impl Into<String>) -> Self {
        Self::new(StatusCode::UNPROCESSABLE_ENTITY, words)
    }

    /// A field is wrong: `code` is one of Mastodon's, such as `ERR_BLANK`.
    pub(crate) fn invalid(field: &str, code: &str, words: impl Into<String>) -> Self {
        let words = words.into();
        Self::unprocessable(format!("Validation failed: {field} {words}")).with(field, code, words)
    }

    /// The same, with what is wrong with a further field.
    #[must_use]
    pub(crate) fn with(mut self, field: &str, code: &str, words: impl Into<String>) -> Self {
        let detail = Detail { error: code.to_owned(), description: words.into() };
        self.words.details.entry(field.to_owned()).or_default().push(detail);
        self
    }

    /// The same, with another status.
    #[must_use]
    pub(crate) fn status(self, status: StatusCode) -> Self {
        Self { status, ..self }
    }

    /// Not now: the server is about to end.
    pub(crate) fn unavailable() -> Self {
        Self::new(StatusCode::SERVICE_UNAVAILABLE, "This cannot be done at the moment")
    }

    /// The same, with how the caller is to show who it is.
    #[must_use]
    pub(crate) fn challenge(self, challenge: &'static str) -> Self {
        Self { challenge: Some(challenge), ..self }
    }

    /// It was changed meanwhile.
    pub(crate) fn conflict(words: impl Into<String>) -> Self {
        Self::new(StatusCode::CONFLICT, words)
    }

    /// An error of OAuth: its code (RFC 6749 §5.2) and a sentence.
    pub(crate) fn oauth(status: StatusCode, code: &str, sentence: impl Into<String>) -> Self {
        let mut error = Self::new(status, code);
        error.words.error_description = Some(sentence.into());
        error
    }

    /// Our fault; what is given goes to the log, never to the caller.
    pub(crate) fn internal(cause: impl fmt::Display) -> Self {
        tracing::error!(%cause, "a request of the client API failed");
        Self::new(StatusCode::INTERNAL_SERVER_ERROR, "Something went wrong on our end")
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.status, self.words.error)
    }
}

impl std::error::Error for Error {}

impl ResponseError for Error {
    fn status_code(&self) -> StatusCode {
        self.status
    }

    fn error_response(&self) -> HttpResponse {
        let mut response = HttpResponse::build(self.status);
        if let Some(wait) = self.retry_after {
            response.insert_header((header::RETRY_AFTER, wait.as_secs() + 1));
        }
        if let Some(challenge) = self.challenge {
            response.insert_header((header::WWW_AUTHENTICATE, challenge));
        }
        response.insert_header((header::CACHE_CONTROL, "private, no-store"));
        response.json(&self.words)
    }
}

impl From<DbError> for Error {
    fn from(error: DbError) -> Self {
        match error {
            DbError::NotFound => Self::not_found(),
            DbError::DatabaseError(DatabaseErrorKind::UniqueViolation, _) => {
                Self::unprocessable("Validation failed: this is taken already")
            }
            error => Self::internal(error),
        }
    }
}

impl From<web::Error> for Error {
    fn from(error: web::Error) -> Self {
        let status = error.status_code();
        match error {
            web::Error::NotFound { .. } | web::Error::Gone => Self::not_found(),
            web::Error::LogInNeeded => Self::unauthorized(),
            web::Error::Invalid(fields) => {
                fields.iter().fold(Self::unprocessable("Validation failed"), |all, (field, message)| {
                    all.with(field, "ERR_INVALID", message.key.clone())
                })
            }
            web::Error::TooLarge => Self::new(status, "This is larger than what is taken here"),
            web::Error::Format => Self::new(status, "This is in a format that is not taken here"),
            web::Error::TooMany { retry_after } => {
                Self { retry_after: Some(retry_after), ..Self::new(status, "Too many requests") }
            }
            web::Error::Unavailable { retry_after } => {
                Self { retry_after: Some(retry_after), ..Self::new(status, "This cannot be done at the moment") }
            }
            web::Error::Internal(cause) => Self::internal(cause),
            _ => Self::bad_request("The request makes no sense"),
        }
    }
}

impl From<StatementError> for Error {
    fn from(error: StatementError) -> Self {
        match error {
            StatementError::Database(error) => error.into(),
            StatementError::Reference => Self::not_found(),
            error => Self::unprocessable(format!("Validation failed: {error}")),
        }
    }
}

impl From<UploadError> for Error {
    fn from(error: UploadError) -> Self {
        match error {
            UploadError::Database(error) => error.into(),
            UploadError::Store(error) => Self::internal(error),
            UploadError::Media(refused) => Self::invalid("file", "ERR_INVALID", refused.to_string()),
        }
    }
}
