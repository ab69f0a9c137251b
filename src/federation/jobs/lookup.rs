//! Looking up a handle or an address that somebody typed.
//!
//! A page asks [`Federation::look_up`] and shows what is there: the thing itself, that it is being looked for, or why it was
//! not found. It never waits for another server; it is asked again by reloading.

use std::time::Duration;

use async_trait::async_trait;
use chrono::TimeDelta;
use diesel::QueryResult;
use serde::{Deserialize, Serialize};
use social::actor::Actor;
use social::object::Object;
use social::text::Handle;
use store::jobs::{self, Failure, Job};
use store::{Conn, clock};
use vocab::Iri;

use crate::Federation;
use crate::client::FetchError;
use crate::fetch::{Budget, Error, Resolved};

/// After how long a look-up that failed may be tried again.
const AGAIN: TimeDelta = TimeDelta::minutes(5);

/// Looks up a handle or an address.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Lookup {
    /// `@name@host`, or an address.
    pub what: String,
}

/// What is known of something that was looked up.
#[derive(Debug, Clone)]
pub enum Sought {
    /// It is here.
    Found(Resolved),
    /// It is being looked for: ask again.
    Waiting,
    /// It was not found, for that reason.
    Missing(Absence),
    /// Nobody looked for it yet.
    Unknown,
    /// It is neither a handle with a host nor an address.
    NotSearchable,
}

/// Why something was not found, as far as whoever looks for it can do something about it. What exactly happened stands in the
/// queue.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Absence {
    /// There is nobody and nothing there by that name.
    Nothing,
    /// Its server cannot be reached, or does not answer in time.
    Unreachable,
    /// Its server does not give it to us.
    Refused,
    /// It is nothing that can be shown here.
    Unfit,
    /// The club does not talk to that server.
    Blocked,
    /// The club talks to no other server at present.
    Disabled,
    /// Nobody remembers.
    Forgotten,
}

impl From<&Error> for Absence {
    fn from(error: &Error) -> Self {
        match error {
            Error::Deleted | Error::Nobody(_) | Error::Ours(_) | Error::NotAnAddress(_) => Self::Nothing,
            Error::Fetch(FetchError::Gone(_)) => Self::Nothing,
            Error::Fetch(FetchError::Unreachable(_) | FetchError::Deadline(_) | FetchError::TooManyRedirects(_)) => {
                Self::Unreachable
            }
            Error::Fetch(FetchError::Status { .. }) => Self::Refused,
            Error::Fetch(FetchError::Disabled) => Self::Disabled,
            Error::Fetch(FetchError::Forbidden(_)) | Error::Blocked(_) => Self::Blocked,
            Error::Fetch(FetchError::ContentType(_) | FetchError::TooLong(_)) => Self::Unfit,
            Error::Malformed(_) | Error::Refused(_) | Error::Unusable(_) | Error::TooMany => Self::Unfit,
            Error::Fetch(FetchError::Signing(_)) | Error::Database(_) => Self::Forgotten,
        }
    }
}

impl Lookup {
    /// What a text asks for: `@name@host`, `name@host`, `acct:…` or an address; none for anything else.
    pub fn of(text: &str) -> Option<Self> {
        let text = text.trim();
        if let Some(url) = Iri::from(text).url().filter(|url| matches!(url.scheme(), "http" | "https")) {
            return Some(Self { what: url.into() });
        }
        let handle: Handle = text.parse().ok()?;
        handle.host.is_some().then(|| Self { what: handle.to_string() })
    }

    /// Writes the job down, unless it waits already.
    pub fn later(&self, c: &mut Conn) -> QueryResult<()> {
        jobs::enqueue_unique(c, self, &self.what)
    }

    fn handle(&self) -> Option<Handle> {
        if self.what.starts_with('@') { self.what.parse().ok() } else { None }
    }

    /// What is here already. `seen` is the id that the text led to before: an address may be that of a page, and a handle
    /// lead to an actor that goes by another.
    fn find(&self, c: &mut Conn, seen: Option<&str>) -> QueryResult<Option<Resolved>> {
        if let Some(handle) = self.handle().filter(|_| seen.is_none()) {
            let actor = Actor::find_by_handle(c, &handle.username, handle.host.as_deref().unwrap_or_default())?;
            return Ok(actor.filter(Actor::is_present).map(|actor| Resolved::Actor(Box::new(actor))));
        }
        let id = seen.unwrap_or(&self.what);
        if let Some(actor) = Actor::find_by_uri(c, id)?.filter(Actor::is_present) {
            return Ok(Some(Resolved::Actor(Box::new(actor))));
        }
        let object = Object::find_by_uri(c, id)?.filter(|object| object.deleted_at.is_none());
        Ok(object.map(|object| Resolved::Object(Box::new(object))))
    }

    fn state(&self, c: &mut Conn, why: Option<Absence>) -> QueryResult<Sought> {
        match jobs::find(c, self)? {
            Some(row) => Ok(match row.failed_at {
                Some(at) if at < clock::now() - AGAIN => Sought::Unknown,
                Some(_) => Sought::Missing(why.unwrap_or(Absence::Forgotten)),
                None => Sought::Waiting,
            }),
            None => Ok(Sought::Unknown),
        }
    }
}

impl Lookup {
    /// The id of what it leads to.
    async fn seek(&self, federation: &Federation) -> Result<String, Error> {
        let budget = Budget::default();
        let at: Iri = match self.handle() {
            Some(handle) => federation.find_actor_id(&handle, &budget).await?,
            None => Iri::from(self.what.as_str()),
        };
        Ok(match federation.resolve(&at, &budget).await? {
            Resolved::Actor(actor) => actor.uri,
            Resolved::Object(object) => object.uri,
        })
    }
}

impl Federation {
    /// What is known of a handle or an address that somebody typed. Where nothing is and `begin`, it is looked for from now
    /// on; whether the viewer may see what is found is the caller's to ask.
    pub async fn look_up(&self, text: &str, begin: bool) -> QueryResult<Sought> {
        let Some(lookup) = Lookup::of(text) else { return Ok(Sought::NotSearchable) };
        let (seen, why) = (self.found.get(&lookup.what), self.absent.get(&lookup.what));
        let wanted = lookup.clone();
        let (found, state) = self
            .db
            .read(move |c| match wanted.find(c, seen.as_deref())? {
                Some(found) => Ok::<_, diesel::result::Error>((Some(found), Sought::Unknown)),
                None => Ok((None, wanted.state(c, why)?)),
            })
            .await?;
        match (found, state) {
            (Some(found), _) => Ok(Sought::Found(found)),
            (None, Sought::Unknown) if self.is_ours(&lookup) => Ok(Sought::Missing(Absence::Nothing)),
            (None, Sought::Unknown) if begin && self.is_enabled() => {
                self.db.write(move |c| restart(c, &lookup)).await?;
                Ok(Sought::Waiting)
            }
            (None, state) => Ok(state),
        }
    }

    /// Whether the thing would be at one of our own hosts, where it is found without asking.
    fn is_ours(&self, lookup: &Lookup) -> bool {
        match lookup.handle().and_then(|handle| handle.host) {
            Some(host) => self.hosts.site(&host).is_some(),
            None => Iri::from(lookup.what.as_str()).url().is_some_and(|url| self.hosts.is_local(&url)),
        }
    }
}

fn restart(c: &mut Conn, lookup: &Lookup) -> QueryResult<()> {
    if let Some(old) = jobs::find(c, lookup)?.filter(|row| row.failed_at.is_some()) {
        jobs::discard(c, old.id)?;
    }
    lookup.later(c)
}

#[async_trait]
impl Job for Lookup {
    type Context = Federation;
    const NAME: &'static str = "federation.lookup";
    const ATTEMPTS: i32 = 2;

    /// Somebody is waiting for it.
    fn backoff(_: i32) -> Duration {
        Duration::from_secs(5)
    }

    async fn run(&self, federation: &Federation) -> Result<(), Failure> {
        match self.seek(federation).await {
            Ok(id) => federation.found.insert(self.what.clone(), id),
            Err(error) => {
                federation.absent.insert(self.what.clone(), Absence::from(&error));
                return Err(error.into());
            }
        }
        Ok(())
    }
}
