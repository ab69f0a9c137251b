//! Sessions at a stall: there is one log-in, on the square, and a one-time ticket carries it here.

use actix_web::web::Query;
use actix_web::{HttpRequest, HttpResponse};
use host::social::session::{Client, Session};
use host::social::ticket::Ticket;
use host::web::{self, Form, MemberVisit, session};
use serde::Deserialize;

use super::Button;
use crate::here::Here;

#[derive(Deserialize)]
pub(crate) struct Brought {
    ticket: String,
}

/// Takes a ticket and opens a session. A used or old ticket leads to the square, which issues another.
pub(crate) async fn create(here: Here, req: HttpRequest, brought: Query<Brought>) -> web::Result<HttpResponse> {
    let (stall, ticket) = (here.stall.name, brought.into_inner().ticket);
    let client = Client {
        user_agent: req
            .headers()
            .get("user-agent")
            .and_then(|value| value.to_str().ok())
            .unwrap_or_default()
            .to_owned(),
        address: web::client_ip(&req).to_string(),
    };
    let admission = here.app.db.write(move |c| Ticket::redeem(c, stall, &ticket, &client)).await?;
    let Some(admission) = admission else {
        return Ok(here.visit.see_other_url(&here.visit.log_in_url("/")));
    };
    let mut response = here.visit.see_other(&admission.next);
    let cookie = session::open(&here.app.web, admission.token.as_str());
    response.add_cookie(&cookie).map_err(web::Error::internal)?;
    Ok(response)
}

/// Ends the session here, on the square, and at every other stall that it was carried to.
pub(crate) async fn delete(visit: MemberVisit, app: host::App, _form: Form<Button>) -> web::Result<HttpResponse> {
    let (account, root) = (visit.me.account, visit.me.session.root());
    app.db.write(move |c| Session::revoke(c, account, root)).await?;
    let mut response = visit.see_other_url(&app.web.square_url("/"));
    response.add_cookie(&session::close(&app.web)).map_err(web::Error::internal)?;
    Ok(response)
}
