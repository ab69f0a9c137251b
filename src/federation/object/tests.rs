#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic, reason = "tests")]

mod incoming;
mod occasions;
mod outgoing;
mod payloads;
mod recorded;
