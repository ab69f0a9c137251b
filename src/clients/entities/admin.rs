//! What moderators and administrators see (`Admin::…`).

use host::social::account::{self, State};
use host::social::actor::Actor;
use host::social::domain::{DomainPolicy, Severity, fingerprint};
use host::social::email::EmailDomainBlock;
use serde::Serialize;
use utoipa::ToSchema;

use super::{Account, History, Moment, Role, Rule, Status, View, role};

/// An account as moderators see it (`Admin::Account`).
#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct AdminAccount {
    /// Its number: that of its actor here, or of a sign-up that waits.
    pub(crate) id: String,
    /// Its user name.
    pub(crate) username: String,
    /// Its host, where that is not this stall.
    pub(crate) domain: Option<String>,
    /// When it was made.
    pub(crate) created_at: Moment,
    /// Where mail reaches it.
    pub(crate) email: Option<String>,
    /// Where it was last used from; that stands with its sessions, and nowhere else.
    pub(crate) ip: Option<String>,
    /// Where else it was used from.
    pub(crate) ips: Vec<AdminIp>,
    /// The language of its pages.
    pub(crate) locale: Option<String>,
    /// Why they want to join.
    pub(crate) invite_request: Option<String>,
    /// What it may do for the club.
    pub(crate) role: Option<Role>,
    /// Whether its address is confirmed.
    pub(crate) confirmed: bool,
    /// Whether its sign-up was approved.
    pub(crate) approved: bool,
    /// Whether its log-in is switched off; a suspension does that.
    pub(crate) disabled: bool,
    /// Whether it is left out of public timelines.
    pub(crate) silenced: bool,
    /// Whether it is kept out.
    pub(crate) suspended: bool,
    /// Whether all its media are hidden at first; that cannot be set.
    pub(crate) sensitized: bool,
    /// The account as everybody sees it.
    pub(crate) account: Account,
}

/// Where an account was used from.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct AdminIp {
    /// The network address.
    pub(crate) ip: String,
    /// When.
    pub(crate) used_at: Moment,
}

/// A report as moderators see it (`Admin::Report`).
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct AdminReport {
    /// Its number.
    pub(crate) id: String,
    /// Whether it is settled.
    pub(crate) action_taken: bool,
    /// Since when.
    pub(crate) action_taken_at: Option<Moment>,
    /// `spam`, `legal`, `violation` or `other`.
    pub(crate) category: &'static str,
    /// The reporter's words.
    pub(crate) comment: String,
    /// Whether the server of the reported account was told.
    pub(crate) forwarded: bool,
    /// When it was made.
    pub(crate) created_at: Moment,
    /// When moderators last changed something about it.
    pub(crate) updated_at: Moment,
    /// Who reports.
    pub(crate) account: AdminAccount,
    /// Who is reported.
    pub(crate) target_account: AdminAccount,
    /// Who looks after it.
    pub(crate) assigned_account: Option<AdminAccount>,
    /// Who settled it.
    pub(crate) action_taken_by_account: Option<AdminAccount>,
    /// What is reported.
    pub(crate) statuses: Vec<Status>,
    /// The rules that it names.
    pub(crate) rules: Vec<Rule>,
}

/// A server that is kept out or kept quiet (`Admin::DomainBlock`).
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct AdminDomainBlock {
    /// Its number.
    pub(crate) id: String,
    /// Its host.
    pub(crate) domain: String,
    /// The SHA-256 of its host, in hexadecimal.
    pub(crate) digest: String,
    /// Since when.
    pub(crate) created_at: Moment,
    /// `noop`, `silence` or `suspend`.
    pub(crate) severity: &'static str,
    /// Whether its media are not fetched.
    pub(crate) reject_media: bool,
    /// Whether its reports are not taken; they are.
    pub(crate) reject_reports: bool,
    /// Why, for other moderators.
    pub(crate) private_comment: Option<String>,
    /// Why, for everybody; nothing is said.
    pub(crate) public_comment: Option<String>,
    /// Whether its host is half hidden where it is shown; it is not.
    pub(crate) obfuscate: bool,
}

/// A server that is welcome (`Admin::DomainAllow`).
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct AdminDomainAllow {
    /// Its number.
    pub(crate) id: String,
    /// Its host.
    pub(crate) domain: String,
    /// Since when.
    pub(crate) created_at: Moment,
}

/// A domain whose addresses may not sign up (`Admin::EmailDomainBlock`).
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct AdminEmailDomainBlock {
    /// Its number.
    pub(crate) id: String,
    /// The domain.
    pub(crate) domain: String,
    /// Since when.
    pub(crate) created_at: Moment,
    /// How many tried lately; not counted.
    pub(crate) history: Vec<History>,
}

impl View {
    /// An actor as moderators see it, with its account where it has one here.
    pub(crate) fn admin_account(&self, actor: &Actor, account: Option<&account::Account>) -> AdminAccount {
        let state = account.map(account::Account::state);
        let shown = self.account(actor);
        AdminAccount {
            id: shown.id.clone(),
            username: actor.username.clone(),
            domain: (actor.stall.as_deref() != Some(self.stall.name)).then(|| actor.host.clone()),
            created_at: Moment(account.map_or(actor.created_at, |account| account.created_at)),
            email: account.map(|account| account.email.clone()),
            ip: None,
            ips: Vec::new(),
            locale: account.map(|account| account.locale.clone()),
            invite_request: account.and_then(|account| account.reason.clone()),
            role: account.map(|account| role(account.role)),
            confirmed: state.is_none_or(|state| state != State::Unconfirmed),
            approved: account.is_none_or(|account| account.approved_at.is_some()),
            disabled: false,
            silenced: actor.silenced_at.is_some(),
            suspended: actor.suspended_at.is_some() || state == Some(State::Suspended),
            sensitized: false,
            account: shown,
        }
    }
}

/// What clients call a policy that keeps out, or quiet, or neither.
pub(crate) fn severity(severity: Severity) -> &'static str {
    match severity {
        Severity::Block => "suspend",
        Severity::Silence => "silence",
        Severity::None | Severity::Allow => "noop",
    }
}

/// The policy that clients call so.
pub(crate) fn severity_of(name: &str) -> Option<Severity> {
    match name {
        "suspend" => Some(Severity::Block),
        "silence" => Some(Severity::Silence),
        "noop" => Some(Severity::None),
        _ => None,
    }
}

impl From<DomainPolicy> for AdminDomainBlock {
    fn from(policy: DomainPolicy) -> Self {
        Self {
            id: policy.id.to_string(),
            digest: fingerprint(&policy.host),
            domain: policy.host,
            created_at: Moment(policy.created_at),
            severity: severity(policy.severity),
            reject_media: policy.reject_media,
            reject_reports: false,
            private_comment: Some(policy.reason).filter(|reason| !reason.is_empty()),
            public_comment: None,
            obfuscate: false,
        }
    }
}

impl From<DomainPolicy> for AdminDomainAllow {
    fn from(policy: DomainPolicy) -> Self {
        Self { id: policy.id.to_string(), domain: policy.host, created_at: Moment(policy.created_at) }
    }
}

impl From<EmailDomainBlock> for AdminEmailDomainBlock {
    fn from(block: EmailDomainBlock) -> Self {
        let (id, created_at) = (block.id.to_string(), Moment(block.created_at));
        Self { id, domain: block.domain, created_at, history: Vec::new() }
    }
}
