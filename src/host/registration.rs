//! Who may sign up at present, and what they are told.

use diesel::QueryResult;
use serde::Serialize;
use social::account::{RegistrationMode, Role};
use social::setting::{self, Settings};
use store::Conn;

use crate::App;

/// How the club takes new members.
#[derive(Debug, Clone, Serialize)]
pub struct Registration {
    /// Who may sign up.
    pub mode: RegistrationMode,
    /// What those who sign up are asked, where a moderator decides; may be empty.
    pub question: String,
    /// What is said where nobody may sign up; may be empty.
    pub closed: String,
    /// Whether mail leaves by itself. Else an administrator passes the links on.
    pub mails: bool,
}

impl Registration {
    /// As administrators set it; what they did not set is as the configuration says.
    pub fn load(c: &mut Conn, app: &App) -> QueryResult<Self> {
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
pub fn mails(app: &App) -> bool {
    !app.config.mail.url.is_empty()
}

/// Whether members of this role may invite.
pub fn may_invite(c: &mut Conn, role: Role) -> QueryResult<bool> {
    Ok(role >= setting::INVITES_FROM.get(c)?)
}
