//! Pictures that lie in folders, each shown by itself. The folder that it is in names its album; what lies beside it under the
//! same name says what it shows.

use std::collections::{BTreeMap, HashSet};

use super::bundle::{Bundle, Item};
use super::plan::{Picture, Plan, Set};

/// Endings of files that speak of others.
const SIDECARS: [&str; 2] = ["txt", "xmp"];
/// What systems leave in folders of pictures.
const LITTER: [&str; 5] = ["thumbs.db", "desktop.ini", "ehthumbs.db", "picasa.ini", "icon\r"];

/// Plans what no archive claims: `taken` are the sources that one does.
pub(super) fn read(bundle: &Bundle, taken: &HashSet<usize>, plan: &mut Plan) {
    let items: Vec<Item> = bundle.items().filter(|item| !taken.contains(&item.source()) && !is_litter(item)).collect();
    let (sidecars, files): (Vec<Item>, Vec<Item>) =
        items.into_iter().partition(|item| SIDECARS.contains(&item.ending().as_str()));
    let mut words: BTreeMap<(usize, String), Vec<Item>> = BTreeMap::new();
    for sidecar in sidecars {
        words.entry((sidecar.source(), stem(&sidecar.path).to_owned())).or_default().push(sidecar);
    }
    for item in files {
        let mut beside = Vec::new();
        // A picture `a.jpg` is spoken of by `a.jpg.txt`, else by `a.txt`.
        for stem in [item.path.as_str(), stem(&item.path)] {
            beside.extend(words.get(&(item.source(), stem.to_owned())).into_iter().flatten().cloned());
        }
        plan.sets.push(Set {
            name: bundle.name(&item),
            album: album(bundle, &item),
            pictures: vec![Picture { beside, ..Picture::of(item) }],
            ..Set::default()
        });
    }
}

fn stem(path: &str) -> &str {
    match path.rsplit_once('.') {
        Some((stem, ending)) if !ending.contains('/') && !stem.ends_with('/') && !stem.is_empty() => stem,
        _ => path,
    }
}

/// Whether nobody means a file to be shown: hidden ones, and what systems write by themselves.
fn is_litter(item: &Item) -> bool {
    let hidden = |part: &str| part.starts_with('.') || part == "__MACOSX" || part == "@eaDir";
    item.path.split('/').any(hidden) || LITTER.contains(&item.name().to_lowercase().as_str())
}

/// The folder that a picture is in, names that cameras give to theirs left out; at the top the folder or archive that was
/// brought. A picture that was named by itself is in none.
fn album(bundle: &Bundle, item: &Item) -> Option<String> {
    let telling = |name: &&str| !name.is_empty() && !name.eq_ignore_ascii_case("dcim") && !is_camera_folder(name);
    let named = item.folder().rsplit('/').find(telling).or_else(|| bundle.title(item.source()).filter(telling));
    named.map(str::to_owned)
}

/// `100CANON`, `101_PANA` and the like (DCF, 3.2.1).
fn is_camera_folder(name: &str) -> bool {
    name.len() == 8
        && name.get(..3).is_some_and(|number| number.bytes().all(|digit| digit.is_ascii_digit()))
        && name
            .get(3..)
            .is_some_and(|word| word.bytes().all(|c| c.is_ascii_uppercase() || c.is_ascii_digit() || c == b'_'))
}
