//! What can be seen at the stall: of members, of everybody whom members follow, by hashtag and by place. The newest first;
//! nothing is ranked.

use actix_web::HttpResponse;
use actix_web::web::Query;
use diesel::result::Error as DbError;
use host::show::place_path;
use host::social::actor::{Actor, ActorId};
use host::social::card::Card;
use host::social::filter::{self, FilterContext};
use host::social::place::Place;
use host::social::range::Range;
use host::social::tag::Tag;
use host::social::{timeline, trend};
use host::store::Conn;
use host::web::card::{ObjectCard, Pagination};
use host::web::{self, Visit};
use host::{App, Show};
use serde::{Deserialize, Serialize};

use crate::federate::PHOTO;

/// How many sets of pictures a page shows.
const PAGE: usize = 30;
/// How many hashtags and places lead further.
const MOST_WORDS: usize = 12;

/// Whose pictures, and which part of them.
#[derive(Debug, Clone, Copy, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Part {
    from: From,
    before: Option<i64>,
}

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
enum From {
    /// Members.
    #[default]
    Club,
    /// Members, and those whom they follow.
    Everywhere,
}

#[derive(Serialize)]
struct Discover {
    from: From,
    cards: Vec<ObjectCard>,
    pages: Pagination,
    tags: Vec<String>,
    /// Each with its path.
    places: Vec<(String, String)>,
}

/// What a page shows, and where the next one begins.
struct Found {
    cards: Vec<Card>,
    next: Option<i64>,
    tags: Vec<String>,
    places: Vec<String>,
}

/// The page.
pub(crate) async fn index(visit: Visit, app: App, part: Query<Part>) -> web::Result<HttpResponse> {
    let (viewer, mut part) = (visit.member.as_ref().and_then(|member| member.actor), *part);
    if viewer.is_none() {
        // Pictures of other servers are fetched for members alone.
        part.from = From::Club;
    }
    let found = app.db.read(move |c| Found::read(c, viewer, part)).await?;
    let stall = app.hosts.stall(crate::MANIFEST.name).ok_or_else(|| web::Error::not_found("stall"))?;
    let path = match part.from {
        From::Club => "/discover?from=club",
        From::Everywhere => "/discover?from=everywhere",
    };
    let context = Discover {
        from: part.from,
        cards: Show { stall, viewer }.cards(&found.cards),
        pages: Pagination {
            newer: part.before.map(|_| path.to_owned()),
            older: found.next.map(|last| format!("{path}&before={last}")),
        },
        tags: found.tags,
        places: found.places.into_iter().map(|name| (place_path(&name), name)).collect(),
    };
    visit.render("photos/discover.html", &context)
}

impl Found {
    fn read(c: &mut Conn, viewer: Option<ActorId>, part: Part) -> Result<Self, DbError> {
        let (name, range) = (crate::MANIFEST.name, Range::before(part.before));
        let (cards, last) = match part.from {
            From::Club => {
                let objects = timeline::local(c, name, viewer, true, range, PAGE)?;
                let last = objects.last().filter(|_| objects.len() == PAGE).map(|object| object.id.0);
                (Card::gather(c, viewer, objects)?, last)
            }
            From::Everywhere => {
                let Some(owner) = Actor::id_of_stall(c, name)? else { return Err(DbError::NotFound) };
                let entries = timeline::read_kind(c, owner, viewer, PHOTO, range, PAGE)?;
                let last = entries.last().filter(|_| entries.len() == PAGE).map(|entry| entry.id.0);
                (Card::of_entries(c, viewer, entries)?.into_iter().map(|shown| shown.card).collect(), last)
            }
        };
        let tags = trend::tags(c, name)?;
        let tags = Tag::load(c, &tags)?.into_iter().take(MOST_WORDS).map(|tag| tag.display);
        Ok(Self {
            cards: filter::sift(c, viewer, FilterContext::Public, cards)?,
            next: last,
            tags: tags.collect(),
            places: Place::recent(c, name, MOST_WORDS)?,
        })
    }
}
