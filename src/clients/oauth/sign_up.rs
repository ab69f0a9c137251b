//! Becoming a member by a program, and confirming the address meanwhile.
//!
//! As on the square, no answer tells whether an address has an account.

use actix_web::HttpRequest;
use actix_web::web::Json;
use host::letter;
use host::sign_up::{Flaw, Newcomer, Refused};
use host::social::access_token::{AccessToken, NewToken};
use host::social::account::{Account, Mistake, NameError, NewAddress, NewAddressError};
use host::social::application::Application;
use host::social::email::EmailError;
use host::social::password::Weakness;
use host::web::{Bucket, Key, Locale, client_ip};
use serde::Deserialize;
use utoipa::ToSchema;

use crate::body::Body;
use crate::caller::Caller;
use crate::entities::{Empty, Token};
use crate::error::{Error, Result};
use crate::table::{Access, Table};

pub(super) fn routes(table: &mut Table) {
    table.post("/api/v1/accounts", Access::App("write:accounts"), create);
    table.post("/api/v1/emails/confirmations", Access::App("write:accounts"), mail_again);
    table.get("/api/v1/emails/check_confirmation", Access::Token, is_confirmed);
}

/// What somebody says to sign up.
#[derive(Debug, Default, Deserialize, ToSchema)]
struct SignUp {
    /// The name they want.
    #[serde(default)]
    username: String,
    /// Where mail reaches them.
    #[serde(default)]
    email: String,
    /// The password.
    #[serde(default)]
    password: String,
    /// Whether they agree to the rules.
    #[serde(default)]
    agreement: bool,
    /// The language that they are spoken to in.
    #[serde(default)]
    locale: String,
    /// Why they want to join.
    #[serde(default)]
    reason: String,
    /// The code of an invitation.
    #[serde(default)]
    invite_code: String,
}

/// Signs somebody up, and gives the program the token with which it acts for them once they may log in.
async fn create(req: HttpRequest, caller: Caller, body: Body<SignUp>) -> Result<Json<Token>> {
    let application = own_application(&caller).await?;
    caller.app.web.limiter.check(Bucket::SignUp, Key::address(client_ip(&req)))?;
    let said = body.into_inner();
    let newcomer = Newcomer {
        name: said.username,
        email: said.email,
        password: said.password,
        reason: said.reason,
        invite: said.invite_code,
        locale: language(&caller, &said.locale).to_string(),
    };
    if !said.agreement {
        let flaws = newcomer.flaws(&caller.app).await.map_err(refused)?;
        return Err(flawed(&flaws, false));
    }
    let account = newcomer.join(&caller.app).await.map_err(refused)?;
    let issued = caller
        .app
        .db
        .write(move |c| AccessToken::issue(c, NewToken::of_member(&application, account, &application.scopes)));
    let (token, secret) = issued.await?;
    Ok(Json(Token::new(&token, secret)))
}

/// The program whose own token this is: nobody signs up in a member's name.
async fn own_application(caller: &Caller) -> Result<Application> {
    let token = caller.bearer.as_ref().map(|bearer| &bearer.token).filter(|token| token.account_id.is_none());
    let id = token
        .and_then(|token| token.application_id)
        .ok_or_else(|| Error::unprocessable("This method requires a client credentials authentication"))?;
    let found = caller.app.db.read(move |c| Application::find(c, id)).await?;
    found.ok_or_else(Error::unauthorized)
}

fn language(caller: &Caller, asked: &str) -> Locale {
    caller.app.web.themes.translations().find(asked).unwrap_or_else(|| caller.app.web.club().locale.clone())
}

fn refused(refused: Refused) -> Error {
    match refused {
        Refused::Closed => Error::forbidden("This action is not allowed"),
        Refused::Flaws(flaws) => flawed(&flaws, true),
        Refused::Failed(error) => error.into(),
    }
}

/// Everything that is wrong, by the names that programs give the fields.
fn flawed(flaws: &[Flaw], agreed: bool) -> Error {
    let said = flaws.iter().map(|flaw| {
        let field = match flaw.field() {
            "name" => "username",
            "invite" => "invite_code",
            field => field,
        };
        (field, code(*flaw), flaw.to_string())
    });
    let missing = (!agreed).then(|| ("agreement", "ERR_ACCEPTED", "must be accepted".to_owned()));
    let said: Vec<(&str, &str, String)> = said.chain(missing).collect();
    let sentence: Vec<String> = said.iter().map(|(field, _, words)| format!("{field}: {words}")).collect();
    let error = Error::unprocessable(format!("Validation failed: {}", sentence.join(", ")));
    said.into_iter().fold(error, |error, (field, code, words)| error.with(field, code, words))
}

/// Mastodon's code for a flaw.
fn code(flaw: Flaw) -> &'static str {
    match flaw {
        Flaw::Mistake(mistake) => match mistake {
            Mistake::Name(NameError::Reserved) => "ERR_RESERVED",
            Mistake::Name(NameError::Taken) | Mistake::EmailTaken => "ERR_TAKEN",
            Mistake::Name(NameError::Malformed) | Mistake::InviteInvalid => "ERR_INVALID",
            Mistake::Email(error) => code_of_address(error),
            Mistake::ReasonMissing | Mistake::InviteMissing => "ERR_BLANK",
            Mistake::ReasonTooLong => "ERR_TOO_LONG",
        },
        Flaw::Password(Weakness::TooShort) => "ERR_TOO_SHORT",
        Flaw::Password(Weakness::TooLong) => "ERR_TOO_LONG",
        Flaw::Password(Weakness::Personal | Weakness::Common) => "ERR_INVALID",
    }
}

fn code_of_address(error: EmailError) -> &'static str {
    match error {
        EmailError::Malformed => "ERR_INVALID",
        EmailError::TooLong => "ERR_TOO_LONG",
        EmailError::Blocked => "ERR_BLOCKED",
    }
}

/// Another address, where the first was mistyped.
#[derive(Debug, Default, Deserialize, ToSchema)]
struct Again {
    /// The address; the same as before where there is none.
    email: Option<String>,
}

/// Mails the link again that confirms the address, to another one where the newcomer says so.
async fn mail_again(req: HttpRequest, caller: Caller, body: Body<Again>) -> Result<Json<Empty>> {
    let newcomer = caller.bearer.as_ref().and_then(|bearer| bearer.newcomer.clone());
    let newcomer = newcomer.filter(|account| account.confirmed_at.is_none());
    let newcomer = newcomer.ok_or_else(|| {
        Error::unprocessable("This method is only available while the e-mail is awaiting confirmation")
    })?;
    let address = body.into_inner().email.unwrap_or_else(|| newcomer.email.clone());
    caller.app.web.limiter.check(Bucket::Mail, Key::address(client_ip(&req)))?;
    caller.app.web.limiter.check(Bucket::Mail, Key::word(&address))?;
    // What only holds a name has no mailbox, and must look like the others.
    if newcomer.email.is_empty() {
        return Ok(Json(Empty {}));
    }
    let club = caller.app.clone();
    let mailed = caller.app.db.write(move |c| {
        match newcomer.correct_address(c, &address)? {
            NewAddress::Free(email, token) => {
                letter::confirm(&club, &newcomer, &token).at(email.as_str()).send(c, &club)?;
            }
            NewAddress::Known(account) => letter::known(&club, &account).send(c, &club)?,
        }
        Ok::<_, NewAddressError>(())
    });
    mailed.await.map_err(|error| match error {
        NewAddressError::Refused(error) => Error::invalid("email", code_of_address(error), error.to_string()),
        NewAddressError::Database(error) => error.into(),
    })?;
    Ok(Json(Empty {}))
}

/// Whether the address of the account is confirmed.
async fn is_confirmed(caller: Caller) -> Result<Json<bool>> {
    let bearer = caller.bearer.as_ref().ok_or_else(Error::unauthorized)?;
    let newcomer: Option<&Account> = bearer.newcomer.as_ref();
    if newcomer.is_none() && bearer.member.is_none() {
        return Err(Error::member_needed());
    }
    Ok(Json(newcomer.is_none_or(|account| account.confirmed_at.is_some())))
}
