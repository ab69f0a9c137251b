//! What a row of a table says: the columns that Mastodon writes, made into something that can be done.

use url::{Position, Url};

use super::ImportKind;
use crate::text::{Handle, normalise_host};

/// The longest cell that is taken, in bytes: the longest address that Mastodon takes.
pub(super) const LONGEST: usize = 2048;

/// The longest title of a list, in characters.
const LONGEST_TITLE: usize = 256;

/// What a row says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Entry {
    /// The actor follows them. What was not said stays as it is.
    Follow {
        /// Whom.
        who: Handle,
        /// Whether their boosts are shown.
        show_boosts: Option<bool>,
        /// Whether each of their objects is notified.
        notify: Option<bool>,
        /// In which languages they are read.
        languages: Option<Vec<String>>,
    },
    /// They are on a list.
    Member {
        /// The title of the list.
        list: String,
        /// Who.
        who: Handle,
    },
    /// The actor blocks them.
    Block(Handle),
    /// The actor mutes them.
    Mute {
        /// Whom.
        who: Handle,
        /// Whether their notifications are held back too.
        notifications: bool,
    },
    /// The actor hides a host.
    Host(String),
    /// The actor keeps an object.
    Bookmark(Url),
}

store::text_enum! {
    /// Why a row cannot be done.
    pub Refusal {
        /// A cell is longer than any address.
        TooLong = "too-long",
        /// It names nobody: `name@host` is wanted.
        NotAHandle = "not-a-handle",
        /// It names no host.
        NotAHost = "not-a-host",
        /// It is no address of an object.
        NotAnAddress = "not-an-address",
        /// The list has no title, or one that is too long.
        NotATitle = "not-a-title",
        /// Nobody follows, blocks or mutes themself.
        Oneself = "oneself",
        /// Nobody hides a host of the club.
        OurHost = "our-host",
        /// One of the two blocks the other.
        Blocked = "blocked",
        /// They moved elsewhere, or are gone.
        Gone = "gone",
        /// There are as many lists as there may be.
        TooManyLists = "too-many-lists",
        /// There is nobody and nothing there by that name, or nothing that the member may see.
        Nothing = "nothing",
        /// Its server was asked again and again, and does not answer.
        Unreachable = "unreachable",
        /// Its server does not hand it out.
        Refused = "refused",
        /// It is something else than the table says: no person, or no object.
        Unfit = "unfit",
        /// The club does not talk to that server.
        Barred = "barred",
        /// The club talks to no other server.
        Disabled = "disabled",
    }
}

impl Entry {
    /// Reads the cells of a row, which stand in the order of [`ImportKind::columns`]; those that are missing are empty.
    pub fn of(kind: ImportKind, cells: &[String]) -> Result<Self, Refusal> {
        if cells.iter().any(|cell| cell.len() > LONGEST) {
            return Err(Refusal::TooLong);
        }
        let cell = |at: usize| cells.get(at).map_or("", |cell| cell.trim());
        Ok(match kind {
            ImportKind::Following => Self::Follow {
                who: handle(cell(0))?,
                show_boosts: truth(cell(1)),
                notify: truth(cell(2)),
                languages: languages(cell(3)),
            },
            ImportKind::Lists => Self::Member { list: title(cell(0))?, who: handle(cell(1))? },
            ImportKind::Blocks => Self::Block(handle(cell(0))?),
            ImportKind::Mutes => Self::Mute { who: handle(cell(0))?, notifications: truth(cell(1)).unwrap_or(true) },
            ImportKind::Domains => Self::Host(host(cell(0))?),
            ImportKind::Bookmarks => Self::Bookmark(address(cell(0))?),
        })
    }

    /// What has to be found before it can be done: a handle, or an address. A host needs nothing.
    pub fn sought(&self) -> Option<String> {
        match self {
            Self::Follow { who, .. } | Self::Member { who, .. } | Self::Block(who) | Self::Mute { who, .. } => {
                Some(who.to_string())
            }
            Self::Bookmark(url) => Some(url.to_string()),
            Self::Host(_) => None,
        }
    }

    /// The server that knows what is sought.
    pub fn host(&self) -> &str {
        match self {
            Self::Follow { who, .. } | Self::Member { who, .. } | Self::Block(who) | Self::Mute { who, .. } => {
                who.host.as_deref().unwrap_or_default()
            }
            Self::Bookmark(url) => &url[Position::BeforeHost..Position::AfterPort],
            Self::Host(host) => host,
        }
    }
}

fn handle(cell: &str) -> Result<Handle, Refusal> {
    let handle: Handle = cell.parse().map_err(|_| Refusal::NotAHandle)?;
    if handle.host.is_some() { Ok(handle) } else { Err(Refusal::NotAHandle) }
}

fn title(cell: &str) -> Result<String, Refusal> {
    match cell.chars().count() {
        1..=LONGEST_TITLE => Ok(cell.to_owned()),
        _ => Err(Refusal::NotATitle),
    }
}

/// A host, which some write as an address.
fn host(cell: &str) -> Result<String, Refusal> {
    let bare = cell.strip_prefix("https://").or_else(|| cell.strip_prefix("http://")).unwrap_or(cell);
    normalise_host(bare.trim_end_matches('/')).filter(|host| host.contains('.')).ok_or(Refusal::NotAHost)
}

fn address(cell: &str) -> Result<Url, Refusal> {
    let url = Url::parse(cell).ok().filter(|url| matches!(url.scheme(), "http" | "https") && url.has_host());
    url.ok_or(Refusal::NotAnAddress)
}

/// Mastodon takes these for no, and all other words for yes.
fn truth(cell: &str) -> Option<bool> {
    let no = ["0", "f", "false", "off", "n", "no"];
    (!cell.is_empty()).then(|| !no.iter().any(|word| cell.eq_ignore_ascii_case(word)))
}

/// Codes of BCP 47 between commas; what has not the shape of one is left out.
fn languages(cell: &str) -> Option<Vec<String>> {
    let is_code = |code: &&str| {
        (2..=35).contains(&code.len()) && code.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
    };
    let codes: Vec<String> = cell.split(',').map(str::trim).filter(is_code).map(str::to_owned).collect();
    (!codes.is_empty()).then_some(codes)
}
