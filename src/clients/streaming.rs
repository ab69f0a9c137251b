//! Streaming: what happens is told to programs as it happens, over a WebSocket or as server-sent events.
//!
//! A program asks for streams ([`Subscription`]); a process has one [`Hub`] that listens to the live events of `social` and passes
//! on what each program's member may see. A stream goes on in the name of a token, and ends with it.

mod announcing;
mod event_source;
mod hub;
mod seats;
mod socket;
mod subscription;
mod telling;

use actix_web::web::Payload;
use actix_web::{HttpRequest, HttpResponse};
use serde::Deserialize;
use utoipa::IntoParams;

pub use hub::Hub;

use crate::body::Params;
use crate::caller::Me;
use crate::error::{Error, Result};
use crate::table::{Access, Table};
use subscription::{Refused, Subscription};

pub(crate) fn routes(table: &mut Table) {
    const STATUSES: Access = Access::Member("read:statuses");
    table.get("/api/v1/streaming", Access::AnyMember, connect);
    table.get("/api/v1/streaming/health", Access::Public, health);
    table.get("/api/v1/streaming/user", STATUSES, user);
    table.get("/api/v1/streaming/user/notification", Access::Member("read:notifications"), notifications);
    table.get("/api/v1/streaming/public", STATUSES, public);
    table.get("/api/v1/streaming/public/local", STATUSES, local);
    table.get("/api/v1/streaming/public/remote", STATUSES, remote);
    table.get("/api/v1/streaming/hashtag", STATUSES, hashtag);
    table.get("/api/v1/streaming/hashtag/local", STATUSES, local_hashtag);
    table.get("/api/v1/streaming/list", Access::Member("read:lists"), list);
    table.get("/api/v1/streaming/direct", STATUSES, direct);
}

/// What a stream is asked for with.
#[derive(Debug, Clone, Default, Deserialize, IntoParams)]
#[serde(default)]
#[into_params(parameter_in = Query)]
pub(crate) struct Asked {
    /// Of a WebSocket: the first stream; others are subscribed to by messages.
    stream: Option<String>,
    /// The hashtag.
    tag: Option<String>,
    /// The list, by its id.
    list: Option<String>,
    /// Only what has media.
    only_media: bool,
}

/// A WebSocket, over which a program subscribes to several streams.
async fn connect(me: Me, hub: Hub, req: HttpRequest, payload: Payload, asked: Params<Asked>) -> Result<HttpResponse> {
    let first = match &asked.stream {
        Some(name) => Some(subscribe(&me, name, &asked).await?),
        None => None,
    };
    let seat = hub.seat(&me).await?;
    socket::open(&me, seat, first, &req, payload)
}

async fn health() -> Result<HttpResponse> {
    Ok(HttpResponse::Ok().content_type("text/plain; charset=utf-8").body("OK"))
}

macro_rules! event_sources {
    ($($(#[$doc:meta])+ $handler:ident $name:literal $with_media:literal;)+) => {$(
        $(#[$doc])+
        async fn $handler(me: Me, hub: Hub, asked: Params<Asked>) -> Result<HttpResponse> {
            let name = if asked.only_media { $with_media } else { $name };
            let subscription = subscribe(&me, name, &asked).await?;
            event_source::open(hub.seat(&me).await?, subscription)
        }
    )+};
}

event_sources! {
    /// What comes home, and notifications where the token allows for them.
    user "user" "user";
    /// Notifications.
    notifications "user:notification" "user:notification";
    /// The federated timeline.
    public "public" "public:media";
    /// The stall's own.
    local "public:local" "public:local:media";
    /// What comes from elsewhere.
    remote "public:remote" "public:remote:media";
    /// A hashtag.
    hashtag "hashtag" "hashtag";
    /// A hashtag at the stall.
    local_hashtag "hashtag:local" "hashtag:local";
    /// A list.
    list "list" "list";
    /// Direct messages.
    direct "direct" "direct";
}

/// A stream by its name. Errors: there is none, or it is not for this token.
async fn subscribe(me: &Me, name: &str, asked: &Asked) -> Result<Subscription> {
    let found = Subscription::find(me, name, asked.tag.as_deref(), asked.list.as_deref()).await?;
    found.map_err(Error::from)
}

impl From<Refused> for Error {
    fn from(refused: Refused) -> Self {
        Self::bad_request(refused.words()).status(refused.status())
    }
}
