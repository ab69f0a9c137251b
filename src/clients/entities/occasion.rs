//! What a status tells besides when it takes place, as pl-fe and Soapbox read it.

use host::social::card::Card;
use host::social::markup;
use host::social::occasion::{JoinMode, Occasion};
use host::social::participation::ParticipationState;
use host::social::place::{Address, Place};
use serde::Serialize;
use utoipa::ToSchema;

use super::{Account, Moment};

/// When and where it takes place, and how the caller takes part.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct StatusEvent {
    /// Its title.
    pub(crate) name: String,
    /// When it begins.
    pub(crate) start_time: Moment,
    /// When it ends.
    pub(crate) end_time: Option<Moment>,
    /// `free`, `restricted`, `invite` or `external`.
    pub(crate) join_mode: &'static str,
    /// How many come.
    pub(crate) participants_count: i64,
    /// Where.
    pub(crate) location: Option<StatusLocation>,
    /// How far the caller is with taking part: `pending`, `reject` or `accept`.
    pub(crate) join_state: Option<&'static str>,
}

/// Where it takes place.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct StatusLocation {
    /// What people call it.
    pub(crate) name: String,
    /// Where it is on the network.
    pub(crate) url: Option<String>,
    /// Degrees north.
    pub(crate) latitude: Option<f64>,
    /// Degrees east.
    pub(crate) longitude: Option<f64>,
    /// Street and number.
    pub(crate) street: String,
    /// Postal code.
    pub(crate) postal_code: String,
    /// Town.
    pub(crate) locality: String,
    /// Region.
    pub(crate) region: String,
    /// Country.
    pub(crate) country: String,
}

/// A place that is known, to be chosen from.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct Location {
    /// What people call it.
    pub(crate) description: String,
    /// Its page; none is known.
    pub(crate) url: Option<String>,
    /// Street and number.
    pub(crate) street: String,
    /// Postal code.
    pub(crate) postal_code: String,
    /// Town.
    pub(crate) locality: String,
    /// Region.
    pub(crate) region: String,
    /// Country.
    pub(crate) country: String,
    /// What it is chosen by.
    pub(crate) origin_id: String,
    /// Who knows it.
    pub(crate) origin_provider: &'static str,
    /// What kind of place it is; not known.
    #[serde(rename = "type")]
    pub(crate) kind: Option<String>,
    /// Its zone; not known.
    pub(crate) timezone: Option<String>,
    /// Where it is on the map.
    pub(crate) geom: Option<Geometry>,
}

/// A point (WGS 84).
#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct Geometry {
    /// Degrees east and north.
    pub(crate) coordinates: (f64, f64),
    /// 4326.
    pub(crate) srid: i32,
}

/// Who asks to take part.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct ParticipationRequest {
    /// Who.
    pub(crate) account: Account,
    /// What they say.
    pub(crate) participation_message: String,
}

/// When and where it takes place, as a paragraph; empty for what does not.
pub(super) fn in_figures(card: &Card) -> String {
    let Some(occasion) = &card.occasion else { return String::new() };
    let place = card.place.as_ref().map(|place| format!("<br>📍 {}", markup::escape(&place.line())));
    format!("<p>📅 {}{}</p>", markup::escape(&occasion.in_figures()), place.unwrap_or_default())
}

impl StatusEvent {
    /// Of what takes place.
    pub(crate) fn of(card: &Card) -> Option<Self> {
        let occasion = card.occasion.as_ref()?;
        Some(Self {
            name: card.object.title.clone().unwrap_or_default(),
            start_time: occasion.starts_at.into(),
            end_time: occasion.ends_at.map(Moment),
            join_mode: join_mode(occasion),
            participants_count: occasion.participants_count,
            location: location(occasion, card.place.as_ref()),
            join_state: card.viewer.participation.as_ref().and_then(|own| join_state(own.state)),
        })
    }
}

/// The API knows no word for what nobody registers for.
fn join_mode(occasion: &Occasion) -> &'static str {
    match occasion.join_mode {
        JoinMode::None => JoinMode::External.as_str(),
        mode => mode.as_str(),
    }
}

fn join_state(state: ParticipationState) -> Option<&'static str> {
    match state {
        ParticipationState::Unconfirmed | ParticipationState::Pending | ParticipationState::Waiting => Some("pending"),
        ParticipationState::Accepted => Some("accept"),
        ParticipationState::Rejected | ParticipationState::Ignored => Some("reject"),
        ParticipationState::Maybe | ParticipationState::Declined | ParticipationState::Left => None,
    }
}

fn location(occasion: &Occasion, place: Option<&Place>) -> Option<StatusLocation> {
    if place.is_none() && occasion.online_url.is_none() {
        return None;
    }
    let address = place.map(address).unwrap_or_default();
    let point = place.and_then(Place::point);
    Some(StatusLocation {
        name: place.map(|place| place.name.clone()).unwrap_or_default(),
        url: occasion.online_url.clone(),
        latitude: point.map(|point| point.latitude()),
        longitude: point.map(|point| point.longitude()),
        street: address.street,
        postal_code: address.postal_code,
        locality: address.locality,
        region: address.region,
        country: place.and_then(|place| place.country.clone()).unwrap_or_default(),
    })
}

fn address(place: &Place) -> Address {
    place.address.as_ref().map(|address| address.0.clone()).unwrap_or_default()
}

impl From<&Place> for Location {
    fn from(place: &Place) -> Self {
        let address = address(place);
        let geometry = |point: host::social::place::Point| Geometry {
            coordinates: (point.longitude(), point.latitude()),
            srid: 4326,
        };
        Self {
            description: place.name.clone(),
            url: None,
            street: address.street,
            postal_code: address.postal_code,
            locality: address.locality,
            region: address.region,
            country: place.country.clone().unwrap_or_default(),
            origin_id: place.object_id.to_string(),
            origin_provider: "kermesse",
            kind: None,
            timezone: None,
            geom: place.point().map(geometry),
        }
    }
}
