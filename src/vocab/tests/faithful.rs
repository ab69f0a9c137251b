//! Whether a typed document says what the JSON says, computed from the JSON without the code under test.

use chrono::{DateTime, Utc};
use serde_json::Value;

use crate::{Activity, Actor, Collection, Entity, Image, Iri, Link, Object, Ref};

/// Checks one document: it parses, keeps its meaning and every key, and reads the same after it was written.
pub(super) fn check(name: &str, bytes: &[u8]) {
    let raw: Value = serde_json::from_slice(bytes).unwrap();
    let entity = Entity::parse(bytes).unwrap_or_else(|reason| panic!("{name}: {reason}"));
    same_entity(name, &raw, &entity);

    let written = entity.to_json();
    assert_kept(name, &raw, &serde_json::from_str(&written).unwrap());
    let again = Entity::parse(written.as_bytes()).unwrap_or_else(|reason| panic!("{name}, written: {reason}"));
    assert_eq!(entity, again, "{name}: reads otherwise after it was written");
}

/// One value or a list of them; nothing where there is nothing.
fn list(value: &Value) -> Vec<&Value> {
    match value {
        Value::Null => Vec::new(),
        Value::Array(items) => items.iter().collect(),
        one => vec![one],
    }
}

fn text(value: &Value) -> Option<&str> {
    value.as_str().filter(|text| !text.is_empty())
}

/// The identifier that a value names or embeds.
fn id(value: &Value) -> Option<&str> {
    let of_link = || text(&value["href"]).filter(|_| value["type"] == "Link");
    text(value).or_else(|| text(&value["id"])).or_else(of_link)
}

fn ids(value: &Value) -> Vec<&str> {
    list(value)
        .into_iter()
        .flat_map(|one| if one["id"].is_array() { list(&one["id"]) } else { vec![one] })
        .filter_map(id)
        .collect()
}

fn time(value: &Value) -> Option<DateTime<Utc>> {
    let text = value.as_str()?;
    let time = DateTime::parse_from_rfc3339(text).or_else(|_| DateTime::parse_from_str(text, "%Y-%m-%dT%H:%M%:z"));
    Some(time.unwrap_or_else(|_| panic!("{text}: a time that this test cannot read")).to_utc())
}

/// Where a picture, file or link is: the first address in `url`, else `href`.
fn address(value: &Value) -> Option<&str> {
    let of_link = |link| text(link).or_else(|| text(&link["href"]));
    text(value).or_else(|| list(&value["url"]).into_iter().find_map(of_link)).or_else(|| text(&value["href"]))
}

fn strings<'a>(iris: impl IntoIterator<Item = &'a Iri>) -> Vec<&'a str> {
    iris.into_iter().map(Iri::as_str).collect()
}

fn iri(iri: &Option<Iri>) -> Option<&str> {
    iri.as_ref().map(Iri::as_str)
}

fn same_entity(name: &str, raw: &Value, entity: &Entity) {
    assert_eq!(text(&raw["id"]), entity.id().map(Iri::as_str), "{name}: id");
    let kinds: Vec<_> = list(&raw["type"]).into_iter().filter_map(Value::as_str).collect();
    assert!(kinds.contains(&entity.kind()) || kinds.is_empty(), "{name}: type {:?}", entity.kind());
    match entity {
        Entity::Activity(activity) => same_activity(name, raw, activity),
        Entity::Actor(actor) => same_actor(name, raw, actor),
        Entity::Object(object) => same_object(name, raw, object),
        Entity::Collection(collection) => same_collection(name, raw, collection),
        Entity::Key(key) => assert_eq!(text(&raw["publicKeyPem"]), key.public_key_pem.as_deref(), "{name}: key"),
        Entity::Multikey(key) => {
            assert_eq!(text(&raw["publicKeyMultibase"]), key.public_key_multibase.as_deref(), "{name}: key");
        }
    }
}

fn same_refs(name: &str, key: &str, raw: &Value, refs: &[Ref<Entity>]) {
    let found: Vec<_> = refs.iter().filter_map(Ref::id).map(Iri::as_str).collect();
    assert_eq!(ids(&raw[key]), found, "{name}: {key}");
    for (raw, one) in list(&raw[key]).into_iter().zip(refs) {
        if let Some(inline) = one.inline() {
            same_entity(&format!("{name} / {key}"), raw, inline);
        }
    }
}

fn same_activity(name: &str, raw: &Value, activity: &Activity) {
    assert_eq!(id(&raw["actor"]), iri(&activity.actor), "{name}: actor");
    same_refs(name, "object", raw, &activity.object);
    same_refs(name, "target", raw, activity.target.as_slice());
    same_refs(name, "result", raw, activity.result.as_slice());
    same_refs(name, "instrument", raw, &activity.instrument);
    same_refs(name, "attributedTo", raw, &activity.attributed_to);
    let audience = [ids(&raw["to"]), ids(&raw["cc"]), ids(&raw["audience"])].concat();
    assert_eq!(audience, strings(activity.addressees()), "{name}: audience");
    assert_eq!(time(&raw["published"]), activity.published, "{name}: published");
    assert_eq!(time(&raw["updated"]), activity.updated, "{name}: updated");
    assert_eq!(time(&raw["endTime"]), activity.end_time, "{name}: endTime");
    assert_eq!(text(&raw["content"]), activity.content.as_deref(), "{name}: content");
    assert_eq!(text(&raw["summary"]), activity.summary.as_deref(), "{name}: summary");
}

fn same_object(name: &str, raw: &Value, object: &Object) {
    same_refs(name, "attributedTo", raw, &object.attributed_to);
    let audience = [ids(&raw["to"]), ids(&raw["cc"]), ids(&raw["audience"])].concat();
    assert_eq!(audience, strings(object.addressees()), "{name}: audience");
    for (key, found) in [
        ("published", object.published),
        ("updated", object.updated),
        ("startTime", object.start_time),
        ("endTime", object.end_time),
        ("closed", object.closed),
        ("originallyPublishedAt", object.originally_published_at),
        ("deleted", object.deleted),
    ] {
        assert_eq!(time(&raw[key]), found, "{name}: {key}");
    }
    for (key, found) in [
        ("name", &object.name),
        ("content", &object.content),
        ("summary", &object.summary),
        ("mediaType", &object.media_type),
    ] {
        assert_eq!(text(&raw[key]), found.as_deref(), "{name}: {key}");
    }
    for (key, found) in [
        ("inReplyTo", &object.in_reply_to),
        ("context", &object.context),
        ("conversation", &object.conversation),
        ("quote", &object.quote),
        ("quoteAuthorization", &object.quote_authorization),
    ] {
        assert_eq!(id(&raw[key]), iri(found), "{name}: {key}");
    }
    same_languages(name, raw, object);
    same_links(name, raw, &object.url);
    same_media(name, raw, object);
    assert_eq!(raw["sensitive"].as_bool(), object.sensitive, "{name}: sensitive");
    let places: Vec<_> = list(&raw["location"]).into_iter().map(|place| text(&place["name"])).collect();
    let found: Vec<_> = object.location.iter().map(|place| place.name.as_deref()).collect();
    assert_eq!(places, found, "{name}: location");
    let options: Vec<_> = [list(&raw["oneOf"]), list(&raw["anyOf"])].concat();
    let votes: Vec<_> = options.iter().map(|option| option["replies"]["totalItems"].as_u64()).collect();
    let found: Vec<_> = object.one_of.iter().chain(&object.any_of).map(|option| option.votes).collect();
    assert_eq!(votes, found, "{name}: votes");
}

fn same_languages(name: &str, raw: &Value, object: &Object) {
    let expected: Vec<_> = raw["contentMap"]
        .as_object()
        .into_iter()
        .flatten()
        .filter_map(|(tag, content)| Some((tag.as_str(), text(content)?)))
        .collect();
    let found: Vec<_> = object.content_map.iter().map(|(tag, content)| (tag.as_str(), content.as_str())).collect();
    assert_eq!(expected, found, "{name}: contentMap");
}

fn same_links(name: &str, raw: &Value, links: &[Link]) {
    let expected: Vec<_> =
        list(&raw["url"]).into_iter().filter_map(|link| text(link).or_else(|| text(&link["href"]))).collect();
    assert_eq!(expected, strings(links.iter().filter_map(|link| link.href.as_ref())), "{name}: url");
}

fn same_media(name: &str, raw: &Value, object: &Object) {
    let files = list(&raw["attachment"]);
    assert_eq!(files.len(), object.attachment.len(), "{name}: attachments");
    for (raw, found) in files.into_iter().zip(&object.attachment) {
        assert_eq!(address(raw), found.href().map(Iri::as_str), "{name}: attachment");
        assert_eq!(text(&raw["mediaType"]), found.media_type.as_deref(), "{name}: media type");
        assert_eq!(text(&raw["name"]).or_else(|| text(&raw["summary"])), found.alt(), "{name}: alternative text");
        assert_eq!(text(&raw["blurhash"]), found.blurhash.as_deref(), "{name}: blurhash");
        assert_eq!(raw["width"].as_u64(), found.width, "{name}: width");
    }
    same_images(name, "icon", raw, &object.icon);
    same_images(name, "image", raw, &object.image);
}

fn same_images(name: &str, key: &str, raw: &Value, images: &[Image]) {
    let expected: Vec<_> = list(&raw[key]).into_iter().filter_map(address).collect();
    assert_eq!(expected, strings(images.iter().filter_map(Image::href)), "{name}: {key}");
}

fn same_actor(name: &str, raw: &Value, actor: &Actor) {
    for (key, found) in [
        ("inbox", &actor.inbox),
        ("outbox", &actor.outbox),
        ("followers", &actor.followers),
        ("following", &actor.following),
        ("featured", &actor.featured),
        ("movedTo", &actor.moved_to),
    ] {
        assert_eq!(id(&raw[key]), iri(found), "{name}: {key}");
    }
    for (key, found) in [
        ("preferredUsername", &actor.preferred_username),
        ("webfinger", &actor.webfinger),
        ("name", &actor.name),
        ("summary", &actor.summary),
    ] {
        assert_eq!(text(&raw[key]), found.as_deref(), "{name}: {key}");
    }
    assert_eq!(time(&raw["published"]), actor.published, "{name}: published");
    assert_eq!(time(&raw["updated"]), actor.updated, "{name}: updated");
    assert_eq!(text(&raw["endpoints"]["sharedInbox"]), actor.shared_inbox().map(Iri::as_str), "{name}: sharedInbox");
    assert_eq!(raw["manuallyApprovesFollowers"].as_bool(), actor.manually_approves_followers, "{name}: locked");
    assert_eq!(raw["discoverable"].as_bool(), actor.discoverable, "{name}: discoverable");
    assert_eq!(ids(&raw["alsoKnownAs"]), strings(&actor.also_known_as), "{name}: alsoKnownAs");
    let keys: Vec<_> = list(&raw["publicKey"]).into_iter().map(|key| (id(key), text(&key["publicKeyPem"]))).collect();
    let found: Vec<_> = actor.public_key.iter().map(|key| (iri(&key.id), key.public_key_pem.as_deref())).collect();
    assert_eq!(keys, found, "{name}: keys");
    let is_field = |field: &&Value| field["type"] == "PropertyValue";
    let fields: Vec<_> =
        list(&raw["attachment"]).into_iter().filter(is_field).map(|field| (&field["name"], &field["value"])).collect();
    let found: Vec<_> = actor.fields().map(|(name, value)| (Value::from(name), Value::from(value))).collect();
    assert_eq!(fields, found.iter().map(|(name, value)| (name, value)).collect::<Vec<_>>(), "{name}: fields");
    same_links(name, raw, &actor.url);
    same_images(name, "icon", raw, &actor.icon);
    same_images(name, "image", raw, &actor.image);
}

fn same_collection(name: &str, raw: &Value, collection: &Collection) {
    assert_eq!(raw["totalItems"].as_u64(), collection.total_items, "{name}: totalItems");
    let key = if raw["orderedItems"].is_null() { "items" } else { "orderedItems" };
    same_refs(name, key, raw, &collection.items);
    for (key, page) in [("first", &collection.first), ("next", &collection.next), ("partOf", &collection.part_of)] {
        if let Some(Ref::Inline(page)) = page {
            same_collection(&format!("{name} / {key}"), &raw[key], page);
        } else {
            assert_eq!(id(&raw[key]), page.as_ref().and_then(Ref::id).map(Iri::as_str), "{name}: {key}");
        }
    }
}

/// Whether everything that was said is said again, whatever its shape.
fn assert_kept(name: &str, raw: &Value, written: &Value) {
    match (raw, written) {
        (Value::Object(raw), Value::Object(written)) => {
            for (key, value) in raw.iter().filter(|(key, value)| says_something(key, value)) {
                let again = match (key.as_str(), written.get(key)) {
                    ("items" | "orderedItems", None) => written.get("items").or_else(|| written.get("orderedItems")),
                    (_, again) => again,
                };
                let again = again.unwrap_or_else(|| panic!("{name}: {key} is lost"));
                assert_kept(&format!("{name} / {key}"), value, again);
            }
        }
        // One value for a list of one, and the reverse.
        (Value::Array(_), _) | (_, Value::Array(_)) => {
            let raw: Vec<_> = list(raw).into_iter().filter(|value| says_something("", value)).collect();
            assert_eq!(raw.len(), list(written).len(), "{name}: elements of {raw:?} in {written}");
            for (raw, written) in raw.into_iter().zip(list(written)) {
                assert_kept(name, raw, written);
            }
        }
        // Text in its long form.
        (Value::String(_), Value::Object(written)) => {
            assert!(written.values().any(|value| value == raw), "{name}: {raw} became {written:?}");
        }
        // An object that is only an identifier.
        (Value::Object(_), Value::String(_)) => assert_eq!(id(raw), written.as_str(), "{name}"),
        (raw, written) => assert!(same_scalar(raw, written), "{name}: {raw} became {written}"),
    }
}

/// Not so: what is empty, what names the vocabulary, older names of what is written under newer ones, numbers as keys, and
/// addressees that are neither an identifier nor have one.
fn says_something(key: &str, value: &Value) -> bool {
    let nothing = match value {
        Value::Null => true,
        Value::String(text) => text.is_empty(),
        Value::Array(items) => !items.iter().any(|item| says_something("", item)),
        Value::Object(map) => map.is_empty() || (key == "object" && map.get("id").is_some_and(Value::is_array)),
        _ => false,
    };
    let older = ["@context", "always", "approvalRequired"].contains(&key);
    let unaddressable = ["to", "cc"].contains(&key) && ids(value).is_empty();
    let numbered = key == "tag" && value.get("0").is_some();
    !(nothing || older || unaddressable || numbered)
}

fn same_scalar(raw: &Value, written: &Value) -> bool {
    let number = |value: &Value| value.as_f64().or_else(|| value.as_str()?.parse().ok());
    let instant = |value: &Value| crate::parse_time(value.as_str()?);
    let seconds = |value: &Value| {
        let text = value.as_str().and_then(|text| text.strip_prefix("PT")?.strip_suffix('S'));
        let text = text.map(|text| text.split_once('M').unwrap_or(("0", text)));
        text.and_then(|(minutes, seconds)| Some(minutes.parse::<f64>().ok()? * 60.0 + seconds.parse::<f64>().ok()?))
    };
    let same = |one: Option<f64>, two: Option<f64>| one.is_some() && one == two;
    raw == written
        || same(number(raw), number(written))
        || same(seconds(raw).or(number(raw)), seconds(written).or(number(written)))
        || instant(raw).is_some() && instant(raw) == instant(written)
}
