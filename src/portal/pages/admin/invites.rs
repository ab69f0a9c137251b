//! Everybody's invitations.

use actix_web::HttpResponse;
use actix_web::web::Path;
use host::App;
use host::social::audit::AuditEntry;
use host::social::invite::{Invite, InviteId};
use host::web::{self, Form};
use serde::Serialize;

use crate::button::Button;
use crate::pages::settings::Invitation;
use crate::staff::ModeratorVisit;

#[derive(Serialize)]
struct Index {
    invites: Vec<Invitation>,
}

/// `GET /admin/invites`
pub(super) async fn index(visit: ModeratorVisit, app: App) -> web::Result<HttpResponse> {
    let invites = app.db.read(|c| Invite::list_all(c, 200)).await?;
    let invites = invites.into_iter().map(|(invite, by)| Invitation::of(&app, invite, by)).collect();
    visit.render("square/admin/invites.html", &Index { invites })
}

/// `DELETE /admin/invites/{id}`
pub(super) async fn destroy(
    visit: ModeratorVisit,
    app: App,
    id: Path<InviteId>,
    _: Form<Button>,
) -> web::Result<HttpResponse> {
    let me = visit.me.account;
    app.db
        .write(move |c| {
            let invite = Invite::find(c, *id)?.ok_or(web::Error::not_found("invitation"))?;
            AuditEntry::write(c, Some(me), "invite.revoke", &invite.code, "")?;
            invite.revoke(c).map_err(web::Error::from)
        })
        .await?;
    visit.notice("invite-revoked");
    Ok(visit.see_other("/admin/invites"))
}
