//! A visit to a story: what each of its pages begins with.

use std::future::Future;
use std::pin::Pin;

use actix_web::{FromRequest, HttpRequest, dev};
use diesel::result::Error as DbError;
use host::social::actor::{Actor, ActorId};
use host::social::text::Handle;
use host::store::Conn;
use host::store::uri::Stall;
use host::web::{self, MemberVisit};
use host::{App, Show};

use crate::story::{Story, StoryId};

/// A visit to a story by a member who may see it; for all others there is no such page.
#[derive(Clone)]
pub(super) struct StoryVisit {
    pub(super) visit: MemberVisit,
    pub(super) app: App,
    pub(super) stall: Stall,
    /// The reader's actor.
    pub(super) me: ActorId,
    /// Who shows it.
    pub(super) author: Actor,
    pub(super) story: Story,
    /// Whether the reader comes as a moderator who was asked to look at it.
    pub(super) judges: bool,
}

impl StoryVisit {
    /// Whether the reader shows it.
    pub(super) fn is_mine(&self) -> bool {
        self.author.id == self.me
    }

    /// Shows things to this reader.
    pub(super) fn show(&self) -> Show<'_> {
        Show { stall: &self.stall, viewer: Some(self.me) }
    }

    /// The path of one of its pages.
    pub(super) fn path(&self, below: &str) -> String {
        format!("{}{below}", self.story.path(&self.author))
    }
}

/// The actor of a member who is logged in.
pub(super) fn me(visit: &MemberVisit) -> web::Result<ActorId> {
    visit.me.actor.ok_or_else(|| web::Error::not_found("actor"))
}

/// This stall.
pub(super) fn stall(app: &App) -> web::Result<&Stall> {
    app.hosts.stall(crate::MANIFEST.name).ok_or_else(|| web::Error::not_found("stall"))
}

/// Whom a handle means here. Errors: nobody.
pub(super) fn find_author(c: &mut Conn, stall: &Stall, handle: &str) -> Result<Actor, DbError> {
    let handle: Handle = handle.parse().map_err(|_| DbError::NotFound)?;
    host::statement::find(c, stall, &handle)?.ok_or(DbError::NotFound)
}

async fn story(req: HttpRequest) -> web::Result<StoryVisit> {
    let visit = MemberVisit::of(&req).await?;
    let app = App::of(&req)?;
    let (me, stall) = (me(&visit)?, stall(&app)?.clone());
    let missing = || web::Error::not_found("story");
    let part = |name| req.match_info().get(name).ok_or_else(missing);
    let (handle, id) = (part("handle")?.to_owned(), part("id")?.parse::<StoryId>().map_err(|_| missing())?);
    let here = stall.clone();
    let found = app.db.read(move |c| {
        let author = find_author(c, &here, &handle)?;
        let story = Story::find(c, id)?.filter(|story| story.actor_id == author.id).ok_or(DbError::NotFound)?;
        if story.is_for(c, me)? {
            return Ok((author, story, false));
        }
        match story.is_to_be_judged_by(c, me)? {
            true => Ok((author, story, true)),
            false => Err(DbError::NotFound),
        }
    });
    let (author, story, judges) = found.await?;
    Ok(StoryVisit { visit, app, stall, me, author, story, judges })
}

impl FromRequest for StoryVisit {
    type Error = web::Error;
    type Future = Pin<Box<dyn Future<Output = web::Result<Self>>>>;

    fn from_request(req: &HttpRequest, _: &mut dev::Payload) -> Self::Future {
        Box::pin(story(req.clone()))
    }
}
