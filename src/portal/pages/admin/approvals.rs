//! Letting sign-ups in, or not; and vouching for an address where mail cannot.

use actix_web::HttpResponse;
use actix_web::web::Path;
use host::social::account::AccountId;
use host::web::{self, Form};
use host::{App, membership, moderation};

use crate::button::Button;
use crate::pages::sign_up;
use crate::staff::ModeratorVisit;

/// `POST /admin/accounts/{id}/approval`: without a mail server, the address is taken as confirmed with it.
pub(super) async fn create(
    visit: ModeratorVisit,
    app: App,
    id: Path<AccountId>,
    _: Form<Button>,
) -> web::Result<HttpResponse> {
    let (me, club, id) = (visit.me.account, app.clone(), id.into_inner());
    app.db.write(move |c| moderation::approve(c, &club, me, id).map_err(web::Error::from)).await?;
    membership::settle(&app, id).await.map_err(web::Error::internal)?;
    visit.notice("account-approved");
    Ok(visit.see_next(&format!("/admin/accounts/{id}")))
}

/// `DELETE /admin/accounts/{id}/approval`: nothing is left of the sign-up.
pub(super) async fn destroy(
    visit: ModeratorVisit,
    app: App,
    id: Path<AccountId>,
    _: Form<Button>,
) -> web::Result<HttpResponse> {
    let (me, club) = (visit.me.account, app.clone());
    app.db.write(move |c| moderation::reject(c, &club, me, *id).map_err(web::Error::from)).await?;
    visit.notice("account-rejected");
    Ok(visit.see_other("/admin/accounts?state=pending"))
}

/// `POST /admin/accounts/{id}/confirmation`
pub(super) async fn confirm(
    visit: ModeratorVisit,
    app: App,
    id: Path<AccountId>,
    _: Form<Button>,
) -> web::Result<HttpResponse> {
    let (me, id) = (visit.me.account, id.into_inner());
    let account = app.db.write(move |c| {
        let account = moderation::find(c, id)?;
        match account.confirmed_at {
            Some(_) => Ok(account),
            None => account.confirm_by_hand(c, Some(me)).map_err(web::Error::from),
        }
    });
    sign_up::settle(&app, &account.await?).await?;
    visit.notice("account-confirmed");
    Ok(visit.see_next(&format!("/admin/accounts/{id}")))
}
