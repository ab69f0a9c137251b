//! Do two servers believe in the same follows? What is compared, and how that is said (FEP-8fcf).
//!
//! With what goes to an actor's followers travels a digest of those among them who live where it goes. Who receives it
//! compares it with the follows known there, and asks for the list where they differ ([`SyncFollowers`]).

#[cfg(test)]
mod tests;

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use aws_lc_rs::digest::{SHA256, digest};
use diesel::QueryResult;
use futures::FutureExt;
use http::{HeaderMap, HeaderValue};
use moka::sync::Cache;
use social::actor::{Actor, ActorId};
use social::follow::FollowState;
use social::follower;
use store::signal::Listener;
use store::uri::{self, Stall};
use store::{Conn, Db};
use url::Url;
use vocab::Iri;

use crate::Federation;
use crate::jobs::SyncFollowers;
use crate::signature::{Parameters, Parsed};

/// The header by which a digest travels.
pub(crate) const HEADER: &str = "collection-synchronization";
/// Of how many actors digests are kept at hand, and for how long at most.
const KEPT: u64 = 10_000;
const FRESH: Duration = Duration::from_secs(300);

/// The digest of a set of actors: the SHA-256 digests of their ids, combined by XOR. Nobody has that of all zeros.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Digest([u8; 32]);

impl Digest {
    /// The digest of these ids, each of which must be there once.
    pub(crate) fn of<'a>(ids: impl IntoIterator<Item = &'a str>) -> Self {
        ids.into_iter().fold(Self::default(), Self::with)
    }

    fn with(mut self, id: &str) -> Self {
        for (sum, byte) in self.0.iter_mut().zip(digest(&SHA256, id.as_bytes()).as_ref()) {
            *sum ^= byte;
        }
        self
    }

    /// In lower-case hexadecimal digits.
    pub(crate) fn to_hex(self) -> String {
        hex::encode(self.0)
    }

    /// From hexadecimal digits in either case.
    pub(crate) fn from_hex(text: &str) -> Option<Self> {
        let mut bytes = [0; 32];
        hex::decode_to_slice(text, &mut bytes).ok()?;
        Some(Self(bytes))
    }
}

/// Scheme, host and port of an id: by these it is said which server an actor lives at.
pub(crate) fn origin(id: &str) -> Option<String> {
    let origin = Url::parse(id).ok()?.origin();
    origin.is_tuple().then(|| origin.ascii_serialization())
}

/// The digests of an actor's followers, by origin.
type ByOrigin = Arc<HashMap<String, Digest>>;

/// Digests at hand, until somebody follows or follows no more.
pub(crate) struct FollowerDigests {
    kept: Cache<ActorId, ByOrigin>,
    changed: Mutex<Listener>,
}

impl FollowerDigests {
    pub(crate) fn new(db: &Db) -> Self {
        let kept = Cache::builder().max_capacity(KEPT).time_to_live(FRESH).build();
        Self { kept, changed: Mutex::new(db.listen(follower::SIGNAL)) }
    }

    /// The digest of an actor's followers at an origin. One look at the database serves all origins.
    pub(crate) async fn get(&self, db: &Db, actor: ActorId, origin: &str) -> QueryResult<Digest> {
        self.forget_changed();
        let digests = match self.kept.get(&actor) {
            Some(digests) => digests,
            None => {
                let digests = Arc::new(db.read(move |c| by_origin(c, actor)).await?);
                self.kept.insert(actor, Arc::clone(&digests));
                digests
            }
        };
        Ok(digests.get(origin).copied().unwrap_or_default())
    }

    fn forget_changed(&self) {
        let mut changed = self.changed.lock().unwrap_or_else(PoisonError::into_inner);
        if changed.wait().now_or_never().is_some() {
            self.kept.invalidate_all();
        }
    }
}

fn by_origin(c: &mut Conn, actor: ActorId) -> QueryResult<HashMap<String, Digest>> {
    let mut digests: HashMap<String, Digest> = HashMap::new();
    for id in follower::remote(c, actor)? {
        if let Some(origin) = origin(&id) {
            let digest = digests.entry(origin).or_default();
            *digest = digest.with(&id);
        }
    }
    Ok(digests)
}

/// The digest of whom a server knows at a stall of ours to follow an actor of its own.
pub(crate) fn digest_of_stall(c: &mut Conn, actor: ActorId, stall: &str) -> QueryResult<Digest> {
    let follows = follower::of_stall(c, actor, stall)?;
    let holding = follows.iter().filter(|(follow, _)| follow.state == FollowState::Accepted);
    Ok(Digest::of(holding.map(|(_, follower)| follower.uri.as_str())))
}

/// What the header says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Statement {
    /// The sender's collection of followers.
    pub(crate) collection: Iri,
    /// Where those are listed who live at the receiver.
    pub(crate) url: Iri,
    /// Their digest.
    pub(crate) digest: Digest,
}

impl Statement {
    /// Reads the header, where there is one and the signature vouches for it.
    fn of(headers: &HeaderMap, parsed: &Parsed) -> Option<Self> {
        let mut values = headers.get_all(HEADER).iter();
        let (value, None) = (values.next()?, values.next()) else { return None };
        Self::read(value.to_str().ok()?).filter(|_| parsed.covers(HEADER))
    }

    /// Reads the value of the header, which has the form of a signature's parameters.
    fn read(value: &str) -> Option<Self> {
        let parameters = Parameters::read(value.trim()).ok()?;
        Some(Self {
            collection: parameters.get("collectionId")?.into(),
            url: parameters.get("url")?.into(),
            digest: Digest::from_hex(parameters.get("digest")?)?,
        })
    }

    /// The value of the header.
    fn write(&self) -> String {
        format!("collectionId=\"{}\", url=\"{}\", digest=\"{}\"", self.collection, self.url, self.digest.to_hex())
    }

    /// Whether an actor may say this: it is about its own followers, and they are listed at its own server.
    fn is_of(&self, actor: &Actor) -> bool {
        let id = Iri::from(actor.uri.as_str());
        actor.followers.as_deref() == Some(self.collection.as_str())
            && self.collection.same_origin(&id)
            && self.url.same_origin(&id)
    }
}

impl Federation {
    /// What a local actor says to the server of an inbox of its followers there.
    pub(crate) async fn followers_statement(&self, actor: ActorId, id: &Url, inbox: &Url) -> QueryResult<HeaderValue> {
        let origin = inbox.origin().ascii_serialization();
        let statement = Statement {
            collection: uri::followers(id).into(),
            url: uri::followers_synchronization(id).into(),
            digest: self.digests.get(&self.db, actor, &origin).await?,
        };
        HeaderValue::from_str(&statement.write())
            .map_err(|error| diesel::result::Error::QueryBuilderError(error.into()))
    }

    /// Compares what the sender of a verified activity says of its followers at a stall with what is known here. Where they
    /// differ, a job finds out more. Whatever goes wrong: the activity itself is not concerned.
    pub(crate) async fn compare_followers(&self, stall: &Stall, actor: &Iri, headers: &HeaderMap, parsed: &Parsed) {
        let Some(statement) = Statement::of(headers, parsed) else { return };
        let (uri, name, said) = (actor.to_string(), stall.name, statement.clone());
        let differs = self.db.read(move |c| {
            let Some(actor) = Actor::find_by_uri(c, &uri)?.filter(|actor| said.is_of(actor)) else { return Ok(None) };
            let known = digest_of_stall(c, actor.id, name)?;
            Ok::<_, diesel::result::Error>((known != said.digest).then_some(actor.id))
        });
        let outcome = match differs.await {
            Ok(None) => return,
            Ok(Some(actor)) => self.db.write(move |c| SyncFollowers::later(c, actor, name, &statement)).await,
            Err(error) => Err(error),
        };
        if let Err(error) = outcome {
            tracing::warn!(%actor, %error, "followers could not be compared");
        }
    }
}
