//! What is wrong with a statement, and how its author is told.

use diesel::result::Error as DbError;
use web::Message;

use crate::collection::CollectionError;

use super::{POLL_OPTION_LENGTH, POLL_OPTIONS, TITLE_LONGEST, TITLE_SHORTEST};

/// What is wrong with a statement.
#[derive(Debug, thiserror::Error)]
pub enum StatementError {
    /// There is neither text nor media.
    #[error("say something, or attach something")]
    Empty,
    /// The text is too long.
    #[error("{length} characters: at most {most}")]
    TooLong {
        /// How long it is.
        length: usize,
        /// How long it may be.
        most: usize,
    },
    /// There are too many media.
    #[error("at most {0} attachments")]
    TooManyMedia(usize),
    /// Something attached is not worked up yet, or could not be.
    #[error("what is attached is still being worked on, or cannot be shown: try again in a moment")]
    Unready,
    /// A poll needs two to [`POLL_OPTIONS`] different options of at most [`POLL_OPTION_LENGTH`] characters.
    #[error("a poll has 2 to {POLL_OPTIONS} different options of at most {POLL_OPTION_LENGTH} characters")]
    Options,
    /// The poll ends too soon or too late.
    #[error("a poll is open for five minutes to one month")]
    PollTime,
    /// The author does not act for the group in whose name it was to be said.
    #[error("you do not act for that group")]
    Behalf,
    /// What takes place has a title of [`TITLE_SHORTEST`] to [`TITLE_LONGEST`] characters.
    #[error("a title has {TITLE_SHORTEST} to {TITLE_LONGEST} characters")]
    Title,
    /// There is no such time zone.
    #[error("there is no such time zone")]
    Zone,
    /// It is further away than calendars go.
    #[error("no calendar goes so far")]
    OutOfCalendar,
    /// It would end before it begins.
    #[error("it ends before it begins")]
    EndsFirst,
    /// One is to register elsewhere, and nobody says where.
    #[error("say where to register")]
    NowhereToJoin,
    /// What it answers or quotes is not there, or not for this member.
    #[error("what this refers to is not there any more")]
    Reference,
    /// The author of what it answers takes no answers.
    #[error("its author takes no answers")]
    NoAnswers,
    /// It is not what its author's stall is for.
    #[error("this stall takes no words alone: attach a picture")]
    Unsuited,
    /// The author of what it quotes does not allow that.
    #[error("its author does not allow quotes")]
    NoQuotes,
    /// A collection that was chosen does not take it.
    #[error(transparent)]
    Collection(CollectionError),
    /// There are as many drafts as there may be.
    #[error("at most {0} statements wait to be said")]
    TooManyDrafts(i64),
    /// As many are scheduled for that day as there may be.
    #[error("at most {0} statements are scheduled for one day")]
    TooManyThatDay(i64),
    /// The database failed.
    #[error(transparent)]
    Database(#[from] DbError),
}

impl StatementError {
    /// What is said to its author, and beside which field of the form. Errors: the database failed.
    pub fn explain(self) -> Result<(&'static str, Message), DbError> {
        Ok(match self {
            Self::Empty => ("text", Message::new("statement-empty")),
            Self::TooLong { length, most } => {
                ("text", Message::new("statement-too-long").with("length", length).with("most", most))
            }
            Self::TooManyMedia(most) => ("media", Message::new("statement-too-many-media").with("most", most)),
            Self::Unready => ("media", Message::new("statement-media-unready")),
            Self::Options => {
                let message = Message::new("statement-poll-options").with("most", POLL_OPTIONS);
                ("options", message.with("length", POLL_OPTION_LENGTH))
            }
            Self::PollTime => ("poll_minutes", Message::new("statement-poll-time")),
            Self::Behalf => ("behalf", Message::new("statement-behalf")),
            Self::Title => {
                let message = Message::new("statement-title").with("least", TITLE_SHORTEST);
                ("title", message.with("most", TITLE_LONGEST))
            }
            Self::Zone => ("zone", Message::new("statement-zone")),
            Self::OutOfCalendar => ("starts_at", Message::new("statement-out-of-calendar")),
            Self::EndsFirst => ("ends_at", Message::new("statement-ends-first")),
            Self::NowhereToJoin => ("join_url", Message::new("statement-nowhere-to-join")),
            Self::Reference => ("", Message::new("statement-reference-gone")),
            Self::NoAnswers => ("", Message::new("statement-no-answers")),
            Self::Unsuited => ("text", Message::new("statement-unsuited")),
            Self::NoQuotes => ("", Message::new("statement-no-quotes")),
            Self::Collection(error) => ("collections", unfit(error)?),
            Self::TooManyDrafts(most) => ("", Message::new("statement-too-many-drafts").with("most", most)),
            Self::TooManyThatDay(most) => ("due_at", Message::new("statement-too-many-that-day").with("most", most)),
            Self::Database(error) => return Err(error),
        })
    }
}

/// Why it cannot go where it is to go.
fn unfit(error: CollectionError) -> Result<Message, DbError> {
    Ok(Message::new(match error {
        CollectionError::Missing => "statement-collection-gone",
        CollectionError::Full => "statement-collection-full",
        CollectionError::TooMany => "statement-collections-too-many",
        CollectionError::Unfit => "statement-collection-unfit",
        CollectionError::Length(_) => "statement-collection-title",
        CollectionError::Database(error) => return Err(error),
    }))
}

impl From<CollectionError> for StatementError {
    fn from(error: CollectionError) -> Self {
        match error {
            CollectionError::Database(error) => Self::Database(error),
            refused => Self::Collection(refused),
        }
    }
}
