//! What Instagram gives its members of theirs: a zip archive, or several of one export, with JSON lists and files that they name.
//!
//! Posts are listed in `your_instagram_activity/media/posts_1.json` and further numbers, in `…/content/` and in `content/` before
//! 2024, and in `media.json` before 2021. What is written beyond ASCII is UTF-8 taken for Latin-1, and is put right.

#[cfg(test)]
mod tests;

use std::collections::{BTreeMap, HashMap, HashSet};

use chrono::{DateTime, NaiveDateTime};
use serde::Deserialize;
use serde::de::IgnoredAny;
use serde_json::Value;

use super::bundle::{Bundle, Item};
use super::plan::{Picture, Plan, Set};

/// The largest list that is read, in bytes.
const MAX_LIST: usize = 64 << 20;

/// Lists of what is not shown: the file, the key of its list, and what it is.
const ELSEWHERE: [(&str, &str, &str); 7] = [
    ("stories.json", "ig_stories", "stories, which are for a day"),
    ("archived_posts.json", "ig_archived_post_media", "posts that were put away there"),
    ("reels.json", "ig_reels_media", "reels: films are not taken here"),
    ("igtv_videos.json", "ig_igtv_media", "films, which are not taken here"),
    ("other_content.json", "ig_other_media", "drafts and other content that was not posted"),
    ("recently_deleted_content.json", "ig_recently_deleted_media", "posts that were deleted there"),
    ("profile_photos.json", "ig_profile_picture", "pictures of the profile"),
];

#[derive(Deserialize)]
#[serde(default)]
#[derive(Default)]
struct Post {
    title: Option<String>,
    creation_timestamp: Option<f64>,
    media: Vec<Medium>,
}

#[derive(Deserialize)]
struct Medium {
    uri: String,
    #[serde(default)]
    title: Option<String>,
    #[serde(default)]
    creation_timestamp: Option<f64>,
}

/// An entry of `media.json`.
#[derive(Deserialize)]
struct Photo {
    path: String,
    taken_at: String,
    #[serde(default)]
    caption: String,
    #[serde(default)]
    location: Option<String>,
}

/// Plans what exports among the sources list; gives the sources that belong to them.
pub(super) fn read(bundle: &Bundle, plan: &mut Plan) -> HashSet<usize> {
    let export = Export::find(bundle);
    let mut taken = HashSet::new();
    if export.lists.is_empty() && export.old_lists.is_empty() {
        refuse_what_lacks_its_list(bundle, plan, &mut taken);
        return taken;
    }
    for list in &export.lists {
        taken.insert(list.source());
        match posts(bundle, list) {
            Ok(posts) => posts.into_iter().enumerate().for_each(|(number, post)| {
                export.plan(bundle, plan, &mut taken, &format!("{}, post {}", bundle.name(list), number + 1), post);
            }),
            Err(reason) => plan.refuse(bundle.name(list), reason),
        }
    }
    for list in &export.old_lists {
        taken.insert(list.source());
        match old_posts(bundle, list) {
            Ok(posts) => posts.into_iter().for_each(|(name, post)| {
                export.plan(bundle, plan, &mut taken, &format!("{}, {name}", bundle.name(list)), Ok(post));
            }),
            Err(reason) => plan.refuse(bundle.name(list), reason),
        }
    }
    for item in bundle.items().filter(is_of_media) {
        leave_out_list(bundle, &item, plan);
        // A part of the export that holds nothing but files of it.
        if is_file_of_export(&item.path) {
            taken.insert(item.source());
        }
    }
    taken
}

/// Without its list an export says neither when nor what: its pictures are not to be taken for any pictures.
fn refuse_what_lacks_its_list(bundle: &Bundle, plan: &mut Plan, taken: &mut HashSet<usize>) {
    for item in bundle.items() {
        if taken.contains(&item.source()) {
            continue;
        }
        let is_page = is_of_media(&item) && item.name().starts_with("posts") && item.ending() == "html";
        let reason = match () {
            () if is_page => "this is an Instagram export as web pages: ask Instagram for one in JSON, and import that",
            () if is_file_of_export(&item.path) => {
                "this is a part of an Instagram export without its list of posts: name all its parts together"
            }
            () => continue,
        };
        taken.insert(item.source());
        plan.refuse(bundle.source_name(item.source()), reason);
    }
}

/// Notes how much a list names that is not shown.
fn leave_out_list(bundle: &Bundle, item: &Item, plan: &mut Plan) {
    #[derive(Deserialize)]
    #[serde(untagged)]
    enum List {
        Keyed(BTreeMap<String, Vec<IgnoredAny>>),
        Bare(Vec<IgnoredAny>),
    }
    let Some((_, key, what)) = ELSEWHERE.iter().find(|(name, ..)| *name == item.name()) else { return };
    let Ok(bytes) = bundle.read(item, MAX_LIST) else { return };
    let count = match serde_json::from_slice(&bytes) {
        Ok(List::Keyed(lists)) => lists.get(*key).or_else(|| lists.values().next()).map_or(0, Vec::len),
        Ok(List::Bare(list)) => list.len(),
        Err(_) => return,
    };
    if count > 0 {
        plan.leave_out(format!("{}: {what} ({count})", bundle.name(item)));
    }
}

/// Whether a file lies where exports keep their lists.
fn is_of_media(item: &Item) -> bool {
    let folder = item.folder();
    ["your_instagram_activity/media", "your_instagram_activity/content", "content"]
        .iter()
        .any(|known| folder == *known || folder.ends_with(&format!("/{known}")))
}

/// Whether a path is that of a file which lists of an export name: `media/posts/202401/1.jpg`.
fn is_file_of_export(path: &str) -> bool {
    let mut parts = path.rsplit('/').skip(1);
    let is_month = |part: &str| part.len() == 6 && part.bytes().all(|digit| digit.is_ascii_digit());
    let kinds = ["posts", "stories", "reels", "archived_posts", "other", "profile", "recently_deleted"];
    parts.next().is_some_and(is_month)
        && parts.next().is_some_and(|kind| kinds.contains(&kind))
        && parts.next() == Some("media")
}

/// The lists of an export, and its files by what the lists call them.
struct Export {
    lists: Vec<Item>,
    old_lists: Vec<Item>,
    files: HashMap<String, Item>,
}

impl Export {
    fn find(bundle: &Bundle) -> Self {
        let mut lists: Vec<Item> = bundle.items().filter(|item| is_of_media(item) && is_list(item.name())).collect();
        lists.sort_by_key(|item| (item.source(), number(item.name())));
        let old_lists: Vec<Item> = bundle.items().filter(|item| is_old_list(bundle, item)).collect();
        let mut files = HashMap::new();
        for item in bundle.items() {
            // Lists name files from the top of the export; that may lie within a folder, and another part elsewhere.
            let top = item.path.find("media/").filter(|at| *at == 0 || item.path.as_bytes().get(at - 1) == Some(&b'/'));
            if let Some(path) = top.and_then(|at| item.path.get(at..)) {
                files.entry(path.to_owned()).or_insert_with(|| item.clone());
            }
            files.entry(item.path.clone()).or_insert(item);
        }
        Self { lists, old_lists, files }
    }

    fn file(&self, list: &str) -> Option<&Item> {
        self.files.get(list.trim_start_matches("./"))
    }

    /// Plans a post, and notes which sources have its files.
    fn plan(
        &self,
        bundle: &Bundle,
        plan: &mut Plan,
        taken: &mut HashSet<usize>,
        name: &str,
        post: Result<Post, String>,
    ) {
        let post = match post {
            Ok(post) => post,
            Err(reason) => return plan.refuse(name, reason),
        };
        let mut pictures = Vec::new();
        for medium in &post.media {
            match self.file(&medium.uri) {
                Some(item) if is_film(item) => {
                    taken.insert(item.source());
                    plan.refuse(bundle.name(item), "films are not taken here");
                }
                Some(item) => {
                    taken.insert(item.source());
                    pictures.push(Picture::of(item.clone()));
                }
                None if medium.uri.is_empty() => plan.refuse(name, "its file is not named: Instagram left it out"),
                None => plan.refuse(mend(&medium.uri), "it is not in the archive"),
            }
        }
        if pictures.is_empty() {
            return;
        }
        let first = post.media.first();
        let said = |text: &Option<String>| text.as_deref().filter(|text| !text.trim().is_empty()).map(mend);
        let text = said(&post.title).or_else(|| post.media.iter().find_map(|medium| said(&medium.title)));
        let named = pictures.first().and_then(|picture| match &picture.source {
            super::plan::Source::Item(item) => Some(bundle.name(item)),
            super::plan::Source::Remote(_) => None,
        });
        plan.sets.push(Set {
            name: named.unwrap_or_else(|| name.to_owned()),
            at: moment(post.creation_timestamp).or_else(|| moment(first?.creation_timestamp)),
            text: Some(apart(&text.unwrap_or_default())),
            pictures,
            ..Set::default()
        });
    }
}

/// `posts_1.json`, or `posts.json`.
fn is_list(name: &str) -> bool {
    name == "posts.json" || number(name).is_some()
}

fn number(name: &str) -> Option<u32> {
    name.strip_prefix("posts_")?.strip_suffix(".json")?.parse().ok()
}

/// `media.json` at the top of an export, with `photos/` beside it.
fn is_old_list(bundle: &Bundle, item: &Item) -> bool {
    let photos = match item.folder() {
        "" => "photos/".to_owned(),
        folder => format!("{folder}/photos/"),
    };
    let beside = |other: Item| other.source() == item.source() && other.path.starts_with(&photos);
    item.name() == "media.json" && bundle.items().any(beside)
}

fn is_film(item: &Item) -> bool {
    matches!(item.ending().as_str(), "mp4" | "mov" | "m4v" | "webm")
}

/// The posts of a list, those that cannot be understood with the reason.
fn posts(bundle: &Bundle, list: &Item) -> Result<Vec<Result<Post, String>>, String> {
    let bytes = bundle.read(list, MAX_LIST).map_err(|error| error.to_string())?;
    let posts: Vec<Value> = match serde_json::from_slice(&bytes) {
        Ok(Value::Array(posts)) => posts,
        // A single post is sometimes no list.
        Ok(post @ Value::Object(_)) => vec![post],
        Ok(_) => return Err("it is no list of posts".to_owned()),
        Err(error) => return Err(format!("it is no JSON: {error}")),
    };
    let read = |post| serde_json::from_value(post).map_err(|error| format!("it cannot be understood: {error}"));
    Ok(posts.into_iter().map(read).collect())
}

/// The posts of `media.json`, where each file stands for itself: those of one moment and one caption are one post.
fn old_posts(bundle: &Bundle, list: &Item) -> Result<Vec<(String, Post)>, String> {
    #[derive(Deserialize)]
    struct Old {
        #[serde(default)]
        photos: Vec<Photo>,
    }
    let bytes = bundle.read(list, MAX_LIST).map_err(|error| error.to_string())?;
    let old: Old = serde_json::from_slice(&bytes).map_err(|error| format!("it cannot be understood: {error}"))?;
    let mut posts: Vec<(String, Post)> = Vec::new();
    let mut known = HashMap::new();
    for photo in old.photos {
        let folder = list.folder();
        let uri = if folder.is_empty() { photo.path.clone() } else { format!("{folder}/{}", photo.path) };
        let medium = Medium { uri, title: None, creation_timestamp: None };
        let at = photo.taken_at.parse::<DateTime<chrono::Utc>>().map(|at| at.naive_utc());
        let at = at.or_else(|_| photo.taken_at.parse::<NaiveDateTime>()).ok();
        let _ = photo.location;
        let place = *known.entry((photo.taken_at, photo.caption.clone())).or_insert(posts.len());
        match posts.get_mut(place) {
            Some((_, post)) => post.media.push(medium),
            None => {
                let creation_timestamp = at.map(|at| at.and_utc().timestamp() as f64);
                let post = Post { title: Some(photo.caption), creation_timestamp, media: vec![medium] };
                posts.push((photo.path, post));
            }
        }
    }
    Ok(posts)
}

/// Seconds since 1970; Instagram writes 0 where it does not know.
fn moment(seconds: Option<f64>) -> Option<NaiveDateTime> {
    let seconds = seconds.filter(|seconds| *seconds >= 1.0 && *seconds < 1e11)?;
    DateTime::from_timestamp(seconds as i64, 0).map(|at| at.naive_utc())
}

/// UTF-8 that was taken for Latin-1, put right; what is anything else stays.
pub(super) fn mend(text: &str) -> String {
    let bytes: Option<Vec<u8>> = text.chars().map(|c| u8::try_from(u32::from(c)).ok()).collect();
    let mended = bytes.filter(|bytes| !bytes.is_ascii()).and_then(|bytes| String::from_utf8(bytes).ok());
    mended.unwrap_or_else(|| text.to_owned())
}

/// Hashtags that stand against one another, with a space between: here they would be one word.
fn apart(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut tag = false;
    for c in text.chars() {
        if c == '#' && tag {
            out.push(' ');
        }
        tag = c == '#' || (tag && (c.is_alphanumeric() || c == '_'));
        out.push(c);
    }
    out
}
