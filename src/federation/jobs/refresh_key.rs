//! Reading a key anew, because a signature did not fit the one that is known.

use async_trait::async_trait;
use diesel::QueryResult;
use serde::{Deserialize, Serialize};
use store::Conn;
use store::jobs::{self, Failure, Job};
use vocab::Iri;

use crate::Federation;
use crate::fetch::Budget;

/// Fetches a key and its owner.
#[derive(Debug, Serialize, Deserialize)]
pub struct RefreshKey {
    /// The key's id.
    pub key_id: Iri,
}

impl RefreshKey {
    /// Writes the job down, unless it waits already.
    pub fn later(c: &mut Conn, key_id: &str) -> QueryResult<()> {
        jobs::enqueue_unique(c, &Self { key_id: key_id.into() }, key_id)
    }
}

#[async_trait]
impl Job for RefreshKey {
    type Context = Federation;
    const NAME: &'static str = "federation.refresh-key";
    const ATTEMPTS: i32 = 3;

    async fn run(&self, federation: &Federation) -> Result<(), Failure> {
        match federation.fetch_key(&self.key_id, &Budget::default()).await {
            Err(error) if error.is_temporary() => Err(error.into()),
            // Whatever the key was, it is not a key any more.
            Err(_) | Ok(()) => Ok(()),
        }
    }
}
