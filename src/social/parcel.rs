//! Deliveries in the hands of a worker: taken, tried, written down.

use chrono::NaiveDateTime;
use diesel::prelude::*;
use store::{Conn, clock};

use crate::actor::ActorId;
use crate::outbox::{Audience, DeliveryId, DeliveryState, OutboxId};
use crate::schema::{deliveries, outbox_entries, peers};

/// A delivery that a worker took, with what is sent.
#[derive(Debug, Clone, PartialEq, Eq, Queryable)]
pub struct Parcel {
    /// The delivery.
    pub id: DeliveryId,
    /// The activity.
    pub outbox_id: OutboxId,
    /// Who sends it.
    pub actor_id: ActorId,
    /// The peer, with a port where it has one.
    pub host: String,
    /// Where to.
    pub inbox: String,
    /// Tries so far.
    pub tries: i16,
    /// Who gets the activity, in a few words.
    pub audience: String,
}

impl Parcel {
    /// Whether the activity is for the followers of who sends it.
    pub fn is_for_followers(&self) -> bool {
        self.audience.split(", ").any(|word| word == Audience::FOLLOWERS)
    }

    /// Takes up to `limit` deliveries that are due, the longest waiting first: until `lease` no other worker gets them.
    /// Hosts that are left alone at present (circuit breaker), or are in `but`, are passed over.
    /// Returns them and when the next one is due.
    pub fn claim(
        c: &mut Conn,
        limit: i64,
        lease: NaiveDateTime,
        but: &[String],
    ) -> QueryResult<(Vec<Self>, Option<NaiveDateTime>)> {
        let now = clock::now();
        let resting = peers::table.filter(peers::open_until.gt(now)).select(peers::host);
        let due = deliveries::table
            .filter(deliveries::state.eq(DeliveryState::Pending))
            .filter(deliveries::run_at.le(now))
            .filter(deliveries::host.ne_all(but))
            .filter(deliveries::host.ne_all(resting))
            .order((deliveries::run_at, deliveries::id))
            .select(deliveries::id)
            .limit(limit);
        let ids: Vec<DeliveryId> = store::claim!(due).load(c)?;
        let mut parcels: Vec<Self> = Vec::new();
        if !ids.is_empty() {
            let taken = deliveries::table.filter(deliveries::id.eq_any(&ids));
            diesel::update(taken).set(deliveries::run_at.eq(lease)).execute(c)?;
            parcels = deliveries::table
                .inner_join(outbox_entries::table.on(outbox_entries::id.eq(deliveries::outbox_id)))
                .filter(deliveries::id.eq_any(&ids))
                .order(deliveries::id)
                .select((
                    deliveries::id,
                    deliveries::outbox_id,
                    outbox_entries::actor_id,
                    deliveries::host,
                    deliveries::inbox,
                    deliveries::tries,
                    outbox_entries::audience,
                ))
                .load(c)?;
        }
        let waiting = deliveries::table.filter(deliveries::state.eq(DeliveryState::Pending));
        let next = waiting.filter(deliveries::run_at.gt(now)).select(diesel::dsl::min(deliveries::run_at)).first(c)?;
        Ok((parcels, next))
    }

    /// Makes due again what an earlier run of the only worker had taken, up to `lease`.
    pub fn recover(c: &mut Conn, lease: NaiveDateTime) -> QueryResult<usize> {
        let taken =
            deliveries::table.filter(deliveries::state.eq(DeliveryState::Pending)).filter(deliveries::run_at.le(lease));
        diesel::update(taken).set(deliveries::run_at.eq(clock::now())).execute(c)
    }

    /// Puts deliveries that were taken and not tried back, to be due then.
    pub fn put_back(c: &mut Conn, ids: &[DeliveryId], at: NaiveDateTime) -> QueryResult<()> {
        let waiting =
            deliveries::table.filter(deliveries::id.eq_any(ids)).filter(deliveries::state.eq(DeliveryState::Pending));
        diesel::update(waiting).set(deliveries::run_at.eq(at)).execute(c)?;
        Ok(())
    }
}

/// What a try to deliver came to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Attempt {
    /// The delivery.
    pub id: DeliveryId,
    /// How far it is now.
    pub state: DeliveryState,
    /// How the request was signed, where it was sent.
    pub signed: Option<String>,
    /// HTTP status of the answer.
    pub status: Option<i16>,
    /// What went wrong.
    pub reason: Option<String>,
    /// When to try again, where it still waits.
    pub run_at: Option<NaiveDateTime>,
}

impl Attempt {
    /// Writes it down.
    pub fn record(&self, c: &mut Conn) -> QueryResult<()> {
        let now = clock::now();
        let ended = self.state != DeliveryState::Pending;
        // What an administrator dropped meanwhile stays dropped.
        let waiting = deliveries::table.find(self.id).filter(deliveries::state.eq(DeliveryState::Pending));
        diesel::update(waiting)
            .set((
                deliveries::state.eq(self.state),
                deliveries::signed.eq(&self.signed),
                deliveries::status.eq(self.status),
                deliveries::reason.eq(&self.reason),
                deliveries::tries.eq(deliveries::tries + 1),
                deliveries::run_at.eq(self.run_at.unwrap_or(now)),
                deliveries::done_at.eq(ended.then_some(now)),
            ))
            .execute(c)?;
        Ok(())
    }
}
