//! A program that members let act for them: what it says of itself when it registers (RFC 7591 in Mastodon's manner).
//!
//! Everybody may register one, and nobody checks what it says: pages show its name as a claim. To its stall it is known by
//! its client id and proves itself with its secret.

use chrono::{Duration, NaiveDateTime};
use diesel::dsl::{exists, not};
use diesel::prelude::*;
use store::{Conn, clock};
use url::Url;

use crate::schema::{access_tokens, applications, authorizations};
use crate::scope::Scopes;
use crate::secret::{self, Secret};

#[cfg(test)]
mod tests;

store::id_type! {
    /// Names an application.
    pub ApplicationId
}

/// The redirect URI of a program that cannot be led back to: the code is shown, to be copied.
pub const OUT_OF_BAND: &str = "urn:ietf:wg:oauth:2.0:oob";

/// The longest name, in characters.
const NAME_MAX: usize = 60;

/// The longest website and redirect URI, in bytes.
const ADDRESS_MAX: usize = 2000;

/// How many redirect URIs a program may have.
const REDIRECTS_MAX: usize = 20;

/// What a browser would run, or show as a page of ours.
const FORBIDDEN_SCHEMES: &[&str] = &["data", "javascript", "vbscript", "blob", "filesystem"];

/// How long a program that nobody lets do anything is remembered.
const UNUSED_FOR: Duration = Duration::days(1);

/// A row of `applications`.
#[derive(Debug, Clone, Queryable, Selectable, Identifiable)]
#[diesel(table_name = applications, check_for_backend(store::Backend))]
pub struct Application {
    /// Its number here.
    pub id: ApplicationId,
    /// The stall where it registered, the only one that knows it.
    pub stall: String,
    /// What it names itself by to us.
    pub client_id: String,
    /// Hash of its secret.
    secret_hash: String,
    /// What it is called.
    pub name: String,
    /// Its website.
    pub website: Option<String>,
    /// Where codes may be sent, a line each.
    redirect_uris: String,
    /// The most that it may ask for.
    pub scopes: Scopes,
    /// When it registered.
    pub created_at: NaiveDateTime,
}

/// What a program says of itself to register.
#[derive(Debug, Clone, Copy)]
pub struct NewApplication<'a> {
    /// The stall where it registers.
    pub stall: &'a str,
    /// What it is called.
    pub name: &'a str,
    /// Its website; may be empty.
    pub website: &'a str,
    /// Where codes may be sent, separated by white space.
    pub redirect_uris: &'a str,
    /// The most that it will ask for.
    pub scopes: &'a Scopes,
}

/// Why a program cannot be registered.
#[derive(Debug, thiserror::Error)]
pub enum RegistrationError {
    /// It has no name.
    #[error("a program needs a name")]
    NameMissing,
    /// Its name has too many characters.
    #[error("the name has more than {NAME_MAX} characters")]
    NameTooLong,
    /// Its website is not an address that a link may lead to.
    #[error("the website is not an http or https address of at most {ADDRESS_MAX} bytes")]
    Website,
    /// There is no redirect URI.
    #[error("a redirect URI is needed; {OUT_OF_BAND} shows the code instead")]
    RedirectMissing,
    /// There are too many redirect URIs.
    #[error("there are more than {REDIRECTS_MAX} redirect URIs")]
    TooManyRedirects,
    /// A redirect URI cannot be led to.
    #[error("“{0}” is not an absolute URI without a fragment, of a scheme that codes may be sent to")]
    Redirect(String),
    /// The database failed.
    #[error(transparent)]
    Database(#[from] diesel::result::Error),
}

impl Application {
    /// Registers a program; the secret is told it once. Errors: see [`RegistrationError`].
    pub fn register(c: &mut Conn, new: NewApplication<'_>) -> Result<(Self, Secret), RegistrationError> {
        let redirect_uris = new.check()?;
        let (name, website, secret) = (new.name.trim(), new.website.trim(), Secret::random());
        let application = diesel::insert_into(applications::table)
            .values((
                applications::id.eq(ApplicationId::next()),
                applications::stall.eq(new.stall),
                applications::client_id.eq(String::from(Secret::random())),
                applications::secret_hash.eq(secret.hash()),
                applications::name.eq(name),
                applications::website.eq((!website.is_empty()).then_some(website)),
                applications::redirect_uris.eq(redirect_uris),
                applications::scopes.eq(new.scopes),
                applications::created_at.eq(clock::now()),
            ))
            .returning(Self::as_returning())
            .get_result(c)?;
        Ok((application, secret))
    }

    /// The program of that number.
    pub fn find(c: &mut Conn, id: ApplicationId) -> QueryResult<Option<Self>> {
        applications::table.find(id).select(Self::as_select()).first(c).optional()
    }

    /// Several, in no order.
    pub fn load(c: &mut Conn, ids: &[ApplicationId]) -> QueryResult<Vec<Self>> {
        applications::table.filter(applications::id.eq_any(ids)).select(Self::as_select()).load(c)
    }

    /// The program that a stall knows by this client id.
    pub fn find_by_client_id(c: &mut Conn, stall: &str, client_id: &str) -> QueryResult<Option<Self>> {
        applications::table
            .filter(applications::client_id.eq(client_id))
            .filter(applications::stall.eq(stall))
            .select(Self::as_select())
            .first(c)
            .optional()
    }

    /// Whether this is its secret. Hashes are compared, so that the time it takes says nothing of the secret itself.
    pub fn proves(&self, secret: &str) -> bool {
        secret::hash(secret) == self.secret_hash
    }

    /// Where codes may be sent.
    pub fn redirect_uris(&self) -> impl Iterator<Item = &str> {
        self.redirect_uris.lines()
    }

    /// Whether codes may be sent there: only to what it registered, to the letter.
    pub fn redirects_to(&self, uri: &str) -> bool {
        self.redirect_uris().any(|own| own == uri)
    }

    /// Forgets programs of before yesterday that hold neither a token nor a code: they register again when they need to.
    pub fn expire(c: &mut Conn) -> QueryResult<()> {
        let tokens = access_tokens::table.filter(access_tokens::application_id.eq(applications::id.nullable()));
        let codes = authorizations::table.filter(authorizations::application_id.eq(applications::id));
        let unused = applications::table
            .filter(applications::created_at.lt(clock::now() - UNUSED_FOR))
            .filter(not(exists(tokens)))
            .filter(not(exists(codes)));
        diesel::delete(unused).execute(c)?;
        Ok(())
    }
}

impl NewApplication<'_> {
    /// Its redirect URIs as they are kept, where all that it says will do.
    fn check(&self) -> Result<String, RegistrationError> {
        match self.name.trim().chars().count() {
            0 => return Err(RegistrationError::NameMissing),
            1..=NAME_MAX => {}
            _ => return Err(RegistrationError::NameTooLong),
        }
        let website = self.website.trim();
        if !website.is_empty() && !is_page(website) {
            return Err(RegistrationError::Website);
        }
        let mut uris: Vec<&str> = Vec::new();
        for uri in self.redirect_uris.split_whitespace() {
            if !may_receive_codes(uri) {
                return Err(RegistrationError::Redirect(uri.to_owned()));
            }
            if !uris.contains(&uri) {
                uris.push(uri);
            }
        }
        match uris.len() {
            0 => Err(RegistrationError::RedirectMissing),
            1..=REDIRECTS_MAX => Ok(uris.join("\n")),
            _ => Err(RegistrationError::TooManyRedirects),
        }
    }
}

fn is_page(address: &str) -> bool {
    address.len() <= ADDRESS_MAX && Url::parse(address).is_ok_and(|url| matches!(url.scheme(), "http" | "https"))
}

/// Whether a browser may be sent there with a code (RFC 6749 §3.1.2). Programs on phones have schemes of their own.
fn may_receive_codes(uri: &str) -> bool {
    let Ok(url) = Url::parse(uri) else { return false };
    uri.len() <= ADDRESS_MAX
        && !uri.contains(char::is_control)
        && url.fragment().is_none()
        && !FORBIDDEN_SCHEMES.contains(&url.scheme())
}
