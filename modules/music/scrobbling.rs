//! Scrobbling: what a member plays is passed on to a service with which the member has an account, as ListenBrainz takes it
//! (<https://listenbrainz.readthedocs.io/en/latest/users/api/core.html>), Maloja and others too.

mod news;
mod submission;

use async_trait::async_trait;
use diesel::prelude::*;
use host::App;
use host::federation::client::{DeliveryError, FetchError};
use host::social::actor::ActorId;
use host::social::schema::actors;
use host::store::jobs::{self, Failure, Job};
use host::store::{Conn, clock};
use serde::{Deserialize, Serialize};

use crate::listen::ListenId;
use crate::schema::music_scrobbling;
use crate::track::Heard;
use news::News;

/// The service that is offered where a member names none.
pub(crate) const LISTENBRAINZ: &str = "https://api.listenbrainz.org";
/// The longest token, in characters.
pub(crate) const MAX_TOKEN: usize = 200;
/// The longest name of an account that is kept, in characters.
const MAX_ACCOUNT: usize = 100;

host::store::text_enum! {
    /// Why nothing is passed on.
    pub(crate) Problem {
        /// The service does not take the token, or no longer.
        Token = "token",
        /// There is no such service at the address.
        Service = "service",
        /// The address is one that is never contacted.
        Forbidden = "forbidden",
    }
}

/// A row of `music_scrobbling`.
#[derive(Clone, PartialEq, Eq, Queryable, Selectable)]
#[diesel(table_name = music_scrobbling)]
pub(crate) struct Scrobbling {
    /// The address of the service, without a slash at its end.
    pub(crate) url: String,
    token: String,
    /// What the member is called there; none until the service was asked.
    pub(crate) account: Option<String>,
    /// Why nothing is passed on.
    pub(crate) problem: Option<Problem>,
}

impl Scrobbling {
    /// Where a member's listens go, if anywhere.
    pub(crate) fn of(c: &mut Conn, actor: ActorId) -> QueryResult<Option<Self>> {
        music_scrobbling::table.find(actor).select(Self::as_select()).first(c).optional()
    }

    /// From now on a member's listens go to that service, as soon as it has taken the token.
    pub(crate) fn begin(c: &mut Conn, actor: ActorId, url: &str, token: &str) -> QueryResult<()> {
        Self::end(c, actor)?;
        diesel::insert_into(music_scrobbling::table)
            .values((
                music_scrobbling::actor_id.eq(actor),
                music_scrobbling::url.eq(url.trim_end_matches('/')),
                music_scrobbling::token.eq(token),
                music_scrobbling::created_at.eq(clock::now()),
            ))
            .execute(c)?;
        jobs::enqueue(c, &Introduce { actor }).map(drop)
    }

    /// Forgets the service and the token. `false`: there was none.
    pub(crate) fn end(c: &mut Conn, actor: ActorId) -> QueryResult<bool> {
        Ok(diesel::delete(music_scrobbling::table.find(actor)).execute(c)? > 0)
    }

    /// Has a listen passed on, where its member wants that.
    pub(crate) fn pass_on(c: &mut Conn, actor: ActorId, listen: ListenId) -> QueryResult<()> {
        let wanted = music_scrobbling::table.find(actor).filter(music_scrobbling::problem.is_null());
        match diesel::select(diesel::dsl::exists(wanted)).get_result(c)? {
            true => jobs::enqueue(c, &Scrobble { actor, listen }).map(drop),
            false => Ok(()),
        }
    }

    /// What is to be told of what a member plays now, where the member wants that.
    pub(crate) fn news(c: &mut Conn, actor: ActorId, heard: &Heard, client: &str) -> QueryResult<Option<News>> {
        let to = Self::of(c, actor)?.filter(|to| to.problem.is_none() && to.account.is_some());
        let Some(to) = to else { return Ok(None) };
        Ok(submission::now(heard, client)?.map(|json| News { to, json }))
    }

    /// Lets go of those of members who are gone.
    pub(crate) fn sweep(c: &mut Conn) -> QueryResult<()> {
        let gone: Vec<ActorId> = music_scrobbling::table
            .inner_join(actors::table.on(actors::id.eq(music_scrobbling::actor_id)))
            .filter(actors::deleted_at.is_not_null())
            .select(music_scrobbling::actor_id)
            .load(c)?;
        diesel::delete(music_scrobbling::table.filter(music_scrobbling::actor_id.eq_any(&gone))).execute(c).map(drop)
    }

    fn credentials(&self) -> String {
        format!("Token {}", self.token)
    }

    /// Writes down what the service said, unless another token was given meanwhile.
    fn settle(&self, c: &mut Conn, actor: ActorId, said: Result<&str, Problem>) -> QueryResult<()> {
        let same = music_scrobbling::table.find(actor).filter(music_scrobbling::token.eq(&self.token));
        let account =
            said.ok().map(|name| name.chars().filter(|c| !c.is_control()).take(MAX_ACCOUNT).collect::<String>());
        diesel::update(same)
            .set((music_scrobbling::account.eq(account), music_scrobbling::problem.eq(said.err())))
            .execute(c)
            .map(drop)
    }
}

/// Asks a service whose token it is.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct Introduce {
    actor: ActorId,
}

/// What a service says of a token.
#[derive(Debug, Deserialize)]
struct Verdict {
    valid: bool,
    #[serde(default)]
    user_name: String,
}

#[async_trait]
impl Job for Introduce {
    type Context = App;
    const NAME: &'static str = "music.introduce";
    const ATTEMPTS: i32 = 6;

    async fn run(&self, app: &App) -> Result<(), Failure> {
        let actor = self.actor;
        let Some(to) = app.db.read(move |c| Scrobbling::of(c, actor)).await? else { return Ok(()) };
        let said = match format!("{}/1/validate-token", to.url).parse() {
            Ok(url) => app.federation.client().ask_service(&url, &to.credentials()).await,
            Err(_) => return Err(Failure::Drop(format!("{} is no address", to.url))),
        };
        let said = match said {
            Ok(answer) => match serde_json::from_slice::<Verdict>(&answer.body) {
                Ok(Verdict { valid: true, user_name }) => Ok(user_name),
                Ok(_) => Err(Problem::Token),
                Err(_) => Err(Problem::Service),
            },
            Err(FetchError::Status { status, .. }) if status.as_u16() == 401 => Err(Problem::Token),
            Err(error @ (FetchError::Forbidden(_) | FetchError::Disabled)) => {
                tracing::info!(%error, "a service of listens is not contacted");
                Err(Problem::Forbidden)
            }
            Err(error) if error.is_temporary() => return Err(Failure::Retry(error.to_string())),
            Err(_) => Err(Problem::Service),
        };
        Ok(app.db.write(move |c| to.settle(c, actor, said.as_deref().map_err(|problem| *problem))).await?)
    }
}

/// Passes a listen on.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct Scrobble {
    actor: ActorId,
    listen: ListenId,
}

#[async_trait]
impl Job for Scrobble {
    type Context = App;
    const NAME: &'static str = "music.scrobble";

    async fn run(&self, app: &App) -> Result<(), Failure> {
        let (actor, listen) = (self.actor, self.listen);
        let read = app.db.read(move |c| {
            let Some(to) = Scrobbling::of(c, actor)?.filter(|to| to.problem.is_none()) else { return Ok(None) };
            Ok::<_, diesel::result::Error>(submission::of(c, actor, listen)?.map(|json| (to, json)))
        });
        let Some((to, json)) = read.await? else { return Ok(()) };
        let Ok(url) = format!("{}/1/submit-listens", to.url).parse() else {
            return Err(Failure::Drop(format!("{} is no address", to.url)));
        };
        let Err(error) = app.federation.client().tell_service(&url, &to.credentials(), json.into()).await else {
            return Ok(());
        };
        let problem = match &error {
            _ if error.status().is_some_and(|status| status.as_u16() == 401) => Problem::Token,
            DeliveryError::Gone { .. } => Problem::Service,
            DeliveryError::Impossible(_) => Problem::Forbidden,
            DeliveryError::Refused { .. } => return Err(Failure::Drop(error.to_string())),
            DeliveryError::RetryLater { .. } | DeliveryError::Unreachable(_) => {
                return Err(match error.retry_after() {
                    Some(wait) => Failure::RetryAfter(wait, error.to_string()),
                    None => Failure::Retry(error.to_string()),
                });
            }
        };
        app.db.write(move |c| to.settle(c, actor, Err(problem))).await?;
        Err(Failure::Drop(error.to_string()))
    }
}
