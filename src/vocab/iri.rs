//! The identifier of anything on the network.

use std::borrow::Borrow;
use std::convert::Infallible;
use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};
use serde_json::Value;
use url::Url;

use crate::wire::Wire;

/// An identifier as a peer wrote it: nearly always an absolute `https` URL, sometimes `tag:`, `acct:` or a relative path.
///
/// It is compared byte for byte, because that is how the network compares ids; [`Iri::url`] is for whoever wants to go there.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Iri(pub String);

impl Iri {
    /// The collection of everyone (ActivityPub §5.6), as every implementation writes it.
    pub const PUBLIC: &'static str = "https://www.w3.org/ns/activitystreams#Public";

    /// The longest identifier that is read, in bytes; signed media addresses come close to half of it.
    pub const MAX_BYTES: usize = 4096;

    /// Takes the text as it is.
    pub fn new(text: impl Into<String>) -> Self {
        Self(text.into())
    }

    /// The collection of everyone.
    pub fn public() -> Self {
        Self::new(Self::PUBLIC)
    }

    /// The text as it was written.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The identifier as a URL, if it is an absolute one.
    pub fn url(&self) -> Option<Url> {
        Url::parse(&self.0).ok()
    }

    /// The host, with its port unless that is the scheme's own: `club.example`, `left.test:8111`.
    pub fn host(&self) -> Option<String> {
        let url = self.url()?;
        let host = url.host_str()?;
        Some(match url.port() {
            Some(port) => format!("{host}:{port}"),
            None => host.to_owned(),
        })
    }

    /// Whether both are `http(s)` URLs of one scheme, host and port (FEP-fe34, "same origin").
    pub fn same_origin(&self, other: &Iri) -> bool {
        match (self.url(), other.url()) {
            (Some(one), Some(two)) => one.origin().is_tuple() && one.origin() == two.origin(),
            _ => false,
        }
    }

    /// Whether this names the collection of everyone, in any spelling that is in use.
    pub fn is_public(&self) -> bool {
        matches!(self.0.as_str(), Self::PUBLIC | "as:Public" | "Public" | "http://www.w3.org/ns/activitystreams#Public")
    }

    /// The identifier up to `#`: the document that a key or another fragment lives in.
    pub fn document(&self) -> &str {
        self.0.split('#').next().unwrap_or_default()
    }
}

impl Wire for Iri {
    fn read(value: Value) -> Option<Self> {
        match value {
            Value::String(text) if !text.is_empty() && text.len() <= Self::MAX_BYTES => Some(Self(text)),
            // Where an identifier is expected, an embedded object stands for its own.
            Value::Object(mut map) => {
                ["id", "href"].into_iter().find_map(|key| map.remove(key).filter(Value::is_string).and_then(Self::read))
            }
            _ => None,
        }
    }

    fn write(&self) -> Option<Value> {
        Some(Value::String(self.0.clone()))
    }
}

impl FromStr for Iri {
    type Err = Infallible;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Ok(Self::new(text))
    }
}

impl fmt::Display for Iri {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl AsRef<str> for Iri {
    fn as_ref(&self) -> &str {
        &self.0
    }
}

impl Borrow<str> for Iri {
    fn borrow(&self) -> &str {
        &self.0
    }
}

impl From<&str> for Iri {
    fn from(text: &str) -> Self {
        Self::new(text)
    }
}

impl From<String> for Iri {
    fn from(text: String) -> Self {
        Self(text)
    }
}

impl From<Url> for Iri {
    fn from(url: Url) -> Self {
        Self(url.into())
    }
}

impl From<Iri> for String {
    fn from(iri: Iri) -> Self {
        iri.0
    }
}

impl PartialEq<str> for Iri {
    fn eq(&self, other: &str) -> bool {
        self.0 == other
    }
}

impl PartialEq<&str> for Iri {
    fn eq(&self, other: &&str) -> bool {
        self.0 == *other
    }
}
