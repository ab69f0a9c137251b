//! How an account comes to be.

use chrono::{Duration, NaiveDateTime};
use diesel::prelude::*;
use store::{Conn, Json, clock};

use super::{Account, AccountId, Name, NameError, Preferences, Role};
use crate::email::{Email, EmailError};
use crate::invite::{Invite, InviteId};
use crate::schema::{accounts, actors};

/// The longest reason for joining, in characters.
pub const REASON_MAX: usize = 2000;

/// How long an address may stay unconfirmed before the sign-up is forgotten.
pub const CONFIRM_WITHIN: Duration = Duration::days(7);

store::text_enum! {
    /// Who may sign up.
    pub RegistrationMode {
        /// Everybody.
        Open = "open",
        /// Everybody, but a moderator decides; an invitation stands for that decision.
        Approval = "approval",
        /// Whoever has an invitation.
        Invite = "invite",
        /// Nobody.
        Closed = "closed",
    }
}

/// What somebody typed to sign up, with the password already checked and hashed.
#[derive(Clone, Copy)]
pub struct SignUp<'a> {
    /// The name they want.
    pub name: &'a str,
    /// Where mail reaches them.
    pub email: &'a str,
    /// The password as [`crate::password::hash`] makes it.
    pub password_hash: &'a str,
    /// The language of the page they signed up on.
    pub locale: &'a str,
    /// Why they want to join.
    pub reason: &'a str,
    /// The code of an invitation; empty without one.
    pub invite: &'a str,
    /// Who may sign up at present.
    pub mode: RegistrationMode,
}

/// What became of a sign-up. The page must answer both alike, so that nobody learns here who has an account.
#[derive(Debug)]
pub enum SignedUp {
    /// A new account, whose address is still to be confirmed: the mail has the token for that.
    New(Account),
    /// The address belongs to an account already: the mail says so. The name that was typed is held until the sign-up
    /// would have been forgotten, else its being free would tell.
    Known {
        /// Whose address it is.
        account: Account,
        /// The row that holds the name. To a program it looks like an account whose address is not confirmed.
        held: AccountId,
    },
}

/// Why a sign-up is refused.
#[derive(Debug, thiserror::Error)]
pub enum SignUpError {
    /// Nobody may sign up.
    #[error("sign-up is closed")]
    Closed,
    /// What is wrong with the form, in its order.
    #[error("{}", .0.iter().map(ToString::to_string).collect::<Vec<_>>().join("; "))]
    Mistakes(Vec<Mistake>),
    /// The database failed.
    #[error(transparent)]
    Database(#[from] diesel::result::Error),
}

/// A field that cannot stay as it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Mistake {
    /// The name.
    #[error(transparent)]
    Name(NameError),
    /// The address.
    #[error(transparent)]
    Email(EmailError),
    /// An account has that address. Only whoever may see all accounts is told.
    #[error("this e-mail address has an account already")]
    EmailTaken,
    /// There is no reason, and a moderator is to decide.
    #[error("a moderator will read this: say in a sentence or two why you would like to join")]
    ReasonMissing,
    /// The reason has more than [`REASON_MAX`] characters.
    #[error("the reason has more than 2000 characters")]
    ReasonTooLong,
    /// There is no invitation, and none gets in without.
    #[error("an invitation is needed to sign up")]
    InviteMissing,
    /// The invitation does not exist, was revoked, has ended or is used up.
    #[error("this invitation is not valid, or no longer")]
    InviteInvalid,
}

impl Mistake {
    /// The field of the form that it is about.
    pub fn field(self) -> &'static str {
        match self {
            Self::Name(_) => "name",
            Self::Email(_) | Self::EmailTaken => "email",
            Self::ReasonMissing | Self::ReasonTooLong => "reason",
            Self::InviteMissing | Self::InviteInvalid => "invite",
        }
    }
}

/// An account that an administrator makes: confirmed and approved from the start.
#[derive(Clone, Copy)]
pub struct NewMember<'a> {
    /// Its name.
    pub name: &'a str,
    /// Where mail reaches the member.
    pub email: &'a str,
    /// The password as [`crate::password::hash`] makes it.
    pub password_hash: &'a str,
    /// The language of pages and mails.
    pub locale: &'a str,
    /// What it may do for the club.
    pub role: Role,
}

#[derive(Insertable)]
#[diesel(table_name = accounts)]
struct NewAccount<'a> {
    id: AccountId,
    name: &'a str,
    email: &'a str,
    password_hash: &'a str,
    role: Role,
    locale: &'a str,
    settings: Json<Preferences>,
    reason: Option<&'a str>,
    invite_id: Option<InviteId>,
    created_at: NaiveDateTime,
    confirmed_at: Option<NaiveDateTime>,
    approved_at: Option<NaiveDateTime>,
}

impl NewAccount<'_> {
    /// None where the name or the address was taken in the meantime.
    fn insert(self, c: &mut Conn) -> QueryResult<Option<Account>> {
        diesel::insert_into(accounts::table)
            .values(self)
            .on_conflict_do_nothing()
            .returning(Account::as_returning())
            .get_result(c)
            .optional()
    }
}

impl Account {
    /// Signs somebody up.
    pub fn sign_up(c: &mut Conn, form: SignUp<'_>) -> Result<SignedUp, SignUpError> {
        if form.mode == RegistrationMode::Closed {
            return Err(SignUpError::Closed);
        }
        let (name, email) = form.check(c)?;
        let invite_id = match form.invite.trim() {
            "" => None,
            // The invitation is used up for a known address too, for the same reason as the name.
            code => Some(Invite::take(c, code)?.ok_or_else(|| mistake(Mistake::InviteInvalid))?),
        };
        let now = clock::now();
        let vouched = form.mode == RegistrationMode::Open || invite_id.is_some();
        let reason = form.reason.trim();
        let row = |email| NewAccount {
            id: AccountId::next(),
            name: name.as_str(),
            email,
            password_hash: form.password_hash,
            role: Role::Member,
            locale: form.locale,
            settings: Json::default(),
            reason: (!reason.is_empty()).then_some(reason),
            invite_id,
            created_at: now,
            confirmed_at: None,
            approved_at: vouched.then_some(now),
        };
        let known = Self::find_by_email(c, email.as_str())?;
        if known.is_none()
            && let Some(account) = row(email.as_str()).insert(c)?
        {
            return Ok(SignedUp::New(account));
        }
        // The second look is for an address that was signed up between the two statements above.
        let known = known.map_or_else(|| Self::find_by_email(c, email.as_str()), |known| Ok(Some(known)))?;
        match (row("").insert(c)?, known) {
            (Some(held), Some(account)) => Ok(SignedUp::Known { account, held: held.id }),
            _ => Err(mistake(Mistake::Name(NameError::Taken))),
        }
    }

    /// Makes an account that needs neither confirmation nor approval. Reserved names are allowed.
    pub fn create(c: &mut Conn, new: NewMember<'_>) -> Result<Self, SignUpError> {
        let mut mistakes = Vec::new();
        let name = Name::parse(new.name).map_err(|e| mistakes.push(Mistake::Name(e))).ok();
        let email = Email::parse(new.email).map_err(|e| mistakes.push(Mistake::Email(e))).ok();
        let (Some(name), Some(email)) = (name, email) else {
            return Err(SignUpError::Mistakes(mistakes));
        };
        if name.is_taken(c)? {
            mistakes.push(Mistake::Name(NameError::Taken));
        }
        if Self::find_by_email(c, email.as_str())?.is_some() {
            mistakes.push(Mistake::EmailTaken);
        }
        if !mistakes.is_empty() {
            return Err(SignUpError::Mistakes(mistakes));
        }
        let now = clock::now();
        let row = NewAccount {
            id: AccountId::next(),
            name: name.as_str(),
            email: email.as_str(),
            password_hash: new.password_hash,
            role: new.role,
            locale: new.locale,
            settings: Json::default(),
            reason: None,
            invite_id: None,
            created_at: now,
            confirmed_at: Some(now),
            approved_at: Some(now),
        };
        row.insert(c)?.ok_or_else(|| mistake(Mistake::Name(NameError::Taken)))
    }

    /// Forgets the sign-ups of before that moment whose address was never confirmed; their names are free again and
    /// their invitations unused. Answers how many.
    pub fn forget_unconfirmed(c: &mut Conn, before: NaiveDateTime) -> QueryResult<usize> {
        let stale: Vec<(AccountId, Option<InviteId>)> = accounts::table
            .filter(accounts::confirmed_at.is_null())
            .filter(accounts::suspended_at.is_null())
            .filter(accounts::deleted_at.is_null())
            .filter(accounts::created_at.lt(before))
            .filter(diesel::dsl::not(diesel::dsl::exists(
                actors::table.filter(actors::account_id.eq(accounts::id.nullable())),
            )))
            .select((accounts::id, accounts::invite_id))
            .load(c)?;
        for (id, invite) in &stale {
            diesel::delete(accounts::table.find(id)).execute(c)?;
            if let Some(invite) = invite {
                Invite::give_back(c, *invite)?;
            }
        }
        Ok(stale.len())
    }
}

impl SignUp<'_> {
    /// What is wrong with the form, as far as can be known before a password is hashed for it. Nothing is written.
    pub fn mistakes(&self, c: &mut Conn) -> QueryResult<Vec<Mistake>> {
        match self.check(c) {
            Ok(_) | Err(SignUpError::Closed) => Ok(Vec::new()),
            Err(SignUpError::Mistakes(mistakes)) => Ok(mistakes),
            Err(SignUpError::Database(error)) => Err(error),
        }
    }

    /// Name and address as they will be kept, or every mistake that can be known beforehand.
    fn check(&self, c: &mut Conn) -> Result<(Name, Email), SignUpError> {
        let mut mistakes = Vec::new();
        let name = self.check_name(c)?.map_err(|e| mistakes.push(Mistake::Name(e))).ok();
        let email = self.check_email(c)?.map_err(|e| mistakes.push(Mistake::Email(e))).ok();
        mistakes.extend(self.check_reason());
        mistakes.extend(self.check_invite(c)?);
        match (name, email) {
            (Some(name), Some(email)) if mistakes.is_empty() => Ok((name, email)),
            _ => Err(SignUpError::Mistakes(mistakes)),
        }
    }

    fn check_name(&self, c: &mut Conn) -> QueryResult<Result<Name, NameError>> {
        Ok(match Name::parse(self.name) {
            Ok(name) if name.is_reserved() => Err(NameError::Reserved),
            Ok(name) if name.is_taken(c)? => Err(NameError::Taken),
            parsed => parsed,
        })
    }

    fn check_email(&self, c: &mut Conn) -> QueryResult<Result<Email, EmailError>> {
        Ok(match Email::parse(self.email) {
            Ok(email) if email.is_blocked(c)? => Err(EmailError::Blocked),
            parsed => parsed,
        })
    }

    fn check_reason(&self) -> Option<Mistake> {
        let reason = self.reason.trim();
        let decided_by_hand = self.mode == RegistrationMode::Approval && self.invite.trim().is_empty();
        if decided_by_hand && reason.is_empty() {
            return Some(Mistake::ReasonMissing);
        }
        (reason.chars().count() > REASON_MAX).then_some(Mistake::ReasonTooLong)
    }

    fn check_invite(&self, c: &mut Conn) -> QueryResult<Option<Mistake>> {
        Ok(match self.invite.trim() {
            "" => (self.mode == RegistrationMode::Invite).then_some(Mistake::InviteMissing),
            code => Invite::find_usable(c, code)?.is_none().then_some(Mistake::InviteInvalid),
        })
    }
}

fn mistake(mistake: Mistake) -> SignUpError {
    SignUpError::Mistakes(vec![mistake])
}
