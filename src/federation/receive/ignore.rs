//! `Ignore`: an organiser elsewhere takes no sign-ups (FEP-8a8e).

use social::participation::ParticipationState;
use store::Conn;

use super::{Arrival, Outcome, further, participation};

pub(super) fn receive(c: &mut Conn, got: &Arrival<'_>) -> Outcome {
    match participation::take_answer(c, got, ParticipationState::Ignored)? {
        Some(verdict) => Ok(verdict),
        None => further::receive(c, got),
    }
}
