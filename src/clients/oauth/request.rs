//! What a program asks of a member when it sends them to the consent page (RFC 6749 §4.1.1, RFC 7636 §4.3).

use diesel::QueryResult;
use host::social::application::{Application, OUT_OF_BAND};
use host::social::authorization::is_challenge;
use host::social::scope::Scopes;
use host::store::Conn;
use serde::{Deserialize, Serialize};
use url::{Position, Url};

use super::token;

/// The request as it stands in the address of the page, and in its form.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(default)]
pub(super) struct Request {
    response_type: String,
    client_id: String,
    redirect_uri: String,
    scope: String,
    state: Option<String>,
    code_challenge: Option<String>,
    code_challenge_method: Option<String>,
}

/// A request that a member can be asked about.
#[derive(Debug, Clone)]
pub(super) struct Asked {
    /// Who asks.
    pub(super) application: Application,
    /// For what.
    pub(super) scopes: Scopes,
    /// Where the answer goes.
    pub(super) answer: Answer,
    /// What the program will prove itself with.
    pub(super) challenge: Option<String>,
}

/// Where the answer to a program goes.
#[derive(Debug, Clone)]
pub(super) struct Answer {
    /// The address as the program registered it.
    pub(super) redirect_uri: String,
    state: Option<String>,
}

/// Why a member is not asked.
#[derive(Debug)]
pub(super) enum Refusal {
    /// It cannot be told to a program, since it is not known which one asks, or where it listens: the key of what the page
    /// says to the member (RFC 6749 §4.1.2.1).
    Page(&'static str),
    /// The program is told a code of RFC 6749 §4.1.2.1, and a sentence.
    Program(Answer, &'static str, &'static str),
}

impl Request {
    /// What a member is to be asked, if anything.
    pub(super) fn read(&self, c: &mut Conn, stall: &str) -> QueryResult<Result<Asked, Refusal>> {
        let Some(application) = Application::find_by_client_id(c, stall, &self.client_id)? else {
            return Ok(Err(Refusal::Page("oauth-client-unknown")));
        };
        if !application.redirects_to(&self.redirect_uri) {
            return Ok(Err(Refusal::Page("oauth-redirect-unknown")));
        }
        Ok(self.check(application))
    }

    fn check(&self, application: Application) -> Result<Asked, Refusal> {
        let answer = Answer { redirect_uri: self.redirect_uri.clone(), state: self.state.clone() };
        if self.response_type != "code" {
            let sentence = "The response type is not code.";
            return Err(Refusal::Program(answer, "unsupported_response_type", sentence));
        }
        // `plain` is what the method is where none is named, and it proves nothing.
        let proof = (self.code_challenge.as_deref(), self.code_challenge_method.as_deref());
        let challenge = match proof {
            (None, None) => None,
            (Some(challenge), Some("S256")) if is_challenge(challenge) => Some(challenge.to_owned()),
            _ => return Err(Refusal::Program(answer, "invalid_request", "The code_challenge must be of method S256.")),
        };
        let Some(scopes) = token::scopes(&application, &self.scope) else {
            let sentence = "The scope is unknown, or more than the application registered for.";
            return Err(Refusal::Program(answer, "invalid_scope", sentence));
        };
        Ok(Asked { application, scopes, answer, challenge })
    }
}

impl Answer {
    /// Whether the program cannot be led back to, and the member takes the code there by hand.
    pub(super) fn is_by_hand(&self) -> bool {
        self.redirect_uri == OUT_OF_BAND
    }

    /// The address that tells the program something. None where it cannot be led back to.
    pub(super) fn tell(&self, said: &[(&str, &str)]) -> Option<Url> {
        if self.is_by_hand() {
            return None;
        }
        let mut url = Url::parse(&self.redirect_uri).ok()?;
        let state = self.state.as_deref().map(|state| ("state", state));
        url.query_pairs_mut().extend_pairs(said).extend_pairs(state);
        Some(url)
    }

    /// What a page's policy calls the place where the answer goes, so that its form may lead there.
    pub(super) fn form_target(&self) -> Option<String> {
        let url = Url::parse(&self.redirect_uri).ok().filter(|_| !self.is_by_hand())?;
        Some(match url.scheme() {
            "http" | "https" => url.origin().ascii_serialization(),
            scheme => format!("{scheme}:"),
        })
    }

    /// The host, with its port where it has one, or the scheme where the answer goes, as the member reads it.
    pub(super) fn place(&self) -> Option<String> {
        let url = Url::parse(&self.redirect_uri).ok().filter(|_| !self.is_by_hand())?;
        Some(match url.scheme() {
            "http" | "https" => url[Position::BeforeHost..Position::AfterPort].to_owned(),
            scheme => format!("{scheme}:"),
        })
    }
}

#[cfg(test)]
mod tests;
