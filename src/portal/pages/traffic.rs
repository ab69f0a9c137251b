//! Activities on their way, as the journal shows them to members and to administrators.

use chrono::NaiveDateTime;
use host::App;
use host::social::actor::{Actor, ActorId};
use host::social::object::Object;
use host::social::outbox::{Delivery, DeliveryId, DeliveryState, OutboxEntry, OutboxId};
use host::store::Conn;
use serde::Serialize;

/// An activity that left, and how far it got.
#[derive(Serialize)]
pub(super) struct Outgoing {
    pub(super) id: OutboxId,
    kind: String,
    /// The key of the message that names the stall it left from.
    stall: String,
    handle: String,
    /// The page of what it is about.
    page: Option<String>,
    created_at: NaiveDateTime,
    audience: Vec<Party>,
    delivered: usize,
    waiting: usize,
    failed: usize,
}

/// A part of an audience: the message `audience-<who>`, and how many they are where that is said.
#[derive(Debug, PartialEq, Eq, Serialize)]
struct Party {
    who: String,
    count: i64,
}

/// One way that an activity took: to one inbox.
#[derive(Serialize)]
pub(super) struct Leg {
    pub(super) id: DeliveryId,
    outbox_id: OutboxId,
    host: String,
    inbox: String,
    state: DeliveryState,
    signed: Option<String>,
    tries: i16,
    status: Option<i16>,
    reason: Option<String>,
    run_at: NaiveDateTime,
    done_at: Option<NaiveDateTime>,
    /// Whether it can be tried once more, or given up.
    may_retry: bool,
    may_drop: bool,
}

impl Outgoing {
    /// Of an entry, with its deliveries counted.
    pub(super) fn of(c: &mut Conn, app: &App, entry: OutboxEntry) -> diesel::QueryResult<Self> {
        let deliveries = Delivery::of(c, entry.id)?;
        let count = |states: &[DeliveryState]| deliveries.iter().filter(|leg| states.contains(&leg.state)).count();
        let handle = Actor::find(c, entry.actor_id)?.map(|actor| actor.handle()).unwrap_or_default();
        let object = entry.object_id.map(|id| Object::find(c, id)).transpose()?.flatten();
        let page = object.filter(|object| object.deleted_at.is_none()).map(|object| object.page().to_owned());
        Ok(Self {
            id: entry.id,
            stall: title(app, &entry.stall),
            handle,
            page,
            created_at: entry.created_at,
            delivered: count(&[DeliveryState::Delivered]),
            waiting: count(&[DeliveryState::Pending]),
            failed: count(&[DeliveryState::Failed, DeliveryState::Gone, DeliveryState::Dropped]),
            kind: entry.activity_type,
            audience: entry.audience.split(", ").filter_map(Party::read).collect(),
        })
    }

    /// Of several entries.
    pub(super) fn list(c: &mut Conn, app: &App, entries: Vec<OutboxEntry>) -> diesel::QueryResult<Vec<Self>> {
        entries.into_iter().map(|entry| Self::of(c, app, entry)).collect()
    }
}

impl Party {
    /// Reads what the outbox wrote: `followers`, `everyone` or `3 actors`.
    fn read(words: &str) -> Option<Self> {
        let (count, who) = words.split_once(' ').unwrap_or(("0", words));
        let known = matches!(who, "everyone" | "followers" | "actors");
        known.then(|| Self { who: who.to_owned(), count: count.parse().unwrap_or_default() })
    }
}

impl From<Delivery> for Leg {
    fn from(leg: Delivery) -> Self {
        Self {
            id: leg.id,
            outbox_id: leg.outbox_id,
            host: leg.host,
            inbox: leg.inbox,
            state: leg.state,
            signed: leg.signed,
            tries: leg.tries,
            status: leg.status,
            reason: leg.reason,
            run_at: leg.run_at,
            done_at: leg.done_at,
            may_retry: matches!(leg.state, DeliveryState::Pending | DeliveryState::Failed),
            may_drop: leg.state == DeliveryState::Pending,
        }
    }
}

/// The newest activities of several actors together, below one if given.
pub(super) fn newest(
    c: &mut Conn,
    actors: &[ActorId],
    before: Option<OutboxId>,
    limit: i64,
) -> diesel::QueryResult<Vec<OutboxEntry>> {
    let mut entries = Vec::new();
    for actor in actors {
        entries.extend(OutboxEntry::list(c, Some(*actor), before, limit)?);
    }
    entries.sort_by_key(|entry| std::cmp::Reverse(entry.id));
    entries.truncate(usize::try_from(limit).unwrap_or_default());
    Ok(entries)
}

/// The key of the message that names a stall; its name where it is switched off or gone.
pub(super) fn title(app: &App, stall: &str) -> String {
    app.modules.find(stall).map_or(stall, |module| module.manifest().title).to_owned()
}

/// A document, laid out for the eye; as it came where it is no JSON.
pub(super) fn laid_out(body: &str) -> String {
    let value = serde_json::from_str::<serde_json::Value>(body);
    value.and_then(|value| serde_json::to_string_pretty(&value)).unwrap_or_else(|_| body.to_owned())
}
