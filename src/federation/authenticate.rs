//! Who said it? The one place where that is decided (FEP-fe34, origin-based security).
//!
//! Nothing remote is written to the database except what passed through here: writing takes an [`Authentic`], which only
//! this file can make. There are two ways to become one. An activity came over a signed connection and its signer is its
//! actor ([`authenticate`]); or a document was fetched from the very address that is its id ([`authenticate_document`]).
//! What an activity embeds is believed only where its actor owns it; of anything else only the id is worth something, and
//! whoever wants to know more asks the id's own server.

#[cfg(test)]
mod tests;

use social::inbox::InboxEntry;
use url::Url;
use vocab::{Activity, ActivityType, Actor, Collection, Entity, Iri, Object, Ref};

use crate::key::PublicKey;
use crate::signature::{Parsed, Scheme};

/// How it is known who said something.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Method {
    /// It came in a request that its actor signed.
    Signed(Scheme),
    /// It was fetched from the address that is its id.
    Fetched,
}

/// Why a document is not believed to come from who it says it comes from.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// The activity does not say who acts.
    #[error("the activity has no actor")]
    NoActor,
    /// The signature is good, and somebody else's.
    #[error("signed by {signer}, not by its actor {actor}")]
    OtherSigner {
        /// Who signed.
        signer: Iri,
        /// Who is said to act.
        actor: Iri,
    },
    /// The id is at another server than its actor or owner.
    #[error("the id {id} is not at the server of {owner}")]
    ForeignId {
        /// The id.
        id: Iri,
        /// The actor or owner.
        owner: Iri,
    },
    /// The document has no id: what was fetched cannot be told apart from what was not.
    #[error("the document has no id")]
    NoId,
    /// The document is another than the one that was asked for.
    #[error("found at {at}, but its id is {id}")]
    Elsewhere {
        /// Where it was found.
        at: Url,
        /// What it calls itself.
        id: Iri,
    },
    /// The object belongs to nobody.
    #[error("the object {0} does not say whose it is")]
    NoOwner(Iri),
}

/// The actor behind a signature that was verified.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Signatory {
    actor: Iri,
    scheme: Scheme,
}

impl Signatory {
    /// The owner of `key`, where that key made the signature.
    pub(crate) fn verify(parsed: &Parsed, key: &PublicKey, owner: &str) -> Option<Self> {
        parsed.verify(key).then(|| Self { actor: Iri::new(owner), scheme: parsed.scheme })
    }

    /// The signer of an activity that was verified when it was stored: its own actor, as only such are marked so.
    pub(crate) fn of_entry(entry: &InboxEntry) -> Option<Self> {
        let scheme = if entry.signed == RFC9421 { Scheme::Rfc9421 } else { Scheme::Cavage };
        entry.verified.then(|| Self { actor: Iri::new(&entry.actor_uri), scheme })
    }

    /// Who signed.
    pub fn actor(&self) -> &Iri {
        &self.actor
    }
}

/// How the journal calls a signature by RFC 9421.
const RFC9421: &str = "rfc9421";

/// How the journal calls a scheme.
pub(crate) fn in_a_word(scheme: Scheme) -> &'static str {
    match scheme {
        Scheme::Cavage => "cavage",
        Scheme::Rfc9421 => RFC9421,
    }
}

/// Something that is known to be said by who it belongs to.
#[derive(Debug, Clone, PartialEq)]
pub struct Authentic<T> {
    said: T,
    by: Iri,
    method: Method,
}

impl<T> Authentic<T> {
    /// Who said it: the actor of an activity, the owner of an object, an actor itself.
    pub fn by(&self) -> &Iri {
        &self.by
    }

    /// How that is known.
    pub fn method(&self) -> Method {
        self.method
    }

    /// The thing itself.
    pub fn into_inner(self) -> T {
        self.said
    }

    /// Another view of the same saying. Within the crate alone: whoever calls this answers for it that nothing else gets in.
    pub(crate) fn try_map<U, E>(self, view: impl FnOnce(T) -> Result<U, E>) -> Result<Authentic<U>, E> {
        let Self { said, by, method } = self;
        view(said).map(|said| Authentic { said, by, method })
    }
}

impl<T> std::ops::Deref for Authentic<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.said
    }
}

/// Believes an activity that came in a request which `signatory` signed.
///
/// # Errors
/// [`Refusal::OtherSigner`] where it was passed on by somebody else; what it is about may then be fetched.
pub fn authenticate(mut activity: Activity, signatory: &Signatory) -> Result<Authentic<Activity>, Refusal> {
    let by = activity.actor.clone().ok_or(Refusal::NoActor)?;
    if by != signatory.actor {
        return Err(Refusal::OtherSigner { signer: signatory.actor.clone(), actor: by });
    }
    match activity.id.take_if(|id| !id.same_origin(&by)) {
        // Funkwhale answers under ids that it makes of ours. What it answers is found by its two ends.
        Some(_) if matches!(activity.kind, ActivityType::Accept | ActivityType::Reject) => {}
        Some(id) => return Err(Refusal::ForeignId { id, owner: by }),
        None => {}
    }
    Ok(Authentic { said: activity, by, method: Method::Signed(signatory.scheme) })
}

/// Believes a document that was fetched from `at`, the last of all redirects: its id must be that address, and it must
/// belong to somebody at the same server.
///
/// # Errors
/// [`Refusal::Elsewhere`] where its id is another address: it can be asked for there.
pub fn authenticate_document(document: Entity, at: &Url) -> Result<Authentic<Entity>, Refusal> {
    let id = document.id().cloned().ok_or(Refusal::NoId)?;
    if !is_at(&id, at) {
        return Err(Refusal::Elsewhere { at: at.clone(), id });
    }
    let by = owner(&document, &id)?;
    if !by.same_origin(&id) {
        return Err(Refusal::ForeignId { id, owner: by });
    }
    Ok(Authentic { said: document, by, method: Method::Fetched })
}

/// Whether an id is that address; a fragment leads nowhere else.
fn is_at(id: &Iri, at: &Url) -> bool {
    let strip = |mut url: Url| {
        url.set_fragment(None);
        url
    };
    id.url().is_some_and(|id| strip(id) == strip(at.clone()))
}

/// Who answers for a document.
fn owner(document: &Entity, id: &Iri) -> Result<Iri, Refusal> {
    let named = match document {
        Entity::Activity(activity) => return activity.actor.clone().ok_or(Refusal::NoActor),
        // A tombstone says nothing but that there is nothing.
        Entity::Object(object) if object.is("Tombstone") => return Ok(id.clone()),
        Entity::Object(object) => object.author().cloned(),
        Entity::Key(key) => key.owner.clone(),
        Entity::Multikey(key) => key.controller.clone(),
        Entity::Actor(_) | Entity::Collection(_) => return Ok(id.clone()),
    };
    named.ok_or_else(|| Refusal::NoOwner(id.clone()))
}

impl Authentic<Activity> {
    /// The embedded object, where the actor answers for it: it has an id at the actor's server and is the actor's own.
    pub fn vouched_object(&self) -> Option<Authentic<Object>> {
        self.vouched().map(|object| self.part(object.clone()))
    }

    /// The same, to look at.
    pub(crate) fn vouched(&self) -> Option<&Object> {
        let object = self.first_object()?.inline()?.object()?;
        self.answers_for(object.id.as_ref()?, object.author()?).then_some(object)
    }

    /// The embedded actor, where it is who acts.
    pub fn vouched_actor(&self) -> Option<Authentic<Actor>> {
        let actor = self.first_object()?.inline()?.actor()?;
        (actor.id.as_ref() == Some(&self.by)).then(|| self.part(actor.clone()))
    }

    /// The object that a `QuoteRequest` or the like is made with, where the actor answers for it.
    pub fn vouched_instrument(&self) -> Option<Authentic<Object>> {
        let object = self.instrument.first()?.inline()?.object()?;
        self.answers_for(object.id.as_ref()?, object.author()?).then(|| self.part(object.clone()))
    }

    /// The embedded activity as its own words about something of ours or of others, by which that can be looked up.
    /// Nothing of it is to be believed.
    pub fn claimed_activity(&self) -> Option<&Activity> {
        self.first_object()?.inline()?.activity()
    }

    /// An embedded activity of the same actor, as `Undo` has one.
    pub fn own_activity(&self) -> Option<&Activity> {
        self.claimed_activity().filter(|inner| inner.actor.as_ref() == Some(&self.by))
    }

    /// Whether the actor takes back, changes or deletes itself.
    pub fn is_about_itself(&self) -> bool {
        self.object_id() == Some(&self.by)
    }

    /// Who is being talked to and what about, for one object among several.
    pub fn object_ids(&self) -> impl Iterator<Item = &Iri> {
        self.object.iter().filter_map(Ref::id)
    }

    fn answers_for(&self, id: &Iri, owner: &Iri) -> bool {
        id.same_origin(&self.by) && *owner == self.by
    }

    fn part<T>(&self, said: T) -> Authentic<T> {
        Authentic { said, by: self.by.clone(), method: self.method }
    }
}

impl Authentic<Entity> {
    /// The document as an object, if it is one.
    pub fn into_object(self) -> Option<Authentic<Object>> {
        let Self { said: Entity::Object(object), by, method } = self else { return None };
        Some(Authentic { said: *object, by, method })
    }

    /// The document as an actor, if it is one.
    pub fn into_actor(self) -> Option<Authentic<Actor>> {
        let Self { said: Entity::Actor(actor), by, method } = self else { return None };
        Some(Authentic { said: *actor, by, method })
    }

    /// The document as a collection or a page of one, if it is one.
    pub fn into_collection(self) -> Option<Authentic<Collection>> {
        let Self { said: Entity::Collection(collection), by, method } = self else { return None };
        Some(Authentic { said: *collection, by, method })
    }

    /// The document as an activity, if it is one.
    pub fn into_activity(self) -> Option<Authentic<Activity>> {
        let Self { said: Entity::Activity(activity), by, method } = self else { return None };
        Some(Authentic { said: *activity, by, method })
    }
}

impl Authentic<Collection> {
    /// What it lists whole, as far as its owner answers for it: it is at the same server, and the owner's own. What does not say whose it
    /// is, is the owner's.
    pub(crate) fn vouched_objects(self, owner: &Iri) -> Vec<Authentic<Object>> {
        if !owner.same_origin(&self.by) {
            return Vec::new();
        }
        let method = self.method;
        let whole = self.said.items.into_vec().into_iter().filter_map(|item| match item.into_inline()? {
            Entity::Object(object) => Some(*object),
            _ => None,
        });
        let own = whole.filter_map(|mut object| {
            if object.attributed_to.is_empty() {
                object.attributed_to.push(Ref::Id(owner.clone()));
            }
            let vouched = object.id.as_ref()?.same_origin(owner) && object.author() == Some(owner);
            vouched.then(|| Authentic { said: object, by: owner.clone(), method })
        });
        own.collect()
    }
}

/// Whether what such an activity is about can be had from its own server when somebody else passed the activity on.
pub fn can_be_refetched(kind: &ActivityType) -> bool {
    matches!(kind, ActivityType::Create | ActivityType::Update | ActivityType::Delete)
}
