//! Quotes and the quoted author's consent (FEP-044f).

use diesel::prelude::*;
use store::Conn;
use store::uri::Hosts;
use vocab::{Activity, ActivityType, Entity, Iri, Ref};

use crate::actor::{Actor, ActorId};
use crate::follow::{Follow, FollowState};
use crate::notification::{self, NotificationKind};
use crate::object::{Object, ObjectId};
use crate::outbox::{self, Audience};
use crate::schema::objects;
use crate::visibility;

store::text_enum! {
    /// Who may quote an object without being asked about (`interactionPolicy.canQuote.automaticApproval`).
    pub QuotePolicy {
        /// Everybody.
        Public = "public",
        /// The author's followers.
        Followers = "followers",
        /// The author alone.
        Nobody = "nobody",
    }
}

store::text_enum! {
    /// How far the consent to a quote is.
    pub QuoteState {
        /// The author was asked, or nobody asked yet.
        Pending = "pending",
        /// There is consent: the quoted object is shown inside.
        Accepted = "accepted",
        /// There is none.
        Rejected = "rejected",
        /// There was, and it was taken back.
        Revoked = "revoked",
    }
}

/// Whether an actor may quote an object, as far as its policy decides.
pub fn may_quote(c: &mut Conn, actor: ActorId, object: &Object) -> QueryResult<bool> {
    if object.actor_id == actor {
        return Ok(true);
    }
    if !object.visibility.is_open() || !visibility::may_see(c, Some(actor), object)? {
        return Ok(false);
    }
    Ok(match object.quote_policy {
        QuotePolicy::Public => true,
        QuotePolicy::Nobody => false,
        QuotePolicy::Followers => {
            Follow::find(c, actor, object.actor_id)?.is_some_and(|f| f.state == FollowState::Accepted)
        }
    })
}

/// Asks the remote author of what a local object quotes for consent (`QuoteRequest`).
pub fn ask(
    c: &mut Conn,
    hosts: &Hosts,
    author: &Actor,
    quoting: &Object,
    quoted: &Object,
    document: vocab::Object,
) -> QueryResult<()> {
    let mut request = outbox::about(ActivityType::QuoteRequest, &author.uri, &quoted.uri);
    request.instrument = [Ref::Inline(Box::new(Entity::Object(Box::new(document))))].into_iter().collect();
    request.to = owner_iri(c, quoted)?;
    outbox::write(c, hosts, author, request, Some(quoting.id), Audience::of([quoted.actor_id]))?;
    Ok(())
}

/// Answers somebody's request to quote a local object, and counts the quote where there is consent.
pub fn answer(
    c: &mut Conn,
    hosts: &Hosts,
    request: Activity,
    asker: &Actor,
    quoted: &Object,
    quoting: Option<&Object>,
) -> QueryResult<()> {
    let owner = Actor::get(c, quoted.actor_id)?;
    let consent = may_quote(c, asker.id, quoted)?;
    let kind = if consent { ActivityType::Accept } else { ActivityType::Reject };
    let mut answer = outbox::embed(kind, &owner.uri, request);
    answer.to = [Iri::new(&asker.uri)].into_iter().collect();
    if let (true, Some(quoting)) = (consent, quoting) {
        let stamp = stamp_uri(hosts, &owner, quoting)?;
        settle(c, quoting.id, QuoteState::Accepted, Some(&stamp))?;
        answer.result = Some(Ref::Id(Iri::new(&stamp)));
        notification::notify(c, owner.id, NotificationKind::Quote, asker.id, Some(quoting.id))?;
    }
    outbox::write(c, hosts, &owner, answer, Some(quoted.id), Audience::of([asker.id]))?;
    Ok(())
}

/// Takes consent back: the stamp is deleted, and the quoting author told.
pub fn revoke(c: &mut Conn, hosts: &Hosts, owner: &Actor, quoting: &Object) -> QueryResult<()> {
    let Some(stamp) = &quoting.quote_authorization else {
        return settle(c, quoting.id, QuoteState::Revoked, None);
    };
    let mut delete = outbox::about(ActivityType::Delete, &owner.uri, stamp);
    delete.to = [Iri::public()].into_iter().collect();
    settle(c, quoting.id, QuoteState::Revoked, None)?;
    outbox::write(c, hosts, owner, delete, None, Audience { followers: true, ..Audience::of([quoting.actor_id]) })?;
    Ok(())
}

/// Writes how far the consent to a quote is.
pub fn settle(c: &mut Conn, quoting: ObjectId, state: QuoteState, stamp: Option<&str>) -> QueryResult<()> {
    diesel::update(objects::table.find(quoting))
        .set((objects::quote_state.eq(state), objects::quote_authorization.eq(stamp)))
        .execute(c)?;
    Ok(())
}

/// Ties an object to what it quotes, where that came to be known only later.
pub fn link(c: &mut Conn, quoting: ObjectId, quoted: &Object) -> QueryResult<()> {
    let untied = objects::table.find(quoting).filter(objects::quote_id.is_null());
    if diesel::update(untied).set(objects::quote_id.eq(quoted.id)).execute(c)? > 0 {
        diesel::update(objects::table.find(quoted.id))
            .set(objects::quotes_count.eq(objects::quotes_count + 1))
            .execute(c)?;
    }
    Ok(())
}

/// The stamp for a quote of an object of ours: its document, where there is consent.
pub fn authorization(
    c: &mut Conn,
    hosts: &Hosts,
    stall: &str,
    quoting: ObjectId,
) -> QueryResult<Option<vocab::Object>> {
    let Some(quoting) = Object::find(c, quoting)?.filter(|o| o.quote_state == Some(QuoteState::Accepted)) else {
        return Ok(None);
    };
    let Some(quoted) = quoting.quote_id.map(|id| Object::find(c, id)).transpose()?.flatten() else {
        return Ok(None);
    };
    if quoted.stall.as_deref() != Some(stall) || quoted.deleted_at.is_some() {
        return Ok(None);
    }
    let owner = Actor::get(c, quoted.actor_id)?;
    let stamp = stamp_uri(hosts, &owner, &quoting)?;
    Ok(Some(vocab::Object {
        id: Some(Iri::new(&stamp)),
        attributed_to: [Ref::Id(Iri::new(&owner.uri))].into_iter().collect(),
        interacting_object: Some(Iri::new(&quoting.uri)),
        interaction_target: Some(Iri::new(&quoted.uri)),
        ..vocab::Object::new("QuoteAuthorization")
    }))
}

/// The address of the stamp: named by the quoting object, at the stall of the quoted one.
pub fn stamp_uri(hosts: &Hosts, owner: &Actor, quoting: &Object) -> QueryResult<String> {
    Ok(owner.home(hosts)?.quote_authorization(quoting.id).into())
}

fn owner_iri(c: &mut Conn, object: &Object) -> QueryResult<vocab::Many<Iri>> {
    Ok([Iri::new(&Actor::get(c, object.actor_id)?.uri)].into_iter().collect())
}
