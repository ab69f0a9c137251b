//! ActivityStreams on the wire: typed, tolerant, pure.
//!
//! [`Entity::parse`] turns bytes from anywhere into a typed document or a reason; `to_json` turns a typed document into what
//! the strictest reader takes. In between nothing is lost: keys without a field stay in `extra`.
//! Knows no network, no database and no web framework, and believes nothing: whose a document is, is decided elsewhere.

mod activity;
mod actor;
mod attachment;
mod collection;
mod context;
mod entity;
mod event;
mod host_meta;
mod image;
mod iri;
mod jrd;
mod key;
mod limits;
mod link;
mod many;
pub mod mime;
mod music;
mod nodeinfo;
mod object;
mod parse;
mod place;
mod policy;
mod poll;
mod problem;
mod reference;
mod story;
mod tag;
mod text;
mod time;
mod wire;

pub use activity::{Activity, ActivityType};
pub use actor::{Actor, Endpoints, Software};
pub use attachment::Attachment;
pub use collection::Collection;
pub use entity::Entity;
pub use event::Event;
pub use host_meta::HostMeta;
pub use image::{FocalPoint, Image};
pub use iri::Iri;
pub use jrd::{Jrd, JrdLink};
pub use key::{Multikey, PublicKey};
pub use link::Link;
pub use many::Many;
pub use music::{ArtistCredit, Music};
pub use nodeinfo::{Metadata, NodeInfo, NodeInfoIndex, NodeInfoLink, NodeServices, NodeSoftware, NodeUsage, NodeUsers};
pub use object::Object;
pub use parse::{MAX_BYTES, MAX_DEPTH, Malformed};
pub use place::{Address, Place, PostalAddress};
pub use policy::{Approval, InteractionPolicy};
pub use poll::PollOption;
pub use problem::{Problem, ProblemType};
pub use reference::{Identified, Ref};
pub use story::{Bear, NoBear, Story};
pub use tag::Tag;
pub use text::{Source, Term};
pub use time::{parse_time, whole_seconds};
pub use wire::{LanguageMap, Wire};

#[cfg(test)]
mod tests;
