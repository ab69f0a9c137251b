//! A file that came with a form.

use std::path::Path;

use actix_multipart::Field;
use futures::StreamExt;
use tempfile::{NamedTempFile, TempPath};
use tokio::io::AsyncWriteExt;

use super::malformed;
use crate::error::{Error, Result};

/// How much of a file's name is kept, in characters.
const LONGEST_NAME: usize = 200;

/// A file that came with a form, on the disk until this is dropped. What it is, only its bytes say.
#[derive(Debug)]
pub struct Upload {
    /// The field that it came in.
    pub field: String,
    /// What its owner calls it, without folders; not fit to be a path.
    pub name: String,
    /// What its sender takes it for. Not to be relied on.
    pub claimed_type: String,
    /// Its size in bytes.
    pub size: u64,
    path: TempPath,
}

impl Upload {
    /// Writes a part to the disk, up to `most` bytes. `None` where a file could have been attached and was not.
    pub(super) async fn receive(field: &str, part: &mut Field, most: u64) -> Result<Option<Self>> {
        let name = part.content_disposition().and_then(|disposition| disposition.get_filename());
        let name = base_name(name.unwrap_or_default());
        let claimed_type = part.content_type().map(ToString::to_string).unwrap_or_default();
        let (file, path) = NamedTempFile::new().map_err(Error::internal)?.into_parts();
        let mut file = tokio::fs::File::from_std(file);
        let mut size = 0;
        while let Some(chunk) = part.next().await {
            let chunk = chunk.map_err(malformed)?;
            size += chunk.len() as u64;
            if size > most {
                return Err(Error::TooLarge);
            }
            file.write_all(&chunk).await.map_err(Error::internal)?;
        }
        file.flush().await.map_err(Error::internal)?;
        if size == 0 && name.is_empty() {
            return Ok(None);
        }
        Ok(Some(Self { field: field.to_owned(), name, claimed_type, size, path }))
    }

    /// Where it lies for now.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// All of it. Mind its size.
    pub async fn read(&self) -> std::io::Result<Vec<u8>> {
        tokio::fs::read(&self.path).await
    }
}

/// The last part of a name that may come with folders, of either kind of system, without control characters.
fn base_name(name: &str) -> String {
    let base = name.rsplit(['/', '\\']).next().unwrap_or_default();
    base.chars().filter(|c| !c.is_control()).take(LONGEST_NAME).collect()
}

#[cfg(test)]
pub(super) fn base_name_of(name: &str) -> String {
    base_name(name)
}
