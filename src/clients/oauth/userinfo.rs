//! Who the member is for whom a program acts, in the words of OpenID Connect (Core §5.3).

use actix_web::web::Json;
use serde::Serialize;
use utoipa::ToSchema;

use crate::caller::Me;
use crate::table::{Access, Table};

pub(super) fn routes(table: &mut Table) {
    table.get("/oauth/userinfo", Access::Member("profile"), show);
    table.post("/oauth/userinfo", Access::Member("profile"), show);
}

/// The member's claims.
#[derive(Debug, Serialize, ToSchema)]
struct UserInfo {
    /// Who speaks.
    iss: String,
    /// The actor's ActivityPub id.
    sub: String,
    /// Display name.
    name: String,
    /// The handle before its host.
    preferred_username: String,
    /// The actor's page.
    profile: String,
    /// The actor's picture.
    picture: String,
}

async fn show(me: Me) -> Json<UserInfo> {
    let account = me.view().account(&me.actor);
    Json(UserInfo {
        iss: me.stall.origin.url("/").to_string(),
        sub: me.actor.uri.clone(),
        name: account.display_name,
        preferred_username: account.username,
        profile: account.url,
        picture: account.avatar,
    })
}
