//! What the program does, as those meet it who use it: one module for each behaviour.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test that cannot go on has failed"
)]

mod accounts;
mod addresses;
mod albums;
mod api_document;
mod calendars;
mod cli;
mod clients;
mod crash;
mod drafts;
mod editing;
mod filters;
mod funkwhale;
mod groups;
mod import;
mod in_a_browser;
mod modules;
mod music;
mod oauth;
mod participation;
mod photos;
mod photos_import;
mod places;
mod podcasts;
mod push;
mod relations;
mod scopes;
mod scrobbling;
mod showing;
mod stories;
mod streaming;
mod tidy;
mod two_servers;
