//! What the tests stand on: the program as a process of its own, a browser without scripts, and a server of other people's.
//!
//! The tests themselves are in `suite/`, one module for each behaviour.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test that cannot go on has failed"
)]

pub mod browser;
pub mod clients;
pub mod feed_site;
pub mod funkwhale;
pub mod maloja;
pub mod mobilizon;
pub mod node;
pub mod page;
pub mod peer;
pub mod postbox;
pub mod program;
pub mod push_service;
pub mod server;
pub mod stream;
pub mod toy;
pub mod tree;
pub mod wait;

pub use browser::Browser;
pub use feed_site::FeedSite;
pub use maloja::Maloja;
pub use page::Page;
pub use peer::Peer;
pub use postbox::Postbox;
pub use program::Program;
pub use push_service::PushService;
pub use server::{Options, Server};
pub use wait::eventually;
