//! Finding out which of us follow a remote actor, where its server and we believe otherwise (FEP-8fcf).

use std::collections::HashSet;
use std::time::Duration;

use async_trait::async_trait;
use chrono::NaiveDateTime;
use diesel::QueryResult;
use serde::{Deserialize, Serialize};
use social::actor::{Actor, ActorId};
use social::follow::{Follow, FollowState};
use social::follower;
use store::jobs::{self, Failure, Job};
use store::uri::{Hosts, Stall};
use store::{Conn, clock};
use vocab::Iri;

use crate::Federation;
use crate::fetch::Budget;
use crate::synchronization::{Digest, Statement, digest_of_stall, origin};

/// Reads which actors of a stall follow a remote actor according to its server, and has that hold here too.
#[derive(Debug, Serialize, Deserialize)]
pub struct SyncFollowers {
    /// Who is followed.
    pub actor: ActorId,
    /// The stall whose actors are concerned.
    pub stall: String,
    /// Where they are listed.
    pub url: Iri,
    /// The digest of the list, in hexadecimal digits.
    pub digest: String,
}

impl SyncFollowers {
    /// Writes the job down, unless one for this actor and stall waits already.
    pub(crate) fn later(c: &mut Conn, actor: ActorId, stall: &str, said: &Statement) -> QueryResult<()> {
        let job = Self { actor, stall: stall.to_owned(), url: said.url.clone(), digest: said.digest.to_hex() };
        jobs::enqueue_unique(c, &job, &format!("{actor}-{stall}"))
    }
}

#[async_trait]
impl Job for SyncFollowers {
    type Context = Federation;
    const NAME: &'static str = "federation.sync-followers";
    const ATTEMPTS: i32 = 4;

    /// A server that does not know the stall's key yet answers 401, and knows it soon after.
    fn backoff(attempt: i32) -> Duration {
        let exponent = u32::try_from(attempt.saturating_sub(1)).unwrap_or(0).min(5);
        Duration::from_secs(8 * 4_u64.pow(exponent))
    }

    async fn run(&self, federation: &Federation) -> Result<(), Failure> {
        let (id, Some(stall), Some(said)) =
            (self.actor, federation.hosts.stall(&self.stall), Digest::from_hex(&self.digest))
        else {
            return Ok(());
        };
        let (began, name) = (clock::now(), stall.name);
        let read = federation
            .db
            .read(move |c| Ok::<_, diesel::result::Error>((Actor::find(c, id)?, digest_of_stall(c, id, name)?)));
        let (Some(actor), known) = read.await? else { return Ok(()) };
        // What was on its way when they were compared may have arrived.
        if known == said || !actor.is_present() || actor.is_local() {
            return Ok(());
        }
        // The list is for who asks: each stall is a server of its own to others.
        let signer = federation.keyring.stall_signer(&federation.db, name).await?;
        let listed = federation.listed(&self.url, &actor.uri.as_str().into(), &signer, &Budget::default()).await;
        let listed = match listed {
            Ok(listed) => listed,
            Err(error) if error.is_temporary() => return Err(error.into()),
            Err(error) => {
                tracing::debug!(actor = actor.uri, %error, "the list of followers cannot be had");
                return Ok(());
            }
        };
        let home = stall.origin.to_string();
        let ours: HashSet<String> =
            listed.iter().map(Iri::to_string).filter(|id| origin(id).as_ref() == Some(&home)).collect();
        if Digest::of(ours.iter().map(String::as_str)) != said {
            // It changed since, or is not whole: the next activity says how it is then.
            tracing::debug!(actor = actor.uri, stall = name, "the list of followers is not the one that was announced");
            return Ok(());
        }
        let (hosts, stall) = (federation.hosts.clone(), stall.clone());
        Ok(federation.db.write(move |c| settle(c, &hosts, &stall, &actor, &ours, began)).await?)
    }
}

/// Has those of a stall follow an actor who are listed, and nobody else. Who is listed and never asked to follow tells
/// the other server so; what was accepted after the list was asked for is left alone.
fn settle(
    c: &mut Conn,
    hosts: &Hosts,
    stall: &Stall,
    actor: &Actor,
    listed: &HashSet<String>,
    began: NaiveDateTime,
) -> QueryResult<()> {
    let mut unknown = listed.clone();
    for (follow, follower) in follower::of_stall(c, actor.id, stall.name)? {
        let is_listed = unknown.remove(&follower.uri);
        match follow.state {
            FollowState::Accepted if !is_listed && follow.accepted_at.is_none_or(|at| at < began) => {
                follow.undo(c, hosts)?;
            }
            // They consented, and that was lost on its way.
            FollowState::Pending if is_listed => follow.hold(c)?,
            FollowState::Accepted | FollowState::Pending => {}
        }
    }
    let unknown: Vec<String> = unknown.into_iter().collect();
    for follower in Actor::load_by_uri(c, &unknown)? {
        let is_ours = follower.stall.as_deref() == Some(stall.name) && follower.is_present();
        if is_ours && Follow::find(c, follower.id, actor.id)?.is_none() {
            follower::disown(c, hosts, &follower, actor)?;
        }
    }
    Ok(())
}
