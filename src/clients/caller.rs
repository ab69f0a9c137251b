//! Who calls: a program with or without a token, at one stall, for a member or for itself.

use std::ops::Deref;
use std::rc::Rc;

use std::future::{Ready, ready};

use actix_web::body::MessageBody;
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::http::header::{self, HeaderName, HeaderValue};
use actix_web::middleware::Next;
use actix_web::{FromRequest, HttpMessage, HttpRequest, dev};
use chrono::{DateTime, SecondsFormat, TimeDelta, Utc};
use host::App;
use host::social::access_token::{self, AccessToken};
use host::social::account::{Account, AccountId};
use host::social::actor::{Actor, ActorId};
use host::store::uri::Stall;
use host::web::{self, Bucket, Key, Left};

use crate::body::query_pairs;
use crate::entities::View;
use crate::error::{Error, Result};
use crate::table::Access;

/// A call to the API.
#[derive(Clone)]
pub(crate) struct Caller(Rc<Call>);

/// What a [`Caller`] holds.
pub(crate) struct Call {
    /// Everything that a handler can reach.
    pub(crate) app: App,
    /// The stall that is asked.
    pub(crate) stall: Stall,
    /// What was shown, where something was.
    pub(crate) bearer: Option<Bearer>,
    /// Path and query of the call.
    pub(crate) path: String,
    /// Whether the entities shall tell what Pixelfed's do (`_pe`, whatever its value).
    extended: bool,
}

/// Whoever shows a token.
#[derive(Debug, Clone)]
pub(crate) struct Bearer {
    /// The token.
    pub(crate) token: AccessToken,
    /// For whom it speaks where that account may not log in yet: it may do nothing but wait for that.
    pub(crate) newcomer: Option<Account>,
    /// For whom it speaks; an application may speak for itself.
    pub(crate) member: Option<Member>,
}

/// The member for whom a program speaks.
#[derive(Debug, Clone)]
pub(crate) struct Member {
    /// The account.
    pub(crate) account: Account,
    /// Its actor at this stall.
    pub(crate) actor: Actor,
}

impl Deref for Caller {
    type Target = Call;

    fn deref(&self) -> &Call {
        &self.0
    }
}

impl Call {
    /// The actor who sees the answer.
    pub(crate) fn viewer(&self) -> Option<ActorId> {
        self.member().map(|member| member.actor.id)
    }

    /// For whom the program speaks.
    pub(crate) fn member(&self) -> Option<&Member> {
        self.bearer.as_ref()?.member.as_ref()
    }

    /// Makes entities of what is stored, as this caller sees it.
    pub(crate) fn view(&self) -> View {
        View::new(&self.app, &self.stall, self.viewer()).extended(self.extended)
    }

    /// Counts a deed against a limit, by account.
    pub(crate) fn limit(&self, bucket: Bucket) -> Result<()> {
        match self.member() {
            Some(member) => Ok(self.app.web.limiter.check(bucket, Key::account(member.account.id))?),
            None => Ok(()),
        }
    }
}

impl FromRequest for Caller {
    type Error = Error;
    type Future = Ready<Result<Self>>;

    fn from_request(req: &HttpRequest, _: &mut dev::Payload) -> Self::Future {
        let known = req.extensions().get::<Self>().cloned();
        ready(known.ok_or_else(|| Error::internal("a route is not in the table")))
    }
}

/// A call for a member: a route whose access is [`Access::Member`] or [`Access::Staff`].
#[derive(Clone)]
pub(crate) struct Me {
    caller: Caller,
    /// The member's account.
    pub(crate) account: Account,
    /// The member's actor at this stall.
    pub(crate) actor: Actor,
    /// The token that was shown.
    pub(crate) token: AccessToken,
}

impl Me {
    /// The call.
    pub(crate) fn caller(&self) -> &Caller {
        &self.caller
    }
}

impl Deref for Me {
    type Target = Caller;

    fn deref(&self) -> &Caller {
        &self.caller
    }
}

impl FromRequest for Me {
    type Error = Error;
    type Future = Ready<Result<Self>>;

    fn from_request(req: &HttpRequest, _: &mut dev::Payload) -> Self::Future {
        let Some(caller) = req.extensions().get::<Caller>().cloned() else {
            return ready(Err(Error::internal("a route is not in the table")));
        };
        let me = caller.bearer.as_ref().and_then(|bearer| Some((bearer.token.clone(), bearer.member.clone()?)));
        ready(match me {
            Some((token, Member { account, actor })) => Ok(Self { caller, account, actor, token }),
            None => Err(Error::member_needed()),
        })
    }
}

/// Lets a call through that has what its route needs, and tells it how much it may still ask.
pub(crate) async fn admit<B: MessageBody + 'static>(
    access: Access,
    req: ServiceRequest,
    next: Next<B>,
) -> Result<ServiceResponse<B>, actix_web::Error> {
    let caller = identify(access, req.request()).await?;
    let left = count(&caller, req.request())?;
    access.check(&caller)?;
    req.extensions_mut().insert(caller);
    let mut answer = next.call(req).await?;
    tell(&mut answer, left);
    Ok(answer)
}

async fn identify(access: Access, req: &HttpRequest) -> Result<Caller> {
    let app = App::of(req)?;
    let site = web::Site::of(req)?;
    let stall = site.stall().and_then(|name| app.hosts.stall(name)).cloned().ok_or_else(Error::not_found)?;
    let bearer = match token(req).filter(|_| access != Access::Public) {
        Some(token) => Some(bearer(&app, &stall, token).await?),
        None => None,
    };
    let path = req.uri().path_and_query().map(ToString::to_string).unwrap_or_default();
    let extended = query_pairs(req).iter().any(|(name, _)| name == "_pe");
    Ok(Caller(Rc::new(Call { app, stall, bearer, path, extended })))
}

/// The token of a request: of its `Authorization`, else of its query (RFC 6750 §2), else of what a WebSocket says that it speaks.
fn token(req: &HttpRequest) -> Option<String> {
    let header = req.headers().get(header::AUTHORIZATION).and_then(|value| value.to_str().ok());
    let shown = header.and_then(|value| value.split_once(' ')).filter(|(kind, _)| kind.eq_ignore_ascii_case("bearer"));
    if let Some((_, token)) = shown {
        return Some(token.trim().to_owned());
    }
    let asked = query_pairs(req).into_iter().find(|(name, _)| name == "access_token").map(|(_, token)| token);
    asked.or_else(|| socket_protocol(req).map(str::to_owned))
}

/// The first protocol that a WebSocket says that it speaks (RFC 6455 §4.1): that of a browser's program is its token, for a page
/// cannot send any other header.
pub(crate) fn socket_protocol(req: &HttpRequest) -> Option<&str> {
    let spoken = req.headers().get(header::SEC_WEBSOCKET_PROTOCOL)?.to_str().ok()?;
    spoken.split(',').map(str::trim).find(|protocol| !protocol.is_empty())
}

/// Whoever shows that token. Errors: it is not good, or is for another stall.
async fn bearer(app: &App, stall: &Stall, token: String) -> Result<Bearer> {
    let name = stall.name;
    let found = app.db.read(move |c| AccessToken::find_by_token(c, name, &token)).await?;
    let access_token::Bearer { token, account, actor } = found.ok_or_else(Error::unauthorized)?;
    if token.is_due() {
        let (db, token) = (app.db.clone(), token.clone());
        // Nobody waits for this: should it fail, the next call does it.
        actix_web::rt::spawn(async move { db.write(move |c| token.touch(c)).await });
    }
    let Some(account) = account else { return Ok(Bearer { token, newcomer: None, member: None }) };
    if account.may_log_in().is_err() {
        return Ok(Bearer { token, newcomer: Some(account), member: None });
    }
    let actor = match actor {
        Some(actor) => actor,
        None => settle(app, name, account.id).await?,
    };
    Ok(Bearer { token, newcomer: None, member: Some(Member { account, actor }) })
}

/// The actor of whoever may log in since this moment, or at a stall that has just been opened.
async fn settle(app: &App, stall: &'static str, account: AccountId) -> Result<Actor> {
    host::membership::settle(app, account).await.map_err(Error::internal)?;
    let actor = app.db.read(move |c| Actor::of_account_at(c, account, stall)).await?;
    actor.ok_or_else(Error::unauthorized)
}

fn count(caller: &Caller, req: &HttpRequest) -> Result<Left> {
    let key = match caller.member() {
        Some(member) => Key::account(member.account.id),
        None => Key::address(web::client_ip(req)),
    };
    Ok(caller.app.web.limiter.count(Bucket::Api, key)?)
}

/// Says how much may still be asked, and until when.
fn tell<B>(answer: &mut ServiceResponse<B>, left: Left) {
    let reset: DateTime<Utc> = Utc::now() + TimeDelta::from_std(left.reset).unwrap_or_default();
    let headers = answer.headers_mut();
    let mut say = |name: &'static str, value: String| {
        if let Ok(value) = HeaderValue::from_str(&value) {
            headers.insert(HeaderName::from_static(name), value);
        }
    };
    say("x-ratelimit-limit", left.limit.to_string());
    say("x-ratelimit-remaining", left.remaining.to_string());
    say("x-ratelimit-reset", reset.to_rfc3339_opts(SecondsFormat::Micros, true));
    if !headers.contains_key(header::CACHE_CONTROL) {
        headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("private, no-store"));
    }
}
