//! Everything that leaves for other servers or comes from them: this crate alone signs, verifies, fetches and delivers.
//!
//! It knows the network and the cryptography of the fediverse; it does not know the web framework, nor any module.

pub mod address;
pub mod client;
pub mod config;
pub mod key;
pub mod signature;
