//! Completing the thread of an object.

use async_trait::async_trait;
use diesel::QueryResult;
use serde::{Deserialize, Serialize};
use social::object::{Object, ObjectId};
use store::Conn;
use store::jobs::{self, Failure, Job};

use crate::Federation;

/// Fetches what an object answers, up to the beginning of its thread, and what answers it, within the budget of one job.
#[derive(Debug, Serialize, Deserialize)]
pub struct FetchThread {
    /// The object.
    pub object: ObjectId,
}

impl FetchThread {
    /// Writes the job down, unless it waits already.
    pub fn later(c: &mut Conn, object: ObjectId) -> QueryResult<()> {
        jobs::enqueue_unique(c, &Self { object }, &object.to_string())
    }
}

#[async_trait]
impl Job for FetchThread {
    type Context = Federation;
    const NAME: &'static str = "federation.fetch-thread";
    const ATTEMPTS: i32 = 3;

    async fn run(&self, federation: &Federation) -> Result<(), Failure> {
        let id = self.object;
        match federation.db.read(move |c| Object::find(c, id)).await? {
            Some(object) if object.deleted_at.is_none() => Ok(federation.fetch_thread(&object).await?),
            _ => Ok(()),
        }
    }
}
