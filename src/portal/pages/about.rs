//! What the club is, what holds in it, and what it does with what it knows: as administrators wrote it, else as the theme
//! has it in every language.

use actix_web::HttpResponse;
use host::social::account::{Account, Role};
use host::social::rule::Translated;
use host::social::setting::{self, Settings};
use host::web::{self, Visit};
use host::{App, prose};
use serde::Serialize;

#[derive(Serialize)]
struct Show {
    description: String,
    about_html: Option<String>,
    contact_email: Option<String>,
    contact_account: Option<String>,
    /// Who answers for the club, by name and role.
    staff: Vec<(String, Role)>,
}

/// `GET /about`
pub(super) async fn show(visit: Visit, app: App) -> web::Result<HttpResponse> {
    let page = app.db.read(|c| {
        let settings = Settings::load(c)?;
        Ok::<_, web::Error>(Show {
            description: settings.get(&setting::DESCRIPTION),
            about_html: prose::to_html_or_none(&settings.get(&setting::ABOUT)),
            contact_email: settings.get(&setting::CONTACT_EMAIL),
            contact_account: settings.get(&setting::CONTACT_ACCOUNT),
            staff: Account::staff(c)?.into_iter().map(|account| (account.name, account.role)).collect(),
        })
    });
    visit.render("square/about.html", &page.await?)
}

#[derive(Serialize)]
struct Rules {
    intro_html: Option<String>,
    rules: Vec<Said>,
}

/// A rule in the reader's language.
#[derive(Serialize)]
pub(super) struct Said {
    text: String,
    hint: String,
}

impl Said {
    /// The rule for a reader of that language.
    pub(super) fn of(rule: &Translated, locale: &str) -> Self {
        let (text, hint) = rule.say(locale);
        Self { text: text.to_owned(), hint: hint.to_owned() }
    }
}

/// `GET /rules`
pub(super) async fn rules(visit: Visit, app: App) -> web::Result<HttpResponse> {
    let locale = visit.locale.clone();
    let page = app.db.read(move |c| {
        let intro_html = prose::to_html_or_none(&setting::RULES.get(c)?);
        let rules = Translated::list(c)?.iter().map(|rule| Said::of(rule, locale.as_str())).collect();
        Ok::<_, web::Error>(Rules { intro_html, rules })
    });
    visit.render("square/rules.html", &page.await?)
}

#[derive(Serialize)]
struct Privacy {
    privacy_html: Option<String>,
    journal_days: u16,
}

/// `GET /privacy`
pub(super) async fn privacy(visit: Visit, app: App) -> web::Result<HttpResponse> {
    let written = app.db.read(|c| setting::PRIVACY.get(c)).await?;
    let journal_days = app.config.limits.journal_days;
    visit.render("square/privacy.html", &Privacy { privacy_html: prose::to_html_or_none(&written), journal_days })
}
