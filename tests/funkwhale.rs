//! What Funkwhale 1.4 would say of what we send: it drops without a word what its serialisers refuse. Every document that comes to a
//! [`Peer`](crate::Peer) about sound is looked at, and so can be what it fetches.

use chrono::DateTime;
use serde_json::Value;

#[cfg(test)]
mod tests;

/// The longest address that it keeps, in characters.
const LONGEST: usize = 500;
/// The contexts that it has at hand. Others it fetches, and gives up where that fails.
const CONTEXTS: [&str; 5] = [
    "https://www.w3.org/ns/activitystreams",
    "https://w3id.org/security/v1",
    "https://funkwhale.audio/ns",
    "http://schema.org",
    "http://litepub.social/ns",
];
/// The types of an actor.
const ACTORS: [&str; 6] = ["Person", "Application", "Group", "Organization", "Service", "Tombstone"];

/// Why an activity about sound, or the sound in it, would be dropped. Nothing is said of what is about none.
pub fn objections(activity: &Value) -> Vec<String> {
    let object = &activity["object"];
    let kind = activity["type"].as_str().unwrap_or_default();
    let about_follow = matches!(kind, "Undo" | "Accept" | "Reject") && object["type"] == "Follow";
    let undone = kind == "Undo" && object["object"].is_object();
    let about_sound = matches!(object["type"].as_str(), Some("Audio" | "Track" | "Library"));
    if !(about_sound || about_follow || undone) {
        return Vec::new();
    }
    let mut wrong = of_activity(activity);
    let in_library = !is_absent(&object["library"]);
    match (kind, object["type"].as_str()) {
        // What is embedded is expanded by itself.
        ("Create", Some("Audio")) if in_library => {
            wrong.extend(of_shelved(object).into_iter().chain(of_context(object)))
        }
        ("Update", Some("Audio")) if in_library => wrong.extend(say(
            without_library(object).is_empty(),
            "it is in a library, and would be moved into the channel of its owner: changes of it are told of the Track",
        )),
        ("Create" | "Update", Some("Audio")) => {
            wrong.extend(of_item(object));
            wrong.extend(say(activity["actor"] != object["attributedTo"], "who publishes it is not whose it is"));
        }
        ("Update", Some("Track")) => wrong.extend(of_track(object).into_iter().chain(of_context(object))),
        ("Delete", Some("Audio")) => wrong.extend(say(
            !object["id"].as_array().is_some_and(|ids| !ids.is_empty() && ids.iter().all(is_address)),
            "what is deleted is named by no list of ids: of a single one it reads every letter",
        )),
        (_, Some("Follow")) => wrong.extend(of_follow(activity)),
        _ => {}
    }
    wrong
}

/// What answers or takes back a `Follow` (`FollowActionSerializer`, `UndoFollowSerializer`).
fn of_follow(activity: &Value) -> Vec<String> {
    let follow = &activity["object"];
    [
        say(!["id", "actor", "object"].iter().all(|key| is_address(&follow[*key])), "the follow is not told whole"),
        say(activity["type"] == "Undo" && !is_address(&activity["id"]), "it has no id"),
    ]
    .into_iter()
    .flatten()
    .collect()
}

/// What an item of a library would be to it if it did not look at that.
fn without_library(item: &Value) -> Vec<String> {
    let mut item = item.clone();
    if let Some(item) = item.as_object_mut() {
        item.remove("library");
    }
    of_item(&item)
}

/// An `Audio` in a library (`UploadSerializer`).
pub fn of_shelved(item: &Value) -> Vec<String> {
    let first = item["url"].as_array().and_then(|list| list.first()).unwrap_or(&item["url"]);
    let count = |key: &str| item[key].as_u64().is_some();
    [
        say(item["type"] != "Audio", "it is no Audio"),
        say(!is_address(&item["id"]) || !is_address(&item["library"]), "id or library is no address"),
        say(
            first["type"] != "Link" || !is_address(&first["href"]) || !starts(&first["mediaType"], "audio/"),
            "the first address is none of sound",
        ),
        say(!is_time(&item["published"]), "published is no time"),
        say(!is_absent(&item["updated"]) && !is_time(&item["updated"]), "updated is no time"),
        say(!["bitrate", "size", "duration"].into_iter().all(count), "bitrate, size or duration is no number"),
    ]
    .into_iter()
    .flatten()
    .chain(of_track(&item["track"]))
    .collect()
}

/// What an artist, an album and a track have in common (`MusicEntitySerializer`).
fn of_entity(told: &Value, kind: &str) -> Vec<String> {
    let name = told["name"].as_str().unwrap_or_default();
    let uuid = |text: &str| text.len() == 36 && text.chars().all(|c| c == '-' || c.is_ascii_hexdigit());
    let tags = told["tag"].as_array().cloned().unwrap_or_default();
    let wrong = [
        say(told["type"] != kind, "it is of another type"),
        say(!is_address(&told["id"]), "there is no id"),
        say(
            name.trim().is_empty() || name.chars().count() > 1000,
            "it has no name, or one of more than 1000 characters",
        ),
        say(!is_time(&told["published"]), "published is no time"),
        say(
            !is_absent(&told["musicbrainzId"]) && !told["musicbrainzId"].as_str().is_some_and(uuid),
            "no id of MusicBrainz",
        ),
        say(!is_absent(&told["attributedTo"]) && !is_address(&told["attributedTo"]), "it is several people's"),
        say(!is_absent(&told["image"]) && !is_image(&told["image"]), "the picture is none"),
        say(!tags.iter().all(is_tag), "a tag is no hashtag of at most 100 characters"),
    ];
    wrong.into_iter().flatten().map(|words| format!("{kind}: {words}")).collect()
}

/// A `Track` (`TrackSerializer`), with its artists and its album.
pub fn of_track(track: &Value) -> Vec<String> {
    let album = &track["album"];
    let artists = |of: &Value| of["artists"].as_array().cloned().unwrap_or_default();
    let day = |text: &str| chrono::NaiveDate::parse_from_str(text, "%Y-%m-%d").is_ok();
    let number = |key: &str, least: u64| is_absent(&track[key]) || track[key].as_u64().is_some_and(|n| n >= least);
    let mut wrong = of_entity(track, "Track");
    wrong.extend(of_entity(album, "Album"));
    for artist in artists(track).iter().chain(&artists(album)) {
        wrong.extend(of_entity(artist, "Artist"));
    }
    let further = [
        say(artists(track).is_empty() || artists(album).is_empty(), "nobody plays"),
        say(!number("position", 0) || !number("disc", 1), "position or disc is no number"),
        say(!is_absent(&track["license"]) && !is_address(&track["license"]), "the licence is no address"),
        say(!is_absent(&album["released"]) && !album["released"].as_str().is_some_and(day), "the release is no day"),
    ];
    wrong.extend(further.into_iter().flatten());
    wrong
}

/// The head of a library (`LibrarySerializer`).
pub fn of_library(head: &Value) -> Vec<String> {
    let addresses = ["id", "first", "last", "followers"].iter().all(|key| is_address(&head[*key]));
    let audience = head["audience"].as_str();
    [
        say(head["type"] != "Library", "it is no library"),
        say(head["totalItems"].as_u64().is_none(), "it does not say how many there are"),
        say(!addresses, "id, first, last or followers is no address"),
        say(!is_address(&head["attributedTo"]) && !is_address(&head["actor"]), "it is nobody's"),
        say(head["name"].as_str().is_none_or(|name| name.trim().is_empty()), "it has no name"),
        say(
            !matches!(audience, Some("" | "https://www.w3.org/ns/activitystreams#Public")),
            "the audience is missing, or another than everybody or nobody",
        ),
    ]
    .into_iter()
    .flatten()
    .chain(of_context(head))
    .collect()
}

/// A page of a library (`CollectionPageSerializer`): items that are wrong it leaves out.
pub fn of_library_page(page: &Value) -> Vec<String> {
    let items = page["items"].as_array().cloned().unwrap_or_default();
    let addresses = ["id", "first", "last", "partOf"].iter().all(|key| is_address(&page[*key]));
    let further = ["next", "prev"].iter().all(|key| is_absent(&page[*key]) || is_address(&page[*key]));
    let wrong = [
        say(page["type"] != "CollectionPage", "it is no page"),
        say(!page["items"].is_array(), "there is no list of items"),
        say(page["totalItems"].as_u64().is_none(), "it does not say how many there are"),
        say(!addresses || !further, "an address is none"),
        say(items.iter().any(|item| item["library"] != page["partOf"]), "an item is of another library"),
    ];
    let wrong = wrong.into_iter().flatten().chain(of_context(page));
    wrong.chain(items.iter().flat_map(of_shelved)).collect()
}

fn is_tag(tag: &Value) -> bool {
    tag["type"] == "Hashtag" && tag["name"].as_str().is_some_and(|name| (1..=100).contains(&name.chars().count()))
}

fn say(condition: bool, words: &str) -> Option<String> {
    condition.then(|| words.to_owned())
}

fn is_address(told: &Value) -> bool {
    told.as_str().is_some_and(|text| text.len() <= LONGEST && url::Url::parse(text).is_ok_and(|url| url.has_host()))
}

fn is_absent(told: &Value) -> bool {
    told.is_null()
}

/// What it wants of everything that is delivered.
fn of_activity(activity: &Value) -> Vec<String> {
    let named = ["to", "cc"].iter().any(|key| activity[*key].as_array().is_some_and(|list| !list.is_empty()));
    [
        say(!is_address(&activity["actor"]), "the actor is no address"),
        say(!named, "it names no recipient in a list: answered with 400"),
        say(!activity["object"].is_object(), "what it is about is not embedded: it finds no route for it"),
    ]
    .into_iter()
    .flatten()
    .chain(of_context(activity))
    .collect()
}

/// Whether a document has a context, of words that it knows.
fn of_context(document: &Value) -> Vec<String> {
    let contexts = document["@context"].as_array().cloned().unwrap_or_else(|| vec![document["@context"].clone()]);
    let foreign = |context: &Value| context.as_str().is_none_or(|address| !CONTEXTS.contains(&address));
    contexts
        .iter()
        .filter(|context| !context.is_object() && foreign(context))
        .map(|context| format!("the context {context} is not at hand there"))
        .collect()
}

/// An `Audio` that is published in a channel (`ChannelUploadSerializer`).
pub fn of_item(item: &Value) -> Vec<String> {
    let links = item["url"].as_array().cloned().unwrap_or_default();
    let is_link = |link: &&Value| link["type"] == "Link" && is_address(&link["href"]) && link["mediaType"].is_string();
    let audio = links.iter().filter(is_link).filter(|link| starts(&link["mediaType"], "audio/")).count();
    let count = |key: &str, least: u64| is_absent(&item[key]) || item[key].as_u64().is_some_and(|n| n >= least);
    let text = |key: &str| is_absent(&item[key]) || item[key].is_string();
    let tags = item["tag"].as_array().cloned().unwrap_or_default();
    [
        say(!is_absent(&item["library"]), "it is in a library: then it is no item of a channel"),
        say(!is_address(&item["id"]), "there is no id"),
        say(item["name"].as_str().is_none_or(|name| name.trim().is_empty()), "it has no name"),
        say(!is_address(&item["attributedTo"]), "it is nobody's, or several people's"),
        say(links.iter().any(|link| !is_link(&link)), "an address is no Link with a type"),
        say(audio == 0, "there is no address of sound"),
        say(
            !is_absent(&item["duration"]) && item["duration"].as_u64().is_none(),
            "the duration is no number of seconds",
        ),
        say(!count("position", 0), "the position is no number"),
        say(!count("disc", 1), "the disc is no number from 1"),
        say(!is_absent(&item["album"]) && !is_address(&item["album"]), "the album is told by more than its address"),
        say(!is_absent(&item["license"]) && !is_address(&item["license"]), "the licence is no address"),
        say(!text("copyright") || !text("content"), "copyright or content is no text"),
        say(!is_absent(&item["published"]) && !is_time(&item["published"]), "published is no time"),
        say(!is_absent(&item["image"]) && !is_image(&item["image"]), "the picture is none"),
        say(!tags.iter().all(is_tag), "a tag is no hashtag of at most 100 characters: all of it is dropped"),
    ]
    .into_iter()
    .flatten()
    .collect()
}

fn starts(told: &Value, beginning: &str) -> bool {
    told.as_str().is_some_and(|text| text.starts_with(beginning))
}

fn is_time(told: &Value) -> bool {
    told.as_str().is_some_and(|text| DateTime::parse_from_rfc3339(text).is_ok())
}

fn is_image(told: &Value) -> bool {
    let first = told.as_array().and_then(|list| list.first()).unwrap_or(told);
    let at = if first["url"].is_null() { &first["href"] } else { &first["url"] };
    let kind = &first["mediaType"];
    matches!(first["type"].as_str(), Some("Image" | "Link"))
        && is_address(at)
        && (kind.is_null() || starts(kind, "image/"))
}

/// The document of an actor that is to be a channel there (`ActorSerializer`).
pub fn of_channel(actor: &Value) -> Vec<String> {
    let links = actor["url"].as_array().cloned().unwrap_or_default();
    let feed = links.iter().any(|link| link["mediaType"] == "application/rss+xml" && is_address(&link["href"]));
    let key = actor["publicKey"]["id"].as_str().unwrap_or_default();
    let category = &actor["category"];
    [
        say(!actor["type"].as_str().is_some_and(|kind| ACTORS.contains(&kind)), "it is no actor"),
        say(
            !is_address(&actor["id"]) || !is_address(&actor["inbox"]) || !is_address(&actor["outbox"]),
            "an address is missing",
        ),
        say(!actor["preferredUsername"].is_string(), "it has no name"),
        say(
            actor["name"].as_str().is_some_and(|name| name.chars().count() > 200),
            "it is called by more than 200 characters",
        ),
        say(!feed, "there is no feed: then it is no channel"),
        say(
            !key.contains('#') || !key.starts_with(actor["id"].as_str().unwrap_or("?")),
            "the key's id is not the actor's with a fragment",
        ),
        say(!["music", "podcast", "other"].map(Value::from).contains(category), "it is of no category"),
        say(!is_absent(&actor["icon"]) && !is_image(&actor["icon"]), "the picture is none"),
    ]
    .into_iter()
    .flatten()
    .chain(of_context(actor))
    .collect()
}

/// The head of an outbox, which it reads when it first sees an actor (`PaginatedCollectionSerializer`).
pub fn of_collection(head: &Value) -> Vec<String> {
    [
        say(!matches!(head["type"].as_str(), Some("Collection" | "OrderedCollection")), "it is no collection"),
        say(head["totalItems"].as_u64().is_none(), "it does not say how many there are"),
        say(!["id", "first", "last"].iter().all(|key| is_address(&head[*key])), "id, first or last is no address"),
    ]
    .into_iter()
    .flatten()
    .chain(of_context(head))
    .collect()
}

/// A page of it: each item is expanded by itself.
pub fn of_page(page: &Value) -> Vec<String> {
    let items = page["orderedItems"].as_array().or(page["items"].as_array()).cloned().unwrap_or_default();
    items.iter().flat_map(|item| of_context(item).into_iter().chain(objections(item))).collect()
}
