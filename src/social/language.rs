//! Languages by their tags (BCP 47): which of several texts is for a reader.

use std::collections::BTreeMap;

/// Of texts by language the one for a reader: in exactly their language, else in another variety of it.
pub fn choose<'t, T>(texts: &'t BTreeMap<String, T>, reader: &str) -> Option<&'t T> {
    let same = |(tag, _): &(&String, &T)| tag.eq_ignore_ascii_case(reader);
    let near = |(tag, _): &(&String, &T)| primary(tag).eq_ignore_ascii_case(primary(reader));
    texts.iter().find(same).or_else(|| texts.iter().find(near)).map(|(_, text)| text)
}

/// The language of a tag without script, region and the rest: `fr` of `fr-CA`.
pub fn primary(tag: &str) -> &str {
    tag.split(['-', '_']).next().unwrap_or(tag)
}
