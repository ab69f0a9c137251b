//! Hashtags with everything that is shown of them, gathered for a whole page in a constant number of queries.

use diesel::prelude::*;
use store::Conn;

use super::{Tag, Usage, usage};
use crate::actor::ActorId;
use crate::trend::DAYS;

/// A hashtag with everything that is shown of it.
#[derive(Debug, Clone)]
pub struct TagCard {
    /// The hashtag.
    pub tag: Tag,
    /// How much it was used on each of the last seven days, today first.
    pub usage: Vec<Usage>,
    /// Whether the viewer follows it.
    pub is_followed: bool,
    /// Whether the viewer shows it on its profile.
    pub is_featured: bool,
}

impl TagCard {
    /// The card of one hashtag.
    pub fn of(c: &mut Conn, viewer: Option<ActorId>, tag: Tag) -> QueryResult<Self> {
        Self::gather(c, viewer, vec![tag])?.pop().ok_or(diesel::result::Error::NotFound)
    }

    /// The cards of these hashtags, in their order.
    pub fn gather(c: &mut Conn, viewer: Option<ActorId>, tags: Vec<Tag>) -> QueryResult<Vec<Self>> {
        let ids: Vec<_> = tags.iter().map(|tag| tag.id).collect();
        let mut usage = usage(c, &ids, DAYS)?;
        let (followed, featured) = match viewer {
            Some(viewer) => (Tag::followed_among(c, viewer, &ids)?, Tag::featured_among(c, viewer, &ids)?),
            None => Default::default(),
        };
        let card = |tag: Tag| Self {
            usage: usage.remove(&tag.id).unwrap_or_default(),
            is_followed: followed.contains(&tag.id),
            is_featured: featured.contains(&tag.id),
            tag,
        };
        Ok(tags.into_iter().map(card).collect())
    }
}
