//! The inbox. At the door an activity is judged by its size, its shape and its signature, kept, and answered; everything
//! else happens afterwards, so that no peer waits for another.

mod lane;
mod prepare;
#[cfg(test)]
mod tests;
mod worker;

use aws_lc_rs::digest::{SHA256, digest};
use chrono::Utc;
use diesel::QueryResult;
use http::StatusCode;
use social::actor::Actor;
use social::domain::Policies;
use social::inbox::{InboxEntry, NewInboxEntry};
use store::uri::Origin;
use vocab::{Activity, ActivityType, Entity, Iri, MAX_BYTES, Problem, ProblemType};

use crate::Federation;
use crate::authenticate::{can_be_refetched, in_a_word};
use crate::jobs::RefreshKey;
use crate::signature::{self, Parsed, Received};

#[cfg(test)]
pub(crate) use worker::drain;
pub(crate) use worker::work;

/// Why a request is not taken: the answer to it.
#[derive(Debug, Clone, PartialEq)]
pub struct Refused {
    /// The status code.
    pub status: StatusCode,
    /// The body (RFC 9457).
    pub problem: Box<Problem>,
}

impl Refused {
    fn new(status: StatusCode, title: &str, detail: impl ToString) -> Self {
        Self { status, problem: Box::new(Problem::new(status.as_u16(), title, detail.to_string())) }
    }

    fn unsigned(detail: impl ToString) -> Self {
        Self::new(StatusCode::UNAUTHORIZED, "Signature not accepted", detail)
    }

    fn malformed(detail: impl ToString) -> Self {
        Self::new(StatusCode::BAD_REQUEST, "Malformed activity", detail)
    }

    /// Whoever is kept out learns only that.
    fn forbidden() -> Self {
        let status = StatusCode::FORBIDDEN;
        let problem =
            Problem::of(ProblemType::PrincipalNotAuthorized, "Nothing is exchanged with this server or actor.");
        Self { status, problem: Box::new(problem) }
    }

    /// Trouble of ours: the peer tries again.
    fn unavailable(error: &diesel::result::Error) -> Self {
        tracing::error!(%error, "an activity could not be kept");
        Self::new(StatusCode::SERVICE_UNAVAILABLE, "Not now", "The activity could not be kept. Please try again later.")
    }
}

impl Federation {
    /// Judges and keeps what came to an inbox of a stall (or, without one, of the square). `Ok` is to be answered by 202:
    /// the activity is kept durably, was kept before, or is a farewell of somebody who was never met.
    ///
    /// # Errors
    /// A [`Refused`]: the answer.
    pub async fn receive(&self, stall: Option<&str>, request: &Received<'_>) -> Result<(), Refused> {
        if !self.is_enabled() {
            return Err(Refused::forbidden());
        }
        if request.body.len() > MAX_BYTES {
            let detail = format!("An activity has at most {MAX_BYTES} bytes.");
            return Err(Refused::new(StatusCode::PAYLOAD_TOO_LARGE, "Too large", detail));
        }
        let parsed = self.parse_signature(stall, request)?;
        let activity = read(request.body)?;
        let actor = activity.actor.clone().ok_or_else(|| Refused::malformed("`actor` is missing."))?;
        let policies = self.policies().await.map_err(|error| Refused::unavailable(&error))?;
        if is_blocked(&policies, &parsed, &actor) {
            return Err(Refused::forbidden());
        }
        let verified = match self.verify(&parsed, &activity, &actor).await? {
            Verdict::Farewell => return Ok(()),
            Verdict::Verified => true,
            Verdict::Unverified => false,
        };
        let entry = entry(stall, request, &parsed, &activity, verified)?;
        self.db.write(move |c| InboxEntry::receive(c, &entry)).await.map_err(|error| Refused::unavailable(&error))?;
        if let (true, Some(stall)) = (verified, stall.and_then(|name| self.hosts.stall(name))) {
            self.compare_followers(stall, &actor, request.headers, &parsed).await;
        }
        Ok(())
    }

    /// The actor who signed a request for a document; none where it is not signed, or by somebody who is not known here
    /// and is now looked for.
    ///
    /// # Errors
    /// A [`Refused`]: the answer, where the signature is bad (an answer that just left something out would keep the peer
    /// from signing in another way), or the signer is kept out.
    pub async fn signed_by(&self, stall: Option<&str>, request: &Received<'_>) -> Result<Option<Actor>, Refused> {
        let parsed = match self.parse_signature(stall, request) {
            Ok(parsed) => parsed,
            Err(_) if !request.headers.contains_key("signature") => return Ok(None),
            Err(refused) => return Err(refused),
        };
        let unavailable = |error: diesel::result::Error| Refused::unavailable(&error);
        let policies = self.policies().await.map_err(unavailable)?;
        let key_id = parsed.key_id.as_str();
        if host_of(key_id).is_none_or(|host| policies.blocks(&host)) {
            return Err(Refused::forbidden());
        }
        let Some(key) = self.keyring.find(&self.db, key_id).await.map_err(unavailable)? else {
            self.refresh_key(key_id).await.map_err(unavailable)?;
            return Ok(None);
        };
        if key.barred {
            return Err(Refused::forbidden());
        }
        if key.verify(&parsed).is_none() {
            self.refresh_key(key_id).await.map_err(unavailable)?;
            return Err(Refused::unsigned("The signature does not fit the key."));
        }
        let id = key.actor_id;
        self.db.read(move |c| Actor::find(c, id)).await.map_err(unavailable)
    }

    fn parse_signature(&self, stall: Option<&str>, request: &Received<'_>) -> Result<Parsed, Refused> {
        let stall = stall.and_then(|name| self.hosts.stall(name));
        let origin: &Origin = stall.map_or_else(|| self.hosts.square(), |stall| &stall.origin);
        signature::parse(request, &origin.to_string(), Utc::now()).map_err(Refused::unsigned)
    }

    /// Looks at the signature as far as that can be done without asking anybody.
    async fn verify(&self, parsed: &Parsed, activity: &Activity, actor: &Iri) -> Result<Verdict, Refused> {
        let unavailable = |error: diesel::result::Error| Refused::unavailable(&error);
        let key_id = parsed.key_id.as_str();
        let Some(key) = self.keyring.find(&self.db, key_id).await.map_err(unavailable)? else {
            if self.is_farewell(activity, actor).await.map_err(unavailable)? {
                return Ok(Verdict::Farewell);
            }
            let is_own = Iri::from(key_id).same_origin(actor);
            return if is_own || can_be_refetched(&activity.kind) {
                Ok(Verdict::Unverified)
            } else {
                Err(foreign(key_id, actor))
            };
        };
        if key.barred {
            return Err(Refused::forbidden());
        }
        let Some(signatory) = key.verify(parsed) else {
            self.refresh_key(key_id).await.map_err(unavailable)?;
            return Err(Refused::unsigned("The signature does not fit the key."));
        };
        if signatory.actor() == actor {
            return Ok(Verdict::Verified);
        }
        // Passed on by somebody else: what it is about is asked for at its own server, where that can be.
        if can_be_refetched(&activity.kind) { Ok(Verdict::Unverified) } else { Err(foreign(&key.owner, actor)) }
    }

    /// Whether somebody who was never met says that they are gone. Their key cannot be fetched any more.
    async fn is_farewell(&self, activity: &Activity, actor: &Iri) -> QueryResult<bool> {
        if activity.kind != ActivityType::Delete || activity.object_id() != Some(actor) {
            return Ok(false);
        }
        let uri = actor.to_string();
        Ok(self.db.read(move |c| Actor::find_by_uri(c, &uri)).await?.is_none())
    }

    /// Has a key fetched again, once in a while.
    async fn refresh_key(&self, key_id: &str) -> QueryResult<()> {
        if !self.may_refresh(key_id) {
            return Ok(());
        }
        let key_id = key_id.to_owned();
        self.db.write(move |c| RefreshKey::later(c, &key_id)).await
    }
}

/// What the door can say of a signature.
enum Verdict {
    /// It is the actor's.
    Verified,
    /// Its key has to be fetched first, or what it is about has to be.
    Unverified,
    /// It need not be looked at.
    Farewell,
}

fn foreign(signer: &str, actor: &Iri) -> Refused {
    let detail = format!("Signed by {signer}, but the actor is {actor}.");
    let problem = Problem::of(ProblemType::PrincipalActorMismatch, detail)
        .with("principal", signer)
        .with("actor", actor.to_string());
    Refused { status: StatusCode::UNAUTHORIZED, problem: Box::new(Problem { status: Some(401), ..problem }) }
}

fn read(body: &[u8]) -> Result<Activity, Refused> {
    match Entity::parse(body) {
        Ok(Entity::Activity(activity)) => Ok(*activity),
        Ok(other) => {
            let detail = format!("A “{}” is not an activity.", other.kind());
            let problem = Problem::of(ProblemType::UnsupportedType, detail);
            let problem = match other.id() {
                Some(id) => problem.with("id", id.to_string()),
                None => problem,
            };
            Err(Refused { status: StatusCode::BAD_REQUEST, problem: Box::new(problem) })
        }
        Err(error) => Err(Refused::malformed(error)),
    }
}

fn host_of(iri: &str) -> Option<String> {
    Iri::from(iri).host()
}

fn is_blocked(policies: &Policies, parsed: &Parsed, actor: &Iri) -> bool {
    [host_of(parsed.key_id.as_str()), actor.host()]
        .iter()
        .any(|host| host.as_ref().is_none_or(|host| policies.blocks(host)))
}

fn entry(
    stall: Option<&str>,
    request: &Received<'_>,
    parsed: &Parsed,
    activity: &Activity,
    verified: bool,
) -> Result<NewInboxEntry, Refused> {
    let body = std::str::from_utf8(request.body).map_err(Refused::malformed)?;
    let signature = match verified {
        true => None,
        false => Some(serde_json::to_string(parsed).map_err(Refused::malformed)?),
    };
    let plain = entry_id(activity, request.body);
    Ok(NewInboxEntry {
        stall: stall.map(str::to_owned),
        host: host_of(parsed.key_id.as_str()).unwrap_or_default(),
        // An id that nobody vouches for yet must not keep the true activity of that id out.
        activity_uri: match &signature {
            None => plain,
            Some(signature) => format!("{plain}#unverified-{}", hash(signature.as_bytes())),
        },
        activity_type: activity.kind().to_owned(),
        actor_uri: activity.actor.as_ref().map(ToString::to_string).unwrap_or_default(),
        object_uri: activity.object_id().map(ToString::to_string),
        signed: in_a_word(parsed.scheme).to_owned(),
        signature,
        verified,
        body: body.to_owned(),
    })
}

/// By what an activity is known to be the same: its id, or its content where it has none. Mobilizon gives an `Update` the
/// id of the `Create`, so that one counts by its content too.
fn entry_id(activity: &Activity, body: &[u8]) -> String {
    match &activity.id {
        Some(id) if activity.kind == ActivityType::Update => format!("{id}#update-{}", hash(body)),
        Some(id) => id.to_string(),
        None => format!("urn:sha256:{}", hash(body)),
    }
}

fn hash(bytes: &[u8]) -> String {
    let digest = digest(&SHA256, bytes);
    hex::encode(digest.as_ref().get(..16).unwrap_or_default())
}
