#![allow(clippy::unwrap_used, clippy::indexing_slicing)]

use serde::Deserialize;

use super::decode::{FormError, from_pairs};
use super::upload::base_name_of;

fn pairs(text: &str) -> Vec<(String, String)> {
    url::form_urlencoded::parse(text.as_bytes()).into_owned().collect()
}

fn read<T: serde::de::DeserializeOwned>(text: &str) -> Result<T, FormError> {
    from_pairs(pairs(text))
}

#[derive(Debug, Deserialize, PartialEq)]
#[serde(rename_all = "lowercase")]
enum Visibility {
    Public,
    Direct,
}

#[derive(Debug, Deserialize, PartialEq)]
struct Poll {
    options: Vec<String>,
    expires_in: Option<u32>,
    #[serde(default)]
    multiple: bool,
}

#[derive(Debug, Deserialize, PartialEq)]
struct Post {
    status: String,
    visibility: Visibility,
    #[serde(default)]
    sensitive: bool,
    #[serde(default)]
    media_ids: Vec<i64>,
    poll: Option<Poll>,
    in_reply_to: Option<i64>,
}

#[test]
fn a_form_becomes_a_struct() {
    let post: Post = read(
        "csrf=x&status=Hello&visibility=public&sensitive=0&sensitive=on&media_ids[]=1&media_ids[]=2\
         &poll[options][]=yes&poll[options][]=no&poll[expires_in]=3600&in_reply_to=",
    )
    .unwrap();
    let poll = Poll { options: vec!["yes".into(), "no".into()], expires_in: Some(3600), multiple: false };
    assert_eq!(
        post,
        Post {
            status: "Hello".into(),
            visibility: Visibility::Public,
            sensitive: true,
            media_ids: vec![1, 2],
            poll: Some(poll),
            in_reply_to: None,
        }
    );
    let repeated: Post = read("status=&visibility=direct&media_ids=7&media_ids=8").unwrap();
    assert_eq!((repeated.media_ids, repeated.poll, repeated.sensitive), (vec![7, 8], None, false));
}

#[test]
fn structs_in_a_sequence() {
    #[derive(Debug, Deserialize, PartialEq)]
    struct Line {
        name: String,
        value: String,
    }
    #[derive(Debug, Deserialize)]
    struct Profile {
        fields: Vec<Line>,
    }
    let line = |name: &str, value: &str| Line { name: name.into(), value: value.into() };
    let lines = vec![line("a", "1"), line("b", "2")];
    let numbered: Profile = read("fields[0][name]=a&fields[0][value]=1&fields[1][name]=b&fields[1][value]=2").unwrap();
    assert_eq!(numbered.fields, lines);
    let unnumbered: Profile = read("fields[][name]=a&fields[][value]=1&fields[][name]=b&fields[][value]=2").unwrap();
    assert_eq!(unnumbered.fields, lines);
}

#[test]
fn mistakes_name_their_field() {
    let mistake = |text| {
        let error = read::<Post>(text).unwrap_err();
        (error.field, error.message.key.into_owned())
    };
    let of = |field: &str, key: &str| (field.to_owned(), key.to_owned());
    assert_eq!(mistake("visibility=public"), of("status", "form-required"));
    assert_eq!(mistake("status=x&visibility=secret"), of("visibility", "form-unfit"));
    assert_eq!(mistake("status=x&visibility=public&in_reply_to=first"), of("in_reply_to", "form-number"));
    assert_eq!(mistake("status=x&visibility=public&poll[expires_in]=x"), of("poll[expires_in]", "form-number"));
    assert_eq!(mistake("status=x&visibility=public&poll[multiple]=1"), of("poll[options]", "form-required"));
}

#[test]
fn hostile_names_do_no_harm() {
    #[derive(Debug, Deserialize)]
    struct Open {
        #[serde(default)]
        a: Vec<String>,
    }
    let deep = format!("a{}=1&a[]=2", "[b]".repeat(5000));
    assert_eq!(read::<Open>(&deep).unwrap().a, ["2"]);
    for name in ["[", "]", "a[", "a]", "a[[]]", "[]", "a[]b", ""] {
        read::<Open>(&format!("{name}=1")).ok();
    }
}

#[test]
fn a_file_name_is_no_path() {
    assert_eq!(base_name_of("../../etc/passwd"), "passwd");
    assert_eq!(base_name_of(r"C:\photos\été.jpg"), "été.jpg");
    assert_eq!(base_name_of("a\r\nb\0.png"), "ab.png");
}
