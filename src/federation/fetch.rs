//! Asking other servers: documents by their ids, and what they name, within a budget.
//!
//! What is fetched is written to the database by the same functions that write what is delivered. Nothing here is called
//! while somebody waits for a page or a peer for an answer: jobs and the workers of the inbox do it.

mod actor;
mod key;
mod listing;
mod object;

use std::sync::atomic::{AtomicU32, Ordering};

use http::HeaderValue;
use vocab::{Bear, Collection, Entity, Iri, Ref};

pub use object::Resolved;

use crate::Federation;
use crate::authenticate::{Authentic, Refusal, authenticate_document};
use crate::client::FetchError;
use crate::signature::Signer;

/// How many documents are fetched on behalf of one incoming activity, one job or one look-up.
pub const FETCHES: u32 = 20;

/// Why something could not be had.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Error {
    /// The server did not give it.
    #[error(transparent)]
    Fetch(#[from] FetchError),
    /// What it gave is no document.
    #[error(transparent)]
    Malformed(#[from] vocab::Malformed),
    /// What it gave is not what it says it is.
    #[error(transparent)]
    Refused(#[from] Refusal),
    /// What it gave cannot be taken in.
    #[error("{0}")]
    Unusable(String),
    /// Its server says that it was deleted.
    #[error("it was deleted")]
    Deleted,
    /// The club does not talk to that server.
    #[error("{0} is blocked")]
    Blocked(String),
    /// It is ours: nothing of ours is ever asked for over the network.
    #[error("{0} is an address of ours")]
    Ours(Iri),
    /// Not an address on the web.
    #[error("“{0}” is not an address on the web")]
    NotAnAddress(Iri),
    /// Too many documents had to be fetched for one thing.
    #[error("more than {FETCHES} documents would have to be fetched")]
    TooMany,
    /// Nobody answers to that name.
    #[error("there is nobody called {0}")]
    Nobody(String),
    /// The database failed.
    #[error("the database failed: {0}")]
    Database(String),
}

impl Error {
    /// Whether the same may work later.
    pub fn is_temporary(&self) -> bool {
        match self {
            Self::Fetch(error) => error.is_temporary(),
            Self::Database(_) => true,
            _ => false,
        }
    }

    /// Whether its server says that there is nothing, or no longer.
    pub fn is_gone(&self) -> bool {
        matches!(self, Self::Fetch(FetchError::Gone(_)) | Self::Deleted)
    }
}

impl From<diesel::result::Error> for Error {
    fn from(error: diesel::result::Error) -> Self {
        Self::Database(error.to_string())
    }
}

/// How many documents may still be fetched for one thing.
#[derive(Debug)]
pub(crate) struct Budget(AtomicU32);

impl Default for Budget {
    fn default() -> Self {
        Self(AtomicU32::new(FETCHES))
    }
}

impl Budget {
    /// Takes one fetch out of it.
    pub(crate) fn take(&self) -> Result<(), Error> {
        let taken = self.0.fetch_update(Ordering::Relaxed, Ordering::Relaxed, |left| left.checked_sub(1));
        taken.map(drop).map_err(|_| Error::TooMany)
    }

    /// How many are left.
    pub(crate) fn left(&self) -> u32 {
        self.0.load(Ordering::Relaxed)
    }
}

impl Federation {
    /// Fetches the document of that id, signed by the own actor of a stall. It is believed where its id is the address that
    /// it was found at in the end; where it calls itself otherwise it is asked for there, once.
    pub(crate) async fn document(&self, id: &Iri, budget: &Budget) -> Result<Authentic<Entity>, Error> {
        match self.document_at(id, budget).await {
            Err(Error::Refused(Refusal::Elsewhere { id: elsewhere, .. })) if elsewhere != *id => {
                self.document_at(&elsewhere, budget).await
            }
            result => result,
        }
    }

    async fn document_at(&self, at: &Iri, budget: &Budget) -> Result<Authentic<Entity>, Error> {
        let signer = self.any_signer().await?;
        self.document_as(at, &signer, budget).await
    }

    /// Fetches the document at an address, whose id that must be, signed by an actor of ours.
    async fn document_as(&self, at: &Iri, signer: &Signer, budget: &Budget) -> Result<Authentic<Entity>, Error> {
        let url = at.url().filter(|url| matches!(url.scheme(), "http" | "https"));
        let url = url.ok_or_else(|| Error::NotAnAddress(at.clone()))?;
        if self.hosts.is_local(&url) {
            return Err(Error::Ours(at.clone()));
        }
        self.check_host(at).await?;
        budget.take()?;
        let fetched = self.client.get_activity(&url, signer).await?;
        let entity = Entity::parse(&fetched.body)?;
        Ok(authenticate_document(entity, &fetched.final_url)?)
    }

    /// Fetches what an actor lets be fetched with a secret, from the actor's own server alone, wherever else the address leads.
    pub async fn confided(&self, bear: &Bear, by: &Iri) -> Result<Authentic<Entity>, Error> {
        let at = &bear.address;
        let url = at.url().filter(|_| at.same_origin(by)).ok_or_else(|| Error::NotAnAddress(at.clone()))?;
        if self.hosts.is_local(&url) {
            return Err(Error::Ours(at.clone()));
        }
        self.check_host(at).await?;
        let unfit = |_| Error::Unusable("its secret is not fit to be shown".to_owned());
        let mut token = HeaderValue::from_str(&format!("Bearer {}", bear.token)).map_err(unfit)?;
        token.set_sensitive(true);
        let fetched = self.client.get_confided(&url, token, &*self.any_signer().await?).await?;
        Ok(authenticate_document(Entity::parse(&fetched.body)?, &fetched.final_url)?)
    }

    /// Everything that a collection at the server of `owner` lists for an actor of ours, or an error: what follows from
    /// an id not being there must not follow from a page that could not be had.
    pub(crate) async fn listed(
        &self,
        at: &Iri,
        owner: &Iri,
        signer: &Signer,
        budget: &Budget,
    ) -> Result<Vec<Iri>, Error> {
        let mut members: Vec<Iri> = Vec::new();
        let mut next: Option<Ref<Collection>> = Some(Ref::Id(at.clone()));
        while let Some(part) = next.take() {
            let part = match part {
                Ref::Inline(part) => part,
                Ref::Id(at) => {
                    let document = self.document_as(&at, signer, budget).await?;
                    if !document.by().same_origin(owner) {
                        return Err(Error::Unusable(format!("{at} is not at the server of {owner}")));
                    }
                    match document.into_inner() {
                        Entity::Collection(part) => part,
                        other => return Err(Error::Unusable(format!("a “{}” is no collection", other.kind()))),
                    }
                }
            };
            members.extend(part.items.iter().filter_map(Ref::id).cloned());
            next = part.first.or(part.next);
        }
        Ok(members)
    }

    /// Refuses addresses at hosts that the club blocks.
    pub(crate) async fn check_host(&self, at: &Iri) -> Result<(), Error> {
        let policies = self.policies().await?;
        match at.host() {
            Some(host) if policies.blocks(&host) => Err(Error::Blocked(host)),
            _ => Ok(()),
        }
    }
}
