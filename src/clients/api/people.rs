//! Lists of people, as several resources have them.

use diesel::result::Error as DbError;
use host::social::actor::{Actor, ActorId};
use host::social::{mute, visibility};
use host::store::Conn;

use crate::caller::Call;
use crate::entities::Account;
use crate::paging::{Page, Paging};

/// How many a page has, usually and at most.
const USUAL: usize = 40;
const MOST: usize = 80;

/// How many are asked for.
pub(super) fn limit(paging: &Paging) -> usize {
    paging.limit(USUAL, MOST)
}

/// People as a list has them, and the marks by which it is paged.
pub(super) struct People {
    actors: Vec<Actor>,
    ends: Option<(i64, i64)>,
    count: usize,
}

impl People {
    /// A list of the caller's own: without those alone whom nobody gets to see.
    pub(super) fn own<I: Into<i64> + Copy>(c: &mut Conn, rows: Vec<(I, Actor)>) -> Result<Self, DbError> {
        Self::seen(c, None, rows)
    }

    /// A list of somebody else's: also without those whom the viewer does not want to see, or must not.
    pub(super) fn seen<I: Into<i64> + Copy>(
        c: &mut Conn,
        viewer: Option<ActorId>,
        rows: Vec<(I, Actor)>,
    ) -> Result<Self, DbError> {
        let (ends, count) = (ends(&rows), rows.len());
        let ids: Vec<ActorId> = rows.iter().map(|(_, actor)| actor.id).collect();
        let mut hidden = visibility::barred(c, &ids)?;
        if let Some(viewer) = viewer {
            hidden.extend(visibility::blocked_among(c, viewer, &ids)?);
            hidden.extend(mute::unwanted(c, viewer, &ids)?);
        }
        let actors = rows.into_iter().map(|(_, actor)| actor).filter(|actor| !hidden.contains(&actor.id)).collect();
        Ok(Self { actors, ends, count })
    }

    /// Nobody.
    pub(super) fn none() -> Self {
        Self { actors: Vec::new(), ends: None, count: 0 }
    }

    /// All of them, where the list was read whole.
    pub(super) fn whole(&self, caller: &Call) -> Page<Account> {
        Page::new(caller, caller.view().accounts(&self.actors), None, false)
    }

    /// The page that they make.
    pub(super) fn page(&self, caller: &Call, limit: usize) -> Page<Account> {
        Page::new(caller, caller.view().accounts(&self.actors), self.ends, self.count == limit)
    }
}

/// The marks of the first and the last row.
pub(super) fn ends<I: Into<i64> + Copy, T>(rows: &[(I, T)]) -> Option<(i64, i64)> {
    rows.first().zip(rows.last()).map(|((first, _), (last, _))| ((*first).into(), (*last).into()))
}
