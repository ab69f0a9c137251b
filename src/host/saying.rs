//! Saying something, at any stall: now, as soon as everybody it names is known, or at a time.

use std::time::{Duration, Instant};

use async_trait::async_trait;
use chrono::NaiveDateTime;
use diesel::result::Error as DbError;
use federation::jobs::Sought;
use serde::{Deserialize, Serialize};
use social::actor::{Actor, ActorId};
use social::object::Object;
use store::jobs::{self, Failure, Job, Runner};
use store::{Conn, clock};
use url::Url;

use crate::App;
use crate::draft::{Draft, DraftId};
use crate::idempotency::{self, Outcome};
use crate::statement::{Desk, Statement, StatementError};
use crate::upload;

/// How often what is due is looked for.
const PERIOD: Duration = Duration::from_secs(20);

/// How long what is due waits for the people that it names to be found.
const PATIENCE: Duration = Duration::from_secs(15);

/// How often it is asked whether they were.
const GLANCE: Duration = Duration::from_millis(200);

/// How many people of one statement are looked for; the names of further ones that nobody knows stay text.
const STRANGERS: usize = 20;

/// Something that is about to be said.
#[derive(Debug, Clone)]
pub struct Saying {
    /// By whom.
    pub author: ActorId,
    /// What.
    pub statement: Statement,
    /// When; now where unset.
    pub at: Option<NaiveDateTime>,
    /// The draft that it was: it goes when this is said.
    pub draft: Option<DraftId>,
    /// How long its author waits for people to be found whom it names and nobody here knows; then it is said all the same.
    /// Where unset, it waits for them, and its author does not.
    pub patience: Option<Duration>,
    /// A key under which it is said only once.
    pub key: Option<String>,
}

/// What became of it.
#[derive(Debug)]
pub enum Said {
    /// It is out.
    Now(Box<Object>),
    /// It is kept, and said when it is due: at its time, or as soon as those whom it names were asked for.
    Later(Box<Draft>),
}

impl Saying {
    /// Something that an actor says now.
    pub fn now(author: ActorId, statement: Statement) -> Self {
        Self { author, statement, at: None, draft: None, patience: None, key: None }
    }

    /// Says it.
    pub async fn say(self, app: &App) -> Result<Said, StatementError> {
        let desk = app.desk();
        self.statement.check(&desk)?;
        upload::settle(app, self.author, self.statement.media_ids()).await?;
        if let (Some(patience), None) = (self.patience, self.at) {
            ask_for_people(app, self.author, &self.statement, patience).await?;
        }
        app.db.write(move |c| self.settle(c, &desk)).await
    }

    fn settle(&self, c: &mut Conn, desk: &Desk) -> Result<Said, StatementError> {
        let Some(key) = &self.key else { return self.perform(c, desk) };
        if let Some(outcome) = idempotency::claim(c, self.author, key)? {
            return Ok(Said::before(c, self.author, outcome)?);
        }
        let said = self.perform(c, desk)?;
        idempotency::settle(c, self.author, key, said.outcome())?;
        Ok(said)
    }

    fn perform(&self, c: &mut Conn, desk: &Desk) -> Result<Said, StatementError> {
        let later = |c: &mut Conn, at| {
            Draft::keep(c, self.author, self.draft, &self.statement, Some(at)).map(|draft| Said::Later(Box::new(draft)))
        };
        let author = Actor::get(c, self.author)?;
        if let Some(at) = self.at {
            self.statement.check(desk)?;
            self.statement.check_collections(c, desk, &author)?;
            return later(c, at);
        }
        if self.patience.is_none() && is_for_strangers(c, desk, &author, &self.statement)? {
            return later(c, clock::now());
        }
        let speaker = self.statement.speaker(c, self.author)?;
        let object = self.statement.publish(c, desk, &speaker)?;
        let draft = self.draft.map(|id| Draft::find(c, self.author, id)).transpose()?.flatten();
        draft.map_or(Ok(()), |draft| draft.remove(c))?;
        Ok(Said::Now(Box::new(object)))
    }
}

/// Whether a statement names somebody whom nobody knows here; then they are looked for soon, and what is due is said.
fn is_for_strangers(c: &mut Conn, desk: &Desk, author: &Actor, statement: &Statement) -> Result<bool, DbError> {
    let any = !statement.strangers(c, author.home(&desk.hosts)?)?.is_empty();
    if any {
        jobs::enqueue_unique(c, &SayDue, "soon")?;
    }
    Ok(any)
}

impl Draft {
    /// Says it now instead of at its time, or as soon as those whom it names were looked for. Errors: it is not there any
    /// more, or cannot be said; then it keeps its time.
    pub fn hasten(&self, c: &mut Conn, desk: &Desk) -> Result<Said, StatementError> {
        let due = self.put_off(c, clock::now())?;
        let author = Actor::get(c, due.actor_id)?;
        if is_for_strangers(c, desk, &author, &due.statement)? {
            return Ok(Said::Later(Box::new(due)));
        }
        let said = due.say(c, desk)?.ok_or(DbError::NotFound)?;
        Ok(Said::Now(Box::new(said)))
    }
}

/// What is said to a member after saying something, by the keys of messages.
#[derive(Debug, Clone, Copy)]
pub struct Notices {
    /// It is there.
    pub now: &'static str,
    /// It was edited.
    pub edited: &'static str,
    /// It will be there at its time.
    pub timed: &'static str,
    /// It will be there as soon as those whom it names were looked for.
    pub soon: &'static str,
}

impl Said {
    /// What the member is told, and the path that leads on: to what was said, or to where it waits.
    pub fn onward(&self, notices: &Notices, edited: bool, timed: bool) -> (&'static str, String) {
        match self {
            Self::Now(object) => {
                let page = Url::parse(object.page()).map_or_else(|_| "/".to_owned(), |page| page.path().to_owned());
                (if edited { notices.edited } else { notices.now }, page)
            }
            Self::Later(_) if timed => (notices.timed, "/drafts".to_owned()),
            Self::Later(_) => (notices.soon, "/".to_owned()),
        }
    }

    /// What was said under a key before. Errors: it was deleted since.
    fn before(c: &mut Conn, author: ActorId, outcome: Outcome) -> Result<Self, DbError> {
        match outcome {
            Outcome::Object(id) => {
                let object = Object::find(c, id)?.filter(|object| object.deleted_at.is_none());
                object.map(|object| Self::Now(Box::new(object))).ok_or(DbError::NotFound)
            }
            Outcome::Draft(id) => {
                Draft::find(c, author, id)?.map(|draft| Self::Later(Box::new(draft))).ok_or(DbError::NotFound)
            }
        }
    }

    fn outcome(&self) -> Outcome {
        match self {
            Self::Now(object) => Outcome::Object(object.id),
            Self::Later(draft) => Outcome::Draft(draft.id),
        }
    }
}

/// Asks other servers for whom a statement names and nobody here knows, until all are found or missing, or `patience` is over.
async fn ask_for_people(app: &App, author: ActorId, statement: &Statement, patience: Duration) -> Result<(), DbError> {
    let until = Instant::now() + patience;
    let (statement, hosts) = (statement.clone(), app.hosts.clone());
    let strangers = app.db.read(move |c| {
        let author = Actor::get(c, author)?;
        statement.strangers(c, author.home(&hosts)?)
    });
    let mut strangers = strangers.await?;
    strangers.truncate(STRANGERS);
    loop {
        let mut waiting = false;
        for handle in &strangers {
            waiting |= matches!(app.federation.look_up(&handle.to_string(), true).await?, Sought::Waiting);
        }
        if !waiting || Instant::now() >= until {
            return Ok(());
        }
        tokio::time::sleep(GLANCE).await;
    }
}

/// Says what is due: what was scheduled, and what waited for people to be found.
#[derive(Debug, Default, Serialize, Deserialize)]
pub struct SayDue;

pub(crate) fn register(runner: Runner<App>) -> Runner<App> {
    runner.every::<SayDue>(PERIOD)
}

#[async_trait]
impl Job for SayDue {
    type Context = App;
    const NAME: &'static str = "say-due";

    async fn run(&self, app: &App) -> Result<(), Failure> {
        let stalls: Vec<&'static str> = app.hosts.stalls().iter().map(|stall| stall.name).collect();
        let mut failed = Ok(());
        for draft in app.db.read(move |c| Draft::due(c, &stalls)).await? {
            // What the database keeps from being said now waits for the next time, and nothing else waits for it.
            failed = say(app, draft).await.map_err(Failure::from).and(failed);
        }
        failed
    }
}

/// Says what a draft holds. Where it cannot be said it becomes a draft without a time, with the reason.
async fn say(app: &App, draft: Draft) -> Result<(), DbError> {
    upload::settle(app, draft.actor_id, draft.statement.media_ids()).await?;
    ask_for_people(app, draft.actor_id, &draft.statement, PATIENCE).await?;
    let (desk, due) = (app.desk(), draft.clone());
    let Err(error) = app.db.write(move |c| due.say(c, &desk)).await else { return Ok(()) };
    tracing::warn!(draft = %draft.id, %error, "what was due was not said");
    let (_, reason) = error.explain()?;
    app.db.write(move |c| draft.fail(c, &reason)).await
}
