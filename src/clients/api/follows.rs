//! Following, and who follows whom.

use actix_web::web::Json;
use diesel::result::Error as DbError;
use host::social::actor::{Actor, ActorId};
use host::social::follow::{Follow, FollowError, FollowId, Manner};
use host::social::range::Range;
use host::social::visibility;
use host::store::{Conn, Json as Kept};
use host::web::Bucket;
use serde::Deserialize;
use utoipa::ToSchema;

use super::accounts::known;
use super::people::{self, People};
use super::relationships::{release, toward};
use crate::body::{Body, Several};
use crate::caller::{Caller, Me};
use crate::entities::{Account, Relationship};
use crate::error::{Error, Result};
use crate::paging::{Page, Paging};
use crate::path::Path;
use crate::table::{Access, Table};

/// In how many languages somebody is read at most, where not in all.
const MOST_LANGUAGES: usize = 50;
/// The longest tag of a language, in characters (RFC 5646 §4.4.1).
const LONGEST_LANGUAGE: usize = 35;

pub(crate) fn routes(table: &mut Table) {
    table.post("/api/v1/accounts/{id}/follow", Access::Member("write:follows"), create);
    table.post("/api/v1/accounts/{id}/unfollow", Access::Member("write:follows"), delete);
    table.get("/api/v1/accounts/{id}/followers", Access::Open("read:accounts"), followers);
    table.get("/api/v1/accounts/{id}/following", Access::Open("read:accounts"), following);
}

/// How somebody shall be followed; what is left out stays as it is, or as is usual.
#[derive(Debug, Deserialize, ToSchema)]
struct Wanted {
    /// Whether boosts are shown.
    reblogs: Option<bool>,
    /// Whether each status is notified.
    notify: Option<bool>,
    /// In which languages; in any where there is none.
    #[serde(default)]
    #[schema(value_type = Option<Vec<String>>)]
    languages: Several<String>,
}

impl Wanted {
    /// Errors: something stands for no language.
    fn check(&self) -> Result<()> {
        let languages = self.languages.0.as_deref().unwrap_or_default();
        let fits = |language: &String| {
            (2..=LONGEST_LANGUAGE).contains(&language.len())
                && language.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
        };
        if languages.len() > MOST_LANGUAGES || !languages.iter().all(fits) {
            return Err(Error::invalid("languages", "ERR_INVALID", "is invalid"));
        }
        Ok(())
    }

    fn onto(&self, manner: Manner) -> Manner {
        Manner {
            notify: self.notify.unwrap_or(manner.notify),
            show_boosts: self.reblogs.unwrap_or(manner.show_boosts),
            languages: self.languages.0.clone().map_or(manner.languages, Kept),
        }
    }
}

/// Follows, or asks to; who is followed already is from now on in that way.
async fn create(me: Me, id: Path<ActorId>, wanted: Body<Wanted>) -> Result<Json<Relationship>> {
    me.limit(Bucket::Follow)?;
    let wanted = wanted.into_inner();
    wanted.check()?;
    toward(&me, id.0, move |c, hosts, me, other| {
        let follow = Follow::request(c, hosts, me, other)?;
        Ok::<_, FollowError>(follow.prefer(c, &wanted.onto(follow.manner()))?)
    })
    .await
}

async fn delete(me: Me, id: Path<ActorId>) -> Result<Json<Relationship>> {
    release(&me, id.0, |c, hosts, me, other| match Follow::find(c, me.id, other.id)? {
        Some(follow) => follow.undo(c, hosts),
        None => Ok(()),
    })
    .await
}

async fn followers(caller: Caller, id: Path<ActorId>, paging: Paging) -> Result<Page<Account>> {
    list(caller, id.0, paging, Follow::followers).await
}

async fn following(caller: Caller, id: Path<ActorId>, paging: Paging) -> Result<Page<Account>> {
    list(caller, id.0, paging, Follow::following).await
}

type Follows = fn(&mut Conn, ActorId, Range, i64) -> Result<Vec<(Follow, Actor)>, DbError>;

/// Follows as a list of people, paged by the follows.
pub(super) fn numbered(rows: Vec<(Follow, Actor)>) -> Vec<(FollowId, Actor)> {
    rows.into_iter().map(|(follow, actor)| (follow.id, actor)).collect()
}

/// Follows of somebody who does not keep them to themself, nor blocks the caller.
async fn list(caller: Caller, id: ActorId, paging: Paging, read: Follows) -> Result<Page<Account>> {
    let (viewer, range, limit) = (caller.viewer(), paging.range(), people::limit(&paging));
    let people = caller.app.db.read(move |c| {
        let of = known(c, id)?;
        if viewer == Some(id) {
            let rows = read(c, id, range, limit as i64)?;
            return People::own(c, numbered(rows));
        }
        let apart = match viewer {
            Some(viewer) => !visibility::blocked_among(c, viewer, &[id])?.is_empty(),
            None => false,
        };
        if of.follows_hidden || apart {
            return Ok(People::none());
        }
        let rows = read(c, id, range, limit as i64)?;
        People::seen(c, viewer, numbered(rows))
    });
    Ok(people.await?.page(&caller, limit))
}

impl From<FollowError> for Error {
    fn from(error: FollowError) -> Self {
        match error {
            FollowError::Database(error) => error.into(),
            FollowError::Oneself | FollowError::Blocked | FollowError::Gone => Self::not_allowed(),
        }
    }
}
