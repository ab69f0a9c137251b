//! What is read of a feed (RSS 2.0, with what iTunes adds to it). Everything in it is a stranger's: bounded, and made safe.

use std::io::Cursor;

use chrono::{DateTime, NaiveDateTime};
use host::social::markup;
use host::web::feed::printable;
use quick_xml::events::Event;
use rss::{Channel, Item};
use url::Url;

use crate::episode::NewEpisode;
use crate::text;

/// The largest feed, in bytes.
pub(crate) const MAX_BYTES: usize = 8 * 1024 * 1024;
/// How many episodes are kept of one, the newest.
pub(crate) const MAX_EPISODES: usize = 250;
/// How deep elements lie within one another.
const MAX_DEPTH: usize = 50;
/// The longest title or name, in characters.
const MAX_LINE: usize = 300;

host::store::text_enum! {
    /// Why a podcast could not be read.
    pub(crate) Problem {
        /// Its server cannot be reached, or is too slow.
        Unreachable = "unreachable",
        /// There is nothing at its address.
        Gone = "gone",
        /// Its server refuses to hand it out, or fails.
        Refused = "refused",
        /// The address is one that is never contacted.
        Forbidden = "forbidden",
        /// The club takes nothing from that server.
        Blocked = "blocked",
        /// It is more than is read.
        TooLarge = "too-large",
        /// What is there is no feed, nor does it say where one is.
        NoFeed = "no-feed",
        /// It is a feed without any sound.
        Silent = "silent",
    }
}

/// What a feed says.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct Told {
    pub(crate) title: String,
    pub(crate) author: String,
    /// HTML, made safe.
    pub(crate) description: String,
    pub(crate) link: Option<String>,
    pub(crate) picture: Option<Url>,
    /// For how many minutes it may be taken for what it was.
    pub(crate) ttl: Option<i64>,
    /// The newest first.
    pub(crate) episodes: Vec<NewEpisode>,
}

/// Reads a feed that was found there, at that time.
///
/// # Errors
/// [`Problem::NoFeed`] or [`Problem::Silent`].
pub(crate) fn read(body: &[u8], at: &Url, now: NaiveDateTime) -> Result<Told, Problem> {
    if !is_shallow(body) {
        return Err(Problem::NoFeed);
    }
    let channel = Channel::read_from(Cursor::new(body)).map_err(|_| Problem::NoFeed)?;
    let mut episodes: Vec<NewEpisode> = channel.items.iter().filter_map(|item| episode(item, at, now)).collect();
    if episodes.is_empty() && !channel.items.is_empty() {
        return Err(Problem::Silent);
    }
    episodes.sort_by_key(|episode| std::cmp::Reverse(episode.published_at.unwrap_or(now)));
    episodes.truncate(MAX_EPISODES);
    let itunes = channel.itunes_ext.as_ref();
    let author = itunes.and_then(|told| told.author.as_deref()).or(channel.managing_editor.as_deref());
    let picture = itunes.and_then(|told| told.image.as_deref()).or(channel.image.as_ref().map(|image| image.url()));
    let about = Some(channel.description.as_str()).filter(|text| !text.trim().is_empty());
    Ok(Told {
        title: line(&channel.title),
        author: line(author.unwrap_or_default()),
        description: words(about.or_else(|| itunes?.summary.as_deref()).unwrap_or_default()),
        link: address(&channel.link, at).map(Into::into),
        picture: picture.and_then(|url| address(url, at)),
        ttl: channel.ttl.as_deref().and_then(|ttl| ttl.trim().parse().ok()),
        episodes,
    })
}

/// Whether elements lie no deeper within one another than a reader bears that descends into them.
fn is_shallow(body: &[u8]) -> bool {
    let mut reader = quick_xml::Reader::from_reader(body);
    reader.config_mut().check_end_names = false;
    let mut depth = 0_usize;
    loop {
        match reader.read_event() {
            Ok(Event::Start(_)) => depth += 1,
            Ok(Event::End(_)) => depth = depth.saturating_sub(1),
            Ok(Event::Eof) => return true,
            Ok(_) => {}
            Err(_) => return false,
        }
        if depth > MAX_DEPTH {
            return false;
        }
    }
}

/// An episode; none where there is nothing to be heard.
fn episode(item: &Item, at: &Url, now: NaiveDateTime) -> Option<NewEpisode> {
    let enclosure = item.enclosure.as_ref()?;
    let url = address(&enclosure.url, at)?;
    let media_type = media_type(&enclosure.mime_type, &url)?;
    let itunes = item.itunes_ext.as_ref();
    let guid = item.guid.as_ref().map(|guid| guid.value.trim()).filter(|guid| !guid.is_empty());
    let title = item.title.as_deref().map(line).filter(|title| !title.is_empty());
    let told = [item.content.as_deref(), item.description.as_deref(), itunes.and_then(|told| told.summary.as_deref())];
    let number = |text: Option<&str>| text.and_then(|text| text.trim().parse().ok()).filter(|number: &i32| *number > 0);
    Some(NewEpisode {
        guid: guid.unwrap_or(url.as_str()).chars().filter(|c| !c.is_control()).take(MAX_LINE).collect(),
        title: title
            .unwrap_or_else(|| line(url.path_segments().and_then(|mut parts| parts.next_back()).unwrap_or_default())),
        description: words(told.into_iter().flatten().find(|text| !text.trim().is_empty()).unwrap_or_default()),
        media_type,
        size: enclosure.length.trim().parse().ok().filter(|size| *size > 0).unwrap_or(0),
        duration_ms: itunes.and_then(|told| duration(told.duration.as_deref()?)).unwrap_or(0),
        number: number(itunes.and_then(|told| told.episode.as_deref())),
        season: number(itunes.and_then(|told| told.season.as_deref())),
        published_at: item.pub_date.as_deref().and_then(moment).map(|moment| moment.min(now)),
        url: url.into(),
    })
}

/// Sound or film; where the feed does not say which, the address is asked.
fn media_type(said: &str, url: &Url) -> Option<String> {
    let said = said.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
    let fit = said.len() <= 100 && said.bytes().all(|b| b.is_ascii_alphanumeric() || b"/.+-_".contains(&b));
    if fit && (said.starts_with("audio/") || said.starts_with("video/")) {
        return Some(said);
    }
    let known = match url.path().rsplit_once('.').map(|(_, ending)| ending.to_ascii_lowercase())?.as_str() {
        "mp3" => "audio/mpeg",
        "m4a" | "m4b" => "audio/mp4",
        "ogg" | "oga" | "opus" => "audio/ogg",
        "flac" => "audio/flac",
        "mp4" | "m4v" => "video/mp4",
        _ => return None,
    };
    Some(known.to_owned())
}

/// An address on the web.
fn address(said: &str, at: &Url) -> Option<Url> {
    let said = said.trim();
    let url = at.join(said).ok().filter(|_| !said.is_empty())?;
    text::address(url.as_str())
}

/// How long it plays, in milliseconds: seconds, or `1:02:03`.
fn duration(text: &str) -> Option<i64> {
    let mut seconds = 0_i64;
    for part in text.trim().splitn(3, ':') {
        let part: f64 = part.trim().parse().ok().filter(|part| (0.0..1e6).contains(part))?;
        seconds = seconds.checked_mul(60)?.checked_add(part as i64)?;
    }
    Some(seconds.min(7 * 24 * 3600) * 1000)
}

/// A date as RSS has it (RFC 822), or as everybody else. Which day of the week it is, feeds often get wrong: it is not looked at.
fn moment(text: &str) -> Option<NaiveDateTime> {
    let text = text.split_once(',').map_or(text, |(_, date)| date).trim();
    let read = DateTime::parse_from_rfc2822(text).or_else(|_| DateTime::parse_from_rfc3339(text)).ok()?;
    Some(read.naive_utc())
}

fn line(text: &str) -> String {
    let text: String = text.chars().take(10 * MAX_LINE).collect();
    let text = markup::to_text(&text).split_whitespace().collect::<Vec<_>>().join(" ");
    printable(&text).chars().take(MAX_LINE).collect()
}

fn words(html: &str) -> String {
    markup::sanitise_bio(html)
}
