//! Where something happens or is.

use serde_json::Value;

use crate::iri::Iri;
use crate::link::Link;
use crate::many::Many;
use crate::wire::{Wire, object_only, wire};

wire! {
    /// A `Place` or `VirtualLocation`; a bare text is a place of that name.
    struct Place {
        /// Its types.
        kind: Many<String> => (one "type"),
        /// Its identifier.
        id: Option<Iri> => "id",
        /// What people call it.
        name: Option<String> => "name",
        /// Postal address, structured or as text.
        address: Option<Address> => "address",
        /// Degrees north.
        latitude: Option<f64> => "latitude",
        /// Degrees east.
        longitude: Option<f64> => "longitude",
        /// Metres above the ground, unless `units` says otherwise.
        altitude: Option<f64> => "altitude",
        /// Radius, in `units`.
        radius: Option<f64> => "radius",
        /// Unit of `radius` and `altitude`.
        units: Option<String> => "units",
        /// Page, or the address of a meeting for a `VirtualLocation`.
        url: Many<Link> => (one "url"),
        /// Name of the country (Pixelfed).
        country: Option<String> => "country",
    }
}

impl Place {
    /// Latitude and longitude in degrees, if both are told and possible.
    pub fn coordinates(&self) -> Option<(f64, f64)> {
        let (latitude, longitude) = (self.latitude?, self.longitude?);
        (latitude.abs() <= 90.0 && longitude.abs() <= 180.0).then_some((latitude, longitude))
    }

    /// Whether this is not on the map but on the network.
    pub fn is_virtual(&self) -> bool {
        self.kind.iter().any(|kind| kind == "VirtualLocation")
    }
}

impl Wire for Place {
    fn read(value: Value) -> Option<Self> {
        match value {
            Value::String(_) => String::read(value).map(|name| Self { name: Some(name), ..Self::default() }),
            Value::Object(map) => Some(Self::read_map(map)),
            _ => None,
        }
    }

    fn write(&self) -> Option<Value> {
        Some(Value::Object(self.write_map()))
    }
}

/// The address of a place.
#[derive(Clone, Debug, PartialEq)]
pub enum Address {
    /// As one text.
    Text(String),
    /// By its parts.
    Postal(Box<PostalAddress>),
}

impl Wire for Address {
    fn read(value: Value) -> Option<Self> {
        match value {
            Value::Object(map) => Some(Self::Postal(Box::new(PostalAddress::read_map(map)))),
            text => String::read(text).map(Self::Text),
        }
    }

    fn write(&self) -> Option<Value> {
        match self {
            Self::Text(text) => text.write(),
            Self::Postal(parts) => parts.write(),
        }
    }
}

wire! {
    /// schema.org `PostalAddress`.
    struct PostalAddress {
        /// `PostalAddress`.
        kind: Many<String> => (one "type"),
        /// Street and number.
        street_address: Option<String> => "streetAddress",
        /// Postal code.
        postal_code: Option<String> => "postalCode",
        /// Town.
        address_locality: Option<String> => "addressLocality",
        /// Region.
        address_region: Option<String> => "addressRegion",
        /// Country.
        address_country: Option<String> => "addressCountry",
    }
}

object_only!(PostalAddress);
