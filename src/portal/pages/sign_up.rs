//! Signing up, in whichever way the club takes new members. The answer does not tell whether an address has an account.

use actix_web::web::Path;
use actix_web::{HttpRequest, HttpResponse};
use host::registration::Registration;
use host::sign_up::{Flaw, Newcomer, Refused};
use host::social::account::{Account, Mistake, NameError};
use host::social::email::EmailError;
use host::social::invite::Invite;
use host::social::password::{self, Weakness};
use host::social::rule::Translated;
use host::store::Conn;
use host::web::{self, Bucket, FieldErrors, Form, Key, Message, Visit, client_ip};
use host::{App, letter};
use serde::{Deserialize, Serialize};

use crate::pages::about::Said;
use crate::query::Query;

#[derive(Serialize)]
struct New<'a> {
    registration: Registration,
    rules: Vec<Said>,
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
    let errors = form.sign_up(&visit, &app).await?;
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
    let (club, code, locale) = (app.clone(), filled.invite.to_owned(), visit.locale.clone());
    let (registration, rules, host) = app
        .db
        .read(move |c| {
            let rules = Translated::list(c)?.iter().map(|rule| Said::of(rule, locale.as_str())).collect();
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

    /// Makes the account, or says all that is wrong.
    async fn sign_up(&self, visit: &Visit, app: &App) -> web::Result<FieldErrors> {
        let Self { name, email, password, reason, invite, .. } = self;
        let [name, email, password, reason, invite] = [name, email, password, reason, invite].map(Clone::clone);
        let newcomer = Newcomer { name, email, password, reason, invite, locale: visit.locale.to_string() };
        let refused = match self.agree {
            true => newcomer.join(app).await.map(drop).err(),
            false => newcomer.flaws(app).await.map_or_else(Some, |flaws| Some(Refused::Flaws(flaws))),
        };
        let mut errors = FieldErrors::new();
        match refused {
            None => return Ok(errors),
            Some(Refused::Flaws(flaws)) => flaws.into_iter().for_each(|flaw| errors.add(flaw.field(), flawed(flaw))),
            Some(Refused::Closed) => return Err(web::Error::forbidden("sign-up is closed")),
            Some(Refused::Failed(error)) => return Err(error),
        }
        if !self.agree {
            errors.add("agree", "sign-up-agree-missing");
        }
        Ok(errors)
    }
}

fn flawed(flaw: Flaw) -> Message {
    match flaw {
        Flaw::Mistake(mistake) => said(mistake),
        Flaw::Password(weakness) => weak(weakness),
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
