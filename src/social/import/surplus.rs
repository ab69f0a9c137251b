//! What an import that overwrites has to take away: what was here when it was confirmed and does not stand in the file.
//!
//! It goes last, once every row is settled: an import that is ended before that took nothing away, and what a row names under
//! another handle than it has here is known by then. Who is named in the file stays also where the row could not be done.

use std::collections::HashSet;

use chrono::TimeDelta;
use diesel::prelude::*;
use store::uri::Hosts;
use store::{Conn, snowflake};

use super::{Entry, Import, ImportKind, Row};
use crate::actor::{Actor, ActorId};
use crate::block::Block;
use crate::bookmark;
use crate::follow::Follow;
use crate::list::{List, ListId};
use crate::mute::{self, Mute};
use crate::object::ObjectId;
use crate::range::{ALL, Range};
use crate::schema::import_rows;

/// How many rows are read at a time.
const BATCH: i64 = 500;

/// The finest step of the time in an id.
const TICK: TimeDelta = TimeDelta::milliseconds(1);

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
            Self::Follow(who) => Follow::find(c, owner, *who)?.map_or(Ok(()), |follow| follow.undo(c, hosts)),
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
    /// What was here when it was confirmed: what came since is not the import's to take away.
    then: Range,
}

impl Named {
    fn read(c: &mut Conn, import: &Import) -> QueryResult<Self> {
        let rows: Vec<Row> =
            import_rows::table.filter(import_rows::import_id.eq(import.id)).select(Row::as_select()).load(c)?;
        let mut named = Self {
            words: HashSet::new(),
            targets: HashSet::new(),
            lists: HashSet::new(),
            then: Range::before(import.confirmed_at.map(|at| snowflake::floor(at.and_utc() + TICK))),
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
                let blocks = Block::list(c, owner, named.then, ALL)?.into_iter();
                blocks.filter(|(_, who)| !named.has("", who)).map(|(_, who)| Surplus::Block(who.id)).collect()
            }
            ImportKind::Mutes => {
                let mutes = Mute::list(c, owner, named.then, ALL)?.into_iter();
                mutes.filter(|(_, who)| !named.has("", who)).map(|(_, who)| Surplus::Mute(who.id)).collect()
            }
            ImportKind::Domains => {
                let hosts = mute::hosts(c, owner, named.then, ALL)?.into_iter();
                hosts.filter(|(_, host)| !named.has_word(host)).map(|(_, host)| Surplus::Host(host)).collect()
            }
            ImportKind::Bookmarks => bookmarks(c, owner, &named)?,
        })
    }
}

fn follows(c: &mut Conn, owner: ActorId, named: &Named) -> QueryResult<Vec<Surplus>> {
    let (mut surplus, mut range) = (Vec::new(), named.then);
    loop {
        let rows = Follow::following(c, owner, range, BATCH)?;
        let Some((last, _)) = rows.last() else { return Ok(surplus) };
        range = range.beyond(last.id.into());
        surplus.extend(rows.iter().filter(|(_, who)| !named.has("", who)).map(|(_, who)| Surplus::Follow(who.id)));
    }
}

fn lists(c: &mut Conn, owner: ActorId, named: &Named) -> QueryResult<Vec<Surplus>> {
    let mut surplus = Vec::new();
    for list in List::of(c, owner)? {
        if named.lists.contains(&list.title) {
            let members = list.members(c, Range::default(), ALL)?;
            let others = members.iter().filter(|who| !named.has(&list.title, who));
            surplus.extend(others.map(|who| Surplus::Member(list.id, who.id)));
        } else if named.then.before.is_none_or(|then| list.id.0 < then) {
            surplus.push(Surplus::List(list.id));
        }
    }
    Ok(surplus)
}

fn bookmarks(c: &mut Conn, owner: ActorId, named: &Named) -> QueryResult<Vec<Surplus>> {
    let (mut surplus, mut range) = (Vec::new(), named.then);
    loop {
        let rows = bookmark::list(c, owner, range, BATCH)?;
        let Some((last, _)) = rows.last() else { return Ok(surplus) };
        range = range.beyond((*last).into());
        let others = rows.iter().filter(|(_, object)| {
            !named.has_word(&object.uri) && !named.targets.contains(&(String::new(), object.id.0))
        });
        surplus.extend(others.map(|(_, object)| Surplus::Bookmark(object.id)));
    }
}
