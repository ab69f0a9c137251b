//! The nouns that all stalls share, each with its row, its queries and its verbs in one file.
//!
//! A verb takes `&mut store::Conn` inside a transaction and writes what changes together with the
//! activity that tells of it. Who may see what is decided once, in [`visibility`].
//! This crate knows neither a request nor a socket: it compiles without the web framework.

pub mod access_token;
pub mod account;
pub mod activity;
pub mod actor;
pub mod announcement;
pub mod application;
pub mod audit;
pub mod authorization;
pub mod block;
pub mod bookmark;
pub mod boost;
pub mod card;
pub mod challenge;
pub mod conversation;
pub mod correspondence;
pub mod directory;
pub mod domain;
pub mod edit;
pub mod email;
pub mod emoji;
pub mod endorsement;
pub mod export;
pub mod familiar;
pub mod filter;
#[cfg(test)]
mod fixture;
pub mod follow;
pub mod follower;
pub mod import;
pub mod inbox;
pub mod invite;
pub mod key;
pub mod language;
pub mod list;
pub mod live;
pub mod mail;
pub mod marker;
pub mod markup;
pub mod media;
pub mod mention;
pub mod mute;
pub mod note;
pub mod notification;
pub mod object;
pub mod outbox;
pub mod parcel;
pub mod password;
pub mod pin;
pub mod poll;
pub mod preview;
pub mod push_subscription;
pub mod quote;
pub mod range;
pub mod reaction;
pub mod recovery;
pub mod relationship;
pub mod report;
pub mod rule;
pub mod schema;
pub mod scope;
pub mod search;
pub mod secret;
pub mod session;
pub mod setting;
pub mod suggestion;
pub mod tag;
pub mod text;
pub mod ticket;
pub mod timeline;
pub mod token;
pub mod totp;
pub mod trend;
pub mod visibility;
