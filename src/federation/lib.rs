//! Everything that leaves for other servers or comes from them: this crate alone signs, verifies, fetches and delivers.
//!
//! It knows the network and the cryptography of the fediverse; it does not know the web framework, nor any module.
//!
//! What comes in is judged at the door ([`Federation::receive`]), kept, answered, and dealt with afterwards: [`authenticate`]
//! says who said it, `receive` what it does, [`object`] and [`actor`] what it means. What goes out was written by the verbs
//! of `social` in the transaction of the change that it tells of; [`Federation::start`] sends it.

pub mod actor;
pub mod address;
pub mod authenticate;
pub mod card;
pub mod client;
pub mod collection;
pub mod config;
mod deliver;
pub mod fetch;
#[cfg(test)]
mod fixture;
pub mod inbox;
pub mod jobs;
pub mod journal;
pub mod key;
mod keyring;
pub mod kind;
mod member;
pub mod nodeinfo;
pub mod object;
mod page;
mod policy;
pub mod push;
mod receive;
pub mod signature;
mod synchronization;
mod thread;
pub mod webfinger;

use std::sync::Arc;
use std::time::Duration;

use chrono::{NaiveDateTime, TimeDelta};
use diesel::QueryResult;
use diesel::result::Error::NotFound;
use http::StatusCode;
use moka::sync::Cache;
use social::actor::{Actor, ActorId};
use social::domain::Policies;
use social::object::Object;
use store::jobs::Runner;
use store::uri::Hosts;
use store::{Conn, Db, clock};
use tokio::sync::watch;
use tokio::task::JoinHandle;
use url::Url;

pub use authenticate::Authentic;
pub use client::ClientError as SetupError;
pub use config::FederationConfig;
pub use inbox::Refused;
pub use kind::{Act, Claim, Deed, Handled, Kinds, ObjectKind};

use client::{Client, FetchError, Fetched};
use config::FetchLimits;
use jobs::{Absence, FetchActor, FetchFeatured, FetchThread};
use journal::JournalLimits;
use keyring::Keyring;
use policy::PolicyCache;
use signature::Signer;
use synchronization::FollowerDigests;

/// How often a key is fetched again because a signature did not fit it.
const KEY_REFRESH: Duration = Duration::from_secs(300);
/// How long a peer that was heard of is not noted again.
const PEER_SEEN: Duration = Duration::from_secs(600);
/// How long it is remembered where a look-up led.
const LOOKUP_MEMORY: Duration = Duration::from_secs(6 * 3600);
/// How often a thread is completed and an actor read anew because somebody looks at it.
const RENEWAL: Duration = Duration::from_secs(15 * 60);
/// After how long what is known of a remote actor is old.
const STALE: TimeDelta = TimeDelta::days(1);
/// How many keys and peers those are remembered for.
const REMEMBERED: u64 = 10_000;

/// The club as a part of the network. Cheap to clone.
#[derive(Clone)]
pub struct Federation(Arc<Inner>);

/// What a [`Federation`] holds.
pub struct Inner {
    pub(crate) db: Db,
    pub(crate) hosts: Hosts,
    pub(crate) kinds: Kinds,
    pub(crate) client: Client,
    pub(crate) keyring: Keyring,
    pub(crate) plain_http: bool,
    pub(crate) journal: JournalLimits,
    enabled: bool,
    policy: PolicyCache,
    /// What followers of ours are told to be, by server.
    digests: FollowerDigests,
    /// Keys that were fetched again lately, so that bad signatures do not make us fetch without end.
    refreshed: Cache<String, ()>,
    /// Peers that were noted lately.
    seen: Cache<String, ()>,
    /// What was looked up lately, and the id that it led to.
    pub(crate) found: Cache<String, String>,
    /// Why what was looked up was not found.
    pub(crate) absent: Cache<String, Absence>,
    /// Threads that were completed, and actors that were read anew, lately.
    renewed: Cache<String, ()>,
}

impl Federation {
    /// Nothing is sent and no worker runs before [`start`](Self::start).
    ///
    /// # Errors
    /// [`SetupError`] where the outbound client cannot be made.
    pub fn new(
        db: Db,
        hosts: Hosts,
        kinds: Kinds,
        config: &FederationConfig,
        limits: &FetchLimits,
        journal: JournalLimits,
    ) -> Result<Self, SetupError> {
        let client = Client::new(config, limits.clone(), &hosts.square().url("/"))?;
        let (policy, digests) = (PolicyCache::new(&db), FollowerDigests::new(&db));
        let remember = |time| Cache::builder().max_capacity(REMEMBERED).time_to_live(time).build();
        Ok(Self(Arc::new(Inner {
            db,
            hosts,
            kinds,
            client,
            keyring: Keyring::default(),
            plain_http: config.plain_http,
            journal,
            enabled: config.enabled,
            policy,
            digests,
            refreshed: remember(KEY_REFRESH),
            seen: remember(PEER_SEEN),
            found: Cache::builder().max_capacity(REMEMBERED).time_to_live(LOOKUP_MEMORY).build(),
            absent: Cache::builder().max_capacity(REMEMBERED).time_to_live(LOOKUP_MEMORY).build(),
            renewed: remember(RENEWAL),
        })))
    }

    /// Starts what works behind the pages: the inbox, the deliveries and the jobs. It ends when `shutdown` says true.
    pub fn start(&self, shutdown: &watch::Receiver<bool>) -> Vec<JoinHandle<()>> {
        if !self.enabled {
            return Vec::new();
        }
        let runner = jobs::register(Runner::new());
        vec![
            tokio::spawn(inbox::work(self.clone(), shutdown.clone())),
            tokio::spawn(deliver::work(self.clone(), shutdown.clone())),
            runner.start(self.db.clone(), Arc::new(self.clone()), shutdown.clone()),
        ]
    }

    /// The one outbound client, for the few things that are fetched elsewhere in the program: media and pages.
    pub fn client(&self) -> &Client {
        &self.client
    }

    /// The kinds of object that are understood here.
    pub fn kinds(&self) -> &Kinds {
        &self.kinds
    }

    /// Whether other servers are contacted and listened to at all.
    pub fn is_enabled(&self) -> bool {
        self.enabled
    }

    /// Somebody looks at a thread: has what is missing of it fetched, unless that was done lately.
    pub async fn complete_thread(&self, object: &Object) -> QueryResult<()> {
        let wanted = !object.is_local() || object.in_reply_to_uri.is_some() && object.in_reply_to_id.is_none();
        if !wanted || !self.enabled || !self.renewed.entry_by_ref(&object.uri).or_insert(()).is_fresh() {
            return Ok(());
        }
        let id = object.id;
        self.db.write(move |c| FetchThread::later(c, id)).await
    }

    /// Somebody looks at an actor: has its profile and its pins read anew where they are old.
    pub async fn renew_actor(&self, actor: &Actor) -> QueryResult<()> {
        let wanted = actor.is_stale(STALE) && actor.is_present();
        if !wanted || !self.enabled || !self.renewed.entry_by_ref(&actor.uri).or_insert(()).is_fresh() {
            return Ok(());
        }
        let (id, uri) = (actor.id, actor.uri.clone());
        self.db
            .write(move |c| {
                FetchActor::later(c, &uri)?;
                FetchFeatured::later(c, id)
            })
            .await
    }

    /// The policies in force.
    pub(crate) async fn policies(&self) -> QueryResult<Arc<Policies>> {
        self.policy.get(&self.db, &self.keyring).await
    }

    /// What signs requests that nobody in particular makes: the own actor of the first stall.
    pub(crate) async fn any_signer(&self) -> QueryResult<Arc<Signer>> {
        let stall = self.hosts.stalls().first().ok_or(NotFound)?;
        self.keyring.stall_signer(&self.db, stall.name).await
    }

    /// Fetches a picture, sound or film of at most `max_bytes`; signed where the server gives it to nobody unknown, as Funkwhale does, or to
    /// `reader` alone.
    ///
    /// # Errors
    /// [`FetchError`]; [`FetchError::is_temporary`] says whether to try again.
    pub async fn get_media(&self, url: &Url, max_bytes: usize, reader: Option<ActorId>) -> Result<Fetched, FetchError> {
        let answer = self.client.get_media(url, max_bytes, None).await;
        let withheld = match &answer {
            Err(FetchError::Status { status: StatusCode::UNAUTHORIZED | StatusCode::FORBIDDEN, .. }) => true,
            // What is not for everybody is not there for others.
            Err(FetchError::Gone(_)) => reader.is_some(),
            _ => false,
        };
        if !withheld {
            return answer;
        }
        let signer = match reader {
            Some(reader) => self.keyring.signer(&self.db, reader).await,
            None => self.any_signer().await,
        };
        let signer = signer.map_err(|error| FetchError::Unreachable(error.to_string()))?;
        self.client.get_media(url, max_bytes, Some(&signer)).await
    }

    /// On the only node what is taken was taken by an earlier run, which is no more: makes it due again.
    pub(crate) async fn take_over(
        &self,
        recover: fn(&mut Conn, NaiveDateTime) -> QueryResult<usize>,
        lease: TimeDelta,
    ) {
        let recovered = match self.db.join_nodes().await {
            Ok(true) => self.db.write(move |c| recover(c, clock::now() + lease)).await.map(drop),
            Ok(false) => Ok(()),
            Err(error) => Err(error),
        };
        if let Err(error) = recovered {
            tracing::error!(%error, "what an earlier run had taken could not be freed");
        }
    }

    /// Whether a key may be fetched again now; true once in a while.
    pub(crate) fn may_refresh(&self, key_id: &str) -> bool {
        self.refreshed.entry_by_ref(key_id).or_insert(()).is_fresh()
    }

    /// Whether it is time to note that a peer lives.
    pub(crate) fn is_news(&self, host: &str) -> bool {
        self.seen.entry_by_ref(host).or_insert(()).is_fresh()
    }

    /// A peer failed: hearing of it again is news.
    pub(crate) fn forget_seen(&self, host: &str) {
        self.seen.invalidate(host);
    }
}

impl std::ops::Deref for Federation {
    type Target = Inner;

    fn deref(&self) -> &Inner {
        &self.0
    }
}

impl AsRef<Self> for Federation {
    fn as_ref(&self) -> &Self {
        self
    }
}

impl std::fmt::Debug for Federation {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Federation").field("kinds", &self.kinds).finish_non_exhaustive()
    }
}
