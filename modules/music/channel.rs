//! A channel: an actor of this stall as who publishes. A member is one, as an artist; a group is one, as a band or a podcast.

use std::collections::HashMap;

use diesel::dsl::count_star;
use diesel::prelude::*;
use host::social::actor::{Actor, ActorId};
use host::social::group::Group;
use host::social::media::Licence;
use host::social::membership;
use host::social::schema::objects;
use host::social::visibility::{self, Visibility};
use host::store::Conn;

use crate::federate::TRACK;
use crate::schema::music_channels;

host::store::text_enum! {
    /// What a channel publishes. The words are Funkwhale's for `category`, and those of the podcast name space for `medium`.
    pub(crate) Medium {
        /// Tracks and albums.
        Music = "music",
        /// Episodes.
        Podcast = "podcast",
    }
}

/// What a podcast can be about: the categories of Apple's directory, which the others have taken over.
pub(crate) const CATEGORIES: [&str; 19] = [
    "Arts",
    "Business",
    "Comedy",
    "Education",
    "Fiction",
    "Government",
    "Health & Fitness",
    "History",
    "Kids & Family",
    "Leisure",
    "Music",
    "News",
    "Religion & Spirituality",
    "Science",
    "Society & Culture",
    "Sports",
    "Technology",
    "True Crime",
    "TV & Film",
];

/// A row of `music_channels`.
#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable, Insertable, AsChangeset)]
#[diesel(table_name = music_channels, treat_none_as_null = true)]
pub(crate) struct Channel {
    pub(crate) actor_id: ActorId,
    pub(crate) medium: Medium,
    /// One of [`CATEGORIES`].
    pub(crate) category: Option<String>,
    /// Whether it is not for children.
    pub(crate) explicit: bool,
    pub(crate) licence: Option<Licence>,
    /// A language tag (BCP 47).
    pub(crate) language: Option<String>,
    /// Who is to be asked about it.
    pub(crate) owner_email: Option<String>,
    /// Where it can be supported.
    pub(crate) funding_url: Option<String>,
}

impl Channel {
    /// The channel that an actor is: one that said nothing of itself publishes music.
    pub(crate) fn of(c: &mut Conn, actor: ActorId) -> QueryResult<Self> {
        let told = music_channels::table.find(actor).select(Self::as_select()).first(c).optional()?;
        Ok(told.unwrap_or(Self {
            actor_id: actor,
            medium: Medium::Music,
            category: None,
            explicit: false,
            licence: None,
            language: None,
            owner_email: None,
            funding_url: None,
        }))
    }

    /// Those of these actors that said something of themselves, by whose they are.
    pub(crate) fn among(c: &mut Conn, actors: &[ActorId]) -> QueryResult<HashMap<ActorId, Self>> {
        let told = music_channels::table.filter(music_channels::actor_id.eq_any(actors)).select(Self::as_select());
        Ok(told.load::<Self>(c)?.into_iter().map(|channel| (channel.actor_id, channel)).collect())
    }

    /// Keeps what it says of itself.
    pub(crate) fn keep(&self, c: &mut Conn) -> QueryResult<()> {
        diesel::insert_into(music_channels::table)
            .values(self)
            .on_conflict(music_channels::actor_id)
            .do_update()
            .set(self)
            .execute(c)
            .map(drop)
    }
}

/// In whose name a member publishes: the member's own, and those of the groups that the member runs.
pub(crate) fn voices(c: &mut Conn, me: ActorId) -> QueryResult<Vec<Actor>> {
    let own = Actor::get(c, me)?;
    let groups = membership::run_by(c, &own)?;
    Ok(std::iter::once(own).chain(groups).collect())
}

/// Who publishes at a stall: its groups, and the members with something for everybody; by name, each with how much that is.
pub(crate) fn publishing(c: &mut Conn, stall: &str, limit: i64) -> QueryResult<Vec<(Actor, i64)>> {
    let published = objects::table
        .filter(objects::stall.eq(stall))
        .filter(objects::kind.eq(TRACK))
        .filter(objects::visibility.eq(Visibility::Public))
        .filter(objects::deleted_at.is_null())
        .group_by(objects::actor_id)
        .select((objects::actor_id, count_star()));
    let counts: HashMap<ActorId, i64> = published.load::<(ActorId, i64)>(c)?.into_iter().collect();
    let groups: Vec<ActorId> = Group::at_stall(c, stall, limit)?.into_iter().map(|group| group.id).collect();
    let all: Vec<ActorId> = counts.keys().copied().chain(groups).collect();
    let barred = visibility::barred(c, &all)?;
    let mut actors: Vec<(Actor, i64)> = Actor::load(c, &all)?
        .into_iter()
        .filter(|actor| actor.is_present() && !barred.contains(&actor.id))
        .map(|actor| {
            let count = counts.get(&actor.id).copied().unwrap_or(0);
            (actor, count)
        })
        .collect();
    actors.sort_by_key(|(actor, _)| actor.display_name().to_lowercase());
    actors.truncate(usize::try_from(limit).unwrap_or_default());
    Ok(actors)
}
