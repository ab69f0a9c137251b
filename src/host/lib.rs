//! What a module sees: how it describes itself ([`Module`], [`Manifest`], [`ObjectKind`]), what it is given ([`App`]),
//! and the layers below, so that a module depends on this crate alone.
//!
//! It knows every layer and no module: the list of modules comes from `main`.

pub mod app;
pub mod attachment;
pub mod bundle;
pub mod cache;
pub mod collection;
pub mod command_line;
pub mod config;
pub mod demonstration;
pub mod description;
pub mod development;
pub mod draft;
pub mod due;
pub mod editor;
pub mod figures;
pub mod focal_point;
pub mod group;
pub mod housekeeping;
mod idempotency;
pub mod language;
pub mod letter;
pub mod location;
pub mod mail;
pub mod membership;
pub mod moderation;
pub mod module;
mod participation;
pub mod pass;
pub mod profile;
pub mod prose;
pub mod registration;
pub mod saying;
pub mod show;
pub mod sign_up;
pub mod signatory;
pub mod statement;
pub mod story;
pub mod teaser;
#[cfg(feature = "testing")]
pub mod testing;
pub mod tiles;
pub mod upload;

#[cfg(test)]
mod tests;

pub use app::{App, StartError};
pub use attachment::Attachments;
pub use config::{Config, ConfigError};
pub use federation::{Claim, Deed, Handled, Kinds, ObjectKind};
pub use module::{Composer, Embeddable, Fact, Knob, Manifest, Module, Modules, ProfileLink, ProfileNote};
pub use show::Show;
pub use statement::{Statement, StatementError};
pub use teaser::Teaser;
pub use {federation, social, store, vocab, web};
