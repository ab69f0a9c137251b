//! Other people's programs: the Mastodon client API, at every stall, acting as the member's actor there.
//!
//! It is an adapter. Rules, rows and queries are those of `social`; what is here gives them the names and shapes that clients
//! know. Every route stands in one [`table`] beside what it needs, and the document that describes the API ([`document`]) is
//! made from that table and from the types of the handlers.

mod api;
mod body;
mod caller;
mod cors;
pub mod document;
mod entities;
mod error;
mod oauth;
mod paging;
mod path;
mod push;
pub mod streaming;
pub mod table;
#[cfg(test)]
mod tests;

use actix_web::HttpResponse;
use actix_web::middleware::from_fn;
use actix_web::web::{self, ServiceConfig};

use host::App;
use host::store::jobs::Runner;
use table::Table;

/// The addresses that clients ask for, at every stall.
pub fn routes(config: &mut ServiceConfig) {
    table().mount(config);
    oauth::pages(config);
    config.service(web::resource("/api/{rest:.*}").route(web::route().to(missing)).wrap(from_fn(cors::allow)));
}

/// Tells the runner of what is done for clients while nobody waits.
pub fn jobs(runner: Runner<App>) -> Runner<App> {
    push::register(runner)
}

/// Every route, with what it needs.
pub fn table() -> Table {
    let mut table = Table::default();
    api::routes(&mut table);
    streaming::routes(&mut table);
    oauth::routes(&mut table);
    table
}

/// What is no part of the API.
async fn missing() -> error::Result<HttpResponse> {
    Err(error::Error::not_found())
}
