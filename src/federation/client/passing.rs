//! Files that pass through: too large to be kept, they are handed on piece by piece as they come.

use std::time::Duration;

use bytes::Bytes;
use http::StatusCode;
use http::header::{ACCEPT_ENCODING, ACCEPT_RANGES, CONTENT_LENGTH, CONTENT_RANGE, RANGE};
use reqwest::Response;
use url::Url;

use super::Client;
use super::answer::Kind;
use super::error::FetchError;
use super::exchange::Order;

/// How long a server may take from one piece to the next.
const PATIENCE: Duration = Duration::from_secs(30);

/// A file, or a part of one, whose pieces are yet to come.
#[derive(Debug)]
pub struct Passing {
    /// Its type, in lower case, without parameters: what the peer says.
    pub content_type: String,
    /// Which part it is, as `Content-Range` says; none: it is whole.
    pub part: Option<String>,
    /// How many bytes come, where that is known.
    pub length: Option<u64>,
    /// Whether the server gives parts.
    pub in_parts: bool,
    response: Response,
    room: u64,
}

impl Client {
    /// Begins to fetch a picture, sound or film, or the part of it that `range` asks for (RFC 9110 §14.2), unsigned, of at most
    /// `max_bytes`. Of who asks nothing is told.
    ///
    /// # Errors
    /// [`FetchError`]; a part that there is not is [`FetchError::Status`] with 416.
    pub async fn pass_media(&self, url: &Url, range: Option<&str>, max_bytes: u64) -> Result<Passing, FetchError> {
        let order = Order::get(Kind::Media, None).saying(RANGE, range).saying(ACCEPT_ENCODING, Some("identity"));
        let answer = self.within_deadline(self.carry_out(&order, url)).await?;
        let content_type = answer.opened(Kind::Media)?;
        let length = answer.said(&CONTENT_LENGTH).and_then(|length| length.parse().ok());
        if length.is_some_and(|length| length > max_bytes) {
            return Err(FetchError::TooLong(usize::try_from(max_bytes).unwrap_or(usize::MAX)));
        }
        let partial = answer.response.status() == StatusCode::PARTIAL_CONTENT;
        Ok(Passing {
            content_type,
            part: answer.said(&CONTENT_RANGE).filter(|_| partial),
            length,
            in_parts: partial || answer.said(&ACCEPT_RANGES).is_some_and(|unit| unit == "bytes"),
            response: answer.response,
            room: max_bytes,
        })
    }
}

impl Passing {
    /// The next piece; none at the end.
    ///
    /// # Errors
    /// [`FetchError`] where the connection breaks or stands still, and where more comes than may.
    pub async fn next(&mut self) -> Result<Option<Bytes>, FetchError> {
        let piece = tokio::time::timeout(PATIENCE, self.response.chunk()).await;
        let Some(piece) = piece.map_err(|_| FetchError::Deadline(PATIENCE))?? else { return Ok(None) };
        match self.room.checked_sub(piece.len() as u64) {
            Some(room) => self.room = room,
            None => return Err(FetchError::TooLong(usize::try_from(self.room).unwrap_or(usize::MAX))),
        }
        Ok(Some(piece))
    }
}
