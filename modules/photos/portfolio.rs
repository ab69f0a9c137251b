//! Portfolios: what a member shows on one page of its own, away from the stall: what is newest, or what it chose. Only what everybody
//! may see is ever on one.

use diesel::prelude::*;
use host::module::ProfileLink;
use host::social::actor::{Actor, ActorId};
use host::social::object::{Object, ObjectId};
use host::social::range::Range;
use host::social::schema::objects;
use host::social::visibility::{self, Visibility};
use host::store::{Conn, text_enum};
use serde::{Deserialize, Serialize};

use crate::federate::PHOTO;
use crate::schema::{photos_portfolio_pieces as pieces, photos_portfolios as portfolios};

/// How many sets can be chosen.
pub(crate) const MOST: usize = 60;

text_enum! {
    /// What is on it.
    pub(crate) Source {
        /// What was published last.
        Recent = "recent",
        /// What its owner chose, in order.
        Chosen = "chosen",
    }
}

text_enum! {
    /// How it is laid out.
    pub(crate) Layout {
        /// All alike, cut to squares.
        Grid = "grid",
        /// In columns, each picture as it is.
        Masonry = "masonry",
    }
}

/// A row of `photos_portfolios`.
#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable, Insertable, AsChangeset, Serialize, Deserialize)]
#[diesel(table_name = portfolios, primary_key(actor_id))]
pub(crate) struct Portfolio {
    /// Whose it is.
    pub(crate) actor_id: ActorId,
    /// Whether others see it.
    pub(crate) open: bool,
    /// What is on it.
    pub(crate) source: Source,
    /// How it is laid out.
    pub(crate) layout: Layout,
    /// Whether the pictures' texts are told.
    pub(crate) captions: bool,
    /// Whether it is told where they were taken.
    pub(crate) places: bool,
    /// Whether it is told what others may do with them.
    pub(crate) licences: bool,
    /// Whether it is told when they were published.
    pub(crate) dates: bool,
    /// Whether its owner's picture is shown.
    pub(crate) avatar: bool,
    /// Whether its owner's words about itself are.
    pub(crate) bio: bool,
}

impl Portfolio {
    /// The one of an actor: as it begins where it has none yet.
    pub(crate) fn of(c: &mut Conn, actor: ActorId) -> QueryResult<Self> {
        let kept = portfolios::table.find(actor).select(Self::as_select()).first(c).optional()?;
        Ok(kept.unwrap_or(Self {
            actor_id: actor,
            open: false,
            source: Source::Recent,
            layout: Layout::Masonry,
            captions: true,
            places: true,
            licences: false,
            dates: false,
            avatar: true,
            bio: true,
        }))
    }

    /// Writes it down.
    pub(crate) fn save(&self, c: &mut Conn) -> QueryResult<()> {
        diesel::insert_into(portfolios::table)
            .values(self)
            .on_conflict(portfolios::actor_id)
            .do_update()
            .set(self)
            .execute(c)?;
        Ok(())
    }

    /// What was chosen for it, in order.
    pub(crate) fn chosen(c: &mut Conn, actor: ActorId) -> QueryResult<Vec<ObjectId>> {
        pieces::table
            .filter(pieces::actor_id.eq(actor))
            .order((pieces::position, pieces::object_id))
            .select(pieces::object_id)
            .load(c)
    }

    /// Chooses these, in order; what is not the actor's own, or not for everybody, is left out.
    pub(crate) fn choose(c: &mut Conn, actor: ActorId, wanted: &[ObjectId]) -> QueryResult<()> {
        let own = open_to_all(c, actor, wanted)?;
        diesel::delete(pieces::table.filter(pieces::actor_id.eq(actor))).execute(c)?;
        for (position, piece) in (0_i64..).zip(own.iter().take(MOST)) {
            diesel::insert_into(pieces::table)
                .values((pieces::actor_id.eq(actor), pieces::object_id.eq(piece.id), pieces::position.eq(position)))
                .on_conflict_do_nothing()
                .execute(c)?;
        }
        Ok(())
    }

    /// What is on it: all that was chosen, or a page of what is newest.
    pub(crate) fn pieces(&self, c: &mut Conn, range: Range, limit: usize) -> QueryResult<Vec<Object>> {
        match self.source {
            Source::Chosen => {
                let chosen = Self::chosen(c, self.actor_id)?;
                open_to_all(c, self.actor_id, &chosen)
            }
            Source::Recent => recent(c, self.actor_id, range, limit),
        }
    }
}

/// What an actor shows everybody, the newest first.
pub(crate) fn recent(c: &mut Conn, actor: ActorId, range: Range, limit: usize) -> QueryResult<Vec<Object>> {
    visibility::page(c, None, range, limit, |c, range, limit| {
        let own = objects::table
            .filter(objects::actor_id.eq(actor))
            .filter(objects::kind.eq(PHOTO))
            .filter(objects::visibility.eq(Visibility::Public))
            .filter(objects::deleted_at.is_null())
            .select(Object::as_select());
        host::social::cut!(own, objects::id, range, limit).load(c)
    })
}

/// Of these sets those that are the actor's own and that everybody may see, in their order.
fn open_to_all(c: &mut Conn, actor: ActorId, wanted: &[ObjectId]) -> QueryResult<Vec<Object>> {
    let mut found = Object::load(c, wanted)?;
    found.retain(|object| object.actor_id == actor && object.kind == PHOTO && object.visibility == Visibility::Public);
    let mut found = visibility::visible(c, None, found)?;
    found.sort_by_key(|object| wanted.iter().position(|id| *id == object.id));
    Ok(found)
}

/// What leads from an actor's page to its portfolio, or has its owner begin one.
pub(crate) fn link(c: &mut Conn, actor: &Actor, mine: bool) -> QueryResult<Option<ProfileLink>> {
    let link = |label, path| ProfileLink { label, path, icon: "images" };
    Ok(match Portfolio::of(c, actor.id)?.open {
        true => Some(link("portfolio", format!("/@{}/portfolio", actor.username))),
        false if mine => Some(link("portfolio-begin", "/portfolio".to_owned())),
        false => None,
    })
}

/// The portfolio of an actor of this stall, where others may see it.
pub(crate) fn open(c: &mut Conn, actor: &Actor) -> QueryResult<Option<Portfolio>> {
    if actor.stall.as_deref() != Some(crate::MANIFEST.name) || !visibility::barred(c, &[actor.id])?.is_empty() {
        return Ok(None);
    }
    let portfolio = Portfolio::of(c, actor.id)?;
    Ok(portfolio.open.then_some(portfolio))
}
