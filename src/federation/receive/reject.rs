//! `Reject`: somebody refuses what a local actor asked for, at once or later.

use social::quote::{self, QuoteState};
use store::Conn;

use super::accept::{asked_follow, asked_quote};
use super::{Arrival, Outcome, Verdict, further};

pub(super) fn receive(c: &mut Conn, got: &Arrival<'_>) -> Outcome {
    if let Some(follow) = asked_follow(c, got)? {
        follow.end(c)?;
        return Ok(Verdict::Accepted);
    }
    match asked_quote(c, got)? {
        Some(quoting) => {
            quote::settle(c, quoting.id, QuoteState::Rejected, None)?;
            Ok(Verdict::Accepted)
        }
        None => further::receive(c, got),
    }
}
