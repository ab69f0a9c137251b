//! Media files, on disk or in S3.

use std::io::{Read, Seek, SeekFrom};
use std::ops::Range;
use std::path::Path;
use std::sync::Arc;

use bytes::Bytes;
use chrono::{DateTime, Utc};
use futures::stream::BoxStream;
use futures::{StreamExt, TryStreamExt};
use object_store::aws::AmazonS3Builder;
use object_store::buffered::BufWriter;
use object_store::local::LocalFileSystem;
use object_store::prefix::PrefixStore;
use object_store::{
    Attribute, Attributes, GetOptions, GetRange, GetResultPayload, ObjectStore, ObjectStoreExt, PutOptions,
};
use serde::{Deserialize, Serialize};
use tokio::io::{AsyncWriteExt, BufReader};
use url::Url;

#[cfg(test)]
mod tests;

/// Where media files are kept: the section `[media]` of the configuration.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct MediaConfig {
    /// `file:FOLDER`, relative to the data folder, or `s3://bucket/prefix`.
    pub url: String,
    /// The address of the S3 server; empty for Amazon's.
    pub endpoint: String,
    /// The S3 region.
    pub region: String,
    /// The S3 key's name; empty to take the credentials from the environment or the machine's role.
    pub access_key_id: String,
    /// The S3 key.
    pub secret_access_key: String,
    /// Permits an S3 server without TLS.
    pub allow_http: bool,
}

impl Default for MediaConfig {
    fn default() -> Self {
        Self {
            url: "file:media".to_owned(),
            endpoint: String::new(),
            region: "us-east-1".to_owned(),
            access_key_id: String::new(),
            secret_access_key: String::new(),
            allow_http: false,
        }
    }
}

impl std::fmt::Debug for MediaConfig {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("MediaConfig")
            .field("url", &self.url)
            .field("endpoint", &self.endpoint)
            .field("region", &self.region)
            .field("access_key_id", &self.access_key_id)
            .field("allow_http", &self.allow_http)
            .finish_non_exhaustive()
    }
}

/// Why a media file, or the place for all of them, cannot be had.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum MediaError {
    /// There is no such file.
    #[error("there is no media file {0:?}")]
    Missing(String),
    /// The name is not one that we would have given.
    #[error("{0:?} is not the name of a media file")]
    Key(String),
    /// The file ends before the range begins.
    #[error("the media file has only {size} bytes")]
    Range {
        /// The size of the file in bytes.
        size: u64,
    },
    /// The address is not understood.
    #[error("media.url {url:?} is not understood: {reason}")]
    Url {
        /// The address.
        url: String,
        /// What is wrong with it.
        reason: String,
    },
    /// The disk failed.
    #[error("a media file cannot be read or written: {0}")]
    Io(#[from] std::io::Error),
    /// The store failed.
    #[error("the media store failed: {0}")]
    Store(#[from] object_store::Error),
}

/// A media file while it is read.
pub struct Reading {
    /// The size of the whole file in bytes.
    pub size: u64,
    /// Which of them `stream` gives.
    pub range: Range<u64>,
    /// The bytes.
    pub stream: BoxStream<'static, Result<Bytes, MediaError>>,
}

/// A media file in a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// Its name.
    pub key: String,
    /// Its size in bytes.
    pub size: u64,
    /// When it was written.
    pub modified: DateTime<Utc>,
}

/// The media files of the club. Cheap to clone.
///
/// A key is a few segments of letters, digits, `-`, `_` and `.` with `/` between them.
#[derive(Debug, Clone)]
pub struct Media {
    store: Arc<dyn ObjectStore>,
    /// A disk has no place for content types.
    keeps_types: bool,
}

/// The largest file that is copied in one go, in bytes.
const SMALL: u64 = 4 * 1024 * 1024;
/// How much of a larger one is copied at a time, in bytes.
const PIECE: usize = 1024 * 1024;
/// How much is read from a disk at a time.
const CHUNK: usize = 128 * 1024;

impl Media {
    /// Opens the store; a folder is made if it is missing. A remote store is not contacted: see [`Media::check`].
    pub fn open(config: &MediaConfig, data_dir: &Path) -> Result<Self, MediaError> {
        let misunderstood = |reason: &str| MediaError::Url { url: config.url.clone(), reason: reason.to_owned() };
        if let Some(folder) = config.url.strip_prefix("file:") {
            let folder = folder.strip_prefix("//").unwrap_or(folder);
            if folder.is_empty() {
                return Err(misunderstood("file: is followed by the name of a folder"));
            }
            let folder = data_dir.join(folder);
            std::fs::create_dir_all(&folder)?;
            // Synced, so that a row never speaks of a file that a power cut took.
            let store = Arc::new(LocalFileSystem::new_with_prefix(folder)?.with_fsync(true));
            return Ok(Self { store, keeps_types: false });
        }
        let url = Url::parse(&config.url).map_err(|_| misunderstood("it begins with file: or s3:"))?;
        if url.scheme() != "s3" {
            return Err(misunderstood("it begins with file: or s3:"));
        }
        let bucket = url.host_str().ok_or_else(|| misunderstood("s3:// is followed by the name of a bucket"))?;
        let store = s3(config, bucket)?;
        let prefix = url.path().trim_matches('/');
        let store: Arc<dyn ObjectStore> =
            if prefix.is_empty() { Arc::new(store) } else { Arc::new(PrefixStore::new(store, prefix)) };
        Ok(Self { store, keeps_types: true })
    }

    /// Writes, reads and removes a small file: whether the store works.
    pub async fn check(&self) -> Result<(), MediaError> {
        let key = format!("check-{}", crate::snowflake::next());
        self.put(&key, Bytes::from_static(b"kermesse"), "text/plain").await?;
        let read = self.get_bytes(&key).await;
        self.delete(&key).await?;
        read.map(drop)
    }

    /// Writes a file, in place of what stood there; readers see the old one or the new one, whole.
    pub async fn put(&self, key: &str, bytes: Bytes, content_type: &str) -> Result<(), MediaError> {
        let attributes = self.attributes(content_type);
        let options = PutOptions { attributes, ..PutOptions::default() };
        self.store.put_opts(&path(key)?, bytes.into(), options).await?;
        Ok(())
    }

    /// Writes a file from one on disk, in place of what stood there.
    pub async fn put_file(&self, key: &str, file: &Path, content_type: &str) -> Result<(), MediaError> {
        // What is small goes in one go, what is large in pieces: each step goes to another thread and back.
        if tokio::fs::metadata(file).await?.len() <= SMALL {
            return self.put(key, tokio::fs::read(file).await?.into(), content_type).await;
        }
        let mut source = BufReader::with_capacity(PIECE, tokio::fs::File::open(file).await?);
        let mut writer =
            BufWriter::new(Arc::clone(&self.store), path(key)?).with_attributes(self.attributes(content_type));
        let copied = tokio::io::copy_buf(&mut source, &mut writer).await;
        if let Err(error) = copied {
            writer.abort().await?;
            return Err(error.into());
        }
        writer.shutdown().await?;
        Ok(())
    }

    /// Reads a file, or those of its bytes that `range` asks for and that it has.
    pub async fn get(&self, key: &str, range: Option<GetRange>) -> Result<Reading, MediaError> {
        let path = path(key)?;
        let ranged = range.is_some();
        let options = GetOptions { range, ..GetOptions::default() };
        let result = match self.store.get_opts(&path, options).await {
            Err(error) if ranged && !matches!(error, object_store::Error::NotFound { .. }) => {
                let size = self.size(key).await?;
                tracing::debug!(key, %error, "a range was refused");
                return Err(MediaError::Range { size });
            }
            result => result.map_err(|error| missing(error, key))?,
        };
        let (size, range) = (result.meta.size, result.range.clone());
        let stream = match result.payload {
            GetResultPayload::File(file, _) => read_file(file, range.clone()),
            GetResultPayload::Stream(stream) => stream.map_err(MediaError::from).boxed(),
        };
        Ok(Reading { size, range, stream })
    }

    /// Reads a whole file into memory.
    pub async fn get_bytes(&self, key: &str) -> Result<Bytes, MediaError> {
        let result = self.store.get(&path(key)?).await.map_err(|error| missing(error, key))?;
        Ok(result.bytes().await?)
    }

    /// The size of a file in bytes.
    pub async fn size(&self, key: &str) -> Result<u64, MediaError> {
        Ok(self.store.head(&path(key)?).await.map_err(|error| missing(error, key))?.size)
    }

    /// Removes a file; that there was none is no error.
    pub async fn delete(&self, key: &str) -> Result<(), MediaError> {
        match self.store.delete(&path(key)?).await {
            Ok(()) | Err(object_store::Error::NotFound { .. }) => Ok(()),
            Err(error) => Err(error.into()),
        }
    }

    /// The files below a prefix of whole segments; an empty one stands for all. In no particular order.
    pub fn list(&self, prefix: &str) -> Result<BoxStream<'static, Result<Entry, MediaError>>, MediaError> {
        let prefix = if prefix.is_empty() { None } else { Some(path(prefix)?) };
        let entries = self.store.list(prefix.as_ref()).map_err(MediaError::from);
        Ok(entries
            .map_ok(|meta| Entry { key: meta.location.to_string(), size: meta.size, modified: meta.last_modified })
            .boxed())
    }

    fn attributes(&self, content_type: &str) -> Attributes {
        let types = self.keeps_types.then(|| (Attribute::ContentType, content_type.to_owned()));
        Attributes::from_iter(types)
    }
}

fn s3(config: &MediaConfig, bucket: &str) -> Result<object_store::aws::AmazonS3, MediaError> {
    let mut builder = if config.access_key_id.is_empty() {
        AmazonS3Builder::from_env()
    } else {
        AmazonS3Builder::new()
            .with_access_key_id(&config.access_key_id)
            .with_secret_access_key(&config.secret_access_key)
    };
    if !config.endpoint.is_empty() {
        builder = builder.with_endpoint(&config.endpoint);
    }
    Ok(builder.with_bucket_name(bucket).with_region(&config.region).with_allow_http(config.allow_http).build()?)
}

/// Takes only keys of our own making, so that no key leads out of the store.
fn path(key: &str) -> Result<object_store::path::Path, MediaError> {
    let plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.');
    let segment = |part: &str| !part.is_empty() && !part.starts_with('.') && part.chars().all(plain);
    if key.len() > 512 || !key.split('/').all(segment) {
        return Err(MediaError::Key(key.to_owned()));
    }
    object_store::path::Path::parse(key).map_err(|_| MediaError::Key(key.to_owned()))
}

fn missing(error: object_store::Error, key: &str) -> MediaError {
    match error {
        object_store::Error::NotFound { .. } => MediaError::Missing(key.to_owned()),
        error => error.into(),
    }
}

/// Reads a file on the threads that may block, in larger pieces than object_store does.
fn read_file(file: std::fs::File, range: Range<u64>) -> BoxStream<'static, Result<Bytes, MediaError>> {
    let start = (file, range.start, range.end);
    futures::stream::try_unfold(start, |(mut file, at, end)| async move {
        if at >= end {
            return Ok(None);
        }
        let read = move || -> std::io::Result<(std::fs::File, Vec<u8>)> {
            let length = usize::try_from(end - at).unwrap_or(CHUNK).min(CHUNK);
            let mut chunk = vec![0; length];
            file.seek(SeekFrom::Start(at))?;
            file.read_exact(&mut chunk)?;
            Ok((file, chunk))
        };
        let (file, chunk) = tokio::task::spawn_blocking(read).await.map_err(std::io::Error::other)??;
        let next = at + chunk.len() as u64;
        Ok(Some((Bytes::from(chunk), (file, next, end))))
    })
    .boxed()
}
