//! The connections of a process: whose each is, what it looks at, and what waits to be read by it.

use std::collections::{HashMap, HashSet};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use host::social::access_token::AccessTokenId;
use host::social::account::AccountId;
use host::social::actor::ActorId;
use host::social::live::Watcher;
use tokio::sync::mpsc;

use super::announcing::Reader;
use super::subscription::{Refused, Subscription};
use super::telling::{Message, Told};
use crate::caller::Me;
use crate::error::{Error, Result};

/// How many connections an account may have.
const CONNECTIONS: usize = 40;
/// How many streams a connection may subscribe to.
const STREAMS: usize = 60;
/// How many messages may wait for a reader; one that is slower than that is let go.
const BACKLOG: usize = 128;

/// All connections.
#[derive(Default)]
pub(super) struct Seats(Mutex<Room>);

#[derive(Default)]
struct Room {
    closed: bool,
    next: u64,
    taken: HashMap<u64, Taken>,
}

/// A connection as others see it. When it goes, its sender goes, and its reader sees the end.
struct Taken {
    account: AccountId,
    token: AccessTokenId,
    viewer: ActorId,
    stall: &'static str,
    federated: ActorId,
    subscriptions: Vec<Subscription>,
    sender: mpsc::Sender<Told>,
}

/// A connection as its own handler has it. It is given up when this is dropped.
pub(crate) struct Seat {
    seats: Arc<Seats>,
    number: u64,
    /// What is told, and then the end.
    pub(crate) news: mpsc::Receiver<Told>,
}

impl Seats {
    /// A connection for a member's program, at a stall whose own actor is `federated`. Errors: it has too many, or the server
    /// is about to end.
    pub(super) fn take(self: &Arc<Self>, me: &Me, federated: ActorId) -> Result<Seat> {
        let (sender, news) = mpsc::channel(BACKLOG);
        let taken = Taken {
            account: me.account.id,
            token: me.token.id,
            viewer: me.actor.id,
            stall: me.stall.name,
            federated,
            subscriptions: Vec::new(),
            sender,
        };
        let mut room = self.lock();
        if room.closed {
            return Err(Error::unavailable());
        }
        if room.taken.values().filter(|other| other.account == taken.account).count() >= CONNECTIONS {
            return Err(Refused::TooMany.into());
        }
        room.next += 1;
        let number = room.next;
        room.taken.insert(number, taken);
        Ok(Seat { seats: Arc::clone(self), number, news })
    }

    /// Ends every connection, and lets nobody in any more.
    pub(super) fn close(&self) {
        let mut room = self.lock();
        room.closed = true;
        room.taken.clear();
    }

    /// Ends the connections in the name of one of these tokens, or for one of these actors.
    pub(super) fn end(&self, tokens: &HashSet<AccessTokenId>, viewers: &HashSet<ActorId>) {
        self.lock().taken.retain(|_, taken| !tokens.contains(&taken.token) && !viewers.contains(&taken.viewer));
    }

    /// Ends every connection; whoever may can connect again.
    pub(super) fn end_all(&self) {
        self.lock().taken.clear();
    }

    /// In the name of which tokens, and for which actors, there are connections.
    pub(super) fn shown(&self) -> (HashSet<AccessTokenId>, HashSet<ActorId>) {
        self.lock().taken.values().map(|taken| (taken.token, taken.viewer)).unzip()
    }

    /// Who looks, each member once with all the places of its connections.
    pub(super) fn watchers(&self) -> Vec<Watcher> {
        let mut watchers = HashMap::<ActorId, Watcher>::new();
        for Taken { viewer, stall, federated, subscriptions, .. } in self.lock().taken.values() {
            let places = subscriptions.iter().flat_map(|subscription| subscription.places.iter().cloned());
            let (viewer, stall, federated) = (*viewer, *stall, *federated);
            let new = || Watcher { viewer, stall, federated, places: HashSet::new() };
            watchers.entry(viewer).or_insert_with(new).places.extend(places);
        }
        watchers.into_values().filter(|watcher| !watcher.places.is_empty()).collect()
    }

    /// Who is connected, each member once.
    pub(super) fn readers(&self) -> HashSet<Reader> {
        let reader =
            |Taken { account, viewer, stall, .. }: &Taken| Reader { account: *account, viewer: *viewer, stall };
        self.lock().taken.values().map(reader).collect()
    }

    /// Hands each message to the connections of a member that look where it belongs. Nobody waits for one that reads too
    /// slowly: it is let go, and can connect again.
    pub(super) fn send(&self, viewer: ActorId, messages: &[Message]) {
        self.lock().taken.retain(|_, taken| {
            if taken.viewer != viewer {
                return true;
            }
            let mut told = messages.iter().flat_map(|message| message.to(&taken.subscriptions));
            told.all(|told| taken.sender.try_send(told).is_ok())
        });
    }

    fn lock(&self) -> MutexGuard<'_, Room> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Seat {
    /// Subscribes to a stream, once.
    pub(crate) fn subscribe(&self, subscription: Subscription) -> Result<(), Refused> {
        let mut room = self.seats.lock();
        // Where it is gone, its reader is about to see so.
        let Some(taken) = room.taken.get_mut(&self.number) else { return Ok(()) };
        if taken.subscriptions.iter().any(|known| known.stream == subscription.stream) {
            return Ok(());
        }
        if taken.subscriptions.len() >= STREAMS {
            return Err(Refused::TooMany);
        }
        taken.subscriptions.push(subscription);
        Ok(())
    }

    /// Takes a subscription back.
    pub(crate) fn unsubscribe(&self, subscription: &Subscription) {
        if let Some(taken) = self.seats.lock().taken.get_mut(&self.number) {
            taken.subscriptions.retain(|known| known.stream != subscription.stream);
        }
    }

    /// Whether it ends because the server does, and not for a reason of its own.
    pub(crate) fn ends_with_server(&self) -> bool {
        self.seats.lock().closed
    }
}

impl Drop for Seat {
    fn drop(&mut self) {
        self.seats.lock().taken.remove(&self.number);
    }
}
