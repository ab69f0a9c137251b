//! What holds for the club as a whole.

use actix_web::HttpResponse;
use host::App;
use host::config::MapConfig;
use host::social::account::{Account, AccountId, RegistrationMode, Role};
use host::social::audit::AuditEntry;
use host::social::email::Email;
use host::social::setting::{self, Settings};
use host::store::Conn;
use host::tiles;
use host::web::{self, FieldErrors, Form, Message};
use serde::{Deserialize, Serialize};

use crate::paging::Choice;
use crate::staff::AdminVisit;

/// The longest title and the longest texts, in characters.
const TITLE_MAX: usize = 60;
const DESCRIPTION_MAX: usize = 500;
const TEXT_MAX: usize = 50_000;

/// The choice of whatever mode the configuration says.
const CONFIGURED: &str = "configured";

#[derive(Serialize)]
struct Edit<'a> {
    form: &'a ClubForm,
    themes: Vec<Choice>,
    modes: Vec<Choice>,
    roles: Vec<Choice>,
}

#[derive(Clone, Default, Serialize, Deserialize)]
#[serde(default)]
pub(super) struct ClubForm {
    title: String,
    description: String,
    about: String,
    privacy: String,
    rules: String,
    contact_email: String,
    contact_account: String,
    languages: String,
    theme: String,
    /// A mode, or [`CONFIGURED`].
    mode: String,
    approval_message: String,
    closed_message: String,
    invites_from: String,
    map_tiles: String,
    map_attribution: String,
}

/// `GET /admin/settings`
pub(super) async fn edit(visit: AdminVisit, app: App) -> web::Result<HttpResponse> {
    let map = app.config.map.clone();
    let form = app.db.read(move |c| ClubForm::load(c, &map)).await?;
    visit.render("square/admin/settings.html", &Edit::of(&visit, &app, &form))
}

/// `POST /admin/settings`
pub(super) async fn update(visit: AdminVisit, app: App, form: Form<ClubForm>) -> web::Result<HttpResponse> {
    let (form, me) = (form.into_inner(), visit.me.account);
    let (checked, contact) = (form.clone(), form.contact_account.trim().to_owned());
    let known =
        app.db.read(move |c| Ok::<_, web::Error>(contact.is_empty() || Account::find_by_name(c, &contact)?.is_some()));
    let errors = checked.check(&visit, known.await?);
    if !errors.is_empty() {
        return visit.render_invalid("square/admin/settings.html", &Edit::of(&visit, &app, &form), &errors);
    }
    let map = app.config.map.clone();
    app.db.write(move |c| form.save(c, &map, me)).await?;
    app.refresh_club().await?;
    visit.notice("settings-saved");
    Ok(visit.see_other("/admin/settings"))
}

impl<'a> Edit<'a> {
    fn of(visit: &AdminVisit, app: &App, form: &'a ClubForm) -> Self {
        let choice = |value: &str, label: String| Choice { value: value.to_owned(), label };
        let mode =
            |mode: &RegistrationMode| choice(mode.as_str(), visit.translate(Message::new(format!("mode-{mode}"))));
        let configured = visit.translate(Message::new(format!("mode-{}", app.config.registration.mode)));
        let unset = visit.translate(Message::new("mode-configured").with("mode", configured));
        let role = |role: &Role| choice(role.as_str(), visit.translate(Message::new(format!("role-{role}"))));
        let theme = |theme: &web::theme::Theme| choice(&theme.name, theme.title(&visit.locale).to_owned());
        Self {
            form,
            themes: visit.state.themes.iter().map(theme).collect(),
            modes: std::iter::once(choice(CONFIGURED, unset)).chain(RegistrationMode::ALL.iter().map(mode)).collect(),
            roles: Role::ALL.iter().map(role).collect(),
        }
    }
}

impl ClubForm {
    fn load(c: &mut Conn, map: &MapConfig) -> web::Result<Self> {
        let settings = Settings::load(c)?;
        Ok(Self {
            title: settings.get(&setting::TITLE),
            description: settings.get(&setting::DESCRIPTION),
            about: settings.get(&setting::ABOUT),
            privacy: settings.get(&setting::PRIVACY),
            rules: settings.get(&setting::RULES),
            contact_email: settings.get(&setting::CONTACT_EMAIL).unwrap_or_default(),
            contact_account: settings.get(&setting::CONTACT_ACCOUNT).unwrap_or_default(),
            languages: settings.get(&setting::LANGUAGES).join(", "),
            theme: settings.get(&setting::THEME),
            mode: settings.get(&setting::REGISTRATION).map_or_else(|| CONFIGURED.to_owned(), |mode| mode.to_string()),
            approval_message: settings.get(&setting::APPROVAL_MESSAGE),
            closed_message: settings.get(&setting::CLOSED_MESSAGE),
            invites_from: settings.get(&setting::INVITES_FROM).to_string(),
            map_tiles: settings.get(&setting::MAP_TILES).unwrap_or_else(|| map.tiles.clone()),
            map_attribution: settings.get(&setting::MAP_ATTRIBUTION).unwrap_or_else(|| map.attribution.clone()),
        })
    }

    fn check(&self, visit: &AdminVisit, contact_known: bool) -> FieldErrors {
        let mut errors = FieldErrors::new();
        if self.title.trim().is_empty() {
            errors.add("title", "form-required");
        }
        let texts = [
            ("title", &self.title, TITLE_MAX),
            ("description", &self.description, DESCRIPTION_MAX),
            ("about", &self.about, TEXT_MAX),
            ("privacy", &self.privacy, TEXT_MAX),
            ("rules", &self.rules, TEXT_MAX),
            ("approval_message", &self.approval_message, DESCRIPTION_MAX),
            ("closed_message", &self.closed_message, DESCRIPTION_MAX),
            ("map_tiles", &self.map_tiles, DESCRIPTION_MAX),
            ("map_attribution", &self.map_attribution, DESCRIPTION_MAX),
        ];
        for (field, _, most) in texts.into_iter().filter(|(_, text, most)| text.chars().count() > *most) {
            errors.add(field, Message::new("form-too-long").with("most", most));
        }
        if !self.contact_email.trim().is_empty() && Email::parse(&self.contact_email).is_err() {
            errors.add("contact_email", "sign-up-email-malformed");
        }
        if !contact_known {
            errors.add("contact_account", "club-contact-unknown");
        }
        if self.languages().iter().any(|tag| !is_language(tag)) {
            errors.add("languages", "club-languages-malformed");
        }
        if !self.map_tiles.trim().is_empty() && tiles::origin(self.map_tiles.trim()).is_none() {
            errors.add("map_tiles", "club-map-tiles-malformed");
        }
        let mode = self.mode == CONFIGURED || self.mode.parse::<RegistrationMode>().is_ok();
        if !mode || self.invites_from.parse::<Role>().is_err() || visit.state.themes.find(&self.theme).is_none() {
            errors.add("", "form-unfit");
        }
        errors
    }

    fn languages(&self) -> Vec<String> {
        let tags = self.languages.split([',', ' ', ';']).map(str::trim);
        tags.filter(|tag| !tag.is_empty()).map(str::to_owned).collect()
    }

    fn save(&self, c: &mut Conn, map: &MapConfig, me: AccountId) -> diesel::QueryResult<()> {
        let filled = |text: &str| Some(text.trim().to_owned()).filter(|text| !text.is_empty());
        setting::TITLE.set(c, &self.title.trim().to_owned())?;
        setting::DESCRIPTION.set(c, &self.description.trim().to_owned())?;
        setting::ABOUT.set(c, &self.about)?;
        setting::PRIVACY.set(c, &self.privacy)?;
        setting::RULES.set(c, &self.rules)?;
        setting::CONTACT_EMAIL.set(c, &filled(&self.contact_email))?;
        setting::CONTACT_ACCOUNT.set(c, &filled(&self.contact_account.to_lowercase()))?;
        setting::LANGUAGES.set(c, &self.languages())?;
        setting::THEME.set(c, &self.theme)?;
        setting::REGISTRATION.set(c, &self.mode.parse().ok())?;
        setting::APPROVAL_MESSAGE.set(c, &self.approval_message.trim().to_owned())?;
        setting::CLOSED_MESSAGE.set(c, &self.closed_message.trim().to_owned())?;
        setting::INVITES_FROM.set(c, &self.invites_from.parse().unwrap_or(Role::Moderator))?;
        // What is as the configuration file says follows that file.
        let differs = |typed: &str, configured: &str| Some(typed.trim().to_owned()).filter(|typed| typed != configured);
        setting::MAP_TILES.set(c, &differs(&self.map_tiles, &map.tiles))?;
        setting::MAP_ATTRIBUTION.set(c, &differs(&self.map_attribution, &map.attribution))?;
        AuditEntry::write(c, Some(me), "club.settings", self.title.trim(), "")
    }
}

/// Whether it has the shape of a language tag (BCP 47): letters and digits in groups of one to eight.
fn is_language(tag: &str) -> bool {
    tag.len() <= 35
        && tag.split('-').all(|part| (1..=8).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_alphanumeric()))
        && tag.split('-').next().is_some_and(|first| (2..=3).contains(&first.len()))
}
