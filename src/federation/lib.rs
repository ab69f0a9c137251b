//! Everything that leaves for other servers or comes from them: this crate alone signs, verifies, fetches and delivers.
//!
//! It knows the network and the cryptography of the fediverse; it does not know the web framework, nor any module.

pub mod actor;
pub mod address;
pub mod authenticate;
pub mod card;
pub mod client;
pub mod collection;
pub mod config;
pub mod key;
pub mod kind;
pub mod nodeinfo;
pub mod object;
pub mod signature;

pub use authenticate::Authentic;
pub use config::FederationConfig;
pub use kind::{Act, Claim, Handled, Kinds, ObjectKind};
