//! Founding groups: the keys are made off the async threads, then the group is written.

use diesel::result::Error as DbError;
use social::account::Name;
use social::actor::{Actor, ActorId};
use social::group::{FoundError, Group, NewGroup, Openness};

use crate::App;
use crate::membership::{MembershipError, key_pairs};

/// What the club's own group is called in its handle: a name that no member can have.
const CLUB: &str = "club";

/// Why a group was not founded.
#[derive(Debug, thiserror::Error)]
pub enum GroupError {
    /// Its name cannot be had, or the database failed.
    #[error(transparent)]
    Found(#[from] FoundError),
    /// No keys could be made.
    #[error(transparent)]
    Keys(#[from] MembershipError),
}

impl From<DbError> for GroupError {
    fn from(error: DbError) -> Self {
        Self::Found(error.into())
    }
}

/// Founds a group at a stall, which its founder administers from then on.
pub async fn found(
    app: &App,
    stall: &'static str,
    founder: ActorId,
    name: &str,
    username: &Name,
    openness: Openness,
) -> Result<Actor, GroupError> {
    let keys = key_pairs().await?;
    let (hosts, name, username) = (app.hosts.clone(), name.to_owned(), username.clone());
    let found = app.db.write(move |c| {
        let founder = Actor::get(c, founder)?;
        Group::found(c, &hosts, &founder, &NewGroup { stall, username: &username, name: &name, openness, keys: &keys })
    });
    Ok(found.await?)
}

/// The group that stands for the club at a stall, made where there is none yet. Who administers the club acts for it.
pub async fn of_club(app: &App, stall: &'static str, name: &str) -> Result<Actor, GroupError> {
    if let Some(known) = app.db.read(move |c| Group::of_club(c, stall)).await? {
        return Ok(known);
    }
    let username = Name::parse(CLUB).map_err(FoundError::from)?;
    let keys = key_pairs().await?;
    let (hosts, name) = (app.hosts.clone(), name.to_owned());
    let openness = Openness::InviteOnly;
    let found = app.db.write(move |c| {
        Group::found_club(c, &hosts, &NewGroup { stall, username: &username, name: &name, openness, keys: &keys })
    });
    Ok(found.await?)
}
