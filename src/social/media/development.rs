//! Development: what an author makes of a photo before others see it. The photo as it came is kept, so that everything can be
//! undone; what is shown is made from it anew.

use diesel::prelude::*;
use diesel::result::Error::NotFound;
use image::metadata::Orientation;
use serde::{Deserialize, Serialize};
use store::{Conn, Json, signal};

use super::crop::Crop;
use super::orphan::unshared;
use super::{Filter, Media, MediaId, MediaKind, MediaState, Rendition, SIGNAL, StoredImage};
use crate::actor::ActorId;
use crate::schema::media;

/// The longest side of what is shown of a photo as it came, in pixels.
const PROOF_SIDE: i32 = 1080;

store::text_enum! {
    /// By how much a picture is turned, clockwise.
    #[derive(Default)]
    pub Turn {
        /// Not at all.
        #[default]
        None = "0",
        /// To the right.
        Right = "90",
        /// Upside down.
        Half = "180",
        /// To the left.
        Left = "270",
    }
}

/// What is done to a photo: first it is turned, then mirrored, then cut, and last its colours change.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Development {
    /// How it is turned.
    pub turn: Turn,
    /// Whether left and right change places.
    pub mirrored: bool,
    /// What is kept of it; all where unset.
    pub crop: Option<Crop>,
    /// How its colours look; as they are where unset.
    pub filter: Option<Filter>,
}

impl Development {
    /// Whether the photo is shown as it came.
    pub fn is_nothing(&self) -> bool {
        *self == Self::default()
    }

    /// The turn and the mirror as one.
    pub(super) fn orientation(&self) -> Orientation {
        match (self.turn, self.mirrored) {
            (Turn::None, false) => Orientation::NoTransforms,
            (Turn::Right, false) => Orientation::Rotate90,
            (Turn::Half, false) => Orientation::Rotate180,
            (Turn::Left, false) => Orientation::Rotate270,
            (Turn::None, true) => Orientation::FlipHorizontal,
            (Turn::Right, true) => Orientation::Rotate90FlipH,
            (Turn::Half, true) => Orientation::FlipVertical,
            (Turn::Left, true) => Orientation::Rotate270FlipH,
        }
    }

    /// Width and height of a picture once it is turned.
    pub fn turned(&self, (width, height): (u32, u32)) -> (u32, u32) {
        match self.turn {
            Turn::None | Turn::Half => (width, height),
            Turn::Right | Turn::Left => (height, width),
        }
    }
}

impl Media {
    /// Whether its photo can be developed: it was kept, and does not move.
    pub fn can_be_developed(&self) -> bool {
        self.kind == MediaKind::Image && self.is_local() && self.original_key.is_some() && !self.moves()
    }

    /// Whether it is an animation; a still GIF is passed on as another kind of file.
    pub fn moves(&self) -> bool {
        self.media_type == "image/gif"
    }

    /// What was, or is being, done to it.
    pub fn development(&self) -> Development {
        self.development.as_ref().map(|development| development.0).unwrap_or_default()
    }

    /// Width and height of the photo as it came, upright.
    pub fn full_size(&self) -> Option<(u32, u32)> {
        let (width, height) = self.full_width.zip(self.full_height).or(self.width.zip(self.height))?;
        Some((u32::try_from(width).ok()?, u32::try_from(height).ok()?))
    }

    /// Key of a file of at most some thousand pixels a side that shows the photo as it came.
    pub fn proof(&self, c: &mut Conn) -> QueryResult<Option<String>> {
        if let Some(proof) = &self.proof_key {
            return Ok(Some(proof.clone()));
        }
        let small = Rendition::of(c, &[self.id])?.into_iter().rfind(|made| made.width.max(made.height) <= PROOF_SIDE);
        Ok(small.map(|made| made.media_key).or_else(|| self.preview_key.clone()).or_else(|| self.media_key.clone()))
    }

    /// What is to be done to it. Until that is done it is [`MediaState::Pending`], and shown as before where it hangs on
    /// something. Errors: [`NotFound`] when it is not the actor's, or cannot be developed.
    pub fn develop(c: &mut Conn, actor: ActorId, id: MediaId, development: Development) -> QueryResult<Self> {
        let own = Self::find(c, id)?.filter(|media| media.actor_id == Some(actor) && media.media_key.is_some());
        own.filter(Self::can_be_developed).ok_or(NotFound)?;
        diesel::update(media::table.find(id))
            .set((
                media::state.eq(MediaState::Pending),
                media::development.eq((!development.is_nothing()).then_some(Json(development))),
                media::error.eq(None::<String>),
            ))
            .returning(Self::as_returning())
            .get_result(c)
    }

    /// It was developed: these are its files now. Returns it, and the keys of files that nothing shares any more. `None` where something else is to be done to it by now, or it is gone.
    pub fn developed(
        c: &mut Conn,
        id: MediaId,
        done: Development,
        image: &StoredImage,
    ) -> QueryResult<(Option<Self>, Vec<String>)> {
        let wanted = |media: &Self| media.state == MediaState::Pending && media.development() == done;
        let Some(before) = Self::find(c, id)?.filter(wanted) else { return Ok((None, unshared(c, image.keys())?)) };
        let renditions = Rendition::of(c, &[id])?;
        let (full_width, full_height) = image.full_size;
        let after = diesel::update(media::table.find(id))
            .set((
                media::state.eq(MediaState::Ready),
                media::media_type.eq(&image.media_type),
                media::media_key.eq(&image.key),
                media::preview_key.eq(&image.preview_key),
                media::original_key.eq(&image.original_key),
                media::proof_key.eq(&image.proof_key),
                media::width.eq(image.width),
                media::height.eq(image.height),
                media::full_width.eq(full_width),
                media::full_height.eq(full_height),
                media::size.eq(image.size),
                media::blurhash.eq(&image.blurhash),
            ))
            .returning(Self::as_returning())
            .get_result(c)?;
        Rendition::set(c, id, &image.renditions)?;
        signal::raise(c, SIGNAL);
        let old = before.keys().chain(renditions.iter().map(|rendition| rendition.media_key.as_str()));
        Ok((Some(after), unshared(c, old)?))
    }

    /// It could not be developed, for that reason: it stays as it was.
    pub fn stay(c: &mut Conn, id: MediaId, was: Development, reason: &str) -> QueryResult<()> {
        diesel::update(media::table.find(id))
            .set((
                media::state.eq(MediaState::Ready),
                media::development.eq((!was.is_nothing()).then_some(Json(was))),
                media::error.eq(reason),
            ))
            .execute(c)?;
        signal::raise(c, SIGNAL);
        Ok(())
    }
}
