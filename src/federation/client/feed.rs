//! Feeds, which are asked again and again, and come only if they are other than they were.

use http::StatusCode;
use http::header::{ETAG, IF_MODIFIED_SINCE, IF_NONE_MATCH, LAST_MODIFIED};
use url::Url;

use super::answer::Kind;
use super::error::FetchError;
use super::exchange::Order;
use super::{Client, Fetched};
use crate::page::{self, Head};

/// The longest name of an edition that is kept, in bytes.
const LONGEST: usize = 300;

/// What a server calls a document as it is: shown to it again, it need not send the same twice (RFC 9110 §13.1).
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Edition {
    /// Its `ETag`.
    pub etag: Option<String>,
    /// Its `Last-Modified`, as the server writes it.
    pub modified: Option<String>,
}

/// What became of a document that was fetched before.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Revisited {
    /// It is as it was.
    Unchanged,
    /// This is it now.
    Changed {
        /// The document.
        feed: Box<Fetched>,
        /// What its server calls it.
        edition: Edition,
        /// Where the page said that it is, where there was a page instead.
        led: Option<Url>,
    },
}

impl Client {
    /// Fetches a feed of at most `max_bytes`, unsigned, unless it still is what it was. Where there is a page instead that says
    /// where its feed is (`rel="alternate"`), that is fetched.
    ///
    /// # Errors
    /// [`FetchError`]; [`FetchError::is_temporary`] says whether to try again.
    pub async fn get_feed(&self, url: &Url, known: &Edition, max_bytes: usize) -> Result<Revisited, FetchError> {
        self.within_deadline(async {
            let found = self.revisit(url, known, max_bytes).await?;
            let Revisited::Changed { feed: page, .. } = &found else { return Ok(found) };
            if !matches!(page.content_type.as_str(), "text/html" | "application/xhtml+xml") {
                return Ok(found);
            }
            let head = Head::read(&page::decode(&page.body));
            let led = head.feed().and_then(|feed| page::link(&page.final_url, feed));
            let led = led.ok_or_else(|| FetchError::ContentType(page.content_type.clone()))?;
            match self.revisit(&led, &Edition::default(), max_bytes).await? {
                Revisited::Changed { feed, edition, .. } => Ok(Revisited::Changed { feed, edition, led: Some(led) }),
                unchanged => Ok(unchanged),
            }
        })
        .await
    }

    async fn revisit(&self, url: &Url, known: &Edition, max_bytes: usize) -> Result<Revisited, FetchError> {
        let order = Order::get(Kind::Feed, None)
            .saying(IF_NONE_MATCH, known.etag.as_deref())
            .saying(IF_MODIFIED_SINCE, known.modified.as_deref());
        let answer = self.carry_out(&order, url).await?;
        if answer.response.status() == StatusCode::NOT_MODIFIED {
            return Ok(Revisited::Unchanged);
        }
        let said = |name| answer.said(&name).filter(|value| value.len() <= LONGEST);
        let edition = Edition { etag: said(ETAG), modified: said(LAST_MODIFIED) };
        let feed = answer.into_document(Kind::Feed, max_bytes).await?;
        Ok(Revisited::Changed { feed: Box::new(feed), edition, led: None })
    }
}
