//! The conversation around a status.

use serde::Serialize;
use utoipa::ToSchema;

use super::Status;

/// What leads to a status and what answers it (`Context`).
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Context {
    /// From the beginning down to what it answers.
    pub(crate) ancestors: Vec<Status>,
    /// Answers, each below what it answers.
    pub(crate) descendants: Vec<Status>,
}
