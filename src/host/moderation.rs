//! What moderators decide on people and servers: the same verbs for the pages of the square and for the programs that moderators use. Each
//! leaves a trace, tells whom it concerns, and refuses whoever does not stand above the one it is about.

#[cfg(test)]
mod tests;

use diesel::QueryResult;
use social::account::{Account, AccountId, StandingError};
use social::actor::{Actor, ActorId};
use social::audit::AuditEntry;
use social::domain::{DomainPolicy, PolicyError, Severity};
use social::email;
use social::report::{Report, ReportId};
use store::Conn;
use web::Error;

use crate::{App, letter, membership};

/// Why something was not done.
#[derive(Debug, thiserror::Error)]
pub enum ModerationError {
    /// There is no such account, or no such actor.
    #[error("there is nobody of that number")]
    Missing,
    /// It stands no lower than who acts on it.
    #[error("the account stands no lower")]
    NoLower,
    /// A stall's own actor is nobody's to keep out.
    #[error("a stall's own actor")]
    StallsOwn,
    /// It is the club's only owner.
    #[error(transparent)]
    LastOwner(StandingError),
    /// It is approved already, so that it can be suspended but not rejected.
    #[error(transparent)]
    Approved(StandingError),
    /// The database failed.
    #[error(transparent)]
    Database(#[from] diesel::result::Error),
}

impl From<StandingError> for ModerationError {
    fn from(error: StandingError) -> Self {
        match error {
            StandingError::Database(error) => Self::Database(error),
            StandingError::LastOwner => Self::LastOwner(error),
            StandingError::Approved => Self::Approved(error),
        }
    }
}

impl From<ModerationError> for Error {
    fn from(error: ModerationError) -> Self {
        match error {
            ModerationError::Missing => Self::not_found("account"),
            ModerationError::NoLower => Self::forbidden("the account stands no lower"),
            ModerationError::StallsOwn => Self::forbidden("a stall's own actor"),
            ModerationError::LastOwner(_) => Self::Conflict("deletion-last-owner".into()),
            ModerationError::Approved(_) => Self::Conflict("account-approved-already".into()),
            ModerationError::Database(error) => error.into(),
        }
    }
}

/// What is decided on an actor, of ours or of another server's.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// It is kept out: nobody sees it, nothing of it is taken in.
    Suspended,
    /// It is let in again.
    Restored,
    /// It is left out of public timelines.
    Silenced,
    /// It is listed again.
    Listed,
}

impl Verdict {
    /// How the trace calls it.
    fn action(self) -> &'static str {
        match self {
            Self::Suspended => "actor.suspend",
            Self::Restored => "actor.restore",
            Self::Silenced => "actor.silence",
            Self::Listed => "actor.unsilence",
        }
    }
}

/// The account that something is decided on.
pub fn find(c: &mut Conn, id: AccountId) -> Result<Account, ModerationError> {
    Account::find(c, id)?.ok_or(ModerationError::Missing)
}

/// The same, where whoever decides stands above it.
pub fn subordinate(c: &mut Conn, me: AccountId, id: AccountId) -> Result<Account, ModerationError> {
    let account = find(c, id)?;
    match Account::get(c, me)?.outranks(&account) {
        true => Ok(account),
        false => Err(ModerationError::NoLower),
    }
}

/// Lets a sign-up in. Without a mail server, its address is taken as confirmed with it. The account gets its actors by
/// [`membership::settle`] afterwards.
pub fn approve(c: &mut Conn, app: &App, me: AccountId, id: AccountId) -> Result<Account, ModerationError> {
    let mut account = find(c, id)?;
    if account.approved_at.is_none() {
        account = account.approve(c, Some(me))?;
        letter::approved(app, &account).send(c, app)?;
    }
    if account.confirmed_at.is_none() && app.config.mail.url.is_empty() {
        account = account.confirm_by_hand(c, Some(me))?;
    }
    Ok(account)
}

/// Turns a sign-up down: nothing is left of it.
pub fn reject(c: &mut Conn, app: &App, me: AccountId, id: AccountId) -> Result<(), ModerationError> {
    let account = find(c, id)?;
    letter::rejected(&account).send(c, app)?;
    // An error rolls back the letter as well.
    Ok(account.reject(c, Some(me))?)
}

/// Locks an account out: its sessions end, its actors are not seen any more.
pub fn suspend(c: &mut Conn, app: &App, me: AccountId, id: AccountId, reason: &str) -> Result<(), ModerationError> {
    let account = subordinate(c, me, id)?.suspend(c, reason, Some(me))?;
    letter::suspended(&account, reason).send(c, app)?;
    Ok(membership::suspend(c, id, true)?)
}

/// Ends that.
pub fn restore(c: &mut Conn, me: AccountId, id: AccountId) -> Result<(), ModerationError> {
    subordinate(c, me, id)?.restore(c, Some(me))?;
    Ok(membership::suspend(c, id, false)?)
}

/// Deletes an account with all its actors; the servers that know them are told.
pub fn delete(c: &mut Conn, app: &App, me: AccountId, id: AccountId) -> Result<(), ModerationError> {
    let account = subordinate(c, me, id)?;
    Ok(membership::delete(c, app, account, Some(me))?)
}

/// Sets the policy towards a host. One of our own hosts is none to have a policy for.
pub fn set_policy(
    c: &mut Conn,
    app: &App,
    me: AccountId,
    host: &str,
    (severity, reject_media, reason): (Severity, bool, &str),
) -> Result<DomainPolicy, PolicyError> {
    if app.hosts.site(host.trim()).is_some() {
        return Err(PolicyError::NotAHost(host.to_owned()));
    }
    let policy = DomainPolicy::set(c, host, severity, reject_media, reason)?;
    AuditEntry::write(c, Some(me), "domain.set", &policy.host, severity.as_str())?;
    Ok(policy)
}

/// Forgets the policy towards a host.
pub fn unset_policy(c: &mut Conn, me: AccountId, host: &str) -> QueryResult<()> {
    AuditEntry::write(c, Some(me), "domain.unset", host, "")?;
    DomainPolicy::unset(c, host).map(drop)
}

/// Refuses sign-ups with addresses of a domain. False where they were refused already, or it is no domain.
pub fn block_email_domain(c: &mut Conn, me: AccountId, domain: &str) -> QueryResult<bool> {
    let added = email::block_domain(c, domain)?;
    if added {
        AuditEntry::write(c, Some(me), "email_domain.block", domain.trim(), "")?;
    }
    Ok(added)
}

/// Accepts them again.
pub fn unblock_email_domain(c: &mut Conn, me: AccountId, domain: &str) -> QueryResult<()> {
    AuditEntry::write(c, Some(me), "email_domain.unblock", domain, "")?;
    email::unblock_domain(c, domain).map(drop)
}

/// Settles a report, or opens it again. False where there is none.
pub fn settle_report(c: &mut Conn, me: AccountId, id: ReportId, settled: bool) -> QueryResult<bool> {
    if Report::find(c, id)?.is_none() {
        return Ok(false);
    }
    let action = if settled { "report.settle" } else { "report.reopen" };
    AuditEntry::write(c, Some(me), action, &id.to_string(), "")?;
    Report::settle(c, id, me, settled)?;
    Ok(true)
}

/// Decides on an actor alone; whatever else the account has stays as it is.
pub fn judge(c: &mut Conn, me: AccountId, id: ActorId, verdict: Verdict) -> Result<(), ModerationError> {
    let actor = Actor::find(c, id)?.ok_or(ModerationError::Missing)?;
    match actor.account_id {
        Some(account) => drop(subordinate(c, me, account)?),
        None if actor.is_of_stall() => return Err(ModerationError::StallsOwn),
        None => {}
    }
    AuditEntry::write(c, Some(me), verdict.action(), &actor.handle(), "")?;
    match verdict {
        Verdict::Suspended => Actor::suspend(c, id, true)?,
        Verdict::Restored => Actor::suspend(c, id, false)?,
        Verdict::Silenced => Actor::silence(c, id, true)?,
        Verdict::Listed => Actor::silence(c, id, false)?,
    }
    Ok(())
}
