//! Answers as Subsonic has them: one envelope, in XML, JSON or JSONP, with status 200 whatever it says.

use std::io::Write;

use actix_web::HttpResponse;
use host::web;
use host::web::feed::printable;
use quick_xml::escape::escape;
use serde::{Serialize, Serializer as _};
use serde_json::ser::Formatter;
use serde_json::{Map, Serializer, Value};

/// The version of the API.
const VERSION: &str = "1.16.1";
/// The element that a value within an element is written as text of.
const TEXT: &str = "value";

/// What is answered: the name of the element within the envelope, and what is in it. A ping has none.
pub(super) type Content = Option<(&'static str, Value)>;

/// Why a call fails (Subsonic's codes, with those of OpenSubsonic).
#[derive(Debug)]
pub(super) enum Failure {
    /// 10: a parameter is missing, or is not what it should be.
    Parameter(&'static str),
    /// 40: whoever calls is not known.
    Credentials,
    /// 42: a way to log in that is not known.
    Mechanism,
    /// 43: more than one of them at once.
    Conflicting,
    /// 44: no such key.
    Key,
    /// 50: not allowed.
    Forbidden,
    /// 70: there is no such thing.
    Missing,
    /// 0: it cannot be done.
    Other(String),
    /// It is our fault.
    Internal(web::Error),
}

impl From<diesel::result::Error> for Failure {
    fn from(error: diesel::result::Error) -> Self {
        match error {
            diesel::result::Error::NotFound => Self::Missing,
            error => Self::Internal(error.into()),
        }
    }
}

impl From<web::Error> for Failure {
    fn from(error: web::Error) -> Self {
        match error {
            web::Error::TooMany { .. } => Self::Other("too many calls; wait a little".to_owned()),
            error => Self::Internal(error),
        }
    }
}

impl Failure {
    fn code(&self) -> u16 {
        match self {
            Self::Other(_) | Self::Internal(_) => 0,
            Self::Parameter(_) => 10,
            Self::Credentials => 40,
            Self::Mechanism => 42,
            Self::Conflicting => 43,
            Self::Key => 44,
            Self::Forbidden => 50,
            Self::Missing => 70,
        }
    }

    fn message(&self) -> String {
        match self {
            Self::Parameter(name) => format!("the parameter {name} is missing or makes no sense"),
            Self::Credentials => {
                "wrong user name or password: programs need a key of their own, made in the settings".to_owned()
            }
            Self::Mechanism => "this way to log in is not known here".to_owned(),
            Self::Conflicting => "an apiKey goes without a user name".to_owned(),
            Self::Key => "there is no such key".to_owned(),
            Self::Forbidden => "this is not allowed".to_owned(),
            Self::Missing => "there is no such thing".to_owned(),
            Self::Other(said) => said.clone(),
            Self::Internal(_) => "something went wrong here".to_owned(),
        }
    }
}

/// How a program wants its answers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Format {
    Xml,
    Json,
    /// JSON within a call of that function.
    Jsonp(String),
}

impl Format {
    /// From the parameters `f` and `callback`. The name of a function is of letters that can do nothing else.
    pub(super) fn read(f: Option<&str>, callback: Option<&str>) -> Self {
        let plain = |name: &&str| {
            !name.is_empty()
                && name.len() <= 100
                && name.bytes().all(|b| b.is_ascii_alphanumeric() || b"_.$".contains(&b))
        };
        match (f, callback.filter(plain)) {
            (Some("json"), _) => Self::Json,
            (Some("jsonp"), Some(callback)) => Self::Jsonp(callback.to_owned()),
            (Some("jsonp"), None) => Self::Json,
            _ => Self::Xml,
        }
    }

    /// The answer.
    pub(super) fn answer(&self, server_version: &str, help: &str, outcome: Result<Content, Failure>) -> HttpResponse {
        let mut envelope = Map::new();
        let mut put = |key: &str, value: Value| drop(envelope.insert(key.to_owned(), value));
        put("status", if outcome.is_ok() { "ok" } else { "failed" }.into());
        put("version", VERSION.into());
        put("type", "kermesse".into());
        put("serverVersion", server_version.into());
        put("openSubsonic", true.into());
        match outcome {
            Ok(Some((name, content))) => put(name, content),
            Ok(None) => {}
            Err(failure) => {
                if let Failure::Internal(error) = &failure {
                    tracing::error!(%error, "a call of Subsonic failed");
                }
                let error = serde_json::json!({"code": failure.code(), "message": failure.message(), "helpUrl": help});
                put("error", error);
            }
        }
        let mut response = HttpResponse::Ok();
        response
            .insert_header(("Cache-Control", "private, no-store"))
            .insert_header(("X-Content-Type-Options", "nosniff"));
        match self {
            Self::Xml => response.content_type("text/xml; charset=utf-8").body(xml(&envelope)),
            Self::Json => response.content_type("application/json").body(json(&envelope)),
            Self::Jsonp(callback) => response
                .content_type("application/javascript; charset=utf-8")
                .body([format!("{callback}(").as_bytes(), &json(&envelope), b");"].concat()),
        }
    }
}

/// A thing as it is answered.
pub(super) fn content(thing: impl Serialize) -> Result<Value, Failure> {
    serde_json::to_value(thing).map_err(|error| Failure::Internal(web::Error::internal(error)))
}

fn json(envelope: &Map<String, Value>) -> Vec<u8> {
    let mut text = Vec::new();
    let mut serializer = Serializer::with_formatter(&mut text, WithinScripts);
    // Trees of values have no key that JSON could not have, and memory takes all that is written.
    let written = serializer.collect_map([("subsonic-response", envelope)]);
    debug_assert!(written.is_ok(), "{written:?}");
    text
}

/// JSON that may stand within a script and within a page.
struct WithinScripts;

impl Formatter for WithinScripts {
    fn write_string_fragment<W: ?Sized + Write>(&mut self, writer: &mut W, fragment: &str) -> std::io::Result<()> {
        let mut rest = fragment;
        // What would end a script, and line ends that were not allowed in one.
        while let Some((at, found)) = rest.char_indices().find(|(_, c)| matches!(c, '<' | '\u{2028}' | '\u{2029}')) {
            let (before, after) = rest.split_at(at);
            write!(writer, "{before}\\u{:04x}", u32::from(found))?;
            rest = after.strip_prefix(found).unwrap_or_default();
        }
        writer.write_all(rest.as_bytes())
    }
}

fn xml(envelope: &Map<String, Value>) -> String {
    let mut text = String::from("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
    element(&mut text, "subsonic-response", envelope, Some("http://subsonic.org/restapi"));
    text
}

/// What is one value is an attribute, what has parts is an element, and a list is so many elements.
fn element(text: &mut String, name: &str, content: &Map<String, Value>, space: Option<&str>) {
    text.push('<');
    text.push_str(name);
    if let Some(space) = space {
        text.push_str(&format!(" xmlns=\"{space}\""));
    }
    for (key, value) in content {
        if let Some(value) = plain(value).filter(|_| key != TEXT) {
            text.push_str(&format!(" {key}=\"{}\"", escape(&value)));
        }
    }
    text.push('>');
    if let Some(value) = content.get(TEXT).and_then(plain) {
        text.push_str(&escape(&value));
    }
    for (key, value) in content {
        let parts = match value {
            Value::Array(parts) => parts.as_slice(),
            part @ Value::Object(_) => std::slice::from_ref(part),
            _ => &[],
        };
        for part in parts {
            match part {
                Value::Object(part) => element(text, key, part, None),
                part => text.push_str(&format!("<{key}>{}</{key}>", escape(plain(part).unwrap_or_default()))),
            }
        }
    }
    text.push_str(&format!("</{name}>"));
}

/// A value that is no more than that, without what XML cannot hold (XML 1.0, 2.2).
fn plain(value: &Value) -> Option<String> {
    match value {
        Value::Bool(value) => Some(value.to_string()),
        Value::Number(value) => Some(value.to_string()),
        Value::String(value) => Some(printable(value)),
        Value::Null | Value::Array(_) | Value::Object(_) => None,
    }
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a test that fails is to say where")]

    use serde_json::{Map, Value, json};

    #[test]
    fn what_is_said_within_scripts_does_not_end_them() {
        let said = "</script> <!-- \u{2028}\u{2029} \\ \" é";
        let envelope = Map::from_iter([("a<b".to_owned(), json!([{"title": said}, 1, null]))]);
        let text = String::from_utf8(super::json(&envelope)).unwrap();
        assert!(!text.contains(['<', '\u{2028}', '\u{2029}']), "{text}");
        let read: Value = serde_json::from_str(&text).unwrap();
        assert_eq!(read, json!({"subsonic-response": envelope}));
    }
}
