//! The answer to a request that is refused: a page, a problem for programs (RFC 9457, FEP-c180), or the way to the log-in.

use actix_web::http::{Method, header};
use actix_web::{HttpRequest, HttpResponse, ResponseError};
use serde::Serialize;
use serde_json::json;
use url::Url;

use crate::Visit;
use crate::error::{Error, FieldErrors, Result};
use crate::locale::Message;
use crate::redirect::{safe_path, see_other_url};

/// The context of `error.html`.
#[derive(Debug, Serialize)]
struct Page {
    status: u16,
    title: String,
    text: String,
    /// Said where somebody may ask us what went wrong.
    request_id: Option<String>,
    /// What is wrong with each field, where a form could not be read.
    fields: Vec<(String, String)>,
}

/// Renders an error for whoever reads it.
pub(crate) async fn render(req: &HttpRequest, error: &Error) -> HttpResponse {
    if let Error::Internal(cause) = error {
        tracing::error!(cause, path = req.path(), "a request failed");
    } else {
        tracing::debug!(%error, "a request is refused");
    }
    let visit = match Visit::of(req).await {
        Ok(visit) => visit,
        Err(_) => match Visit::of_stranger(req) {
            Ok(visit) => visit,
            Err(_) => return error.error_response(),
        },
    };
    let answer = match (error, visit.wants_json) {
        (_, true) => problem(&visit, error),
        (Error::LogInNeeded, false) => Ok(see_other_url(&visit.log_in_url(&way_back(req, &visit)))),
        (_, false) => page(&visit, error),
    };
    answer.unwrap_or_else(|failure| {
        tracing::error!(%failure, "an error page failed");
        error.error_response()
    })
}

/// The page to come back to after log-in: this one, or for a form the page that it stands on.
fn way_back(req: &HttpRequest, visit: &Visit) -> String {
    if matches!(*req.method(), Method::GET | Method::HEAD) {
        return visit.path.clone();
    }
    let referer = req.headers().get(header::REFERER).and_then(|value| value.to_str().ok());
    let page = referer.and_then(|referer| Url::parse(referer).ok());
    let own = page.filter(|page| visit.state.hosts.site_of(page) == Some(visit.site.place));
    let path = own.and_then(|page| safe_path(&page[url::Position::BeforePath..url::Position::AfterQuery]));
    path.unwrap_or_else(|| "/".to_owned())
}

fn text(visit: &Visit, error: &Error) -> String {
    match (error.detail(), error) {
        (Some(detail), _) => visit.translate(detail.clone()),
        (None, Error::TooMany { retry_after } | Error::Unavailable { retry_after }) => {
            let minutes = retry_after.as_secs().div_ceil(60).max(1);
            let minutes = i64::try_from(minutes).unwrap_or(i64::MAX);
            visit.translate(Message::new(format!("{}-text", error.key())).with("minutes", minutes))
        }
        _ => visit.translate(Message::new(format!("{}-text", error.key()))),
    }
}

fn fields(visit: &Visit, errors: &FieldErrors) -> Vec<(String, String)> {
    errors.iter().map(|(field, message)| (field.clone(), visit.translate(message.clone()))).collect()
}

fn page(visit: &Visit, error: &Error) -> Result<HttpResponse> {
    let context = Page {
        status: error.status_code().as_u16(),
        title: visit.translate(Message::new(format!("{}-title", error.key()))),
        text: text(visit, error),
        request_id: matches!(error, Error::Internal(_)).then(|| visit.request_id.clone()),
        fields: match error {
            Error::Invalid(errors) => fields(visit, errors),
            _ => Vec::new(),
        },
    };
    visit.render_as(error.status_code(), "error.html", &context, &FieldErrors::new())
}

/// The kind of a problem, where FEP-c180 has a name for it. `about:blank` says that the status is all there is to know
/// (RFC 9457 §4.2.1).
fn kind(error: &Error) -> &'static str {
    match error {
        Error::TooMany { .. } => "https://w3id.org/fep/c180#rate-limit-exceeded",
        _ => "about:blank",
    }
}

fn problem(visit: &Visit, error: &Error) -> Result<HttpResponse> {
    let mut problem = json!({
        "type": kind(error),
        "title": visit.translate(Message::new(format!("{}-title", error.key()))),
        "status": error.status_code().as_u16(),
        "detail": text(visit, error),
    });
    if let (Error::Invalid(errors), Some(members)) = (error, problem.as_object_mut()) {
        let named = |(field, detail): (String, String)| json!({ "field": field, "detail": detail });
        members.insert("errors".to_owned(), fields(visit, errors).into_iter().map(named).collect());
    }
    let body = match error {
        // What is wrong with a signature was said where it was looked at.
        Error::Unsigned(problem) => problem.clone(),
        _ => problem.to_string(),
    };
    Ok(HttpResponse::build(error.status_code())
        .insert_header((header::CONTENT_TYPE, "application/problem+json"))
        .insert_header((header::VARY, "Accept, Accept-Language, Cookie"))
        .insert_header((header::CACHE_CONTROL, "private, no-cache"))
        .body(body))
}
