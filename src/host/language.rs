//! Languages that something can be said to be written in, as forms offer them.

use diesel::QueryResult;
use serde::Serialize;
use social::setting;
use web::Visit;

use crate::App;

/// One of several, in a form.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Choice {
    /// What is sent.
    pub value: String,
    /// What is read.
    pub label: String,
}

/// Each by its tag (BCP 47) and in its own words, as its readers look for it.
const LANGUAGES: &[(&str, &str)] = &[
    ("ar", "العربية"),
    ("eu", "Euskara"),
    ("be", "Беларуская"),
    ("bn", "বাংলা"),
    ("br", "Brezhoneg"),
    ("bg", "Български"),
    ("ca", "Català"),
    ("cs", "Čeština"),
    ("cy", "Cymraeg"),
    ("da", "Dansk"),
    ("de", "Deutsch"),
    ("et", "Eesti"),
    ("el", "Ελληνικά"),
    ("en", "English"),
    ("es", "Español"),
    ("eo", "Esperanto"),
    ("fa", "فارسی"),
    ("fr", "Français"),
    ("ga", "Gaeilge"),
    ("gl", "Galego"),
    ("he", "עברית"),
    ("hi", "हिन्दी"),
    ("hr", "Hrvatski"),
    ("id", "Bahasa Indonesia"),
    ("is", "Íslenska"),
    ("it", "Italiano"),
    ("ja", "日本語"),
    ("ka", "ქართული"),
    ("ko", "한국어"),
    ("la", "Latina"),
    ("lv", "Latviešu"),
    ("lb", "Lëtzebuergesch"),
    ("lt", "Lietuvių"),
    ("hu", "Magyar"),
    ("mk", "Македонски"),
    ("nl", "Nederlands"),
    ("nb", "Norsk bokmål"),
    ("nn", "Norsk nynorsk"),
    ("oc", "Occitan"),
    ("pl", "Polski"),
    ("pt", "Português"),
    ("ro", "Română"),
    ("rm", "Rumantsch"),
    ("ru", "Русский"),
    ("sk", "Slovenčina"),
    ("sl", "Slovenščina"),
    ("sr", "Српски"),
    ("fi", "Suomi"),
    ("sv", "Svenska"),
    ("ta", "தமிழ்"),
    ("th", "ไทย"),
    ("tr", "Türkçe"),
    ("uk", "Українська"),
    ("ur", "اردو"),
    ("vi", "Tiếng Việt"),
    ("wa", "Walon"),
    ("yi", "ייִדיש"),
    ("zh", "中文"),
];

/// What a language is called by those who speak it; of one that is not known here, its tag.
pub fn name(tag: &str) -> &str {
    let known =
        |wanted: &str| LANGUAGES.iter().find(|(tag, _)| tag.eq_ignore_ascii_case(wanted)).map(|(_, name)| *name);
    known(tag).or_else(|| known(social::language::primary(tag))).unwrap_or(tag)
}

/// The languages by their tags, each in its own words.
pub fn all() -> impl Iterator<Item = (&'static str, &'static str)> {
    LANGUAGES.iter().copied()
}

/// The languages that the club speaks, the usual one first: those that it says, else those that its pages can be read in.
pub async fn of_club(app: &App) -> QueryResult<Vec<Choice>> {
    let mut tags = app.db.read(|c| setting::LANGUAGES.get(c)).await?;
    if tags.is_empty() {
        let usual = app.web.club().locale.clone();
        let others = app.web.themes.translations().locales().filter(|locale| **locale != usual);
        tags = std::iter::once(&usual).chain(others).map(ToString::to_string).collect();
    }
    tags.dedup();
    Ok(tags.into_iter().map(|tag| Choice { label: name(&tag).to_owned(), value: tag }).collect())
}

/// All of them, after an empty one that stands for whatever the text tells. One that is `chosen` and not known here (a
/// client may send any tag) is offered too.
pub fn choices(visit: &Visit, chosen: Option<&str>) -> Vec<Choice> {
    let guess = Choice { value: String::new(), label: visit.translate("post-language-guess") };
    let known = LANGUAGES.iter().map(|(tag, name)| Choice { value: (*tag).to_owned(), label: (*name).to_owned() });
    let foreign = chosen.filter(|tag| !tag.is_empty() && LANGUAGES.iter().all(|(known, _)| known != tag));
    let foreign = foreign.map(|tag| Choice { value: tag.to_owned(), label: tag.to_owned() });
    std::iter::once(guess).chain(foreign).chain(known).collect()
}
