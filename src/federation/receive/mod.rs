//! What activities do here. A table says which function takes which type; none of them knows another.
//!
//! Each runs inside a transaction and either takes effect as a whole or not at all. Where something is missing that has to
//! be fetched first it says so ([`Need`]), is undone, and runs again once that was had, or could not be had.

mod accept;
mod add;
mod announce;
mod block;
mod create;
mod delete;
mod flag;
mod follow;
mod further;
mod ignore;
mod join;
mod leave;
mod like;
mod member;
mod move_;
mod participation;
mod quote_request;
mod reject;
mod relevance;
mod remove;
mod tentative_accept;
#[cfg(test)]
pub(crate) mod tests;
mod undo;
mod update;

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use diesel::QueryResult;
use social::actor::Actor;
use social::object::Object;
use store::Conn;
use store::uri::Hosts;
use vocab::{Activity, ActivityType, Entity, Iri};

use crate::authenticate::Authentic;
use crate::kind::Kinds;
use crate::object::{Incoming, Reason};

pub(crate) use create::take_in;

/// What came of an activity.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Verdict {
    /// It took effect.
    Accepted,
    /// It is sound and changes nothing here, for that reason.
    Ignored(String),
}

impl Verdict {
    fn ignored(reason: impl Into<String>) -> Outcome {
        Ok(Self::Ignored(reason.into()))
    }
}

/// Something that has to be fetched before an activity can take effect.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Need {
    /// An actor that is not known here.
    Actor(Iri),
    /// An actor as it is now, known or not.
    FreshActor(Iri),
    /// An object that is not known here.
    Object(Iri),
    /// An object as it is now at its own server: changed, or gone.
    FreshObject(Iri),
    /// A document, just to read it.
    Document(Iri),
}

/// Why an activity could not take effect.
#[derive(Debug)]
pub(crate) enum Stop {
    /// Something has to be fetched first.
    Need(Need),
    /// It is unsound or unwelcome.
    Refuse(String),
    /// The database failed.
    Database(diesel::result::Error),
}

impl From<diesel::result::Error> for Stop {
    fn from(error: diesel::result::Error) -> Self {
        Self::Database(error)
    }
}

impl Stop {
    fn refuse<T>(reason: impl Into<String>) -> Result<T, Self> {
        Err(Self::Refuse(reason.into()))
    }
}

/// What a receiver returns.
pub(crate) type Outcome = Result<Verdict, Stop>;

/// A function that takes activities of one type.
type Receiver = fn(&mut Conn, &Arrival<'_>) -> Outcome;

/// Which function takes which type. Whatever is not listed is offered to the kind of the object that it is about.
const RECEIVERS: &[(ActivityType, Receiver)] = &[
    (ActivityType::Accept, accept::receive),
    (ActivityType::Add, add::receive),
    (ActivityType::Announce, announce::receive),
    (ActivityType::Block, block::receive),
    (ActivityType::Create, create::receive),
    (ActivityType::Delete, delete::receive),
    (ActivityType::Flag, flag::receive),
    (ActivityType::Follow, follow::receive),
    (ActivityType::Ignore, ignore::receive),
    (ActivityType::Join, join::receive),
    (ActivityType::Leave, leave::receive),
    (ActivityType::Like, like::receive),
    (ActivityType::Move, move_::receive),
    (ActivityType::QuoteRequest, quote_request::receive),
    (ActivityType::Reject, reject::receive),
    (ActivityType::Remove, remove::receive),
    (ActivityType::TentativeAccept, tentative_accept::receive),
    (ActivityType::Undo, undo::receive),
    (ActivityType::Update, update::receive),
];

/// Has an activity take effect.
pub(crate) fn receive(c: &mut Conn, arrival: &Arrival<'_>) -> Outcome {
    let receiver = RECEIVERS.iter().find(|(kind, _)| *kind == arrival.activity.kind).map(|(_, receiver)| receiver);
    match receiver {
        Some(receiver) => receiver(c, arrival),
        None => further::receive(c, arrival),
    }
}

/// An activity on its way to take effect.
#[derive(Clone, Copy)]
pub(crate) struct Arrival<'a> {
    /// Our addresses.
    pub(crate) hosts: &'a Hosts,
    /// The kinds of object that are understood here.
    pub(crate) kinds: &'a Kinds,
    /// What is done.
    pub(crate) activity: &'a Authentic<Activity>,
    /// Who does it.
    pub(crate) actor: &'a Actor,
    /// The embedded object, where its actor answers for it; read beforehand, because reading it takes time.
    pub(crate) incoming: Option<&'a Result<Authentic<Incoming>, Reason>>,
    /// What was fetched for it.
    pub(crate) larder: &'a Larder,
}

/// What was fetched for one activity, or could not be.
#[derive(Debug, Clone, Default)]
pub(crate) struct Larder {
    documents: HashMap<Iri, Arc<Authentic<Entity>>>,
    fresh: HashSet<Iri>,
    absent: HashMap<Iri, String>,
}

impl Larder {
    /// Keeps a document.
    pub(crate) fn put(&mut self, id: Iri, document: Authentic<Entity>) {
        self.documents.insert(id, Arc::new(document));
    }

    /// Remembers that something was written down as it is now.
    pub(crate) fn put_fresh(&mut self, id: Iri) {
        self.fresh.insert(id);
    }

    /// Remembers that something could not be had, and why.
    pub(crate) fn put_absent(&mut self, id: Iri, reason: String) {
        self.absent.insert(id, reason);
    }
}

impl Arrival<'_> {
    /// The actor of that id, fetched where need be; none where it cannot be had.
    fn find_actor(&self, c: &mut Conn, id: &Iri) -> Result<Option<Actor>, Stop> {
        match Actor::find_by_uri(c, id.as_str())? {
            Some(known) => Ok(Some(known)),
            None if self.is_ours(id) || self.is_absent(id) => Ok(None),
            None => Err(Stop::Need(Need::Actor(id.clone()))),
        }
    }

    /// The actor of that id as its server describes it now; none where it cannot be had.
    fn fresh_actor(&self, c: &mut Conn, id: &Iri) -> Result<Option<Actor>, Stop> {
        let is_at_hand = self.is_ours(id) || self.larder.fresh.contains(id) || self.is_absent(id);
        if !is_at_hand {
            return Err(Stop::Need(Need::FreshActor(id.clone())));
        }
        Ok(Actor::find_by_uri(c, id.as_str())?.filter(|_| !self.is_absent(id)))
    }

    /// The object of that id, fetched where need be; none where it cannot be had.
    fn find_object(&self, c: &mut Conn, id: &Iri) -> Result<Option<Object>, Stop> {
        match Object::find_by_uri(c, id.as_str())? {
            Some(known) => Ok(Some(known)),
            None if self.is_ours(id) || self.is_absent(id) => Ok(None),
            None => Err(Stop::Need(Need::Object(id.clone()))),
        }
    }

    /// Has an object brought up to date by its own server: changed or buried.
    fn renew_object(&self, id: &Iri) -> Result<(), Stop> {
        let is_done = self.is_ours(id) || self.larder.fresh.contains(id) || self.is_absent(id);
        if is_done { Ok(()) } else { Err(Stop::Need(Need::FreshObject(id.clone()))) }
    }

    /// The document of that id; none where it cannot be had.
    fn find_document(&self, id: &Iri) -> Result<Option<Arc<Authentic<Entity>>>, Stop> {
        match self.larder.documents.get(id) {
            Some(document) => Ok(Some(Arc::clone(document))),
            None if self.is_ours(id) || self.is_absent(id) => Ok(None),
            None => Err(Stop::Need(Need::Document(id.clone()))),
        }
    }

    /// Whether something was asked for and is not there: an object that was known has been buried then.
    fn is_absent(&self, id: &Iri) -> bool {
        self.larder.absent.contains_key(id)
    }

    /// Why something could not be had.
    fn why_absent(&self, id: &Iri) -> String {
        self.larder.absent.get(id).cloned().unwrap_or_else(|| format!("{id} is not here"))
    }

    /// Whether an id is one of our addresses.
    fn is_ours(&self, id: &Iri) -> bool {
        id.url().is_some_and(|url| self.hosts.is_local(&url))
    }

    /// The local actor of that id.
    fn local_actor(&self, c: &mut Conn, id: &Iri) -> QueryResult<Option<Actor>> {
        if !self.is_ours(id) {
            return Ok(None);
        }
        Ok(Actor::find_by_uri(c, id.as_str())?.filter(Actor::is_local))
    }

    /// What it is about, which every activity must say.
    fn object_id(&self) -> Result<&Iri, Stop> {
        self.activity.object_id().ok_or_else(|| Stop::Refuse("the activity is about nothing".to_owned()))
    }

    /// The id of the activity, or one made for it where it has none.
    fn id(&self) -> String {
        match (&self.activity.id, self.activity.object_id()) {
            (Some(id), _) => id.to_string(),
            (None, about) => format!("{}#{}/{}", self.actor.uri, self.activity.kind(), about.map_or("", Iri::as_str)),
        }
    }
}
