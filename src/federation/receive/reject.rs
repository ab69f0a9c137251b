//! `Reject`: somebody refuses what a local actor asked for, at once or later.

use social::participation::ParticipationState;
use social::quote::{self, QuoteState};
use store::Conn;

use super::accept::{asked_collection, asked_follow, asked_quote};
use super::{Arrival, Outcome, Verdict, further, participation};

pub(super) fn receive(c: &mut Conn, got: &Arrival<'_>) -> Outcome {
    if let Some(follow) = asked_follow(c, got)? {
        follow.end(c)?;
        return Ok(Verdict::Accepted);
    }
    if let Some(follow) = asked_collection(c, got)? {
        follow.end(c)?;
        return Ok(Verdict::Accepted);
    }
    if let Some(verdict) = participation::take_answer(c, got, ParticipationState::Rejected)? {
        return Ok(verdict);
    }
    if let Some(verdict) = participation::heed(c, got, ParticipationState::Declined)? {
        return Ok(verdict);
    }
    match asked_quote(c, got)? {
        Some(quoting) => {
            quote::settle(c, quoting.id, QuoteState::Rejected, None)?;
            Ok(Verdict::Accepted)
        }
        None => further::receive(c, got),
    }
}
