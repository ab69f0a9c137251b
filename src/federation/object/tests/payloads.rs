//! What real servers sent: every object reads, or says why not, and keeps what people see of it.

use std::path::{Path, PathBuf};

use vocab::{Activity, Entity, Iri, Ref};

use crate::actor::Profile;
use crate::kind::Kinds;
use crate::object::{Incoming, Reason};

/// Where the recordings are; they are no part of the project.
pub(super) fn folder() -> Option<PathBuf> {
    let named = std::env::var_os("KERMESSE_PAYLOADS").map(PathBuf::from);
    let beside = || Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/payloads");
    Some(named.unwrap_or_else(beside)).filter(|folder| folder.is_dir())
}

fn documents(folder: &Path) -> Vec<(PathBuf, Entity)> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(documents(&path));
        } else if path.extension().is_some_and(|extension| extension == "json")
            && let Ok(entity) = Entity::parse(&std::fs::read(&path).unwrap())
        {
            found.push((path, entity));
        }
    }
    found
}

/// The objects in a document, those within activities too.
fn objects(entity: &Entity) -> Vec<vocab::Object> {
    match entity {
        Entity::Object(object) => vec![(**object).clone()],
        Entity::Activity(activity) => within(activity),
        Entity::Collection(collection) => collection.items.iter().filter_map(Ref::inline).flat_map(objects).collect(),
        _ => Vec::new(),
    }
}

fn within(activity: &Activity) -> Vec<vocab::Object> {
    activity.object.iter().filter_map(Ref::inline).flat_map(objects).collect()
}

#[test]
fn every_recorded_object_reads_or_says_why_not() {
    let Some(folder) = folder() else {
        eprintln!("there is no ../shared/payloads, nor does KERMESSE_PAYLOADS name it: nothing was read");
        return;
    };
    let kinds = Kinds::new([]);
    let mut read = 0;
    for (path, entity) in documents(&folder) {
        if let Entity::Actor(actor) = &entity {
            let profile = Profile::from_wire(actor).unwrap_or_else(|reason| panic!("{}: {reason}", path.display()));
            assert!(!profile.keys.is_empty(), "{}: no key of it is usable", path.display());
            read += 1;
        }
        for object in objects(&entity) {
            let (kind, text, page) =
                (object.kind().to_owned(), object.text().map(str::to_owned), object.html_url().cloned());
            match Incoming::from_wire(&kinds, object) {
                Ok(incoming) => {
                    read += 1;
                    let silent = incoming.content.is_empty() && incoming.title.is_none() && incoming.media.is_empty();
                    assert!(!silent || text.is_none(), "{}: nothing is left of {text:?}", path.display());
                    let lost = page.filter(|page| page.same_origin(&incoming.id) && *page != incoming.id);
                    assert_eq!(lost.as_ref().map(Iri::as_str), incoming.url.as_deref(), "{}", path.display());
                }
                Err(Reason::Silent(_)) => {
                    assert!(["Tombstone", "Place", "Member", ""].contains(&&*kind), "{}: {kind}", path.display())
                }
                Err(reason) => {
                    assert!(matches!(reason, Reason::NoAuthor | Reason::NoId), "{}: {reason}", path.display())
                }
            }
        }
    }
    assert!(read >= 70, "only {read} documents were read");
}
