//! The roll: actors as moderators look for them, those of a stall with their accounts, and those of other servers.

#[cfg(test)]
mod tests;

use chrono::NaiveDateTime;
use diesel::prelude::*;
use store::uri::{self, Stall};
use store::{Conn, Json};

use super::{Actor, ActorId, ActorKind, Defaults};
use crate::account::{Account, AccountId, Role};
use crate::emoji::EmojiMap;
use crate::range::Range;
use crate::schema::{accounts, actors};

/// How an actor stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    /// Neither kept out nor left out of public timelines.
    Active,
    /// Left out of public timelines.
    Silenced,
    /// Kept out, or locked out with its account.
    Suspended,
}

/// Whom to list; everybody where nothing is set.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Wanted {
    /// Only members (true), or only actors of other servers.
    pub local: Option<bool>,
    /// Only who stands so.
    pub standing: Option<Standing>,
    /// Only who has at least this role.
    pub role: Option<Role>,
    /// Only those whose user name begins so.
    pub username: String,
    /// Only those whose display name contains this.
    pub name: String,
    /// Only those of this host.
    pub host: String,
    /// Only those whose account has this address.
    pub email: String,
}

impl Actor {
    /// A part of the roll as it is at a stall, the newest first. A stall's own actor is not on it, nor who is deleted.
    pub fn roll(
        c: &mut Conn,
        stall: &str,
        wanted: &Wanted,
        range: Range,
        limit: i64,
    ) -> QueryResult<Vec<(Self, Option<Account>)>> {
        let people = actors::table
            .left_join(accounts::table.on(accounts::id.nullable().eq(actors::account_id)))
            .filter(actors::deleted_at.is_null())
            .filter(actors::stall.is_null().or(actors::stall.eq(stall).and(actors::kind.ne(ActorKind::Application))))
            .select((Self::as_select(), Option::<Account>::as_select()));
        let mut query = crate::cut!(people, actors::id, range, limit);
        query = match wanted.local {
            Some(true) => query.filter(actors::stall.is_not_null()),
            Some(false) => query.filter(actors::stall.is_null()),
            None => query,
        };
        query = match wanted.standing {
            Some(Standing::Active) => {
                query.filter(actors::suspended_at.is_null()).filter(actors::silenced_at.is_null())
            }
            Some(Standing::Silenced) => query.filter(actors::silenced_at.is_not_null()),
            Some(Standing::Suspended) => query.filter(actors::suspended_at.is_not_null()),
            None => query,
        };
        if let Some(least) = wanted.role {
            let roles: Vec<Role> = Role::ALL.iter().copied().filter(|role| *role >= least).collect();
            query = query.filter(accounts::role.eq_any(roles));
        }
        if !wanted.username.is_empty() {
            query = query.filter(actors::username.like(format!("{}%", literal(&wanted.username))).escape('\\'));
        }
        if !wanted.name.is_empty() {
            query = query.filter(actors::name.like(format!("%{}%", literal(&wanted.name))).escape('\\'));
        }
        if !wanted.host.is_empty() {
            query = query.filter(actors::host.eq(wanted.host.trim().to_lowercase()));
        }
        if !wanted.email.is_empty() {
            query = query.filter(accounts::email.eq(wanted.email.trim().to_lowercase()));
        }
        Ok(range.arrange(query.load(c)?))
    }

    /// The actor that a sign-up becomes at a stall once it is approved, as it would begin. It is not written anywhere.
    pub fn to_be(stall: &Stall, id: ActorId, name: &str, at: NaiveDateTime) -> Self {
        let uri = stall.actor(id);
        Self {
            id,
            stall: Some(stall.name.to_owned()),
            account_id: None,
            kind: ActorKind::Person,
            username: name.to_owned(),
            host: stall.origin.host().to_owned(),
            name: String::new(),
            summary: String::new(),
            note: String::new(),
            url: Some(stall.profile(name).into()),
            avatar_id: None,
            header_id: None,
            fields: Json(Vec::new()),
            emojis: Json(EmojiMap::default()),
            inbox: uri::inbox(&uri).into(),
            shared_inbox: None,
            outbox: None,
            followers: None,
            following: None,
            featured: None,
            locked: false,
            bot: false,
            discoverable: true,
            indexable: false,
            follows_hidden: false,
            also_known_as: Json(Vec::new()),
            moved_to: None,
            settings: Json(Defaults::default()),
            followers_count: 0,
            following_count: 0,
            objects_count: 0,
            last_object_at: None,
            created_at: at,
            updated_at: at,
            fetched_at: None,
            suspended_at: None,
            silenced_at: None,
            deleted_at: None,
            uri: uri.into(),
        }
    }

    /// The actors that these accounts have at a stall.
    pub fn of_accounts_at(c: &mut Conn, stall: &str, accounts: &[AccountId]) -> QueryResult<Vec<Self>> {
        actors::table
            .filter(actors::account_id.eq_any(accounts))
            .filter(actors::stall.eq(stall))
            .select(Self::as_select())
            .load(c)
    }

    /// These actors, whatever became of them, with their accounts.
    pub fn with_accounts(c: &mut Conn, ids: &[ActorId]) -> QueryResult<Vec<(Self, Option<Account>)>> {
        actors::table
            .left_join(accounts::table.on(accounts::id.nullable().eq(actors::account_id)))
            .filter(actors::id.eq_any(ids))
            .select((Self::as_select(), Option::<Account>::as_select()))
            .load(c)
    }
}

/// A text in the language of patterns, where `%` and `_` are letters.
fn literal(text: &str) -> String {
    text.trim().replace('\\', "\\\\").replace('%', "\\%").replace('_', "\\_")
}
