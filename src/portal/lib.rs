//! The square: the club's own pages. Welcome, sign-up, the one log-in, a member's settings, administration, the journal.
//!
//! It knows the nouns and the web, and no module: what it says of a stall stands in that module's manifest.

mod archive;
mod button;
mod import;
mod jobs;
mod pages;
mod paging;
mod query;
mod staff;
#[cfg(test)]
mod tests;

pub use jobs::jobs;
pub use pages::routes;
