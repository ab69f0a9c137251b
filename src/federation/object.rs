//! Objects between the wire and the spine: what every object has, in both directions.
//!
//! [`to_wire`] writes a local object as Mastodon would, plus what its kind adds. [`Incoming::from_wire`] reads a remote one
//! without touching the database; [`record`](record::record) then writes it, once everything that it names was resolved.

mod addressing;
mod incoming;
mod outgoing;
pub(crate) mod record;
#[cfg(test)]
mod tests;

pub use addressing::Addressing;
pub use incoming::{Incoming, Reason};
pub(crate) use incoming::{emojis, picture};
pub(crate) use outgoing::emoji;
pub use outgoing::{create, quote_policy, to_wire, tombstone};
