//! The programs that may act for the member, at whichever stall, and ending that.

use actix_web::HttpResponse;
use actix_web::web::Path;
use chrono::NaiveDateTime;
use host::App;
use host::social::access_token::{AccessToken, AccessTokenId, Connection};
use host::web::{self, Form, MemberVisit};
use serde::Serialize;

use crate::button::Button;

#[derive(Serialize)]
struct Index {
    connections: Vec<Connected>,
}

/// A program as it is shown.
#[derive(Serialize)]
struct Connected {
    id: AccessTokenId,
    name: String,
    website: Option<String>,
    /// The stall where it acts.
    stall: String,
    /// Whether no program asked for it, but somebody on the command line.
    by_hand: bool,
    scopes: Vec<String>,
    created_at: NaiveDateTime,
    last_used_at: Option<NaiveDateTime>,
}

/// `GET /settings/apps`
pub(super) async fn index(visit: MemberVisit, app: App) -> web::Result<HttpResponse> {
    let me = visit.me.account;
    let connections = app.db.read(move |c| AccessToken::connections(c, me)).await?;
    let connections = connections.into_iter().map(|connection| Connected::of(&visit, &app, connection)).collect();
    visit.render("square/settings/apps.html", &Index { connections })
}

/// `DELETE /settings/apps/{id}`
pub(super) async fn destroy(
    visit: MemberVisit,
    app: App,
    id: Path<AccessTokenId>,
    _: Form<Button>,
) -> web::Result<HttpResponse> {
    let (me, id) = (visit.me.account, id.into_inner());
    if !app.db.write(move |c| AccessToken::revoke(c, me, id)).await? {
        return Err(web::Error::not_found("access token"));
    }
    visit.notice("apps-ended");
    Ok(visit.see_other("/settings/apps"))
}

/// `DELETE /settings/apps`
pub(super) async fn destroy_all(visit: MemberVisit, app: App, _: Form<Button>) -> web::Result<HttpResponse> {
    let me = visit.me.account;
    let ended = app.db.write(move |c| AccessToken::revoke_all(c, me)).await?;
    visit.notice(web::Message::new("apps-all-ended").with("count", ended));
    Ok(visit.see_other("/settings/apps"))
}

impl Connected {
    fn of(visit: &MemberVisit, app: &App, Connection { token, website }: Connection) -> Self {
        let stall = match app.modules.find(&token.stall) {
            Some(module) => visit.translate(module.manifest().title),
            None => token.stall,
        };
        Self {
            id: token.id,
            name: token.name,
            website,
            stall,
            by_hand: token.application_id.is_none(),
            scopes: token.scopes.essence().map(ToOwned::to_owned).collect(),
            created_at: token.created_at,
            last_used_at: token.last_used_at,
        }
    }
}
