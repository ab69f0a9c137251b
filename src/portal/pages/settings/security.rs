//! Everything about getting in on one page: address, password, second factor, sessions.

use actix_web::HttpResponse;
use chrono::NaiveDateTime;
use host::App;
use host::social::account::Account;
use host::social::recovery::RecoveryCode;
use host::social::session::{Session, SessionId};
use host::web::{self, FieldErrors, MemberVisit};
use serde::Serialize;

#[derive(Serialize)]
struct Show {
    email: String,
    /// What was typed for another address.
    new_email: String,
    /// Recovery codes left, where log-in asks for a code.
    codes_left: Option<i64>,
    sessions: Vec<LogIn>,
}

/// A log-in that goes on.
#[derive(Serialize)]
struct LogIn {
    id: SessionId,
    /// The browser and the system it says it is; its own words where that cannot be told.
    browser: String,
    system: &'static str,
    address: String,
    created_at: NaiveDateTime,
    last_seen_at: NaiveDateTime,
    current: bool,
}

/// `GET /settings/security`
pub(super) async fn show(visit: MemberVisit, app: App) -> web::Result<HttpResponse> {
    page(&visit, &app, "", &FieldErrors::new()).await
}

/// The page, again where a form on it did not hold.
pub(super) async fn page(
    visit: &MemberVisit,
    app: &App,
    new_email: &str,
    errors: &FieldErrors,
) -> web::Result<HttpResponse> {
    let (me, current) = (visit.me.account, visit.me.session.root());
    let new_email = new_email.to_owned();
    let show = app.db.read(move |c| {
        let account = Account::get(c, me)?;
        let codes_left = account.has_totp().then(|| RecoveryCode::left(c, me)).transpose()?;
        let sessions = Session::list(c, me)?.into_iter().map(|session| LogIn::of(session, current)).collect();
        Ok::<_, web::Error>(Show { email: account.email, new_email, codes_left, sessions })
    });
    let show = show.await?;
    match errors.is_empty() {
        true => visit.render("square/settings/security.html", &show),
        false => visit.render_invalid("square/settings/security.html", &show, errors),
    }
}

impl LogIn {
    fn of(session: Session, current: SessionId) -> Self {
        let (browser, system) = describe(&session.user_agent);
        Self {
            id: session.id,
            browser: browser.map_or_else(|| session.user_agent.chars().take(60).collect(), str::to_owned),
            system: system.unwrap_or_default(),
            address: session.address,
            created_at: session.created_at,
            last_seen_at: session.last_seen_at,
            current: session.id == current,
        }
    }
}

/// Browser and system, of what a browser says of itself. Every browser claims to be most others: the order counts.
fn describe(agent: &str) -> (Option<&'static str>, Option<&'static str>) {
    let first =
        |words: &[(&str, &'static str)]| words.iter().find(|(word, _)| agent.contains(word)).map(|(_, name)| *name);
    let browser = first(&[
        ("Firefox/", "Firefox"),
        ("FxiOS/", "Firefox"),
        ("Edg", "Edge"),
        ("OPR/", "Opera"),
        ("Vivaldi/", "Vivaldi"),
        ("SamsungBrowser/", "Samsung Internet"),
        ("CriOS/", "Chrome"),
        ("Chrome/", "Chrome"),
        ("Safari/", "Safari"),
        ("curl/", "curl"),
    ]);
    let system = first(&[
        ("Android", "Android"),
        ("iPhone", "iPhone"),
        ("iPad", "iPad"),
        ("Windows", "Windows"),
        ("Mac OS X", "macOS"),
        ("CrOS", "ChromeOS"),
        ("Linux", "Linux"),
    ]);
    (browser, system)
}
