//! Libraries elsewhere, as Funkwhale has them: what members follow of them, and the tracks that they have.
//!
//! What such a library lists is an object like any other, seen by who follows the library with its owner's consent.

pub(crate) mod reading;

use chrono::NaiveDateTime;
use diesel::prelude::*;
use host::social::actor::{Actor, ActorId};
use host::social::collection_follow::{self, CollectionFollow, Listing};
use host::social::follow::FollowState;
use host::social::object::{Object, ObjectId};
use host::social::schema::{actors, objects};
use host::store::uri::Hosts;
use host::store::{Conn, clock};
use host::vocab::{self, ActivityType};
use host::{Deed, Handled};
use url::Url;

use crate::schema::{music_libraries, music_library_readers};
use crate::track;

use reading::ReadLibrary;

/// The most libraries of a member.
pub(crate) const MOST: i64 = 200;

/// The longest title that is kept, in characters.
const LONGEST_TITLE: usize = 300;

host::store::id_type! {
    /// Names a library elsewhere.
    pub(crate) LibraryId
}

host::store::text_enum! {
    /// Why a library could not be read.
    pub(crate) Problem {
        /// There is none at that address.
        Gone = "gone",
        /// Its server cannot be reached, or does not answer in time.
        Unreachable = "unreachable",
        /// Its server does not give it to us, or the club does not talk to it.
        Refused = "refused",
        /// What is there is no library.
        Unfit = "unfit",
    }
}

/// A row of `music_libraries`.
#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable)]
#[diesel(table_name = music_libraries)]
pub(crate) struct RemoteLibrary {
    pub(crate) id: LibraryId,
    /// Its id, or the address that was given until that is known.
    pub(crate) uri: String,
    /// Whose it is; none until it was read.
    pub(crate) owner_id: Option<ActorId>,
    pub(crate) name: String,
    /// HTML, made safe.
    pub(crate) summary: String,
    /// How many tracks it says that it has.
    pub(crate) total: i64,
    pub(crate) problem: Option<Problem>,
    /// When its pages were read to the end.
    pub(crate) read_at: Option<NaiveDateTime>,
}

/// How far a member's follow of a library is. The words are those of messages.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Standing {
    /// Its server is being asked what it is.
    Sought,
    /// Its owner is asked.
    Asked,
    /// It is followed.
    Followed,
    /// Its owner refused, or ended it.
    Refused,
}

impl RemoteLibrary {
    /// One by its number.
    pub(crate) fn find(c: &mut Conn, id: LibraryId) -> QueryResult<Option<Self>> {
        music_libraries::table.find(id).select(Self::as_select()).first(c).optional()
    }

    fn at(c: &mut Conn, uri: &str) -> QueryResult<Option<Self>> {
        music_libraries::table.filter(music_libraries::uri.eq(uri)).select(Self::as_select()).first(c).optional()
    }

    /// Those that a member asked for, by name.
    pub(crate) fn of(c: &mut Conn, me: ActorId) -> QueryResult<Vec<Self>> {
        music_libraries::table
            .inner_join(music_library_readers::table.on(music_library_readers::library_id.eq(music_libraries::id)))
            .filter(music_library_readers::actor_id.eq(me))
            .order((music_libraries::name, music_libraries::id))
            .select(Self::as_select())
            .load(c)
    }

    /// One that a member asked for.
    pub(crate) fn read_by(c: &mut Conn, me: ActorId, id: LibraryId) -> QueryResult<Option<Self>> {
        let reads = diesel::select(diesel::dsl::exists(music_library_readers::table.find((id, me))));
        if reads.get_result(c)? { Self::find(c, id) } else { Ok(None) }
    }

    /// A member wants the library at that address, which is asked for. None: the member has too many.
    pub(crate) fn begin(c: &mut Conn, me: ActorId, url: &Url) -> QueryResult<Option<LibraryId>> {
        let own = music_library_readers::table.filter(music_library_readers::actor_id.eq(me));
        if own.count().get_result::<i64>(c)? >= MOST {
            return Ok(None);
        }
        diesel::insert_into(music_libraries::table)
            .values((
                music_libraries::id.eq(LibraryId::next()),
                music_libraries::uri.eq(url.as_str()),
                music_libraries::name.eq(""),
                music_libraries::summary.eq(""),
                music_libraries::total.eq(0_i64),
                music_libraries::created_at.eq(clock::now()),
            ))
            .on_conflict_do_nothing()
            .execute(c)?;
        let library = Self::at(c, url.as_str())?.ok_or(diesel::result::Error::NotFound)?;
        library.take_reader(c, me)?;
        ReadLibrary::head(c, library.id, true)?;
        Ok(Some(library.id))
    }

    fn take_reader(&self, c: &mut Conn, me: ActorId) -> QueryResult<()> {
        diesel::insert_into(music_library_readers::table)
            .values((
                music_library_readers::library_id.eq(self.id),
                music_library_readers::actor_id.eq(me),
                music_library_readers::created_at.eq(clock::now()),
            ))
            .on_conflict_do_nothing()
            .execute(c)
            .map(drop)
    }

    /// Who asked for it.
    fn readers(&self, c: &mut Conn) -> QueryResult<Vec<Actor>> {
        music_library_readers::table
            .inner_join(actors::table.on(actors::id.eq(music_library_readers::actor_id)))
            .filter(music_library_readers::library_id.eq(self.id))
            .filter(actors::deleted_at.is_null())
            .order(music_library_readers::created_at)
            .select(Actor::as_select())
            .load(c)
    }

    /// How far a member's follow is.
    pub(crate) fn standing(&self, c: &mut Conn, me: ActorId) -> QueryResult<Standing> {
        if self.owner_id.is_none() {
            return Ok(Standing::Sought);
        }
        Ok(match CollectionFollow::find(c, me, &self.uri)?.map(|follow| follow.state) {
            Some(FollowState::Accepted) => Standing::Followed,
            Some(FollowState::Pending) => Standing::Asked,
            None => Standing::Refused,
        })
    }

    /// The tracks of it that are here.
    pub(crate) fn tracks(&self, c: &mut Conn) -> QueryResult<Vec<ObjectId>> {
        Ok(Listing::all(c, &self.uri)?.into_iter().map(|listing| listing.object_id).collect())
    }

    /// A member wants it no more; its owner is told.
    pub(crate) fn end(&self, c: &mut Conn, hosts: &Hosts, me: ActorId) -> QueryResult<()> {
        let tracks = self.tracks(c)?;
        if let Some(follow) = CollectionFollow::find(c, me, &self.uri)? {
            follow.undo(c, hosts)?;
        }
        diesel::delete(music_library_readers::table.find((self.id, me))).execute(c)?;
        self.let_go(c, &tracks)
    }

    /// Where nobody follows it any more its tracks go, and where nobody wants it, it goes itself.
    fn let_go(&self, c: &mut Conn, tracks: &[ObjectId]) -> QueryResult<()> {
        if !CollectionFollow::by_ours(c, &self.uri)?.is_empty() {
            return Ok(());
        }
        collection_follow::clear(c, &self.uri)?;
        track::forsake(c, tracks)?;
        if self.readers(c)?.is_empty() {
            diesel::delete(music_libraries::table.find(self.id)).execute(c)?;
        }
        Ok(())
    }

    /// It was deleted by its owner.
    fn bury(&self, c: &mut Conn) -> QueryResult<()> {
        let tracks = self.tracks(c)?;
        for follow in CollectionFollow::by_ours(c, &self.uri)? {
            follow.end(c)?;
        }
        collection_follow::clear(c, &self.uri)?;
        track::forsake(c, &tracks)?;
        diesel::delete(music_libraries::table.find(self.id)).execute(c).map(drop)
    }

    fn note(&self, c: &mut Conn, problem: Option<Problem>) -> QueryResult<()> {
        let row = music_libraries::table.find(self.id);
        diesel::update(row).set(music_libraries::problem.eq(problem)).execute(c).map(drop)
    }

    fn is_followed(&self, c: &mut Conn) -> QueryResult<bool> {
        let follows = CollectionFollow::by_ours(c, &self.uri)?;
        Ok(follows.iter().any(|follow| follow.state == FollowState::Accepted))
    }
}

/// A track came that says in which library it is: where members follow that, they may hear it.
pub(crate) fn shelve(c: &mut Conn, object: &Object, wire: &vocab::Object) -> QueryResult<()> {
    let Some(uri) = &wire.music.library else { return Ok(()) };
    // The file is called by all of who plays, album and title; the track by its title.
    let track = wire.music.track.as_ref().and_then(|track| track.inline()?.object());
    if let Some(title) = track.and_then(|track| track.name.as_deref()) {
        let title: String = title.chars().filter(|c| !c.is_control()).take(LONGEST_TITLE).collect();
        diesel::update(objects::table.find(object.id)).set(objects::title.eq(title)).execute(c)?;
    }
    let library = RemoteLibrary::at(c, uri.as_str())?.filter(|library| library.owner_id == Some(object.actor_id));
    match library {
        Some(library) if library.is_followed(c)? => library.list(c, object.id),
        _ => Ok(()),
    }
}

impl RemoteLibrary {
    fn list(&self, c: &mut Conn, object_id: ObjectId) -> QueryResult<()> {
        Listing { collection_uri: self.uri.clone(), object_id, item_uri: None }.keep(c)
    }
}

/// Takes what the owner of a library says of it: consent to a follow, that it changed, or that it is gone.
pub(crate) fn receive(c: &mut Conn, deed: Deed<'_>) -> QueryResult<Handled> {
    let activity = deed.activity;
    let about = match activity.kind {
        ActivityType::Accept => activity.claimed_activity().and_then(|follow| follow.object_id()).cloned(),
        ActivityType::Update | ActivityType::Delete => activity.object_id().cloned(),
        _ => None,
    };
    let about = match (about, activity.kind == ActivityType::Accept) {
        // Some answer by the id of the follow alone.
        (None, true) => match activity.object_id() {
            Some(follow) => CollectionFollow::find_by_uri(c, follow.as_str())?.map(|one| one.collection_uri),
            None => None,
        },
        (about, _) => about.map(|about| about.to_string()),
    };
    let Some(about) = about else { return Ok(Handled::No) };
    let library = RemoteLibrary::at(c, &about)?.filter(|library| library.owner_id == Some(deed.actor.id));
    let Some(library) = library else { return Ok(Handled::No) };
    match activity.kind {
        ActivityType::Delete => library.bury(c)?,
        _ => ReadLibrary::head(c, library.id, false)?,
    }
    Ok(Handled::Yes)
}

/// Lets go of what members wanted who are gone, and of libraries that nobody wants.
pub(crate) fn sweep(c: &mut Conn) -> QueryResult<()> {
    let gone: Vec<ActorId> = music_library_readers::table
        .inner_join(actors::table.on(actors::id.eq(music_library_readers::actor_id)))
        .filter(actors::deleted_at.is_not_null())
        .select(music_library_readers::actor_id)
        .distinct()
        .load(c)?;
    diesel::delete(music_library_readers::table.filter(music_library_readers::actor_id.eq_any(&gone))).execute(c)?;
    let wanted = music_library_readers::table.select(music_library_readers::library_id);
    let unwanted = music_libraries::table.filter(music_libraries::id.ne_all(wanted)).select(RemoteLibrary::as_select());
    for library in unwanted.load::<RemoteLibrary>(c)? {
        let tracks = library.tracks(c)?;
        library.let_go(c, &tracks)?;
    }
    Ok(())
}
