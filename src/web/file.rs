//! A stored file as an answer: whole, or the part of it that is asked for, as it is read.

use actix_web::http::{StatusCode, header};
use actix_web::{HttpRequest, HttpResponse};
use store::GetRange;
use store::media::{Media, MediaError};

use crate::error::{Error, Result};
use crate::headers;

/// Sends the file of that key. `keep` is what caches are told; with a name, browsers save it instead of showing it.
///
/// # Errors
/// Not found, where there is none; internal, where the store fails.
pub async fn send(
    files: &Media,
    req: &HttpRequest,
    key: &str,
    content_type: &str,
    keep: &str,
    save_as: Option<&str>,
) -> Result<HttpResponse> {
    let etag = format!("\"{key}\"");
    let said = |name: &header::HeaderName| req.headers().get(name).and_then(|value| value.to_str().ok());
    if said(&header::IF_NONE_MATCH) == Some(&etag) {
        return Ok(HttpResponse::NotModified().finish());
    }
    let same = said(&header::IF_RANGE).is_none_or(|tag| tag == etag);
    let range = said(&header::RANGE).filter(|_| same).and_then(range_of);
    let ranged = range.is_some();
    let reading = match files.get(key, range).await {
        Ok(reading) => reading,
        Err(MediaError::Missing(_) | MediaError::Key(_)) => return Err(Error::not_found("file")),
        Err(MediaError::Range { size }) => return Ok(unsatisfiable(size)),
        Err(error) => return Err(Error::internal(error)),
    };
    let mut response = headers::media(content_type, save_as);
    response
        .insert_header((header::CACHE_CONTROL, keep))
        .insert_header((header::ETAG, etag))
        .insert_header((header::ACCEPT_RANGES, "bytes"));
    let (start, end) = (reading.range.start, reading.range.end);
    if ranged {
        let part = format!("bytes {start}-{}/{}", end.saturating_sub(1), reading.size);
        response.status(StatusCode::PARTIAL_CONTENT).insert_header((header::CONTENT_RANGE, part));
    }
    Ok(response.no_chunking(end - start).streaming(reading.stream))
}

/// The one range that is asked for (RFC 9110 §14.2); anything else gets the whole file.
fn range_of(range: &str) -> Option<GetRange> {
    let (start, end) = range.strip_prefix("bytes=")?.split_once('-')?;
    match (start, end) {
        ("", last) => last.parse().ok().filter(|last| *last > 0).map(GetRange::Suffix),
        (first, "") => first.parse().ok().map(GetRange::Offset),
        (first, last) => {
            let (first, last): (u64, u64) = (first.parse().ok()?, last.parse().ok()?);
            (first <= last).then(|| GetRange::Bounded(first..last.saturating_add(1)))
        }
    }
}

/// The file ends before what is asked for (RFC 9110 §15.5.17).
fn unsatisfiable(size: u64) -> HttpResponse {
    HttpResponse::RangeNotSatisfiable().insert_header((header::CONTENT_RANGE, format!("bytes */{size}"))).finish()
}
