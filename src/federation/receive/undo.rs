//! `Undo`: somebody takes back what they did.

use social::actor::Actor;
use social::block::Block;
use social::boost::Boost;
use social::collection_follow::CollectionFollow;
use social::follow::Follow;
use social::object::Object;
use social::participation::Participation;
use social::reaction::Reaction;
use store::Conn;
use vocab::{Activity, ActivityType, Iri};

use super::{Arrival, Outcome, Stop, Verdict, further, participation};

pub(super) fn receive(c: &mut Conn, got: &Arrival<'_>) -> Outcome {
    let by_id = match got.activity.object_id() {
        Some(id) => undo_by_id(c, got, id)?,
        None => false,
    };
    if by_id {
        return Ok(Verdict::Accepted);
    }
    match got.activity.own_activity() {
        Some(inner) => undo_by_parts(c, got, inner),
        None if got.activity.claimed_activity().is_some() => Stop::refuse("it was somebody else who did that"),
        None => Verdict::ignored("there is nothing here to take back"),
    }
}

/// Takes back what goes by that id, where it is the actor's.
fn undo_by_id(c: &mut Conn, got: &Arrival<'_>, id: &Iri) -> Result<bool, Stop> {
    let (id, actor) = (id.as_str(), got.actor.id);
    if let Some(follow) = Follow::find_by_uri(c, id)?.filter(|follow| follow.follower_id == actor) {
        follow.end(c)?;
    } else if let Some(follow) = CollectionFollow::find_by_uri(c, id)?.filter(|follow| follow.follower_id == actor) {
        follow.end(c)?;
    } else if let Some(like) = Reaction::find_by_uri(c, id)?.filter(|like| like.actor_id == actor) {
        like.end(c)?;
    } else if let Some(boost) = Boost::find_by_uri(c, id)?.filter(|boost| boost.actor_id == actor) {
        boost.end(c)?;
    } else if let Some(block) = Block::find_by_uri(c, id)?.filter(|block| block.blocker_id == actor) {
        block.end(c)?;
    } else if let Some(row) = Participation::find_by_uri(c, id)?.filter(|row| row.actor_id == Some(actor)) {
        row.leave(c, got.hosts)?;
    } else {
        return Ok(false);
    }
    Ok(true)
}

/// Takes back what has the same parts; many do not keep the ids of what they did.
fn undo_by_parts(c: &mut Conn, got: &Arrival<'_>, inner: &Activity) -> Outcome {
    let Some(about) = inner.object_id() else { return Stop::refuse("what is taken back was about nothing") };
    let actor = got.actor.id;
    let done = match inner.kind {
        ActivityType::Follow => {
            match find_actor(c, about)?.map(|f| Follow::find(c, actor, f.id)).transpose()?.flatten() {
                Some(follow) => follow.end(c).map(|()| true)?,
                None => match CollectionFollow::find(c, actor, about.as_str())? {
                    Some(follow) => follow.end(c).map(|()| true)?,
                    None => false,
                },
            }
        }
        ActivityType::Block => {
            match find_actor(c, about)?.map(|b| Block::find(c, actor, b.id)).transpose()?.flatten() {
                Some(block) => block.end(c).map(|()| true)?,
                None => false,
            }
        }
        ActivityType::Like => {
            match find_object(c, about)?.map(|o| Reaction::find(c, actor, o.id)).transpose()?.flatten() {
                Some(like) => like.end(c).map(|()| true)?,
                None => false,
            }
        }
        ActivityType::Announce => {
            match find_object(c, about)?.map(|o| Boost::find(c, actor, o.id)).transpose()?.flatten() {
                Some(boost) => boost.end(c).map(|()| true)?,
                None => false,
            }
        }
        ActivityType::Join | ActivityType::Accept | ActivityType::TentativeAccept => {
            match participation::local_occasion(c, about)? {
                Some(object) => participation::end(c, got, got.actor, &object)?,
                None => return further::receive(c, got),
            }
        }
        _ => return further::receive(c, got),
    };
    if done { Ok(Verdict::Accepted) } else { Verdict::ignored("there is nothing here to take back") }
}

fn find_actor(c: &mut Conn, id: &Iri) -> Result<Option<Actor>, Stop> {
    Ok(Actor::find_by_uri(c, id.as_str())?)
}

fn find_object(c: &mut Conn, id: &Iri) -> Result<Option<Object>, Stop> {
    Ok(Object::find_by_uri(c, id.as_str())?)
}
