//! An e-mail address: its shape, and the domains that may not sign up.

use std::fmt;

use chrono::NaiveDateTime;
use diesel::prelude::*;
use store::{Conn, clock};
use url::Host;

use crate::range::Range;
use crate::schema::email_domain_blocks;

/// A lower-case address that every mail server reads alike.
///
/// Two spellings of one mailbox, or an address that a relay takes apart (`a%b@c`, `"a@b"@c`, `a,b@c`), would get past
/// blocks and bind an account to somebody else's mailbox: such addresses are refused rather than understood.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Email(String);

/// Why an address is refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum EmailError {
    /// It is not of the form `name@domain`, or has a form that mail servers read differently.
    #[error("this is not an e-mail address that can be used here")]
    Malformed,
    /// It has more than 320 characters, or a part of it has too many.
    #[error("this e-mail address is too long")]
    TooLong,
    /// Its domain is on the list of those that may not sign up.
    #[error("addresses of this e-mail provider are not accepted")]
    Blocked,
}

impl Email {
    /// Reads what somebody typed.
    pub fn parse(typed: &str) -> Result<Self, EmailError> {
        let typed = typed.trim();
        if typed.chars().count() > 320 {
            return Err(EmailError::TooLong);
        }
        let (local, domain) = typed.split_once('@').ok_or(EmailError::Malformed)?;
        if local.len() > 64 {
            return Err(EmailError::TooLong);
        }
        if !is_local_part(local) {
            return Err(EmailError::Malformed);
        }
        let domain = ascii_domain(domain).ok_or(EmailError::Malformed)?;
        Ok(Self(format!("{}@{domain}", local.to_ascii_lowercase())))
    }

    /// The address.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// What stands after the `@`.
    pub fn domain(&self) -> &str {
        self.0.rsplit_once('@').map_or("", |(_, domain)| domain)
    }

    /// Whether its domain, or one above it, may not sign up.
    pub fn is_blocked(&self, c: &mut Conn) -> QueryResult<bool> {
        let domain = self.domain();
        let above = domain.match_indices('.').filter_map(|(dot, _)| domain.get(dot + 1..));
        let domains: Vec<&str> = std::iter::once(domain).chain(above).collect();
        diesel::select(diesel::dsl::exists(
            email_domain_blocks::table.filter(email_domain_blocks::domain.eq_any(domains)),
        ))
        .get_result(c)
    }
}

impl fmt::Display for Email {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// An unquoted local part (RFC 5322 dot-atom) without the characters that relays interpret.
fn is_local_part(local: &str) -> bool {
    let legal = |b: u8| b.is_ascii_alphanumeric() || b"#$&'*+-/=?^_{|}~".contains(&b);
    local.split('.').all(|atom| !atom.is_empty() && atom.bytes().all(legal))
}

/// The domain in the letters of the DNS; none for an IP address or a bare name other than `localhost`.
fn ascii_domain(domain: &str) -> Option<String> {
    // The parser decodes `%61`, as in a URL; in mail nobody does.
    if domain.contains('%') {
        return None;
    }
    let Ok(Host::Domain(domain)) = Host::parse(domain) else {
        return None;
    };
    let label = |label: &str| {
        (1..=63).contains(&label.len())
            && !label.starts_with('-')
            && !label.ends_with('-')
            && label.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-')
    };
    let qualified = domain.contains('.') || domain == "localhost";
    (qualified && domain.len() <= 253 && domain.split('.').all(label)).then_some(domain)
}

/// Refuses sign-ups with addresses of this domain and of those below it. False where it was refused already, or is no
/// domain.
pub fn block_domain(c: &mut Conn, domain: &str) -> QueryResult<bool> {
    let Some(domain) = ascii_domain(domain.trim()) else {
        return Ok(false);
    };
    let row = (
        email_domain_blocks::domain.eq(domain),
        email_domain_blocks::created_at.eq(clock::now()),
        email_domain_blocks::id.eq(EmailDomainBlockId::next()),
    );
    let added = diesel::insert_into(email_domain_blocks::table).values(row).on_conflict_do_nothing().execute(c)?;
    Ok(added == 1)
}

/// Accepts sign-ups with addresses of this domain again. False where they were accepted anyway.
pub fn unblock_domain(c: &mut Conn, domain: &str) -> QueryResult<bool> {
    let domain = domain.trim().to_ascii_lowercase();
    let removed =
        diesel::delete(email_domain_blocks::table.filter(email_domain_blocks::domain.eq(domain))).execute(c)?;
    Ok(removed == 1)
}

store::id_type! {
    /// Names a refused domain to clients; pages name it by itself.
    pub EmailDomainBlockId
}

/// A row of `email_domain_blocks`: addresses of a domain and of those below it may not sign up.
#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable)]
#[diesel(table_name = email_domain_blocks)]
pub struct EmailDomainBlock {
    /// The domain.
    pub domain: String,
    /// Since when.
    pub created_at: NaiveDateTime,
    /// Its number.
    pub id: EmailDomainBlockId,
}

impl EmailDomainBlock {
    /// By its number.
    pub fn find(c: &mut Conn, id: EmailDomainBlockId) -> QueryResult<Option<Self>> {
        email_domain_blocks::table.filter(email_domain_blocks::id.eq(id)).select(Self::as_select()).first(c).optional()
    }

    /// That of a domain, however it is written.
    pub fn find_by_domain(c: &mut Conn, domain: &str) -> QueryResult<Option<Self>> {
        let Some(domain) = ascii_domain(domain.trim()) else { return Ok(None) };
        email_domain_blocks::table.find(domain).select(Self::as_select()).first(c).optional()
    }

    /// A part of them, by number.
    pub fn page(c: &mut Conn, range: Range, limit: i64) -> QueryResult<Vec<Self>> {
        let query = email_domain_blocks::table.select(Self::as_select());
        Ok(range.arrange(crate::cut!(query, email_domain_blocks::id, range, limit).load(c)?))
    }
}

/// The domains whose addresses may not sign up, by name.
pub fn blocked_domains(c: &mut Conn) -> QueryResult<Vec<String>> {
    email_domain_blocks::table.select(email_domain_blocks::domain).order(email_domain_blocks::domain).load(c)
}
