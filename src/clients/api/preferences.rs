//! How the member likes to write and to read.

use actix_web::web::Json;
use host::social::quote::QuotePolicy;
use host::social::visibility::Visibility;

use crate::caller::Me;
use crate::entities::{Preferences, visibility_name};
use crate::error::Result;
use crate::table::{Access, Table};

pub(crate) fn routes(table: &mut Table) {
    table.get("/api/v1/preferences", Access::Member("read:accounts"), show);
}

async fn show(me: Me) -> Result<Json<Preferences>> {
    let defaults = &me.actor.settings.0;
    Ok(Json(Preferences {
        visibility: visibility_name(defaults.visibility.unwrap_or(Visibility::Public)),
        sensitive: defaults.sensitive,
        language: defaults.language.clone(),
        quote_policy: defaults.quotes.unwrap_or(QuotePolicy::Public).as_str(),
        expand_media: "default",
        expand_spoilers: false,
        autoplay_gifs: false,
    }))
}
