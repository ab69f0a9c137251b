//! What the events stall understands of what travels: an `Event`, as Mobilizon, Gancio and WordPress send and take it. When it
//! takes place and on what terms is read and written with every object; here is what no other object has.

use diesel::QueryResult;
use host::social::object::Object;
use host::social::occasion::{Occasion, OccasionStatus};
use host::social::place::Place;
use host::store::Conn;
use host::store::uri::Hosts;
use host::vocab;
use host::{Claim, ObjectKind};

/// The name that `objects.kind` keeps of an event.
pub(crate) const EVENT: &str = "event";

/// Something that takes place.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Event;

impl ObjectKind for Event {
    fn name(&self) -> &'static str {
        EVENT
    }

    fn wire_types(&self) -> &'static [&'static str] {
        &["Event"]
    }

    /// What does not say when it begins is no event: it stays a card.
    fn claim(&self, object: &vocab::Object) -> Claim {
        match object.kind() {
            "Event" if object.start_time.is_some() => Claim::Exact,
            _ => Claim::No,
        }
    }

    fn to_wire(&self, c: &mut Conn, hosts: &Hosts, object: &Object, wire: &mut vocab::Object) -> QueryResult<()> {
        let _ = hosts;
        let Some(occasion) = Occasion::find(c, object.id)? else { return Ok(()) };
        let place = Place::find(c, object.id)?;
        if wire.summary.is_none() {
            // Of what is no note Mastodon shows title, summary and link, and no text.
            wire.summary = Some(summary(&occasion, place.as_ref(), object.language.as_deref()));
        }
        // Whoever takes an event's pictures for its files only when told so shows this one.
        wire.image = wire.attachment.iter().find(|file| file.is_media()).map(flyer).into();
        Ok(())
    }

    fn samples(&self) -> &'static [&'static str] {
        &[MOBILIZON_SAMPLE, GANCIO_SAMPLE]
    }
}

/// Whether, when and where it takes place, and where one registers, in figures that every language reads: a plain text, as there are
/// readers who take it for a warning.
fn summary(occasion: &Occasion, place: Option<&Place>, language: Option<&str>) -> String {
    let french = language.is_some_and(|language| language.starts_with("fr"));
    let status = match (occasion.status, french) {
        (OccasionStatus::Confirmed, _) => None,
        (OccasionStatus::Cancelled, false) => Some("❌ Cancelled"),
        (OccasionStatus::Cancelled, true) => Some("❌ Annulé"),
        (OccasionStatus::Postponed, false) => Some("⏳ Postponed"),
        (OccasionStatus::Postponed, true) => Some("⏳ Reporté"),
        (OccasionStatus::Tentative, false) => Some("❔ Not certain yet"),
        (OccasionStatus::Tentative, true) => Some("❔ Pas encore certain"),
    };
    let when = Some(format!("📅 {}", occasion.in_figures()));
    let place = place.map(|place| format!("📍 {}", place.line()));
    let register = occasion.join_url.as_ref().map(|url| format!("🎟 {url}"));
    let parts = [status.map(str::to_owned), when, place, register];
    parts.into_iter().flatten().collect::<Vec<_>>().join(" · ")
}

/// A picture as the one that stands for the event.
fn flyer(file: &vocab::Attachment) -> vocab::Image {
    vocab::Image {
        kind: "Image".to_owned().into(),
        url: file.url.clone(),
        media_type: file.media_type.clone(),
        name: file.name.clone(),
        ..vocab::Image::default()
    }
}

const MOBILIZON_SAMPLE: &str = r##"{
  "@context": ["https://www.w3.org/ns/activitystreams", {"mz": "https://joinmobilizon.org/ns#", "joinMode": "mz:joinMode"}],
  "id": "https://mobilizon.example/events/1c7a",
  "type": "Event",
  "actor": "https://mobilizon.example/@bo",
  "attributedTo": "https://mobilizon.example/@gamers",
  "to": ["https://www.w3.org/ns/activitystreams#Public"],
  "cc": ["https://mobilizon.example/@gamers/followers"],
  "name": "Board games evening",
  "content": "<p>Bring a game.</p>",
  "published": "2026-06-01T18:00:00Z",
  "startTime": "2026-06-20T19:00:00+02:00",
  "endTime": "2026-06-20T23:00:00+02:00",
  "timezone": "Europe/Paris",
  "category": "GAMES",
  "ical:status": "CONFIRMED",
  "status": "CONFIRMED",
  "joinMode": "restricted",
  "maximumAttendeeCapacity": 40,
  "location": {"type": "Place", "name": "Club room", "latitude": 48.85, "longitude": 2.35,
    "address": {"type": "PostalAddress", "streetAddress": "1 place du Marché", "addressLocality": "Paris"}},
  "attachment": [{"type": "Document", "mediaType": "image/jpeg", "name": "Banner", "url": "https://mobilizon.example/b.jpg"}],
  "tag": [{"type": "Hashtag", "name": "#games", "href": "https://mobilizon.example/tags/games"}]
}"##;

const GANCIO_SAMPLE: &str = r##"{
  "@context": ["https://www.w3.org/ns/activitystreams", {"Hashtag": "as:Hashtag"}],
  "id": "https://gancio.example/federation/m/7",
  "type": "Event",
  "name": "Concert",
  "url": "https://gancio.example/event/concert",
  "attributedTo": "https://gancio.example/federation/u/relay",
  "to": ["https://www.w3.org/ns/activitystreams#Public"],
  "cc": ["https://gancio.example/federation/u/relay/followers"],
  "published": "2026-06-01T18:00:00.000Z",
  "startTime": "2026-06-21T21:00:00.000+02:00",
  "location": {"type": "Place", "name": "The barn", "address": "Route 12", "latitude": null, "longitude": null},
  "attachment": [],
  "tag": [{"type": "Hashtag", "name": "#music", "href": "https://gancio.example/tag/music"}],
  "summary": "The barn, Route 12, 21 June"
}"##;
