//! The card: how anything is kept that no stall claims for itself, so that nothing that came is lost on its readers.
//!
//! It has title, text, picture and link like everything else. What would be lost with the type is put where every reader
//! looks: date and place of an event stand above its text, the file of a sound or film hangs on it like an attachment.

#[cfg(test)]
mod tests;

use chrono::{DateTime, Utc};
use social::markup;
use social::media::RemoteMedia;
use vocab::{Address, Iri, Link, Object, Place};

use crate::kind::{Claim, ObjectKind};

/// The kind that is left when no other claims an object.
#[derive(Debug, Clone, Copy)]
pub struct Card;

/// Types that say nothing to people, or only together with something else.
const SILENT: [&str; 8] =
    ["Tombstone", "QuoteAuthorization", "ReplyAuthorization", "Place", "Profile", "Relationship", "Document", "Story"];

impl ObjectKind for Card {
    fn name(&self) -> &'static str {
        "card"
    }

    fn wire_types(&self) -> &'static [&'static str] {
        &["Note"]
    }

    fn claim(&self, object: &Object) -> Claim {
        let shows = object.name.is_some()
            || object.text().is_some()
            || object.summary.is_some()
            || !object.attachment.is_empty()
            || object.poll().is_some();
        if shows && !SILENT.contains(&object.kind()) { Claim::Fallback } else { Claim::No }
    }
}

/// The text of a card: when and where for an event, then what its author wrote. `content` is sanitised already.
pub(crate) fn content(object: &Object, content: &str) -> String {
    // Of an event these are kept by themselves, and shown with it.
    if object.is("Event") && object.start_time.is_some() {
        return content.to_owned();
    }
    let mut lines = Vec::new();
    if let Some(start) = object.start_time.filter(|_| object.poll().is_none()) {
        lines.push(format!("📅 {}", span(start, object.end_time)));
    }
    lines.extend(object.location.iter().filter_map(place).map(|place| format!("📍 {}", markup::escape(&place))));
    if lines.is_empty() {
        return content.to_owned();
    }
    format!("<p>{}</p>{content}", lines.join("<br>"))
}

/// In UTC: a document keeps the moment, not the clock of who wrote it.
fn span(start: DateTime<Utc>, end: Option<DateTime<Utc>>) -> String {
    let day_and_time = "%Y-%m-%d %H:%M";
    match end.filter(|end| *end > start) {
        None => format!("{} UTC", start.format(day_and_time)),
        Some(end) if end.date_naive() == start.date_naive() => {
            format!("{}–{} UTC", start.format(day_and_time), end.format("%H:%M"))
        }
        Some(end) => format!("{} – {} UTC", start.format(day_and_time), end.format(day_and_time)),
    }
}

/// A place in one line: its name and its address.
fn place(place: &Place) -> Option<String> {
    let mut parts: Vec<&str> = place.name.as_deref().into_iter().collect();
    match &place.address {
        Some(Address::Text(text)) => parts.push(text),
        Some(Address::Postal(postal)) => {
            let lines =
                [&postal.street_address, &postal.postal_code, &postal.address_locality, &postal.address_country];
            parts.extend(lines.into_iter().filter_map(|line| line.as_deref()));
        }
        None => {}
    }
    if parts.is_empty() && place.is_virtual() {
        parts.extend(Link::page(&place.url).map(Iri::as_str));
    }
    parts.dedup();
    let line = parts.iter().map(|part| part.trim()).filter(|part| !part.is_empty()).collect::<Vec<_>>().join(", ");
    (!line.is_empty()).then_some(line)
}

/// The files that a sound or film keeps in its `url`, where others attach them: one is enough to play it.
pub(crate) fn files(object: &Object) -> Vec<RemoteMedia> {
    let (wanted, usual) = match object.kind() {
        "Audio" => ("audio/", "audio/mpeg"),
        "Video" => ("video/", "video/mp4"),
        _ => return Vec::new(),
    };
    // PeerTube lists the files of a stream in the tags of its playlist.
    let links: Vec<&Link> = object.url.iter().flat_map(|link| std::iter::once(link).chain(&link.tag)).collect();
    let of_type = |test: &dyn Fn(&str) -> bool| links.iter().find(|link| link.media_type().is_some_and(test)).copied();
    let best = of_type(&|kind| kind == usual).or_else(|| of_type(&|kind| kind.starts_with(wanted)));
    let Some((link, href)) = best.and_then(|link| Some((link, link.href.as_ref()?))) else { return Vec::new() };
    let pixels = |size: Option<u64>| size.and_then(|size| i32::try_from(size).ok());
    vec![RemoteMedia {
        url: href.to_string(),
        media_type: link.media_type().unwrap_or_default().to_owned(),
        description: object.name.clone().unwrap_or_default(),
        width: pixels(link.width),
        height: pixels(link.height),
        duration_ms: object.duration.and_then(|d| i64::try_from(d.as_millis()).ok()),
        ..RemoteMedia::default()
    }]
}
