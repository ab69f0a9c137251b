//! What an account may do: its role, whether it is locked out, and how it gets back in.

use actix_web::HttpResponse;
use actix_web::web::Path;
use host::moderation::{self, ModerationError};
use host::registration;
use host::social::account::{AccountId, Role, StandingError};
use host::social::audit::AuditEntry;
use host::social::token::{EmailToken, Purpose};
use host::web::{self, Form};
use host::{App, letter};
use serde::Deserialize;

use crate::button::Button;
use crate::staff::{AdminVisit, ModeratorVisit};

#[derive(Deserialize)]
pub(super) struct Reason {
    #[serde(default)]
    reason: String,
}

/// `POST /admin/accounts/{id}/suspension`: its sessions end, its actors are not seen any more.
pub(super) async fn suspend(
    visit: ModeratorVisit,
    app: App,
    id: Path<AccountId>,
    form: Form<Reason>,
) -> web::Result<HttpResponse> {
    let (me, club, id, reason) = (visit.me.account, app.clone(), id.into_inner(), form.into_inner().reason);
    let suspended = app.db.write(move |c| match moderation::suspend(c, &club, me, id, reason.trim()) {
        Err(ModerationError::LastOwner(_)) => Ok(false),
        result => result.map(|()| true).map_err(web::Error::from),
    });
    if suspended.await? {
        visit.notice("account-suspended")
    } else {
        visit.warn("deletion-last-owner")
    }
    Ok(visit.see_other(&format!("/admin/accounts/{id}")))
}

/// `DELETE /admin/accounts/{id}/suspension`
pub(super) async fn restore(
    visit: ModeratorVisit,
    app: App,
    id: Path<AccountId>,
    _: Form<Button>,
) -> web::Result<HttpResponse> {
    let (me, id) = (visit.me.account, id.into_inner());
    app.db.write(move |c| moderation::restore(c, me, id).map_err(web::Error::from)).await?;
    visit.notice("account-restored");
    Ok(visit.see_other(&format!("/admin/accounts/{id}")))
}

#[derive(Deserialize)]
pub(super) struct RoleForm {
    role: Role,
}

/// `POST /admin/accounts/{id}/role`: nobody appoints to their own rank but owners.
pub(super) async fn set_role(
    visit: AdminVisit,
    app: App,
    id: Path<AccountId>,
    form: Form<RoleForm>,
) -> web::Result<HttpResponse> {
    let (me, rank, id, role) = (visit.me.account, visit.me.role, id.into_inner(), form.role);
    if role >= rank && rank != Role::Owner {
        return Err(web::Error::forbidden("nobody appoints to their own rank"));
    }
    let appointed = app.db.write(move |c| match moderation::subordinate(c, me, id)?.set_role(c, role, Some(me)) {
        Err(StandingError::Database(error)) => Err(web::Error::from(error)),
        result => Ok(result.is_ok()),
    });
    if appointed.await? {
        visit.notice("account-role-set")
    } else {
        visit.warn("deletion-last-owner")
    }
    Ok(visit.see_other(&format!("/admin/accounts/{id}")))
}

/// `POST /admin/accounts/{id}/password`: mails the member a link to another password.
pub(super) async fn reset_password(
    visit: AdminVisit,
    app: App,
    id: Path<AccountId>,
    _: Form<Button>,
) -> web::Result<HttpResponse> {
    let (me, club, id) = (visit.me.account, app.clone(), id.into_inner());
    app.db
        .write(move |c| {
            let account = moderation::subordinate(c, me, id)?;
            let token = EmailToken::issue(c, account.id, Purpose::Reset, &account.email)?;
            AuditEntry::write(c, Some(me), "account.reset", &account.name, "")?;
            letter::reset(&club, &account, &token).send(c, &club).map_err(web::Error::from)
        })
        .await?;
    visit.notice(if registration::mails(&app) { "account-reset-sent" } else { "account-reset-kept" });
    Ok(visit.see_other(&format!("/admin/accounts/{id}")))
}

/// `DELETE /admin/accounts/{id}/two-factor`: for somebody who lost their device and their recovery codes.
pub(super) async fn drop_two_factor(
    visit: AdminVisit,
    app: App,
    id: Path<AccountId>,
    _: Form<Button>,
) -> web::Result<HttpResponse> {
    let (me, club, id) = (visit.me.account, app.clone(), id.into_inner());
    app.db
        .write(move |c| {
            let account = moderation::subordinate(c, me, id)?;
            account.disable_totp(c)?;
            AuditEntry::write(c, Some(me), "account.two_factor_off", &account.name, "")?;
            letter::second_factor(&club, &account, false).send(c, &club).map_err(web::Error::from)
        })
        .await?;
    visit.notice("account-two-factor-off");
    Ok(visit.see_other(&format!("/admin/accounts/{id}")))
}
