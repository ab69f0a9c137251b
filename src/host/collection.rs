//! Collections: what members put together of their posts, as far as a stall has them. Programs read and change them at every
//! stall in the same way, as Pixelfed's do; what a collection is there, its module says.

use chrono::NaiveDateTime;
use diesel::QueryResult;
use serde::{Deserialize, Serialize};
use social::actor::{Actor, ActorId};
use social::media::Media;
use social::object::ObjectId;
use store::Conn;

/// Who sees a collection, as programs know it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Openness {
    /// Everybody.
    Public,
    /// Some.
    Private,
    /// Nobody who was not let in by its owner.
    Draft,
}

/// A collection, as one viewer sees it.
#[derive(Debug, Clone)]
pub struct Collection {
    /// Its number.
    pub id: i64,
    /// Whose it is.
    pub owner: Actor,
    /// What it is called.
    pub title: String,
    /// What it is about, plain text.
    pub description: String,
    /// Who sees it.
    pub openness: Openness,
    /// The picture that stands for it.
    pub cover: Option<Media>,
    /// How many posts the viewer sees in it.
    pub count: usize,
    /// Its page, a path of the stall.
    pub path: String,
    /// When it was made.
    pub created_at: NaiveDateTime,
    /// When it last changed.
    pub updated_at: NaiveDateTime,
}

/// What is to be changed of one; what is left out stays.
#[derive(Debug, Clone, Default)]
pub struct CollectionChange {
    /// What it is called.
    pub title: Option<String>,
    /// What it is about.
    pub description: Option<String>,
    /// Who sees it.
    pub openness: Option<Openness>,
}

/// Into which collections something goes as soon as it is said.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Chosen {
    /// Those that are there, by their numbers.
    pub ids: Vec<i64>,
    /// The title of one that is made for it; none where it is empty.
    pub title: String,
}

/// Why one is not changed.
#[derive(Debug, thiserror::Error)]
pub enum CollectionError {
    /// It is not there for this member, or not theirs to change.
    #[error("there is no such collection")]
    Missing,
    /// It takes no more.
    #[error("the collection holds as many posts as it may")]
    Full,
    /// The member has as many as they may.
    #[error("there are as many collections as a member may have")]
    TooMany,
    /// What is to be put in does not belong in it.
    #[error("this cannot be put into the collection")]
    Unfit,
    /// A title or a description is too long, or the title is empty.
    #[error("the {0} is empty or too long")]
    Length(&'static str),
    /// The database failed.
    #[error(transparent)]
    Database(#[from] diesel::result::Error),
}

/// The collections of a stall. Every method answers for what the viewer may see, and hides the rest as if it did not exist.
pub trait Collections: Send + Sync {
    /// A page of those of a member, the newest first.
    fn of(
        &self,
        c: &mut Conn,
        viewer: Option<ActorId>,
        owner: ActorId,
        offset: usize,
        limit: usize,
    ) -> QueryResult<Vec<Collection>>;

    /// One of them.
    fn find(&self, c: &mut Conn, viewer: Option<ActorId>, id: i64) -> QueryResult<Option<Collection>>;

    /// What is in one, in order; nothing where it is not there.
    fn items(&self, c: &mut Conn, viewer: Option<ActorId>, id: i64) -> QueryResult<Option<Vec<ObjectId>>>;

    /// A new one of a member's, of that title, for everybody. Gives its number.
    fn create(&self, c: &mut Conn, me: ActorId, title: &str) -> Result<i64, CollectionError>;

    /// Changes one of a member's own.
    fn change(&self, c: &mut Conn, me: ActorId, id: i64, change: &CollectionChange) -> Result<(), CollectionError>;

    /// Whether a member may put posts of their own in. Errors: why not.
    fn admits(&self, c: &mut Conn, me: ActorId, id: i64) -> Result<(), CollectionError>;

    /// Puts one of a member's own posts in.
    fn add(&self, c: &mut Conn, me: ActorId, id: i64, object: ObjectId) -> Result<(), CollectionError>;

    /// Takes a post out.
    fn take_out(&self, c: &mut Conn, me: ActorId, id: i64, object: ObjectId) -> Result<(), CollectionError>;

    /// Drops one of a member's own; what was in it stays.
    fn remove(&self, c: &mut Conn, me: ActorId, id: i64) -> Result<(), CollectionError>;
}

impl Chosen {
    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.ids.is_empty() && self.title.trim().is_empty()
    }

    /// Whether what a member says later can go there, as far as that is known before. Errors: why not.
    pub(crate) fn check(
        &self,
        c: &mut Conn,
        kept: Option<&dyn Collections>,
        me: ActorId,
    ) -> Result<(), CollectionError> {
        if self.is_empty() {
            return Ok(());
        }
        let kept = kept.ok_or(CollectionError::Missing)?;
        self.ids.iter().try_for_each(|id| kept.admits(c, me, *id))
    }

    /// Puts in what a member has just said. Errors: one of them does not take it.
    pub(crate) fn take(
        &self,
        c: &mut Conn,
        kept: Option<&dyn Collections>,
        me: ActorId,
        object: ObjectId,
    ) -> Result<(), CollectionError> {
        if self.is_empty() {
            return Ok(());
        }
        let kept = kept.ok_or(CollectionError::Missing)?;
        let title = self.title.trim();
        let made = (!title.is_empty()).then(|| kept.create(c, me, title)).transpose()?;
        self.ids.iter().copied().chain(made).try_for_each(|id| kept.add(c, me, id, object))
    }
}
