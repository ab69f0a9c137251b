//! Languages, and the messages that are said in them.
//!
//! A language is a folder of Fluent files: adding one needs no line of code. English is what a missing message falls
//! back to.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fmt;
use std::sync::Arc;

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentError, FluentResource, FluentValue};
use serde::{Deserialize, Serialize};
use unic_langid::LanguageIdentifier;

use crate::number;

/// A language that the pages can be read in, such as `en` or `fr`. Cheap to clone.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Locale(Arc<str>);

impl Locale {
    /// The language that every message exists in.
    pub fn english() -> Self {
        Self("en".into())
    }

    /// The language tag (BCP 47), for `lang` attributes.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Locale {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// A sentence to be said in the reader's language: the key of a Fluent message, and what is filled in.
///
/// ```
/// let message = web::Message::new("form-too-long").with("most", 500);
/// ```
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Message {
    /// The key, as it stands in the Fluent files.
    #[serde(rename = "k")]
    pub key: Cow<'static, str>,
    /// What is filled in, by name.
    #[serde(rename = "a", default, skip_serializing_if = "Vec::is_empty")]
    pub arguments: Vec<(Cow<'static, str>, Argument)>,
}

/// What is filled into a message.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Argument {
    /// A number: chooses plural forms and is written with the language's separators.
    Number(i64),
    /// Anything else.
    Text(String),
}

impl Message {
    /// A message by its key.
    pub fn new(key: impl Into<Cow<'static, str>>) -> Self {
        Self { key: key.into(), arguments: Vec::new() }
    }

    /// The same message with something filled in.
    pub fn with(mut self, name: &'static str, value: impl Into<Argument>) -> Self {
        self.arguments.push((name.into(), value.into()));
        self
    }
}

impl From<&'static str> for Message {
    fn from(key: &'static str) -> Self {
        Self::new(key)
    }
}

impl From<&str> for Argument {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

impl From<String> for Argument {
    fn from(text: String) -> Self {
        Self::Text(text)
    }
}

impl From<i64> for Argument {
    fn from(number: i64) -> Self {
        Self::Number(number)
    }
}

impl From<i32> for Argument {
    fn from(number: i32) -> Self {
        Self::Number(number.into())
    }
}

impl From<usize> for Argument {
    fn from(number: usize) -> Self {
        Self::Number(i64::try_from(number).unwrap_or(i64::MAX))
    }
}

impl<'a> From<&'a Argument> for FluentValue<'a> {
    fn from(argument: &'a Argument) -> Self {
        match argument {
            Argument::Number(number) => (*number).into(),
            Argument::Text(text) => text.as_str().into(),
        }
    }
}

/// What is wrong with a Fluent file.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum LocaleError {
    /// The folder's name is not a language tag.
    #[error("{0:?} is not a language tag such as fr or pt-BR")]
    Tag(String),
    /// The file does not parse.
    #[error("{file}: {reason}")]
    Syntax {
        /// Which file.
        file: String,
        /// The parser's complaint.
        reason: String,
    },
}

/// All messages in all languages.
pub struct Translations {
    bundles: BTreeMap<Locale, FluentBundle<FluentResource>>,
    keys: BTreeMap<Locale, Vec<String>>,
}

impl Translations {
    /// From Fluent files, each with its language, its name for error messages, and its source. Where two files of a
    /// language have a message of the same key, the later one counts.
    pub fn load<'a>(files: impl IntoIterator<Item = (&'a str, &'a str, &'a str)>) -> Result<Self, LocaleError> {
        let mut translations = Self { bundles: BTreeMap::new(), keys: BTreeMap::new() };
        for (language, file, source) in files {
            translations.add(language, file, source)?;
        }
        for (locale, bundle) in &mut translations.bundles {
            number::write_grouped(locale, bundle);
        }
        Ok(translations)
    }

    fn add(&mut self, language: &str, file: &str, source: &str) -> Result<(), LocaleError> {
        let tag: LanguageIdentifier = language.parse().map_err(|_| LocaleError::Tag(language.to_owned()))?;
        let resource = FluentResource::try_new(source.to_owned()).map_err(|(_, errors)| LocaleError::Syntax {
            file: file.to_owned(),
            reason: errors.first().map(ToString::to_string).unwrap_or_default(),
        })?;
        let locale = Locale(tag.to_string().into());
        self.keys.entry(locale.clone()).or_default().extend(keys(source));
        let bundle = self.bundles.entry(locale).or_insert_with(|| {
            let mut bundle = FluentBundle::new_concurrent(vec![tag]);
            // The marks that isolate what is filled in would end in attributes, e-mails and copied text.
            bundle.set_use_isolating(false);
            bundle
        });
        bundle.add_resource_overriding(resource);
        Ok(())
    }

    /// The languages, in the order of their tags.
    pub fn locales(&self) -> impl Iterator<Item = &Locale> {
        self.bundles.keys()
    }

    /// The language of that tag, or the language that it is a variety of (`fr-CA` is read as `fr`).
    pub fn find(&self, tag: &str) -> Option<Locale> {
        let tag: LanguageIdentifier = tag.trim().parse().ok()?;
        let exact = self.bundles.keys().find(|locale| tag == locale.as_str());
        exact.or_else(|| self.bundles.keys().find(|locale| locale.as_str() == tag.language.as_str())).cloned()
    }

    /// The best language for an `Accept-Language` header, where one of ours is in it at all.
    pub fn negotiate(&self, accept_language: &str) -> Option<Locale> {
        let mut wishes: Vec<(u16, &str)> = accept_language.split(',').take(32).filter_map(wish).collect();
        // Stable, so that wishes of equal weight keep the order in which they were written.
        wishes.sort_by_key(|(weight, _)| std::cmp::Reverse(*weight));
        wishes.into_iter().find_map(|(_, tag)| self.find(tag))
    }

    /// Whether a message exists in exactly this language.
    pub fn has(&self, locale: &Locale, key: &str) -> bool {
        self.bundles.get(locale).is_some_and(|bundle| bundle.has_message(key))
    }

    /// The keys of a language's messages, in the order of its files.
    pub fn keys(&self, locale: &Locale) -> &[String] {
        self.keys.get(locale).map_or(&[], Vec::as_slice)
    }

    /// The message in this language, else in English; where it is missing in both, its key, and a line in the log.
    pub fn say(&self, locale: &Locale, key: &str, arguments: Option<&FluentArgs<'_>>) -> String {
        for locale in [locale, &Locale::english()] {
            let Some(bundle) = self.bundles.get(locale) else { continue };
            let Some((said, error)) = format(bundle, key, arguments) else { continue };
            if let Some(error) = error {
                tracing::warn!(%locale, key, %error, "a message could not be filled in");
            }
            return said;
        }
        tracing::warn!(%locale, key, "a message is missing");
        key.to_owned()
    }

    /// A [`Message`] in this language.
    pub fn message(&self, locale: &Locale, message: &Message) -> String {
        let mut arguments = FluentArgs::with_capacity(message.arguments.len());
        for (name, value) in &message.arguments {
            arguments.set(name.as_ref(), FluentValue::from(value));
        }
        self.say(locale, &message.key, Some(&arguments))
    }
}

/// One wish of an `Accept-Language` header, with its weight in thousandths.
fn wish(text: &str) -> Option<(u16, &str)> {
    let mut parts = text.split(';');
    let tag = parts.next()?.trim();
    let weight = match parts.find_map(|part| part.trim().strip_prefix("q=")) {
        Some(weight) => (weight.trim().parse::<f32>().ok()?.clamp(0.0, 1.0) * 1000.0) as u16,
        None => 1000,
    };
    (weight > 0 && !tag.is_empty()).then_some((weight, tag))
}

/// The message of `key`, or of an attribute written `key.attribute`, filled in; and the first thing that went wrong.
fn format(
    bundle: &FluentBundle<FluentResource>,
    key: &str,
    arguments: Option<&FluentArgs<'_>>,
) -> Option<(String, Option<FluentError>)> {
    let pattern = match key.split_once('.') {
        Some((key, attribute)) => bundle.get_message(key)?.get_attribute(attribute)?.value(),
        None => bundle.get_message(key)?.value()?,
    };
    let mut errors = Vec::new();
    let said = bundle.format_pattern(pattern, arguments, &mut errors).into_owned();
    Some((said, errors.into_iter().next()))
}

/// The keys that a Fluent source defines: `key = …` at the beginning of a line.
fn keys(source: &str) -> impl Iterator<Item = String> + '_ {
    source.lines().filter_map(|line| {
        let (key, _) = line.split_once('=')?;
        let key = key.trim_end();
        let well_formed = key.starts_with(|c: char| c.is_ascii_alphabetic())
            && key.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_'));
        well_formed.then(|| key.to_owned())
    })
}

#[cfg(test)]
mod tests;
