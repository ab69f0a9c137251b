#![allow(clippy::unwrap_used, clippy::indexing_slicing)]

use super::*;

#[test]
fn paths_of_the_same_site_pass() {
    for path in [
        "/",
        "/@ana",
        "/@ana/1?page=2#replies",
        "/search?q=a%2Fb&next=//x",
        "/tags/caf%C3%A9",
        "/@bob@remote.example/3",
    ] {
        assert_eq!(safe_path(path).as_deref(), Some(path));
    }
    assert_eq!(safe_path("/a/../b").as_deref(), Some("/b"));
}

#[test]
fn no_other_site_is_reached() {
    for path in [
        "",
        "evil",
        "//evil",
        "///evil",
        "/\\evil",
        "\\\\evil",
        "/\\/evil",
        "https:evil",
        "https://evil",
        "http:/evil",
        "javascript:alert(1)",
        "%2f%2fevil",
        "/%2fevil",
        "/%2Fevil",
        "/%5cevil",
        "/%5Cevil",
        "/%252fevil",
        "/\t/evil",
        "/\n/evil",
        "/ /evil",
        " //evil",
        "/a/..//evil",
        "/.//evil",
        "/..//evil",
        "\u{0}/a",
        "/\u{a0}/x",
    ] {
        assert_eq!(safe_path(path), None, "{path:?}");
    }
    assert_eq!(safe_path(&format!("/{}", "a".repeat(6000))), None);
}

#[test]
fn a_redirect_falls_back_to_the_front_page() {
    let location = |path| see_other(path).headers().get(header::LOCATION).unwrap().to_str().unwrap().to_owned();
    assert_eq!(location("/@ana"), "/@ana");
    assert_eq!(location("//evil"), "/");
}
