//! Checking the consent to a quote (FEP-044f).

use async_trait::async_trait;
use diesel::QueryResult;
use serde::{Deserialize, Serialize};
use social::actor::Actor;
use social::notification::{self, NotificationKind};
use social::object::{Object, ObjectId};
use social::quote::{self, QuoteState};
use store::Conn;
use store::jobs::{self, Failure, Job};
use vocab::Iri;

use crate::Authentic;
use crate::Federation;
use crate::fetch::{Budget, Error};

/// Fetches the stamp that a quoting object shows, and what it quotes where that is not known yet.
#[derive(Debug, Serialize, Deserialize)]
pub struct VerifyQuote {
    /// The quoting object.
    pub object: ObjectId,
    /// The stamp.
    pub stamp: Iri,
}

impl VerifyQuote {
    /// Writes the job down, unless it waits already.
    pub fn later(c: &mut Conn, object: ObjectId, stamp: &Iri) -> QueryResult<()> {
        jobs::enqueue_unique(c, &Self { object, stamp: stamp.clone() }, &object.to_string())
    }
}

#[async_trait]
impl Job for VerifyQuote {
    type Context = Federation;
    const NAME: &'static str = "federation.verify-quote";
    const ATTEMPTS: i32 = 6;

    async fn run(&self, federation: &Federation) -> Result<(), Failure> {
        let id = self.object;
        let found = federation.db.read(move |c| Object::find(c, id)).await?;
        // What was settled meanwhile, by an answer or by taking consent back, stays so.
        let Some(quoting) = found.filter(|quoting| quoting.quote_state == Some(QuoteState::Pending)) else {
            return Ok(());
        };
        let budget = Budget::default();
        let quoted = match federation.quoted(&quoting, &budget).await {
            Ok(Some(quoted)) => quoted,
            Ok(None) => return Ok(()),
            Err(error) if error.is_temporary() => return Err(error.into()),
            Err(_) => {
                return Ok(federation.db.write(move |c| quote::settle(c, id, QuoteState::Rejected, None)).await?);
            }
        };
        // A stamp of ours was given, or not, when it was asked for.
        if quoted.is_local() {
            return Ok(());
        }
        let consent = match federation.document(&self.stamp, &budget).await {
            Err(error) if error.is_temporary() => return Err(error.into()),
            document => document.ok().and_then(Authentic::into_object),
        };
        let stamp = self.stamp.clone();
        let verdict = move |c: &mut Conn| {
            let owner = Actor::get(c, quoted.actor_id)?;
            let holds = consent.as_ref().is_some_and(|consent| is_consent(consent, &owner, &quoting, &quoted));
            settle(c, &quoting, &quoted, holds.then_some(&stamp))
        };
        Ok(federation.db.write(verdict).await?)
    }
}

impl Federation {
    /// What an object quotes: as it is known here, else fetched.
    async fn quoted(&self, quoting: &Object, budget: &Budget) -> Result<Option<Object>, Error> {
        let Some(uri) = quoting.quote_uri.clone() else { return Ok(None) };
        let known = uri.clone();
        if let Some(quoted) = self.db.read(move |c| Object::find_by_uri(c, &known)).await? {
            return Ok(Some(quoted));
        }
        self.fetch_object(&uri.into(), budget).await.map(Some)
    }
}

/// Whether a stamp says that the author of `quoted` lets `quoting` quote it: all four of its parts, and its origin.
pub(crate) fn is_consent(stamp: &Authentic<vocab::Object>, owner: &Actor, quoting: &Object, quoted: &Object) -> bool {
    stamp.is("QuoteAuthorization")
        && stamp.by().as_str() == owner.uri
        && stamp.id.as_ref().is_some_and(|id| id.same_origin(&Iri::from(owner.uri.as_str())))
        && stamp.interacting_object.as_ref().is_some_and(|id| id.as_str() == quoting.uri)
        && stamp.interaction_target.as_ref().is_some_and(|id| id.as_str() == quoted.uri)
}

/// Writes down whether there is consent, and counts the quote where there is.
pub(crate) fn settle(c: &mut Conn, quoting: &Object, quoted: &Object, stamp: Option<&Iri>) -> QueryResult<()> {
    let Some(stamp) = stamp else { return quote::settle(c, quoting.id, QuoteState::Rejected, None) };
    quote::link(c, quoting.id, quoted)?;
    quote::settle(c, quoting.id, QuoteState::Accepted, Some(stamp.as_str()))?;
    notification::notify(c, quoted.actor_id, NotificationKind::Quote, quoting.actor_id, Some(quoting.id))
}
