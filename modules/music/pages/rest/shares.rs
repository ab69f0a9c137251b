//! Shares: what the member lets others hear who have no account.

use chrono::{DateTime, NaiveDateTime, TimeDelta};
use diesel::result::Error as DbError;
use host::store::{Conn, clock};
use host::web::{Bucket, Key};
use serde::Serialize;
use serde_json::json;

use super::answer::{Content, Failure, content};
use super::call::{Call, Id};
use super::entities::{self, Song, moment};
use crate::pages::shares::path;
use crate::share::{self, Item, Refused, Share, ShareId};

/// What stands before the number of a share in its id.
const PREFIX: &str = "sh-";
/// How long something is shared where the program does not say, as with other servers.
const USUAL: TimeDelta = TimeDelta::days(365);

impl From<Refused> for Failure {
    fn from(refused: Refused) -> Self {
        match refused {
            Refused::Missing => Self::Missing,
            Refused::NotYours => Self::Forbidden,
            Refused::TooMany => Self::Other("there are as many shares as a member may have".to_owned()),
        }
    }
}

/// What a program reads of a share. Its address is told to nobody but its owner.
#[derive(Debug, Clone, Serialize)]
#[serde(rename_all = "camelCase")]
struct ShareEntry {
    id: String,
    url: String,
    description: String,
    username: String,
    created: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    expires: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    last_visited: Option<String>,
    visit_count: i64,
    entry: Vec<Song>,
}

impl ShareEntry {
    fn read(c: &mut Conn, call: &Call, share: Share) -> Result<Self, DbError> {
        let tracks = share.tracks(c)?;
        let key = share::key(&call.app.web.key, share.id);
        Ok(Self {
            id: format!("{PREFIX}{}", share.id),
            url: call.stall.origin.url(&path(&key)).into(),
            username: call.name.clone(),
            created: moment(share.created_at),
            expires: share.expires_at.map(moment),
            last_visited: share.visited_at.map(moment),
            visit_count: share.visits,
            description: share.description,
            entry: entities::songs(c, call.me, tracks)?,
        })
    }
}

pub(super) async fn all(call: &Call) -> Result<Content, Failure> {
    let whose = call.clone();
    let read = call.app.db.read(move |c| {
        let shares = Share::of(c, whose.me)?;
        shares.into_iter().map(|share| ShareEntry::read(c, &whose, share)).collect::<Result<Vec<_>, DbError>>()
    });
    Ok(Some(("shares", json!({"share": content(read.await?)?}))))
}

/// When it is to end: milliseconds since 1970, 0 for never.
fn end(call: &Call) -> Result<Option<Option<NaiveDateTime>>, Failure> {
    match call.parameters.read::<i64>("expires")? {
        None => Ok(None),
        Some(0) => Ok(Some(None)),
        Some(ms) => {
            let end = DateTime::from_timestamp_millis(ms).ok_or(Failure::Parameter("expires"))?;
            Ok(Some(Some(end.naive_utc())))
        }
    }
}

pub(super) async fn create(call: &Call) -> Result<Content, Failure> {
    call.app.web.limiter.check(Bucket::Write, Key::word(&call.name))?;
    let p = &call.parameters;
    p.need("id")?;
    let mut items = Vec::new();
    for id in p.all("id") {
        items.push(match id.parse()? {
            Id::Track(id) => Item::Track(id),
            Id::Album(id) => Item::Album(id),
            Id::Playlist(id) => Item::Playlist(id),
            Id::Artist(_) => return Err(Failure::Parameter("id")),
        });
    }
    let expires = end(call)?.unwrap_or_else(|| Some(clock::now() + USUAL));
    let description = p.get("description").unwrap_or_default().to_owned();
    let whose = call.clone();
    let written = call.app.db.write(move |c| match Share::create(c, whose.me, &items, &description, expires)? {
        Ok(share) => ShareEntry::read(c, &whose, share).map(Ok),
        Err(refused) => Ok::<_, DbError>(Err(refused)),
    });
    let made = written.await??;
    Ok(Some(("shares", json!({"share": [content(made)?]}))))
}

fn wanted(call: &Call) -> Result<ShareId, Failure> {
    let number = call.parameters.need("id")?.strip_prefix(PREFIX).and_then(|number| number.parse().ok());
    number.map(ShareId).ok_or(Failure::Missing)
}

/// Says something else of one; what is not given stays.
pub(super) async fn update(call: &Call) -> Result<Content, Failure> {
    let (me, id, expires) = (call.me, wanted(call)?, end(call)?);
    let description = call.parameters.get("description").map(str::to_owned);
    let written = call.app.db.write(move |c| {
        let share = Share::own(c, me, id)?.ok_or(DbError::NotFound)?;
        share.change(c, description.as_deref(), expires)
    });
    written.await?;
    Ok(None)
}

pub(super) async fn delete(call: &Call) -> Result<Content, Failure> {
    let (me, id) = (call.me, wanted(call)?);
    call.app.db.write(move |c| Share::own(c, me, id)?.ok_or(DbError::NotFound)?.revoke(c)).await?;
    Ok(None)
}
