//! What a reader does with an object: like, boost, bookmark, pin, mute its conversation, vote.

use actix_web::HttpResponse;
use actix_web::web::Path;
use diesel::result::Error as DbError;
use host::federation::jobs::TellPoll;
use host::social::actor::{Actor, ActorId};
use host::social::boost::Boost;
use host::social::membership::{acting_as, may_act_for};
use host::social::object::{Object, ObjectId};
use host::social::poll::{Poll, VoteError};
use host::social::reaction::Reaction;
use host::social::visibility::Visibility;
use host::social::{bookmark, conversation, pin, quote};
use host::store::Conn;
use host::store::uri::Hosts;
use host::web::{self, Bucket, Form, Key, Message};
use serde::Deserialize;

use super::Button;
use crate::here::MemberHere;

/// The options that were chosen, counted from 0.
#[derive(Debug, Deserialize)]
pub(crate) struct Ballot {
    #[serde(default)]
    choices: Vec<i16>,
}

/// Sets a mark.
pub(crate) async fn create(
    here: MemberHere,
    path: Path<(String, ObjectId, String)>,
    _form: Form<Button>,
) -> web::Result<HttpResponse> {
    let (handle, id, mark) = path.into_inner();
    let (author, object) = here.object(&handle, id).await?;
    let account = here.visit.need_member()?.account;
    here.app.web.limiter.check(Bucket::Write, Key::account(account))?;
    let back = here.show().object_path(&author, &object);
    let (me, hosts) = (here.me, here.app.hosts.clone());
    let refused = here.app.db.write(move |c| set(c, &hosts, me, &object, &mark)).await?;
    if let Some(reason) = refused {
        here.visit.warn(reason);
    }
    Ok(here.visit.see_next(&back))
}

/// Takes a mark away.
pub(crate) async fn delete(
    here: MemberHere,
    path: Path<(String, ObjectId, String)>,
    _form: Form<Button>,
) -> web::Result<HttpResponse> {
    let (handle, id, mark) = path.into_inner();
    let (author, object) = here.object(&handle, id).await?;
    let back = here.show().object_path(&author, &object);
    let (me, hosts) = (here.me, here.app.hosts.clone());
    here.app.db.write(move |c| unset(c, &hosts, me, &object, &mark)).await?;
    Ok(here.visit.see_next(&back))
}

/// Sets it; says why not where that is the member's to know.
fn set(c: &mut Conn, hosts: &Hosts, me: ActorId, object: &Object, mark: &str) -> Result<Option<Message>, DbError> {
    let actor = Actor::get(c, me)?;
    let acting = acting_as(c, &actor, object.actor_id)?;
    match mark {
        "likes" => Reaction::like(c, hosts, &actor, object).map(|_| None),
        "boosts" => Boost::make(c, hosts, &actor, object, Visibility::Public).map(|_| None),
        "bookmarks" => bookmark::set(c, me, object.id, true).map(|()| None),
        "mutes" => conversation::mute(c, me, object.conversation_id, true).map(|()| None),
        _ => match pin::set(c, hosts, &acting, object) {
            Ok(()) => Ok(None),
            Err(pin::PinError::Database(error)) => Err(error),
            Err(pin::PinError::NotYours) => Ok(Some(Message::new("pin-not-yours"))),
            Err(pin::PinError::TooMany) => Ok(Some(Message::new("pin-too-many").with("most", pin::PIN_LIMIT))),
        },
    }
}

fn unset(c: &mut Conn, hosts: &Hosts, me: ActorId, object: &Object, mark: &str) -> Result<(), DbError> {
    match mark {
        "likes" => Reaction::find(c, me, object.id)?.map_or(Ok(()), |like| like.undo(c, hosts)),
        "boosts" => Boost::find(c, me, object.id)?.map_or(Ok(()), |boost| boost.undo(c, hosts)),
        "bookmarks" => bookmark::set(c, me, object.id, false),
        "mutes" => conversation::mute(c, me, object.conversation_id, false),
        _ => {
            let actor = Actor::get(c, me)?;
            let acting = acting_as(c, &actor, object.actor_id)?;
            pin::unset(c, hosts, &acting, object)
        }
    }
}

/// Votes.
pub(crate) async fn vote(
    here: MemberHere,
    path: Path<(String, ObjectId)>,
    ballot: Form<Ballot>,
) -> web::Result<HttpResponse> {
    let (handle, id) = path.into_inner();
    let (author, object) = here.object(&handle, id).await?;
    let back = here.show().object_path(&author, &object);
    let (me, hosts, choices) = (here.me, here.app.hosts.clone(), ballot.into_inner().choices);
    let voted = here.app.db.write(move |c| {
        let voter = Actor::get(c, me)?;
        Poll::vote(c, &hosts, &voter, &object, &choices)?;
        if object.is_local() {
            TellPoll::later(c, object.id)?;
        }
        Ok(())
    });
    match voted.await {
        Ok(()) => here.visit.notice("vote-counted"),
        Err(VoteError::Database(error)) => return Err(error.into()),
        Err(VoteError::NoSuchOption) => here.visit.warn("vote-no-option"),
        Err(VoteError::Closed) => here.visit.warn("vote-closed"),
        Err(VoteError::Already) => here.visit.warn("vote-already"),
        Err(VoteError::Own) => here.visit.warn("vote-own"),
        Err(VoteError::Count) => here.visit.warn("vote-count"),
    }
    Ok(here.visit.see_next(&back))
}

/// Takes back the consent that somebody quotes one of the member's objects.
pub(crate) async fn revoke_quote(
    here: MemberHere,
    path: Path<(String, ObjectId)>,
    _form: Form<Button>,
) -> web::Result<HttpResponse> {
    let (handle, id) = path.into_inner();
    let (author, quoting) = here.object(&handle, id).await?;
    let back = here.show().object_path(&author, &quoting);
    let (me, hosts) = (here.me, here.app.hosts.clone());
    here.app
        .db
        .write(move |c| {
            let quoted = Object::get(c, quoting.quote_id.ok_or(DbError::NotFound)?)?;
            if !may_act_for(c, me, quoted.actor_id)? {
                return Err(DbError::NotFound);
            }
            let owner = Actor::get(c, quoted.actor_id)?;
            quote::revoke(c, &hosts, &owner, &quoting)
        })
        .await?;
    here.visit.notice("quote-revoked");
    Ok(here.visit.see_next(&back))
}
