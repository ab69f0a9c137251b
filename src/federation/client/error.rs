//! Why a request to another server came to nothing.

use std::error::Error;
use std::time::Duration;

use http::StatusCode;

use super::resolver::Forbidden;
use crate::signature::SignError;

/// Why a document was not fetched.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum FetchError {
    /// The administrator switched federation off.
    #[error("federation is switched off")]
    Disabled,
    /// The address is one that is never contacted.
    #[error("{0}")]
    Forbidden(String),
    /// No connection, or one that broke.
    #[error("the server cannot be reached: {0}")]
    Unreachable(String),
    /// No complete answer in time.
    #[error("no complete answer within {} seconds", .0.as_secs_f32())]
    Deadline(Duration),
    /// The server sends us on and on.
    #[error("more than {0} redirects")]
    TooManyRedirects(usize),
    /// 404 or 410: there is no such document, or no longer.
    #[error("the server answers {0}")]
    Gone(StatusCode),
    /// Any other answer that is no success.
    #[error("the server answers {status}")]
    Status {
        /// What it answers.
        status: StatusCode,
        /// How long it asks to be left alone.
        retry_after: Option<Duration>,
    },
    /// The document is of another type than what was asked for.
    #[error("the server answers with a document of type “{0}”")]
    ContentType(String),
    /// The document is longer than what is read.
    #[error("the document is longer than {0} bytes")]
    TooLong(usize),
    /// The request could not be signed.
    #[error(transparent)]
    Signing(#[from] SignError),
}

impl FetchError {
    /// Whether the same request may succeed later.
    #[must_use]
    pub fn is_temporary(&self) -> bool {
        match self {
            Self::Disabled | Self::Unreachable(_) | Self::Deadline(_) => true,
            Self::Status { status, .. } => is_temporary(*status),
            Self::Forbidden(_)
            | Self::TooManyRedirects(_)
            | Self::Gone(_)
            | Self::ContentType(_)
            | Self::TooLong(_)
            | Self::Signing(_) => false,
        }
    }
}

/// Whether a server that answers so may answer otherwise later. 401 is among them because it is also what a server says
/// that could not fetch our key just now.
pub(super) fn is_temporary(status: StatusCode) -> bool {
    match status {
        StatusCode::UNAUTHORIZED
        | StatusCode::REQUEST_TIMEOUT
        | StatusCode::TOO_EARLY
        | StatusCode::TOO_MANY_REQUESTS => true,
        StatusCode::NOT_IMPLEMENTED => false,
        other => other.is_server_error(),
    }
}

impl From<reqwest::Error> for FetchError {
    fn from(error: reqwest::Error) -> Self {
        let mut cause: &dyn Error = &error;
        loop {
            if let Some(forbidden) = cause.downcast_ref::<Forbidden>() {
                return Self::Forbidden(forbidden.to_string());
            }
            match cause.source() {
                Some(source) => cause = source,
                // The innermost cause says most: “connection refused”, “certificate expired”.
                None => return Self::Unreachable(cause.to_string()),
            }
        }
    }
}
