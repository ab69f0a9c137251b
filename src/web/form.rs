//! Forms: read, checked to be ours, and made into a struct.

mod decode;
#[cfg(test)]
mod tests;
mod upload;

use std::ops::{Deref, DerefMut};

use actix_multipart::Multipart;
use actix_web::error::PayloadError;
use actix_web::http::header;
use actix_web::{FromRequest, HttpRequest, dev};
use bytes::{Bytes, BytesMut};
use futures::StreamExt;
use futures::future::LocalBoxFuture;
use serde::de::DeserializeOwned;

pub use decode::{FormError, from_pairs};
pub use upload::Upload;

use crate::error::{Error, Result};
use crate::redirect::safe_path;
use crate::{Visit, csrf};

/// How many bytes the fields of a form may have together, files aside.
const MOST_TEXT: usize = 1 << 20;

/// How many fields, and how many files, a form may have.
const MOST_FIELDS: usize = 1000;
/// Programs send long lists of ids, each a field.
const MOST_FIELDS_OF_PROGRAMS: usize = 20_000;
const MOST_FILES: usize = 24;

/// A form that this reader filled in on this site: url-encoded, or multipart with files. Reads `T` from its fields:
///
/// - a field that is repeated, or is named `names[]`, makes a `Vec`; `poll[options][]` a struct within;
/// - a checkbox is a `bool` with `#[serde(default)]`;
/// - an empty field is `None` for an `Option`.
///
/// A field that does not fit `T` is [`Error::Invalid`]. What fits and is still wrong is for the handler to say, with
/// [`Visit::render_invalid`].
#[derive(Debug)]
pub struct Form<T> {
    /// What was filled in.
    pub fields: T,
    /// The files that were attached.
    pub uploads: Vec<Upload>,
}

impl<T> Form<T> {
    /// What was filled in.
    pub fn into_inner(self) -> T {
        self.fields
    }

    /// Takes the file of a field out, where one was attached.
    pub fn take_upload(&mut self, field: &str) -> Option<Upload> {
        let position = self.uploads.iter().position(|upload| upload.field == field)?;
        Some(self.uploads.remove(position))
    }
}

impl<T> Deref for Form<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.fields
    }
}

impl<T> DerefMut for Form<T> {
    fn deref_mut(&mut self) -> &mut T {
        &mut self.fields
    }
}

impl<T: DeserializeOwned> FromRequest for Form<T> {
    type Error = Error;
    type Future = LocalBoxFuture<'static, Result<Self>>;

    fn from_request(req: &HttpRequest, payload: &mut dev::Payload) -> Self::Future {
        let (req, payload) = (req.clone(), payload.take());
        Box::pin(async move {
            let visit = Visit::of(&req).await?;
            csrf::same_origin(&req, &visit.site.origin)?;
            let body = Body::read(&req, payload, visit.site.upload_bytes, Some(&visit)).await?;
            body.remember_next(&visit);
            let fields = from_pairs(body.pairs).map_err(|error| Error::invalid(error.field, error.message))?;
            Ok(Self { fields, uploads: body.uploads })
        })
    }
}

/// What a form held, whoever made it: [`Form`] sees to it that it is ours; programs show a token instead.
#[derive(Debug, Default)]
pub struct Body {
    /// Names and values, in order.
    pub pairs: Vec<(String, String)>,
    /// The files that were attached.
    pub uploads: Vec<Upload>,
}

impl Body {
    /// Reads a form of a program, url-encoded or multipart with files of at most so many bytes each.
    pub async fn of_program(req: &HttpRequest, payload: dev::Payload, upload_bytes: u64) -> Result<Self> {
        Self::read(req, payload, upload_bytes, None).await
    }

    /// Reads a form. Where it is to be one of ours, its tag is checked before anything of it is written to the disk.
    async fn read(req: &HttpRequest, payload: dev::Payload, most: u64, visit: Option<&Visit>) -> Result<Self> {
        let body = match content_type(req) {
            "application/x-www-form-urlencoded" => {
                read_text(payload, visit.map_or(MOST_FIELDS_OF_PROGRAMS, |_| MOST_FIELDS)).await?
            }
            "multipart/form-data" => read_multipart(visit, Multipart::new(req.headers(), payload), most).await?,
            _ => return Err(Error::Format),
        };
        visit.map_or(Ok(()), |visit| body.verify(visit))?;
        Ok(body)
    }

    fn verify(&self, visit: &Visit) -> Result<()> {
        let tag = self.pairs.iter().find(|(name, _)| name == csrf::FIELD);
        visit.check_form(tag.map(|(_, tag)| tag.as_str()))
    }

    /// The field `next` of the form says where the reader is led on to, as that of the query does.
    fn remember_next(&self, visit: &Visit) {
        let next = self.pairs.iter().find(|(name, _)| name == "next");
        if let Some(path) = next.and_then(|(_, next)| safe_path(next)) {
            visit.lead_on_to(path);
        }
    }
}

/// The media type that a request says it has, without its parameters.
pub fn content_type(req: &HttpRequest) -> &str {
    let value = req.headers().get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok());
    value.and_then(|value| value.split(';').next()).map(str::trim).unwrap_or_default()
}

/// The bytes of a request's body, as many as fields may have.
///
/// # Errors
/// There are more, or the connection broke.
pub async fn read_bytes(mut payload: dev::Payload) -> Result<Bytes> {
    let mut bytes = BytesMut::new();
    while let Some(chunk) = payload.next().await {
        let chunk = chunk.map_err(unreadable)?;
        if bytes.len() + chunk.len() > MOST_TEXT {
            return Err(Error::TooLarge);
        }
        bytes.extend_from_slice(&chunk);
    }
    Ok(bytes.freeze())
}

async fn read_text(payload: dev::Payload, most: usize) -> Result<Body> {
    let bytes = read_bytes(payload).await?;
    let pairs: Vec<_> = url::form_urlencoded::parse(&bytes).take(most + 1).map(own).collect();
    if pairs.len() > most {
        return Err(Error::TooLarge);
    }
    Ok(Body { pairs, uploads: Vec::new() })
}

fn own((name, value): (std::borrow::Cow<'_, str>, std::borrow::Cow<'_, str>)) -> (String, String) {
    (name.into_owned(), plain(&value))
}

/// Text as it is kept: lines end as on Unix, and NUL, which PostgreSQL cannot keep, is gone.
pub fn plain(text: &str) -> String {
    text.replace("\r\n", "\n").replace('\0', "")
}

async fn read_multipart(visit: Option<&Visit>, mut parts: Multipart, most: u64) -> Result<Body> {
    let mut body = Body::default();
    let (mut text_bytes, mut fields, mut verified) = (0, 0, false);
    while let Some(part) = parts.next().await {
        let mut part = part.map_err(malformed)?;
        fields += 1;
        let name = part.name().unwrap_or_default().to_owned();
        let is_file = part.content_disposition().is_some_and(|disposition| disposition.get_filename().is_some());
        if fields > MOST_FIELDS || body.uploads.len() > MOST_FILES {
            return Err(Error::TooLarge);
        }
        if is_file {
            // Our forms begin with their tag: nothing of a stranger's is written to the disk.
            if let Some(visit) = visit.filter(|_| !verified) {
                body.verify(visit)?;
                verified = true;
            }
            body.uploads.extend(Upload::receive(&name, &mut part, most).await?);
            continue;
        }
        let value = match part.bytes(MOST_TEXT - text_bytes).await {
            Ok(value) => value.map_err(malformed)?,
            Err(_) => return Err(Error::TooLarge),
        };
        text_bytes += value.len();
        body.pairs.push((name, plain(&String::from_utf8_lossy(&value))));
    }
    Ok(body)
}

fn unreadable(error: PayloadError) -> Error {
    match error {
        PayloadError::Overflow => Error::TooLarge,
        error => {
            tracing::debug!(%error, "a form could not be read");
            Error::bad("error-bad-text")
        }
    }
}

fn malformed(error: actix_multipart::MultipartError) -> Error {
    tracing::debug!(%error, "a form could not be read");
    Error::bad("error-bad-text")
}
