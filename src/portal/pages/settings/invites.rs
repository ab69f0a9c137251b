//! Invitations: links with which somebody may sign up on the member's word.

use actix_web::HttpResponse;
use actix_web::web::Path;
use chrono::{NaiveDateTime, TimeDelta};
use host::App;
use host::registration;
use host::social::invite::{Invite, InviteId};
use host::store::clock;
use host::web::{self, FieldErrors, Form, MemberVisit};
use serde::{Deserialize, Serialize};

use crate::button::Button;

#[derive(Serialize)]
struct Index {
    may_invite: bool,
    invites: Vec<Invitation>,
    form: InviteForm,
}

/// An invitation as it is shown.
#[derive(Serialize)]
pub(in crate::pages) struct Invitation {
    id: InviteId,
    link: String,
    by: String,
    uses: i32,
    max_uses: Option<i32>,
    expires_at: Option<NaiveDateTime>,
    created_at: NaiveDateTime,
    usable: bool,
}

#[derive(Serialize, Deserialize)]
pub(super) struct InviteForm {
    max_uses: Option<i32>,
    days: Option<u16>,
}

/// `GET /settings/invites`
pub(super) async fn index(visit: MemberVisit, app: App) -> web::Result<HttpResponse> {
    page(&visit, &app, InviteForm { max_uses: Some(1), days: Some(7) }, &FieldErrors::new()).await
}

/// `POST /settings/invites`
pub(super) async fn create(visit: MemberVisit, app: App, form: Form<InviteForm>) -> web::Result<HttpResponse> {
    let form = form.into_inner();
    if form.max_uses.is_some_and(|most| !(1..=1000).contains(&most)) {
        return page(&visit, &app, form, &FieldErrors::one("max_uses", "invite-uses-bounds")).await;
    }
    let (me, role, most) = (visit.me.account, visit.me.role, form.max_uses);
    let until = form.days.map(|days| clock::now() + TimeDelta::days(days.into()));
    app.db
        .write(move |c| match registration::may_invite(c, role)? {
            true => Ok(Invite::create(c, me, most, until).map(drop)?),
            false => Err(web::Error::forbidden("members of this role do not invite")),
        })
        .await?;
    visit.notice("invite-made");
    Ok(visit.see_other("/settings/invites"))
}

/// `DELETE /settings/invites/{id}`
pub(super) async fn destroy(
    visit: MemberVisit,
    app: App,
    id: Path<InviteId>,
    _: Form<Button>,
) -> web::Result<HttpResponse> {
    let me = visit.me.account;
    app.db
        .write(move |c| {
            let mine = Invite::find(c, *id)?.filter(|invite| invite.account_id == me);
            mine.ok_or(web::Error::not_found("invitation"))?.revoke(c).map_err(web::Error::from)
        })
        .await?;
    visit.notice("invite-revoked");
    Ok(visit.see_other("/settings/invites"))
}

async fn page(visit: &MemberVisit, app: &App, form: InviteForm, errors: &FieldErrors) -> web::Result<HttpResponse> {
    let (me, role) = (visit.me.account, visit.me.role);
    let read = app.db.read(move |c| Ok::<_, web::Error>((registration::may_invite(c, role)?, Invite::list(c, me)?)));
    let (may_invite, invites) = read.await?;
    let invites = invites.into_iter().map(|invite| Invitation::of(app, invite, visit.me.name.clone())).collect();
    let page = Index { may_invite, invites, form };
    match errors.is_empty() {
        true => visit.render("square/settings/invites.html", &page),
        false => visit.render_invalid("square/settings/invites.html", &page, errors),
    }
}

impl Invitation {
    /// With the link that leads to sign-up.
    pub(in crate::pages) fn of(app: &App, invite: Invite, by: String) -> Self {
        Self {
            id: invite.id,
            link: app.web.square_url(&format!("/invite/{}", invite.code)).into(),
            by,
            uses: invite.uses,
            max_uses: invite.max_uses,
            expires_at: invite.expires_at,
            created_at: invite.created_at,
            usable: invite.is_usable(),
        }
    }
}
