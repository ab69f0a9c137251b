//! `Block`: somebody wants nothing to do with a local actor any more.

use social::block::Block;
use store::Conn;

use super::{Arrival, Outcome, Verdict};

pub(super) fn receive(c: &mut Conn, got: &Arrival<'_>) -> Outcome {
    let Some(blocked) = got.local_actor(c, got.object_id()?)? else {
        return Verdict::ignored("it is about nobody here");
    };
    Block::receive(c, &got.id(), got.actor, &blocked)?;
    Ok(Verdict::Accepted)
}
