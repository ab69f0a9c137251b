//! What an import that overwrites has to take away: what was here when it was confirmed and does not stand in the file.
//!
//! It goes last, once every row is settled: an import that is ended before that took nothing away, and what a row names under
//! another handle than it has here is known by then. Who is named in the file stays also where the row could not be done.

use std::collections::HashSet;

use chrono::NaiveDateTime;
use diesel::prelude::*;
use store::uri::Hosts;
use store::{Conn, clock};

use super::{Entry, Import, ImportKind, Row};
use crate::actor::{Actor, ActorId};
use crate::block::Block;
use crate::bookmark::{self, BookmarkId};
use crate::follow::{Follow, FollowId};
use crate::list::{List, ListId};
use crate::mute::{self, Mute};
use crate::object::ObjectId;
use crate::range::Range;
use crate::schema::import_rows;

/// How many rows are read at a time.
const BATCH: i64 = 500;

/// Something to be taken away.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Surplus {
    /// A follow of that actor.
    Follow(ActorId),
    /// A block against that actor.
    Block(ActorId),
    /// A mute of that actor.
    Mute(ActorId),
    /// A hidden host.
    Host(String),
    /// A bookmark of that object.
    Bookmark(ObjectId),
    /// A list.
    List(ListId),
    /// That actor's place on a list.
    Member(ListId, ActorId),
}

impl Surplus {
    /// Takes it away, if it is still there.
    pub fn drop(&self, c: &mut Conn, hosts: &Hosts, owner: ActorId) -> QueryResult<()> {
        match self {
            Self::Follow(who) => {
                if let Some(follow) = Follow::find(c, owner, *who)? {
                    follow.undo(c, hosts)?;
                    List::unfollowed(c, owner, *who)?;
                }
                Ok(())
            }
            Self::Block(who) => Block::find(c, owner, *who)?.map_or(Ok(()), |block| block.undo(c, hosts)),
            Self::Mute(who) => Mute::lift(c, owner, *who),
            Self::Host(host) => mute::set_host(c, owner, host, false),
            Self::Bookmark(object) => bookmark::set(c, owner, *object, false),
            Self::List(list) => List::find(c, owner, *list)?.map_or(Ok(()), |list| list.remove(c)),
            Self::Member(list, who) => List::find(c, owner, *list)?.map_or(Ok(()), |list| list.drop_member(c, *who)),
        }
    }
}

/// What the file names.
struct Named {
    /// Handles in lower case, hosts and addresses; for lists with the title before them.
    words: HashSet<(String, String)>,
    /// The numbers of what was found; for lists with the title before them.
    targets: HashSet<(String, i64)>,
    /// The titles of the lists.
    lists: HashSet<String>,
    /// What came after this moment is not the import's to take away.
    until: NaiveDateTime,
}

impl Named {
    fn read(c: &mut Conn, import: &Import) -> QueryResult<Self> {
        let rows: Vec<Row> =
            import_rows::table.filter(import_rows::import_id.eq(import.id)).select(Row::as_select()).load(c)?;
        let mut named = Self {
            words: HashSet::new(),
            targets: HashSet::new(),
            lists: HashSet::new(),
            until: import.confirmed_at.unwrap_or_else(clock::now),
        };
        for row in &rows {
            let Ok(entry) = row.entry(import) else { continue };
            let list = match &entry {
                Entry::Member { list, .. } => list.clone(),
                _ => String::new(),
            };
            named.targets.extend(row.target_id.map(|target| (list.clone(), target)));
            named.words.insert((list.clone(), word(&entry)));
            named.lists.insert(list);
        }
        Ok(named)
    }

    fn has(&self, list: &str, actor: &Actor) -> bool {
        self.targets.contains(&(list.to_owned(), actor.id.0))
            || self.words.contains(&(list.to_owned(), actor.handle().to_lowercase()))
    }

    fn has_word(&self, word: &str) -> bool {
        self.words.contains(&(String::new(), word.to_owned()))
    }
}

/// What an entry names, as it is compared.
fn word(entry: &Entry) -> String {
    match entry {
        Entry::Host(host) => host.clone(),
        Entry::Bookmark(url) => url.to_string(),
        Entry::Follow { who, .. } | Entry::Member { who, .. } | Entry::Block(who) | Entry::Mute { who, .. } => {
            who.to_string().trim_start_matches('@').to_lowercase()
        }
    }
}

impl Import {
    /// What would have to be taken away so that nothing stays but what the file names.
    pub fn surplus(&self, c: &mut Conn) -> QueryResult<Vec<Surplus>> {
        let named = Named::read(c, self)?;
        let owner = self.actor_id;
        Ok(match self.kind {
            ImportKind::Following => follows(c, owner, &named)?,
            ImportKind::Lists => lists(c, owner, &named)?,
            ImportKind::Blocks => {
                let blocks = Block::list(c, owner)?.into_iter();
                let old = blocks.filter(|(block, who)| block.created_at < named.until && !named.has("", who));
                old.map(|(_, who)| Surplus::Block(who.id)).collect()
            }
            ImportKind::Mutes => {
                let mutes = Mute::list(c, owner)?.into_iter();
                let old = mutes.filter(|(mute, who)| mute.id.time().naive_utc() < named.until && !named.has("", who));
                old.map(|(_, who)| Surplus::Mute(who.id)).collect()
            }
            ImportKind::Domains => {
                let hosts = mute::hosts(c, owner)?.into_iter();
                hosts.filter(|host| !named.has_word(host)).map(Surplus::Host).collect()
            }
            ImportKind::Bookmarks => bookmarks(c, owner, &named)?,
        })
    }
}

fn follows(c: &mut Conn, owner: ActorId, named: &Named) -> QueryResult<Vec<Surplus>> {
    let (mut surplus, mut before): (_, Option<FollowId>) = (Vec::new(), None);
    loop {
        let rows = Follow::following(c, owner, before, BATCH)?;
        let Some(last) = rows.last().map(|(follow, _)| follow.id) else { return Ok(surplus) };
        before = Some(last);
        let old = rows.iter().filter(|(follow, who)| follow.created_at < named.until && !named.has("", who));
        surplus.extend(old.map(|(_, who)| Surplus::Follow(who.id)));
    }
}

fn lists(c: &mut Conn, owner: ActorId, named: &Named) -> QueryResult<Vec<Surplus>> {
    let mut surplus = Vec::new();
    for list in List::of(c, owner)? {
        if !named.lists.contains(&list.title) {
            if list.id.time().naive_utc() < named.until {
                surplus.push(Surplus::List(list.id));
            }
            continue;
        }
        let members = list.members(c)?;
        let others = members.iter().filter(|who| !named.has(&list.title, who));
        surplus.extend(others.map(|who| Surplus::Member(list.id, who.id)));
    }
    Ok(surplus)
}

fn bookmarks(c: &mut Conn, owner: ActorId, named: &Named) -> QueryResult<Vec<Surplus>> {
    let (mut surplus, mut before): (_, Option<BookmarkId>) = (Vec::new(), None);
    loop {
        let rows = bookmark::list(c, owner, Range::before(before), BATCH)?;
        let Some(last) = rows.last().map(|(id, _)| *id) else { return Ok(surplus) };
        before = Some(last);
        let old = rows.iter().filter(|(id, object)| {
            let kept = named.has_word(&object.uri) || named.targets.contains(&(String::new(), object.id.0));
            id.time().naive_utc() < named.until && !kept
        });
        surplus.extend(old.map(|(_, object)| Surplus::Bookmark(object.id)));
    }
}
