//! Groups: notifications of one kind about one thing that came within half a day, told as one. That ten people liked a post is
//! one thing to tell.

use std::collections::{HashMap, HashSet};

use chrono::{NaiveDateTime, TimeDelta};
use diesel::dsl::{count_star, max, min, not};
use diesel::prelude::*;
use store::{Conn, snowflake};

use super::{Notification, NotificationId, NotificationKind, Wanted};
use crate::actor::ActorId;
use crate::object::ObjectId;
use crate::range::Range;
use crate::schema::notifications;

/// Over how many hours a group may stretch.
const SPAN: i64 = 12;

/// How many of its members a group names, the last first.
const SAMPLES: usize = 8;

/// How many notifications are read at a time in search of a page of groups, and how often at most.
const WINDOW: i64 = 400;
/// See [`WINDOW`].
const WINDOWS: usize = 8;

/// How many members of the groups of one page are looked at for whom to name.
const MEMBERS: i64 = 2_000;

/// The key of what stands alone begins with this; its number follows.
const ALONE: &str = "ungrouped-";

/// Notifications that are told as one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Group {
    /// What names it among those of its receiver; Mastodon clients take it for what it says, so it is in their words.
    pub key: String,
    /// How many there are.
    pub count: i64,
    /// The newest of them.
    pub newest: Notification,
    /// The oldest of them that is on the page which was asked for.
    pub page_oldest: NotificationId,
    /// Some of those who did it, the last first.
    pub samples: Vec<ActorId>,
}

/// A page of groups.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct GroupPage {
    /// The groups, the newest first.
    pub groups: Vec<Group>,
    /// The ids of the notifications by which the page begins and ends.
    pub ends: Option<(i64, i64)>,
    /// Whether there may be more behind it.
    pub full: bool,
}

/// The words that the key of a group begins with; none for what is told one by one.
fn stem(kind: NotificationKind, object: Option<ObjectId>) -> Option<String> {
    match (kind, object) {
        (NotificationKind::Like, Some(object)) => Some(format!("favourite-{object}")),
        (NotificationKind::Boost, Some(object)) => Some(format!("reblog-{object}")),
        (NotificationKind::Follow | NotificationKind::SignUp, _) => Some(kind.to_string()),
        _ => None,
    }
}

/// The key of the group that something which happens now belongs to: that of the one before it, unless that group began too
/// long ago.
pub(super) fn key(
    c: &mut Conn,
    to: ActorId,
    kind: NotificationKind,
    object: Option<ObjectId>,
    now: NaiveDateTime,
) -> QueryResult<Option<String>> {
    let Some(stem) = stem(kind, object) else { return Ok(None) };
    let recent = NotificationId(snowflake::floor((now - TimeDelta::hours(SPAN)).and_utc()));
    let mut before = notifications::table
        .filter(notifications::actor_id.eq(to))
        .filter(notifications::kind.eq(kind))
        .filter(notifications::id.gt(recent))
        .order(notifications::id.desc())
        .select(notifications::group_key)
        .into_boxed();
    if let Some(object) = object {
        before = before.filter(notifications::object_id.eq(object));
    }
    let before: Option<String> = before.first(c).optional()?.flatten();
    let hour = now.and_utc().timestamp() / 3600;
    let begun = before.and_then(|key| key.rsplit('-').next()?.parse().ok()).filter(|begun: &i64| hour < begun + SPAN);
    Ok(Some(format!("{stem}-{}", begun.unwrap_or(hour))))
}

impl Group {
    /// The kinds that are told in groups.
    pub const KINDS: &'static [NotificationKind] =
        &[NotificationKind::Like, NotificationKind::Boost, NotificationKind::Follow, NotificationKind::SignUp];

    /// A page of groups; what is of another kind than `grouped` stands alone. A group is where its newest member on the page
    /// is, or towards the present its oldest.
    pub fn list(
        c: &mut Conn,
        of: ActorId,
        wanted: &Wanted,
        grouped: &[NotificationKind],
        range: Range,
        limit: usize,
    ) -> QueryResult<GroupPage> {
        let heads = heads(c, of, wanted, grouped, range, limit)?;
        let Some((first, last)) = heads.first().zip(heads.last()).map(|(first, last)| (first.id, last.id)) else {
            return Ok(GroupPage::default());
        };
        let full = heads.len() >= limit;
        // A page that is not full reaches as far as was asked for.
        let (mut top, mut bottom) = (first, last);
        if !full && range.is_upward() {
            top = NotificationId(range.before.map_or(i64::MAX, |before| before - 1));
        } else if !full {
            bottom = NotificationId(range.floor().map_or(0, |floor| floor + 1));
        }
        let groups = assemble(c, of, heads, grouped, top, bottom)?;
        Ok(GroupPage { groups, ends: Some((first.0, last.0)), full })
    }

    /// The group of that key.
    pub fn find(c: &mut Conn, of: ActorId, key: &str) -> QueryResult<Option<Self>> {
        let Some(newest) = Self::members(c, of, key, Range::default(), 1)?.pop() else { return Ok(None) };
        let grouped = if key.starts_with(ALONE) { &[] } else { Self::KINDS };
        let (top, bottom) = (NotificationId(i64::MAX), NotificationId(0));
        Ok(assemble(c, of, vec![newest], grouped, top, bottom)?.pop())
    }

    /// How many groups there are that are newer than a notification, counted up to `most`.
    pub fn count(
        c: &mut Conn,
        of: ActorId,
        wanted: &Wanted,
        grouped: &[NotificationKind],
        since: i64,
        most: usize,
    ) -> QueryResult<usize> {
        Ok(heads(c, of, wanted, grouped, Range::after(since), most)?.len())
    }

    /// The members of the group of that key, the newest first.
    pub fn members(c: &mut Conn, of: ActorId, key: &str, range: Range, limit: usize) -> QueryResult<Vec<Notification>> {
        if let Some(id) = alone(key) {
            return Ok(Notification::find(c, of, id)?.into_iter().collect());
        }
        let own = notifications::table
            .filter(notifications::actor_id.eq(of))
            .filter(notifications::group_key.eq(key))
            .filter(not(notifications::filtered))
            .select(Notification::as_select());
        Ok(range.arrange(crate::cut!(own, notifications::id, range, limit as i64).load(c)?))
    }

    /// Drops the group of that key.
    pub fn dismiss(c: &mut Conn, of: ActorId, key: &str) -> QueryResult<()> {
        let own = notifications::table.filter(notifications::actor_id.eq(of)).filter(not(notifications::filtered));
        match alone(key) {
            Some(id) => Notification::dismiss(c, of, id),
            None => diesel::delete(own.filter(notifications::group_key.eq(key))).execute(c).map(drop),
        }
    }
}

impl Notification {
    /// The key of the group that it is told in, where these kinds are grouped.
    pub fn key(&self, grouped: &[NotificationKind]) -> String {
        let key = self.group_key.as_ref().filter(|_| grouped.contains(&self.kind));
        key.cloned().unwrap_or_else(|| format!("{ALONE}{}", self.id))
    }
}

/// Which notification a key names that stands alone.
fn alone(key: &str) -> Option<NotificationId> {
    key.strip_prefix(ALONE).map(|id| NotificationId(id.parse().unwrap_or(0)))
}

/// One notification of each group of a page: the first of it on the way through the range. The newest first.
fn heads(
    c: &mut Conn,
    of: ActorId,
    wanted: &Wanted,
    grouped: &[NotificationKind],
    range: Range,
    limit: usize,
) -> QueryResult<Vec<Notification>> {
    let (mut heads, mut seen, mut rest) = (Vec::new(), HashSet::new(), range);
    for _ in 0..WINDOWS {
        let mut rows = Notification::list(c, of, wanted, rest, WINDOW)?;
        if range.is_upward() {
            rows.reverse();
        }
        let Some(edge) = rows.last().map(|row| row.id.0) else { break };
        let read = rows.len() as i64;
        heads.extend(rows.into_iter().filter(|row| seen.insert(row.key(grouped))));
        if read < WINDOW || heads.len() >= limit {
            break;
        }
        rest = rest.beyond(edge);
    }
    heads.truncate(limit);
    Ok(range.arrange(heads))
}

/// The groups of these heads, as they were when `top` was the newest notification, on a page that goes down to `bottom`.
fn assemble(
    c: &mut Conn,
    of: ActorId,
    heads: Vec<Notification>,
    grouped: &[NotificationKind],
    top: NotificationId,
    bottom: NotificationId,
) -> QueryResult<Vec<Group>> {
    let keys: Vec<&str> =
        heads.iter().filter(|head| grouped.contains(&head.kind)).filter_map(|head| head.group_key.as_deref()).collect();
    let figures = Figures::of(c, of, &keys, top, bottom)?;
    let group = |head: Notification| {
        let key = head.key(grouped);
        match figures.groups.get(&key) {
            Some(known) => Group {
                count: known.count,
                newest: figures.newest.get(&known.newest).cloned().unwrap_or_else(|| head.clone()),
                page_oldest: figures.oldest.get(&key).copied().unwrap_or(head.id),
                samples: figures.samples.get(&key).cloned().unwrap_or_else(|| vec![head.from_id]),
                key,
            },
            None => Group { count: 1, page_oldest: head.id, samples: vec![head.from_id], newest: head, key },
        }
    };
    Ok(heads.into_iter().map(group).collect())
}

/// What is known of the groups of a page, by their keys.
#[derive(Default)]
struct Figures {
    groups: HashMap<String, Figure>,
    newest: HashMap<NotificationId, Notification>,
    oldest: HashMap<String, NotificationId>,
    samples: HashMap<String, Vec<ActorId>>,
}

struct Figure {
    count: i64,
    newest: NotificationId,
}

impl Figures {
    fn of(c: &mut Conn, of: ActorId, keys: &[&str], top: NotificationId, bottom: NotificationId) -> QueryResult<Self> {
        let mut figures = Self::default();
        if keys.is_empty() {
            return Ok(figures);
        }
        let members = notifications::table
            .filter(notifications::actor_id.eq(of))
            .filter(notifications::group_key.eq_any(keys))
            .filter(notifications::id.le(top))
            .filter(not(notifications::filtered));
        let of_groups: Vec<(Option<String>, i64, Option<NotificationId>)> = members
            .clone()
            .group_by(notifications::group_key)
            .select((notifications::group_key, count_star(), max(notifications::id)))
            .load(c)?;
        for (key, count, newest) in of_groups {
            if let (Some(key), Some(newest)) = (key, newest) {
                figures.groups.insert(key, Figure { count, newest });
            }
        }
        let oldest: Vec<(Option<String>, Option<NotificationId>)> = members
            .clone()
            .filter(notifications::id.ge(bottom))
            .group_by(notifications::group_key)
            .select((notifications::group_key, min(notifications::id)))
            .load(c)?;
        figures.oldest = oldest.into_iter().filter_map(|(key, oldest)| key.zip(oldest)).collect();
        let newest: Vec<NotificationId> = figures.groups.values().map(|figure| figure.newest).collect();
        let newest: Vec<Notification> =
            notifications::table.filter(notifications::id.eq_any(newest)).select(Notification::as_select()).load(c)?;
        figures.newest = newest.into_iter().map(|notification| (notification.id, notification)).collect();
        let last: Vec<(Option<String>, ActorId)> = members
            .order(notifications::id.desc())
            .limit(MEMBERS)
            .select((notifications::group_key, notifications::from_id))
            .load(c)?;
        for (key, from) in last {
            let samples = figures.samples.entry(key.unwrap_or_default()).or_default();
            if samples.len() < SAMPLES {
                samples.push(from);
            }
        }
        Ok(figures)
    }
}
