//! What the pages of this module begin with.

use host::App;
use host::social::actor::ActorId;
use host::store::uri::Stall;
use host::web::{self, MemberVisit, Visit};

/// The actor of a member who is logged in.
pub(super) fn me(visit: &MemberVisit) -> web::Result<ActorId> {
    visit.me.actor.ok_or_else(|| web::Error::not_found("actor"))
}

/// The reader's actor.
pub(super) fn viewer(visit: &Visit) -> Option<ActorId> {
    visit.member.as_ref().and_then(|member| member.actor)
}

/// This stall.
pub(super) fn stall(app: &App) -> web::Result<&Stall> {
    app.hosts.stall(crate::MANIFEST.name).ok_or_else(|| web::Error::not_found("stall"))
}
