//! What a reader chose: language, theme, colours. A member's choice is kept with the account, anybody else's in the browser.

use actix_web::HttpRequest;
use actix_web::cookie::Cookie;
use actix_web::cookie::time::Duration;
use actix_web::http::header;
use social::account::Colours;

use crate::{Club, Locale, Member, State, cookie};

/// How pages look to a reader.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Preference {
    /// The language of the pages.
    pub(crate) locale: Locale,
    /// The name of a theme that exists.
    pub(crate) theme: String,
    /// Light, dark, or as the device is set.
    pub(crate) colours: Colours,
}

/// The member's own choice, else this browser's, else (for the language) what the browser asks for, else the club's.
pub(crate) fn of(state: &State, club: &Club, req: &HttpRequest, member: Option<&Member>) -> Preference {
    let words = state.themes.translations();
    let kept = |name: &str| cookie::read(state, req, name);
    let members = member.and_then(|member| words.find(&member.locale));
    let chosen = || words.find(&kept(cookie::LOCALE)?);
    let asked = || words.negotiate(req.headers().get(header::ACCEPT_LANGUAGE)?.to_str().ok()?);
    let theme = member.and_then(|member| member.theme.clone()).or_else(|| kept(cookie::THEME));
    let theme = theme.filter(|name| state.themes.find(name).is_some());
    let colours = match member.map(|member| member.colours) {
        Some(Colours::Auto) | None => kept(cookie::COLOURS).map(|word| from_word(&word)).unwrap_or_default(),
        Some(colours) => colours,
    };
    Preference {
        locale: members.or_else(chosen).or_else(asked).unwrap_or_else(|| club.locale.clone()),
        theme: theme.unwrap_or_else(|| state.themes.get(&club.theme).name.clone()),
        colours,
    }
}

/// The word for a choice of colours, in cookies and in the attribute `data-colours` of pages.
pub(crate) fn word(colours: Colours) -> &'static str {
    match colours {
        Colours::Auto => "auto",
        Colours::Light => "light",
        Colours::Dark => "dark",
    }
}

fn from_word(word: &str) -> Colours {
    match word {
        "light" => Colours::Light,
        "dark" => Colours::Dark,
        _ => Colours::Auto,
    }
}

/// The cookies that keep a choice in this browser, for the page on which it is made.
pub fn keep(
    state: &State,
    locale: Option<&Locale>,
    theme: Option<&str>,
    colours: Option<Colours>,
) -> Vec<Cookie<'static>> {
    let year = Some(Duration::days(365));
    let mut cookies = Vec::new();
    if let Some(locale) = locale {
        cookies.push(cookie::make(state, cookie::LOCALE, locale.to_string(), year));
    }
    if let Some(theme) = theme.filter(|name| state.themes.find(name).is_some()) {
        cookies.push(cookie::make(state, cookie::THEME, theme.to_owned(), year));
    }
    if let Some(colours) = colours {
        cookies.push(cookie::make(state, cookie::COLOURS, word(colours).to_owned(), year));
    }
    cookies
}
