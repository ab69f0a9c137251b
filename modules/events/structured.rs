//! What search engines read of an event in the head of its page (<https://schema.org/Event>).

use chrono::{NaiveDateTime, Offset, SecondsFormat, TimeZone};
use host::social::card::Card;
use host::social::markup;
use host::social::occasion::{JoinMode, Occasion, OccasionStatus};
use host::social::place::Place;
use host::store::uri::Stall;
use serde_json::{Map, Value, json};

use crate::entry::{self, zone_of};

/// The longest description, in characters.
const MAX_DESCRIPTION: usize = 1000;

/// A card as JSON-LD that may stand in a page; none where it does not take place, or is not for everybody.
pub(crate) fn of(stall: &Stall, card: &Card) -> Option<String> {
    let occasion = card.occasion.as_ref().filter(|_| card.object.visibility.is_open())?;
    let entry = entry::of(stall, card)?;
    let mut event = Map::new();
    let mut put = |name: &str, value: Value| drop(event.insert(name.to_owned(), value));
    put("@context", json!("https://schema.org"));
    put("@type", json!("Event"));
    put("name", json!(entry.summary));
    put("startDate", json!(date(occasion, occasion.starts_at)));
    if let Some(end) = occasion.ends_at {
        put("endDate", json!(date(occasion, end)));
    }
    put("eventStatus", json!(format!("https://schema.org/{}", status(occasion))));
    if let Some(before) = occasion.previous_starts_at {
        put("previousStartDate", json!(date(occasion, before)));
    }
    let there = locations(card, occasion);
    let mode = match (there.is_empty(), card.place.is_some(), occasion.online_url.is_some()) {
        (false, true, true) => Some("Mixed"),
        (false, true, false) => Some("Offline"),
        (false, false, true) => Some("Online"),
        _ => None,
    };
    if let Some(mode) = mode {
        put("eventAttendanceMode", json!(format!("https://schema.org/{mode}EventAttendanceMode")));
        put("location", Value::Array(there));
    }
    if let Some(image) = &entry.image {
        put("image", json!([image.as_str()]));
    }
    let description = markup::shorten(&entry.description, MAX_DESCRIPTION);
    if !description.is_empty() {
        put("description", json!(description));
    }
    if let Some(url) = &entry.url {
        put("url", json!(url.as_str()));
    }
    if let Some(organizer) = &entry.organizer {
        put("organizer", json!({"@type": "Organization", "name": organizer.name, "url": organizer.uri}));
    }
    if occasion.join_mode != JoinMode::None {
        let url = occasion.join_url.as_deref().unwrap_or_else(|| card.object.page());
        let left = if occasion.remaining() == Some(0) { "SoldOut" } else { "InStock" };
        put(
            "offers",
            json!({"@type": "Offer", "price": 0, "priceCurrency": "EUR", "url": url, "availability": format!("https://schema.org/{left}")}),
        );
    }
    if let Some(capacity) = occasion.capacity {
        put("maximumAttendeeCapacity", json!(capacity));
        put("remainingAttendeeCapacity", json!(occasion.remaining()));
    }
    Some(escape(&Value::Object(event).to_string()))
}

/// JSON that ends no element and begins no comment of the page around it: in it these letters stand in strings only.
fn escape(json: &str) -> String {
    json.replace('<', "\\u003c").replace('>', "\\u003e").replace('&', "\\u0026")
}

/// A time with its offset, or a day.
fn date(occasion: &Occasion, at: NaiveDateTime) -> String {
    let local = zone_of(occasion).from_utc_datetime(&at);
    match occasion.all_day {
        true => local.format("%Y-%m-%d").to_string(),
        false => local.with_timezone(&local.offset().fix()).to_rfc3339_opts(SecondsFormat::Secs, true),
    }
}

fn status(occasion: &Occasion) -> &'static str {
    match occasion.status {
        OccasionStatus::Cancelled => "EventCancelled",
        OccasionStatus::Postponed => "EventPostponed",
        _ if occasion.previous_starts_at.is_some() => "EventRescheduled",
        _ => "EventScheduled",
    }
}

fn locations(card: &Card, occasion: &Occasion) -> Vec<Value> {
    let online = occasion.online_url.as_ref().map(|url| json!({"@type": "VirtualLocation", "url": url}));
    card.place.as_ref().map(location).into_iter().chain(online).collect()
}

fn location(place: &Place) -> Value {
    let mut location = json!({"@type": "Place", "name": place.name});
    let Some(fields) = location.as_object_mut() else { return location };
    if let Some(address) = &place.address {
        let address = &address.0;
        let postal = json!({
            "@type": "PostalAddress",
            "streetAddress": address.street,
            "postalCode": address.postal_code,
            "addressLocality": address.locality,
            "addressRegion": address.region,
            "addressCountry": place.country.as_deref().unwrap_or_default(),
        });
        fields.insert("address".to_owned(), postal);
    }
    if let Some(point) = place.point() {
        let geo = json!({"@type": "GeoCoordinates", "latitude": point.latitude(), "longitude": point.longitude()});
        fields.insert("geo".to_owned(), geo);
    }
    location
}
