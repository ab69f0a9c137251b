//! From the bytes of an upload to stored files, and to their row.

use aws_lc_rs::digest::{SHA256, digest};
use bytes::Bytes;
use diesel::prelude::*;
use store::media::Media as Files;
use store::{Conn, Json, clock, signal};

use super::development::Development;
use super::exposure::Exposure;
use super::pipeline::{Derived, MediaError, Processed, Purpose, develop_off_thread, process_off_thread};
use super::{Media, MediaId, MediaKind, MediaState, Rendition, SIGNAL};
use crate::actor::ActorId;
use crate::schema::media;

/// A picture whose files are stored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoredImage {
    /// Key of the file that others get.
    pub key: String,
    /// Its media type.
    pub media_type: String,
    /// Key of the small rendition.
    pub preview_key: Option<String>,
    /// Key of the kept original.
    pub original_key: Option<String>,
    /// Key of a photo as it came, where it looks otherwise.
    pub proof_key: Option<String>,
    /// The renditions of a photo.
    pub renditions: Vec<StoredRendition>,
    /// How a photo was taken.
    pub exposure: Option<Exposure>,
    /// Width in pixels.
    pub width: i32,
    /// Height in pixels.
    pub height: i32,
    /// Width and height in pixels as it came.
    pub full_size: (i32, i32),
    /// Bytes of all its files.
    pub size: i64,
    /// See [`super::Media::blurhash`].
    pub blurhash: Option<String>,
}

/// A rendition whose file is stored; see [`super::Rendition`].
#[derive(Debug, Clone, PartialEq, Eq)]
#[expect(missing_docs, reason = "each field is described on `Rendition`")]
pub struct StoredRendition {
    pub key: String,
    pub width: i32,
    pub height: i32,
    pub size: i64,
}

/// A sound whose file is stored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoredSound {
    /// Key of the file.
    pub key: String,
    /// Its media type.
    pub media_type: String,
    /// Its bytes.
    pub size: i64,
    /// See [`super::Media::duration_ms`].
    pub duration_ms: i64,
    /// What is to be heard; plain text.
    pub description: String,
}

/// Why an upload came to nothing.
#[derive(Debug, thiserror::Error)]
pub enum UploadError {
    /// The file is refused: tell who sent it.
    #[error(transparent)]
    Refused(#[from] MediaError),
    /// The media store failed.
    #[error(transparent)]
    Store(#[from] store::media::MediaError),
}

impl StoredImage {
    /// The keys of its files.
    pub(super) fn keys(&self) -> impl Iterator<Item = &str> {
        let single = [Some(&self.key), self.preview_key.as_ref(), self.original_key.as_ref(), self.proof_key.as_ref()];
        let renditions = self.renditions.iter().map(|rendition| rendition.key.as_str());
        single.into_iter().flatten().map(String::as_str).chain(renditions)
    }
}

/// Works an uploaded picture up and stores its files.
pub async fn upload_image(files: &Files, file: Bytes, purpose: Purpose) -> Result<StoredImage, UploadError> {
    let processed = process_off_thread(file, purpose).await?;
    Ok(store_image(files, &processed).await?)
}

/// Makes of a photo, as it was kept, what its author wants others to see, and stores the files. The original goes where nobody
/// finds it: the address by which others may have had it shows what its author cut off.
pub async fn develop_photo(files: &Files, photo: Bytes, development: Development) -> Result<StoredImage, UploadError> {
    let mut processed = develop_off_thread(photo, development).await?;
    let original = processed.original.take();
    let mut stored = store_image(files, &processed).await?;
    if let Some(original) = original {
        let name = key(&original);
        let hidden = format!("private/originals/{name}");
        files.put(&hidden, original.bytes.clone(), original.media_type).await?;
        stored.original_key = Some(hidden);
        stored.size += bytes(original.bytes.len());
    }
    Ok(stored)
}

/// Stores the files of a picture under keys made from their content, so that the same file is kept once.
pub async fn store_image(files: &Files, image: &Processed) -> Result<StoredImage, store::media::MediaError> {
    let key = put(files, &image.main).await?;
    let mut preview_key = None;
    let mut original_key = None;
    if let Some(preview) = &image.preview {
        preview_key = Some(put(files, preview).await?);
    }
    if let Some(original) = &image.original {
        original_key = Some(put(files, original).await?);
    }
    let mut proof_key = None;
    if let Some(proof) = &image.proof {
        proof_key = Some(put(files, proof).await?);
    }
    let mut renditions = Vec::new();
    for rendition in &image.renditions {
        renditions.push(StoredRendition {
            key: put(files, rendition).await?,
            width: side(rendition.width),
            height: side(rendition.height),
            size: bytes(rendition.bytes.len()),
        });
    }
    // Where there are renditions the preview is one of them.
    let preview = image.preview.iter().filter(|_| image.renditions.is_empty());
    let made = [&image.main].into_iter().chain(preview).chain(&image.original).chain(&image.proof);
    let made = made.chain(&image.renditions);
    let size = made.map(|file| file.bytes.len()).sum();
    Ok(StoredImage {
        key,
        media_type: image.main.media_type.to_owned(),
        preview_key,
        original_key,
        proof_key,
        full_size: (side(image.full_size.0), side(image.full_size.1)),
        renditions,
        exposure: image.exposure.clone(),
        width: side(image.main.width),
        height: side(image.main.height),
        size: bytes(size),
        blurhash: image.blurhash.clone(),
    })
}

impl Media {
    /// Writes the row of an uploaded picture whose files are stored.
    pub fn create(c: &mut Conn, actor: ActorId, image: &StoredImage) -> QueryResult<Self> {
        let media: Self = diesel::insert_into(media::table)
            .values((
                media::id.eq(MediaId::next()),
                media::actor_id.eq(actor),
                media::kind.eq(MediaKind::Image),
                media::media_type.eq(&image.media_type),
                media::state.eq(MediaState::Ready),
                media::media_key.eq(&image.key),
                media::preview_key.eq(&image.preview_key),
                media::original_key.eq(&image.original_key),
                media::width.eq(image.width),
                media::height.eq(image.height),
                media::size.eq(image.size),
                media::blurhash.eq(&image.blurhash),
                media::exposure.eq(image.exposure.clone().map(Json)),
                media::created_at.eq(clock::now()),
            ))
            .returning(Self::as_returning())
            .get_result(c)?;
        Rendition::set(c, media.id, &image.renditions)?;
        Ok(media)
    }

    /// Writes the row of an uploaded sound whose file is stored.
    pub fn create_sound(c: &mut Conn, actor: ActorId, sound: &StoredSound) -> QueryResult<MediaId> {
        diesel::insert_into(media::table)
            .values((
                media::id.eq(MediaId::next()),
                media::actor_id.eq(actor),
                media::kind.eq(MediaKind::Audio),
                media::media_type.eq(&sound.media_type),
                media::state.eq(MediaState::Ready),
                media::media_key.eq(&sound.key),
                media::duration_ms.eq(sound.duration_ms),
                media::size.eq(sound.size),
                media::description.eq(&sound.description),
                media::created_at.eq(clock::now()),
            ))
            .returning(media::id)
            .get_result(c)
    }

    /// Writes the row of an upload that is stored as it came, under `key`, and still has to be worked up.
    pub fn begin(c: &mut Conn, actor: ActorId, key: &str, media_type: &str, size: i64) -> QueryResult<Self> {
        diesel::insert_into(media::table)
            .values((
                media::id.eq(MediaId::next()),
                media::actor_id.eq(actor),
                media::kind.eq(MediaKind::of(media_type)),
                media::media_type.eq(media_type),
                media::state.eq(MediaState::Pending),
                media::original_key.eq(key),
                media::size.eq(size),
                media::created_at.eq(clock::now()),
            ))
            .returning(Self::as_returning())
            .get_result(c)
    }

    /// It was worked up: these are its files now.
    pub fn finish(c: &mut Conn, id: MediaId, image: &StoredImage) -> QueryResult<()> {
        diesel::update(media::table.find(id))
            .set((
                media::state.eq(MediaState::Ready),
                media::media_type.eq(&image.media_type),
                media::media_key.eq(&image.key),
                media::preview_key.eq(&image.preview_key),
                media::original_key.eq(&image.original_key),
                media::width.eq(image.width),
                media::height.eq(image.height),
                media::size.eq(image.size),
                media::blurhash.eq(&image.blurhash),
                media::exposure.eq(image.exposure.clone().map(Json)),
            ))
            .execute(c)?;
        Rendition::set(c, id, &image.renditions)?;
        signal::raise(c, SIGNAL);
        Ok(())
    }

    /// It came to nothing, for that reason.
    pub fn fail(c: &mut Conn, id: MediaId, reason: &str) -> QueryResult<()> {
        diesel::update(media::table.find(id))
            .set((
                media::state.eq(MediaState::Failed),
                media::error.eq(reason),
                media::original_key.eq(None::<String>),
                media::size.eq(0),
            ))
            .execute(c)?;
        signal::raise(c, SIGNAL);
        Ok(())
    }
}

/// Sides and sizes are bounded far below these limits.
fn side(length: u32) -> i32 {
    i32::try_from(length).unwrap_or(i32::MAX)
}

fn bytes(count: usize) -> i64 {
    i64::try_from(count).unwrap_or(i64::MAX)
}

async fn put(files: &Files, file: &Derived) -> Result<String, store::media::MediaError> {
    let key = key(file);
    files.put(&key, file.bytes.clone(), file.media_type).await?;
    Ok(key)
}

/// `ab/cd/abcd….webp`: the SHA-256 of the content, and an ending that tells web servers the type.
fn key(file: &Derived) -> String {
    let hash = hex::encode(digest(&SHA256, &file.bytes));
    let (first, second) = (hash.get(..2).unwrap_or_default(), hash.get(2..4).unwrap_or_default());
    let ending = match file.media_type {
        "image/jpeg" => "jpg",
        "image/png" => "png",
        "image/gif" => "gif",
        _ => "webp",
    };
    format!("{first}/{second}/{hash}.{ending}")
}
