//! Scopes: what a program may do in a member's name, in the words of Mastodon's API.

use std::fmt;
use std::str::FromStr;

use diesel::backend::Backend;
use diesel::deserialize::{self, FromSql, FromSqlRow};
use diesel::expression::AsExpression;
use diesel::serialize::{self, Output, ToSql};
use diesel::sql_types::Text;

#[cfg(test)]
mod tests;

/// Every scope there is, in the order in which they are shown: a whole before its parts.
pub const SCOPES: &[&str] = &[
    "profile",
    "read",
    "read:accounts",
    "read:blocks",
    "read:bookmarks",
    "read:favourites",
    "read:filters",
    "read:follows",
    "read:lists",
    "read:mutes",
    "read:notifications",
    "read:search",
    "read:statuses",
    "write",
    "write:accounts",
    "write:blocks",
    "write:bookmarks",
    "write:conversations",
    "write:favourites",
    "write:filters",
    "write:follows",
    "write:lists",
    "write:media",
    "write:mutes",
    "write:notifications",
    "write:reports",
    "write:statuses",
    "follow",
    "push",
    "admin:read",
    "admin:read:accounts",
    "admin:read:canonical_email_blocks",
    "admin:read:domain_allows",
    "admin:read:domain_blocks",
    "admin:read:email_domain_blocks",
    "admin:read:ip_blocks",
    "admin:read:reports",
    "admin:write",
    "admin:write:accounts",
    "admin:write:canonical_email_blocks",
    "admin:write:domain_allows",
    "admin:write:domain_blocks",
    "admin:write:email_domain_blocks",
    "admin:write:ip_blocks",
    "admin:write:reports",
];

/// What the scope `follow` stands for. It is older than scopes with parts, and programs still ask for it.
const FOLLOW: &[&str] = &["read:blocks", "read:follows", "read:mutes", "write:blocks", "write:follows", "write:mutes"];

/// A scope that was asked for and does not exist.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error(
    "there is no scope “{0}”: the scopes are profile, read, write, follow, push, admin:read and admin:write, and parts of \
     them such as read:lists"
)]
pub struct UnknownScope(pub String);

/// A set of scopes. It is kept, shown and read as their names, separated by spaces, in the order of [`SCOPES`].
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash, AsExpression, FromSqlRow)]
#[diesel(sql_type = Text)]
pub struct Scopes(String);

impl Scopes {
    /// What a program gets that names no scopes: `read`.
    pub fn fallback() -> Self {
        known("read")
    }

    /// Their names, each once, in the order of [`SCOPES`].
    pub fn iter(&self) -> impl Iterator<Item = &str> {
        self.0.split_ascii_whitespace()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Whether they allow what a scope stands for: a whole covers its parts (`read` covers `read:lists`), and `follow` its
    /// six. `profile` is the least part of `read:accounts`.
    pub fn allows(&self, scope: &str) -> bool {
        self.iter().any(|own| covers(own, scope)) || (scope == "follow" && FOLLOW.iter().all(|part| self.allows(part)))
    }

    /// Whether others allow all that these allow.
    pub fn is_within(&self, others: &Self) -> bool {
        self.iter().all(|scope| others.allows(scope))
    }

    /// Those that say it all: the ones that none of the others covers.
    pub fn essence(&self) -> impl Iterator<Item = &str> {
        self.iter().filter(|scope| {
            let others: Vec<&str> = self.iter().filter(|other| other != scope).collect();
            !known(&others.join(" ")).allows(scope)
        })
    }
}

/// Whether one scope allows what another stands for.
fn covers(own: &str, scope: &str) -> bool {
    let is_part = |whole: &str| scope.strip_prefix(whole).is_some_and(|rest| rest.starts_with(':'));
    own == scope
        || is_part(own)
        || (own == "follow" && FOLLOW.contains(&scope))
        || (scope == "profile" && matches!(own, "read" | "read:accounts"))
}

impl FromStr for Scopes {
    type Err = UnknownScope;

    /// Reads names that stand apart by spaces. Errors: one does not exist.
    fn from_str(typed: &str) -> Result<Self, UnknownScope> {
        match typed.split_whitespace().find(|scope| !SCOPES.contains(scope)) {
            Some(unknown) => Err(UnknownScope(unknown.to_owned())),
            None => Ok(known(typed)),
        }
    }
}

/// The scopes among some words.
fn known(words: &str) -> Scopes {
    let words: Vec<&str> = words.split_whitespace().collect();
    let scopes: Vec<&str> = SCOPES.iter().copied().filter(|scope| words.contains(scope)).collect();
    Scopes(scopes.join(" "))
}

impl fmt::Display for Scopes {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl<DB: Backend> ToSql<Text, DB> for Scopes
where
    str: ToSql<Text, DB>,
{
    fn to_sql<'b>(&'b self, out: &mut Output<'b, '_, DB>) -> serialize::Result {
        self.0.as_str().to_sql(out)
    }
}

impl<DB: Backend> FromSql<Text, DB> for Scopes
where
    String: FromSql<Text, DB>,
{
    /// A scope that no longer exists allows nothing any more.
    fn from_sql(bytes: DB::RawValue<'_>) -> deserialize::Result<Self> {
        Ok(known(&String::from_sql(bytes)?))
    }
}
