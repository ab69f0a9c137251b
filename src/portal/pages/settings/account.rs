//! Language, theme, colours and times of the pages, at the square and at every stall.

use actix_web::HttpResponse;
use host::App;
use host::social::account::{Account, Colours};
use host::web::{self, FieldErrors, Form, MemberVisit, Zone, preference};
use serde::{Deserialize, Serialize};

use crate::paging::Choice;

/// The choice of whatever theme the club has.
const THE_CLUBS: &str = "*";

/// The choice of no time zone: UTC, or what the device says where scripts run.
const THE_DEVICES: &str = "";

#[derive(Serialize)]
struct Edit {
    locales: Vec<Choice>,
    themes: Vec<Choice>,
    colours: Vec<Choice>,
    zones: Vec<Choice>,
    form: AccountForm,
}

#[derive(Serialize, Deserialize)]
pub(super) struct AccountForm {
    locale: String,
    /// [`THE_CLUBS`], or the name of one.
    theme: String,
    colours: Colours,
    /// [`THE_DEVICES`], or the name of one.
    #[serde(default)]
    time_zone: String,
}

/// `GET /settings`
pub(super) async fn edit(visit: MemberVisit, app: App) -> web::Result<HttpResponse> {
    let me = visit.me.account;
    let account = app.db.read(move |c| Account::get(c, me)).await?;
    let preferences = account.preferences.0;
    let theme = preferences.theme.unwrap_or_else(|| THE_CLUBS.to_owned());
    let time_zone = preferences.time_zone.unwrap_or_else(|| THE_DEVICES.to_owned());
    let form = AccountForm { locale: account.locale, theme, colours: preferences.colours, time_zone };
    visit.render("square/settings/account.html", &Edit::of(&visit, form))
}

/// `POST /settings`
pub(super) async fn update(visit: MemberVisit, app: App, form: Form<AccountForm>) -> web::Result<HttpResponse> {
    let form = form.into_inner();
    let mut errors = FieldErrors::new();
    let locale = visit.state.themes.translations().find(&form.locale);
    if form.theme != THE_CLUBS && visit.state.themes.find(&form.theme).is_none() {
        errors.add("theme", "form-unfit");
    }
    if form.time_zone != THE_DEVICES && Zone::find(&form.time_zone).is_none() {
        errors.add("time_zone", "form-unfit");
    }
    let (Some(locale), true) = (locale, errors.is_empty()) else {
        return visit.render_invalid("square/settings/account.html", &Edit::of(&visit, form), &errors);
    };
    let (me, theme, colours) = (visit.me.account, Some(form.theme).filter(|theme| theme != THE_CLUBS), form.colours);
    let time_zone = Some(form.time_zone).filter(|zone| zone != THE_DEVICES);
    let cookies = preference::keep(&visit.state, &locale, theme.as_deref().unwrap_or_default(), colours);
    app.db
        .write(move |c| {
            let account = Account::get(c, me)?;
            let mut preferences = account.preferences.0.clone();
            (preferences.theme, preferences.colours) = (theme.clone(), colours);
            preferences.time_zone = time_zone.clone();
            account.prefer(c, locale.as_str(), preferences).map(drop)
        })
        .await?;
    visit.notice("settings-saved");
    let mut response = visit.see_other("/settings");
    for cookie in cookies {
        response.add_cookie(&cookie).map_err(web::Error::internal)?;
    }
    Ok(response)
}

impl Edit {
    fn of(visit: &MemberVisit, form: AccountForm) -> Self {
        let choice = |value: &str, label: String| Choice { value: value.to_owned(), label };
        let locale = |tag: &str| choice(tag, visit.translate(web::Message::new(format!("language-{tag}"))));
        let theme = |theme: &web::theme::Theme| choice(&theme.name, theme.title(&visit.locale).to_owned());
        let club = choice(THE_CLUBS, visit.translate("settings-theme-club"));
        let colours = ["auto", "light", "dark"];
        Self {
            locales: visit.state.themes.translations().locales().map(|tag| locale(tag.as_str())).collect(),
            themes: std::iter::once(club).chain(visit.state.themes.iter().map(theme)).collect(),
            colours: colours
                .map(|word| choice(word, visit.translate(web::Message::new(format!("preferences-colours-{word}")))))
                .into(),
            zones: zones(visit, &form.time_zone),
            form,
        }
    }
}

/// The zones on offer, with the chosen one where that is another.
fn zones(visit: &MemberVisit, chosen: &str) -> Vec<Choice> {
    let choice = |name: &str| Choice { value: name.to_owned(), label: name.replace('_', " ") };
    let devices = Choice { value: THE_DEVICES.to_owned(), label: visit.translate("settings-zone-device") };
    let foreign = Zone::find(chosen).filter(|zone| Zone::places().all(|place| place != *zone));
    let named = std::iter::once(Zone::UTC).chain(foreign.filter(|zone| *zone != Zone::UTC)).chain(Zone::places());
    std::iter::once(devices).chain(named.map(|zone| choice(zone.name()))).collect()
}
