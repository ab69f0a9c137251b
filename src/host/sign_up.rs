//! How somebody becomes a member, whether they ask on the square or by a program.
//!
//! Nothing here tells whether an address has an account: both outcomes look alike, take as long and send one mail.

use social::account::{Account, AccountId, Mistake, RegistrationMode, SignUp, SignUpError, SignedUp};
use social::password::{self, Weakness};
use social::token::{EmailToken, Purpose};
use web::{Bucket, Key};

use crate::registration::Registration;
use crate::{App, letter};

/// Somebody who wants to become a member, in their own words.
#[derive(Debug, Clone, Default)]
pub struct Newcomer {
    /// The name they want.
    pub name: String,
    /// Where mail reaches them.
    pub email: String,
    /// The password.
    pub password: String,
    /// Why they want to join.
    pub reason: String,
    /// The code of an invitation; empty without one.
    pub invite: String,
    /// The language that they are spoken to in.
    pub locale: String,
}

/// What is wrong with what somebody said.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Flaw {
    /// With name, address, reason or invitation.
    #[error(transparent)]
    Mistake(#[from] Mistake),
    /// With the password.
    #[error(transparent)]
    Password(#[from] Weakness),
}

/// Why somebody does not become a member.
#[derive(Debug, thiserror::Error)]
pub enum Refused {
    /// Nobody may sign up.
    #[error("sign-up is closed")]
    Closed,
    /// What they said does not hold, and why.
    #[error("{}", .0.iter().map(ToString::to_string).collect::<Vec<_>>().join("; "))]
    Flaws(Vec<Flaw>),
    /// Too many mails went to that address, or we failed.
    #[error(transparent)]
    Failed(#[from] web::Error),
}

impl Flaw {
    /// The field of the form that it is about.
    pub fn field(self) -> &'static str {
        match self {
            Self::Mistake(mistake) => mistake.field(),
            Self::Password(_) => "password",
        }
    }
}

impl Newcomer {
    /// Everything that is wrong, as far as can be known before a password is hashed for it. Nothing is written. Errors:
    /// sign-up is closed, or the database failed.
    pub async fn flaws(&self, app: &App) -> Result<Vec<Flaw>, Refused> {
        let (form, club) = (self.without_password(), app.clone());
        let mistakes = app.db.read(move |c| {
            let mode = Registration::load(c, &club)?.mode;
            match mode {
                RegistrationMode::Closed => Err(Refused::Closed),
                mode => Ok(form.sign_up("", mode).mistakes(c).map_err(web::Error::from)?),
            }
        });
        let mut flaws: Vec<Flaw> = mistakes.await?.into_iter().map(Flaw::from).collect();
        flaws.extend(password::check(&self.password, &self.name, &self.email).err().map(Flaw::from));
        Ok(flaws)
    }

    /// Makes the account and queues the mail that confirms its address. Gives its number, or that of the row that holds the
    /// name where the address is known already. Errors: see [`Refused`].
    pub async fn join(&self, app: &App) -> Result<AccountId, Refused> {
        let flaws = self.flaws(app).await?;
        if !flaws.is_empty() {
            return Err(Refused::Flaws(flaws));
        }
        app.web.limiter.check(Bucket::Mail, Key::word(&self.email))?;
        let hash = password::hash_off_thread(self.password.clone()).await.map_err(web::Error::internal)?;
        let (form, club) = (self.without_password(), app.clone());
        let joined = app.db.write(move |c| {
            let mode = Registration::load(c, &club)?.mode;
            let account = match Account::sign_up(c, form.sign_up(&hash, mode))? {
                SignedUp::New(account) => {
                    let token = EmailToken::issue(c, account.id, Purpose::Confirm, &account.email)?;
                    letter::confirm(&club, &account, &token).send(c, &club)?;
                    account.id
                }
                SignedUp::Known { account, held } => {
                    letter::known(&club, &account).send(c, &club)?;
                    held
                }
            };
            Ok::<_, Refused>(account)
        });
        joined.await
    }

    fn sign_up<'a>(&'a self, hash: &'a str, mode: RegistrationMode) -> SignUp<'a> {
        let Self { name, email, reason, invite, locale, .. } = self;
        SignUp { name, email, password_hash: hash, locale, reason, invite, mode }
    }

    /// What the database is asked about; the password stays here.
    fn without_password(&self) -> Self {
        Self { password: String::new(), ..self.clone() }
    }
}

impl From<SignUpError> for Refused {
    fn from(error: SignUpError) -> Self {
        match error {
            SignUpError::Closed => Self::Closed,
            SignUpError::Mistakes(mistakes) => Self::Flaws(mistakes.into_iter().map(Flaw::from).collect()),
            SignUpError::Database(error) => Self::Failed(error.into()),
        }
    }
}

impl From<diesel::result::Error> for Refused {
    fn from(error: diesel::result::Error) -> Self {
        Self::Failed(error.into())
    }
}
