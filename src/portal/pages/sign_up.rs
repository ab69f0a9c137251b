//! Signing up, in whichever way the club takes new members.
//!
//! Nothing here tells whether an address has an account: both answers look alike, take as long and send one mail.

use actix_web::web::Path;
use actix_web::{HttpRequest, HttpResponse};
use host::App;
use host::social::account::{Account, Mistake, NameError, RegistrationMode, SignUp, SignUpError, SignedUp};
use host::social::email::EmailError;
use host::social::invite::Invite;
use host::social::password::{self, Weakness};
use host::social::rule::Rule;
use host::social::token::{EmailToken, Purpose};
use host::store::Conn;
use host::web::{self, Bucket, FieldErrors, Form, Key, Message, Visit, client_ip};
use serde::{Deserialize, Serialize};

use crate::letter;
use crate::query::Query;
use crate::registration::Registration;

#[derive(Serialize)]
struct New<'a> {
    registration: Registration,
    rules: Vec<String>,
    /// Who invites.
    host: Option<String>,
    form: Filled<'a>,
    hosts: Vec<&'a str>,
}

/// What was typed, but for the password.
#[derive(Serialize, Default)]
struct Filled<'a> {
    name: &'a str,
    email: &'a str,
    reason: &'a str,
    invite: &'a str,
    agree: bool,
}

#[derive(Deserialize)]
pub(super) struct SignUpForm {
    name: String,
    email: String,
    password: String,
    #[serde(default)]
    reason: String,
    #[serde(default)]
    invite: String,
    #[serde(default)]
    agree: bool,
}

#[derive(Deserialize, Default)]
pub(super) struct Asked {
    #[serde(default)]
    invite: String,
}

/// `GET /sign-up`
pub(super) async fn new(visit: Visit, app: App, query: Query<Asked>) -> web::Result<HttpResponse> {
    if visit.member.is_some() {
        return Ok(visit.see_other("/"));
    }
    let filled = Filled { invite: &query.0.invite, ..Filled::default() };
    page(&visit, &app, filled, &FieldErrors::new()).await
}

/// `GET /invite/{code}`
pub(super) async fn invited(visit: Visit, app: App, code: Path<String>) -> web::Result<HttpResponse> {
    let asked = Asked { invite: code.into_inner() };
    new(visit, app, Query(asked)).await
}

/// `POST /sign-up`
pub(super) async fn create(
    req: HttpRequest,
    visit: Visit,
    app: App,
    form: Form<SignUpForm>,
) -> web::Result<HttpResponse> {
    let form = form.into_inner();
    app.web.limiter.check(Bucket::SignUp, Key::address(client_ip(&req)))?;
    let errors = match form.mistakes(&visit, &app).await? {
        errors if errors.is_empty() => {
            app.web.limiter.check(Bucket::Mail, Key::word(&form.email))?;
            form.sign_up(&visit, &app).await?
        }
        errors => errors,
    };
    if errors.is_empty() {
        Ok(visit.see_other("/sign-up/sent"))
    } else {
        page(&visit, &app, form.filled(), &errors).await
    }
}

#[derive(Serialize)]
struct Sent {
    registration: Registration,
}

/// `GET /sign-up/sent`: what happens next; the same for everybody.
pub(super) async fn sent(visit: Visit, app: App) -> web::Result<HttpResponse> {
    let registration = app.db.read({
        let app = app.clone();
        move |c| Registration::load(c, &app)
    });
    visit.render("square/sign_up/sent.html", &Sent { registration: registration.await? })
}

async fn page(visit: &Visit, app: &App, filled: Filled<'_>, errors: &FieldErrors) -> web::Result<HttpResponse> {
    let (club, code) = (app.clone(), filled.invite.to_owned());
    let (registration, rules, host) = app
        .db
        .read(move |c| {
            let rules = Rule::list(c)?.into_iter().map(|rule| rule.text).collect();
            Ok::<_, web::Error>((Registration::load(c, &club)?, rules, inviter(c, &code)?))
        })
        .await?;
    let mut errors = errors.clone();
    if errors.is_empty() && !filled.invite.is_empty() && host.is_none() {
        errors.add("invite", "sign-up-invite-invalid");
    }
    let hosts = app.hosts.stalls().iter().map(|stall| stall.origin.host()).collect();
    let page = New { registration, rules, host, form: filled, hosts };
    match errors.is_empty() {
        true => visit.render("square/sign_up/new.html", &page),
        false => visit.render_invalid("square/sign_up/new.html", &page, &errors),
    }
}

fn inviter(c: &mut Conn, code: &str) -> diesel::QueryResult<Option<String>> {
    if code.is_empty() {
        return Ok(None);
    }
    let Some(invite) = Invite::find_usable(c, code)? else { return Ok(None) };
    Ok(Account::find(c, invite.account_id)?.map(|account| account.name))
}

impl SignUpForm {
    fn filled(&self) -> Filled<'_> {
        let Self { name, email, reason, invite, agree, .. } = self;
        Filled { name, email, reason, invite, agree: *agree }
    }

    fn as_sign_up<'a>(&'a self, hash: &'a str, locale: &'a str, mode: RegistrationMode) -> SignUp<'a> {
        let Self { name, email, reason, invite, .. } = self;
        SignUp { name, email, password_hash: hash, locale, reason, invite, mode }
    }

    /// All that is wrong, before a password is hashed for it.
    async fn mistakes(&self, visit: &Visit, app: &App) -> web::Result<FieldErrors> {
        let (form, club, locale) = (self.clone_fields(), app.clone(), visit.locale.to_string());
        let mistakes = app.db.read(move |c| {
            let mode = Registration::load(c, &club)?.mode;
            if mode == RegistrationMode::Closed {
                return Err(web::Error::forbidden("sign-up is closed"));
            }
            Ok(form.as_sign_up("", &locale, mode).mistakes(c)?)
        });
        let mut errors = FieldErrors::new();
        for mistake in mistakes.await? {
            errors.add(mistake.field(), said(mistake));
        }
        if let Err(weakness) = password::check(&self.password, &self.name, &self.email) {
            errors.add("password", weak(weakness));
        }
        if !self.agree {
            errors.add("agree", "sign-up-agree-missing");
        }
        Ok(errors)
    }

    /// Makes the account and queues the mail to its address.
    async fn sign_up(&self, visit: &Visit, app: &App) -> web::Result<FieldErrors> {
        let hash = password::hash_off_thread(self.password.clone()).await.map_err(web::Error::internal)?;
        let (form, club, locale) = (self.clone_fields(), app.clone(), visit.locale.to_string());
        let outcome = app.db.write(move |c| {
            let mode = Registration::load(c, &club)?.mode;
            match Account::sign_up(c, form.as_sign_up(&hash, &locale, mode))? {
                SignedUp::New(account) => {
                    let token = EmailToken::issue(c, account.id, Purpose::Confirm, &account.email)?;
                    letter::confirm(&club, &account, &token).send(c, &club)?;
                }
                SignedUp::Known(account) => letter::known(&club, &account).send(c, &club)?,
            }
            Ok::<_, SignUpError>(())
        });
        let mut errors = FieldErrors::new();
        match outcome.await {
            Ok(()) => {}
            Err(SignUpError::Mistakes(mistakes)) => mistakes.into_iter().for_each(|m| errors.add(m.field(), said(m))),
            Err(SignUpError::Closed) => return Err(web::Error::forbidden("sign-up is closed")),
            Err(SignUpError::Database(error)) => return Err(error.into()),
        }
        Ok(errors)
    }

    /// What the database is asked about; the password stays here.
    fn clone_fields(&self) -> Self {
        let Self { name, email, reason, invite, agree, .. } = self;
        let (name, email, reason, invite) = (name.clone(), email.clone(), reason.clone(), invite.clone());
        Self { name, email, password: String::new(), reason, invite, agree: *agree }
    }
}

/// What is said of a mistake beside its field.
pub(super) fn said(mistake: Mistake) -> Message {
    Message::new(match mistake {
        Mistake::Name(NameError::Malformed) => "sign-up-name-malformed",
        Mistake::Name(NameError::Reserved) => "sign-up-name-reserved",
        Mistake::Name(NameError::Taken) => "sign-up-name-taken",
        Mistake::Email(error) => return unusable(error),
        Mistake::EmailTaken => "sign-up-email-taken",
        Mistake::ReasonMissing => "sign-up-reason-missing",
        Mistake::ReasonTooLong => "sign-up-reason-long",
        Mistake::InviteMissing => "sign-up-invite-missing",
        Mistake::InviteInvalid => "sign-up-invite-invalid",
    })
}

/// Why an address cannot be used.
pub(super) fn unusable(error: EmailError) -> Message {
    Message::new(match error {
        EmailError::Malformed => "sign-up-email-malformed",
        EmailError::TooLong => "sign-up-email-long",
        EmailError::Blocked => "sign-up-email-blocked",
    })
}

/// Why a password will not do.
pub(super) fn weak(weakness: Weakness) -> Message {
    match weakness {
        Weakness::TooShort => Message::new("password-short").with("least", password::LENGTH_MIN),
        Weakness::TooLong => Message::new("password-long").with("most", password::LENGTH_MAX),
        Weakness::Personal => Message::new("password-personal"),
        Weakness::Common => Message::new("password-common"),
    }
}

/// A sign-up whose address is confirmed: actors where it may log in, else a word to those who decide.
pub(super) async fn settle(app: &App, account: &Account) -> web::Result<()> {
    if account.may_log_in().is_ok() {
        return host::membership::settle(app, account.id).await.map_err(web::Error::internal);
    }
    let (club, newcomer) = (app.clone(), account.clone());
    app.db
        .write(move |c| {
            for moderator in Account::staff(c)? {
                letter::pending(&club, &moderator, &newcomer).send(c, &club)?;
            }
            Ok::<_, web::Error>(())
        })
        .await
}
