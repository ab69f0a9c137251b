//! The second half of a log-in: a code from the member's device, or one of the codes kept for when it is lost.

use actix_web::{HttpRequest, HttpResponse};
use host::App;
use host::social::challenge::{Answer, Challenge};
use host::web::{self, Bucket, FieldErrors, Form, Key, Message, Visit, client_ip};
use serde::{Deserialize, Serialize};

use super::log_in::{self, Onward};

#[derive(Serialize)]
struct Edit<'a> {
    challenge: &'a str,
    onward: &'a Onward,
}

#[derive(Deserialize)]
pub(super) struct CodeForm {
    challenge: String,
    code: String,
    #[serde(flatten)]
    onward: Onward,
}

/// The page that asks. It keeps the token: nothing is logged in yet.
pub(super) fn page(
    visit: &Visit,
    challenge: &str,
    onward: &Onward,
    error: Option<Message>,
) -> web::Result<HttpResponse> {
    let page = Edit { challenge, onward };
    match error {
        None => visit.render("square/log_in/code.html", &page),
        Some(error) => visit.render_invalid("square/log_in/code.html", &page, &FieldErrors::one("code", error)),
    }
}

/// `POST /log-in/code`
pub(super) async fn update(
    req: HttpRequest,
    visit: Visit,
    app: App,
    form: Form<CodeForm>,
) -> web::Result<HttpResponse> {
    let CodeForm { challenge, code, onward } = form.into_inner();
    app.web.limiter.check(Bucket::SecondFactor, Key::address(client_ip(&req)))?;
    let token = challenge.clone();
    match app.db.write(move |c| Challenge::answer(c, &token, &code)).await? {
        // The account may have been locked out since the password was asked for.
        Answer::Right(account) if account.may_log_in().is_ok() => {
            log_in::open(&req, &visit, &app, &account, &onward).await
        }
        Answer::Wrong { left } if left > 0 => {
            let wrong = Message::new("log-in-code-wrong").with("left", i64::from(left));
            page(&visit, &challenge, &onward, Some(wrong))
        }
        Answer::Right(_) | Answer::Wrong { .. } | Answer::Over => {
            visit.warn("log-in-code-over");
            Ok(visit.see_other("/log-in"))
        }
    }
}
