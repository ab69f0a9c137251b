//! WebSockets (RFC 6455): one connection, several streams, which the program takes and gives back by messages.

use std::time::Duration;

use actix_web::web::Payload;
use actix_web::{HttpRequest, HttpResponse};
use actix_ws::{CloseCode, Closed, Message, MessageStream, Session};
use serde::{Deserialize, Serialize};
use tokio::time::{MissedTickBehavior, interval, timeout};

use super::seats::Seat;
use super::subscription::{Refused, Subscription};
use super::telling::Told;
use crate::caller::{self, Me};
use crate::error::{Error, Result};

/// How often a sign of life is asked for. Who gave none until the next time is gone.
const HEARTBEAT: Duration = Duration::from_secs(30);
/// How long a message may take to leave.
const PATIENCE: Duration = Duration::from_secs(20);
/// The longest message of a program, in bytes.
const LONGEST: usize = 4096;

/// What a program says.
#[derive(Debug, Deserialize)]
struct Command {
    #[serde(rename = "type")]
    kind: Kind,
    #[serde(default)]
    stream: String,
    tag: Option<String>,
    list: Option<Number>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
enum Kind {
    Subscribe,
    Unsubscribe,
}

/// An id, as a text or as a number.
#[derive(Debug, Deserialize)]
#[serde(untagged)]
enum Number {
    Text(String),
    Number(i64),
}

/// A message of a stream as it is sent.
#[derive(Serialize)]
struct Frame<'a> {
    stream: &'a [String],
    event: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    payload: Option<&'a str>,
}

/// Why a command was not followed.
#[derive(Serialize)]
struct Refusal {
    error: &'static str,
    status: u16,
}

/// Why a connection ends.
enum End {
    /// The program left, or is gone without a word.
    Left,
    /// We close it, and say why.
    Closed(CloseCode),
}

impl From<Closed> for End {
    fn from(_: Closed) -> Self {
        Self::Left
    }
}

/// A connection with a program.
struct Socket {
    me: Me,
    seat: Seat,
    session: Session,
    incoming: MessageStream,
    /// Whether the program gave a sign of life since it was asked for one.
    alive: bool,
}

/// Turns a request into a connection, subscribed to the `first` stream.
pub(crate) fn open(
    me: &Me,
    seat: Seat,
    first: Option<Subscription>,
    req: &HttpRequest,
    payload: Payload,
) -> Result<HttpResponse> {
    if let Some(first) = first {
        seat.subscribe(first)?;
    }
    // Browsers can show a token only as a protocol, and drop a connection whose server does not speak it.
    let protocol = caller::socket_protocol(req);
    let protocols: Vec<&str> = protocol.into_iter().collect();
    let (response, session, incoming) = actix_ws::handle_with_protocols(req, payload, &protocols)
        .map_err(|error| Error::bad_request(error.to_string()))?;
    let socket = Socket { me: me.clone(), seat, session, incoming: incoming.max_frame_size(LONGEST), alive: true };
    actix_web::rt::spawn(socket.run());
    Ok(response)
}

impl Socket {
    async fn run(mut self) {
        let mut heartbeat = interval(HEARTBEAT);
        heartbeat.set_missed_tick_behavior(MissedTickBehavior::Delay);
        heartbeat.tick().await;
        let end = loop {
            let went_on = tokio::select! {
                told = self.seat.news.recv() => match told {
                    Some(told) => self.tell(&told).await,
                    None if self.seat.ends_with_server() => Err(End::Closed(CloseCode::Away)),
                    None => Err(End::Closed(CloseCode::Policy)),
                },
                message = self.incoming.recv() => match message {
                    Some(Ok(message)) => self.hear(message).await,
                    Some(Err(_)) => Err(End::Closed(CloseCode::Protocol)),
                    None => Err(End::Left),
                },
                _ = heartbeat.tick() => self.ask_for_life().await,
            };
            if let Err(end) = went_on {
                break end;
            }
        };
        if let End::Closed(code) = end {
            // Whoever is gone already need not be told.
            let _ = timeout(PATIENCE, self.session.close(Some(code.into()))).await;
        }
    }

    async fn tell(&mut self, Told { stream, event, payload }: &Told) -> Result<(), End> {
        self.say(&Frame { stream, event, payload: payload.as_deref() }).await
    }

    async fn say(&mut self, message: &impl Serialize) -> Result<(), End> {
        let json = serde_json::to_string(message).map_err(|_| End::Closed(CloseCode::Error))?;
        // Who does not read what is sent is let go.
        match timeout(PATIENCE, self.session.text(json)).await {
            Ok(sent) => Ok(sent?),
            Err(_) => Err(End::Left),
        }
    }

    async fn ask_for_life(&mut self) -> Result<(), End> {
        if !std::mem::take(&mut self.alive) {
            return Err(End::Left);
        }
        Ok(self.session.ping(b"").await?)
    }

    async fn hear(&mut self, message: Message) -> Result<(), End> {
        self.alive = true;
        match message {
            // What makes no sense is passed over, as Mastodon does.
            Message::Text(text) => match serde_json::from_str::<Command>(&text) {
                Ok(command) => self.follow(command).await,
                Err(_) => Ok(()),
            },
            Message::Binary(_) => Err(End::Closed(CloseCode::Unsupported)),
            Message::Ping(bytes) => Ok(self.session.pong(&bytes).await?),
            Message::Close(_) => Err(End::Closed(CloseCode::Normal)),
            // A command fits one frame.
            Message::Continuation(_) => Err(End::Closed(CloseCode::Size)),
            Message::Pong(_) | Message::Nop => Ok(()),
        }
    }

    async fn follow(&mut self, command: Command) -> Result<(), End> {
        let list = command.list.map(|list| match list {
            Number::Text(text) => text,
            Number::Number(number) => number.to_string(),
        });
        let found = Subscription::find(&self.me, &command.stream, command.tag.as_deref(), list.as_deref());
        let followed = match found.await {
            Ok(found) => found.and_then(|subscription| match command.kind {
                Kind::Subscribe => self.seat.subscribe(subscription),
                Kind::Unsubscribe => {
                    self.seat.unsubscribe(&subscription);
                    Ok(())
                }
            }),
            Err(_) => return Err(End::Closed(CloseCode::Error)),
        };
        match followed {
            Ok(()) => Ok(()),
            Err(refused) => self.refuse(refused).await,
        }
    }

    async fn refuse(&mut self, refused: Refused) -> Result<(), End> {
        self.say(&Refusal { error: refused.words(), status: refused.status().as_u16() }).await
    }
}
