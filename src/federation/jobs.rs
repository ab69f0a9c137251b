//! What is done for other servers, or asked of them, while nobody waits. One file a job; the struct is what is written down.

mod close_polls;
mod fetch_actor;
mod fetch_featured;
mod fetch_preview;
mod fetch_thread;
mod lookup;
mod move_followers;
mod peer_info;
mod prune;
mod refresh_key;
mod sync_followers;
mod tell_poll;
#[cfg(test)]
mod tests;
mod verify_links;
mod verify_quote;

use std::marker::PhantomData;
use std::time::Duration;

use diesel::QueryResult;
use serde::{Deserialize, Serialize};
use social::object::Object;
use social::quote::QuoteState;
use store::Conn;
use store::jobs::{Failure, Job, Runner};
use store::uri::Hosts;

use crate::Federation;
use crate::fetch;
use crate::object::Incoming;

pub use close_polls::ClosePolls;
pub use fetch_actor::FetchActor;
pub use fetch_featured::FetchFeatured;
pub use fetch_preview::FetchPreview;
pub use fetch_thread::FetchThread;
pub use lookup::{Absence, Lookup, Sought};
pub use move_followers::MoveFollowers;
pub use peer_info::PeerInfo;
pub use prune::Prune;
pub use refresh_key::RefreshKey;
pub use sync_followers::SyncFollowers;
pub use tell_poll::TellPoll;
pub use verify_links::VerifyLinks;
pub use verify_quote::VerifyQuote;
pub(crate) use verify_quote::{is_consent, settle as settle_quote};

/// Has a runner do the jobs of this crate. Its context may be any that a [`Federation`] can be had from.
pub fn register<C: AsRef<Federation> + Send + Sync + 'static>(runner: Runner<C>) -> Runner<C> {
    runner
        .register::<Within<FetchActor, C>>()
        .register::<Within<FetchFeatured, C>>()
        .register::<Within<FetchPreview, C>>()
        .register::<Within<FetchThread, C>>()
        .register::<Within<Lookup, C>>()
        .register::<Within<MoveFollowers, C>>()
        .register::<Within<PeerInfo, C>>()
        .register::<Within<RefreshKey, C>>()
        .register::<Within<SyncFollowers, C>>()
        .register::<Within<TellPoll, C>>()
        .register::<Within<VerifyLinks, C>>()
        .register::<Within<VerifyQuote, C>>()
        .every::<Within<ClosePolls, C>>(Duration::from_secs(30))
        .every::<Within<Prune, C>>(Duration::from_secs(3600))
}

/// A job of this crate on a runner whose context is a larger one.
#[derive(Serialize, Deserialize)]
#[serde(transparent, bound = "J: Job")]
struct Within<J, C>(J, #[serde(skip)] PhantomData<fn() -> C>);

impl<J: Default, C> Default for Within<J, C> {
    fn default() -> Self {
        Self(J::default(), PhantomData)
    }
}

#[async_trait::async_trait]
impl<J, C> Job for Within<J, C>
where
    J: Job<Context = Federation>,
    C: AsRef<Federation> + Send + Sync + 'static,
{
    type Context = C;
    const NAME: &'static str = J::NAME;
    const ATTEMPTS: i32 = J::ATTEMPTS;

    fn backoff(attempt: i32) -> Duration {
        J::backoff(attempt)
    }

    async fn run(&self, context: &C) -> Result<(), Failure> {
        self.0.run(context.as_ref()).await
    }
}

impl From<fetch::Error> for Failure {
    fn from(error: fetch::Error) -> Self {
        if error.is_temporary() { Self::Retry(error.to_string()) } else { Self::Drop(error.to_string()) }
    }
}

/// Writes down what a new remote object leaves to be done: the thread above it to be fetched, the page that it links to, its
/// quote to be checked.
pub(crate) fn follow_up(c: &mut Conn, hosts: &Hosts, object: &Object, incoming: &Incoming) -> QueryResult<()> {
    if object.in_reply_to_uri.is_some() && object.in_reply_to_id.is_none() {
        FetchThread::later(c, object.id)?;
    }
    FetchPreview::later(c, hosts, object)?;
    if let Some(stamp) = &incoming.quote_authorization
        && object.quote_state == Some(QuoteState::Pending)
    {
        VerifyQuote::later(c, object.id, stamp)?;
    }
    Ok(())
}
