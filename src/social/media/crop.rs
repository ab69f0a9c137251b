//! What is kept of a picture when it is cut.

use image::metadata::Orientation;
use serde::{Deserialize, Serialize};

/// A rectangle within a picture, whatever its size: parts of [`Crop::WHOLE`], from the upper left.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Crop {
    left: u32,
    top: u32,
    width: u32,
    height: u32,
}

/// A rectangle in pixels.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Cut {
    pub(super) left: u32,
    pub(super) top: u32,
    pub(super) width: u32,
    pub(super) height: u32,
}

impl Crop {
    /// A whole side.
    pub const WHOLE: u32 = 100_000;
    /// The shortest side of what is kept, in pixels; of a smaller picture it is the whole side.
    pub const LEAST: u32 = 64;

    /// A rectangle; `None` where it is empty or leaves the picture.
    pub fn new(left: u32, top: u32, width: u32, height: u32) -> Option<Self> {
        let within =
            |from: u32, length: u32| length > 0 && from.checked_add(length).is_some_and(|to| to <= Self::WHOLE);
        (within(left, width) && within(top, height)).then_some(Self { left, top, width, height })
    }

    /// Left, top, width and height.
    pub fn sides(self) -> [u32; 4] {
        [self.left, self.top, self.width, self.height]
    }

    /// All of the picture.
    pub fn whole() -> Self {
        Self { left: 0, top: 0, width: Self::WHOLE, height: Self::WHOLE }
    }

    /// Whether nothing is cut off.
    pub fn is_whole(self) -> bool {
        self == Self::whole()
    }

    /// Whether enough is left of a picture of that size.
    pub fn is_enough(self, width: u32, height: u32) -> bool {
        let cut = self.on(width, height);
        cut.width >= Self::LEAST.min(width) && cut.height >= Self::LEAST.min(height)
    }

    /// The largest piece of it of a shape (so many to so many), around its middle, in a picture of that size.
    pub fn shaped(self, (across, down): (u32, u32), (width, height): (u32, u32)) -> Self {
        let [across, down, width, height] = [across, down, width, height].map(|side| f64::from(side.max(1)));
        let wanted = across / down * height / width;
        let (own_width, own_height) = (f64::from(self.width), f64::from(self.height));
        let new_width = own_width.min(own_height * wanted);
        let new_height = own_height.min(own_width / wanted);
        // Neither is larger than what it is cut from.
        let (new_width, new_height) = (new_width.round().max(1.0) as u32, new_height.round().max(1.0) as u32);
        Self {
            left: self.left + self.width.saturating_sub(new_width) / 2,
            top: self.top + self.height.saturating_sub(new_height) / 2,
            width: new_width,
            height: new_height,
        }
    }

    /// The same piece before the picture was turned.
    pub(super) fn before(self, orientation: Orientation) -> Self {
        let Self { left, top, width, height } = self;
        let (right, bottom) = (Self::WHOLE - left - width, Self::WHOLE - top - height);
        let (left, top, width, height) = match orientation {
            Orientation::NoTransforms => (left, top, width, height),
            Orientation::Rotate180 => (right, bottom, width, height),
            Orientation::FlipHorizontal => (right, top, width, height),
            Orientation::FlipVertical => (left, bottom, width, height),
            Orientation::Rotate90 => (top, right, height, width),
            Orientation::Rotate270 => (bottom, left, height, width),
            Orientation::Rotate90FlipH => (top, left, height, width),
            Orientation::Rotate270FlipH => (bottom, right, height, width),
        };
        Self { left, top, width, height }
    }

    /// The pixels of it in a picture of that size; at least one.
    pub(super) fn on(self, width: u32, height: u32) -> Cut {
        let (left, wide) = span(self.left, self.width, width);
        let (top, high) = span(self.top, self.height, height);
        Cut { left, top, width: wide, height: high }
    }
}

/// Where a stretch begins on a side of so many pixels, and how many it has.
fn span(from: u32, length: u32, pixels: u32) -> (u32, u32) {
    let whole = u64::from(Crop::WHOLE);
    let at = |part: u32| (u64::from(part) * u64::from(pixels) + whole / 2) / whole;
    // What was read from the database may be anything.
    let (start, end) = (at(from).min(u64::from(pixels.saturating_sub(1))), at(from.saturating_add(length)));
    let end = end.clamp(start + 1, u64::from(pixels.max(1)));
    (u32::try_from(start).unwrap_or(0), u32::try_from(end - start).unwrap_or(1))
}
