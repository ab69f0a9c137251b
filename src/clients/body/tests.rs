#![expect(clippy::unwrap_used, reason = "a test that fails is to say where")]

use serde::Deserialize;

use super::{Several, form, json_pairs};

#[derive(Debug, Default, PartialEq, Deserialize)]
#[serde(default)]
struct Post {
    status: String,
    sensitive: bool,
    media_ids: Several<i64>,
    words: Several<Word>,
    poll: Option<Poll>,
}

#[derive(Debug, Default, PartialEq, Deserialize)]
struct Word {
    keyword: String,
}

#[derive(Debug, Default, PartialEq, Deserialize)]
#[serde(default)]
struct Poll {
    options: Vec<String>,
    expires_in: i64,
}

fn of_json(text: &str) -> Post {
    form::from_pairs(json_pairs(text.as_bytes()).unwrap()).unwrap()
}

fn of_form(text: &str) -> Post {
    form::from_pairs(url::form_urlencoded::parse(text.as_bytes()).into_owned()).unwrap()
}

#[test]
fn json_and_forms_say_the_same() {
    let json = of_json(
        r#"{"status": "Hi", "sensitive": true, "media_ids": ["7", 8], "poll": {"options": ["a", "b"], "expires_in": 300}}"#,
    );
    let form = of_form(
        "status=Hi&sensitive=true&media_ids[]=7&media_ids[]=8&poll[options][]=a&poll[options][]=b&poll[expires_in]=300",
    );
    assert_eq!(json, form);
    assert_eq!(json.media_ids, Several(Some(vec![7, 8])));
    assert_eq!(json.poll.unwrap().options, ["a", "b"]);
}

#[test]
fn an_empty_list_is_not_a_missing_one() {
    assert_eq!(of_json(r#"{"media_ids": []}"#).media_ids, Several(Some(vec![])));
    assert_eq!(of_form("media_ids[]=").media_ids, Several(Some(vec![])));
    assert_eq!(of_json("{}").media_ids, Several(None));
    assert_eq!(of_json(r#"{"media_ids": null}"#).media_ids, Several(None));
    assert_eq!(of_json(r#"{"words": []}"#).words, Several(Some(vec![])));
    let lamp = Several(Some(vec![Word { keyword: "lamp".to_owned() }]));
    assert_eq!(of_json(r#"{"words": [{"keyword": "lamp"}]}"#).words, lamp);
    assert_eq!(of_form("words[][keyword]=lamp").words, lamp);
}

#[test]
fn what_is_no_object_is_refused() {
    for text in ["[]", "7", "{", r#"{"a":{"b":{"c":{"d":{"e":{"f":{"g":1}}}}}}}"#] {
        assert!(json_pairs(text.as_bytes()).is_err(), "{text}");
    }
    assert!(json_pairs(b" \n").unwrap().is_empty());
}
