//! The directory: who wants to be found, of this stall or of all that are known.

#[cfg(test)]
mod tests;

use diesel::prelude::*;
use store::{Backend, Conn, clock};

use crate::actor::{Actor, ActorId, ActorKind};
use crate::domain::{Policies, Severity};
use crate::schema::{actor_domain_blocks, actors, blocks, domain_policies, mutes};

store::text_enum! {
    /// Who stands first.
    pub Order {
        /// Who published last.
        Active = "active",
        /// Who came last.
        New = "new",
    }
}

/// Which part of the directory is wanted.
#[derive(Debug, Clone, Copy)]
pub struct Section<'a> {
    /// Only who lives at this stall; everybody who is known where unset.
    pub stall: Option<&'a str>,
    /// Who stands first.
    pub order: Order,
    /// How many are passed over. Those whom [`unsilenced`] leaves out count, so that pages neither repeat nor miss anybody.
    pub offset: i64,
    /// How many are wanted at most.
    pub limit: i64,
}

/// A section of the directory, without whom the viewer does not want to see.
pub fn list(c: &mut Conn, viewer: Option<ActorId>, section: Section<'_>) -> QueryResult<Vec<Actor>> {
    let mut query = listed(viewer);
    if let Some(stall) = section.stall {
        query = query.filter(actors::stall.eq(stall.to_owned()));
    }
    query = match section.order {
        Order::Active => {
            query.order((actors::last_object_at.is_null(), actors::last_object_at.desc(), actors::id.desc()))
        }
        Order::New => query.order((actors::created_at.desc(), actors::id.desc())),
    };
    let found = query.offset(section.offset).limit(section.limit).select(Actor::as_select()).load(c)?;
    unsilenced(c, found)
}

/// Who may be shown to somebody who did not ask for them by name: discoverable, present and people's; without whom the
/// viewer shut out, muted or hid, and who blocks the viewer. Of the hosts that the club keeps out those are, not what lies
/// below them: that is for [`unsilenced`].
pub(crate) fn listed(viewer: Option<ActorId>) -> actors::BoxedQuery<'static, Backend> {
    let kept_out = domain_policies::table
        .filter(domain_policies::severity.eq_any([Severity::Block, Severity::Silence]))
        .select(domain_policies::host);
    let query = actors::table
        .filter(actors::discoverable.eq(true))
        .filter(actors::moved_to.is_null())
        .filter(actors::suspended_at.is_null())
        .filter(actors::silenced_at.is_null())
        .filter(actors::deleted_at.is_null())
        .filter(actors::stall.is_null().or(actors::kind.ne(ActorKind::Application)))
        .filter(actors::host.ne_all(kept_out))
        .into_boxed();
    let Some(viewer) = viewer else { return query };
    let blocked = blocks::table.filter(blocks::blocker_id.eq(viewer)).select(blocks::blocked_id);
    let blockers = blocks::table.filter(blocks::blocked_id.eq(viewer)).select(blocks::blocker_id);
    let muted = mutes::table
        .filter(mutes::muter_id.eq(viewer))
        .filter(mutes::expires_at.is_null().or(mutes::expires_at.gt(clock::now())))
        .select(mutes::muted_id);
    let hidden =
        actor_domain_blocks::table.filter(actor_domain_blocks::actor_id.eq(viewer)).select(actor_domain_blocks::host);
    query
        .filter(actors::id.ne_all(blocked))
        .filter(actors::id.ne_all(blockers))
        .filter(actors::id.ne_all(muted))
        .filter(actors::host.ne_all(hidden))
}

/// Leaves out whose hosts the club blocks or silences, maybe with all that lies below a domain.
pub(crate) fn unsilenced(c: &mut Conn, mut found: Vec<Actor>) -> QueryResult<Vec<Actor>> {
    let policies = Policies::load(c)?;
    found.retain(|actor| actor.is_local() || !policies.blocks(&actor.host) && !policies.silences(&actor.host));
    Ok(found)
}
