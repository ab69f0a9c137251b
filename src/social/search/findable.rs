//! What a search may bring up, where the viewer may see it at all.

use diesel::dsl::exists;
use diesel::prelude::*;
use diesel::sql_types::Bool;
use store::Backend;

use crate::actor::ActorId;
use crate::schema::{actors, bookmarks, boosts, mentions, objects, reactions};
use crate::visibility::Visibility;

/// A condition on a row of `objects`.
type Condition = Box<dyn BoxableExpression<objects::table, Backend, SqlType = Bool>>;

/// What is the viewer's own, mentions them or was liked, boosted or bookmarked by them; beyond that, what is public and by
/// an author who agreed (FEP-5feb), or by a member, for everybody or for members, and looked for by one.
pub(super) fn findable(viewer: Option<ActorId>) -> Condition {
    let author = actors::table.filter(actors::id.eq(objects::actor_id));
    let public = objects::visibility.eq(Visibility::Public);
    let Some(viewer) = viewer else {
        return Box::new(public.and(exists(author.filter(actors::indexable.eq(true)))));
    };
    let agreed = exists(author.filter(actors::indexable.eq(true).or(actors::stall.is_not_null())));
    let mentioned = mentions::table.filter(mentions::actor_id.eq(viewer)).filter(mentions::object_id.eq(objects::id));
    let liked = reactions::table.filter(reactions::actor_id.eq(viewer)).filter(reactions::object_id.eq(objects::id));
    let boosted = boosts::table.filter(boosts::actor_id.eq(viewer)).filter(boosts::object_id.eq(objects::id));
    let kept = bookmarks::table.filter(bookmarks::actor_id.eq(viewer)).filter(bookmarks::object_id.eq(objects::id));
    Box::new(
        public
            .and(agreed)
            .or(objects::visibility.eq(Visibility::Members))
            .or(objects::actor_id.eq(viewer))
            .or(exists(mentioned))
            .or(exists(liked))
            .or(exists(boosted))
            .or(exists(kept)),
    )
}
