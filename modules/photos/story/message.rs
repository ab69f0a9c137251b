//! What followers say of a story to who shows it: a message between the two.

use host::social::actor::Actor;
use host::social::visibility::Visibility;
use host::statement::Desk;
use host::store::Conn;
use host::vocab::ActivityType;
use host::{Statement, StatementError};

use super::Story;

/// How a like is said.
const LIKE: &str = "❤️";

impl Story {
    /// Tells its author that somebody likes it, once.
    pub(crate) fn tell_like(
        &self,
        c: &mut Conn,
        desk: &Desk,
        (fan, author): (&Actor, &Actor),
    ) -> Result<(), StatementError> {
        if self.like(c, fan.id)? {
            self.tell(c, desk, ActivityType::StoryReaction, (fan, author), LIKE)
        } else {
            Ok(())
        }
    }

    /// Says something of it to its author. Errors: its author takes no answers, or nothing is said.
    pub(crate) fn answer(
        &self,
        c: &mut Conn,
        desk: &Desk,
        (by, author): (&Actor, &Actor),
        words: &str,
    ) -> Result<(), StatementError> {
        if words.is_empty() {
            return Err(StatementError::Empty);
        }
        if !self.answerable {
            return Err(StatementError::NoAnswers);
        }
        self.tell(c, desk, ActivityType::StoryReply, (by, author), words)
    }

    fn tell(
        &self,
        c: &mut Conn,
        desk: &Desk,
        kind: ActivityType,
        (by, author): (&Actor, &Actor),
        words: &str,
    ) -> Result<(), StatementError> {
        if !author.is_local() {
            return Ok(self.tell_elsewhere(c, &desk.hosts, kind, (by, author), words)?);
        }
        let page = author.home(&desk.hosts)?.origin.url(&self.path(author));
        let statement = Statement {
            text: format!("@{} {words}\n\n{page}", author.username),
            visibility: Visibility::Direct,
            ..Statement::default()
        };
        statement.publish(c, desk, by).map(drop)
    }
}
