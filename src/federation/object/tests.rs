#![expect(clippy::unwrap_used, clippy::panic, reason = "tests")]

mod incoming;
mod outgoing;
mod payloads;
mod recorded;
