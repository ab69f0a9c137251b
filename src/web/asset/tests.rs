#![allow(clippy::unwrap_used, clippy::indexing_slicing)]

use actix_web::web::ServiceConfig;

use super::*;
use crate::testing::{STALL, TestClub, get};

fn none(_: &mut ServiceConfig) {}

#[actix_web::test]
async fn assets_are_kept_for_good() {
    let club = TestClub::new(&[]);
    let assets = &club.state.themes.get("default").assets;
    for (file, kind) in [
        (STYLES, "text/css; charset=utf-8"),
        ("scripts/times.js", "text/javascript; charset=utf-8"),
        ("images/icons.svg", "image/svg+xml"),
    ] {
        let path = assets.path(file).unwrap();
        let answer = club.ask(none, get(STALL, &path)).await;
        assert_eq!((answer.status.as_u16(), answer.header("content-type")), (200, kind));
        assert_eq!(answer.header("cache-control"), "public, max-age=31536000, immutable");
        assert_eq!(answer.body.as_bytes(), assets.find(file).unwrap());
    }
}

#[actix_web::test]
async fn nothing_else_is_served() {
    let club = TestClub::new(&[]);
    let hash = club.state.themes.get("default").assets.hash().to_owned();
    for path in [
        format!("/assets/{hash}/theme.toml"),
        format!("/assets/{hash}/templates/layout.html"),
        format!("/assets/{hash}/styles/../theme.toml"),
        format!("/assets/{hash}/..%2ftheme.toml"),
        "/assets/0000000000000000/styles/all.css".to_owned(),
    ] {
        assert_eq!(club.ask(none, get(STALL, &path)).await.status, 404, "{path}");
    }
}

#[test]
fn the_hash_is_of_paths_and_contents() {
    let files = |files: &[(&str, &str)]| {
        let files = files.iter().map(|(path, text)| ((*path).to_owned(), Cow::Owned(text.as_bytes().to_vec())));
        Assets::bundle(&files.collect(), &BTreeMap::new())
    };
    let one = files(&[("styles/a.css", "a{}"), ("styles/b.css", "b{}")]);
    assert_eq!(one.find(STYLES).unwrap(), "a{}\nb{}\n");
    assert_eq!(one.hash(), files(&[("styles/a.css", "a{}"), ("styles/b.css", "b{}")]).hash());
    assert_ne!(one.hash(), files(&[("styles/a.css", "a{}"), ("styles/c.css", "b{}")]).hash());
    assert_ne!(one.hash(), files(&[("styles/a.css", "a{}b"), ("styles/b.css", "{}")]).hash());
}
