//! What the club decided about other servers.

use std::collections::{HashMap, HashSet};

use aws_lc_rs::digest::{SHA256, digest};
use chrono::NaiveDateTime;
use diesel::prelude::*;
use store::{Conn, clock, signal};

use crate::range::Range;
use crate::schema::{domain_policies, peers};
use crate::setting::{self, FederationMode};

/// The signal raised when it changed who is kept out.
pub const SIGNAL: &str = "policies";

store::text_enum! {
    /// How a host is treated.
    pub Severity {
        /// Nothing from there is taken in, nothing is sent there, its actors are not seen.
        Block = "block",
        /// Its actors are left out of public timelines; who follows them still reads them.
        Silence = "silence",
        /// Neither of the two: the policy carries only its other marks.
        None = "none",
        /// Explicitly welcome: what counts in allow-list mode.
        Allow = "allow",
    }
}

store::id_type! {
    /// Names a policy to clients; pages name it by its host.
    pub PolicyId
}

/// The club's policy towards one host and everything below it.
#[derive(Debug, Clone, Queryable, Selectable, Insertable)]
#[diesel(table_name = domain_policies)]
pub struct DomainPolicy {
    /// Host name, lower case, with the port where it has one; holds for its subdomains too.
    pub host: String,
    /// How it is treated.
    pub severity: Severity,
    /// Pictures and sounds from there are not fetched.
    pub reject_media: bool,
    /// Why, for the other administrators.
    pub reason: String,
    /// Since when.
    pub created_at: NaiveDateTime,
    /// Its number, which stays when it changes.
    pub id: PolicyId,
}

/// Why a policy could not be set.
#[derive(Debug, thiserror::Error)]
pub enum PolicyError {
    /// Not a host name.
    #[error("“{0}” is not a host name such as example.org")]
    NotAHost(String),
    /// The database refused.
    #[error(transparent)]
    Database(#[from] diesel::result::Error),
}

impl DomainPolicy {
    /// Sets the policy of a host, replacing an earlier one.
    pub fn set(
        c: &mut Conn,
        host: &str,
        severity: Severity,
        reject_media: bool,
        reason: &str,
    ) -> Result<Self, PolicyError> {
        let host = normal_host(host).ok_or_else(|| PolicyError::NotAHost(host.to_owned()))?;
        let (id, created_at) = (PolicyId::next(), clock::now());
        let policy = Self { host, severity, reject_media, reason: reason.trim().to_owned(), created_at, id };
        let stored = diesel::insert_into(domain_policies::table)
            .values(&policy)
            .on_conflict(domain_policies::host)
            .do_update()
            .set((
                domain_policies::severity.eq(policy.severity),
                domain_policies::reject_media.eq(policy.reject_media),
                domain_policies::reason.eq(&policy.reason),
                domain_policies::created_at.eq(policy.created_at),
            ))
            .returning(Self::as_returning())
            .get_result(c)?;
        signal::raise(c, SIGNAL);
        Ok(stored)
    }

    /// Forgets the policy of a host; true where there was one.
    pub fn unset(c: &mut Conn, host: &str) -> QueryResult<bool> {
        let host = host.trim().to_lowercase();
        signal::raise(c, SIGNAL);
        Ok(diesel::delete(domain_policies::table.find(host)).execute(c)? > 0)
    }

    /// The nearest policy for a host: its own, else that of a domain above it. Quicker than all [`Policies`], which a club
    /// that borrowed a list has by the thousand.
    pub fn nearest(c: &mut Conn, host: &str) -> QueryResult<Option<Self>> {
        for name in names(host) {
            let found = domain_policies::table.find(name).select(Self::as_select()).first(c).optional()?;
            if found.is_some() {
                return Ok(found);
            }
        }
        Ok(None)
    }

    /// By its number.
    pub fn find(c: &mut Conn, id: PolicyId) -> QueryResult<Option<Self>> {
        domain_policies::table.filter(domain_policies::id.eq(id)).select(Self::as_select()).first(c).optional()
    }

    /// Exactly that of a host, in the form that it is kept in.
    pub fn find_by_host(c: &mut Conn, host: &str) -> QueryResult<Option<Self>> {
        let Some(host) = normal_host(host) else { return Ok(None) };
        domain_policies::table.find(host).select(Self::as_select()).first(c).optional()
    }

    /// A part of the policies of these severities, by number.
    pub fn page(c: &mut Conn, severities: &[Severity], range: Range, limit: i64) -> QueryResult<Vec<Self>> {
        let query =
            domain_policies::table.filter(domain_policies::severity.eq_any(severities)).select(Self::as_select());
        Ok(range.arrange(crate::cut!(query, domain_policies::id, range, limit).load(c)?))
    }

    /// All policies, by host.
    pub fn list(c: &mut Conn) -> QueryResult<Vec<Self>> {
        domain_policies::table.order(domain_policies::host).select(Self::as_select()).load(c)
    }
}

/// All policies at once: what a decision about a host is made of.
#[derive(Debug, Clone, Default)]
pub struct Policies {
    by_host: HashMap<String, (Severity, bool)>,
    allow_list: bool,
}

impl Policies {
    /// Reads them all.
    pub fn load(c: &mut Conn) -> QueryResult<Self> {
        let by_host = domain_policies::table
            .select((domain_policies::host, domain_policies::severity, domain_policies::reject_media))
            .load::<(String, Severity, bool)>(c)?
            .into_iter()
            .map(|(host, severity, reject)| (host, (severity, reject)))
            .collect();
        let allow_list = setting::FEDERATION.get(c)? == FederationMode::AllowList;
        Ok(Self { by_host, allow_list })
    }

    /// Whether nothing is exchanged with the host.
    pub fn blocks(&self, host: &str) -> bool {
        match self.of(host) {
            Some((Severity::Block, _)) => true,
            Some((Severity::Allow, _)) => false,
            _ => self.allow_list,
        }
    }

    /// Whether its actors stay out of public timelines.
    pub fn silences(&self, host: &str) -> bool {
        matches!(self.of(host), Some((Severity::Silence, _)))
    }

    /// Whether its media are not fetched.
    pub fn rejects_media(&self, host: &str) -> bool {
        self.of(host).is_some_and(|(_, reject)| reject)
    }

    /// The nearest policy: of the host itself, else of a domain above it.
    fn of(&self, host: &str) -> Option<(Severity, bool)> {
        if self.by_host.is_empty() {
            return None;
        }
        names(host).find_map(|name| self.by_host.get(&name).copied())
    }
}

/// The names that a policy for a host may stand under, the nearest first: its own, then those of the domains above it. A
/// policy for `example.org` also covers `example.org:8443`.
fn names(host: &str) -> impl Iterator<Item = String> {
    let mut rest = Some(host.to_lowercase());
    std::iter::from_fn(move || {
        let name = rest.take()?;
        rest = name.split_once('.').map(|(_, above)| above.to_owned());
        let bare = name.rsplit_once(':').filter(|(_, port)| port.bytes().all(|b| b.is_ascii_digit()));
        let bare = bare.map(|(bare, _)| bare.to_owned());
        Some(std::iter::once(name).chain(bare))
    })
    .flatten()
}

/// A server that was met, and how deliveries to it fare.
#[derive(Debug, Clone, Queryable, Selectable)]
#[diesel(table_name = peers)]
pub struct Peer {
    /// Host, with the port where it has one.
    pub host: String,
    /// Name of its software, from NodeInfo.
    pub software: Option<String>,
    /// Version of its software, from NodeInfo.
    pub version: Option<String>,
    /// When it was first met.
    pub first_seen_at: NaiveDateTime,
    /// When something last came from it or was taken by it.
    pub last_seen_at: Option<NaiveDateTime>,
    /// Failed deliveries since the last success.
    pub failures: i32,
    /// Since when every delivery failed.
    pub failing_since: Option<NaiveDateTime>,
    /// Until when nothing is sent to it (circuit breaker).
    pub open_until: Option<NaiveDateTime>,
}

impl Peer {
    /// One peer.
    pub fn find(c: &mut Conn, host: &str) -> QueryResult<Option<Self>> {
        peers::table.find(host).select(Self::as_select()).first(c).optional()
    }

    /// The hosts of the peers that run this software.
    pub fn running(c: &mut Conn, software: &str) -> QueryResult<HashSet<String>> {
        let hosts: Vec<String> = peers::table.filter(peers::software.eq(software)).select(peers::host).load(c)?;
        Ok(hosts.into_iter().collect())
    }

    /// The hosts of all peers that ever answered, by name.
    pub fn hosts(c: &mut Conn) -> QueryResult<Vec<String>> {
        peers::table.filter(peers::last_seen_at.is_not_null()).order(peers::host).select(peers::host).load(c)
    }

    /// Peers, those heard of last first.
    pub fn list(c: &mut Conn, limit: i64) -> QueryResult<Vec<Self>> {
        peers::table.order(peers::last_seen_at.desc()).limit(limit).select(Self::as_select()).load(c)
    }

    /// Notes that the peer lives: its failures are forgotten.
    pub fn seen(c: &mut Conn, host: &str) -> QueryResult<()> {
        let now = clock::now();
        diesel::insert_into(peers::table)
            .values((
                peers::host.eq(host),
                peers::first_seen_at.eq(now),
                peers::last_seen_at.eq(now),
                peers::failures.eq(0),
            ))
            .on_conflict(peers::host)
            .do_update()
            .set((
                peers::last_seen_at.eq(now),
                peers::failures.eq(0),
                peers::failing_since.eq(None::<NaiveDateTime>),
                peers::open_until.eq(None::<NaiveDateTime>),
            ))
            .execute(c)?;
        Ok(())
    }

    /// Notes a failed delivery, and until when the peer is left alone.
    pub fn failed(c: &mut Conn, host: &str, open_until: Option<NaiveDateTime>) -> QueryResult<()> {
        let now = clock::now();
        let known = peers::table
            .find(host)
            .select((peers::failures, peers::failing_since))
            .first::<(i32, Option<NaiveDateTime>)>(c)
            .optional()?;
        let (failures, since) = known.unwrap_or((0, None));
        diesel::insert_into(peers::table)
            .values((
                peers::host.eq(host),
                peers::first_seen_at.eq(now),
                peers::failures.eq(1),
                peers::failing_since.eq(now),
                peers::open_until.eq(open_until),
            ))
            .on_conflict(peers::host)
            .do_update()
            .set((
                peers::failures.eq(failures.saturating_add(1)),
                peers::failing_since.eq(since.unwrap_or(now)),
                peers::open_until.eq(open_until),
            ))
            .execute(c)?;
        Ok(())
    }

    /// Remembers what software runs there.
    pub fn runs(c: &mut Conn, host: &str, software: &str, version: &str) -> QueryResult<()> {
        let now = clock::now();
        diesel::insert_into(peers::table)
            .values((
                peers::host.eq(host),
                peers::first_seen_at.eq(now),
                peers::software.eq(software),
                peers::version.eq(version),
            ))
            .on_conflict(peers::host)
            .do_update()
            .set((peers::software.eq(software), peers::version.eq(version)))
            .execute(c)?;
        Ok(())
    }
}

/// By what a host is recognised by those who know it: its SHA-256, in hexadecimal.
pub fn fingerprint(host: &str) -> String {
    hex::encode(digest(&SHA256, host.as_bytes()))
}

/// A host name as it is kept: lower case, no scheme, path, user or trailing dot. `None` for what is none.
pub fn normal_host(host: &str) -> Option<String> {
    let host = host.trim().trim_end_matches('.').trim_start_matches("*.");
    let url = url::Url::parse(&format!("https://{host}/")).ok()?;
    let plain = url.username().is_empty() && url.path() == "/" && url.query().is_none() && url.fragment().is_none();
    let name = url.host_str().filter(|_| plain)?;
    Some(match url.port() {
        Some(port) => format!("{name}:{port}"),
        None => name.to_owned(),
    })
}
