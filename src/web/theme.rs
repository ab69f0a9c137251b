//! Themes: folders of templates, styles, scripts, pictures and messages.
//!
//! `default` is complete. Any other theme holds only what it changes: a template of the same path takes the place of the
//! default's (and may extend it, as `default/` and that path), a style or picture of the same path likewise, a message of
//! the same key likewise; further styles are read after the default's. Themes are embedded in the executable;
//! a folder on disk replaces single files of them or adds whole themes.

use std::borrow::Cow;
use std::collections::{BTreeMap, HashMap};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use rust_embed::Embed;
use serde::Deserialize;
use tera::Tera;

use crate::Zone;
use crate::asset::Assets;
use crate::locale::{Locale, LocaleError, Translations};
use crate::template::{self, Voice};

/// The theme that all others fall through to.
pub const DEFAULT: &str = "default";

#[derive(Embed)]
#[folder = "../../themes/"]
struct Embedded;

/// What modules and the host add to the default theme.
#[derive(Debug, Default, Clone)]
pub struct Additions<'a> {
    /// Templates by path, such as `microblog/home.html`. Any theme may override them.
    pub templates: Vec<(&'a str, &'a str)>,
    /// Fluent sources with their language.
    pub locales: Vec<(&'a str, &'a str)>,
    /// Styles, scripts and pictures by path, such as `styles/photos.css`.
    pub assets: Vec<(&'a str, &'a [u8])>,
    /// The origin of every site by its name, for the function `url`: `("square", "https://club.example")`.
    pub origins: Vec<(&'a str, String)>,
}

/// What `theme.toml` says.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Manifest {
    /// The name that readers choose it by, in each language.
    pub title: BTreeMap<String, String>,
    /// One sentence about it, in each language.
    #[serde(default)]
    pub description: BTreeMap<String, String>,
    /// Who made it.
    #[serde(default)]
    pub author: String,
    /// On what terms.
    #[serde(default)]
    pub license: String,
}

/// Why themes cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum ThemeError {
    /// A file cannot be read.
    #[error("{path}: {reason}")]
    File {
        /// Where it is.
        path: PathBuf,
        /// Why.
        reason: String,
    },
    /// `theme.toml` is missing or wrong.
    #[error("theme {theme}: theme.toml: {reason}")]
    Manifest {
        /// Which theme.
        theme: String,
        /// Why.
        reason: String,
    },
    /// A template does not parse, or uses what does not exist.
    #[error("theme {theme}: {reason}")]
    Template {
        /// Which theme.
        theme: String,
        /// Which template, where in it, and why.
        reason: String,
    },
    /// A Fluent file is wrong.
    #[error("theme {theme}: {reason}")]
    Locale {
        /// Which theme.
        theme: String,
        /// What is wrong.
        #[source]
        reason: LocaleError,
    },
}

/// The files of one theme by their path in its folder.
type Files = BTreeMap<String, Cow<'static, [u8]>>;

/// All themes. Cheap to clone.
#[derive(Clone)]
pub struct Themes(Arc<Inner>);

struct Inner {
    themes: BTreeMap<String, Theme>,
    by_hash: HashMap<String, String>,
    translations: Arc<Translations>,
}

/// One theme, ready to render.
pub struct Theme {
    /// The name of its folder.
    pub name: String,
    /// What its `theme.toml` says.
    pub manifest: Manifest,
    /// Its styles, scripts and pictures.
    pub assets: Arc<Assets>,
    /// Its messages: the default's with its own on top.
    pub translations: Arc<Translations>,
    engine: Arc<Tera>,
}

impl Themes {
    /// The embedded themes with the folder on disk, where there is one, laid over them.
    pub fn load(dir: Option<&Path>, additions: &Additions<'_>) -> Result<Self, ThemeError> {
        let mut folders = embedded();
        if let Some(dir) = dir {
            overlay(dir, &mut folders)?;
        }
        let base = folders.remove(DEFAULT).unwrap_or_default();
        let default = Theme::build(DEFAULT, &base, &Files::new(), additions, None)?;
        let translations = Arc::clone(&default.translations);
        let mut themes = BTreeMap::new();
        for (name, files) in folders {
            let theme = Theme::build(&name, &base, &files, additions, Some(&default))?;
            themes.insert(name, theme);
        }
        themes.insert(DEFAULT.to_owned(), default);
        let by_hash = themes.values().map(|theme| (theme.assets.hash().to_owned(), theme.name.clone())).collect();
        Ok(Self(Arc::new(Inner { themes, by_hash, translations })))
    }

    /// The theme of that name.
    pub fn find(&self, name: &str) -> Option<&Theme> {
        self.0.themes.get(name)
    }

    /// The theme of that name, else the default.
    pub fn get(&self, name: &str) -> &Theme {
        match self.find(name).or_else(|| self.find(DEFAULT)) {
            Some(theme) => theme,
            // `load` always puts the default theme in.
            None => unreachable!("the default theme is missing"),
        }
    }

    /// All themes by name.
    pub fn iter(&self) -> impl Iterator<Item = &Theme> {
        self.0.themes.values()
    }

    /// The messages of the default theme: for what is said outside a page, such as e-mail.
    pub fn translations(&self) -> &Translations {
        &self.0.translations
    }

    /// The theme whose assets have this hash.
    pub(crate) fn by_hash(&self, hash: &str) -> Option<&Theme> {
        self.find(self.0.by_hash.get(hash)?)
    }
}

impl Theme {
    /// From the default theme's files and its own. What it has none of its own of, it shares with the default theme: parsed
    /// templates and messages take megabytes.
    fn build(
        name: &str,
        base: &Files,
        own: &Files,
        additions: &Additions<'_>,
        default: Option<&Self>,
    ) -> Result<Self, ThemeError> {
        let without = |folder: &str| default.filter(|_| !own.keys().any(|path| path.starts_with(folder)));
        let translations = match without("locales/") {
            Some(default) => Arc::clone(&default.translations),
            None => Arc::new(translations(name, base, own, additions)?),
        };
        let engine = match without("templates/") {
            Some(default) => Arc::clone(&default.engine),
            None => Arc::new(engine(name, base, own, additions)?),
        };
        Ok(Self {
            name: name.to_owned(),
            manifest: manifest(name, if default.is_none() { base } else { own })?,
            assets: Arc::new(Assets::bundle(&asset_files(base, additions), &served(own))),
            translations,
            engine,
        })
    }

    /// Renders a template in a language, with the times of a zone.
    pub fn render(
        &self,
        locale: &Locale,
        zone: Zone,
        template: &str,
        context: &tera::Context,
    ) -> tera::TeraResult<String> {
        let (words, assets) = (Arc::clone(&self.translations), Arc::clone(&self.assets));
        let voice = Voice { words, locale: locale.clone(), zone, assets };
        template::render(&self.engine, voice, template, context)
    }

    /// Whether there is a template of that name.
    pub fn has(&self, template: &str) -> bool {
        self.engine.contains_template(template)
    }

    /// The name that readers choose it by.
    pub fn title(&self, locale: &Locale) -> &str {
        let titles = &self.manifest.title;
        titles.get(locale.as_str()).or_else(|| titles.get("en")).map_or(&self.name, String::as_str)
    }
}

/// An error with what caused it, as Tera keeps the interesting half in the source.
pub(crate) fn chain(error: &dyn std::error::Error) -> String {
    let mut text = error.to_string();
    let mut source = error.source();
    while let Some(cause) = source {
        text.push_str(": ");
        text.push_str(&cause.to_string());
        source = cause.source();
    }
    text
}

fn embedded() -> BTreeMap<String, Files> {
    let mut folders: BTreeMap<String, Files> = BTreeMap::new();
    for path in Embedded::iter() {
        let (Some((theme, rest)), Some(file)) = (path.split_once('/'), Embedded::get(&path)) else { continue };
        folders.entry(theme.to_owned()).or_default().insert(rest.to_owned(), file.data);
    }
    folders
}

/// Lays the files below `dir` (`<theme>/<path>`) over what is there.
fn overlay(dir: &Path, folders: &mut BTreeMap<String, Files>) -> Result<(), ThemeError> {
    let mut waiting = vec![dir.to_owned()];
    while let Some(folder) = waiting.pop() {
        let failed = |error: std::io::Error| ThemeError::File { path: folder.clone(), reason: error.to_string() };
        for entry in std::fs::read_dir(&folder).map_err(failed)? {
            let path = entry.map_err(failed)?.path();
            if path.is_dir() {
                waiting.push(path);
                continue;
            }
            let relative = path.strip_prefix(dir).map(|path| path.to_string_lossy().replace('\\', "/"));
            let Some((theme, rest)) = relative.as_deref().ok().and_then(|path| path.split_once('/')) else { continue };
            let bytes = std::fs::read(&path)
                .map_err(|error| ThemeError::File { path: path.clone(), reason: error.to_string() })?;
            folders.entry(theme.to_owned()).or_default().insert(rest.to_owned(), bytes.into());
        }
    }
    Ok(())
}

fn manifest(theme: &str, files: &Files) -> Result<Manifest, ThemeError> {
    let wrong = |reason: String| ThemeError::Manifest { theme: theme.to_owned(), reason };
    let source = files.get("theme.toml").ok_or_else(|| wrong("there is none".to_owned()))?;
    toml::from_str(&String::from_utf8_lossy(source)).map_err(|error| wrong(error.to_string()))
}

fn text<'f>(theme: &str, path: &str, bytes: &'f [u8]) -> Result<&'f str, ThemeError> {
    std::str::from_utf8(bytes)
        .map_err(|_| ThemeError::File { path: Path::new(theme).join(path), reason: "this is not UTF-8".to_owned() })
}

fn translations(theme: &str, base: &Files, own: &Files, additions: &Additions<'_>) -> Result<Translations, ThemeError> {
    let mut sources = Vec::new();
    for (position, files) in [base, own].into_iter().enumerate() {
        for (path, bytes) in files {
            let Some((language, file)) = path.strip_prefix("locales/").and_then(|path| path.split_once('/')) else {
                continue;
            };
            if file.ends_with(".ftl") {
                sources.push((language, path.as_str(), text(theme, path, bytes)?));
            }
        }
        if position == 0 {
            sources.extend(additions.locales.iter().map(|(language, source)| (*language, "addition", *source)));
        }
    }
    Translations::load(sources).map_err(|reason| ThemeError::Locale { theme: theme.to_owned(), reason })
}

fn engine(theme: &str, base: &Files, own: &Files, additions: &Additions<'_>) -> Result<Tera, ThemeError> {
    let templates = templates(theme, base, own, additions)?;
    template::engine(&templates, &additions.origins)
        .map_err(|error| ThemeError::Template { theme: theme.to_owned(), reason: chain(&error) })
}

/// Templates with the names that Tera knows them by: the default's and the additions under `default/`, a theme's own bare.
fn templates<'f>(
    theme: &str,
    base: &'f Files,
    own: &'f Files,
    additions: &Additions<'f>,
) -> Result<Vec<(String, &'f str)>, ThemeError> {
    let mut templates = Vec::new();
    for (files, prefix) in [(base, template::FALLBACK), (own, "")] {
        for (path, bytes) in files {
            if let Some(name) = path.strip_prefix("templates/") {
                templates.push((format!("{prefix}{name}"), text(theme, path, bytes)?));
            }
        }
    }
    let added = additions.templates.iter().map(|(name, source)| (format!("{}{name}", template::FALLBACK), *source));
    templates.extend(added);
    Ok(templates)
}

fn asset_files(base: &Files, additions: &Additions<'_>) -> Files {
    let mut files = served(base);
    files.extend(additions.assets.iter().map(|(path, bytes)| ((*path).to_owned(), bytes.to_vec().into())));
    files
}

fn served(files: &Files) -> Files {
    let folders = ["styles/", "scripts/", "images/"];
    let wanted = files.iter().filter(|(path, _)| folders.iter().any(|folder| path.starts_with(folder)));
    wanted.map(|(path, bytes)| (path.clone(), bytes.clone())).collect()
}

#[cfg(test)]
mod contrast;
#[cfg(test)]
mod tests;
