//! Reading an actor anew from its server.

use async_trait::async_trait;
use diesel::QueryResult;
use serde::{Deserialize, Serialize};
use store::Conn;
use store::jobs::{self, Failure, Job};
use vocab::Iri;

use crate::Federation;
use crate::fetch::Budget;

/// Fetches an actor and writes down what it says of itself now.
#[derive(Debug, Serialize, Deserialize)]
pub struct FetchActor {
    /// Its id.
    pub uri: Iri,
}

impl FetchActor {
    /// Writes the job down, unless it waits already.
    pub fn later(c: &mut Conn, uri: &str) -> QueryResult<()> {
        jobs::enqueue_unique(c, &Self { uri: uri.into() }, uri)
    }
}

#[async_trait]
impl Job for FetchActor {
    type Context = Federation;
    const NAME: &'static str = "federation.fetch-actor";
    const ATTEMPTS: i32 = 4;

    async fn run(&self, federation: &Federation) -> Result<(), Failure> {
        match federation.fetch_actor(&self.uri, &Budget::default()).await {
            // An actor that is gone says so itself, by `Delete`; a server may also have lost its data.
            Err(error) if error.is_gone() => Ok(()),
            result => Ok(result.map(drop)?),
        }
    }
}
