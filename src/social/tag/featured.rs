//! The hashtags that a profile shows.

use std::cmp::Reverse;
use std::collections::{HashMap, HashSet};

use chrono::NaiveDateTime;
use diesel::dsl::{count_star, max};
use diesel::prelude::*;
use store::{Conn, clock};

use super::{Tag, TagId};
use crate::actor::ActorId;
use crate::schema::{featured_tags, object_tags, objects, tags};
use crate::visibility::Visibility;

/// How many hashtags a profile may feature, as at Mastodon.
pub const MAX_FEATURED: i64 = 10;

/// A hashtag on a profile.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FeaturedTag {
    /// The hashtag.
    pub tag: Tag,
    /// How many open objects of the profile have it.
    pub objects: i64,
    /// When the newest of them was published.
    pub last_object_at: Option<NaiveDateTime>,
}

impl Tag {
    /// Shows it on a profile; `false` where [`MAX_FEATURED`] are shown already.
    pub fn feature(&self, c: &mut Conn, actor: ActorId) -> QueryResult<bool> {
        let others =
            featured_tags::table.filter(featured_tags::actor_id.eq(actor)).filter(featured_tags::tag_id.ne(self.id));
        if others.count().get_result::<i64>(c)? >= MAX_FEATURED {
            return Ok(false);
        }
        diesel::insert_into(featured_tags::table)
            .values((
                featured_tags::actor_id.eq(actor),
                featured_tags::tag_id.eq(self.id),
                featured_tags::created_at.eq(clock::now()),
            ))
            .on_conflict_do_nothing()
            .execute(c)?;
        Ok(true)
    }

    /// Takes it off a profile; `false` where it was not on it.
    pub fn unfeature(c: &mut Conn, actor: ActorId, tag: TagId) -> QueryResult<bool> {
        Ok(diesel::delete(featured_tags::table.find((actor, tag))).execute(c)? > 0)
    }

    /// Of these hashtags those that a profile shows.
    pub fn featured_among(c: &mut Conn, actor: ActorId, tags: &[TagId]) -> QueryResult<HashSet<TagId>> {
        let featured = featured_tags::table.filter(featured_tags::actor_id.eq(actor));
        let ids = featured.filter(featured_tags::tag_id.eq_any(tags)).select(featured_tags::tag_id).load(c)?;
        Ok(ids.into_iter().collect())
    }

    /// What a profile features, the most used first.
    pub fn featured_by(c: &mut Conn, actor: ActorId) -> QueryResult<Vec<FeaturedTag>> {
        let featured: Vec<Self> = featured_tags::table
            .inner_join(tags::table.on(tags::id.eq(featured_tags::tag_id)))
            .filter(featured_tags::actor_id.eq(actor))
            .order(tags::name)
            .select(Self::as_select())
            .load(c)?;
        let ids: Vec<TagId> = featured.iter().map(|tag| tag.id).collect();
        let rows: Vec<(TagId, i64, Option<NaiveDateTime>)> = object_tags::table
            .inner_join(objects::table.on(objects::id.eq(object_tags::object_id)))
            .filter(object_tags::tag_id.eq_any(ids))
            .filter(objects::actor_id.eq(actor))
            .filter(objects::visibility.eq_any([Visibility::Public, Visibility::Unlisted]))
            .filter(objects::deleted_at.is_null())
            .group_by(object_tags::tag_id)
            .select((object_tags::tag_id, count_star(), max(objects::published_at)))
            .load(c)?;
        let used: HashMap<TagId, _> = rows.into_iter().map(|(tag, objects, last)| (tag, (objects, last))).collect();
        let shown = featured.into_iter().map(|tag| {
            let (objects, last_object_at) = used.get(&tag.id).copied().unwrap_or_default();
            FeaturedTag { tag, objects, last_object_at }
        });
        let mut shown: Vec<FeaturedTag> = shown.collect();
        shown.sort_by_key(|featured| Reverse(featured.objects));
        Ok(shown)
    }

    /// What an actor uses most in its open objects and does not feature yet, the most used first.
    pub fn worth_featuring(c: &mut Conn, actor: ActorId, limit: i64) -> QueryResult<Vec<Self>> {
        let featured = featured_tags::table.filter(featured_tags::actor_id.eq(actor)).select(featured_tags::tag_id);
        let used: Vec<TagId> = object_tags::table
            .inner_join(objects::table.on(objects::id.eq(object_tags::object_id)))
            .filter(objects::actor_id.eq(actor))
            .filter(objects::visibility.eq_any([Visibility::Public, Visibility::Unlisted]))
            .filter(objects::deleted_at.is_null())
            .filter(object_tags::tag_id.ne_all(featured))
            .group_by(object_tags::tag_id)
            .order((count_star().desc(), object_tags::tag_id.desc()))
            .limit(limit)
            .select(object_tags::tag_id)
            .load(c)?;
        let mut found = Self::load(c, &used)?;
        found.sort_by_key(|tag| used.iter().position(|id| *id == tag.id));
        Ok(found)
    }
}
