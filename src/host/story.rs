//! Stories: pictures that members show their followers for a day, as far as a stall has them. Programs read and show them at every stall
//! in the same way, as Pixelfed's do; what a story is there, its module says.

use chrono::NaiveDateTime;
use diesel::QueryResult;
use social::actor::{Actor, ActorId};
use social::media::{Media, MediaId};
use store::Conn;
use store::uri::Hosts;

use crate::StatementError;
use crate::statement::Desk;

/// A story, as one viewer sees it.
#[derive(Debug, Clone)]
pub struct Shown {
    /// Its number.
    pub id: i64,
    /// Its picture.
    pub media: Media,
    /// How long it is looked at, in seconds.
    pub seconds: i16,
    /// Whether the viewer has seen it; one's own is.
    pub seen: bool,
    /// How many have seen it; told to its author alone.
    pub onlookers: Option<usize>,
    /// Since when it is shown.
    pub created_at: NaiveDateTime,
}

/// What one actor shows.
#[derive(Debug, Clone)]
pub struct Reel {
    /// Who.
    pub author: Actor,
    /// Where that is shown, a path of the stall.
    pub path: String,
    /// The stories, the oldest first.
    pub stories: Vec<Shown>,
}

/// What a member shows.
#[derive(Debug, Clone)]
pub struct NewStory {
    /// The picture, which the member uploaded and hung on nothing.
    pub media: MediaId,
    /// What is said below it, plain text.
    pub caption: String,
    /// How long it is to be looked at, in seconds.
    pub seconds: i16,
    /// Whether it may be answered.
    pub answerable: bool,
}

/// Why a story is not shown, or nothing said of it.
#[derive(Debug, thiserror::Error)]
pub enum StoryError {
    /// There is none for this member, or it is not theirs.
    #[error("there is no such story")]
    Missing,
    /// The member shows as many as may be shown in a day.
    #[error("at most {0} stories are shown in a day")]
    TooMany(i64),
    /// The picture is not the member's, or something else shows it already.
    #[error("there is no such picture")]
    NoPicture,
    /// The picture is still worked on, or cannot be shown.
    #[error("the picture is still being worked on, or cannot be shown")]
    Unready,
    /// The caption is too long.
    #[error("a caption has at most {0} characters")]
    Caption(usize),
    /// It is to be looked at for too short or too long a time.
    #[error("a story is looked at for {0} to {1} seconds")]
    Seconds(i16, i16),
    /// What is said of it cannot be said.
    #[error(transparent)]
    Statement(#[from] StatementError),
    /// The database failed.
    #[error(transparent)]
    Database(#[from] diesel::result::Error),
}

/// The stories of a stall. Every method answers for what the member may see, and hides the rest as if it did not exist.
pub trait Stories: Send + Sync {
    /// What a member shows; perhaps nothing.
    fn own(&self, c: &mut Conn, me: &Actor) -> QueryResult<Reel>;

    /// What those show whom a member follows: those with something new first.
    fn followed(&self, c: &mut Conn, me: ActorId) -> QueryResult<Vec<Reel>>;

    /// Shows one, and gives its number.
    fn show(&self, c: &mut Conn, hosts: &Hosts, me: &Actor, new: &NewStory) -> Result<i64, StoryError>;

    /// A member looks at one.
    fn look(&self, c: &mut Conn, hosts: &Hosts, me: ActorId, id: i64) -> Result<(), StoryError>;

    /// A member answers one.
    fn answer(&self, c: &mut Conn, desk: &Desk, me: &Actor, id: i64, words: &str) -> Result<(), StoryError>;

    /// Who has seen one of the member's own.
    fn onlookers(&self, c: &mut Conn, me: ActorId, id: i64) -> Result<Vec<Actor>, StoryError>;

    /// Takes one of the member's own back.
    fn remove(&self, c: &mut Conn, hosts: &Hosts, me: ActorId, id: i64) -> Result<(), StoryError>;
}
