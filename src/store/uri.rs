//! Our hosts, and the only place where the shapes of our addresses are written.

use std::collections::HashMap;
use std::fmt;
use std::sync::Arc;

use url::Url;

#[cfg(test)]
mod tests;

/// Scheme and host of a site, the host with its port where that is not the scheme's own.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Origin {
    base: Url,
    host: String,
}

/// Why a set of hosts cannot be served.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum HostError {
    /// The host name, or its port, is malformed.
    #[error("{0:?} is not a host name")]
    Malformed(String),
    /// The scheme is neither http nor https.
    #[error("{0:?} is not a scheme: http or https")]
    Scheme(String),
    /// Two sites have the same host.
    #[error("{host} is the host of both {first} and {second}")]
    Twice {
        /// The host in question.
        host: String,
        /// The site that has it.
        first: Site,
        /// The site that wants it too.
        second: Site,
    },
}

impl Origin {
    /// From `http` or `https` and a host with or without port.
    pub fn new(scheme: &str, host: &str) -> Result<Self, HostError> {
        if !matches!(scheme, "http" | "https") {
            return Err(HostError::Scheme(scheme.to_owned()));
        }
        let malformed = || HostError::Malformed(host.to_owned());
        let base = Url::parse(&format!("{scheme}://{host}")).map_err(|_| malformed())?;
        let bare = base.path() == "/" && base.query().is_none() && base.fragment().is_none();
        if !bare || !base.username().is_empty() || base.password().is_some() || host.ends_with('/') {
            return Err(malformed());
        }
        let host = authority(&base).ok_or_else(malformed)?;
        Ok(Self { base, host })
    }

    /// `http` or `https`.
    pub fn scheme(&self) -> &str {
        self.base.scheme()
    }

    /// The host as it stands in handles and in the `Host` header.
    pub fn host(&self) -> &str {
        &self.host
    }

    /// The address of a path, which begins with a slash and is escaped where needed.
    pub fn url(&self, path: &str) -> Url {
        let mut url = self.base.clone();
        url.set_path(path);
        url
    }
}

impl fmt::Display for Origin {
    /// `scheme://host`, without a slash at the end: what browsers send as `Origin`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}://{}", self.scheme(), self.host)
    }
}

/// Host with port, where the port is not the scheme's own.
fn authority(url: &Url) -> Option<String> {
    let host = url.host_str()?;
    Some(match url.port() {
        Some(port) => format!("{host}:{port}"),
        None => host.to_owned(),
    })
}

/// What a host stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Site {
    /// The portal.
    Square,
    /// The stall of that name.
    Stall(&'static str),
}

impl fmt::Display for Site {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Site::Square => "the square",
            Site::Stall(name) => name,
        })
    }
}

/// A stall that is switched on, and the addresses of what it shows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stall {
    /// The name of its module.
    pub name: &'static str,
    /// Where it is served.
    pub origin: Origin,
}

impl Stall {
    /// The id of a local actor: opaque, never made from a name.
    pub fn actor(&self, id: impl Into<i64>) -> Url {
        self.origin.url(&format!("/actors/{}", id.into()))
    }

    /// The id of the actor that signs for the stall as a whole.
    pub fn instance_actor(&self) -> Url {
        self.origin.url("/actor")
    }

    /// The inbox that takes what is meant for any of its actors.
    pub fn shared_inbox(&self) -> Url {
        self.origin.url("/inbox")
    }

    /// The id of a local object.
    pub fn object(&self, id: impl Into<i64>) -> Url {
        self.origin.url(&format!("/objects/{}", id.into()))
    }

    /// The id of an activity that no object stands for.
    pub fn activity(&self, id: impl Into<i64>) -> Url {
        self.origin.url(&format!("/activities/{}", id.into()))
    }

    /// The id of a conversation begun here.
    pub fn context(&self, id: impl Into<i64>) -> Url {
        self.origin.url(&format!("/contexts/{}", id.into()))
    }

    /// The stamp that lets others quote one of our objects (FEP-044f).
    pub fn quote_authorization(&self, id: impl Into<i64>) -> Url {
        self.origin.url(&format!("/quotes/{}", id.into()))
    }

    /// The page of an actor.
    pub fn profile(&self, name: &str) -> Url {
        self.origin.url(&format!("/@{name}"))
    }

    /// The page of an object.
    pub fn page(&self, name: &str, id: impl Into<i64>) -> Url {
        self.origin.url(&format!("/@{name}/{}", id.into()))
    }

    /// The page of a hashtag, given without `#`.
    pub fn tag(&self, tag: &str) -> Url {
        self.origin.url(&format!("/tags/{}", segment(tag)))
    }

    /// The address of a media file.
    pub fn media(&self, key: &str) -> Url {
        self.origin.url(&format!("/media/{key}"))
    }

    /// The address of a media file by its number: it is asked who wants it.
    pub fn file(&self, id: impl Into<i64>) -> Url {
        self.origin.url(&format!("/files/{}", id.into()))
    }

    /// The id of a custom emoji, given without colons.
    pub fn emoji(&self, shortcode: &str) -> Url {
        self.origin.url(&format!("/emojis/{}", segment(shortcode)))
    }
}

/// One segment of a path: what would end it is escaped, the rest is left to [`Url::set_path`].
fn segment(text: &str) -> String {
    text.replace('%', "%25").replace('/', "%2F").replace('?', "%3F").replace('#', "%23")
}

/// The address of something below an actor, an object or another thing that has one.
fn below(url: &Url, suffix: &str) -> Url {
    let mut below = url.clone();
    below.set_path(&format!("{}/{suffix}", url.path().trim_end_matches('/')));
    below
}

fn fragment(url: &Url, fragment: &str) -> Url {
    let mut with = url.clone();
    with.set_fragment(Some(fragment));
    with
}

/// The inbox of a local actor.
pub fn inbox(actor: &Url) -> Url {
    below(actor, "inbox")
}

/// The outbox of a local actor.
pub fn outbox(actor: &Url) -> Url {
    below(actor, "outbox")
}

/// The followers of a local actor.
pub fn followers(actor: &Url) -> Url {
    below(actor, "followers")
}

/// The followers of a local actor at the server that asks (FEP-8fcf).
pub fn followers_synchronization(actor: &Url) -> Url {
    below(actor, "followers_synchronization")
}

/// Whom a local actor follows.
pub fn following(actor: &Url) -> Url {
    below(actor, "following")
}

/// What a local actor has pinned.
pub fn featured(actor: &Url) -> Url {
    below(actor, "collections/featured")
}

/// The tags that a local actor shows on its page.
pub fn featured_tags(actor: &Url) -> Url {
    below(actor, "collections/tags")
}

/// Who belongs to a local group.
pub fn members(actor: &Url) -> Url {
    below(actor, "members")
}

/// What a local group organises.
pub fn agenda(actor: &Url) -> Url {
    below(actor, "agenda")
}

/// What of it is still to come (FEP-8a8e).
pub fn upcoming(actor: &Url) -> Url {
    below(actor, "upcoming")
}

/// The id of a local actor's RSA key.
pub fn main_key(actor: &Url) -> Url {
    fragment(actor, "main-key")
}

/// The id of a local actor's Ed25519 key (FEP-521a).
pub fn ed25519_key(actor: &Url) -> Url {
    fragment(actor, "ed25519-key")
}

/// The id of the activity that made a local object.
pub fn object_activity(object: &Url) -> Url {
    below(object, "activity")
}

/// The answers to a local object.
pub fn replies(object: &Url) -> Url {
    below(object, "replies")
}

/// The likes of a local object.
pub fn likes(object: &Url) -> Url {
    below(object, "likes")
}

/// The boosts of a local object.
pub fn shares(object: &Url) -> Url {
    below(object, "shares")
}

/// The hosts that are ours. Cheap to clone.
#[derive(Debug, Clone)]
pub struct Hosts(Arc<Inner>);

#[derive(Debug)]
struct Inner {
    square: Origin,
    stalls: Vec<Stall>,
    sites: HashMap<String, Site>,
}

impl Hosts {
    /// The square, and the stalls that are switched on in the order in which they are shown.
    pub fn new(square: Origin, stalls: Vec<Stall>) -> Result<Self, HostError> {
        let mut sites = HashMap::from([(square.host.clone(), Site::Square)]);
        for stall in &stalls {
            let second = Site::Stall(stall.name);
            if let Some(first) = sites.insert(stall.origin.host.clone(), second) {
                return Err(HostError::Twice { host: stall.origin.host.clone(), first, second });
            }
        }
        Ok(Self(Arc::new(Inner { square, stalls, sites })))
    }

    /// Where the portal is served.
    pub fn square(&self) -> &Origin {
        &self.0.square
    }

    /// The stalls that are switched on, in the order in which they are shown.
    pub fn stalls(&self) -> &[Stall] {
        &self.0.stalls
    }

    /// The stall of that name, where it is switched on.
    pub fn stall(&self, name: &str) -> Option<&Stall> {
        self.0.stalls.iter().find(|stall| stall.name == name)
    }

    /// The stall that is served at this host.
    pub fn stall_at(&self, host: &str) -> Option<&Stall> {
        match self.site(host)? {
            Site::Square => None,
            Site::Stall(name) => self.stall(name),
        }
    }

    /// What a `Host` header, or the host of a handle, stands for; `None` when it is not ours.
    pub fn site(&self, host: &str) -> Option<Site> {
        if let Some(site) = self.0.sites.get(host) {
            return Some(*site);
        }
        let origin = Origin::new(self.0.square.scheme(), host.trim_end_matches('.')).ok()?;
        self.0.sites.get(&origin.host).copied()
    }

    /// The site that an address points into.
    pub fn site_of(&self, url: &Url) -> Option<Site> {
        if !matches!(url.scheme(), "http" | "https") {
            return None;
        }
        self.0.sites.get(&authority(url)?).copied()
    }

    /// Whether an address is one of ours, whatever stands there.
    pub fn is_local(&self, url: &Url) -> bool {
        self.site_of(url).is_some()
    }

    /// The stall and number of a local actor, from its id or from anything below it.
    pub fn local_actor(&self, url: &Url) -> Option<(&'static str, i64)> {
        self.numbered(url, "actors")
    }

    /// The stall and number of a local object, from its id or from anything below it.
    pub fn local_object(&self, url: &Url) -> Option<(&'static str, i64)> {
        self.numbered(url, "objects")
    }

    /// The stall and number of a local activity that no object stands for.
    pub fn local_activity(&self, url: &Url) -> Option<(&'static str, i64)> {
        self.numbered(url, "activities")
    }

    /// The stall and number of a conversation begun here.
    pub fn local_context(&self, url: &Url) -> Option<(&'static str, i64)> {
        self.numbered(url, "contexts")
    }

    /// The stall whose instance actor this is, from its id or from anything below it.
    pub fn local_instance_actor(&self, url: &Url) -> Option<&'static str> {
        let (stall, mut path) = self.inside(url)?;
        (path.next()? == "actor").then_some(stall)
    }

    /// The stall, name and, for the page of an object, number that a page's address holds.
    pub fn local_page<'u>(&self, url: &'u Url) -> Option<(&'static str, &'u str, Option<i64>)> {
        let (stall, mut path) = self.inside(url)?;
        let name = path.next()?.strip_prefix('@').filter(|name| !name.is_empty())?;
        match path.next() {
            None | Some("") => Some((stall, name, None)),
            Some(id) => Some((stall, name, Some(number(id)?))),
        }
    }

    fn numbered(&self, url: &Url, collection: &str) -> Option<(&'static str, i64)> {
        let (stall, mut path) = self.inside(url)?;
        if path.next()? != collection {
            return None;
        }
        Some((stall, number(path.next()?)?))
    }

    fn inside<'u>(&self, url: &'u Url) -> Option<(&'static str, std::str::Split<'u, char>)> {
        match self.site_of(url)? {
            Site::Square => None,
            Site::Stall(name) => Some((name, url.path_segments()?)),
        }
    }
}

/// An id as we write it: decimal digits without sign or leading zero, so that each thing has one address.
fn number(segment: &str) -> Option<i64> {
    let id: i64 = segment.parse().ok()?;
    (id.to_string() == segment && id >= 0).then_some(id)
}
