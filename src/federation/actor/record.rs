//! Writing a remote actor.

use diesel::QueryResult;
use social::actor::Actor;
use social::domain::DomainPolicy;
use social::emoji::Emoji;
use social::group::Group;
use social::key::ActorKey;
use social::media::Media;
use social::search;
use store::{Conn, Json};

use super::Profile;
use crate::authenticate::{Authentic, Method};

/// Writes what a remote actor says of itself, new or known. Its keys change only by what was fetched from its own id: who
/// stole one key must not be able to set another. A tombstone stays one.
pub(crate) fn record(c: &mut Conn, profile: &Authentic<Profile>) -> QueryResult<Actor> {
    let known = Actor::find_by_uri(c, &profile.row.uri)?;
    if let Some(known) = known.clone().filter(|known| known.is_local() || known.deleted_at.is_some()) {
        return Ok(known);
    }
    let mut row = profile.row.clone();
    row.emojis = Json(Emoji::learn(c, &row.host, &profile.emojis)?);
    let actor = Actor::upsert(c, &row)?;
    let shows_media = !DomainPolicy::nearest(c, &actor.host)?.is_some_and(|policy| policy.reject_media);
    let avatar = profile.avatar.as_ref().filter(|_| shows_media);
    let avatar = Media::of_profile(c, actor.id, actor.avatar_id, avatar)?;
    let header = profile.header.as_ref().filter(|_| shows_media);
    let header = Media::of_profile(c, actor.id, actor.header_id, header)?;
    if (avatar, header) != (actor.avatar_id, actor.header_id) {
        Actor::set_pictures(c, actor.id, avatar, header)?;
    }
    if profile.method() == Method::Fetched {
        ActorKey::replace(c, actor.id, &profile.keys)?;
    }
    if let Some((openness, members)) = profile.group {
        Group::note(c, actor.id, openness, members)?;
    }
    search::index_actor(c, &actor)?;
    Actor::get(c, actor.id)
}
