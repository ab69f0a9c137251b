//! From the bytes of an upload to stored files.

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
