//! Mails to members, in their own language. Links lead to the hosts of the configuration, whatever host a request named.

use diesel::QueryResult;
use social::account::Account;
use social::mail::Mail;
use social::secret::Secret;
use social::setting;
use store::Conn;
use web::{Locale, Message};

use crate::App;

/// A mail that is about to be queued.
pub struct Letter {
    to: String,
    locale: String,
    subject: Message,
    body: Message,
}

impl Letter {
    /// To an account, about what `key` names: `mail-<key>-subject` and `mail-<key>-body`.
    fn to(account: &Account, key: &str) -> Self {
        let message = |part: &str| Message::new(format!("mail-{key}-{part}")).with("name", account.name.as_str());
        Self {
            to: account.email.clone(),
            locale: account.locale.clone(),
            subject: message("subject"),
            body: message("body"),
        }
    }

    /// To somebody who may have no account, in a language that they read.
    pub(crate) fn addressed(address: &str, locale: &str, key: &str) -> Self {
        let message = |part: &str| Message::new(format!("mail-{key}-{part}"));
        let (subject, body) = (message("subject"), message("body"));
        Self { to: address.to_owned(), locale: locale.to_owned(), subject, body }
    }

    /// To another address than the account's.
    #[must_use]
    pub fn at(mut self, address: &str) -> Self {
        self.to = address.to_owned();
        self
    }

    /// Fills in a word.
    #[must_use]
    pub(crate) fn with(mut self, name: &'static str, value: impl Into<String>) -> Self {
        let value = value.into();
        self.subject = self.subject.with(name, value.clone());
        self.body = self.body.with(name, value);
        self
    }

    fn link(self, app: &App, path: &str) -> Self {
        self.with("link", app.web.square_url(path))
    }

    /// Queues it with what else is written in this transaction.
    pub fn send(self, c: &mut Conn, app: &App) -> QueryResult<()> {
        let words = app.web.themes.translations();
        let locale = words.find(&self.locale).unwrap_or_else(Locale::english);
        let club = setting::TITLE.get(c)?;
        let say = |message: Message| words.message(&locale, &message.with("club", club.clone()));
        let signature = Message::new("mail-signature").with("host", app.hosts.square().host());
        let body = format!("{}\n\n-- \n{}\n", say(self.body), say(signature));
        // A line end in a subject would begin another header.
        let subject = say(self.subject).replace(['\r', '\n'], " ");
        Mail::queue(c, &self.to, &subject, &body).map(drop)
    }
}

/// Is this address yours?
pub fn confirm(app: &App, account: &Account, token: &Secret) -> Letter {
    Letter::to(account, "confirm").link(app, &format!("/confirm/{}", token.as_str()))
}

/// Somebody signed up with the address of this account: to whom it belongs is told in the mail, and nowhere else.
pub fn known(app: &App, account: &Account) -> Letter {
    Letter::to(account, "known").link(app, "/password")
}

/// A moderator is asked to decide on a sign-up.
pub fn pending(app: &App, moderator: &Account, newcomer: &Account) -> Letter {
    Letter::to(moderator, "pending")
        .with("newcomer", newcomer.name.as_str())
        .with("reason", newcomer.reason.as_deref().unwrap_or("–"))
        .link(app, &format!("/admin/accounts/{}", newcomer.id))
}

/// A moderator let the account in.
pub fn approved(app: &App, account: &Account) -> Letter {
    Letter::to(account, "approved").link(app, "/log-in")
}

/// A moderator did not let the sign-up in.
pub fn rejected(account: &Account) -> Letter {
    Letter::to(account, "rejected")
}

/// The way to another password.
pub fn reset(app: &App, account: &Account, token: &Secret) -> Letter {
    Letter::to(account, "reset").link(app, &format!("/password/{}", token.as_str()))
}

/// The password was changed; if it was not the member, they can act.
pub fn password_changed(app: &App, account: &Account) -> Letter {
    Letter::to(account, "password-changed").link(app, "/password")
}

/// Is this new address yours?
pub fn new_address(app: &App, account: &Account, address: &str, token: &Secret) -> Letter {
    Letter::to(account, "new-address").at(address).link(app, &format!("/address/{}", token.as_str()))
}

/// Somebody wants to use the address of this account for another one.
pub fn address_known(account: &Account) -> Letter {
    Letter::to(account, "address-known")
}

/// To the old address: another one stands in its place.
pub fn address_changed(account: &Account, old: &str) -> Letter {
    Letter::to(account, "address-changed").at(old).with("address", account.email.as_str())
}

/// Log-in asks for a code now, or no longer.
pub fn second_factor(app: &App, account: &Account, on: bool) -> Letter {
    Letter::to(account, if on { "second-factor-on" } else { "second-factor-off" }).link(app, "/settings/security")
}

/// The archive of the member's things can be had.
pub fn export_ready(app: &App, account: &Account) -> Letter {
    Letter::to(account, "export-ready").link(app, "/settings/export")
}

/// The club locked the account out.
pub fn suspended(account: &Account, reason: &str) -> Letter {
    Letter::to(account, "suspended").with("reason", if reason.is_empty() { "–" } else { reason })
}
