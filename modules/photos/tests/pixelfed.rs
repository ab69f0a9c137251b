//! Would Pixelfed accept this? The strictest rules of its releases 0.12 to 0.14 together: what breaks one of them is dropped
//! there without a word.

use serde_json::Value;

const PUBLIC: &str = "https://www.w3.org/ns/activitystreams#Public";
/// The types that a server takes unless its administrator allows more.
const TYPES: [&str; 3] = ["image/jpeg", "image/png", "image/gif"];
/// How deep its parser reads.
const DEPTH: usize = 8;

/// Says what Pixelfed would not take of an activity.
pub(super) fn accepts(activity: &Value) -> Result<(), String> {
    if depth(activity) > DEPTH {
        return Err(format!("it is nested deeper than {DEPTH}"));
    }
    let id = text(activity, "id").ok_or("the activity has no id")?;
    let actor = text(activity, "actor").ok_or("it has no actor")?;
    require(host(id)? == host(actor)?, "the id is at another host than the actor")?;
    match text(activity, "type") {
        Some("Create" | "Update") => note(&activity["object"], actor),
        Some("Delete") => {
            let object = &activity["object"];
            require(text(object, "type") == Some("Tombstone"), "what is deleted is no Tombstone")?;
            text(object, "id").map(|_| ()).ok_or("the Tombstone has no id".to_owned())
        }
        other => Err(format!("nothing is known of {other:?}")),
    }
}

fn note(note: &Value, actor: &str) -> Result<(), String> {
    require(text(note, "type") == Some("Note"), "only notes are taken")?;
    let id = text(note, "id").ok_or("the note has no id")?;
    let url = text(note, "url").ok_or("its address is no text")?;
    require(host(id)? == host(url)?, "its page is at another host")?;
    require(text(note, "attributedTo") == Some(actor), "it is not its actor's")?;
    let named =
        |key: &str| -> Vec<&str> { note[key].as_array().into_iter().flatten().filter_map(Value::as_str).collect() };
    require(note["to"].is_array() && note["cc"].is_array(), "it is not addressed in lists")?;
    require(!named("to").is_empty(), "it is to nobody")?;
    let open = named("to").contains(&PUBLIC) || named("cc").contains(&PUBLIC);
    let followers = named("to").into_iter().any(|to| to.ends_with("/followers"));
    require(open || followers, "it would be taken for a message")?;
    let published = text(note, "published").ok_or("it has no date")?;
    require(published.parse::<chrono::DateTime<chrono::Utc>>().is_ok(), "its date cannot be read")?;
    require(note["content"].is_string(), "it has no text")?;
    require(note["sensitive"].is_boolean(), "it does not say whether it is sensitive")?;
    require(!note["summary"].is_string() || note["sensitive"] == true, "a warning is read only where it is sensitive")?;
    require(note["tag"].is_array(), "its tags are no list")?;
    let attachments = note["attachment"].as_array().ok_or("its attachments are no list")?;
    if attachments.is_empty() {
        return require(text(note, "inReplyTo").is_some(), "a note without pictures is taken only as an answer");
    }
    require(attachments.len() <= 20, "it has too many pictures")?;
    require(note["commentsEnabled"].is_boolean(), "it does not say whether it takes comments")?;
    attachments.iter().try_for_each(picture)
}

/// One that breaks a rule takes the whole note with it.
fn picture(file: &Value) -> Result<(), String> {
    require(matches!(text(file, "type"), Some("Document" | "Image")), "it is neither Document nor Image")?;
    let media_type = text(file, "mediaType").unwrap_or_default();
    require(TYPES.contains(&media_type), "its type is not taken everywhere")?;
    require(text(file, "url").is_some_and(|url| url.starts_with("https://")), "its address is not under https")?;
    require(file["name"].is_string() || file["name"].is_null(), "its description is no text")?;
    let blurhash = text(file, "blurhash").map_or(10, str::len);
    require((6..50).contains(&blurhash), "its blurhash is too short or too long")?;
    let side = |key: &str| file[key].as_i64().is_some_and(|pixels| (1..=5000).contains(&pixels));
    require(side("width") && side("height"), "its sides are not whole numbers up to 5000")
}

fn require(holds: bool, reason: &str) -> Result<(), String> {
    if holds { Ok(()) } else { Err(reason.to_owned()) }
}

fn text<'v>(value: &'v Value, key: &str) -> Option<&'v str> {
    value.get(key)?.as_str()
}

fn host(address: &str) -> Result<&str, String> {
    let rest = address.strip_prefix("https://").ok_or_else(|| format!("{address} is not under https"))?;
    Ok(rest.split('/').next().unwrap_or_default())
}

/// How many objects and lists stand within one another.
fn depth(value: &Value) -> usize {
    match value {
        Value::Array(items) => 1 + items.iter().map(depth).max().unwrap_or_default(),
        Value::Object(fields) => 1 + fields.values().map(depth).max().unwrap_or_default(),
        _ => 0,
    }
}
