//! What is attached to a post or listed on a profile.

use std::time::Duration;

use serde_json::Value;

use crate::image::{FocalPoint, Image};
use crate::iri::Iri;
use crate::link::Link;
use crate::many::Many;
use crate::place::Place;
use crate::wire::{Wire, wire};

wire! {
    /// An element of `attachment`: media (`Document`, `Image`, `Audio`, `Video`), a `Link`, or a `PropertyValue`.
    struct Attachment {
        /// Its types.
        kind: Many<String> => (one "type"),
        /// Its identifier, if it has one.
        id: Option<Iri> => "id",
        /// Media type.
        media_type: Option<String> => "mediaType",
        /// Where the file is; [`Attachment::href`] picks one.
        url: Many<Link> => (one "url"),
        /// Where a `Link` leads.
        link: Option<Iri> => "href",
        /// Alternative text, or the label of a field or link; [`Attachment::alt`] reads it for media.
        name: Option<String> => "name",
        /// Alternative text under the other key that is in use.
        summary: Option<String> => "summary",
        /// The value of a `PropertyValue`, HTML.
        value: Option<String> => "value",
        /// Machine-readable name of a `PropertyValue` (Mobilizon).
        property_id: Option<String> => "propertyID",
        /// Relations of a `Link`.
        rel: Many<String> => (one "rel"),
        /// A blurred miniature as text.
        blurhash: Option<String> => "blurhash",
        /// The point that cropping must keep.
        focal_point: Option<FocalPoint> => "focalPoint",
        /// Width in pixels.
        width: Option<u64> => "width",
        /// Height in pixels.
        height: Option<u64> => "height",
        /// Playing time.
        duration: Option<Duration> => "duration",
        /// Cover or still picture of sound and film.
        icon: Many<Image> => (one "icon"),
        /// Size in bytes.
        size: Option<u64> => "size",
        /// Whether this one is to be hidden at first.
        sensitive: Option<bool> => "sensitive",
        /// Licence, as a title or an address.
        license: Option<String> => "license",
        /// Where a photo was taken (Vernissage).
        location: Many<Place> => (one "location"),
        /// How a photo was taken: `PropertyValue`s by the names of EXIF (FEP-ee3a).
        exif: Many<Attachment> => "exifData",
    }
}

/// The name by which Mobilizon knows where an event takes place on the network.
const WEBSITE: &str = "Website";

impl Attachment {
    /// A media file. `Document` is the type that every reader takes.
    pub fn document(href: impl Into<Iri>, media_type: impl Into<String>) -> Self {
        Self {
            kind: "Document".to_owned().into(),
            url: Link::to(href).into(),
            media_type: Some(media_type.into()),
            ..Self::default()
        }
    }

    /// The page where an event takes place on the network, as Mobilizon attaches and finds it.
    pub fn website(href: impl Into<Iri>) -> Self {
        Self {
            kind: "Link".to_owned().into(),
            link: Some(href.into()),
            media_type: Some("text/html".to_owned()),
            name: Some(WEBSITE.to_owned()),
            ..Self::default()
        }
    }

    /// Whether this is what [`website`](Self::website) makes.
    pub fn is_website(&self) -> bool {
        self.is_link() && self.name.as_deref() == Some(WEBSITE)
    }

    /// A field of a profile; the value is HTML.
    pub fn property(name: impl Into<String>, value: impl Into<String>) -> Self {
        Self {
            kind: "PropertyValue".to_owned().into(),
            name: Some(name.into()),
            value: Some(value.into()),
            ..Self::default()
        }
    }

    /// A fact about what takes place: name and value are plain texts, and programs know it by its identifier (Mobilizon).
    pub fn fact(property_id: impl Into<String>, name: Option<String>, value: impl Into<String>) -> Self {
        Self {
            kind: "PropertyValue".to_owned().into(),
            property_id: Some(property_id.into()),
            media_type: Some("text/plain".to_owned()),
            name,
            value: Some(value.into()),
            ..Self::default()
        }
    }

    /// The first type, empty if there is none.
    pub fn kind(&self) -> &str {
        self.kind.first().map_or("", String::as_str)
    }

    /// Where the file is or the link leads.
    pub fn href(&self) -> Option<&Iri> {
        self.url.iter().find_map(|link| link.href.as_ref()).or(self.link.as_ref())
    }

    /// Media type of the file, also where only its link tells it.
    pub fn media_type(&self) -> Option<&str> {
        self.media_type.as_deref().or_else(|| self.url.iter().find_map(Link::media_type))
    }

    /// Alternative text.
    pub fn alt(&self) -> Option<&str> {
        self.name.as_deref().or(self.summary.as_deref())
    }

    /// Name and value, if this is a field of a profile.
    pub fn field(&self) -> Option<(&str, &str)> {
        if !self.kind.iter().any(|kind| kind.ends_with("PropertyValue")) {
            return None;
        }
        Some((self.name.as_deref().unwrap_or_default(), self.value.as_deref()?))
    }

    /// Whether this is a file to be shown with the post, not a link or a field.
    pub fn is_media(&self) -> bool {
        let is_file =
            ["Document", "Image", "Audio", "Video"].iter().any(|kind| self.kind.iter().any(|own| own == kind));
        is_file && self.href().is_some()
    }

    /// Whether this is a link to a page.
    pub fn is_link(&self) -> bool {
        self.kind() == "Link" && self.href().is_some()
    }
}

impl Wire for Attachment {
    fn read(value: Value) -> Option<Self> {
        match value {
            Value::String(_) => Iri::read(value).map(|href| Self {
                kind: "Link".to_owned().into(),
                link: Some(href),
                ..Self::default()
            }),
            Value::Object(map) => Some(Self::read_map(map)),
            _ => None,
        }
    }

    fn write(&self) -> Option<Value> {
        Some(Value::Object(self.write_map()))
    }
}
