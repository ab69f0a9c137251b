//! What every stall has, whatever it shows: profiles, threads, likes and boosts, follows, notifications, search, settings
//! of an actor, files, and the addresses that other servers ask for. A module adds its own pages to these and writes none
//! of them again.
//!
//! It works on actors and objects as `social` knows them, and knows no module.

mod activity;
mod here;
mod pages;

use actix_web::web::ServiceConfig;

/// The addresses that every stall has. They are asked after those of the stall's module.
pub fn routes(config: &mut ServiceConfig) {
    activity::routes(config);
    pages::routes(config);
}
