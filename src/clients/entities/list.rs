//! A list of some of those whom the caller follows.

use host::social::list;
use serde::Serialize;
use utoipa::ToSchema;

/// A list of some of those whom the caller follows.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct List {
    /// Its number.
    pub(crate) id: String,
    /// What it is called.
    pub(crate) title: String,
    /// Which answers it shows: `followed`, `list` or `none`.
    pub(crate) replies_policy: &'static str,
    /// Whether the home timeline is without its members.
    pub(crate) exclusive: bool,
}

impl From<&list::List> for List {
    fn from(list: &list::List) -> Self {
        Self {
            id: list.id.to_string(),
            title: list.title.clone(),
            replies_policy: list.replies_policy.as_str(),
            exclusive: list.exclusive,
        }
    }
}
