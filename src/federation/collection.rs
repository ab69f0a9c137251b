//! The collections of local actors and objects, whole or by page. They show what the reader may see, and no more.

#[cfg(test)]
mod tests;

use diesel::QueryResult;
use diesel::result::Error::NotFound;
use social::actor::{Actor, ActorId};
use social::boost::Boost;
use social::follow::Follow;
use social::group::Group;
use social::membership::{Membership, Role};
use social::object::Object;
use social::occasion::Occasion;
use social::range::Range;
use social::tag::Tag;
use social::visibility::Visibility;
use social::{follower, outbox, pin, visibility};
use store::uri::{self, Hosts};
use store::{Conn, clock};
use url::Url;
use vocab::{Collection, Entity, Iri, Ref};

use crate::kind::Kinds;
use crate::member;
use crate::object;
use crate::synchronization::origin;

/// How many items a page has.
pub const PAGE: i64 = 20;
/// How much of what an actor organises is listed.
const AGENDA: i64 = 200;
/// How many answers a page of `replies` has.
const REPLIES: i64 = 50;

/// Which part of a collection is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// The collection itself: how many there are, and where the first page is.
    Head,
    /// The page of what is older than that, or the first.
    Page(Option<i64>),
}

impl Part {
    /// What the query of an address asks for: `page=true`, with `before=ID` for all but the first page.
    pub fn of_query(query: &str) -> Self {
        let value =
            |key: &str| url::form_urlencoded::parse(query.as_bytes()).find(|(name, _)| name == key).map(|(_, v)| v);
        match value("page").as_deref() {
            None | Some("false") => Self::Head,
            Some(_) => Self::Page(value("before").and_then(|id| id.parse().ok())),
        }
    }
}

/// A collection whose address is known, on its way to become a head or a page.
struct Shelf {
    at: Url,
    total: Option<i64>,
}

impl Shelf {
    fn new(at: Url, total: Option<i64>) -> Self {
        Self { at, total }
    }

    fn page_at(&self, before: Option<i64>) -> Iri {
        let mut at = self.at.clone();
        at.query_pairs_mut().append_pair("page", "true");
        if let Some(before) = before {
            at.query_pairs_mut().append_pair("before", &before.to_string());
        }
        at.into()
    }

    /// The collection itself. Where its members are not shown, there is no first page.
    fn head(self, shows_members: bool) -> Collection {
        let first = shows_members.then(|| Ref::Id(self.page_at(None)));
        Collection { id: Some(self.at.clone().into()), first, ..self.sized("OrderedCollection") }
    }

    /// The collection with a first page that lists nothing and leads to the true one: some servers read answers only from
    /// what is embedded (seen at GoToSocial 0.20).
    fn embedded(self) -> Collection {
        let page = Collection {
            part_of: Some(Ref::Id(self.at.clone().into())),
            next: Some(Ref::Id(self.page_at(None))),
            ..Collection::new("OrderedCollectionPage")
        };
        Collection { first: Some(Ref::Inline(Box::new(page))), ..self.head(false) }
    }

    fn page(self, before: Option<i64>, items: Vec<Ref<Entity>>, next: Option<i64>) -> Collection {
        Collection {
            id: Some(self.page_at(before)),
            part_of: Some(Ref::Id(self.at.clone().into())),
            items: items.into(),
            next: next.map(|next| Ref::Id(self.page_at(Some(next)))),
            ..self.sized("OrderedCollectionPage")
        }
    }

    fn sized(&self, kind: &str) -> Collection {
        Collection { total_items: self.total.and_then(|total| u64::try_from(total).ok()), ..Collection::new(kind) }
    }
}

fn address(uri: &str) -> QueryResult<Url> {
    Url::parse(uri).map_err(|_| NotFound)
}

fn named(uri: &str) -> Ref<Entity> {
    Ref::Id(Iri::from(uri))
}

/// What a local actor published and boosted, newest first, as far as `viewer` may see it.
///
/// # Errors
/// `NotFound` where the actor is remote or its stall is switched off.
pub fn outbox(
    c: &mut Conn,
    hosts: &Hosts,
    kinds: &Kinds,
    actor: &Actor,
    viewer: Option<ActorId>,
    part: Part,
) -> QueryResult<Collection> {
    actor.home(hosts)?;
    let shelf = Shelf::new(uri::outbox(&address(&actor.uri)?), Some(actor.objects_count));
    let Part::Page(before) = part else {
        let last = shelf.page_at(last_page(c, actor)?);
        return Ok(Collection { last: Some(Ref::Id(last)), ..shelf.head(true) });
    };
    let objects = Object::of_actor(c, actor.id, true, Range::before(before), PAGE)?;
    let boosts = Boost::of_actor(c, actor.id, Range::before(before), PAGE)?;
    let mut deeds: Vec<(i64, Deed)> =
        objects.into_iter().map(|object| (object.id.0, Deed::Published(object))).collect();
    deeds.extend(boosts.into_iter().map(|(boost, object)| (boost.id.0, Deed::Boosted(boost, object))));
    deeds.sort_by_key(|(id, _)| std::cmp::Reverse(*id));
    let more = deeds.len() as i64 >= PAGE;
    deeds.truncate(PAGE as usize);
    let next = deeds.last().map(|(id, _)| *id).filter(|_| more);
    let mut items = Vec::new();
    for (_, deed) in deeds {
        items.extend(deed.to_wire(c, hosts, kinds, actor, viewer)?.map(Ref::from));
    }
    Ok(shelf.page(before, items, next))
}

/// What the last page of an outbox is older than; none where the first is the last. Funkwhale reads no outbox that does not name it.
fn last_page(c: &mut Conn, actor: &Actor) -> QueryResult<Option<i64>> {
    let oldest = Range::after(0);
    let objects = Object::of_actor(c, actor.id, true, oldest, PAGE + 1)?;
    let boosts = Boost::of_actor(c, actor.id, oldest, PAGE + 1)?;
    let mut ids: Vec<i64> = objects.into_iter().map(|object| object.id.0).collect();
    ids.extend(boosts.into_iter().map(|(boost, _)| boost.id.0));
    ids.sort_unstable();
    Ok(ids.get(PAGE as usize).copied())
}

/// What an outbox lists.
enum Deed {
    Published(Object),
    Boosted(Boost, Object),
}

impl Deed {
    fn to_wire(
        &self,
        c: &mut Conn,
        hosts: &Hosts,
        kinds: &Kinds,
        actor: &Actor,
        viewer: Option<ActorId>,
    ) -> QueryResult<Option<vocab::Activity>> {
        match self {
            Self::Published(object) if visibility::may_see(c, viewer, object)? => {
                object::create(c, hosts, kinds, object).map(Some)
            }
            Self::Boosted(boost, object) if boost.visibility.is_open() && visibility::may_see(c, viewer, object)? => {
                let author = Actor::get(c, object.actor_id)?;
                Ok(Some(outbox::announce(actor, boost, object, &author)))
            }
            _ => Ok(None),
        }
    }
}

/// Who follows a local actor. Where it keeps that to itself, only their number is told.
///
/// # Errors
/// `NotFound` where the actor is remote or its stall is switched off.
pub fn followers(c: &mut Conn, hosts: &Hosts, actor: &Actor, part: Part) -> QueryResult<Collection> {
    actor.home(hosts)?;
    let shelf = Shelf::new(uri::followers(&address(&actor.uri)?), Some(actor.followers_count));
    follows(c, actor, shelf, part, Follow::followers)
}

/// Who follows a local actor at another server, whole, for that server alone (FEP-8fcf). `asker` is an actor of it.
///
/// # Errors
/// `NotFound` where the actor is remote or its stall is switched off.
pub fn followers_synchronization(c: &mut Conn, hosts: &Hosts, actor: &Actor, asker: &Actor) -> QueryResult<Collection> {
    actor.home(hosts)?;
    let asking = origin(&asker.uri).ok_or(NotFound)?;
    let followers = follower::remote(c, actor.id)?;
    let theirs = followers.iter().filter(|id| origin(id).as_ref() == Some(&asking)).map(|id| named(id)).collect();
    Ok(listed("OrderedCollection", uri::followers_synchronization(&address(&actor.uri)?), theirs))
}

/// Whom a local actor follows. Where it keeps that to itself, only their number is told.
///
/// # Errors
/// `NotFound` where the actor is remote or its stall is switched off.
pub fn following(c: &mut Conn, hosts: &Hosts, actor: &Actor, part: Part) -> QueryResult<Collection> {
    actor.home(hosts)?;
    let shelf = Shelf::new(uri::following(&address(&actor.uri)?), Some(actor.following_count));
    follows(c, actor, shelf, part, Follow::following)
}

type Follows = fn(&mut Conn, ActorId, Range, i64) -> QueryResult<Vec<(Follow, Actor)>>;

fn follows(c: &mut Conn, actor: &Actor, shelf: Shelf, part: Part, list: Follows) -> QueryResult<Collection> {
    let before = match part {
        Part::Head => return Ok(shelf.head(!actor.follows_hidden)),
        Part::Page(before) => before,
    };
    if actor.follows_hidden {
        return Ok(shelf.page(before, Vec::new(), None));
    }
    let follows = list(c, actor.id, Range::before(before), PAGE)?;
    let next = follows.last().map(|(follow, _)| follow.id.0).filter(|_| follows.len() as i64 == PAGE);
    let items = follows.iter().map(|(_, other)| named(&other.uri)).collect();
    Ok(shelf.page(before, items, next))
}

/// What a local actor pinned, whole: there are few.
///
/// # Errors
/// `NotFound` where the actor is remote or its stall is switched off.
pub fn featured(
    c: &mut Conn,
    hosts: &Hosts,
    kinds: &Kinds,
    actor: &Actor,
    viewer: Option<ActorId>,
) -> QueryResult<Collection> {
    actor.home(hosts)?;
    let pinned = pin::list(c, actor.id)?;
    let mut items: Vec<Ref<Entity>> = Vec::new();
    for object in visibility::visible(c, viewer, pinned)? {
        items.push(object::to_wire(c, hosts, kinds, &object)?.into());
    }
    Ok(listed("OrderedCollection", uri::featured(&address(&actor.uri)?), items))
}

/// Who belongs to a local group, for those who do (Mobilizon).
///
/// # Errors
/// `NotFound` where the actor is remote or no group, and for everybody else.
pub fn members(c: &mut Conn, hosts: &Hosts, actor: &Actor, viewer: Option<ActorId>) -> QueryResult<Collection> {
    actor.home(hosts)?;
    Group::find(c, actor.id)?.ok_or(NotFound)?;
    let viewer = viewer.ok_or(NotFound)?;
    if !Membership::belongs(c, actor.id, viewer)? {
        return Err(NotFound);
    }
    let members = Membership::of_group(c, actor.id, &Role::BELONGING)?;
    let items = members.iter().map(|(membership, member)| Ref::from(member::to_wire(membership, actor, member)));
    Ok(listed("OrderedCollection", uri::members(&address(&actor.uri)?), items.collect()))
}

/// What a local actor organises for everybody, the earliest first, or what of it is still to come (FEP-8a8e).
///
/// # Errors
/// `NotFound` where the actor is remote or its stall is switched off.
pub fn agenda(c: &mut Conn, hosts: &Hosts, kinds: &Kinds, actor: &Actor, upcoming: bool) -> QueryResult<Collection> {
    actor.home(hosts)?;
    let from = upcoming.then(clock::now);
    let objects = Occasion::of_actor(c, actor.id, from, AGENDA)?;
    let mut items: Vec<Ref<Entity>> = Vec::new();
    for object in visibility::visible(c, None, objects)? {
        items.push(object::to_wire(c, hosts, kinds, &object)?.into());
    }
    let at = address(&actor.uri)?;
    let at = if upcoming { uri::upcoming(&at) } else { uri::agenda(&at) };
    Ok(listed("OrderedCollection", at, items))
}

/// The hashtags that a local actor shows on its page.
///
/// # Errors
/// `NotFound` where the actor is remote or its stall is switched off.
pub fn featured_tags(c: &mut Conn, hosts: &Hosts, actor: &Actor) -> QueryResult<Collection> {
    let stall = actor.home(hosts)?;
    let tag = |tag: &Tag| {
        let mut wire = vocab::Object { name: Some(format!("#{}", tag.display)), ..vocab::Object::new("Hashtag") };
        // Of all objects a hashtag alone is a link.
        wire.extra.insert("href".to_owned(), stall.tag(&tag.name).as_str().into());
        Ref::from(wire)
    };
    let items = Tag::featured_by(c, actor.id)?.iter().map(|featured| tag(&featured.tag)).collect();
    Ok(listed("Collection", uri::featured_tags(&address(&actor.uri)?), items))
}

/// The answers to a local object that `viewer` may see, by their ids, oldest first.
///
/// # Errors
/// `NotFound` where the object's id is no address.
pub fn replies(c: &mut Conn, object: &Object, viewer: Option<ActorId>, part: Part) -> QueryResult<Collection> {
    let shelf = Shelf::new(uri::replies(&address(&object.uri)?), None);
    if part == Part::Head {
        return Ok(shelf.head(true));
    }
    let replies = Object::replies(c, object.id, REPLIES)?;
    let replies = visibility::visible(c, viewer, replies)?;
    // What is for few is not told of to many, even by its address.
    let few = [Visibility::Direct, Visibility::Members];
    let items = replies.iter().filter(|reply| !few.contains(&reply.visibility)).map(|reply| named(&reply.uri));
    Ok(shelf.page(None, items.collect(), None))
}

/// The collection of answers as it stands in an object.
pub(crate) fn replies_within(object: &Url) -> Collection {
    Shelf::new(uri::replies(object), None).embedded()
}

/// How many like a local object. Who they are is between them and its author.
///
/// # Errors
/// `NotFound` where the object's id is no address.
pub fn likes(object: &Object) -> QueryResult<Collection> {
    Ok(Shelf::new(uri::likes(&address(&object.uri)?), Some(object.likes_count)).head(false))
}

/// How many boosted a local object.
///
/// # Errors
/// `NotFound` where the object's id is no address.
pub fn shares(object: &Object) -> QueryResult<Collection> {
    Ok(Shelf::new(uri::shares(&address(&object.uri)?), Some(object.boosts_count)).head(false))
}

/// A collection that is shown whole.
fn listed(kind: &str, at: Url, items: Vec<Ref<Entity>>) -> Collection {
    Collection {
        id: Some(at.into()),
        total_items: u64::try_from(items.len()).ok(),
        items: items.into(),
        ..Collection::new(kind)
    }
}
