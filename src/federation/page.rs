//! What a web page says of itself in its head: OpenGraph, the meta tags of HTML, and where its oEmbed document is. Nothing of
//! the page itself is taken over, least of all a player that it would like to be shown in a frame.

mod head;
#[cfg(test)]
mod tests;

use chrono::{DateTime, SubsecRound};
use encoding_rs::{Encoding, UTF_8, WINDOWS_1252};
use serde::Deserialize;
use social::markup;
use social::media::RemoteMedia;
use social::preview::Page;
use url::Url;

pub(crate) use head::Head;

/// How much of a title or a name is kept, in characters.
const MOST_TITLE: usize = 300;
/// How much of a description is kept, in characters.
const MOST_DESCRIPTION: usize = 1000;
/// How far into a page it may say in which characters it is written (HTML §4.2.5.4).
const SNIFFED: usize = 1024;

/// An oEmbed document (<https://oembed.com/>), as far as it is believed.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Embed {
    title: Option<String>,
    author_name: Option<String>,
    author_url: Option<String>,
    provider_name: Option<String>,
    provider_url: Option<String>,
    thumbnail_url: Option<String>,
}

/// The text of a page, whatever characters it is written in: as its bytes show, else as it says, else as browsers guess.
pub(crate) fn decode(body: &[u8]) -> String {
    if let Ok(text) = std::str::from_utf8(body) {
        return text.to_owned();
    }
    let start = String::from_utf8_lossy(body.get(..SNIFFED).unwrap_or(body)).to_ascii_lowercase();
    let said = start.split_once("charset=").map(|(_, rest)| rest.trim_start_matches(['"', '\'']));
    let label = said
        .and_then(|rest| rest.split(|c: char| matches!(c, '"' | '\'' | '>' | ';' | '/') || c.is_whitespace()).next());
    let encoding = match label.and_then(|label| Encoding::for_label(label.as_bytes())) {
        Some(encoding) => encoding,
        // Cut off in the middle of a character, most likely.
        None if String::from_utf8_lossy(body).matches('\u{fffd}').count() < 3 => UTF_8,
        None => WINDOWS_1252,
    };
    encoding.decode(body).0.into_owned()
}

/// A preview of the page that was found there; none where it does not even have a title.
pub(crate) fn describe(at: &Url, head: &Head, embed: Option<&Embed>) -> Option<Page> {
    let none = Embed::default();
    let embed = embed.unwrap_or(&none);
    let title = line(
        first([head.meta("og:title"), head.meta("twitter:title"), embed.title.as_deref(), head.title()]),
        MOST_TITLE,
    );
    if title.is_empty() {
        return None;
    }
    let address = |said: Option<&str>| said.and_then(|said| link(at, said)).map(String::from).unwrap_or_default();
    let description = first([head.meta("og:description"), head.meta("twitter:description"), head.meta("description")]);
    let author = first([embed.author_name.as_deref(), head.meta("author"), head.meta("fediverse:creator")]);
    let provider = first([head.meta("og:site_name"), embed.provider_name.as_deref()]);
    let host = at.host_str().map(|host| host.trim_start_matches("www.").to_owned()).unwrap_or_default();
    let provider = line(provider, MOST_TITLE);
    Some(Page {
        url: at.to_string(),
        title,
        description: line(description, MOST_DESCRIPTION),
        author_name: line(author, MOST_TITLE),
        author_url: address(embed.author_url.as_deref()),
        provider_name: if provider.is_empty() { host } else { provider },
        provider_url: address(embed.provider_url.as_deref()),
        language: head.language().map(|tag| tag.replace('_', "-")).filter(|tag| is_language(tag)),
        published_at: first([head.meta("article:published_time"), head.meta("og:article:published_time")])
            .and_then(|said| DateTime::parse_from_rfc3339(said.trim()).ok())
            .map(|at| at.naive_utc().trunc_subsecs(6)),
        image: image(at, head, embed),
    })
}

/// The picture that stands for the page.
fn image(at: &Url, head: &Head, embed: &Embed) -> Option<RemoteMedia> {
    let said = first([
        head.meta("og:image:secure_url"),
        head.meta("og:image"),
        head.meta("og:image:url"),
        head.meta("twitter:image"),
        embed.thumbnail_url.as_deref(),
    ])?;
    let side = |name: &str| head.meta(name).and_then(|side| side.trim().parse().ok());
    let (width, height) = (side("og:image:width"), side("og:image:height"));
    Some(RemoteMedia {
        url: link(at, said)?.into(),
        // What it is, its bytes tell; it is here to be looked at.
        media_type: "image/*".to_owned(),
        description: line(first([head.meta("og:image:alt"), head.meta("twitter:image:alt")]), MOST_DESCRIPTION),
        width: width.filter(|_| height.is_some()),
        height: height.filter(|_| width.is_some()),
        ..RemoteMedia::default()
    })
}

/// The first that says anything.
fn first<const N: usize>(said: [Option<&str>; N]) -> Option<&str> {
    said.into_iter().flatten().find(|text| !text.trim().is_empty())
}

/// Plain text on one line, cut to a length.
fn line(text: Option<&str>, most: usize) -> String {
    let words: Vec<&str> = text.unwrap_or_default().split_whitespace().collect();
    let visible = |c: char| !c.is_control();
    markup::shorten(&words.join(" ").chars().filter(|c| visible(*c)).collect::<String>(), most)
}

/// An address in a page, in full.
pub(crate) fn link(at: &Url, said: &str) -> Option<Url> {
    let url = at.join(said.trim()).ok()?;
    let fit = matches!(url.scheme(), "http" | "https") && url.username().is_empty() && url.password().is_none();
    (fit && url.as_str().len() <= social::preview::MAX_ADDRESS).then_some(url)
}

fn is_language(tag: &str) -> bool {
    tag.len() <= 35
        && tag.split('-').all(|part| (1..=8).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_alphanumeric()))
}
