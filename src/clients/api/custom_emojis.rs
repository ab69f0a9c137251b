//! The club's own emoji.

use actix_web::web::Json;
use host::social::emoji::Emoji;

use crate::caller::Caller;
use crate::entities::CustomEmoji;
use crate::error::Result;
use crate::table::{Access, Table};

pub(crate) fn routes(table: &mut Table) {
    table.get("/api/v1/custom_emojis", Access::Public, index);
}

/// Those that are offered, by code.
async fn index(caller: Caller) -> Result<Json<Vec<CustomEmoji>>> {
    let emojis = caller.app.db.read(Emoji::all_local).await?;
    let (view, offered) = (caller.view(), emojis.iter().filter(|emoji| !emoji.disabled));
    Ok(Json(offered.filter_map(|emoji| view.custom_emoji(emoji)).collect()))
}
