//! The tray above the home feed: who shows stories.

use diesel::QueryResult;
use host::Show;
use host::social::actor::{Actor, ActorId};
use host::store::Conn;
use host::web::card::AuthorCard;
use serde::Serialize;

use crate::story::{Reel, path_of};

/// The reader's own stories, and those of whom the reader follows.
#[derive(Debug)]
pub(crate) struct Tray {
    me: Actor,
    own: Option<Reel>,
    followed: Vec<Reel>,
}

/// How a page shows it.
#[derive(Debug, Serialize)]
pub(crate) struct TrayCard {
    own: CircleCard,
    /// Whether the reader shows any.
    shows: bool,
    circles: Vec<CircleCard>,
}

#[derive(Debug, Serialize)]
struct CircleCard {
    author: AuthorCard,
    path: String,
    /// Whether there is something new to the reader.
    new: bool,
}

impl Tray {
    /// What is in it for a reader.
    pub(crate) fn gather(c: &mut Conn, me: ActorId) -> QueryResult<Self> {
        let me = Actor::get(c, me)?;
        let own = Reel::of(c, me.id, me.clone())?;
        Ok(Self { followed: Reel::followed(c, me.id)?, own, me })
    }

    /// As a page shows it.
    pub(crate) fn card(&self, show: Show<'_>) -> TrayCard {
        let circle = |author: &Actor, new| CircleCard { author: show.author(author), path: path_of(author), new };
        TrayCard {
            own: circle(&self.me, false),
            shows: self.own.is_some(),
            circles: self.followed.iter().map(|reel| circle(&reel.author, !reel.is_seen())).collect(),
        }
    }
}
