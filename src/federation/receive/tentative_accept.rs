//! `TentativeAccept`: somebody may come (Friendica, Hubzilla).

use social::participation::ParticipationState;
use store::Conn;

use super::{Arrival, Outcome, further, participation};

pub(super) fn receive(c: &mut Conn, got: &Arrival<'_>) -> Outcome {
    match participation::heed(c, got, ParticipationState::Maybe)? {
        Some(verdict) => Ok(verdict),
        None => further::receive(c, got),
    }
}
