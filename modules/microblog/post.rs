//! A post: saying something, now or as soon as everybody it names is known.

use diesel::result::Error as DbError;
use host::social::actor::{Actor, ActorId};
use host::social::object::Object;
use host::statement::Desk;
use host::store::{Conn, clock, jobs};
use host::{App, Statement, StatementError};

use crate::draft::{Draft, DraftId};
use crate::federate::NOTE;
use crate::jobs::Publish;

/// What became of a post.
#[derive(Debug)]
pub(crate) enum Said {
    /// It is out.
    Now(Box<Object>),
    /// It names people who have to be asked for first; a job says it.
    Soon,
}

/// What every post of this club keeps to.
pub(crate) fn desk(app: &App) -> Desk {
    Desk {
        hosts: app.hosts.clone(),
        kinds: app.federation.kinds().clone(),
        characters: app.config.limits.post_characters,
        media: app.config.limits.post_media,
    }
}

/// Says something. A draft that it was goes with it.
pub(crate) async fn say(
    app: &App,
    author: ActorId,
    statement: Statement,
    draft: Option<DraftId>,
) -> Result<Said, StatementError> {
    let desk = desk(app);
    statement.check(&desk)?;
    app.db
        .write(move |c| {
            let author = Actor::get(c, author)?;
            let stall = author.home(&desk.hosts)?;
            if statement.strangers(c, stall)?.is_empty() {
                let object = statement.publish(c, &desk, &author, NOTE)?;
                discard(c, author.id, draft)?;
                return Ok(Said::Now(Box::new(object)));
            }
            Draft::keep(c, author.id, draft, &statement, Some(clock::now()))?;
            jobs::enqueue_unique(c, &Publish, "microblog-publish-soon")?;
            Ok(Said::Soon)
        })
        .await
}

/// Says what a draft holds, whether or not everybody it names was found. What was said, changed or thrown away meanwhile is
/// left alone.
pub(crate) fn say_draft(c: &mut Conn, desk: &Desk, draft: &Draft) -> Result<(), StatementError> {
    let Some(draft) = Draft::find(c, draft.actor_id, draft.id)?.filter(Draft::is_due) else { return Ok(()) };
    let author = Actor::get(c, draft.actor_id)?;
    if author.is_present() {
        draft.statement.0.publish(c, desk, &author, NOTE)?;
    }
    Ok(draft.remove(c)?)
}

fn discard(c: &mut Conn, of: ActorId, draft: Option<DraftId>) -> Result<(), DbError> {
    match draft.map(|id| Draft::find(c, of, id)).transpose()?.flatten() {
        Some(draft) => draft.remove(c),
        None => Ok(()),
    }
}
