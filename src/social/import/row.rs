//! A row of an import: how far it is, and what doing it means.

use chrono::{NaiveDateTime, TimeDelta};
use diesel::prelude::*;
use store::uri::Hosts;
use store::{Conn, Json, clock};

use super::entry::LONGEST;
use super::{Entry, Import, ImportId, Refusal};
use crate::actor::Actor;
use crate::block::Block;
use crate::follow::{Follow, FollowError, Manner};
use crate::list::{List, ListForm, RepliesPolicy};
use crate::mute::{self, Mute};
use crate::object::Object;
use crate::schema::import_rows;
use crate::{bookmark, visibility};

/// How many rows are written in one statement.
const BATCH: usize = 500;

/// How long a server that does not answer is left alone, after each time it was asked. Longer than a look-up that failed keeps
/// from trying again; after the last one its rows are refused.
const PAUSES: [TimeDelta; 2] = [TimeDelta::minutes(6), TimeDelta::minutes(30)];

store::text_enum! {
    /// How far a row is.
    pub RowState {
        /// Nobody looked at it yet.
        Waiting = "waiting",
        /// It names what nobody knows here: its server has to be asked.
        Asking = "asking",
        /// It is done.
        Done = "done",
        /// It cannot be done.
        Refused = "refused",
    }
}

/// A row of `import_rows`.
#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable)]
#[diesel(table_name = import_rows, check_for_backend(store::Backend))]
pub struct Row {
    /// Of which import.
    pub import_id: ImportId,
    /// The line of the file that it begins in, counted from 1.
    pub line: i32,
    /// What stands in it, in the order of [`super::ImportKind::columns`].
    pub cells: Json<Vec<String>>,
    /// The server that knows what it names.
    pub host: String,
    /// How far it is.
    pub state: RowState,
    /// Why it cannot be done.
    pub refusal: Option<Refusal>,
    /// The number of the actor or the object that it named.
    pub target_id: Option<i64>,
    /// How often its server was asked and did not answer.
    pub tries: i16,
    /// When its server may be asked.
    pub due_at: NaiveDateTime,
    /// Since when it is being asked.
    pub asked_at: Option<NaiveDateTime>,
}

/// What a row names, found.
#[derive(Debug, Clone)]
pub enum Target {
    /// Somebody.
    Actor(Box<Actor>),
    /// Something published.
    Object(Box<Object>),
    /// A host, which need not be found.
    Host,
}

impl Row {
    pub(super) fn write(c: &mut Conn, import: &Import, rows: &[(i32, Vec<String>)]) -> QueryResult<()> {
        for batch in rows.chunks(BATCH) {
            let values: Vec<_> = batch.iter().map(|(line, cells)| Self::read(import, *line, cells)).collect();
            diesel::insert_into(import_rows::table).values(&values).execute(c)?;
        }
        Ok(())
    }

    fn read(import: &Import, line: i32, cells: &[String]) -> NewRow {
        let entry = Entry::of(import.kind, cells);
        let refusal = entry.as_ref().err().copied();
        NewRow {
            import_id: import.id,
            line,
            host: entry.map(|entry| entry.host().to_owned()).unwrap_or_default(),
            cells: Json(cells.iter().map(|cell| shorten(cell)).collect()),
            state: if refusal.is_some() { RowState::Refused } else { RowState::Waiting },
            refusal,
            due_at: import.created_at,
        }
    }

    /// The first rows of an import that were understood.
    pub fn first(c: &mut Conn, import: ImportId, limit: i64) -> QueryResult<Vec<Self>> {
        import_rows::table
            .filter(import_rows::import_id.eq(import))
            .filter(import_rows::state.ne(RowState::Refused))
            .order(import_rows::line)
            .limit(limit)
            .select(Self::as_select())
            .load(c)
    }

    /// The rows of an import that cannot be done, from the top.
    pub fn refused(c: &mut Conn, import: ImportId, limit: i64) -> QueryResult<Vec<Self>> {
        import_rows::table
            .filter(import_rows::import_id.eq(import))
            .filter(import_rows::state.eq(RowState::Refused))
            .order(import_rows::line)
            .limit(limit)
            .select(Self::as_select())
            .load(c)
    }

    /// The rows that nobody looked at yet, from the bottom: Mastodon writes the newest first, and what is done last is the
    /// newest here.
    pub fn waiting(c: &mut Conn, import: ImportId, limit: i64) -> QueryResult<Vec<Self>> {
        import_rows::table
            .filter(import_rows::import_id.eq(import))
            .filter(import_rows::state.eq(RowState::Waiting))
            .order(import_rows::line.desc())
            .limit(limit)
            .select(Self::as_select())
            .load(c)
    }

    /// The rows whose servers may be asked now.
    pub fn asking(c: &mut Conn, import: ImportId, limit: i64) -> QueryResult<Vec<Self>> {
        import_rows::table
            .filter(import_rows::import_id.eq(import))
            .filter(import_rows::state.eq(RowState::Asking))
            .filter(import_rows::due_at.le(clock::now()))
            .order((import_rows::due_at, import_rows::line.desc()))
            .limit(limit)
            .select(Self::as_select())
            .load(c)
    }

    /// When the next server may be asked; `None` where none has to be.
    pub fn next_due(c: &mut Conn, import: ImportId) -> QueryResult<Option<NaiveDateTime>> {
        import_rows::table
            .filter(import_rows::import_id.eq(import))
            .filter(import_rows::state.eq(RowState::Asking))
            .select(diesel::dsl::min(import_rows::due_at))
            .first(c)
    }

    /// How many rows wait for servers that did not answer.
    pub fn put_off(c: &mut Conn, import: ImportId) -> QueryResult<i64> {
        import_rows::table
            .filter(import_rows::import_id.eq(import))
            .filter(import_rows::state.eq(RowState::Asking))
            .filter(import_rows::tries.gt(0))
            .count()
            .get_result(c)
    }

    /// What it says.
    pub fn entry(&self, import: &Import) -> Result<Entry, Refusal> {
        Entry::of(import.kind, &self.cells)
    }

    /// What it names is known to nobody here: its server has to be asked.
    pub fn ask(&self, c: &mut Conn) -> QueryResult<()> {
        diesel::update(import_rows::table.find((self.import_id, self.line)))
            .filter(import_rows::state.eq(RowState::Waiting))
            .set(import_rows::state.eq(RowState::Asking))
            .execute(c)?;
        Ok(())
    }

    /// Its server is being asked from now on.
    pub fn asked(&self, c: &mut Conn) -> QueryResult<()> {
        diesel::update(import_rows::table.find((self.import_id, self.line)))
            .set(import_rows::asked_at.eq(clock::now()))
            .execute(c)?;
        Ok(())
    }

    /// It cannot be done.
    pub fn refuse(&self, c: &mut Conn, refusal: Refusal) -> QueryResult<()> {
        diesel::update(import_rows::table.find((self.import_id, self.line)))
            .filter(import_rows::state.eq_any([RowState::Waiting, RowState::Asking]))
            .set((import_rows::state.eq(RowState::Refused), import_rows::refusal.eq(refusal)))
            .execute(c)?;
        Ok(())
    }

    /// Its server gave no answer: it is asked again later, or the row is refused where that was often enough. A server that
    /// cannot be reached (`everybody`) is left alone with all rows that name it.
    pub fn put_off_or_refuse(&self, c: &mut Conn, everybody: bool, refusal: Refusal) -> QueryResult<()> {
        let Some(pause) = usize::try_from(self.tries).ok().and_then(|tries| PAUSES.get(tries)) else {
            return self.refuse(c, refusal);
        };
        let mut rows = diesel::update(import_rows::table)
            .filter(import_rows::import_id.eq(self.import_id))
            .filter(import_rows::state.eq_any([RowState::Waiting, RowState::Asking]))
            .filter(import_rows::tries.le(self.tries))
            .into_boxed();
        rows = match everybody {
            true => rows.filter(import_rows::host.eq(&self.host)),
            false => rows.filter(import_rows::line.eq(self.line)),
        };
        rows.set((
            import_rows::tries.eq(self.tries + 1),
            import_rows::due_at.eq(clock::now() + *pause),
            import_rows::asked_at.eq(None::<NaiveDateTime>),
        ))
        .execute(c)?;
        Ok(())
    }

    /// Does what it says, unless the import was ended or the row settled meanwhile.
    pub fn carry_out(&self, c: &mut Conn, hosts: &Hosts, target: &Target) -> QueryResult<()> {
        let open: i64 = import_rows::table
            .find((self.import_id, self.line))
            .filter(import_rows::state.eq_any([RowState::Waiting, RowState::Asking]))
            .count()
            .get_result(c)?;
        let Some(import) = Import::running(c, self.import_id)?.filter(|_| open > 0) else { return Ok(()) };
        let me = Actor::get(c, import.actor_id)?;
        let done = match self.entry(&import) {
            Ok(entry) => apply(c, hosts, &me, entry, target)?,
            Err(refusal) => Err(refusal),
        };
        match done {
            Ok(target) => {
                diesel::update(import_rows::table.find((self.import_id, self.line)))
                    .set((import_rows::state.eq(RowState::Done), import_rows::target_id.eq(target)))
                    .execute(c)?;
                Ok(())
            }
            Err(refusal) => self.refuse(c, refusal),
        }
    }
}

#[derive(Insertable)]
#[diesel(table_name = import_rows)]
struct NewRow {
    import_id: ImportId,
    line: i32,
    cells: Json<Vec<String>>,
    host: String,
    state: RowState,
    refusal: Option<Refusal>,
    due_at: NaiveDateTime,
}

/// As much of a cell as is kept to be shown.
fn shorten(cell: &str) -> String {
    if cell.len() > LONGEST { cell.chars().take(100).chain(['…']).collect() } else { cell.to_owned() }
}

/// What became of a row: the number of what it named, or why not.
type Outcome = Result<Option<i64>, Refusal>;

fn apply(c: &mut Conn, hosts: &Hosts, me: &Actor, entry: Entry, target: &Target) -> QueryResult<Outcome> {
    match (entry, target) {
        (Entry::Host(host), _) => hide(c, hosts, me, &host),
        (Entry::Bookmark(_), Target::Object(object)) => keep(c, me, object),
        (Entry::Bookmark(_), _) | (_, Target::Object(_) | Target::Host) => Ok(Err(Refusal::Unfit)),
        (Entry::Follow { show_boosts, notify, languages, .. }, Target::Actor(who)) => {
            match follow(c, hosts, me, who)? {
                Ok(follow) => {
                    let was = follow.manner();
                    follow.prefer(
                        c,
                        &Manner {
                            notify: notify.unwrap_or(was.notify),
                            show_boosts: show_boosts.unwrap_or(was.show_boosts),
                            languages: languages.map_or(was.languages, Json),
                        },
                    )?;
                    Ok(Ok(Some(who.id.0)))
                }
                Err(refusal) => Ok(Err(refusal)),
            }
        }
        (Entry::Member { list, .. }, Target::Actor(who)) => put_on_list(c, hosts, me, who, &list),
        (Entry::Block(_) | Entry::Mute { .. }, Target::Actor(who)) if who.id == me.id => Ok(Err(Refusal::Oneself)),
        (Entry::Block(_), Target::Actor(who)) => Block::set(c, hosts, me, who).map(|_| Ok(Some(who.id.0))),
        (Entry::Mute { notifications, .. }, Target::Actor(who)) => {
            Mute::set(c, me.id, who.id, notifications, None).map(|()| Ok(Some(who.id.0)))
        }
    }
}

fn follow(c: &mut Conn, hosts: &Hosts, me: &Actor, who: &Actor) -> QueryResult<Result<Follow, Refusal>> {
    Ok(Err(match Follow::request(c, hosts, me, who) {
        Ok(follow) => return Ok(Ok(follow)),
        Err(FollowError::Database(error)) => return Err(error),
        Err(FollowError::Oneself) => Refusal::Oneself,
        Err(FollowError::Blocked) => Refusal::Blocked,
        Err(FollowError::Gone) => Refusal::Gone,
    }))
}

/// On a list is who is followed: who is not yet will be, as at Mastodon.
fn put_on_list(c: &mut Conn, hosts: &Hosts, me: &Actor, who: &Actor, title: &str) -> QueryResult<Outcome> {
    if let Err(refusal) = follow(c, hosts, me, who)? {
        return Ok(Err(refusal));
    }
    let known = List::of(c, me.id)?.into_iter().find(|list| list.title == title);
    let list = match known {
        Some(list) => Some(list),
        None => {
            let form = ListForm { title: title.to_owned(), replies_policy: RepliesPolicy::List, exclusive: false };
            List::create(c, me.id, &form)?
        }
    };
    let Some(list) = list else { return Ok(Err(Refusal::TooManyLists)) };
    list.add(c, who.id)?;
    Ok(Ok(Some(who.id.0)))
}

fn hide(c: &mut Conn, hosts: &Hosts, me: &Actor, host: &str) -> QueryResult<Outcome> {
    if hosts.site(host).is_some() {
        return Ok(Err(Refusal::OurHost));
    }
    mute::set_host(c, me.id, host, true)?;
    Ok(Ok(None))
}

fn keep(c: &mut Conn, me: &Actor, object: &Object) -> QueryResult<Outcome> {
    if !visibility::may_see(c, Some(me.id), object)? {
        return Ok(Err(Refusal::Nothing));
    }
    bookmark::set(c, me.id, object.id, true)?;
    Ok(Ok(Some(object.id.0)))
}
