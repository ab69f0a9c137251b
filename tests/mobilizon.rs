//! What other calendars would say of an event of ours: Mobilizon 5.1.3, which drops the whole of it without a word, Gancio 1.21
//! and the WordPress event bridge 1.1.1. Every document that comes to a [`Peer`](crate::Peer) is looked at.

use chrono::{DateTime, FixedOffset};
use serde_json::Value;

#[cfg(test)]
mod tests;

/// What Mobilizon has for `category` besides what FEP-8a8e lists.
const CATEGORIES: &str = "ARTS AUTO_BOAT_AIR BOOK_CLUBS BUSINESS CAUSES CLIMATE_ENVIRONMENT COMEDY COMMUNITY CRAFTS CREATIVE_JAM \
    DIY_MAKER_SPACES FAMILY_EDUCATION FASHION_BEAUTY FESTIVALS FILM_MEDIA FOOD_DRINK GAMES HEALTH INCLUSIVE_SPACES \
    LANGUAGE_CULTURE LEARNING LGBTQ MEDITATION_WELLBEING MEETING MOVEMENTS_POLITICS MUSIC NETWORKING \
    OUTDOORS_ADVENTURE PARTY PERFORMING_VISUAL_ARTS PETS PHOTOGRAPHY SCIENCE_TECH SPIRITUALITY_RELIGION_BELIEFS SPORTS \
    THEATRE WORKSHOPS_SKILL_SHARING";

/// Why an activity of ours about an event, or the event in it, would be dropped or misread by any of them. Nothing is said of
/// what is about no event.
pub fn objections(activity: &Value) -> Vec<String> {
    let object = &activity["object"];
    if activity["type"] == "Event" {
        return of_event(activity);
    }
    if object["type"] != "Event" {
        return Vec::new();
    }
    let mut wrong = of_event(object);
    let host = |address: &Value| {
        address.as_str().and_then(|text| text.parse::<url::Url>().ok()?.host_str().map(str::to_owned))
    };
    let hosts = [host(&activity["actor"]), host(&activity["id"]), host(&object["id"])];
    if hosts[0].is_none() || hosts.iter().any(|other| *other != hosts[0]) {
        wrong.push("actor, activity and event are not at one host: WordPress refuses it".to_owned());
    }
    if activity["type"] == "Create" && activity["actor"] != object["attributedTo"] {
        wrong.push("who creates it is not whose it is: Gancio trusts only whom it follows".to_owned());
    }
    wrong
}

fn of_event(event: &Value) -> Vec<String> {
    [names, times, people, terms, place, files, tags].iter().flat_map(|rule| rule(event)).collect()
}

fn say(condition: bool, words: &str) -> Option<String> {
    condition.then(|| words.to_owned())
}

/// Whether a key is there and is null, which Mobilizon's handler does not survive.
fn is_null(event: &Value, key: &str) -> bool {
    event.as_object().is_some_and(|keys| keys.get(key).is_some_and(Value::is_null))
}

fn names(event: &Value) -> Vec<String> {
    let length = event["name"].as_str().map_or(0, |name| name.chars().count());
    let html = event["name"].as_str().is_some_and(|name| name.contains("</"));
    let page = event["url"].as_str().or(event["url"]["href"].as_str());
    [
        say(!(3..=200).contains(&length), "the name has not 3 to 200 characters: Mobilizon drops it"),
        say(html, "the name is HTML"),
        say(!event["id"].as_str().is_some_and(|id| id.starts_with("http")), "there is no id"),
        say(page.is_none(), "there is no page for readers of Mastodon"),
        say(!event["content"].is_null() && !event["content"].is_string(), "the content is no text"),
        say(event["draft"] == true, "it says that it is a draft"),
    ]
    .into_iter()
    .flatten()
    .collect()
}

fn moment(told: &Value) -> Option<DateTime<FixedOffset>> {
    told.as_str().and_then(|text| DateTime::parse_from_rfc3339(text).ok())
}

fn times(event: &Value) -> Vec<String> {
    let (begin, end) = (moment(&event["startTime"]), moment(&event["endTime"]));
    let before = begin.zip(end).is_some_and(|(begin, end)| end < begin);
    let zone = event["timezone"].as_str();
    [
        say(begin.is_none(), "startTime is no time with an offset: nobody takes it"),
        say(!event["endTime"].is_null() && end.is_none(), "endTime is no time with an offset: WordPress refuses it"),
        say(before, "it ends before it begins: Mobilizon drops it"),
        say(!zone.is_some_and(|zone| zone.contains('/') || zone == "UTC"), "the zone has no name of IANA's"),
        say(moment(&event["published"]).is_none(), "published is no time"),
        say(!event["updated"].is_null() && moment(&event["updated"]).is_none(), "updated is no time"),
    ]
    .into_iter()
    .flatten()
    .collect()
}

fn people(event: &Value) -> Vec<String> {
    let to = event["to"].as_array().into_iter().flatten().filter_map(Value::as_str);
    let addressed = event["to"].is_string() || to.count() > 0;
    [
        say(
            !event["attributedTo"].is_string() && !event["attributedTo"].is_object(),
            "attributedTo is not one actor: Mobilizon drops it",
        ),
        say(!addressed, "it is addressed to nobody"),
        say(is_null(event, "contacts"), "contacts is null: Mobilizon's handler fails"),
    ]
    .into_iter()
    .flatten()
    .collect()
}

fn terms(event: &Value) -> Vec<String> {
    let one_of = |key: &str, words: &[&str]| {
        let told = &event[key];
        told.is_null() && !is_null(event, key) || told.as_str().is_some_and(|word| words.contains(&word))
    };
    let count = |key: &str| event[key].is_null() || event[key].as_u64().is_some();
    let elsewhere = event["joinMode"] == "external" && !event["externalParticipationUrl"].is_string();
    let category = event["category"].as_str();
    [
        say(
            !one_of("joinMode", &["free", "restricted", "invite", "external"]),
            "joinMode is none of Mobilizon's: dropped",
        ),
        say(elsewhere, "one registers elsewhere, and it does not say where"),
        say(!one_of("status", &["CONFIRMED", "TENTATIVE", "CANCELLED"]), "status is none of iCalendar's: dropped"),
        say(!one_of("ical:status", &["CONFIRMED", "TENTATIVE", "CANCELLED"]), "ical:status is none of iCalendar's"),
        say(
            !one_of("repliesModerationOption", &["allow_all", "moderated", "closed"]),
            "repliesModerationOption is unknown",
        ),
        say(!count("maximumAttendeeCapacity"), "the capacity is no number from 0"),
        say(
            !category.is_some_and(|word| CATEGORIES.split(' ').any(|known| known == word)),
            "the category is none of the list",
        ),
        say(!event["isOnline"].is_null() && !event["isOnline"].is_boolean(), "isOnline is neither true nor false"),
    ]
    .into_iter()
    .flatten()
    .collect()
}

fn place(event: &Value) -> Vec<String> {
    let place = &event["location"];
    let degrees = |key: &str| place[key].is_null() && !is_null(place, key) || place[key].is_f64();
    let address = &place["address"];
    [
        say(is_null(event, "location"), "location is null"),
        say(place.is_array(), "location is a list: Mobilizon's handler fails"),
        say(place.is_object() && !place["name"].is_string(), "the place has no name"),
        say(!degrees("latitude") || !degrees("longitude"), "coordinates are no floating numbers: Mobilizon loses them"),
        say(
            !address.is_null() && !address.is_string() && address["type"] != "PostalAddress",
            "the address is neither text nor postal",
        ),
    ]
    .into_iter()
    .flatten()
    .collect()
}

fn files(event: &Value) -> Vec<String> {
    let mut wrong = Vec::new();
    if is_null(event, "attachment") || !event["attachment"].is_null() && !event["attachment"].is_array() {
        wrong.push("attachment is no list: Mobilizon's handler fails".to_owned());
    }
    let files: Vec<&Value> = event["attachment"].as_array().into_iter().flatten().collect();
    let is_picture = |file: &&&Value| file["mediaType"].as_str().is_some_and(|kind| kind.starts_with("image/"));
    let pictures = files.iter().filter(is_picture).count();
    if files.iter().take(pictures).filter(is_picture).count() < pictures {
        wrong.push("pictures do not come first: Gancio looks no further than what it can read".to_owned());
    }
    for file in files {
        if !file["mediaType"].is_string() {
            wrong.push(format!("an attachment has no mediaType, and Gancio fails: {file}"));
        }
        let scalar = file["value"].is_string() || file["value"].is_number() || file["value"].is_boolean();
        if file["type"] == "PropertyValue" && !(file["propertyID"].is_string() && scalar) {
            wrong.push(format!("a property has no propertyID or no plain value, and Mobilizon fails: {file}"));
        }
        if file["type"] == "Link" && !file["href"].is_string() {
            wrong.push(format!("a link leads nowhere: {file}"));
        }
    }
    wrong
}

fn tags(event: &Value) -> Vec<String> {
    let hashtags = event["tag"].as_array().into_iter().flatten().filter(|tag| tag["type"] == "Hashtag");
    let length = |tag: &Value| tag["name"].as_str().map_or(0, |name| name.trim_start_matches('#').chars().count());
    let odd = hashtags.filter(|tag| !(2..40).contains(&length(tag)));
    odd.map(|tag| format!("a tag has not 2 to 39 characters, and Mobilizon drops the event: {tag}")).collect()
}
