//! Polls, and voting in them.

use actix_web::web::Json;
use diesel::result::Error as DbError;
use host::social::actor::ActorId;
use host::social::card::Card;
use host::social::poll::{self, VoteError};
use host::store::Conn;
use host::web::Bucket;
use serde::Deserialize;
use utoipa::ToSchema;

use super::statuses::find;
use crate::body::{Body, Several};
use crate::caller::{Caller, Me};
use crate::entities::Poll;
use crate::error::{Error, Result};
use crate::path::Path;
use crate::table::{Access, Table};

pub(crate) fn routes(table: &mut Table) {
    table.get("/api/v1/polls/{id}", Access::Open("read:statuses"), show);
    table.post("/api/v1/polls/{id}/votes", Access::Member("write:statuses"), vote);
}

/// A poll with the card that it hangs on.
fn of(c: &mut Conn, viewer: Option<ActorId>, id: i64) -> Result<(poll::Poll, Card), DbError> {
    let object = find(c, viewer, id)?.object;
    let card = Card::of(c, viewer, object)?;
    Ok((card.poll.clone().ok_or(DbError::NotFound)?, card))
}

async fn show(caller: Caller, id: Path<i64>) -> Result<Json<Poll>> {
    let viewer = caller.viewer();
    let (poll, card) = caller.app.db.read(move |c| of(c, viewer, id.0)).await?;
    Ok(Json(caller.view().poll(&poll, &card)))
}

/// What is chosen.
#[derive(Debug, Default, Deserialize, ToSchema)]
struct Vote {
    /// The places of the options, from 0.
    #[serde(default)]
    #[schema(value_type = Vec<String>)]
    choices: Several<i16>,
}

async fn vote(me: Me, id: Path<i64>, vote: Body<Vote>) -> Result<Json<Poll>> {
    me.limit(Bucket::Write)?;
    let (hosts, voter, choices) = (me.app.hosts.clone(), me.actor.clone(), vote.into_inner().choices.into_vec());
    let voted = me.app.db.write(move |c| {
        let (_, card) = of(c, Some(voter.id), id.0)?;
        poll::Poll::vote(c, &hosts, &voter, &card.object, &choices)?;
        Ok::<_, VoteError>(of(c, Some(voter.id), id.0)?)
    });
    let (poll, card) = voted.await?;
    Ok(Json(me.view().poll(&poll, &card)))
}

impl From<VoteError> for Error {
    fn from(error: VoteError) -> Self {
        let words = match error {
            VoteError::NoSuchOption => "The chosen vote option does not exist",
            VoteError::Closed => "The poll has already ended",
            VoteError::Already => "You have already voted on this poll",
            VoteError::Own => "You cannot vote in your own polls",
            VoteError::Count => "Choose one option, or several where that is asked",
            VoteError::Database(error) => return error.into(),
        };
        Self::unprocessable(format!("Validation failed: {words}"))
    }
}
