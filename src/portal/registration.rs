//! Who may sign up at present, and what they are told.

use diesel::QueryResult;
use host::App;
use host::social::account::{RegistrationMode, Role};
use host::social::setting::{self, Settings};
use host::store::Conn;
use serde::Serialize;

/// How the club takes new members.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct Registration {
    /// Who may sign up.
    pub(crate) mode: RegistrationMode,
    /// What those who sign up are asked, where a moderator decides; may be empty.
    pub(crate) question: String,
    /// What is said where nobody may sign up; may be empty.
    pub(crate) closed: String,
    /// Whether mail leaves by itself. Else an administrator passes the links on.
    pub(crate) mails: bool,
}

impl Registration {
    /// As administrators set it; what they did not set is as the configuration says.
    pub(crate) fn load(c: &mut Conn, app: &App) -> QueryResult<Self> {
        let settings = Settings::load(c)?;
        Ok(Self {
            mode: settings.get(&setting::REGISTRATION).unwrap_or(app.config.registration.mode),
            question: settings.get(&setting::APPROVAL_MESSAGE),
            closed: settings.get(&setting::CLOSED_MESSAGE),
            mails: mails(app),
        })
    }
}

/// Whether a mail server is configured.
pub(crate) fn mails(app: &App) -> bool {
    !app.config.mail.url.is_empty()
}

/// Whether members of this role may invite.
pub(crate) fn may_invite(c: &mut Conn, role: Role) -> QueryResult<bool> {
    Ok(role >= setting::INVITES_FROM.get(c)?)
}
