//! The editor of a picture: what a page offers, and what its form says.

use serde::{Deserialize, Serialize};
use social::media::{Crop, Development, Filter, Media, Turn};
use web::Message;

use crate::show;

#[cfg(test)]
mod tests;

/// How many parts of a whole side a percent is.
const PERCENT: f64 = Crop::WHOLE as f64 / 100.0;

store::text_enum! {
    /// The shape of what is kept of a picture.
    #[derive(Default)]
    pub Shape {
        /// Any.
        #[default]
        Free = "free",
        /// That of the picture.
        Original = "original",
        /// As wide as high.
        Square = "1-1",
        /// For a telephone held upright.
        Portrait = "4-5",
        /// The shape of most cameras, upright.
        Upright = "3-4",
        /// For a screen.
        Wide = "16-9",
    }
}

impl Shape {
    /// So many across to so many down, of a picture of that size.
    fn proportion(self, picture: (u32, u32)) -> Option<(u32, u32)> {
        match self {
            Self::Free => None,
            Self::Original => Some(picture),
            Self::Square => Some((1, 1)),
            Self::Portrait => Some((4, 5)),
            Self::Upright => Some((3, 4)),
            Self::Wide => Some((16, 9)),
        }
    }
}

/// The part of a form that edits a picture; its fields are named `picture[turn]` and so on.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct EditForm {
    turn: Turn,
    mirrored: bool,
    filter: Option<Filter>,
    shape: Shape,
    /// What is kept of the turned picture, in percent of its sides; of a shape the largest piece within that.
    left: f64,
    top: f64,
    width: f64,
    height: f64,
}

impl Default for EditForm {
    fn default() -> Self {
        Self::from(Development::default())
    }
}

impl From<Development> for EditForm {
    fn from(development: Development) -> Self {
        let sides = development.crop.unwrap_or(Crop::whole()).sides();
        let [left, top, width, height] = sides.map(|side| f64::from(side) / PERCENT);
        let Development { turn, mirrored, filter, .. } = development;
        Self { turn, mirrored, filter, shape: Shape::Free, left, top, width, height }
    }
}

impl EditForm {
    /// What is to be done to a picture. Errors: what is wrong with which field.
    pub fn read(&self, media: &Media) -> Result<Development, (&'static str, Message)> {
        let whole = Development { turn: self.turn, mirrored: self.mirrored, filter: self.filter, crop: None };
        let Some(size) = media.full_size().map(|size| whole.turned(size)) else { return Ok(whole) };
        let crop = self.crop().ok_or_else(|| ("picture[width]", Message::new("edit-crop-outside")))?;
        let crop = self.shape.proportion(size).map_or(crop, |shape| crop.shaped(shape, size));
        if !crop.is_enough(size.0, size.1) {
            return Err(("picture[width]", Message::new("edit-crop-small").with("least", i64::from(Crop::LEAST))));
        }
        Ok(Development { crop: (!crop.is_whole()).then_some(crop), ..whole })
    }

    fn crop(&self) -> Option<Crop> {
        let parts = |percent: f64| {
            let parts = (percent * PERCENT).round();
            (0.0..=f64::from(Crop::WHOLE)).contains(&parts).then_some(parts as u32)
        };
        let (left, top) = (parts(self.left)?, parts(self.top)?);
        // Rounding may lead out of the picture by a part.
        let within = |from: u32, length: u32| match from.saturating_add(length).checked_sub(Crop::WHOLE) {
            Some(1) => length.saturating_sub(1),
            _ => length,
        };
        Crop::new(left, top, within(left, parts(self.width)?), within(top, parts(self.height)?))
    }
}

/// What a page offers to do to a picture.
#[derive(Debug, Clone, Serialize)]
pub struct Editor {
    id: String,
    alt: String,
    /// The picture as it came, an address of the page's own site.
    proof: String,
    /// Its size in pixels.
    width: u32,
    height: u32,
    form: EditForm,
    turns: &'static [Turn],
    filters: &'static [Filter],
    shapes: &'static [Shape],
    /// The shortest side of what is kept, in pixels.
    least: u32,
    /// Whether it looks other than it came.
    edited: bool,
    /// Whether others see it already.
    published: bool,
    /// It moves.
    moves: bool,
    /// Nothing can be done to it, as it is not kept as it came.
    fixed: bool,
}

impl Editor {
    /// The editor of a picture, with what is done to it.
    pub fn of(media: &Media) -> Self {
        Self::with(media, EditForm::from(media.development()))
    }

    /// The editor of a picture, with what a form says.
    pub fn with(media: &Media, form: EditForm) -> Self {
        let (width, height) = media.full_size().unwrap_or_default();
        Self {
            id: media.id.to_string(),
            alt: media.description.clone(),
            proof: show::proof(media),
            width,
            height,
            form,
            turns: Turn::ALL,
            filters: Filter::ALL,
            shapes: Shape::ALL,
            least: Crop::LEAST,
            edited: !media.development().is_nothing(),
            published: media.object_id.is_some(),
            moves: media.moves(),
            fixed: !media.can_be_developed(),
        }
    }
}
