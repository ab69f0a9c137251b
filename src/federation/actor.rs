//! Actors between the wire and the spine.
//!
//! [`to_wire`] writes a local actor. [`Profile::from_wire`] reads a remote one without touching the database, strict in
//! origin: whatever it names must be at its own server, or it is left out.

mod incoming;
mod outgoing;
pub(crate) mod record;
#[cfg(test)]
mod tests;

pub use incoming::{Profile, Reason};
pub use outgoing::{RFC9421_CAPABILITY, to_wire, tombstone};
