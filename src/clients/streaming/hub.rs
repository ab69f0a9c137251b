//! The hub: one for a process. It knows who is connected, and passes on to each what is for them.

use std::future::{Ready, ready};
use std::sync::Arc;

use actix_web::{FromRequest, HttpRequest, dev};
use diesel::result::Error as DbError;
use futures::StreamExt;
use host::social::access_token::{AccessToken, AccessTokenId, REVOKED};
use host::social::actor::{Actor, ActorId};
use host::social::announcement::{self, Change};
use host::social::list::ListId;
use host::social::live::{self, Event, News, Place, Watcher};
use host::social::{domain, visibility};
use host::store::signal::Listener;
use host::{App, web};
use tokio::sync::broadcast::error::{RecvError, TryRecvError};
use tokio::sync::{broadcast, watch};
use tokio::task::JoinHandle;

use super::seats::{Seat, Seats};
use super::{announcing, telling};
use crate::caller::Me;
use crate::error::{Error, Result};

/// How many events are looked at together.
const BATCH: usize = 100;
/// For how many members at once is found out what they may see.
const LANES: usize = 4;

/// Passes on what happens. Cheap to clone.
#[derive(Clone)]
pub struct Hub {
    app: App,
    seats: Arc<Seats>,
}

/// Closes the hub when what it works by ends, in whatever way: nobody would see any more that a token is revoked.
struct Work(Hub);

impl Hub {
    /// Starts passing on what happens, until `closing` says true; then every connection ends.
    pub fn open(app: &App, closing: &watch::Receiver<bool>) -> (Self, JoinHandle<()>) {
        let hub = Self { app: app.clone(), seats: Arc::default() };
        let (events, changes) = (app.db.subscribe(live::TOPIC), app.db.subscribe(announcement::SIGNAL));
        let (revoked, kept_out) = (app.db.listen(REVOKED), app.db.listen(domain::SIGNAL));
        let (work, mut closing) = (Work(hub.clone()), closing.clone());
        let working = tokio::spawn(async move {
            tokio::select! {
                () = work.0.pass_on(events) => {}
                () = work.0.announce(changes) => {}
                () = work.0.keep_watch(revoked, kept_out) => {}
                // It fails where nobody is left to say anything: that is the end too.
                _ = closing.wait_for(|closing| *closing) => {}
            }
        });
        (hub, working)
    }

    /// A connection for a member's program. Errors: it has too many, or the server is about to end.
    pub(crate) async fn seat(&self, me: &Me) -> Result<Seat> {
        let (stall, token) = (me.stall.name, me.token.id);
        let federated = self.app.db.read(move |c| Actor::id_of_stall(c, stall)).await?;
        let seat = self.seats.take(me, federated.ok_or_else(Error::not_found)?)?;
        // It may have ended since it was looked at, when there was no connection yet to end with it.
        match self.app.db.read(move |c| AccessToken::still_good(c, &[token])).await?.is_empty() {
            true => Err(Error::unauthorized()),
            false => Ok(seat),
        }
    }

    /// Ends connections as soon as their tokens end, or their members are kept out.
    async fn keep_watch(&self, mut revoked: Listener, mut kept_out: Listener) {
        loop {
            tokio::select! {
                () = revoked.wait() => {}
                () = kept_out.wait() => {}
            }
            let (tokens, viewers) = self.seats.shown();
            if tokens.is_empty() {
                continue;
            }
            let looked = self.app.db.read(move |c| {
                let shown: Vec<AccessTokenId> = tokens.iter().copied().collect();
                let good = AccessToken::still_good(c, &shown)?;
                let ended = tokens.into_iter().filter(|token| !good.contains(token)).collect();
                let viewers: Vec<ActorId> = viewers.into_iter().collect();
                Ok::<_, DbError>((ended, visibility::barred(c, &viewers)?))
            });
            match looked.await {
                Ok((ended, barred)) => self.seats.end(&ended, &barred),
                Err(error) => {
                    tracing::error!(%error, "it cannot be asked whose tokens are good: every stream ends");
                    self.seats.end_all();
                }
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
            let watchers = self.seats.watchers();
            if !watchers.is_empty() {
                let events = batch.iter().filter_map(|payload| Event::read(payload)).collect();
                if let Err(error) = self.tell(events, watchers).await {
                    tracing::error!(%error, "what happens cannot be passed on");
                }
            }
        }
    }

    /// Passes on what becomes of announcements, which is seldom.
    async fn announce(&self, mut changes: broadcast::Receiver<Arc<str>>) {
        loop {
            let change = match changes.recv().await {
                Ok(payload) => serde_json::from_str::<Change>(&payload).ok().map(Arc::new),
                Err(RecvError::Lagged(_)) => None,
                Err(RecvError::Closed) => return,
            };
            // What another version of the program tells may make no sense to this one.
            let Some(change) = change else { continue };
            for reader in self.seats.readers() {
                match announcing::to(&self.app, Arc::clone(&change), reader).await {
                    Ok(message) => self.seats.send(reader.viewer, message.as_slice()),
                    Err(error) => tracing::error!(%error, "a member cannot be told of an announcement"),
                }
            }
        }
    }

    async fn tell(&self, events: Vec<Event>, watchers: Vec<Watcher>) -> Result<(), DbError> {
        let list = |place: &Place| if let Place::List(list) = place { Some(*list) } else { None };
        let lists: Vec<ListId> = watchers.iter().flat_map(|watcher| &watcher.places).filter_map(list).collect();
        let news = Arc::new(self.app.db.read(move |c| News::read(c, events, &lists)).await?);
        let concerned = watchers.into_iter().filter(|watcher| news.concern(watcher));
        let tell = |watcher: Watcher| {
            let news = Arc::clone(&news);
            async move {
                let viewer = watcher.viewer;
                match telling::to(&self.app, news, watcher).await {
                    Ok(messages) => self.seats.send(viewer, &messages),
                    Err(error) => tracing::error!(%error, %viewer, "a member cannot be told what happens"),
                }
            }
        };
        futures::stream::iter(concerned).for_each_concurrent(LANES, tell).await;
        Ok(())
    }
}

impl Drop for Work {
    fn drop(&mut self) {
        self.0.seats.close();
    }
}

impl FromRequest for Hub {
    type Error = web::Error;
    type Future = Ready<web::Result<Self>>;

    fn from_request(req: &HttpRequest, _: &mut dev::Payload) -> Self::Future {
        ready(req.app_data::<Self>().cloned().ok_or_else(|| web::Error::internal("there is no hub")))
    }
}
