//! Search: people, hashtags and statuses by words, and whoever or whatever a handle or an address names.

use std::time::{Duration, Instant};

use actix_web::web::Json;
use diesel::result::Error as DbError;
use host::federation::fetch::Resolved;
use host::federation::jobs::Sought;
use host::social::actor::{Actor, ActorId};
use host::social::card::Card;
use host::social::object::Object;
use host::social::tag::{Tag as Known, TagCard};
use host::social::{search, visibility};
use host::store::Conn;
use host::web::{Bucket, Key};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::people;
use super::timelines::{MOST, cards};
use crate::body::Params;
use crate::caller::{Caller, Me};
use crate::entities::{Account, Status, Tag};
use crate::error::{Error, Result};
use crate::paging::Paging;
use crate::table::{Access, Table};

/// How long another server may take to say what an address names.
const PATIENCE: Duration = Duration::from_secs(8);
/// How often it is asked whether it has.
const GLANCE: Duration = Duration::from_millis(150);

pub(crate) fn routes(table: &mut Table) {
    table.get("/api/v2/search", Access::Open("read:search"), index);
    table.get("/api/v1/accounts/search", Access::Member("read:accounts"), accounts);
}

#[derive(Debug, Clone, Default, Deserialize, IntoParams)]
#[serde(default)]
struct Wanted {
    /// What is looked for.
    q: String,
    /// Only `accounts`, `hashtags` or `statuses`.
    #[serde(rename = "type")]
    #[param(inline)]
    kind: Option<Kind>,
    /// Whether other servers are asked for what an address names.
    resolve: bool,
    /// Only accounts that the caller follows.
    following: bool,
    /// Only statuses of this account.
    #[param(value_type = Option<String>)]
    account_id: Option<ActorId>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, ToSchema)]
#[serde(rename_all = "lowercase")]
enum Kind {
    Accounts,
    Hashtags,
    Statuses,
}

/// What was found (`Search`).
#[derive(Debug, Default, Serialize, ToSchema)]
struct Found {
    accounts: Vec<Account>,
    statuses: Vec<Status>,
    hashtags: Vec<Tag>,
}

/// What was found, as it is stored.
#[derive(Default)]
struct Hits {
    actors: Vec<Actor>,
    cards: Vec<Card>,
    tags: Vec<TagCard>,
}

impl Wanted {
    fn wants(&self, kind: Kind) -> bool {
        self.kind.is_none_or(|only| only == kind)
    }
}

async fn index(caller: Caller, wanted: Params<Wanted>, paging: Paging) -> Result<Json<Found>> {
    let wanted = wanted.0;
    let q = wanted.q.trim().to_owned();
    if q.is_empty() {
        return Err(Error::bad_request("Say in q what to look for"));
    }
    // Strangers may look for what is known here; only members make us ask others, and page through all of it.
    if caller.viewer().is_none() && (wanted.resolve || paging.offset() > 0) {
        return Err(Error::unauthorized());
    }
    let hits = match named(&caller, &q, wanted.resolve).await? {
        Some(what) => of_named(&caller, &wanted, what).await?,
        None => of_words(&caller, wanted, q, paging.limit(20, MOST), paging.offset()).await?,
    };
    let view = caller.view();
    Ok(Json(Found {
        accounts: view.accounts(&hits.actors),
        statuses: view.statuses(&hits.cards),
        hashtags: hits.tags.iter().map(|card| view.tag_card(card)).collect(),
    }))
}

/// People alone, for a member who is about to mention one.
async fn accounts(me: Me, wanted: Params<Wanted>, paging: Paging) -> Result<Json<Vec<Account>>> {
    let wanted = Wanted { kind: Some(Kind::Accounts), ..wanted.0 };
    let q = wanted.q.trim().to_owned();
    let hits = match named(&me, &q, wanted.resolve).await? {
        _ if q.is_empty() => Hits::default(),
        Some(what) => of_named(&me, &wanted, what).await?,
        None => of_words(&me, wanted, q, people::limit(&paging), paging.offset()).await?,
    };
    Ok(Json(me.view().accounts(&hits.actors)))
}

/// Whether it names one actor or object rather than words.
fn is_address(q: &str) -> bool {
    let handle = q.strip_prefix('@').unwrap_or(q);
    !q.contains(char::is_whitespace) && (q.starts_with("https://") || q.starts_with("http://") || handle.contains('@'))
}

/// What a handle or an address names: known here, or asked for elsewhere.
async fn named(caller: &Caller, q: &str, resolve: bool) -> Result<Option<Resolved>> {
    if !is_address(q) {
        return Ok(None);
    }
    let (typed, stall) = (q.to_owned(), caller.stall.clone());
    let known = caller.app.db.read(move |c| {
        if !typed.contains("://") {
            let handle = typed.strip_prefix('@').unwrap_or(&typed).parse().ok();
            let actor = handle.map(|handle| host::statement::find(c, &stall, &handle)).transpose()?.flatten();
            return Ok(actor.map(|actor| Resolved::Actor(Box::new(actor))));
        }
        if let Some(actor) = Actor::find_by_page(c, &typed)?.filter(Actor::is_present) {
            return Ok(Some(Resolved::Actor(Box::new(actor))));
        }
        Ok::<_, DbError>(Object::find_by_page(c, &typed)?.map(|object| Resolved::Object(Box::new(object))))
    });
    match known.await? {
        Some(what) => Ok(Some(what)),
        None if resolve => ask(caller, q).await,
        None => Ok(None),
    }
}

/// Has a job ask the other server, and waits a while for what it finds.
async fn ask(caller: &Caller, q: &str) -> Result<Option<Resolved>> {
    if let Some(member) = caller.member() {
        caller.app.web.limiter.check(Bucket::Search, Key::account(member.account.id))?;
    }
    let begun = Instant::now();
    loop {
        match caller.app.federation.look_up(q, true).await? {
            Sought::Found(what) => return Ok(Some(what)),
            Sought::Waiting | Sought::Unknown if begun.elapsed() < PATIENCE => tokio::time::sleep(GLANCE).await,
            _ => return Ok(None),
        }
    }
}

async fn of_named(caller: &Caller, wanted: &Wanted, what: Resolved) -> Result<Hits> {
    let viewer = caller.viewer();
    let (wants_actor, wants_object) = (wanted.wants(Kind::Accounts), wanted.wants(Kind::Statuses));
    let read = caller.app.db.read(move |c| match what {
        Resolved::Actor(actor) => {
            let hidden = !wants_actor || !visibility::barred(c, &[actor.id])?.is_empty();
            Ok::<_, DbError>(Hits { actors: if hidden { Vec::new() } else { vec![*actor] }, ..Hits::default() })
        }
        Resolved::Object(object) if wants_object => {
            let seen = visibility::visible(c, viewer, vec![*object])?;
            Ok(Hits { cards: cards(c, viewer, seen)?, ..Hits::default() })
        }
        Resolved::Object(_) => Ok(Hits::default()),
    });
    Ok(read.await?)
}

async fn of_words(caller: &Caller, wanted: Wanted, q: String, limit: usize, offset: usize) -> Result<Hits> {
    let (viewer, home) = (caller.viewer(), caller.stall.origin.host().to_owned());
    let read = caller.app.db.read(move |c| {
        let mut hits = Hits::default();
        if wanted.wants(Kind::Accounts) {
            hits.actors = named_so(c, viewer, &q, wanted.following, limit, offset)?;
        }
        if wanted.wants(Kind::Hashtags) {
            let tags = Known::search(c, q.trim_start_matches('#'), (limit + offset) as i64)?;
            hits.tags = TagCard::gather(c, viewer, tags.into_iter().skip(offset).collect())?;
        }
        if wanted.wants(Kind::Statuses) && viewer.is_some() {
            let query = search::Query::parse(&q, &home);
            let mut objects = search::objects(c, viewer, &query, None, limit + offset)?;
            if let Some(author) = wanted.account_id {
                objects.retain(|object| object.actor_id == author);
            }
            hits.cards = cards(c, viewer, objects.into_iter().skip(offset).collect())?;
        }
        Ok::<_, DbError>(hits)
    });
    Ok(read.await?)
}

/// Of those whom words find some, or only those whom the viewer follows.
fn named_so(
    c: &mut Conn,
    viewer: Option<ActorId>,
    q: &str,
    following: bool,
    limit: usize,
    offset: usize,
) -> Result<Vec<Actor>, DbError> {
    let words = q.trim_start_matches('@');
    let actors = match viewer.filter(|_| following) {
        Some(viewer) => search::followed(c, viewer, words, limit + offset)?,
        None => search::actors(c, viewer, words, limit + offset)?,
    };
    Ok(actors.into_iter().skip(offset).collect())
}
