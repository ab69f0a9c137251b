//! Events that real servers sent: each is kept here with every field. Then those of ours: what Mobilizon, Gancio and WordPress
//! would say of them is looked at in `tests/`.

use std::path::Path;

use chrono::{DateTime, NaiveDateTime};
use serde_json::{Value, json};
use social::actor::Actor;
use social::markup;
use social::media::Media;
use social::object::{NewObject, Object, Parts};
use social::occasion::{JoinMode, NewOccasion, Occasion, OccasionStatus};
use social::place::Place;
use social::tag::Tag;
use social::visibility::Visibility;
use store::clock;

use super::payloads::folder;
use crate::fixture::{Club, Elsewhere, act, actor};
use crate::kind::{Claim, Kinds, ObjectKind};
use crate::object::{Incoming, to_wire};

/// What takes place, as the stall of such claims it.
struct Event;

impl ObjectKind for Event {
    fn name(&self) -> &'static str {
        "event"
    }

    fn wire_types(&self) -> &'static [&'static str] {
        &["Event"]
    }

    fn claim(&self, object: &vocab::Object) -> Claim {
        if object.kind() == "Event" { Claim::Exact } else { Claim::No }
    }
}

/// The events in the files of a folder, with the names of those.
fn recorded(folder: &Path, found: &mut Vec<(String, Value)>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            recorded(&path, found);
        } else if path.extension().is_some_and(|extension| extension == "json") {
            let document: Value = serde_json::from_slice(&std::fs::read(&path).unwrap()).unwrap_or_default();
            let events = [&document, &document["object"]].into_iter().filter(|thing| thing["type"] == "Event");
            found.extend(events.map(|event| (path.display().to_string(), event.clone())));
        }
    }
}

fn moment(told: &Value) -> Option<NaiveDateTime> {
    told.as_str().map(|text| DateTime::parse_from_rfc3339(text).unwrap().naive_utc())
}

fn text(html: &str) -> String {
    markup::to_text(html).split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Brings an event here as its server would: from there, with the same paths, to a member whom it names.
async fn bring(name: &str, event: &Value) {
    let (club, there) =
        (Club::with(Kinds::new([("microblog", &Event as &dyn ObjectKind)])).await, Elsewhere::start().await);
    let ana = club.member("ana").await;
    let origin = url::Url::parse(event["id"].as_str().unwrap()).unwrap().origin().ascii_serialization();
    let mut event: Value = serde_json::from_str(&event.to_string().replace(&origin, &there.peer.origin)).unwrap();
    event["cc"].as_array_mut().unwrap().push(json!(ana.uri));
    let organiser = event["attributedTo"].as_str().unwrap().to_owned();
    there.serve(&actor(&organiser, "organiser"));
    club.accept(&organiser, act("Create", &organiser, event.clone())).await;
    let object = club.find(event["id"].as_str().unwrap()).await.unwrap_or_else(|| panic!("{name}: it is not here"));
    let id = object.id;
    let (occasion, place, media, tags, author) = club
        .write(move |c| {
            let tags = Tag::of_objects(c, &[id])?.into_iter().map(|(_, tag)| tag.display).collect::<Vec<_>>();
            let author = Object::get(c, id)?.actor_id;
            let author = Actor::get(c, author)?;
            Ok((Occasion::find(c, id)?.unwrap(), Place::find(c, id)?, Media::of_object(c, id)?, tags, author))
        })
        .await;
    assert_eq!(author.uri, organiser, "{name}: organiser");
    assert_eq!(object.title.as_deref(), event["name"].as_str(), "{name}: name");
    assert_eq!(text(&object.content), text(event["content"].as_str().unwrap_or_default()), "{name}: content");
    assert_eq!(Some(occasion.starts_at), moment(&event["startTime"]), "{name}: begin");
    assert_eq!(occasion.ends_at, moment(&event["endTime"]), "{name}: end");
    assert_eq!(occasion.zone, event["timezone"].as_str().unwrap_or("UTC"), "{name}: zone");
    check_terms(name, &event, &occasion);
    check_place(name, &event, place.as_ref());
    let told: Vec<&str> = event["attachment"]
        .as_array()
        .into_iter()
        .flatten()
        .chain([&event["image"]])
        .filter(|file| file["type"] == "Document" || file["type"] == "Image")
        .map(|file| file["url"].as_str().unwrap())
        .collect();
    for url in &told {
        assert!(media.iter().any(|file| file.remote_url.as_deref() == Some(url)), "{name}: picture {url}");
    }
    assert_eq!(media.len(), told.len(), "{name}: pictures");
    let words: Vec<String> = event["tag"]
        .as_array()
        .into_iter()
        .flatten()
        .filter(|tag| tag["type"] == "Hashtag")
        .map(|tag| tag["name"].as_str().unwrap().trim_start_matches('#').to_lowercase())
        .collect();
    for word in &words {
        assert!(tags.iter().any(|tag| tag.to_lowercase() == *word), "{name}: tag {word}");
    }
    assert_eq!(tags.len(), words.len(), "{name}: tags");
}

fn check_terms(name: &str, event: &Value, occasion: &Occasion) {
    let category = event["category"].as_str().unwrap_or("MEETING").to_uppercase();
    assert_eq!(occasion.category, category, "{name}: category");
    let mode = event["joinMode"].as_str().map_or(JoinMode::None, |mode| mode.parse().unwrap());
    assert_eq!(occasion.join_mode, mode, "{name}: join mode");
    let capacity = event["maximumAttendeeCapacity"].as_i64().filter(|most| *most > 0);
    assert_eq!(occasion.capacity, capacity, "{name}: capacity");
    let status = match event["ical:status"].as_str() {
        Some("CANCELLED") => OccasionStatus::Cancelled,
        Some("TENTATIVE") => OccasionStatus::Tentative,
        _ => OccasionStatus::Confirmed,
    };
    assert_eq!(occasion.status, status, "{name}: status");
    let website = event["attachment"].as_array().into_iter().flatten().find(|file| file["name"] == "Website");
    assert_eq!(
        occasion.online_url.as_deref(),
        website.map(|link| link["href"].as_str().unwrap().trim_end_matches('/')),
        "{name}: online"
    );
}

fn check_place(name: &str, event: &Value, place: Option<&Place>) {
    let told = &event["location"];
    let Some(place) = place else {
        assert!(told.is_null(), "{name}: the place is lost");
        return;
    };
    assert_eq!(Some(place.name.as_str()), told["name"].as_str(), "{name}: place");
    let address = &told["address"];
    if address.is_object() {
        let kept = place.address.as_ref().map(|address| &address.0).unwrap();
        let parts = [
            (&kept.street, "streetAddress"),
            (&kept.postal_code, "postalCode"),
            (&kept.locality, "addressLocality"),
            (&kept.region, "addressRegion"),
        ];
        for (kept, key) in parts {
            assert_eq!(Some(kept.as_str()), address[key].as_str(), "{name}: {key}");
        }
        assert_eq!(place.country.as_deref(), address["addressCountry"].as_str(), "{name}: country");
    }
    let point = place.point().map(|point| (point.latitude(), point.longitude()));
    match (told["latitude"].as_f64(), told["longitude"].as_f64(), point) {
        (Some(north), Some(east), Some(kept)) => {
            assert!((north - kept.0).abs() < 1e-4 && (east - kept.1).abs() < 1e-4, "{name}: {kept:?}");
        }
        (None, None, None) => {}
        told => panic!("{name}: {told:?}"),
    }
}

#[tokio::test]
async fn what_is_on_the_network_alone_is_at_a_place_of_that_kind() {
    let club = Club::open().await;
    let ana = club.member("ana").await;
    let (federation, address) = (club.federation.clone(), "https://meet.example/talk");
    let wire = club
        .write(move |c| {
            let mut new = NewObject::local(&federation.hosts, &ana, "card", "Event", Visibility::Public)?;
            new.title = Some("A talk".to_owned());
            let occasion =
                NewOccasion { online_url: Some(address.to_owned()), ..NewOccasion::at(clock::now(), "Europe/Paris") };
            let parts = Parts { occasion: Some(occasion), ..Parts::default() };
            let object = Object::insert(c, &new, &parts)?;
            to_wire(c, &federation.hosts, &federation.kinds, &object)
        })
        .await;
    let document: Value = serde_json::from_str(&wire.to_json()).unwrap();
    let place = &document["location"];
    assert_eq!((&place["type"], &place["name"]), (&json!("VirtualLocation"), &json!("Online")));
    assert_eq!(place["url"], json!(address));
    let read = Incoming::from_wire(&Kinds::new([]), wire).unwrap();
    assert_eq!((read.place, read.occasion.unwrap().online_url.as_deref()), (None, Some(address)));
}

#[tokio::test]
async fn every_recorded_event_is_kept_with_all_that_it_says() {
    let Some(folder) = folder() else {
        eprintln!("there is no ../shared/payloads, nor does KERMESSE_PAYLOADS name it: nothing was read");
        return;
    };
    let mut events = Vec::new();
    recorded(&folder, &mut events);
    assert!(events.len() >= 7, "only {} events were found", events.len());
    for (name, event) in &events {
        bring(name, event).await;
    }
}
