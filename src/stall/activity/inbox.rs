//! Inboxes. What comes is checked as far as that needs nobody else, stored, and answered; the rest is a worker's.

use actix_web::http::StatusCode;
use actix_web::web::Bytes;
use actix_web::{HttpRequest, HttpResponse};
use host::federation;
use host::signatory::Head;
use host::web::{self, Bucket, Key};

use crate::here::Here;

/// Takes an activity: 202, or a refusal that says why (FEP-c180).
pub(crate) async fn receive(here: Here, req: HttpRequest, body: Bytes) -> web::Result<HttpResponse> {
    here.app.web.limiter.check(Bucket::Inbox, Key::address(web::client_ip(&req)))?;
    let head = Head::of(&req)?;
    match here.app.federation.receive(Some(here.stall.name), &head.with(&body)).await {
        Ok(()) => Ok(HttpResponse::Accepted().finish()),
        Err(refused) => Ok(refusal(&refused)),
    }
}

/// The refusal, as FEP-c180 has it.
pub(super) fn refusal(refused: &federation::Refused) -> HttpResponse {
    let status = StatusCode::from_u16(refused.status.as_u16()).unwrap_or(StatusCode::BAD_REQUEST);
    HttpResponse::build(status).content_type("application/problem+json").body(refused.problem.to_json())
}
