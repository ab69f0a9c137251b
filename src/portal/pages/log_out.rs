//! Logging out: the session on the square ends, and with it those at the stalls.

use actix_web::HttpResponse;
use host::App;
use host::social::session::Session;
use host::web::{self, Form, Visit, session};

use crate::button::Button;

/// `POST /log-out`
pub(super) async fn create(visit: Visit, app: App, _: Form<Button>) -> web::Result<HttpResponse> {
    if let Some(member) = &visit.member {
        let (account, id) = (member.account, member.session.root());
        app.db.write(move |c| Session::revoke(c, account, id)).await?;
        visit.notice("logged-out");
    }
    let mut response = visit.see_other("/");
    response.add_cookie(&session::close(&app.web)).map_err(web::Error::internal)?;
    Ok(response)
}
