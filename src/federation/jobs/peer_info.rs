//! Asking a peer what it runs.

use async_trait::async_trait;
use diesel::QueryResult;
use serde::{Deserialize, Serialize};
use social::domain::Peer;
use store::Conn;
use store::jobs::{self, Failure, Job};
use url::Url;
use vocab::{Iri, NodeInfo, NodeInfoIndex};

use crate::Federation;
use crate::fetch::Error;

/// Reads a peer's NodeInfo and notes the name and version of its software.
#[derive(Debug, Serialize, Deserialize)]
pub struct PeerInfo {
    /// Scheme and host of one of its actors.
    pub origin: String,
}

impl PeerInfo {
    /// Writes the job down for the server of an actor, unless it waits already.
    pub fn later(c: &mut Conn, actor: &str) -> QueryResult<()> {
        let Some(origin) = Url::parse(actor).ok().map(|url| url.origin()).filter(|origin| origin.is_tuple()) else {
            return Ok(());
        };
        let origin = origin.ascii_serialization();
        jobs::enqueue_unique(c, &Self { origin: origin.clone() }, &origin)
    }
}

#[async_trait]
impl Job for PeerInfo {
    type Context = Federation;
    const NAME: &'static str = "federation.peer-info";
    const ATTEMPTS: i32 = 2;

    async fn run(&self, federation: &Federation) -> Result<(), Failure> {
        match self.ask(federation).await {
            Err(error) if error.is_temporary() => Err(error.into()),
            // Many do not say what they run, and need not.
            Err(_) | Ok(()) => Ok(()),
        }
    }
}

impl PeerInfo {
    async fn ask(&self, federation: &Federation) -> Result<(), Error> {
        let origin = Iri::from(self.origin.as_str());
        let index =
            Url::parse(&format!("{origin}/.well-known/nodeinfo")).map_err(|_| Error::NotAnAddress(origin.clone()))?;
        federation.check_host(&origin).await?;
        let index = NodeInfoIndex::parse(&federation.client.get_json(&index).await?.body)?;
        // What a server runs is its own to say.
        let at = index.newest().filter(|at| at.same_origin(&origin)).and_then(Iri::url);
        let at = at.ok_or_else(|| Error::Unusable("its NodeInfo is elsewhere".to_owned()))?;
        let told = NodeInfo::parse(&federation.client.get_json(&at).await?.body)?;
        let cut = |text: Option<&str>| text.unwrap_or_default().chars().take(100).collect::<String>();
        let (host, software, version) =
            (origin.host().unwrap_or_default(), cut(told.software_name()), cut(told.software_version()));
        federation.db.write(move |c| Peer::runs(c, &host, &software, &version)).await?;
        Ok(())
    }
}
