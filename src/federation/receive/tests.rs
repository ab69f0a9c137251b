#![expect(clippy::unwrap_used, reason = "tests")]

mod answers;
mod deeds;
pub(crate) mod objects;
mod quotes;
