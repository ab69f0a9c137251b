//! What every stall has, whatever it shows: profiles, threads, likes and boosts, follows, notifications, search, settings
//! of an actor, files, and the addresses that other servers ask for. A module adds its own pages to these and writes none
//! of them again.
//!
//! It works on actors and objects as `social` knows them, and knows no module.

mod activity;
mod here;
mod pages;

use actix_web::web::{ServiceConfig, scope};

/// The addresses that every stall has. They are asked after those of the stall's module.
pub fn routes(config: &mut ServiceConfig) {
    config.service(
        scope("").guard(host::web::on_any_stall()).configure(activity::routes).configure(pages::routes),
    );
}
