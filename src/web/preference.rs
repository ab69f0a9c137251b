//! What a reader chose: language, theme, colours. A member's choice is kept with the account, anybody else's in the browser.

use actix_web::cookie::Cookie;
use actix_web::cookie::time::Duration;
use actix_web::http::header;
use actix_web::{HttpRequest, HttpResponse};
use serde::{Deserialize, Serialize};
use social::account::Colours;

use crate::error::{Error, Result};
use crate::{Club, Form, Locale, Member, Message, State, Visit, Zone, cookie};

/// How pages look to a reader.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Preference {
    /// The language of the pages.
    pub(crate) locale: Locale,
    /// The name of a theme that exists.
    pub(crate) theme: String,
    /// Light, dark, or as the device is set.
    pub(crate) colours: Colours,
    /// The time zone, where one was chosen.
    pub(crate) zone: Option<Zone>,
}

/// The member's own choice, else that of the link which led here (`lang`), else this browser's, else (for the language) what the browser asks for, else the club's.
pub(crate) fn of(state: &State, club: &Club, req: &HttpRequest, member: Option<&Member>) -> Preference {
    let words = state.themes.translations();
    let kept = |name: &str| cookie::read(state, req, name);
    let members = member.and_then(|member| words.find(&member.locale));
    let chosen = || words.find(&kept(cookie::LOCALE)?);
    let linked = || words.find(&language_of_link(req)?);
    let asked = || words.negotiate(req.headers().get(header::ACCEPT_LANGUAGE)?.to_str().ok()?);
    let theme = member.and_then(|member| member.theme.clone()).or_else(|| kept(cookie::THEME));
    let theme = theme.filter(|name| state.themes.find(name).is_some());
    let colours = match member.map(|member| member.colours) {
        Some(Colours::Auto) | None => kept(cookie::COLOURS).map(|word| from_word(&word)).unwrap_or_default(),
        Some(colours) => colours,
    };
    Preference {
        locale: members.or_else(linked).or_else(chosen).or_else(asked).unwrap_or_else(|| club.locale.clone()),
        theme: theme.unwrap_or_else(|| state.themes.get(&club.theme).name.clone()),
        colours,
        zone: member.and_then(|member| Zone::find(member.time_zone.as_deref()?)),
    }
}

/// `lang` of the query: programs that lead somebody here say which language they speak to them.
fn language_of_link(req: &HttpRequest) -> Option<String> {
    let mut pairs = url::form_urlencoded::parse(req.query_string().as_bytes());
    pairs.find(|(name, _)| name == "lang").map(|(_, language)| language.into_owned())
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

/// The cookies that keep a choice in this browser. A theme that does not exist is left out.
pub fn keep(state: &State, locale: &Locale, theme: &str, colours: Colours) -> Vec<Cookie<'static>> {
    let year = Some(Duration::days(365));
    let mut cookies = vec![
        cookie::make(state, cookie::LOCALE, locale.to_string(), year),
        cookie::make(state, cookie::COLOURS, word(colours).to_owned(), year),
    ];
    if state.themes.find(theme).is_some() {
        cookies.push(cookie::make(state, cookie::THEME, theme.to_owned(), year));
    }
    cookies
}

/// One of the choices of a `<select>`.
#[derive(Debug, Serialize)]
struct Choice {
    value: String,
    label: String,
}

#[derive(Debug, Serialize)]
struct Edit {
    locales: Vec<Choice>,
    themes: Vec<Choice>,
    colours: Vec<Choice>,
}

/// `GET /preferences`: for whoever is not logged in; a member's choices are in their settings on the square.
pub(crate) async fn edit(visit: Visit) -> Result<HttpResponse> {
    let said = |key: String| visit.translate(Message::new(key));
    let themes = &visit.state.themes;
    let locale = |locale: &Locale| Choice { value: locale.to_string(), label: said(format!("language-{locale}")) };
    let colours = |colours| {
        let value = word(colours);
        Choice { value: value.to_owned(), label: said(format!("preferences-colours-{value}")) }
    };
    let context = Edit {
        locales: themes.translations().locales().map(locale).collect(),
        themes: themes
            .iter()
            .map(|theme| Choice { value: theme.name.clone(), label: theme.title(&visit.locale).to_owned() })
            .collect(),
        colours: [Colours::Auto, Colours::Light, Colours::Dark].into_iter().map(colours).collect(),
    };
    visit.render("preferences/edit.html", &context)
}

/// What is chosen on that page.
#[derive(Debug, Deserialize)]
pub(crate) struct Chosen {
    locale: String,
    theme: String,
    colours: Colours,
}

/// `POST /preferences`.
pub(crate) async fn update(visit: Visit, form: Form<Chosen>) -> Result<HttpResponse> {
    let words = visit.state.themes.translations();
    let locale = words.find(&form.locale).ok_or_else(|| Error::invalid("locale", "form-unfit"))?;
    let cookies = keep(&visit.state, &locale, &form.theme, form.colours);
    visit.notice("preferences-saved");
    let mut response = visit.see_next("/");
    for cookie in cookies {
        response.add_cookie(&cookie).map_err(Error::internal)?;
    }
    Ok(response)
}
