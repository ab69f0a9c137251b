//! The browsers in which the member is logged in, and ending that.

use actix_web::HttpResponse;
use actix_web::web::Path;
use host::App;
use host::social::session::{Session, SessionId};
use host::web::{self, Form, MemberVisit, session};

use crate::button::Button;

/// `DELETE /settings/sessions/{id}`
pub(super) async fn destroy(
    visit: MemberVisit,
    app: App,
    id: Path<SessionId>,
    _: Form<Button>,
) -> web::Result<HttpResponse> {
    let (me, id) = (visit.me.account, id.into_inner());
    if !app.db.write(move |c| Session::revoke(c, me, id)).await? {
        return Err(web::Error::not_found("session"));
    }
    if id == visit.me.session.root() {
        let mut response = visit.see_other("/");
        response.add_cookie(&session::close(&app.web)).map_err(web::Error::internal)?;
        return Ok(response);
    }
    visit.notice("session-ended");
    Ok(visit.see_other("/settings/security"))
}

/// `DELETE /settings/sessions`: all but this one.
pub(super) async fn destroy_others(visit: MemberVisit, app: App, _: Form<Button>) -> web::Result<HttpResponse> {
    let (me, session) = (visit.me.account, visit.me.session.clone());
    let ended = app.db.write(move |c| Session::revoke_all_except(c, me, Some(&session))).await?;
    visit.notice(web::Message::new("sessions-ended").with("count", ended));
    Ok(visit.see_other("/settings/security"))
}
