//! `Delete`: somebody withdrew an object, an account or a consent.

use diesel::prelude::*;
use social::actor::Actor;
use social::object::Object;
use social::quote::{self, QuoteState};
use social::schema::objects;
use store::Conn;
use vocab::Iri;

use super::{Arrival, Outcome, Stop, Verdict, further};

pub(super) fn receive(c: &mut Conn, got: &Arrival<'_>) -> Outcome {
    if got.activity.is_about_itself() {
        got.actor.erase(c)?;
        return Ok(Verdict::Accepted);
    }
    let mut verdict = None;
    // Funkwhale deletes several at once.
    for id in got.activity.object_ids() {
        verdict = delete(c, got, id)?.or(verdict);
    }
    match verdict {
        Some(verdict) => Ok(verdict),
        None => match further::offer(c, got)? {
            Some(verdict) => Ok(verdict),
            None => Verdict::ignored("it is about something that is not here"),
        },
    }
}

/// What the deletion of one thing comes to; none where it is not here.
fn delete(c: &mut Conn, got: &Arrival<'_>, id: &Iri) -> Result<Option<Verdict>, Stop> {
    let Some(object) = Object::find_by_uri(c, id.as_str())? else { return revoke(c, got, id) };
    if object.is_local() {
        return Stop::refuse("it is an object of ours");
    }
    if object.deleted_at.is_some() {
        // Its own server was asked because of this activity, or it was deleted long ago.
        let is_news = got.is_absent(id);
        return Ok(Some(if is_news {
            Verdict::Accepted
        } else {
            Verdict::Ignored("it was deleted before".to_owned())
        }));
    }
    if object.actor_id == got.actor.id {
        object.bury(c)?;
        return Ok(Some(Verdict::Accepted));
    }
    // A moderator may have done it: its own server knows.
    got.renew_object(id)?;
    Ok(Some(Verdict::Ignored("it is still at its own server".to_owned())))
}

/// Where the id is that of a stamp: consent to a quote is taken back by who gave it (FEP-044f).
fn revoke(c: &mut Conn, got: &Arrival<'_>, stamp: &Iri) -> Result<Option<Verdict>, Stop> {
    if !stamp.same_origin(got.activity.by()) {
        return Ok(None);
    }
    let quoting: Vec<Object> = objects::table
        .filter(objects::quote_authorization.eq(stamp.as_str()))
        .filter(objects::quote_state.eq(QuoteState::Accepted))
        .select(Object::as_select())
        .load(c)?;
    let mut revoked = None;
    for quoting in quoting {
        let quoted = quoting.quote_id.map(|id| Object::find(c, id)).transpose()?.flatten();
        let owner = quoted.map(|quoted| Actor::find(c, quoted.actor_id)).transpose()?.flatten();
        if owner.is_some_and(|owner| owner.id == got.actor.id) {
            quote::settle(c, quoting.id, QuoteState::Revoked, None)?;
            revoked = Some(Verdict::Accepted);
        }
    }
    Ok(revoked)
}
