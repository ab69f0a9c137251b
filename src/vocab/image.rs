//! A picture that stands for something: avatar, banner, cover, emoji.

use serde_json::Value;

use crate::iri::Iri;
use crate::link::Link;
use crate::many::Many;
use crate::wire::{Wire, wire};

wire! {
    /// An `Image`, or a bare address where one may stand.
    struct Image {
        /// Its types, `Image` nearly always.
        kind: Many<String> => (one "type"),
        /// Where the picture is; [`Image::href`] picks one.
        url: Many<Link> => (one "url"),
        /// Where the picture is, when it came as a `Link`.
        link: Option<Iri> => "href",
        /// Media type.
        media_type: Option<String> => "mediaType",
        /// Description for those who do not see it; [`Image::alt`] reads it.
        name: Option<String> => "name",
        /// Description under the other key that is in use.
        summary: Option<String> => "summary",
        /// Width in pixels.
        width: Option<u64> => "width",
        /// Height in pixels.
        height: Option<u64> => "height",
        /// A blurred miniature as text.
        blurhash: Option<String> => "blurhash",
        /// The point that cropping must keep.
        focal_point: Option<FocalPoint> => "focalPoint",
    }
}

impl Image {
    /// A picture at an address.
    pub fn at(href: impl Into<Iri>, media_type: Option<String>) -> Self {
        Self { kind: "Image".to_owned().into(), url: Link::to(href).into(), media_type, ..Self::default() }
    }

    /// Where the picture is.
    pub fn href(&self) -> Option<&Iri> {
        self.url.iter().find_map(|link| link.href.as_ref()).or(self.link.as_ref())
    }

    /// Its description.
    pub fn alt(&self) -> Option<&str> {
        self.name.as_deref().or(self.summary.as_deref())
    }

    /// The widest of several renditions, the first where widths are not told.
    pub fn best(images: &[Image]) -> Option<&Image> {
        let mut best: Option<&Image> = None;
        for image in images.iter().filter(|image| image.href().is_some()) {
            if best.is_none_or(|best| image.width > best.width) {
                best = Some(image);
            }
        }
        best
    }
}

impl Wire for Image {
    fn read(value: Value) -> Option<Self> {
        match value {
            Value::String(_) => Iri::read(value).map(|href| Self { url: Link::to(href).into(), ..Self::default() }),
            Value::Object(map) => Some(Self::read_map(map)),
            _ => None,
        }
    }

    fn write(&self) -> Option<Value> {
        Some(Value::Object(self.write_map()))
    }
}

/// The point of a picture that cropping must keep (`toot:focalPoint`): both coordinates from -1 to 1, upwards and to the right.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct FocalPoint {
    /// Left to right.
    pub x: f64,
    /// Bottom to top.
    pub y: f64,
}

impl Wire for FocalPoint {
    fn read(value: Value) -> Option<Self> {
        match value {
            Value::Array(items) => Self::read_list(items),
            _ => None,
        }
    }

    fn write(&self) -> Option<Value> {
        Some(Value::Array(vec![Value::from(self.x), Value::from(self.y)]))
    }

    fn read_list(items: Vec<Value>) -> Option<Self> {
        let mut numbers = items.into_iter().map(f64::read);
        let (x, y) = (numbers.next()??, numbers.next()??);
        let within = |number: f64| (-1.0..=1.0).contains(&number);
        (within(x) && within(y)).then_some(Self { x, y })
    }
}
