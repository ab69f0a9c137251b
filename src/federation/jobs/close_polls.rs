//! Ending polls.

use async_trait::async_trait;
use diesel::QueryResult;
use serde::{Deserialize, Serialize};
use social::poll::Poll;
use store::Conn;
use store::jobs::{Failure, Job};

use super::tell_poll;
use crate::Federation;

/// Ends the polls whose time has come, and tells the last figures of local ones by `Update`.
#[derive(Debug, Default, Serialize, Deserialize)]
pub struct ClosePolls;

#[async_trait]
impl Job for ClosePolls {
    type Context = Federation;
    const NAME: &'static str = "federation.close-polls";

    async fn run(&self, federation: &Federation) -> Result<(), Failure> {
        let federation = federation.clone();
        let db = federation.db.clone();
        Ok(db.write(move |c| close(c, &federation)).await?)
    }
}

fn close(c: &mut Conn, federation: &Federation) -> QueryResult<()> {
    Poll::close_due(c)?.iter().try_for_each(|object| tell_poll::tell(c, federation, object))
}
