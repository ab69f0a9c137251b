//! Which program asks, and whether it is the one: by its id and secret, in the body or as HTTP Basic (RFC 6749 §2.3.1).

use actix_web::HttpRequest;
use actix_web::http::{StatusCode, header};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use host::social::application::Application;

use crate::caller::Caller;
use crate::error::{Error, Result};

/// What a program shows of itself.
#[derive(Debug, Default)]
pub(super) struct Credentials {
    id: String,
    secret: String,
    /// Whether they came in a header, so that the refusal says how to show them (RFC 6749 §5.2).
    in_header: bool,
}

impl Credentials {
    /// Those of the header where it has some, else those of the body.
    pub(super) fn of(req: &HttpRequest, id: String, secret: String) -> Self {
        basic(req).map_or(Self { id, secret, in_header: false }, |(id, secret)| Self { id, secret, in_header: true })
    }

    /// The program. Errors: `invalid_client` where this stall knows none with that id and secret.
    pub(super) async fn identify(self, caller: &Caller) -> Result<Application> {
        let (stall, id) = (caller.stall.name, self.id.clone());
        let found = caller.app.db.read(move |c| Application::find_by_client_id(c, stall, &id)).await?;
        found.filter(|application| application.proves(&self.secret)).ok_or_else(|| self.unknown())
    }

    fn unknown(&self) -> Error {
        let sentence = "Client authentication failed due to unknown client, no client authentication included, or \
                        unsupported authentication method.";
        let error = Error::oauth(StatusCode::UNAUTHORIZED, "invalid_client", sentence);
        if self.in_header { error.challenge("Basic realm=\"OAuth\"") } else { error }
    }
}

/// Id and secret of `Authorization: Basic`, each url-encoded within.
fn basic(req: &HttpRequest) -> Option<(String, String)> {
    let value = req.headers().get(header::AUTHORIZATION)?.to_str().ok()?;
    let (_, encoded) = value.split_once(' ').filter(|(kind, _)| kind.eq_ignore_ascii_case("basic"))?;
    let text = String::from_utf8(STANDARD.decode(encoded.trim()).ok()?).ok()?;
    let (id, secret) = text.split_once(':')?;
    Some((decoded(id), decoded(secret)))
}

fn decoded(text: &str) -> String {
    url::form_urlencoded::parse(text.as_bytes()).next().map(|(name, _)| name.into_owned()).unwrap_or_default()
}
