//! What a program needs to know before it offers a form for photos, as Pixelfed tells it.

use actix_web::web::Json;
use host::social::media::MAX_DESCRIPTION;
use host::social::visibility::Visibility;

use crate::caller::Me;
use crate::entities::{ComposeSettings, visibility_name};
use crate::error::Result;
use crate::table::{Access, Table};

/// The number of the licence that is none, as Pixelfed counts them.
const ALL_RIGHTS_RESERVED: u8 = 1;

pub(crate) fn routes(table: &mut Table) {
    table.get("/api/v1.1/compose/settings", Access::Member("read:accounts"), settings);
}

async fn settings(me: Me) -> Result<Json<ComposeSettings>> {
    let (limits, pictures) = (&me.app.config.limits, me.app.pictures(me.stall.name));
    let largest = u64::try_from(pictures.max_bytes()).unwrap_or(u64::MAX).min(limits.upload_bytes);
    Ok(Json(ComposeSettings {
        allowed_media_types: crate::entities::PICTURES.to_vec(),
        max_caption_length: limits.post_characters,
        default_license: ALL_RIGHTS_RESERVED,
        media_descriptions: false,
        max_file_size: largest / 1000,
        max_media_attachments: limits.post_media,
        max_altext_length: MAX_DESCRIPTION,
        default_scope: visibility_name(me.actor.settings.0.visibility.unwrap_or(Visibility::Public)),
    }))
}
