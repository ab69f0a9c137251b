//! A member's account: who may log in, under which name, with which role.
//!
//! A row without an e-mail address is no account but a name that is kept: that of a deleted account, or of a sign-up
//! with an address that is known already ([`sign_up`]). No query here returns one.

mod credentials;
mod list;
mod name;
pub mod sign_up;
mod standing;
#[cfg(test)]
mod tests;

use std::fmt;

use chrono::NaiveDateTime;
use diesel::prelude::*;
use serde::{Deserialize, Serialize};
use store::{Conn, Json};

pub use credentials::{NewAddress, NewAddressError};
pub use list::{Counts, Filter, State};
pub use name::{Name, NameError};
pub use sign_up::{Mistake, NewMember, RegistrationMode, SignUp, SignUpError, SignedUp};
pub use standing::{Refusal, StandingError};

use crate::email::Email;
use crate::invite::InviteId;
use crate::schema::accounts;

store::id_type! {
    /// Names an account.
    pub AccountId
}

store::text_enum! {
    /// What an account may do for the club, from the least to the most.
    pub Role {
        /// Uses the stalls.
        Member = "member",
        /// Decides on reports and sign-ups, and limits accounts and hosts.
        Moderator = "moderator",
        /// Changes the club's settings, and appoints moderators.
        Admin = "admin",
        /// Appoints administrators. A club that has one always keeps one.
        Owner = "owner",
    }
}

/// How the pages look to a member, wherever they log in.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Preferences {
    /// The theme; the club's where unset.
    pub theme: Option<String>,
    /// Light, dark, or as the browser says.
    pub colours: Colours,
    /// The IANA name of the time zone in which times are shown and typed; UTC where unset.
    pub time_zone: Option<String>,
}

/// A choice between light and dark pages.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Colours {
    /// As the browser says.
    #[default]
    Auto,
    /// Dark on light.
    Light,
    /// Light on dark.
    Dark,
}

/// A row of `accounts`.
#[derive(Clone, Queryable, Selectable, Identifiable)]
#[diesel(table_name = accounts, check_for_backend(store::Backend))]
pub struct Account {
    /// Its number.
    pub id: AccountId,
    /// What it is logged in with, and the name of its actors. It never changes.
    pub name: String,
    /// Where mail reaches the member, in lower case.
    pub email: String,
    /// The password as [`crate::password::hash`] makes it.
    pub password_hash: String,
    /// What it may do for the club.
    pub role: Role,
    /// The language of pages and mails, e.g. `fr`.
    pub locale: String,
    /// How pages look to the member.
    #[diesel(column_name = settings)]
    pub preferences: Json<Preferences>,
    /// Why they want to join, where sign-ups are approved by hand.
    pub reason: Option<String>,
    /// The invitation it was made with.
    pub invite_id: Option<InviteId>,
    /// The key of its one-time codes in base 32, where log-in asks for one.
    pub totp_secret: Option<String>,
    /// The time step of the last one-time code taken, none at or before which is taken again.
    pub totp_step: Option<i64>,
    /// When it signed up.
    pub created_at: NaiveDateTime,
    /// When its address was confirmed.
    pub confirmed_at: Option<NaiveDateTime>,
    /// When the sign-up was approved, by somebody or by the rules.
    pub approved_at: Option<NaiveDateTime>,
    /// Since when it is locked out by the club.
    pub suspended_at: Option<NaiveDateTime>,
    /// When it was deleted.
    pub deleted_at: Option<NaiveDateTime>,
    /// When it was last used, to ten minutes or so.
    pub last_seen_at: Option<NaiveDateTime>,
}

impl fmt::Debug for Account {
    /// Leaves out what no log should keep.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Account")
            .field("id", &self.id)
            .field("name", &self.name)
            .field("role", &self.role)
            .finish_non_exhaustive()
    }
}

impl Account {
    /// The account of that number.
    pub fn find(c: &mut Conn, id: AccountId) -> QueryResult<Option<Self>> {
        Self::get(c, id).optional()
    }

    /// The account of that number, else [`diesel::NotFound`].
    pub fn get(c: &mut Conn, id: AccountId) -> QueryResult<Self> {
        accounts::table.find(id).filter(accounts::email.ne("")).select(Self::as_select()).first(c)
    }

    /// The account of that name, in any case of letters.
    pub fn find_by_name(c: &mut Conn, name: &str) -> QueryResult<Option<Self>> {
        accounts::table
            .filter(accounts::name.eq(name.to_ascii_lowercase()))
            .filter(accounts::email.ne(""))
            .select(Self::as_select())
            .first(c)
            .optional()
    }

    /// The account of that address, however it is written.
    pub fn find_by_email(c: &mut Conn, email: &str) -> QueryResult<Option<Self>> {
        let Ok(email) = Email::parse(email) else {
            return Ok(None);
        };
        accounts::table.filter(accounts::email.eq(email.as_str())).select(Self::as_select()).first(c).optional()
    }

    /// The account that somebody means who types a name or an address to log in.
    pub fn find_by_login(c: &mut Conn, login: &str) -> QueryResult<Option<Self>> {
        let login = login.trim();
        if login.contains('@') { Self::find_by_email(c, login) } else { Self::find_by_name(c, login) }
    }

    /// Changes the language of pages and mails, and how pages look.
    pub fn prefer(&self, c: &mut Conn, locale: &str, preferences: Preferences) -> QueryResult<Self> {
        diesel::update(self)
            .set((accounts::locale.eq(locale), accounts::settings.eq(Json(preferences))))
            .returning(Self::as_returning())
            .get_result(c)
    }

    /// Whether it stands above another account, so that it may suspend, delete or appoint it.
    /// Owners stand above everybody but themselves.
    pub fn outranks(&self, other: &Self) -> bool {
        self.id != other.id && (self.role > other.role || self.role == Role::Owner)
    }
}
