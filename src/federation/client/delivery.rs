//! What became of a delivery.

use std::time::Duration;

use http::StatusCode;

use super::error::FetchError;
use crate::signature::Scheme;

/// A delivery that was accepted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Delivered {
    /// What the server answered: a success.
    pub status: StatusCode,
    /// How the accepted request was signed.
    pub scheme: Scheme,
}

/// Why a delivery did not arrive, and thereby what to do with it.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum DeliveryError {
    /// The server is there, but not now.
    #[error("the server answers {status}: {words}")]
    RetryLater {
        /// What it answered.
        status: StatusCode,
        /// How long it asks to be left alone; not to be trusted with more than days.
        retry_after: Option<Duration>,
        /// The beginning of its own words.
        words: String,
    },
    /// The inbox does not exist: 404 or 410.
    #[error("the server answers {status}: there is no such inbox")]
    Gone {
        /// What it answered.
        status: StatusCode,
    },
    /// The server will never take this.
    #[error("the server answers {status}: {words}")]
    Refused {
        /// What it answered.
        status: StatusCode,
        /// The beginning of its own words.
        words: String,
    },
    /// There was no answer, and there may be one later.
    #[error(transparent)]
    Unreachable(FetchError),
    /// There will never be an answer: the address is forbidden, or the request cannot be made.
    #[error(transparent)]
    Impossible(FetchError),
}

impl DeliveryError {
    /// Whether this delivery is to be given up.
    #[must_use]
    pub fn is_final(&self) -> bool {
        match self {
            Self::RetryLater { .. } | Self::Unreachable(_) => false,
            Self::Gone { .. } | Self::Refused { .. } | Self::Impossible(_) => true,
        }
    }

    /// How long the server asks to be left alone.
    #[must_use]
    pub fn retry_after(&self) -> Option<Duration> {
        match self {
            Self::RetryLater { retry_after, .. } => *retry_after,
            _ => None,
        }
    }

    /// What the server answered, where it did.
    #[must_use]
    pub fn status(&self) -> Option<StatusCode> {
        match self {
            Self::RetryLater { status, .. } | Self::Gone { status } | Self::Refused { status, .. } => Some(*status),
            Self::Unreachable(_) | Self::Impossible(_) => None,
        }
    }
}

impl From<FetchError> for DeliveryError {
    fn from(error: FetchError) -> Self {
        if error.is_temporary() { Self::Unreachable(error) } else { Self::Impossible(error) }
    }
}
