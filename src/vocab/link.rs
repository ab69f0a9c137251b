//! A way to a resource outside of the document.

use serde_json::Value;

use crate::iri::Iri;
use crate::many::Many;
use crate::wire::{Wire, wire};

wire! {
    /// A `Link` (ActivityStreams §4.2), or a bare address where a link may stand.
    struct Link {
        /// Its types; empty for a bare address.
        kind: Many<String> => (one "type"),
        /// Where it leads.
        href: Option<Iri> => "href",
        /// Media type of what is there.
        media_type: Option<String> => "mediaType",
        /// Media type under the name that some peers use instead.
        mime_type: Option<String> => "mimeType",
        /// How the two ends are related: link relations or URIs.
        rel: Many<String> => (one "rel"),
        /// Label.
        name: Option<String> => "name",
        /// Language of what is there.
        hreflang: Option<String> => "hreflang",
        /// Width in pixels.
        width: Option<u64> => "width",
        /// Height in pixels.
        height: Option<u64> => "height",
        /// Size in bytes.
        size: Option<u64> => "size",
        /// Bits per second.
        bitrate: Option<u64> => "bitrate",
        /// Frames per second.
        fps: Option<u64> => "fps",
        /// Links that belong to this one (PeerTube lists the files of a stream so).
        tag: Many<Link> => "tag",
    }
}

impl Link {
    /// A bare address.
    pub fn to(href: impl Into<Iri>) -> Self {
        Self { href: Some(href.into()), ..Self::default() }
    }

    /// An address with the media type of what is there.
    pub fn typed(href: impl Into<Iri>, media_type: impl Into<String>) -> Self {
        Self {
            kind: "Link".to_owned().into(),
            href: Some(href.into()),
            media_type: Some(media_type.into()),
            ..Self::default()
        }
    }

    /// The media type without parameters, whichever key it stood under.
    pub fn media_type(&self) -> Option<&str> {
        let full = self.media_type.as_deref().or(self.mime_type.as_deref())?;
        full.split(';').next().map(str::trim)
    }

    /// The page for people among several links: the first `text/html`, else the first of no stated type, else the first.
    pub fn page(links: &[Link]) -> Option<&Iri> {
        let of = |wanted: Option<&str>| links.iter().find(|link| link.href.is_some() && link.media_type() == wanted);
        of(Some("text/html"))
            .or_else(|| of(None))
            .or_else(|| links.iter().find(|link| link.href.is_some()))
            .and_then(|link| link.href.as_ref())
    }
}

impl Wire for Link {
    fn read(value: Value) -> Option<Self> {
        match value {
            Value::String(_) => Iri::read(value).map(Self::to),
            Value::Object(map) => Some(Self::read_map(map)),
            _ => None,
        }
    }

    /// A link that says nothing but where it leads is written as that address.
    fn write(&self) -> Option<Value> {
        match &self.href {
            Some(href) if *self == Self::to(href.clone()) => href.write(),
            _ => Some(Value::Object(self.write_map())),
        }
    }
}
