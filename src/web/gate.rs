//! The gate that every request passes: it names the request, decides for which site it is, and sees to it that every
//! answer, error or not, is fit to leave.

use std::panic::AssertUnwindSafe;
use std::time::Instant;

use actix_web::body::{BodySize, BoxBody, EitherBody, MessageBody};
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::http::{Method, StatusCode, header};
use actix_web::middleware::Next;
use actix_web::{HttpMessage, HttpResponse};
use futures::FutureExt;
use tracing::Instrument;

use crate::error::Error;
use crate::{State, headers, refusal, site};

/// Names a request in the log, and to a reader who reports an error.
#[derive(Debug, Clone)]
pub struct RequestId(pub String);

type Answer<B> = ServiceResponse<EitherBody<B, BoxBody>>;

/// `App::new().app_data(state).wrap(middleware::from_fn(web::gate))`. Outside of it only compression has a place.
pub async fn gate<B: MessageBody + 'static>(
    mut req: ServiceRequest,
    next: Next<B>,
) -> Result<Answer<B>, actix_web::Error> {
    let began = Instant::now();
    let state = State::of(req.request())?;
    let id = hex::encode(rand::random::<[u8; 8]>());
    let span = tracing::info_span!("request", id, method = %req.method(), path = req.path());
    req.extensions_mut().insert(RequestId(id));
    override_method(&mut req);
    let method = req.method().clone();

    let answer = match site::decide(&state, req.request()) {
        Some(site) => {
            req.extensions_mut().insert(site);
            serve(req, next).instrument(span.clone()).await
        }
        // Who watches over the process asks it by whatever address it has.
        None if matches!(req.path(), "/healthz" | "/readyz") => serve(req, next).instrument(span.clone()).await,
        None => Ok(req.into_response(misdirected()).map_into_right_body()),
    };
    let mut answer = answer?;
    headers::secure(answer.headers_mut(), &state.hosts);
    let _entered = span.enter();
    record(&answer, &method, began);
    Ok(answer)
}

/// Lets a request through, and renders the error that may come back: ours, or one of the framework's.
async fn serve<B: MessageBody + 'static>(req: ServiceRequest, next: Next<B>) -> Result<Answer<B>, actix_web::Error> {
    let response = caught(next.call(req)).await?;
    if !is_refusal(&response) {
        return Ok(response.map_into_left_body());
    }
    let (req, bare) = response.into_parts();
    let ours = bare.error().and_then(|error| error.as_error::<Error>());
    let framework = Error::from_status(bare.status());
    let Some(error) = ours.or(framework.as_ref()) else {
        return Ok(ServiceResponse::new(req, bare).map_into_left_body());
    };
    let mut answer = refusal::render(&req, error).await;
    for name in [header::RETRY_AFTER, header::ALLOW, header::ACCESS_CONTROL_ALLOW_ORIGIN] {
        if let Some(value) = bare.headers().get(&name) {
            answer.headers_mut().insert(name, value.clone());
        }
    }
    Ok(ServiceResponse::new(req, answer).map_into_right_body())
}

/// A handler that panics answers 500 instead of nothing, and takes nobody else's request down with it. It has no page: the
/// request went under with the handler.
async fn caught<T>(answer: impl Future<Output = Result<T, actix_web::Error>>) -> Result<T, actix_web::Error> {
    AssertUnwindSafe(answer).catch_unwind().await.unwrap_or_else(|_| {
        tracing::error!("a handler panicked");
        Err(Error::internal("a handler panicked").into())
    })
}

/// Whether an answer is an error that has no page yet: one of ours, a bare text of the framework's, or nothing at all.
/// What the client API answers in its own format is left alone.
fn is_refusal<B: MessageBody>(response: &ServiceResponse<B>) -> bool {
    let answer = response.response();
    let empty = matches!(answer.body().size(), BodySize::None | BodySize::Sized(0));
    match answer.error() {
        Some(error) if error.as_error::<Error>().is_some() => true,
        Some(_) => {
            let content_type = answer.headers().get(header::CONTENT_TYPE).map(|value| value.as_bytes());
            empty || content_type.is_none_or(|content_type| content_type.starts_with(b"text/plain"))
        }
        None => empty && matches!(answer.status(), StatusCode::NOT_FOUND | StatusCode::METHOD_NOT_ALLOWED),
    }
}

/// A plain answer without anything of ours: for whose host it is, we do not know.
fn misdirected() -> HttpResponse {
    HttpResponse::build(StatusCode::MISDIRECTED_REQUEST)
        .insert_header((header::CONTENT_TYPE, "text/html; charset=utf-8"))
        .body("<!doctype html>\n<title>421</title>\n<h1>421</h1>\n<p>This host is not served here.</p>\n")
}

/// HTML forms can only GET and POST: `POST …?_method=delete` stands for DELETE. The form's tag is checked all the same. And
/// what answers GET answers HEAD (RFC 9110 §9.3.2): the server leaves out the body by itself.
fn override_method(req: &mut ServiceRequest) {
    if req.method() == Method::HEAD {
        req.head_mut().method = Method::GET;
    }
    if req.method() != Method::POST {
        return;
    }
    let mut pairs = url::form_urlencoded::parse(req.query_string().as_bytes());
    let wanted = pairs.find(|(name, _)| name == "_method").map(|(_, value)| value.to_ascii_uppercase());
    let method = match wanted.as_deref() {
        Some("DELETE") => Method::DELETE,
        Some("PUT") => Method::PUT,
        Some("PATCH") => Method::PATCH,
        _ => return,
    };
    req.head_mut().method = method;
}

/// One line in the log and one point in the metrics for each request.
fn record<B>(answer: &ServiceResponse<B>, method: &Method, began: Instant) {
    let took = began.elapsed();
    let status = answer.status().as_u16();
    // The pattern, not the path: a label must not take as many values as there are posts.
    let route = answer.request().match_pattern().unwrap_or_else(|| "none".to_owned());
    let labels = [("method", method.to_string()), ("route", route), ("status", status.to_string())];
    metrics::counter!("http_requests_total", &labels).increment(1);
    metrics::histogram!("http_request_seconds", &labels).record(took.as_secs_f64());
    let milliseconds = took.as_millis() as u64;
    tracing::debug!(status, milliseconds, "answered");
}

#[cfg(test)]
mod tests;
