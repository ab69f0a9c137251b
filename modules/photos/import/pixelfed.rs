//! What Pixelfed gives its members of theirs: a list of posts, without the files. Those are looked for beside the list, as a copy
//! of `storage/` or under their names alone; what is not there is fetched from its server.
//!
//! Pixelfed 0.12.5 and later writes `pixelfed-statuses.json`, earlier ones `outbox.json`, an ActivityPub collection, as programs
//! like Posty and Mastodon do.

use std::collections::{HashMap, HashSet};

use chrono::{DateTime, NaiveDateTime};
use host::social::markup;
use host::social::media::Licence;
use host::social::place::NewPlace;
use host::social::visibility::Visibility;
use serde::Deserialize;
use serde_json::Value;
use url::Url;

use super::bundle::{Bundle, Item};
use super::plan::{Picture, Plan, Set, Source};

/// The largest list that is read, in bytes.
const MAX_LIST: usize = 64 << 20;
/// The collection of everybody, under all its names.
const PUBLIC: [&str; 3] = ["https://www.w3.org/ns/activitystreams#Public", "as:Public", "Public"];

/// A post of `pixelfed-statuses.json`.
#[derive(Deserialize)]
struct Status {
    #[serde(default)]
    uri: Option<String>,
    #[serde(default)]
    url: Option<String>,
    #[serde(default)]
    created_at: Option<String>,
    #[serde(default)]
    content: Option<String>,
    #[serde(default)]
    content_text: Option<String>,
    #[serde(default)]
    spoiler_text: Option<String>,
    #[serde(default)]
    sensitive: Option<bool>,
    #[serde(default)]
    visibility: Option<String>,
    #[serde(default)]
    in_reply_to_id: Option<Value>,
    #[serde(default)]
    comments_disabled: Option<bool>,
    #[serde(default)]
    place: Option<Place>,
    #[serde(default)]
    media_attachments: Vec<File>,
}

#[derive(Deserialize)]
struct Place {
    #[serde(default)]
    name: Option<String>,
    #[serde(default)]
    country: Option<String>,
}

/// A file, in either of the lists.
#[derive(Deserialize)]
struct File {
    #[serde(default)]
    url: Option<String>,
    /// Its description: `description` in the one, `name` in the other.
    #[serde(default, alias = "name")]
    description: Option<String>,
    #[serde(default)]
    license: Option<Value>,
    #[serde(default, alias = "mediaType")]
    mime: Option<String>,
}

/// A post of `outbox.json`.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Note {
    #[serde(default)]
    id: Option<String>,
    #[serde(default)]
    published: Option<String>,
    #[serde(default)]
    content: Option<String>,
    #[serde(default)]
    summary: Option<String>,
    #[serde(default)]
    sensitive: Option<bool>,
    #[serde(default)]
    in_reply_to: Option<Value>,
    #[serde(default)]
    comments_enabled: Option<bool>,
    #[serde(default)]
    to: Value,
    #[serde(default)]
    cc: Value,
    #[serde(default)]
    location: Option<Place>,
    #[serde(default)]
    attachment: Vec<File>,
}

/// Plans what lists among the sources name; gives the sources that belong to them.
pub(super) fn read(bundle: &Bundle, plan: &mut Plan) -> HashSet<usize> {
    let lists: Vec<Item> = bundle.items().filter(is_list).collect();
    let mut taken = HashSet::new();
    if lists.is_empty() {
        return taken;
    }
    let files = Files::of(bundle);
    for list in lists {
        let Some(posts) = posts(bundle, &list, plan) else { continue };
        taken.insert(list.source());
        let mut left = Left::default();
        for (number, post) in posts.into_iter().enumerate() {
            match post {
                Ok(post) => post.plan(bundle, &files, plan, &mut taken, &mut left),
                Err(reason) => plan.refuse(format!("{}, post {}", bundle.name(&list), number + 1), reason),
            }
        }
        left.tell(&bundle.name(&list), plan);
    }
    taken
}

/// A list by its name: browsers add a number to a second download.
fn is_list(item: &Item) -> bool {
    let name = item.name().to_lowercase();
    item.ending() == "json" && (name.contains("statuses") || name.starts_with("outbox"))
}

/// A post as either list has it.
struct Post {
    /// Its id.
    key: Option<String>,
    set: Set,
    files: Vec<File>,
    answers: bool,
    visibility: Option<Visibility>,
}

/// What is not shown here, by what it is.
#[derive(Default)]
struct Left {
    answers: usize,
    words: usize,
    private: usize,
}

impl Left {
    fn tell(&self, list: &str, plan: &mut Plan) {
        for (count, what) in [
            (self.answers, "comments, which belong to the posts of others"),
            (self.words, "posts without pictures, or shares of others' posts"),
            (self.private, "messages and posts that were put away"),
        ] {
            if count > 0 {
                plan.leave_out(format!("{list}: {what} ({count})"));
            }
        }
    }
}

/// The posts of a list, those that cannot be understood with the reason. None where it is another list.
fn posts(bundle: &Bundle, list: &Item, plan: &mut Plan) -> Option<Vec<Result<Post, String>>> {
    let read = bundle.read(list, MAX_LIST).map_err(|error| error.to_string());
    let read = read.and_then(|bytes| serde_json::from_slice(&bytes).map_err(|error| format!("it is no JSON: {error}")));
    let misunderstood = |error: serde_json::Error| format!("it cannot be understood: {error}");
    match read {
        Ok(Value::Array(statuses)) => {
            let is_ours = |status: &Value| status.get("media_attachments").is_some();
            let read = |status| serde_json::from_value::<Status>(status).map(Status::post).map_err(misunderstood);
            (statuses.is_empty() || statuses.iter().any(is_ours)).then(|| statuses.into_iter().map(read).collect())
        }
        Ok(Value::Object(mut outbox)) => {
            let Value::Array(activities) = outbox.remove("orderedItems")? else { return None };
            let note = |mut activity: Value| match activity.get_mut("object").map(Value::take) {
                Some(note @ Value::Object(_)) => note,
                Some(_) => Value::Null,
                None => activity,
            };
            // A share names what it shares by its address.
            let notes = activities.into_iter().map(note).filter(|note| !note.is_null());
            Some(
                notes.map(|note| serde_json::from_value::<Note>(note).map(Note::post).map_err(misunderstood)).collect(),
            )
        }
        Ok(_) => None,
        Err(reason) => {
            plan.refuse(bundle.name(list), reason);
            None
        }
    }
}

impl Status {
    fn post(self) -> Post {
        let words = self.content_text.filter(|text| !text.is_empty());
        let text = words.unwrap_or_else(|| markup::to_text(&self.content.unwrap_or_default()));
        let visibility = match self.visibility.as_deref() {
            None | Some("public") => Some(Visibility::Public),
            Some("unlisted") => Some(Visibility::Unlisted),
            Some("private" | "followers") => Some(Visibility::Followers),
            Some(_) => None,
        };
        Post {
            key: self.uri.or(self.url),
            answers: is_told(self.in_reply_to_id.as_ref()),
            visibility,
            files: self.media_attachments,
            set: Set {
                at: self.created_at.as_deref().and_then(moment),
                text: Some(text),
                summary: self.spoiler_text.unwrap_or_default(),
                sensitive: self.sensitive.unwrap_or_default(),
                closed: self.comments_disabled.unwrap_or_default(),
                place: self.place.and_then(Place::place),
                visibility,
                ..Set::default()
            },
        }
    }
}

impl Note {
    fn post(self) -> Post {
        let visibility = match (is_open(&self.to), is_open(&self.cc)) {
            (true, _) => Some(Visibility::Public),
            (false, true) => Some(Visibility::Unlisted),
            (false, false) if names_followers(&self.to) => Some(Visibility::Followers),
            (false, false) => None,
        };
        Post {
            key: self.id,
            answers: is_told(self.in_reply_to.as_ref()),
            visibility,
            files: self.attachment,
            set: Set {
                at: self.published.as_deref().and_then(moment),
                text: Some(markup::to_text(&self.content.unwrap_or_default())),
                summary: self.summary.unwrap_or_default(),
                sensitive: self.sensitive.unwrap_or_default(),
                closed: !self.comments_enabled.unwrap_or(true),
                place: self.location.and_then(Place::place),
                visibility,
                ..Set::default()
            },
        }
    }
}

impl Place {
    fn place(self) -> Option<NewPlace> {
        let name = self.name.filter(|name| !name.trim().is_empty())?;
        Some(NewPlace { name, country: self.country, ..NewPlace::default() })
    }
}

/// Ids come as strings, empty ones among them.
fn is_told(id: Option<&Value>) -> bool {
    id.is_some_and(|id| !id.is_null() && id.as_str() != Some(""))
}

fn addressed(list: &Value) -> impl Iterator<Item = &str> {
    let one = list.as_str();
    list.as_array().into_iter().flatten().filter_map(Value::as_str).chain(one)
}

fn is_open(list: &Value) -> bool {
    addressed(list).any(|address| PUBLIC.contains(&address))
}

fn names_followers(list: &Value) -> bool {
    addressed(list).any(|address| address.ends_with("/followers"))
}

fn moment(text: &str) -> Option<NaiveDateTime> {
    DateTime::parse_from_rfc3339(text).ok().map(|at| at.naive_utc())
}

impl Post {
    fn plan(mut self, bundle: &Bundle, files: &Files, plan: &mut Plan, taken: &mut HashSet<usize>, left: &mut Left) {
        if self.visibility.is_none() {
            left.private += 1;
            return;
        }
        if self.answers {
            left.answers += 1;
            return;
        }
        if self.files.is_empty() {
            left.words += 1;
            return;
        }
        let name = self.key.clone().unwrap_or_default();
        for file in self.files {
            let url = file.url.as_deref().unwrap_or_default();
            if file.mime.as_deref().is_some_and(|mime| !mime.starts_with("image/")) {
                plan.refuse(url, "films are not taken here");
                continue;
            }
            let source = match files.find(url) {
                Some(item) => {
                    taken.insert(item.source());
                    Source::Item(item.clone())
                }
                None => match Url::parse(url).ok().filter(|url| matches!(url.scheme(), "https" | "http")) {
                    Some(url) => Source::Remote(url),
                    None => {
                        plan.refuse(if url.is_empty() { &name } else { url }, "its file is not there");
                        continue;
                    }
                },
            };
            self.set.pictures.push(Picture {
                source,
                description: file.description.unwrap_or_default(),
                licence: file.license.as_ref().and_then(licence),
                beside: Vec::new(),
            });
        }
        if self.set.pictures.is_empty() {
            return;
        }
        let named = self.set.pictures.first().map(|picture| match &picture.source {
            Source::Item(item) => bundle.name(item),
            Source::Remote(url) => url.to_string(),
        });
        self.set.name = self.key.clone().or(named).unwrap_or_default();
        self.set.key = self.key;
        plan.sets.push(self.set);
    }
}

/// A licence as Pixelfed tells it: by number, by words, or as an object of both.
fn licence(told: &Value) -> Option<Licence> {
    let number = |number: &Value| number.as_u64().or_else(|| number.as_str()?.parse().ok());
    let by_number = number(told).or_else(|| number(told.get("id")?)).and_then(|number| match number {
        1 => Some(Licence::AllRightsReserved),
        5 => Some(Licence::PublicDomain),
        6 => Some(Licence::Zero),
        11 => Some(Licence::By),
        12 => Some(Licence::BySa),
        13 => Some(Licence::ByNc),
        14 => Some(Licence::ByNcSa),
        15 => Some(Licence::ByNd),
        16 => Some(Licence::ByNcNd),
        _ => None,
    });
    let words = || [Some(told), told.get("url"), told.get("title")].into_iter().flatten().find_map(Value::as_str);
    by_number.or_else(|| Licence::read(words()?))
}

/// The files of a bundle by their names.
struct Files {
    by_name: HashMap<String, Vec<Item>>,
}

impl Files {
    fn of(bundle: &Bundle) -> Self {
        let mut by_name: HashMap<String, Vec<Item>> = HashMap::new();
        for item in bundle.items() {
            by_name.entry(item.name().to_owned()).or_default().push(item);
        }
        Self { by_name }
    }

    /// The file that has most of an address in its path; none where several have as much of it.
    fn find(&self, url: &str) -> Option<&Item> {
        let path = url.split(['?', '#']).next().unwrap_or_default();
        let shared =
            |item: &&Item| path.rsplit('/').zip(item.path.rsplit('/')).take_while(|(one, other)| one == other).count();
        let named = self.by_name.get(path.rsplit('/').next().filter(|name| !name.is_empty())?)?;
        let most = named.iter().map(|item| shared(&item)).max()?;
        let mut best = named.iter().filter(|item| shared(item) == most);
        best.next().filter(|_| best.next().is_none())
    }
}
