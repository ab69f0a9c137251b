//! Signals between the nodes of one club, by `NOTIFY` and `LISTEN`.
//!
//! They are sent after the commit, over one connection that gathers what has come together: PostgreSQL lets only one
//! transaction with a `NOTIFY` commit at a time, which would line up all writers. A node that dies in between leaves
//! others to find what it wrote the next time they look, as they do by themselves every few seconds.
//!
//! The same connection makes this process count among the nodes, for it lives as long as the process does.

use std::sync::Arc;
use std::thread::{self, JoinHandle};
use std::time::Duration;

use diesel::result::Error;
use diesel::{ConnectionError, ConnectionResult};
use futures::future::BoxFuture;
use tokio::runtime::Builder;
use tokio::sync::{mpsc, oneshot};
use tokio_postgres::{AsyncMessage, Client, Connection, Socket};

use super::address::{Address, Wire, reason};
use crate::dialect;
use crate::signal::{Raised, Signals};
use crate::task::failure;

const CHANNEL: &str = "kermesse";

/// How long to wait before connecting again.
const PAUSE: Duration = Duration::from_secs(1);

/// How many signals go out in one statement.
const BATCH: usize = 1_000;

/// The thread that sends and receives.
pub(super) struct Notifier {
    sender: mpsc::UnboundedSender<Order>,
    thread: JoinHandle<()>,
}

/// What the thread is asked to do.
enum Order {
    /// Tell the other nodes.
    Tell(Raised),
    /// Make this process count among the nodes, and say when it does.
    Join(oneshot::Sender<()>),
}

/// Hands over what was raised.
pub(super) struct Sender(mpsc::UnboundedSender<Order>);

impl Sender {
    pub(super) fn send(&self, raised: Raised) {
        // The thread outlives all senders.
        drop(self.0.send(Order::Tell(raised)));
    }
}

impl Notifier {
    /// Listens when it returns.
    pub(super) fn start(address: Arc<Address>, signals: Arc<Signals>) -> ConnectionResult<Self> {
        let failed = |error: std::io::Error| ConnectionError::BadConnection(error.to_string());
        let runtime = Builder::new_current_thread().enable_all().build().map_err(failed)?;
        let (sender, outgoing) = mpsc::unbounded_channel();
        let node = format!("{:016x}", rand::random::<u64>());
        let carrier =
            Carrier { address, signals, outgoing, node, unsent: Vec::new(), joining: Vec::new(), is_joined: false };
        let (ready, listening) = std::sync::mpsc::sync_channel(1);
        let thread = thread::Builder::new().name("database-signals".to_owned());
        let thread = thread.spawn(move || runtime.block_on(carrier.run(ready))).map_err(failed)?;
        match listening.recv() {
            Ok(connected) => connected?,
            Err(_) => return Err(ConnectionError::BadConnection("connecting panicked".to_owned())),
        }
        Ok(Self { sender, thread })
    }

    pub(super) fn sender(&self) -> Sender {
        Sender(self.sender.clone())
    }

    /// Makes this process count among the nodes as long as it lives.
    pub(super) async fn join(&self) -> Result<(), Error> {
        let (sender, joined) = oneshot::channel();
        // The thread outlives this, and answers once it is connected.
        drop(self.sender.send(Order::Join(sender)));
        joined.await.map_err(|_| failure("the database was closed"))
    }

    /// Sends what is left, and ends.
    pub(super) fn finish(self) {
        drop(self.sender);
        if self.thread.thread().id() != thread::current().id() {
            drop(self.thread.join());
        }
    }
}

struct Carrier {
    address: Arc<Address>,
    signals: Arc<Signals>,
    outgoing: mpsc::UnboundedReceiver<Order>,
    /// Tells our own notes, which were heard already, from those of others.
    node: String,
    unsent: Vec<String>,
    /// Who waits until this process counts among the nodes, and whether it does.
    joining: Vec<oneshot::Sender<()>>,
    is_joined: bool,
}

/// A connection that listens.
struct Line {
    client: Client,
    incoming: mpsc::UnboundedReceiver<String>,
    driver: tokio::task::JoinHandle<()>,
}

impl Line {
    async fn open(address: &Address) -> ConnectionResult<Self> {
        let (client, wire) = address.connect().await?;
        let (sender, incoming) = mpsc::unbounded_channel();
        let driver = tokio::spawn(drive(wire, sender));
        let listen = format!("LISTEN {CHANNEL}; SET synchronous_commit = off");
        let refused = |error: tokio_postgres::Error| ConnectionError::BadConnection(reason(&error));
        client.batch_execute(&listen).await.map_err(refused)?;
        Ok(Self { client, incoming, driver })
    }
}

impl Carrier {
    /// Connects and says so, then carries signals, and connects again whenever it must, until the database is closed.
    async fn run(mut self, ready: std::sync::mpsc::SyncSender<ConnectionResult<()>>) {
        let mut line = match Line::open(&self.address).await {
            Ok(line) => line,
            Err(error) => return drop(ready.send(Err(error))),
        };
        drop(ready.send(Ok(())));
        while let Err(error) = self.carry(line).await {
            tracing::warn!(error, "signals between nodes are interrupted");
            line = loop {
                if self.outgoing.is_closed() {
                    return;
                }
                tokio::time::sleep(PAUSE).await;
                match Line::open(&self.address).await {
                    Ok(line) => break line,
                    Err(error) => tracing::warn!(%error, "signals between nodes are still interrupted"),
                }
            };
            // Who knows what was raised while nobody listened.
            self.signals.wake_all();
        }
    }

    /// Carries signals until the database is closed, which is `Ok`, or the connection is lost.
    async fn carry(&mut self, mut line: Line) -> Result<(), String> {
        if self.is_joined {
            join(&line.client).await?;
        }
        self.send(&line.client).await?;
        loop {
            tokio::select! {
                note = line.incoming.recv() => match note {
                    Some(note) => self.hear(&note),
                    None => return Err("the connection was lost".to_owned()),
                },
                order = self.outgoing.recv() => {
                    let Some(order) = order else { break };
                    self.gather(order);
                    self.send(&line.client).await?;
                }
            }
        }
        drop(line.client);
        drop(line.driver.await);
        Ok(())
    }

    fn gather(&mut self, first: Order) {
        let mut next = Some(first);
        while let Some(order) = next.take() {
            match order {
                Order::Tell(raised) => self.note(raised),
                Order::Join(joined) => self.joining.push(joined),
            }
            if self.unsent.len() < BATCH {
                next = self.outgoing.try_recv().ok();
            }
        }
    }

    fn note(&mut self, raised: Raised) {
        let note = match raised.payload {
            None => format!("{} {}", self.node, raised.topic),
            Some(payload) => format!("{} {} {payload}", self.node, raised.topic),
        };
        if !self.unsent.contains(&note) {
            self.unsent.push(note);
        }
    }

    async fn send(&mut self, client: &Client) -> Result<(), String> {
        if !self.joining.is_empty() {
            if !self.is_joined {
                join(client).await?;
                self.is_joined = true;
            }
            // Fails only for who does not wait any more.
            for joined in self.joining.drain(..) {
                let _ = joined.send(());
            }
        }
        if !self.unsent.is_empty() {
            let notify = format!("SELECT pg_notify('{CHANNEL}', note) FROM unnest($1::text[]) AS note");
            client.execute(&notify, &[&self.unsent]).await.map_err(|error| reason(&error))?;
            self.unsent.clear();
        }
        Ok(())
    }

    /// `node topic`, or `node topic payload`.
    fn hear(&self, note: &str) {
        let mut parts = note.splitn(3, ' ');
        let (Some(node), Some(topic)) = (parts.next(), parts.next()) else {
            return;
        };
        if node != self.node {
            self.signals.publish(topic, parts.next().map(Arc::from).as_ref());
        }
    }
}

async fn join(client: &Client) -> Result<(), String> {
    client.batch_execute(&dialect::join_nodes()).await.map_err(|error| reason(&error))
}

fn drive(wire: Wire, notes: mpsc::UnboundedSender<String>) -> BoxFuture<'static, ()> {
    match wire {
        Wire::Plain(connection) => Box::pin(listen(*connection, notes)),
        Wire::Tls(connection) => Box::pin(listen(*connection, notes)),
    }
}

/// Passes notes on until the connection ends.
async fn listen<S>(mut connection: Connection<Socket, S>, notes: mpsc::UnboundedSender<String>)
where
    S: tokio_postgres::tls::TlsStream + Unpin + Send,
{
    while let Some(Ok(message)) = std::future::poll_fn(|cx| connection.poll_message(cx)).await {
        if let AsyncMessage::Notification(note) = message {
            // Once nobody receives, the connection is about to end too.
            drop(notes.send(note.payload().to_owned()));
        }
    }
}
