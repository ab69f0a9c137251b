#![allow(clippy::unwrap_used, clippy::indexing_slicing)]

use std::collections::BTreeSet;
use std::fs;

use regex::Regex;

use super::*;
use crate::testing::themes;

const PAGE: (&str, &str) =
    ("page.html", "{% block one %}default one{% endblock %}, {% block two %}default two{% endblock %}");

fn render(themes: &Themes, theme: &str, template: &str) -> String {
    let english = Locale::english();
    themes.get(theme).render(&english, crate::Zone::UTC, template, &tera::Context::new()).unwrap()
}

fn on_disk(files: &[(&str, &str)]) -> Result<Themes, ThemeError> {
    let folder = tempfile::tempdir().unwrap();
    for (path, content) in files {
        let path = folder.path().join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, content).unwrap();
    }
    Themes::load(Some(folder.path()), &Additions { templates: vec![PAGE], ..Additions::default() })
}

const MANIFEST: (&str, &str) = ("night/theme.toml", "[title]\nen = \"Night\"\nfr = \"Nuit\"\n");

#[test]
fn a_theme_overrides_extends_and_falls_through() {
    let themes = on_disk(&[
        MANIFEST,
        ("night/templates/page.html", "{% extends \"default/page.html\" %}{% block two %}night two{% endblock %}"),
        ("night/locales/fr/own.ftl", "nav-log-in = Entrer\n"),
    ])
    .unwrap();
    assert_eq!(render(&themes, "default", "page.html"), "default one, default two");
    assert_eq!(render(&themes, "night", "page.html"), "default one, night two");
    assert!(themes.get("night").has("layout.html"));
    let french = themes.translations().find("fr").unwrap();
    let night = themes.find("night").unwrap();
    assert_eq!(night.title(&french), "Nuit");
    assert_eq!(night.translations.say(&french, "nav-log-in", None), "Entrer");
    assert_eq!(night.translations.say(&french, "nav-sign-up", None), "S’inscrire");
    assert_eq!(themes.translations().say(&french, "nav-log-in", None), "Se connecter");
    assert_eq!(themes.get("nowhere").name, "default");
}

#[test]
fn a_theme_may_redefine_a_component() {
    let themes = on_disk(&[
        MANIFEST,
        (
            "night/templates/own.html",
            "{% component page.empty(text: string) %}nothing: {{ text }}{% endcomponent page.empty %}",
        ),
        ("night/templates/page.html", "{{ <page.empty text=\"here\" /> }}"),
    ])
    .unwrap();
    assert_eq!(render(&themes, "night", "page.html"), "nothing: here");
}

#[test]
fn the_fair_changes_colours_only() {
    let themes = Themes::load(None, &Additions::default()).unwrap();
    let (default, fair) = (themes.get("default"), themes.get("fair"));
    assert_ne!(default.assets.hash(), fair.assets.hash());
    let styles = |theme: &Theme| String::from_utf8(theme.assets.find(crate::asset::STYLES).unwrap().to_vec()).unwrap();
    assert!(styles(fair).starts_with(styles(default).trim_end()), "what a theme adds comes last");
    assert_eq!(fair.assets.find("images/icons.svg"), default.assets.find("images/icons.svg"));
}

#[test]
fn what_a_theme_does_not_change_is_kept_once() {
    let themes = Themes::load(None, &Additions::default()).unwrap();
    let (default, fair) = (themes.get("default"), themes.get("fair"));
    assert!(Arc::ptr_eq(&default.engine, &fair.engine));
    assert!(Arc::ptr_eq(&default.translations, &fair.translations));
    let page = |theme: &Theme| {
        theme.render(&Locale::english(), crate::Zone::UTC, "page/frame.html", &tera::Context::new()).is_ok()
    };
    assert!(page(default) && page(fair));
}

#[test]
fn mistakes_are_named() {
    let complaint = |files: &[(&str, &str)]| on_disk(files).err().unwrap().to_string();
    assert_eq!(complaint(&[("night/styles/a.css", "")]), "theme night: theme.toml: there is none");
    assert!(complaint(&[("night/theme.toml", "titel = 1")]).contains("unknown field `titel`"));
    let template = complaint(&[MANIFEST, ("night/templates/page.html", "{{ 1 +")]);
    assert!(template.starts_with("theme night: ") && template.contains("page.html"), "{template}");
    assert!(complaint(&[MANIFEST, ("night/templates/page.html", "{{ nothing() }}")]).contains("nothing"));
    assert!(complaint(&[MANIFEST, ("night/locales/fr/x.ftl", "a = {")]).starts_with("theme night: locales/fr/x.ftl: "));
}

/// All files below the folder of themes with this ending, by path.
fn sources(folder: &str, ending: &str) -> Vec<(String, String)> {
    let mut found = Vec::new();
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).ancestors().nth(2).unwrap();
    let mut waiting = vec![root.join(folder)];
    while let Some(folder) = waiting.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            match path.is_dir() {
                true if path.ends_with("target") => {}
                true => waiting.push(path),
                false if path.to_string_lossy().ends_with(ending) => {
                    found.push((path.display().to_string(), fs::read_to_string(&path).unwrap()));
                }
                false => {}
            }
        }
    }
    found
}

/// Messages of one language by the files below a folder `locales/<language>/`.
fn messages(language: &str) -> Translations {
    let files = ["themes", "modules"].into_iter().flat_map(|folder| sources(folder, ".ftl"));
    let files: Vec<_> = files.filter(|(path, _)| path.contains(&format!("/locales/{language}/"))).collect();
    Translations::load(files.iter().map(|(path, source)| (language, path.as_str(), source.as_str()))).unwrap()
}

#[test]
fn both_languages_say_the_same_things() {
    let keys = |language: &str| {
        let translations = messages(language);
        let locale = translations.find(language).unwrap();
        translations.keys(&locale).iter().cloned().collect::<BTreeSet<_>>()
    };
    let (english, french) = (keys("en"), keys("fr"));
    assert!(english.len() > 100);
    assert_eq!(english.difference(&french).collect::<Vec<_>>(), Vec::<&String>::new(), "missing in French");
    assert_eq!(french.difference(&english).collect::<Vec<_>>(), Vec::<&String>::new(), "missing in English");
}

#[test]
fn french_signs_never_begin_a_line() {
    let files = ["themes", "modules"].into_iter().flat_map(|folder| sources(folder, ".ftl"));
    // A space that may break, before a sign that stands apart in French or after the one that opens a quotation.
    let loose = Regex::new(r"« | »| [:;!?](?:\s|<|$)").unwrap();
    let mut found = Vec::new();
    for (path, source) in files.filter(|(path, _)| path.contains("/locales/fr/")) {
        let lines = source.lines().filter(|line| !line.starts_with('#') && loose.is_match(line));
        found.extend(lines.map(|line| format!("{path}: {line}")));
    }
    assert_eq!(found, Vec::<String>::new());
}

#[test]
fn no_message_is_written_twice() {
    for language in ["en", "fr"] {
        let translations = messages(language);
        let keys = translations.keys(&translations.find(language).unwrap()).to_vec();
        let mut seen = BTreeSet::new();
        let twice: Vec<_> = keys.into_iter().filter(|key| !seen.insert(key.clone())).collect();
        assert_eq!(twice, Vec::<String>::new(), "in {language}");
    }
}

#[test]
fn every_message_that_a_template_says_exists() {
    let english = messages("en");
    let locale = Locale::english();
    let said = Regex::new(r#"\bt(?:_html)?\(\s*key="([^"]+)"\s*([~,)])"#).unwrap();
    let (mut checked, mut missing) = (0, Vec::new());
    for (path, source) in ["themes", "modules"].into_iter().flat_map(|folder| sources(folder, ".html")) {
        for found in said.captures_iter(&source) {
            let key = &found[1];
            // `"card-visibility-" ~ card.visibility`: some message begins so.
            let exists = match &found[2] {
                "~" => english.keys(&locale).iter().any(|known| known.starts_with(key)),
                _ => english.keys(&locale).iter().any(|known| known == key.split('.').next().unwrap()),
            };
            checked += 1;
            if !exists {
                missing.push(format!("{path}: {key}"));
            }
        }
    }
    assert!(checked > 50, "only {checked} messages were found in templates");
    assert_eq!(missing, Vec::<String>::new());
}

#[test]
fn every_message_that_code_gives_to_a_reader_exists() {
    let english = messages("en");
    let locale = Locale::english();
    let given = Regex::new(
        r#"(?:Message::new|\.notice|\.warn|Error::bad|FieldErrors::one|\.add|Error::invalid)\(\s*(?:"[^"]*",\s*)?"([a-z]+(?:-[a-z0-9]+)+)""#,
    )
    .unwrap();
    // Menus, and what a module says of itself.
    let named = Regex::new(r#"\b(?:label|title|about): "([a-z]+(?:-[a-z0-9]+)+)""#).unwrap();
    let files = ["src", "modules"].into_iter().flat_map(|folder| sources(folder, ".rs"));
    let made_up = |path: &str| ["tests", "testing", "examples"].iter().any(|word| path.contains(word));
    let (mut checked, mut missing) = (0, Vec::new());
    for (path, source) in files.filter(|(path, _)| !made_up(path)) {
        for found in given.captures_iter(&source).chain(named.captures_iter(&source)) {
            checked += 1;
            if !english.has(&locale, &found[1]) {
                missing.push(format!("{path}: {}", &found[1]));
            }
        }
    }
    assert!(checked > 10, "only {checked} messages were found in code");
    assert_eq!(missing, Vec::<String>::new());
}

#[test]
fn only_sanitised_html_is_put_in_as_it_is() {
    let safe = Regex::new(r"\|\s*safe\b").unwrap();
    let markup = Regex::new(r"(\S+)\s*\|\s*markup\b").unwrap();
    for (path, source) in ["themes", "modules"].into_iter().flat_map(|folder| sources(folder, ".html")) {
        assert!(!safe.is_match(&source), "{path} uses `safe`: use `markup`, and only for fields named …_html");
        for found in markup.captures_iter(&source) {
            assert!(found[1].ends_with("_html"), "{path}: {} is not named …_html", &found[1]);
        }
    }
}

#[test]
fn templates_are_fit_for_the_policy() {
    let attribute = Regex::new(r#"(?i)\s(style|on[a-z]+)\s*=\s*["']|<style|javascript:"#).unwrap();
    let script = Regex::new(r"(?i)<script[^>]*>").unwrap();
    for (path, source) in ["themes", "modules"].into_iter().flat_map(|folder| sources(folder, ".html")) {
        let found = attribute.find(&source).map(|found| found.as_str());
        assert_eq!(found, None, "{path} has what no browser will follow");
        // A block of data is no script: nothing runs it.
        let is_fit = |tag: &str| tag.contains("src=") || tag.contains(r#"type="application/ld+json""#);
        assert!(script.find_iter(&source).all(|tag| is_fit(tag.as_str())), "{path} has an inline script");
    }
}

#[test]
fn every_icon_exists() {
    let themes = themes(&[]);
    let sprite = String::from_utf8(themes.get(DEFAULT).assets.find("images/icons.svg").unwrap().to_vec()).unwrap();
    let used = Regex::new(r#"icon(?:\(name)?="([a-z]+)""#).unwrap();
    for (path, source) in ["themes", "modules"].into_iter().flat_map(|folder| sources(folder, ".html")) {
        for found in used.captures_iter(&source) {
            assert!(sprite.contains(&format!("id=\"{}\"", &found[1])), "{path}: there is no icon {}", &found[1]);
        }
    }
    for visibility in social::visibility::Visibility::ALL {
        assert!(sprite.contains(&format!("id=\"{visibility}\"")), "there is no icon {visibility}");
    }
}
