//! Pages of any origin may call the API (Fetch standard §3.2): what it answers depends on a token, never on a cookie.

use actix_web::body::{BoxBody, EitherBody, MessageBody};
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::http::header::{self, HeaderMap, HeaderName, HeaderValue};
use actix_web::http::{Method, StatusCode};
use actix_web::middleware::Next;
use actix_web::{HttpResponse, ResponseError};

use crate::error::Error;

/// What a page may read of an answer besides its body.
const EXPOSED: &str =
    "Link, Mastodon-Async-Refresh, X-RateLimit-Limit, X-RateLimit-Remaining, X-RateLimit-Reset, X-Request-Id";

/// Answers the question that browsers ask beforehand, and lets them read every other answer, refusals too.
pub(crate) async fn allow<B: MessageBody + 'static>(
    req: ServiceRequest,
    next: Next<B>,
) -> Result<ServiceResponse<EitherBody<B, BoxBody>>, actix_web::Error> {
    let asks = req.method() == Method::OPTIONS && req.headers().contains_key(header::ACCESS_CONTROL_REQUEST_METHOD);
    if asks {
        let mut answer = req.into_response(HttpResponse::new(StatusCode::NO_CONTENT)).map_into_right_body();
        permit(answer.headers_mut(), true);
        return Ok(answer);
    }
    let request = req.request().clone();
    let mut answer = match next.call(req).await {
        Ok(answer) => answer.map_into_left_body(),
        // A refusal must be readable too, so it becomes an answer here.
        Err(error) => {
            let refusal = match error.as_error::<Error>() {
                Some(error) => error.error_response(),
                None => error.error_response(),
            };
            ServiceResponse::new(request, refusal).map_into_right_body()
        }
    };
    permit(answer.headers_mut(), false);
    Ok(answer)
}

fn permit(headers: &mut HeaderMap, beforehand: bool) {
    let mut say = |name: HeaderName, value: &'static str| headers.insert(name, HeaderValue::from_static(value));
    say(header::ACCESS_CONTROL_ALLOW_ORIGIN, "*");
    say(header::ACCESS_CONTROL_EXPOSE_HEADERS, EXPOSED);
    if beforehand {
        say(header::ACCESS_CONTROL_ALLOW_METHODS, "GET, POST, PUT, PATCH, DELETE, OPTIONS");
        say(header::ACCESS_CONTROL_ALLOW_HEADERS, "Authorization, Content-Type, Idempotency-Key, X-Requested-With");
        say(header::ACCESS_CONTROL_MAX_AGE, "86400");
    }
}
