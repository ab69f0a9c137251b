//! Objects that take place, as entries of calendars.

use chrono_tz::Tz;
use host::social::card::Card;
use host::social::markup;
use host::social::media::MediaKind;
use host::social::occasion::{DEFAULT_CATEGORY, Fact, Occasion, OccasionStatus};
use host::social::place::Place;
use host::store::uri::Stall;
use url::Url;

use crate::calendar::{Class, Entry, Moment, Organizer, Status, zone};

/// The entry of a card; none where it does not take place.
pub(crate) fn of(stall: &Stall, card: &Card) -> Option<Entry> {
    let (object, occasion) = (&card.object, card.occasion.as_ref()?);
    let clocks = zone_of(occasion);
    let summary = object.title.clone().unwrap_or_else(|| host::show::title_of(card));
    let mut entry = Entry::at(&occasion.uid, moment(occasion, occasion.starts_at, clocks), &summary);
    entry.end = occasion.ends_at.map(|end| moment(occasion, end, clocks));
    entry.sequence = occasion.sequence;
    entry.created = Some(object.published_at);
    entry.modified = Some(object.edited_at.unwrap_or(object.published_at));
    entry.status = Some(match occasion.status {
        OccasionStatus::Confirmed => Status::Confirmed,
        // Calendars have no word for what will be at another time.
        OccasionStatus::Tentative | OccasionStatus::Postponed => Status::Tentative,
        OccasionStatus::Cancelled => Status::Cancelled,
    });
    entry.description = markup::to_text(&object.content).trim().to_owned();
    entry.html = Some(object.content.clone()).filter(|html| !html.is_empty());
    entry.location = card.place.as_ref().map(place).unwrap_or_default();
    entry.point = card.place.as_ref().and_then(Place::point);
    entry.url = object.page().parse().ok();
    entry.organizer = organizer(stall, card);
    entry.categories = categories(card, occasion);
    entry.image = picture(stall, card);
    entry.online = occasion.online_url.as_deref().and_then(|url| url.parse().ok());
    entry.contact = occasion.fact(Fact::CONTACT).unwrap_or_default().to_owned();
    entry.class = if object.visibility.is_open() { Class::Public } else { Class::Private };
    Some(entry)
}

/// The zone by whose clocks it takes place.
pub(crate) fn zone_of(occasion: &Occasion) -> Tz {
    zone::find(&occasion.zone).unwrap_or(Tz::UTC)
}

fn moment(occasion: &Occasion, at: chrono::NaiveDateTime, clocks: Tz) -> Moment {
    let local = zone::local(at, clocks);
    match clocks {
        _ if occasion.all_day => Moment::Date(local.date()),
        Tz::UTC => Moment::Utc(at),
        // Of an hour that comes twice clocks tell the first.
        clocks if zone::utc(local, clocks) != at => Moment::Utc(at),
        clocks => Moment::Zoned(local, clocks),
    }
}

/// A place in one line.
fn place(place: &Place) -> String {
    let name = Some(place.name.clone());
    let lines = place.address.iter().flat_map(|address| address.0.lines());
    let parts = name.into_iter().chain(lines).chain(place.country.clone());
    parts.filter(|part| !part.trim().is_empty()).collect::<Vec<_>>().join(", ")
}

/// Whoever published it, by the page where they are found: addresses of people are nobody's business.
fn organizer(stall: &Stall, card: &Card) -> Option<Organizer> {
    let author = &card.author;
    let page = match author.stall.as_deref() == Some(stall.name) {
        true => stall.profile(&author.username),
        false => author.uri.parse().ok()?,
    };
    Some(Organizer { name: author.display_name().to_owned(), uri: page.into() })
}

fn categories(card: &Card, occasion: &Occasion) -> Vec<String> {
    let words = occasion.category.replace('_', " ").to_lowercase();
    let mut letters = words.chars();
    let category: String = letters.next().into_iter().flat_map(char::to_uppercase).chain(letters).collect();
    let own = Some(category).filter(|_| occasion.category != DEFAULT_CATEGORY);
    own.into_iter().chain(card.tags.iter().map(|(_, display)| display.clone())).collect()
}

fn picture(stall: &Stall, card: &Card) -> Option<Url> {
    let shown = card.media.iter().find(|media| media.kind == MediaKind::Image);
    shown.filter(|_| !card.object.sensitive).and_then(|media| media.url(stall))
}
