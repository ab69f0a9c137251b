//! The hub: one for a process. It knows who is connected, and passes on to each what is for them.

use std::collections::{HashMap, HashSet};
use std::future::{Ready, ready};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use actix_web::{FromRequest, HttpRequest, dev};
use diesel::result::Error as DbError;
use futures::StreamExt;
use host::social::access_token::{AccessToken, AccessTokenId, REVOKED};
use host::social::account::AccountId;
use host::social::actor::{Actor, ActorId};
use host::social::list::ListId;
use host::social::live::{self, Event, News, Place, Watcher};
use host::social::{domain, visibility};
use host::store::signal::Listener;
use host::{App, web};
use tokio::sync::broadcast::error::{RecvError, TryRecvError};
use tokio::sync::{broadcast, mpsc, watch};
use tokio::task::JoinHandle;

use super::subscription::{Refused, Subscription};
use super::telling::{self, Told};
use crate::caller::Me;
use crate::error::{Error, Result};

/// How many connections an account may have.
const CONNECTIONS: usize = 40;
/// How many streams a connection may subscribe to.
const STREAMS: usize = 60;
/// How many messages may wait for a reader; one that is slower than that is let go.
const BACKLOG: usize = 128;
/// How many events are looked at together.
const BATCH: usize = 100;
/// For how many members at once is found out what they may see.
const LANES: usize = 4;

/// Who is connected. Cheap to clone.
#[derive(Clone)]
pub struct Hub(Arc<Inner>);

struct Inner {
    app: App,
    seats: Mutex<Seats>,
}

#[derive(Default)]
struct Seats {
    closed: bool,
    next: u64,
    taken: HashMap<u64, Taken>,
}

/// A connection as the hub has it. When it goes, its sender goes, and the reader sees the end.
struct Taken {
    account: AccountId,
    token: AccessTokenId,
    viewer: ActorId,
    stall: &'static str,
    federated: ActorId,
    subscriptions: Vec<Subscription>,
    sender: mpsc::Sender<Told>,
}

/// A connection as its handler has it. It is given up when this is dropped.
pub(crate) struct Seat {
    hub: Hub,
    number: u64,
    /// What is told, and then the end.
    pub(crate) news: mpsc::Receiver<Told>,
}

impl Hub {
    /// Starts passing on what happens, until `closing` says true; then every connection ends.
    pub fn open(app: &App, closing: &watch::Receiver<bool>) -> (Self, JoinHandle<()>) {
        let hub = Self(Arc::new(Inner { app: app.clone(), seats: Mutex::default() }));
        let events = app.db.subscribe(live::TOPIC);
        let (revoked, kept_out) = (app.db.listen(REVOKED), app.db.listen(domain::SIGNAL));
        let (busy, mut closing) = (hub.clone(), closing.clone());
        let work = tokio::spawn(async move {
            tokio::select! {
                ((), ()) = async { tokio::join!(busy.pass_on(events), busy.keep_watch(revoked, kept_out)) } => {}
                // It fails where nobody is left to say anything: that is the end too.
                _ = closing.wait_for(|closing| *closing) => {}
            }
            busy.close();
        });
        (hub, work)
    }

    /// A connection for a member's program. Errors: it has too many, or the server is about to end.
    pub(crate) async fn seat(&self, me: &Me) -> Result<Seat> {
        let (stall, token) = (me.stall.name, me.token.id);
        let federated = me.app.db.read(move |c| Actor::id_of_stall(c, stall)).await?;
        let (sender, news) = mpsc::channel(BACKLOG);
        let taken = Taken {
            account: me.account.id,
            token,
            viewer: me.actor.id,
            stall,
            federated: federated.ok_or_else(Error::not_found)?,
            subscriptions: Vec::new(),
            sender,
        };
        let seat = Seat { hub: self.clone(), number: self.lock().take(taken)?, news };
        // It may have ended since it was looked at, when there was no connection yet to end with it.
        match me.app.db.read(move |c| AccessToken::still_good(c, &[token])).await?.is_empty() {
            true => Err(Error::unauthorized()),
            false => Ok(seat),
        }
    }

    /// Whether the server is about to end.
    fn is_closed(&self) -> bool {
        self.lock().closed
    }

    fn close(&self) {
        let mut seats = self.lock();
        seats.closed = true;
        seats.taken.clear();
    }

    fn lock(&self) -> MutexGuard<'_, Seats> {
        self.0.seats.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Ends connections as soon as their tokens end, or their members are kept out.
    async fn keep_watch(&self, mut revoked: Listener, mut kept_out: Listener) {
        loop {
            tokio::select! {
                () = revoked.wait() => {}
                () = kept_out.wait() => {}
            }
            self.look_who_may_stay().await;
        }
    }

    async fn look_who_may_stay(&self) {
        let (tokens, viewers): (HashSet<_>, HashSet<_>) =
            self.lock().taken.values().map(|taken| (taken.token, taken.viewer)).unzip();
        if tokens.is_empty() {
            return;
        }
        let looked = self.0.app.db.read(move |c| {
            let shown: Vec<AccessTokenId> = tokens.iter().copied().collect();
            let good = AccessToken::still_good(c, &shown)?;
            let ended: HashSet<_> = tokens.into_iter().filter(|token| !good.contains(token)).collect();
            let viewers: Vec<ActorId> = viewers.into_iter().collect();
            Ok::<_, DbError>((ended, visibility::barred(c, &viewers)?))
        });
        match looked.await {
            Ok((ended, barred)) => {
                let mut seats = self.lock();
                seats.taken.retain(|_, taken| !ended.contains(&taken.token) && !barred.contains(&taken.viewer));
            }
            Err(error) => {
                tracing::error!(%error, "it cannot be asked whose tokens are good: every stream ends");
                self.lock().taken.clear();
            }
        }
    }

    /// Passes on what happens, several events at a time where they come fast.
    async fn pass_on(&self, mut events: broadcast::Receiver<Arc<str>>) {
        loop {
            let first = match events.recv().await {
                Ok(payload) => payload,
                Err(RecvError::Lagged(missed)) => {
                    tracing::warn!(missed, "more happens than can be passed on");
                    continue;
                }
                Err(RecvError::Closed) => return,
            };
            let mut batch = vec![first];
            while batch.len() < BATCH {
                match events.try_recv() {
                    Ok(payload) => batch.push(payload),
                    Err(TryRecvError::Lagged(_)) => {}
                    Err(TryRecvError::Empty | TryRecvError::Closed) => break,
                }
            }
            let watchers = self.lock().watchers();
            if !watchers.is_empty() {
                let events = batch.iter().filter_map(|payload| Event::read(payload)).collect();
                if let Err(error) = self.tell(events, watchers).await {
                    tracing::error!(%error, "what happens cannot be passed on");
                }
            }
        }
    }

    async fn tell(&self, events: Vec<Event>, watchers: Vec<Watcher>) -> Result<(), DbError> {
        let list = |place: &Place| if let Place::List(list) = place { Some(*list) } else { None };
        let lists: Vec<ListId> = watchers.iter().flat_map(|watcher| &watcher.places).filter_map(list).collect();
        let news = Arc::new(self.0.app.db.read(move |c| News::read(c, events, &lists)).await?);
        let concerned = watchers.into_iter().filter(|watcher| news.concern(watcher));
        let tell = |watcher: Watcher| {
            let news = Arc::clone(&news);
            async move {
                let viewer = watcher.viewer;
                match telling::to(&self.0.app, news, watcher).await {
                    Ok(told) => self.lock().send(viewer, told),
                    Err(error) => tracing::error!(%error, %viewer, "a member cannot be told what happens"),
                }
            }
        };
        futures::stream::iter(concerned).for_each_concurrent(LANES, tell).await;
        Ok(())
    }
}

impl Seats {
    fn take(&mut self, taken: Taken) -> Result<u64> {
        if self.closed {
            return Err(Error::unavailable());
        }
        if self.taken.values().filter(|other| other.account == taken.account).count() >= CONNECTIONS {
            return Err(Refused::TooMany.into());
        }
        self.next += 1;
        self.taken.insert(self.next, taken);
        Ok(self.next)
    }

    /// Who looks, each member once with all the places of its connections.
    fn watchers(&self) -> Vec<Watcher> {
        let mut watchers = HashMap::<ActorId, Watcher>::new();
        for Taken { viewer, stall, federated, subscriptions, .. } in self.taken.values() {
            let places = subscriptions.iter().flat_map(|subscription| subscription.places.iter().cloned());
            let (viewer, stall, federated) = (*viewer, *stall, *federated);
            let new = || Watcher { viewer, stall, federated, places: Default::default() };
            watchers.entry(viewer).or_insert_with(new).places.extend(places);
        }
        watchers.into_values().filter(|watcher| !watcher.places.is_empty()).collect()
    }

    /// Hands each message to the connections of a member that look where it belongs. Nobody waits for one that reads too
    /// slowly: it is let go, and can connect again.
    fn send(&mut self, viewer: ActorId, messages: Vec<telling::Message>) {
        self.taken.retain(|_, taken| {
            if taken.viewer != viewer {
                return true;
            }
            let mut told = messages.iter().flat_map(|message| message.to(&taken.subscriptions));
            told.all(|told| taken.sender.try_send(told).is_ok())
        });
    }
}

impl Seat {
    /// Subscribes to a stream, once.
    pub(crate) fn subscribe(&self, subscription: Subscription) -> Result<(), Refused> {
        let mut seats = self.hub.lock();
        // Where it is gone, its reader is about to see so.
        let Some(taken) = seats.taken.get_mut(&self.number) else { return Ok(()) };
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
        if let Some(taken) = self.hub.lock().taken.get_mut(&self.number) {
            taken.subscriptions.retain(|known| known.stream != subscription.stream);
        }
    }

    /// Whether it ends because the server does, and not for a reason of its own.
    pub(crate) fn ends_with_server(&self) -> bool {
        self.hub.is_closed()
    }
}

impl Drop for Seat {
    fn drop(&mut self) {
        self.hub.lock().taken.remove(&self.number);
    }
}

impl FromRequest for Hub {
    type Error = web::Error;
    type Future = Ready<web::Result<Self>>;

    fn from_request(req: &HttpRequest, _: &mut dev::Payload) -> Self::Future {
        ready(req.app_data::<Self>().cloned().ok_or_else(|| web::Error::internal("there is no hub")))
    }
}
