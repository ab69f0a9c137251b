//! Handles: `@ana`, `@ana@microblog.left.test:8111`.

use std::fmt;
use std::str::FromStr;

/// The name of an actor as people write it: a username, and the host where it lives unless that is understood.
///
/// The host is kept in lower case and as ASCII (`bücher.example` becomes `xn--bcher-kva.example`), with its port where
/// one was given. The username keeps its case.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Handle {
    /// Letters, digits and `_`, with single runs of `.` or `-` between.
    pub username: String,
    /// Where the actor lives, or `None` for the stall that is meant by context.
    pub host: Option<String>,
}

/// Text that is no handle.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{0:?} is not a handle: write @name or @name@host")]
pub struct NotAHandle(pub String);

/// The longest username and the longest host that are understood, in bytes.
const MAX_USERNAME: usize = 2048;
const MAX_HOST: usize = 261;

impl Handle {
    /// A handle with its host.
    pub fn new(username: &str, host: &str) -> Result<Self, NotAHandle> {
        format!("{username}@{host}").parse()
    }

    /// Whether both name the same actor; usernames are compared without regard to case, hosts to the letter.
    pub fn same(&self, other: &Handle) -> bool {
        self.host == other.host && self.username.eq_ignore_ascii_case(&other.username)
    }

    /// The `acct:` form that WebFinger asks for (RFC 7565), for a handle with a host.
    pub fn acct(&self) -> Option<String> {
        self.host.as_ref().map(|host| format!("acct:{}@{host}", self.username))
    }
}

impl fmt::Display for Handle {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.host {
            Some(host) => write!(f, "@{}@{host}", self.username),
            None => write!(f, "@{}", self.username),
        }
    }
}

impl FromStr for Handle {
    type Err = NotAHandle;

    /// Reads `@name`, `name`, `@name@host`, `name@host:port` and `acct:name@host`.
    fn from_str(s: &str) -> Result<Self, NotAHandle> {
        let refuse = || NotAHandle(s.to_owned());
        let s = s.trim();
        let bare = s.strip_prefix("acct:").unwrap_or(s);
        let bare = bare.strip_prefix('@').unwrap_or(bare);
        let (username, host) = match bare.split_once('@') {
            Some((username, host)) => (username, Some(normalise_host(host).ok_or_else(refuse)?)),
            None => (bare, None),
        };
        if !is_username(username) {
            return Err(refuse());
        }
        Ok(Self { username: username.to_owned(), host })
    }
}

/// Whether a name may stand before the `@`: what Mastodon accepts from others, `[a-z0-9_]+([.-]+[a-z0-9_]+)*` in any case.
pub fn is_username(name: &str) -> bool {
    let word = |b: u8| b.is_ascii_alphanumeric() || b == b'_';
    name.len() <= MAX_USERNAME
        && name.bytes().all(|b| word(b) || b == b'.' || b == b'-')
        && name.bytes().next().is_some_and(word)
        && name.bytes().next_back().is_some_and(word)
}

/// A host, with its port where one is given, in the one form in which hosts are compared; `None` for what is no host.
pub fn normalise_host(host: &str) -> Option<String> {
    let (name, port) = match host.rsplit_once(':') {
        Some((name, port)) if !host.ends_with(']') => (name, Some(port.parse::<u16>().ok().filter(|p| *p != 0)?)),
        _ => (host, None),
    };
    let name = url::Host::parse(name).ok()?.to_string();
    let normal = match port {
        Some(port) => format!("{name}:{port}"),
        None => name,
    };
    (normal.len() <= MAX_HOST && !normal.ends_with('.')).then_some(normal)
}
