//! The glue between actix, tera and the nouns: hosts, sessions, forms, negotiation, rendering, themes, translations,
//! uploads, rate limits, errors. A handler is written with what this crate exports:
//!
//! ```ignore
//! async fn show(visit: Visit, path: Path<(String, ObjectId)>) -> web::Result<HttpResponse> {
//!     let post = visit.state.db.read(move |c| Post::get(c, path.1)).await?;
//!     visit.render("post/show.html", &Show { post: &post })
//! }
//! ```
//!
//! It knows the web framework and no page, no module and no other server.

pub mod asset;
pub mod card;
pub mod config;
mod cookie;
pub mod csrf;
pub mod csv;
pub mod error;
pub mod feed;
pub mod file;
pub mod form;
mod gate;
pub mod headers;
pub mod library;
pub mod limit;
pub mod locale;
pub mod member;
pub mod moment;
pub mod negotiate;
pub mod network;
pub mod notice;
pub mod number;
pub mod page;
pub mod preference;
pub mod qr;
pub mod redirect;
mod refusal;
pub mod server;
pub mod server_key;
pub mod session;
pub mod site;
pub mod state;
mod template;
#[cfg(test)]
mod testing;
pub mod theme;
pub mod tls;
mod visit;
pub mod zone;

pub use config::ServerConfig;
pub use error::{Error, FieldErrors, Result};
pub use form::{Form, Upload};
pub use gate::{RequestId, gate};
pub use limit::{Bucket, Key, Left, Limiter, LimitsConfig};
pub use locale::{Locale, Message};
pub use member::Member;
pub use negotiate::{activity_response, tombstone_response, wants_activity, wants_json};
pub use network::client_ip;
pub use server::{app, bind};
pub use server_key::ServerKey;
pub use site::{Look, NavItem, Needs, Site, SubPage, on, on_any_stall};
pub use state::{Club, Parts, State, Tiles};
pub use theme::Themes;
pub use tls::{Certified, TlsError};
pub use visit::{MemberVisit, Reader, Visit};
pub use zone::Zone;
