#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic, reason = "tests")]

mod answers;
mod deeds;
mod members;
pub(crate) mod objects;
mod participation;
mod quotes;
mod sets;
