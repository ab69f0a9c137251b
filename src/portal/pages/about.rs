//! What the club is, what holds in it, and what it does with what it knows: as administrators wrote it, else as the theme
//! has it in every language.

use actix_web::HttpResponse;
use host::App;
use host::social::account::{Account, Role};
use host::social::rule::Rule;
use host::social::setting::{self, Settings};
use host::web::{self, Visit};
use serde::Serialize;

use crate::prose;

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
    rules: Vec<String>,
}

/// `GET /rules`
pub(super) async fn rules(visit: Visit, app: App) -> web::Result<HttpResponse> {
    let page = app.db.read(|c| {
        let intro_html = prose::to_html_or_none(&setting::RULES.get(c)?);
        let rules = Rule::list(c)?.into_iter().map(|rule| rule.text).collect();
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
