//! The name of an account, which is also the name of its actors.

use std::fmt;

use diesel::prelude::*;
use store::Conn;

use crate::schema::{accounts, actors};

/// Names that would pass for the club itself, or that mail and federation give a meaning.
const RESERVED: &[&str] = &[
    "abuse",
    "account",
    "accounts",
    "actor",
    "admin",
    "administrator",
    "all",
    "anonymous",
    "club",
    "contact",
    "everyone",
    "guest",
    "help",
    "here",
    "host",
    "hostmaster",
    "info",
    "instance",
    "kermesse",
    "localhost",
    "mail",
    "mod",
    "moderation",
    "moderator",
    "moderators",
    "news",
    "nobody",
    "noreply",
    "null",
    "official",
    "owner",
    "postmaster",
    "relay",
    "root",
    "security",
    "server",
    "service",
    "staff",
    "support",
    "sysadmin",
    "system",
    "undefined",
    "webmaster",
];

/// A well-formed name: 1 to 30 of `a-z`, `0-9` and `_`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Name(String);

/// Why a name is refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum NameError {
    /// It is empty, longer than 30 characters, or has others than letters, digits and underscores.
    #[error("a name has 1 to 30 letters without accents, digits or underscores")]
    Malformed,
    /// It would pass for the club itself.
    #[error("this name is reserved")]
    Reserved,
    /// Somebody has it, or had it.
    #[error("this name is taken")]
    Taken,
}

impl Name {
    /// Reads what somebody typed; capitals become small letters.
    pub fn parse(typed: &str) -> Result<Self, NameError> {
        let name = typed.trim().to_ascii_lowercase();
        let legal = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'_';
        if (1..=30).contains(&name.len()) && name.bytes().all(legal) {
            Ok(Self(name))
        } else {
            Err(NameError::Malformed)
        }
    }

    /// Whether it would pass for the club itself.
    pub fn is_reserved(&self) -> bool {
        RESERVED.contains(&self.0.trim_matches('_'))
    }

    /// Whether an account has or had this name, or something else of ours is addressed by it on a stall.
    pub fn is_taken(&self, c: &mut Conn) -> QueryResult<bool> {
        let account = accounts::table.filter(accounts::name.eq(self.as_str()));
        if diesel::select(diesel::dsl::exists(account)).get_result(c)? {
            return Ok(true);
        }
        let actor = actors::table.filter(actors::username.eq(self.as_str())).filter(actors::stall.is_not_null());
        diesel::select(diesel::dsl::exists(actor)).get_result(c)
    }

    /// The name.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Name {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}
