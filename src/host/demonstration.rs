//! What the modules fill a demonstration club with has in common: its members know one another, and look back on something.

use chrono::TimeDelta;
use diesel::prelude::*;
use social::account::Account;
use social::actor::{Actor, ActorId};
use social::follow::{Follow, FollowError};
use social::object::{Object, ObjectId};
use social::reaction::Reaction;
use social::schema::objects;
use store::clock;

use crate::{App, Statement, StatementError};

/// The members' actors at a stall, in the order of their names; who has none there is left out.
///
/// # Errors
///
/// What the database refuses.
pub async fn members(app: &App, stall: &'static str, names: &[&str]) -> QueryResult<Vec<ActorId>> {
    let names: Vec<String> = names.iter().map(|name| (*name).to_owned()).collect();
    app.db
        .read(move |c| {
            let mut members = Vec::new();
            for name in &names {
                if let Some(account) = Account::find_by_name(c, name)? {
                    members.extend(Actor::of_account_at(c, account.id, stall)?.map(|actor| actor.id));
                }
            }
            Ok(members)
        })
        .await
}

/// Everybody follows everybody.
///
/// # Errors
///
/// As [`Follow::request`].
pub async fn befriend(app: &App, people: &[ActorId]) -> Result<(), FollowError> {
    let (hosts, people) = (app.hosts.clone(), people.to_vec());
    app.db
        .write(move |c| {
            for follower in &people {
                for followed in people.iter().filter(|other| *other != follower) {
                    let (follower, followed) = (Actor::get(c, *follower)?, Actor::get(c, *followed)?);
                    Follow::request(c, &hosts, &follower, &followed)?;
                }
            }
            Ok(())
        })
        .await
}

/// Says something as if it had been said so many minutes ago: a club that begins this second has nothing to look back on.
///
/// # Errors
///
/// As [`Statement::publish`].
pub async fn say(app: &App, author: ActorId, minutes: i64, statement: Statement) -> Result<ObjectId, StatementError> {
    let desk = app.desk();
    app.db
        .write(move |c| {
            let author = Actor::get(c, author)?;
            let id = statement.publish(c, &desk, &author)?.id;
            let then = clock::now() - TimeDelta::minutes(minutes);
            diesel::update(objects::table.find(id)).set(objects::published_at.eq(then)).execute(c)?;
            Ok(id)
        })
        .await
}

/// Some people like something.
///
/// # Errors
///
/// What the database refuses.
pub async fn like(app: &App, fans: &[ActorId], object: ObjectId) -> QueryResult<()> {
    let (hosts, fans) = (app.hosts.clone(), fans.to_vec());
    app.db
        .write(move |c| {
            let object = Object::get(c, object)?;
            for fan in &fans {
                let fan = Actor::get(c, *fan)?;
                Reaction::like(c, &hosts, &fan, &object)?;
            }
            Ok(())
        })
        .await
}
