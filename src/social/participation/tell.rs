//! Who hears of what: the organiser of who comes and goes, the participant of what becomes of them. Members are notified, people
//! elsewhere answered, and those without an account get a mail.

use chrono::NaiveDateTime;
use diesel::prelude::*;
use serde::{Deserialize, Serialize};
use store::uri::Hosts;
use store::{Conn, clock, jobs};
use vocab::{Activity, ActivityType, Iri};

use super::{Participation, ParticipationId, ParticipationState};
use crate::account::Account;
use crate::actor::{Actor, ActorId};
use crate::notification::{self, NotificationKind};
use crate::object::Object;
use crate::occasion::Occasion;
use crate::outbox::{self, Audience};
use crate::question::Question;
use crate::schema::{objects, occasions, participations};

/// The job that tells a participant in words, by mail or by a message: it is done where there are words.
pub const TELL: &str = "tell-participant";

/// What a participant is told.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum News {
    /// Is this address yours?
    Confirm,
    /// The address is on the list already.
    Known,
    /// The organiser will answer.
    Pending,
    /// They come.
    Accepted,
    /// They stand in the line.
    Waiting,
    /// There is room for them now.
    MovedUp,
    /// They do not come.
    Rejected,
    /// When or where it takes place changed.
    Changed,
    /// It does not take place.
    Cancelled,
    /// It is soon.
    Reminder,
    /// It was deleted.
    Gone,
    /// The organiser says something.
    Message,
}

/// What [`TELL`] reads.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Tidings {
    /// Who is told.
    pub participation: ParticipationId,
    /// What.
    pub news: News,
    /// What is left of an occasion that is gone.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub farewell: Option<Farewell>,
    /// What the organiser says.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub text: Option<String>,
}

/// What is said of an occasion that is gone, and to whom.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Farewell {
    /// The address it is said to.
    pub email: String,
    /// Who they are.
    pub name: String,
    /// In which language they read.
    pub language: String,
    /// What it was called.
    pub title: String,
    /// When it was to begin (UTC).
    pub starts_at: NaiveDateTime,
    /// By which zone's clocks.
    pub zone: String,
}

/// Has somebody told in words.
pub(super) fn later(c: &mut Conn, participation: ParticipationId, news: News) -> QueryResult<()> {
    jobs::enqueue_as(c, TELL, &Tidings { participation, news, farewell: None, text: None }).map(drop)
}

/// Tells the participant of a local occasion what became of them.
pub(super) fn participant(c: &mut Conn, hosts: &Hosts, of: &Participation, news: News) -> QueryResult<()> {
    let Some(actor) = of.actor(c)? else { return later(c, of.id, news) };
    if actor.is_local() {
        let object = of.object(c)?;
        return member(c, &object, actor.id, news);
    }
    match news {
        News::Accepted | News::MovedUp => of.answer(c, hosts, ActivityType::Accept, &actor),
        News::Rejected => of.answer(c, hosts, ActivityType::Reject, &actor),
        // There are no words for a line on the wire: a message tells of it.
        News::Waiting => later(c, of.id, news),
        _ => Ok(()),
    }
}

/// Notifies a member of what became of them, or of the occasion.
pub(super) fn member(c: &mut Conn, object: &Object, actor: ActorId, news: News) -> QueryResult<()> {
    let kind = match news {
        News::Accepted | News::MovedUp => NotificationKind::ParticipationAccepted,
        News::Waiting => NotificationKind::ParticipationWaiting,
        News::Rejected => NotificationKind::ParticipationRejected,
        News::Changed | News::Cancelled => NotificationKind::OccasionChanged,
        News::Reminder => NotificationKind::OccasionReminder,
        News::Confirm | News::Known | News::Pending | News::Gone | News::Message => return Ok(()),
    };
    notification::renew(c, actor, kind, object.actor_id, object.id)
}

/// Tells the organiser that somebody comes, asks to come or stands in the line.
pub(super) fn organiser(c: &mut Conn, object: &Object, of: &Participation) -> QueryResult<()> {
    let kind = match of.state {
        ParticipationState::Pending => NotificationKind::ParticipationRequest,
        _ => NotificationKind::Participation,
    };
    match sender(c, object, of)? {
        Some(from) => notification::renew(c, object.actor_id, kind, from, object.id),
        None => Ok(()),
    }
}

/// Tells the organiser that somebody who was to come does not.
pub(super) fn departure(c: &mut Conn, object: &Object, of: &Participation) -> QueryResult<()> {
    let Some(from) = sender(c, object, of)? else { return Ok(()) };
    for kind in [NotificationKind::Participation, NotificationKind::ParticipationRequest] {
        notification::withdraw_about(c, kind, from, object.id)?;
    }
    notification::renew(c, object.actor_id, NotificationKind::Departure, from, object.id)
}

/// In whose name the organiser hears of somebody: the stall's own where they have no actor.
fn sender(c: &mut Conn, object: &Object, of: &Participation) -> QueryResult<Option<ActorId>> {
    match (of.actor_id, &object.stall) {
        (Some(actor), _) => Ok(Some(actor)),
        (None, Some(stall)) => Actor::id_of_stall(c, stall),
        (None, None) => Ok(None),
    }
}

/// The `Join` of an actor, addressed to the organiser alone.
pub(super) fn join(uri: &str, actor: &Actor, object: &Object, organiser: &Actor) -> Activity {
    let mut join = outbox::about(ActivityType::Join, &actor.uri, &object.uri);
    join.id = Some(Iri::new(uri));
    join.to = [Iri::new(&organiser.uri)].into_iter().collect();
    join
}

/// Writes an answer to a `Join` from elsewhere, to who sent it alone.
pub(super) fn answer(
    c: &mut Conn,
    hosts: &Hosts,
    kind: ActivityType,
    uri: &str,
    actor: &Actor,
    object: &Object,
) -> QueryResult<()> {
    let organiser = Actor::get(c, object.actor_id)?;
    let mut answer = outbox::embed(kind, &organiser.uri, join(uri, actor, object, &organiser));
    answer.to = [Iri::new(&actor.uri)].into_iter().collect();
    outbox::write(c, hosts, &organiser, answer, Some(object.id), Audience::of([actor.id]))?;
    Ok(())
}

impl Participation {
    /// Answers the `Join` of somebody elsewhere; who asked otherwise, as Friendica does, expects no answer.
    pub(super) fn answer(&self, c: &mut Conn, hosts: &Hosts, kind: ActivityType, actor: &Actor) -> QueryResult<()> {
        let Some(uri) = &self.uri else { return Ok(()) };
        let object = self.object(c)?;
        answer(c, hosts, kind, uri, actor, &object)
    }

    /// Tells everybody who has a place, waits for one or may come what happened to the occasion.
    pub fn tell_all(c: &mut Conn, object: &Object, news: News) -> QueryResult<()> {
        let states = [
            ParticipationState::Accepted,
            ParticipationState::Waiting,
            ParticipationState::Pending,
            ParticipationState::Maybe,
        ];
        for (of, actor) in Self::list(c, object.id, &states)? {
            match actor {
                Some(actor) if actor.is_local() => member(c, object, actor.id, news)?,
                // Who is elsewhere gets the changed document.
                Some(_) => {}
                None => later(c, of.id, news)?,
            }
        }
        Ok(())
    }
}

/// Has the organiser say something to those in these states: each hears it alone. Returns to how many.
pub fn say_to(c: &mut Conn, object: &Object, states: &[ParticipationState], text: &str) -> QueryResult<usize> {
    let list = Participation::list(c, object.id, states)?;
    let others = list.iter().filter(|(of, _)| of.actor_id != Some(object.actor_id));
    let mut said = 0;
    for (of, _) in others {
        let text = Some(text.to_owned());
        jobs::enqueue_as(c, TELL, &Tidings { participation: of.id, news: News::Message, farewell: None, text })?;
        said += 1;
    }
    Ok(said)
}

/// An occasion is gone for good: who was to come hears of it while it can still be named, and the list goes.
pub(crate) fn dissolve(c: &mut Conn, object: &Object) -> QueryResult<()> {
    let Some(occasion) = Occasion::find(c, object.id)? else { return Ok(()) };
    if object.is_local()
        && !occasion.is_over(clock::now())
        && occasion.status != crate::occasion::OccasionStatus::Cancelled
    {
        let states = [ParticipationState::Accepted, ParticipationState::Waiting, ParticipationState::Pending];
        for (of, actor) in Participation::list(c, object.id, &states)? {
            let Some((email, name, language)) = mailbox(c, &of, actor.as_ref())? else { continue };
            let (title, zone) = (object.title.clone().unwrap_or_default(), occasion.zone.clone());
            let farewell = Farewell { email, name, language, title, starts_at: occasion.starts_at, zone };
            let tidings = Tidings { participation: of.id, news: News::Gone, farewell: Some(farewell), text: None };
            jobs::enqueue_as(c, TELL, &tidings)?;
        }
    }
    Question::set(c, object.id, &[])?;
    diesel::delete(participations::table.filter(participations::object_id.eq(object.id))).execute(c)?;
    Ok(())
}

/// An organiser is gone, and with it all that it organised.
pub(crate) fn dissolve_all(c: &mut Conn, organiser: ActorId) -> QueryResult<()> {
    let all: Vec<Object> = objects::table
        .inner_join(occasions::table.on(occasions::object_id.eq(objects::id)))
        .filter(objects::actor_id.eq(organiser))
        .filter(objects::deleted_at.is_null())
        .select(Object::as_select())
        .load(c)?;
    all.iter().try_for_each(|object| dissolve(c, object))
}

/// The address, the name and the language of somebody who can be written to.
fn mailbox(c: &mut Conn, of: &Participation, actor: Option<&Actor>) -> QueryResult<Option<(String, String, String)>> {
    let Some(actor) = actor else {
        return Ok(of.email.clone().map(|email| (email, of.name.clone(), of.language.clone())));
    };
    let account = actor.account_id.map(|id| Account::find(c, id)).transpose()?.flatten();
    Ok(account.map(|account| (account.email.clone(), actor.display_name().to_owned(), account.locale.clone())))
}
