//! A library, as Funkwhale has them: what an actor of ours shows, as a collection that others follow. Each actor has two: what everybody
//! may hear, and what is for followers.
//!
//! At Funkwhale a file is in a channel or in a library. What everybody may hear is in the channel of its owner under the object's own id,
//! and in the library under another; what is for followers is in the library alone, under its own.

use diesel::helper_types::IntoBoxed;
use diesel::prelude::*;
use host::social::actor::{Actor, ActorId, ActorKind};
use host::social::collection_follow::{self, CollectionFollow, Listing};
use host::social::follow::{FollowError, FollowState};
use host::social::object::{Object, ObjectId};
use host::social::outbox::{self, Audience};
use host::social::schema::objects;
use host::social::visibility::{self, Visibility};
use host::store::uri::{Hosts, Stall};
use host::store::{Backend, Conn};
use host::vocab::{self, Activity, ActivityType, Collection, Entity, Iri, Ref};
use host::{Deed, Handled};
use url::Url;

use crate::document;
use crate::federate::TRACK;
use crate::track::Heard;

/// How many tracks a page has.
pub(crate) const PAGE: i64 = 50;

host::store::text_enum! {
    /// For whom a library is. The words stand in its address.
    pub(crate) Reach {
        /// Everybody.
        Public = "public",
        /// Followers.
        Followers = "followers-only",
    }
}

impl Reach {
    /// In which library what is addressed so is; none: in none.
    pub(crate) fn of(visibility: Visibility) -> Option<Self> {
        match visibility {
            Visibility::Public | Visibility::Unlisted => Some(Self::Public),
            Visibility::Followers => Some(Self::Followers),
            Visibility::Members | Visibility::Direct => None,
        }
    }

    fn visibilities(self) -> &'static [Visibility] {
        match self {
            Self::Public => &[Visibility::Public, Visibility::Unlisted],
            Self::Followers => &[Visibility::Followers],
        }
    }
}

/// A library of an actor of ours.
#[derive(Debug, Clone)]
pub(crate) struct Library {
    pub(crate) owner: Actor,
    pub(crate) reach: Reach,
}

impl Library {
    /// One by what stands in its address.
    pub(crate) fn find(c: &mut Conn, owner: ActorId, reach: Reach) -> QueryResult<Option<Self>> {
        let at_home = |owner: &Actor| owner.stall.as_deref() == Some(crate::MANIFEST.name) && !owner.is_of_stall();
        let owner = Actor::find(c, owner)?.filter(|owner| at_home(owner) && owner.is_present());
        Ok(owner.map(|owner| Self { owner, reach }))
    }

    /// The one at an address of ours.
    fn at(c: &mut Conn, hosts: &Hosts, address: &Iri) -> QueryResult<Option<Self>> {
        let Some((stall, url)) = hosts.stall(crate::MANIFEST.name).zip(address.url()) else { return Ok(None) };
        let mut parts = url.path().split('/').skip(1);
        let named = match (parts.next(), parts.next(), parts.next()) {
            (Some("libraries"), Some(owner), Some(reach)) => owner.parse().ok().zip(reach.parse().ok()),
            _ => None,
        };
        let Some((owner, reach)) = named else { return Ok(None) };
        Ok(Self::find(c, owner, reach)?.filter(|library| library.address(stall).as_str() == address.as_str()))
    }

    /// Its id.
    pub(crate) fn address(&self, stall: &Stall) -> Url {
        stall.origin.url(&format!("/libraries/{}/{}", self.owner.id, self.reach))
    }

    fn part(&self, stall: &Stall, name: &str) -> Url {
        stall.origin.url(&format!("/libraries/{}/{}/{name}", self.owner.id, self.reach))
    }

    fn followers(&self, stall: &Stall) -> Url {
        self.part(stall, "followers")
    }

    fn page_at(&self, stall: &Stall, number: i64) -> Iri {
        let mut at = self.address(stall);
        at.query_pairs_mut().append_pair("page", &number.to_string());
        at.into()
    }

    /// Under which id it lists an object.
    fn item(&self, stall: &Stall, object: &Object) -> Iri {
        match self.reach {
            Reach::Public => self.part(stall, &format!("tracks/{}", object.id)).into(),
            Reach::Followers => Iri::from(object.uri.as_str()),
        }
    }

    fn listing(&self, stall: &Stall, object: &Object) -> Listing {
        let id = self.item(stall, object).to_string();
        let item_uri = Some(id).filter(|id| *id != object.uri);
        Listing { collection_uri: self.address(stall).into(), object_id: object.id, item_uri }
    }

    /// How many tracks it has.
    pub(crate) fn count(&self, c: &mut Conn) -> QueryResult<i64> {
        self.own().count().get_result(c)
    }

    fn own(&self) -> IntoBoxed<'static, objects::table, Backend> {
        objects::table
            .filter(objects::actor_id.eq(self.owner.id))
            .filter(objects::kind.eq(TRACK))
            .filter(objects::visibility.eq_any(self.reach.visibilities()))
            .filter(objects::deleted_at.is_null())
            .into_boxed()
    }

    fn ids(&self, c: &mut Conn, limit: i64, offset: i64) -> QueryResult<Vec<ObjectId>> {
        self.own().order(objects::id).select(objects::id).limit(limit).offset(offset).load(c)
    }

    /// Whether an actor elsewhere, or nobody known, may read what it lists.
    pub(crate) fn is_open_to(&self, c: &mut Conn, stall: &Stall, asker: Option<ActorId>) -> QueryResult<bool> {
        match (self.reach, asker) {
            (Reach::Public, _) => Ok(true),
            (Reach::Followers, None) => Ok(false),
            (Reach::Followers, Some(asker)) => {
                let owner = self.owner.id;
                if visibility::showing_followers(c, Some(asker), &[owner])?.contains(&owner) {
                    return Ok(true);
                }
                let follow = CollectionFollow::find(c, asker, self.address(stall).as_str())?;
                Ok(follow.is_some_and(|follow| follow.state == FollowState::Accepted))
            }
        }
    }

    /// Its document, which everybody may see: what it is, and how many tracks it has.
    pub(crate) fn head(&self, c: &mut Conn, stall: &Stall) -> QueryResult<Collection> {
        let total = self.count(c)?;
        let (first, last) = (self.page_at(stall, 1), self.page_at(stall, pages(total)));
        Ok(Collection {
            id: Some(self.address(stall).into()),
            name: Some(self.owner.display_name().to_owned()),
            total_items: u64::try_from(total).ok(),
            // Without an audience Funkwhale 1 takes no library; one that is for nobody in particular has an empty one there.
            audience: match self.reach {
                Reach::Public => Iri::public(),
                Reach::Followers => Iri::new(""),
            }
            .into(),
            followers: Some(self.followers(stall).into()),
            current: Some(Ref::Id(first.clone())),
            first: Some(Ref::Id(first)),
            last: Some(Ref::Id(last)),
            attributed_to: owned_by(&self.owner),
            actor: Some(Iri::from(self.owner.uri.as_str())),
            ..Collection::new("Library")
        })
    }

    /// A page of it, from 1, as far as the asker may hear what is on it.
    ///
    /// # Errors
    /// `NotFound` where there is no such page.
    pub(crate) fn page(
        &self,
        c: &mut Conn,
        stall: &Stall,
        asker: Option<ActorId>,
        number: i64,
    ) -> QueryResult<Collection> {
        let total = self.count(c)?;
        if !(1..=pages(total)).contains(&number) {
            return Err(diesel::result::Error::NotFound);
        }
        let ids = self.ids(c, PAGE, (number - 1) * PAGE)?;
        let mut items = Vec::new();
        for heard in Heard::load(c, asker, &ids)? {
            items.push(self.document(c, stall, &heard)?.into());
        }
        let leaf = |number: i64| Some(Ref::Id(self.page_at(stall, number)));
        Ok(Collection {
            id: Some(self.page_at(stall, number)),
            part_of: Some(Ref::Id(self.address(stall).into())),
            total_items: u64::try_from(total).ok(),
            items: items.into(),
            first: leaf(1),
            last: leaf(pages(total)),
            next: leaf(number + 1).filter(|_| number < pages(total)),
            prev: leaf(number - 1).filter(|_| number > 1),
            attributed_to: owned_by(&self.owner),
            ..Collection::new("CollectionPage")
        })
    }

    /// Who follows it: how many.
    pub(crate) fn circle(&self, c: &mut Conn, stall: &Stall) -> QueryResult<Collection> {
        let total = CollectionFollow::count(c, self.address(stall).as_str())?;
        Ok(Collection {
            id: Some(self.followers(stall).into()),
            total_items: u64::try_from(total).ok(),
            ..Collection::new("Collection")
        })
    }

    /// One of its tracks, as it lists it.
    pub(crate) fn document(&self, c: &mut Conn, stall: &Stall, heard: &Heard) -> QueryResult<vocab::Object> {
        let object = &heard.object;
        let mut wire = vocab::Object {
            id: Some(self.item(stall, object)),
            attributed_to: owned_by(&self.owner),
            published: Some(object.published_at.and_utc()),
            updated: object.edited_at.map(|at| at.and_utc()),
            ..vocab::Object::new(object.wire_type.clone())
        };
        match self.reach {
            Reach::Public => {
                wire.to = Iri::public().into();
                wire.cc = Iri::from(self.followers(stall)).into();
            }
            Reach::Followers => wire.to = self.addressees(stall),
        }
        self.shelve(c, stall, heard, &mut wire)?;
        Ok(wire)
    }

    /// Whom what is for followers names.
    fn addressees(&self, stall: &Stall) -> vocab::Many<Iri> {
        let own = self.owner.followers.as_deref().map(Iri::from);
        own.into_iter().chain([Iri::from(self.followers(stall))]).collect()
    }

    /// Says of a track what Funkwhale wants to know of what is in a library.
    fn shelve(&self, c: &mut Conn, stall: &Stall, heard: &Heard, wire: &mut vocab::Object) -> QueryResult<()> {
        let Heard { track, object, album } = heard;
        let Some(sound) = document::sound(c, stall, track)? else { return Ok(()) };
        let count = |number: i64| u64::try_from(number).ok();
        // It takes the first address. What is told by a bare one it does not take for an item of a channel, neither when it changes.
        wire.url = [sound, vocab::Link::to(object.page())].into_iter().collect();
        wire.name = Some(document::full_name(object, track, album));
        wire.duration = u64::try_from(track.duration_ms).ok().map(std::time::Duration::from_millis);
        wire.music.library = Some(self.address(stall).into());
        wire.music.bitrate = count(track.bit_rate.into());
        wire.music.size = count(track.size);
        let told = document::track(c, stall, &self.owner, heard, &self.item(stall, object))?;
        wire.music.track = Some(Ref::Inline(Box::new(Entity::Object(Box::new(told)))));
        Ok(())
    }

    /// From now on who follows it may hear what it has, and is told of what becomes of it.
    fn fill(&self, c: &mut Conn, stall: &Stall) -> QueryResult<()> {
        let ids = self.ids(c, i64::MAX, 0)?;
        for part in ids.chunks(500) {
            for object in Object::load(c, part)? {
                self.listing(stall, &object).keep(c)?;
            }
        }
        Ok(())
    }
}

fn owned_by(owner: &Actor) -> vocab::Many<Ref<Entity>> {
    std::iter::once(Ref::Id(Iri::from(owner.uri.as_str()))).collect()
}

/// How many pages so many tracks have. The first is there even where nothing is.
fn pages(total: i64) -> i64 {
    ((total + PAGE - 1) / PAGE).max(1)
}

/// What is for followers is told as it is in their library.
pub(crate) fn place(c: &mut Conn, stall: &Stall, object: &Object, wire: &mut vocab::Object) -> QueryResult<()> {
    if Reach::of(object.visibility) != Some(Reach::Followers) {
        return Ok(());
    }
    let Some(library) = Library::find(c, object.actor_id, Reach::Followers)? else { return Ok(()) };
    let Some(heard) = Heard::load(c, Some(object.actor_id), &[object.id])?.pop() else { return Ok(()) };
    let name = wire.name.take();
    library.shelve(c, stall, &heard, wire)?;
    // Other servers show the name as the title.
    wire.name = name;
    wire.to = library.addressees(stall);
    Ok(())
}

/// A track is about to be opened to others: its library lists it for those who follow that.
pub(crate) fn list(c: &mut Conn, hosts: &Hosts, owner: &Actor, object: &Object, to: Visibility) -> QueryResult<()> {
    let stall = owner.home(hosts)?;
    let Some(library) = Reach::of(to).map(|reach| Library { owner: owner.clone(), reach }) else { return Ok(()) };
    match collection_follow::is_wanted(c, library.address(stall).as_str())? {
        true => library.listing(stall, object).keep(c),
        false => Ok(()),
    }
}

/// A track was opened to everybody: who follows the library is told of it under the id that it has there. What is for followers reaches
/// them under its own.
pub(crate) fn tell(c: &mut Conn, hosts: &Hosts, owner: &Actor, object: &Object) -> QueryResult<()> {
    if Reach::of(object.visibility) != Some(Reach::Public) {
        return Ok(());
    }
    let (stall, library) = (owner.home(hosts)?, Library { owner: owner.clone(), reach: Reach::Public });
    let readers = collection_follow::readers(c, library.address(stall).as_str())?;
    if readers.is_empty() {
        return Ok(());
    }
    let Some(heard) = Heard::load(c, Some(owner.id), &[object.id])?.pop() else { return Ok(()) };
    let document = library.document(c, stall, &heard)?;
    let (to, cc, published) = (document.to.clone(), document.cc.clone(), document.published);
    let create = outbox::activity(ActivityType::Create, &owner.uri, document.into());
    let create = Activity { to, cc, published, ..create };
    outbox::write(c, hosts, owner, create, None, Audience::of(readers)).map(drop)
}

/// Something else is said of a track: Funkwhale changes what is in a library by an `Update` of the `Track`.
pub(crate) fn retell(c: &mut Conn, hosts: &Hosts, owner: &Actor, object: &Object) -> QueryResult<()> {
    let stall = owner.home(hosts)?;
    let Some(library) = Reach::of(object.visibility).map(|reach| Library { owner: owner.clone(), reach }) else {
        return Ok(());
    };
    let readers = collection_follow::readers(c, library.address(stall).as_str())?;
    let Some(heard) = Heard::load(c, Some(owner.id), &[object.id])?.pop().filter(|_| !readers.is_empty()) else {
        return Ok(());
    };
    let told = document::track(c, stall, owner, &heard, &library.item(stall, object))?;
    let update = outbox::activity(ActivityType::Update, &owner.uri, told.into());
    let update = Activity { to: Iri::from(library.followers(stall)).into(), ..update };
    outbox::write(c, hosts, owner, update, None, Audience::of(readers)).map(drop)
}

/// Takes a `Follow` of one of our libraries. What is for everybody, and what is a group's, is followed at once; so is what is for
/// followers by who is one. For the rest its owner is asked.
pub(crate) fn receive(c: &mut Conn, deed: Deed<'_>) -> QueryResult<Handled> {
    if deed.activity.kind != ActivityType::Follow {
        return Ok(Handled::No);
    }
    let Some(address) = deed.activity.object_id() else { return Ok(Handled::No) };
    let Some(library) = Library::at(c, deed.hosts, address)? else { return Ok(Handled::No) };
    let Some(id) = &deed.activity.id else {
        return Ok(Handled::Ignored("a follow without an id cannot be answered".to_owned()));
    };
    let (owner, stall) = (&library.owner, library.owner.home(deed.hosts)?);
    let open = owner.kind == ActorKind::Group
        || library.reach == Reach::Public
        || visibility::showing_followers(c, Some(deed.actor.id), &[owner.id])?.contains(&owner.id);
    match CollectionFollow::receive(c, deed.hosts, id.as_str(), (deed.actor, owner), address.as_str(), open) {
        Ok(_) => library.fill(c, stall).map(|()| Handled::Yes),
        Err(FollowError::Database(error)) => Err(error),
        Err(reason) => Ok(Handled::Ignored(format!("answered by a refusal: {reason}"))),
    }
}
