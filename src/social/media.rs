//! Media: pictures, sound and film that hang on objects, and the pictures of profiles. Local ones are files of ours,
//! remote ones an address.

mod attachment;
mod crop;
mod development;
mod exposure;
mod filter;
mod licence;
mod orphan;
pub mod pipeline;
mod remote;
mod render;
mod rendition;
mod strip;
mod upload;

#[cfg(test)]
mod tests;

use chrono::NaiveDateTime;
use diesel::prelude::*;
use store::uri::Stall;
use store::{Conn, Json};
use url::Url;

use crate::actor::ActorId;
use crate::object::ObjectId;
use crate::schema::media;

pub use crop::Crop;
pub use development::{Development, Turn};
pub use exposure::Exposure;
pub use filter::Filter;
pub use licence::Licence;
pub use pipeline::{MediaError, Purpose};
pub use remote::RemoteMedia;
pub use rendition::Rendition;
pub use upload::{StoredImage, StoredRendition, StoredSound, UploadError, develop_photo, store_image, upload_image};

store::id_type! {
    /// Names a picture, a sound or a film.
    pub MediaId
}

store::text_enum! {
    /// What a file is to who looks at it.
    pub MediaKind {
        /// A picture, moving ones included.
        Image = "image",
        /// A film.
        Video = "video",
        /// A sound.
        Audio = "audio",
        /// Anything else: a link is all that is shown.
        Other = "other",
    }
}

store::text_enum! {
    /// How far a file is.
    pub MediaState {
        /// Its renditions are still being made.
        Pending = "pending",
        /// It can be shown.
        Ready = "ready",
        /// It could not be read; [`Media::error`] says why.
        Failed = "failed",
    }
}

/// The signal raised when an upload is worked up, or has come to nothing.
pub const SIGNAL: &str = "media";

/// How many media of one object are kept, whatever its author sent.
pub const MAX_PER_OBJECT: usize = 32;
/// The longest description, in characters; what is longer is cut.
pub const MAX_DESCRIPTION: usize = 10_000;

/// What the keys of files begin with that nobody gets who only knows the key.
pub const PRIVATE: &str = "private/";

/// Steps of a focal coordinate between the middle and the edge.
const FOCUS_STEPS: f32 = 10_000.0;

impl MediaKind {
    /// What a media type (`image/jpeg`) is.
    pub fn of(media_type: &str) -> Self {
        match media_type.split('/').next().unwrap_or_default().trim() {
            "image" if !media_type.contains("svg") => Self::Image,
            "video" => Self::Video,
            "audio" => Self::Audio,
            _ if media_type == "application/ogg" => Self::Audio,
            _ => Self::Other,
        }
    }
}

/// The point of a picture that must stay in sight when it is cut: from -1 (left, bottom) to 1 (right, top).
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Focus {
    /// From left to right.
    pub x: f32,
    /// From bottom to top.
    pub y: f32,
}

/// A row of `media`.
#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable, Identifiable)]
#[diesel(table_name = media)]
pub struct Media {
    /// Its number here.
    pub id: MediaId,
    /// Who published it.
    pub actor_id: Option<ActorId>,
    /// What it hangs on.
    pub object_id: Option<ObjectId>,
    /// Its place among the media of its object, from 0.
    pub position: i16,
    /// What it is.
    pub kind: MediaKind,
    /// Media type of the file that others get.
    pub media_type: String,
    /// How far it is.
    pub state: MediaState,
    /// Key of the file that others get; none for a remote one.
    pub media_key: Option<String>,
    /// Key of the small WebP for our own pages.
    pub preview_key: Option<String>,
    /// Key of the file as it was uploaded, without its metadata, where it is kept.
    pub original_key: Option<String>,
    /// Address of a remote one.
    pub remote_url: Option<String>,
    /// Width in pixels.
    pub width: Option<i32>,
    /// Height in pixels.
    pub height: Option<i32>,
    /// Length in milliseconds.
    pub duration_ms: Option<i64>,
    /// Bytes that our files of it take.
    pub size: i64,
    /// A blur to show until it is loaded (<https://blurha.sh>).
    pub blurhash: Option<String>,
    /// What is to be seen or heard, for who cannot; plain text, maybe empty.
    pub description: String,
    focus_x: Option<i16>,
    focus_y: Option<i16>,
    /// Why it failed.
    pub error: Option<String>,
    /// When it was uploaded, or first heard of.
    pub created_at: NaiveDateTime,
    /// Until when something that is no object yet (a draft, a scheduled post) holds it.
    pub held_until: Option<NaiveDateTime>,
    /// How a photo was taken, as its file says. Shown only where its author wants that.
    pub exposure: Option<Json<Exposure>>,
    /// What others may do with it; none where its author does not say.
    pub licence: Option<Licence>,
    /// Whether others see how it was taken.
    pub exposure_shown: bool,
    development: Option<Json<Development>>,
    /// Key of a WebP of a developed photo as it came, for its author.
    pub proof_key: Option<String>,
    full_width: Option<i32>,
    full_height: Option<i32>,
}

impl Media {
    /// One file, if it exists.
    pub fn find(c: &mut Conn, id: MediaId) -> QueryResult<Option<Self>> {
        media::table.find(id).select(Self::as_select()).first(c).optional()
    }

    /// Several files, in no order.
    pub fn load(c: &mut Conn, ids: &[MediaId]) -> QueryResult<Vec<Self>> {
        media::table.filter(media::id.eq_any(ids)).select(Self::as_select()).load(c)
    }

    /// The media of an object, in order.
    pub fn of_object(c: &mut Conn, object: ObjectId) -> QueryResult<Vec<Self>> {
        media::table
            .filter(media::object_id.eq(object))
            .order((media::position, media::id))
            .select(Self::as_select())
            .load(c)
    }

    /// The media of several objects, those of each in order.
    pub fn of_objects(c: &mut Conn, objects: &[ObjectId]) -> QueryResult<Vec<Self>> {
        media::table
            .filter(media::object_id.eq_any(objects))
            .order((media::object_id, media::position, media::id))
            .select(Self::as_select())
            .load(c)
    }

    /// Sets what is to be seen and where to look. Errors: [`NotFound`] when it is not the actor's.
    pub fn describe(
        c: &mut Conn,
        actor: ActorId,
        id: MediaId,
        description: &str,
        focus: Option<Focus>,
    ) -> QueryResult<Self> {
        let own = media::table.find(id).filter(media::actor_id.eq(actor)).filter(media::remote_url.is_null());
        diesel::update(own)
            .set((
                media::description.eq(cut(description, MAX_DESCRIPTION)),
                media::focus_x.eq(focus.map(|f| steps(f.x))),
                media::focus_y.eq(focus.map(|f| steps(f.y))),
            ))
            .returning(Self::as_returning())
            .get_result(c)
    }

    /// Sets what others may do with it, and whether they see how it was taken. Errors: [`NotFound`] when it is not the
    /// actor's.
    pub fn license(
        c: &mut Conn,
        actor: ActorId,
        id: MediaId,
        licence: Option<Licence>,
        exposure_shown: bool,
    ) -> QueryResult<Self> {
        let own = media::table.find(id).filter(media::actor_id.eq(actor)).filter(media::remote_url.is_null());
        diesel::update(own)
            .set((media::licence.eq(licence), media::exposure_shown.eq(exposure_shown)))
            .returning(Self::as_returning())
            .get_result(c)
    }

    /// Where to look when it is cut.
    pub fn focus(&self) -> Option<Focus> {
        let share = |steps: i16| f32::from(steps) / FOCUS_STEPS;
        Some(Focus { x: share(self.focus_x?), y: share(self.focus_y?) })
    }

    /// Where the file is: at the stall for a local one, elsewhere for a remote one. A private one is given by its number, to whom may
    /// see what it hangs on.
    pub fn url(&self, stall: &Stall) -> Option<Url> {
        match &self.media_key {
            Some(key) if key.starts_with(PRIVATE) => Some(stall.file(self.id)),
            Some(key) => Some(stall.media(key)),
            None => self.remote_url.as_deref().and_then(|url| Url::parse(url).ok()),
        }
    }

    /// Where its small rendition is; the file itself where there is none.
    pub fn preview_url(&self, stall: &Stall) -> Option<Url> {
        match &self.preview_key {
            Some(key) => Some(stall.media(key)),
            None => self.url(stall),
        }
    }

    /// How it was taken, as far as its author shows that.
    pub fn shown_exposure(&self) -> Option<&Exposure> {
        self.exposure.as_ref().filter(|_| self.exposure_shown).map(|exposure| &exposure.0)
    }

    /// Whether it is a file of ours.
    pub fn is_local(&self) -> bool {
        self.remote_url.is_none()
    }
}

fn steps(coordinate: f32) -> i16 {
    // A number that is none counts as the middle.
    (coordinate.clamp(-1.0, 1.0) * FOCUS_STEPS).round() as i16
}

fn cut(text: &str, characters: usize) -> &str {
    text.char_indices().nth(characters).and_then(|(end, _)| text.get(..end)).unwrap_or(text)
}
