//! Recorded payloads of real servers, where they are at hand: `$KERMESSE_PAYLOADS`, else `../shared/payloads`.

use std::path::{Path, PathBuf};

use serde_json::Value;

use super::faithful;
use super::samples::json_files;
use crate::{Jrd, NodeInfo, NodeInfoIndex};

/// The folder of payloads, beside the workspace unless told otherwise.
fn folder() -> Option<PathBuf> {
    let folder = std::env::var_os("KERMESSE_PAYLOADS")
        .map_or_else(|| Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/payloads"), PathBuf::from);
    if folder.is_dir() {
        return Some(folder);
    }
    println!("recorded payloads: {} is absent, skipped", folder.display());
    None
}

#[test]
fn every_recorded_payload_is_read_faithfully() {
    let Some(folder) = folder() else { return };
    let mut documents = 0;
    for file in json_files(&folder) {
        let bytes = std::fs::read(&file).unwrap();
        let name = file.strip_prefix(&folder).unwrap().display().to_string();
        if name.starts_with("webfinger/") {
            webfinger(&name, &bytes);
        } else if name.starts_with("nodeinfo/") {
            nodeinfo(&name, &bytes);
        } else {
            faithful::check(&name, &bytes);
        }
        documents += 1;
    }
    println!("recorded payloads: {documents} documents of {} read", folder.display());
    assert!(documents > 0, "{} holds no JSON", folder.display());
}

fn webfinger(name: &str, bytes: &[u8]) {
    let raw: Value = serde_json::from_slice(bytes).unwrap();
    let jrd = Jrd::parse(bytes).unwrap_or_else(|reason| panic!("{name}: {reason}"));
    assert_eq!(raw["subject"].as_str(), jrd.subject.as_deref(), "{name}: subject");
    let own = raw["links"].as_array().unwrap().iter().find(|link| link["rel"] == "self").unwrap();
    assert_eq!(own["href"].as_str(), jrd.actor().map(crate::Iri::as_str), "{name}: actor");
    assert_eq!(raw["links"].as_array().unwrap().len(), jrd.links.len(), "{name}: links");
    assert_eq!(jrd, Jrd::parse(jrd.to_json().as_bytes()).unwrap(), "{name}: written");
}

fn nodeinfo(name: &str, bytes: &[u8]) {
    let raw: Value = serde_json::from_slice(bytes).unwrap();
    if let Some(links) = raw["links"].as_array() {
        let index = NodeInfoIndex::parse(bytes).unwrap();
        let is_version = |link: &&Value| link["rel"].as_str().unwrap().contains("/ns/schema/");
        let newest = links.iter().rfind(is_version).unwrap();
        assert_eq!(newest["href"].as_str(), index.newest().map(crate::Iri::as_str), "{name}: newest");
        assert_eq!(index, NodeInfoIndex::parse(index.to_json().as_bytes()).unwrap(), "{name}: written");
        return;
    }
    let info = NodeInfo::parse(bytes).unwrap_or_else(|reason| panic!("{name}: {reason}"));
    assert_eq!(raw["software"]["name"].as_str(), info.software_name(), "{name}: software");
    assert_eq!(
        raw["usage"]["users"]["total"].as_u64(),
        info.usage.clone().unwrap().users.unwrap().total,
        "{name}: users"
    );
    let again = NodeInfo::parse(info.to_json_2_1().as_bytes()).unwrap();
    assert_eq!(
        (info.software, info.usage, info.metadata),
        (again.software, again.usage, again.metadata),
        "{name}: written"
    );
}
