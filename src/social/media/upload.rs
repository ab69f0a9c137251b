//! From the bytes of an upload to stored files. The row follows in the caller's transaction ([`super::Media::create`]).

use aws_lc_rs::digest::{SHA256, digest};
use bytes::Bytes;
use store::media::Media as Files;

use super::pipeline::{Derived, MediaError, Processed, Purpose, process_off_thread};

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
    /// Width in pixels.
    pub width: i32,
    /// Height in pixels.
    pub height: i32,
    /// Bytes of all its files.
    pub size: i64,
    /// See [`super::Media::blurhash`].
    pub blurhash: Option<String>,
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

/// Works an uploaded picture up and stores its files.
pub async fn upload_image(files: &Files, file: Bytes, purpose: Purpose) -> Result<StoredImage, UploadError> {
    let processed = process_off_thread(file, purpose).await?;
    Ok(store_image(files, &processed).await?)
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
    let made = [Some(&image.main), image.preview.as_ref(), image.original.as_ref()];
    let size: usize = made.into_iter().flatten().map(|file| file.bytes.len()).sum();
    // Sides and sizes are bounded far below these limits.
    let side = |length: u32| i32::try_from(length).unwrap_or(i32::MAX);
    Ok(StoredImage {
        key,
        media_type: image.main.media_type.to_owned(),
        preview_key,
        original_key,
        width: side(image.main.width),
        height: side(image.main.height),
        size: i64::try_from(size).unwrap_or(i64::MAX),
        blurhash: image.blurhash.clone(),
    })
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
