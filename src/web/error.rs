//! What a handler answers when it cannot do what was asked.
//!
//! Three kinds of errors: the nouns of `social` give `diesel::QueryResult` or a small enum of their own; `federation` has
//! its enum by which it decides to retry; handlers give this one. Handlers build it with the constructors, the gate renders
//! it as a page or, for whoever asks for JSON, as a problem (RFC 9457, FEP-c180).
//!
//! What may not be seen answers exactly like what does not exist: [`Error::forbidden`] and [`Error::not_found`] differ in
//! the log only.

use std::fmt;
use std::time::Duration;

use actix_web::http::{StatusCode, header};
use actix_web::{HttpResponse, ResponseError};
use diesel::result::{DatabaseErrorInformation, DatabaseErrorKind};
use serde::Serialize;

use crate::locale::Message;

/// What a handler gives.
pub type Result<T, E = Error> = std::result::Result<T, E>;

/// Why a request is refused.
#[derive(Debug)]
#[non_exhaustive]
pub enum Error {
    /// It does not exist, or the reader may not know that it does.
    NotFound {
        /// For the log.
        reason: &'static str,
    },
    /// It needs somebody who is logged in.
    LogInNeeded,
    /// What was sent does not hold: 422, with a message for each field.
    Invalid(FieldErrors),
    /// The request makes no sense: 400.
    Bad(Message),
    /// It must be signed and is not, or the signature does not hold: 401, with the problem (RFC 9457, JSON) that says which.
    /// Whoever sent it may sign in another way.
    Unsigned(String),
    /// The form was not made by us for this reader, or too long ago: 403.
    Forged,
    /// It existed once: 410.
    Gone,
    /// The state of things does not allow it: 409.
    Conflict(Message),
    /// The method is not known here: 405.
    Method,
    /// More than we take: 413.
    TooLarge,
    /// In a format that we do not take: 415.
    Format,
    /// Too often: 429.
    TooMany {
        /// When it may be tried again.
        retry_after: Duration,
    },
    /// The host is not one of ours: 421.
    Misdirected,
    /// For the moment we cannot: 503.
    Unavailable {
        /// When it may be tried again.
        retry_after: Duration,
    },
    /// Our fault: 500. The text goes to the log, never to the reader.
    Internal(String),
}

impl Error {
    /// It does not exist. Say what, for the log: `Error::not_found("post")`.
    pub fn not_found(what: &'static str) -> Self {
        Self::NotFound { reason: what }
    }

    /// The reader may not. Answers exactly as if it did not exist.
    pub fn forbidden(why: &'static str) -> Self {
        Self::NotFound { reason: why }
    }

    /// A field of a form is wrong; `message` is the key of what is said beside it.
    pub fn invalid(field: impl Into<String>, message: impl Into<Message>) -> Self {
        Self::Invalid(FieldErrors::one(field, message))
    }

    /// The request makes no sense.
    pub fn bad(message: impl Into<Message>) -> Self {
        Self::Bad(message.into())
    }

    /// Too often.
    pub fn too_many(retry_after: Duration) -> Self {
        Self::TooMany { retry_after }
    }

    /// It existed once.
    pub fn gone() -> Self {
        Self::Gone
    }

    /// Our fault; what is given goes to the log.
    pub fn internal(cause: impl fmt::Display) -> Self {
        Self::Internal(cause.to_string())
    }

    /// The stem of the messages that say it: `error-not-found` with `-title` and `-text`.
    pub(crate) fn key(&self) -> &'static str {
        match self {
            Self::NotFound { .. } => "error-not-found",
            Self::LogInNeeded => "error-log-in",
            Self::Invalid(_) => "error-invalid",
            Self::Bad(_) => "error-bad",
            Self::Unsigned(_) => "error-unsigned",
            Self::Forged => "error-forged",
            Self::Gone => "error-gone",
            Self::Conflict(_) => "error-conflict",
            Self::Method => "error-method",
            Self::TooLarge => "error-too-large",
            Self::Format => "error-format",
            Self::TooMany { .. } => "error-too-many",
            Self::Misdirected => "error-misdirected",
            Self::Unavailable { .. } => "error-unavailable",
            Self::Internal(_) => "error-internal",
        }
    }

    /// What only this occurrence has to say.
    pub(crate) fn detail(&self) -> Option<&Message> {
        match self {
            Self::Bad(message) | Self::Conflict(message) => Some(message),
            _ => None,
        }
    }

    /// An error of the framework (a path or a query that does not parse, an unknown method) as one of ours.
    pub(crate) fn from_status(status: StatusCode) -> Option<Self> {
        Some(match status {
            StatusCode::BAD_REQUEST => Self::bad("error-bad-text"),
            // A path that does not parse names nothing.
            StatusCode::NOT_FOUND => Self::not_found("route"),
            StatusCode::METHOD_NOT_ALLOWED => Self::Method,
            StatusCode::PAYLOAD_TOO_LARGE => Self::TooLarge,
            StatusCode::UNSUPPORTED_MEDIA_TYPE => Self::Format,
            StatusCode::INTERNAL_SERVER_ERROR => Self::internal("the framework failed"),
            _ => return None,
        })
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotFound { reason } => write!(f, "not found: {reason}"),
            Self::Invalid(errors) => write!(f, "invalid: {errors}"),
            Self::Bad(message) | Self::Conflict(message) => write!(f, "{}: {}", self.key(), message.key),
            Self::Internal(cause) => write!(f, "internal: {cause}"),
            _ => f.write_str(self.key()),
        }
    }
}

impl std::error::Error for Error {}

impl ResponseError for Error {
    fn status_code(&self) -> StatusCode {
        match self {
            Self::NotFound { .. } => StatusCode::NOT_FOUND,
            Self::LogInNeeded => StatusCode::UNAUTHORIZED,
            Self::Invalid(_) => StatusCode::UNPROCESSABLE_ENTITY,
            Self::Bad(_) => StatusCode::BAD_REQUEST,
            Self::Unsigned(_) => StatusCode::UNAUTHORIZED,
            Self::Forged => StatusCode::FORBIDDEN,
            Self::Gone => StatusCode::GONE,
            Self::Conflict(_) => StatusCode::CONFLICT,
            Self::Method => StatusCode::METHOD_NOT_ALLOWED,
            Self::TooLarge => StatusCode::PAYLOAD_TOO_LARGE,
            Self::Format => StatusCode::UNSUPPORTED_MEDIA_TYPE,
            Self::TooMany { .. } => StatusCode::TOO_MANY_REQUESTS,
            Self::Misdirected => StatusCode::MISDIRECTED_REQUEST,
            Self::Unavailable { .. } => StatusCode::SERVICE_UNAVAILABLE,
            Self::Internal(_) => StatusCode::INTERNAL_SERVER_ERROR,
        }
    }

    /// The bare answer, without a page: the gate, which knows the reader, puts one in.
    fn error_response(&self) -> HttpResponse {
        let mut response = HttpResponse::build(self.status_code());
        if let Self::TooMany { retry_after } | Self::Unavailable { retry_after } = self {
            response.insert_header((header::RETRY_AFTER, seconds(*retry_after)));
        }
        response.finish()
    }
}

/// Whole seconds, rounded up: a reader who comes back after them is not refused again.
fn seconds(duration: Duration) -> u64 {
    duration.as_secs() + u64::from(duration.subsec_nanos() > 0)
}

impl From<diesel::result::Error> for Error {
    fn from(error: diesel::result::Error) -> Self {
        match error {
            diesel::result::Error::NotFound => Self::not_found("row"),
            diesel::result::Error::DatabaseError(DatabaseErrorKind::UniqueViolation, details) => {
                Self::invalid(constrained_column(&*details), "form-taken")
            }
            error => Self::internal(error),
        }
    }
}

/// The column that must be unique and would not be. SQLite names it in the message (`UNIQUE constraint failed:
/// accounts.email`), PostgreSQL only in the constraint (`accounts_email_key`).
fn constrained_column(details: &(dyn DatabaseErrorInformation + Send + Sync)) -> String {
    if let Some((_, columns)) = details.message().split_once("UNIQUE constraint failed: ") {
        let last = columns.rsplit(", ").next().unwrap_or(columns);
        return last.rsplit('.').next().unwrap_or(last).to_owned();
    }
    let constraint = details.constraint_name().unwrap_or_default();
    let table = details.table_name().unwrap_or_default();
    let column = constraint.strip_prefix(table).unwrap_or(constraint).trim_start_matches('_');
    ["_key", "_unique", "_idx"].iter().find_map(|suffix| column.strip_suffix(suffix)).unwrap_or(column).to_owned()
}

/// What is wrong with a form: messages by field, in the order in which they were found.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
#[serde(transparent)]
pub struct FieldErrors(Vec<(String, Message)>);

impl FieldErrors {
    /// Nothing is wrong yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// One thing is wrong.
    pub fn one(field: impl Into<String>, message: impl Into<Message>) -> Self {
        let mut errors = Self::new();
        errors.add(field, message);
        errors
    }

    /// Something is wrong with a field; the field `""` stands for the form as a whole.
    pub fn add(&mut self, field: impl Into<String>, message: impl Into<Message>) {
        self.0.push((field.into(), message.into()));
    }

    /// Whether nothing is wrong.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// `Ok` when nothing is wrong.
    pub fn into_result(self) -> Result<()> {
        if self.is_empty() { Ok(()) } else { Err(Error::Invalid(self)) }
    }

    /// The messages with their fields.
    pub fn iter(&self) -> impl Iterator<Item = &(String, Message)> {
        self.0.iter()
    }
}

impl fmt::Display for FieldErrors {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (position, (field, message)) in self.0.iter().enumerate() {
            let comma = if position > 0 { ", " } else { "" };
            write!(f, "{comma}{field}: {}", message.key)?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests;
