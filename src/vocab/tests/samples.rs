//! Every sample parses, keeps what it says and survives being written.

use std::path::{Path, PathBuf};

use super::faithful;

/// Every JSON file below a folder, in a stable order.
pub(super) fn json_files(folder: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            files.extend(json_files(&path));
        } else if path.extension().is_some_and(|extension| extension == "json") {
            files.push(path);
        }
    }
    files.sort();
    files
}

#[test]
fn every_sample_is_read_faithfully() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("samples");
    let files = json_files(&folder);
    assert!(files.len() >= 60, "only {} samples", files.len());
    for file in files {
        let name = file.strip_prefix(&folder).unwrap().display().to_string();
        faithful::check(&name, &std::fs::read(&file).unwrap());
    }
}

#[test]
fn every_peer_has_samples() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("samples");
    for software in [
        "funkwhale",
        "gancio",
        "gotosocial",
        "lemmy",
        "mastodon",
        "misskey",
        "mitra",
        "mobilizon",
        "peertube",
        "pixelfed",
        "snac",
    ] {
        assert!(!json_files(&folder.join(software)).is_empty(), "{software}");
    }
}
