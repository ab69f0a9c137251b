#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

use std::io::Write;

use super::*;

fn file(text: &str) -> tempfile::NamedTempFile {
    let mut file = tempfile::NamedTempFile::new().unwrap();
    file.write_all(text.as_bytes()).unwrap();
    file
}

fn load(text: &str, variables: &[(&str, &str)]) -> Result<Config, ConfigError> {
    let file = file(text);
    let variables = variables.iter().map(|(k, v)| ((*k).to_owned(), (*v).to_owned()));
    Config::load(Some(file.path()), variables)
}

/// The message without the file's own name.
fn complaint(text: &str, variables: &[(&str, &str)]) -> String {
    let message = load(text, variables).unwrap_err().to_string();
    match message.split_once("/.tmp") {
        Some((_, rest)) => rest.split_once(':').unwrap().1.to_owned(),
        None => message,
    }
}

#[test]
fn nothing_at_all_is_a_club_on_this_machine() {
    let config = Config::load(None, []).unwrap();
    assert_eq!((config.scheme(), config.domain.as_str()), ("http", "localhost:8080"));
}

#[test]
fn a_domain_of_the_world_means_https() {
    assert_eq!(load("domain = \"club.example\"", &[]).unwrap().scheme(), "https");
}

#[test]
fn the_environment_has_the_last_word() {
    let variables = [
        ("KERMESSE_DOMAIN", "fair.example"),
        ("KERMESSE_SERVER__LISTEN", "127.0.0.1:9"),
        ("KERMESSE_FEDERATION__ALLOW_ADDRESSES", r#"["127.0.0.0/8"]"#),
        ("KERMESSE_STALLS__MICROBLOG__ENABLED", "false"),
        ("KERMESSE_LIMITS__POST_CHARACTERS", "77"),
        ("HOME", "/nowhere"),
    ];
    let config = load("domain = \"club.example\"", &variables).unwrap();
    assert_eq!(config.domain, "fair.example");
    assert_eq!(config.server.listen.len(), 1);
    assert_eq!(config.federation.allow_addresses.len(), 1);
    assert!(!config.stalls["microblog"].enabled);
    assert_eq!(config.limits.post_characters, 77);
}

#[test]
fn mistakes_say_where_they_stand() {
    assert_eq!(complaint("domain = \"a.example\"\n\n[server]\nlisten = 3\n", &[]).split(':').next(), Some("4"));
    assert_eq!(complaint("domain = \"a.example\"\nport = 3\n", &[]), "2: there is no key “port”");
    assert_eq!(complaint("[media]\nurl = \"file:x\"\nulr = 1\n", &[]), "3: there is no key “media.ulr”");
    assert_eq!(complaint("domain = ", &[]).split(':').next(), Some("1"));
    let variable = [("KERMESSE_LIMITS__UPLOAD_BYTES", "many")];
    assert_eq!(complaint("", &variable), "environment variable KERMESSE_LIMITS__UPLOAD_BYTES: “many” is no integer");
    let variable = [("KERMESSE_NONSENSE", "1")];
    assert_eq!(complaint("", &variable), "environment variable KERMESSE_NONSENSE: names no key of the configuration");
}

#[test]
fn http_is_not_for_the_world() {
    assert!(complaint("domain = \"club.example\"\nscheme = \"http\"", &[]).contains("“scheme”"));
    assert!(load("domain = \"club.example\"\nscheme = \"http\"\n[federation]\nplain_http = true", &[]).is_ok());
}
