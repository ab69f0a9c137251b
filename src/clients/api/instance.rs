//! The stall itself, and the club that it belongs to.

use std::collections::BTreeMap;

use actix_web::web::Json;
use diesel::result::Error as DbError;
use host::federation::nodeinfo;
use host::social::account::RegistrationMode;
use host::social::actor::Actor;
use host::social::audit::AuditEntry;
use host::social::domain::{self, DomainPolicy, Severity};
use host::social::rule::Translated;
use host::social::setting::{self, FederationMode, Settings};
use host::social::{account, markup};
use host::store::Conn;
use host::{language, prose};

use super::occasions;
use crate::caller::Caller;
use crate::entities::{
    Activity, Configuration, Contact, DomainBlock, Icon, Instance, InstanceV1, Language, LongText, Moment,
    Registrations, Rule, Stats, Thumbnail, Urls, UrlsV1, Usage, Users, severity,
};
use crate::error::{Error, Result};
use crate::table::{Access, Table};

/// The version of Mastodon whose API this is; what stands behind it tells ours.
const COMPATIBLE: &str = "4.5.0";
/// The level of Mastodon's API that is spoken in full: that of 4.5.
const LEVEL: u32 = 7;
/// The level of what is our own in it.
const OWN_LEVEL: u32 = 1;
/// Where the program comes from, where whoever built it says so.
const SOURCE: &str = env!("CARGO_PKG_REPOSITORY");

pub(crate) fn routes(table: &mut Table) {
    table.get("/api/v1/instance", Access::Public, show_v1);
    table.get("/api/v2/instance", Access::Public, show);
    table.get("/api/v1/instance/peers", Access::Public, peers);
    table.get("/api/v1/instance/activity", Access::Public, activity);
    table.get("/api/v1/instance/rules", Access::Public, rules);
    table.get("/api/v1/instance/extended_description", Access::Public, about);
    table.get("/api/v1/instance/privacy_policy", Access::Public, privacy);
    table.get("/api/v1/instance/terms_of_service", Access::Public, terms);
    table.get("/api/v1/instance/domain_blocks", Access::Open("read:accounts"), domain_blocks);
    table.get("/api/v1/instance/languages", Access::Public, languages);
    table.get("/api/v1/instance/translation_languages", Access::Public, translations);
}

/// What administrators say of the club.
struct Club {
    settings: Settings,
    rules: Vec<Translated>,
    contact: Option<Actor>,
}

impl Club {
    fn load(c: &mut Conn, stall: &str) -> Result<Self, DbError> {
        let settings = Settings::load(c)?;
        let named = settings.get(&setting::CONTACT_ACCOUNT);
        let contact = named.map(|name| account::Account::find_by_name(c, &name)).transpose()?.flatten();
        let contact = contact.map(|account| Actor::of_account_at(c, account.id, stall)).transpose()?.flatten();
        Ok(Self { rules: Translated::list(c)?, contact: contact.filter(Actor::is_present), settings })
    }

    fn mode(&self, caller: &Caller) -> RegistrationMode {
        self.settings.get(&setting::REGISTRATION).unwrap_or(caller.app.config.registration.mode)
    }

    fn configuration(&self, caller: &Caller) -> Result<Configuration> {
        let origin = &caller.stall.origin;
        let scheme = if origin.scheme() == "https" { "wss" } else { "ws" };
        let square = |path: &str| caller.app.web.square_url(path).to_string();
        let urls = Urls {
            streaming: format!("{scheme}://{}", origin.host()),
            status: None,
            about: square("/about"),
            privacy_policy: square("/privacy"),
            terms_of_service: None,
        };
        let limited = self.settings.get(&setting::FEDERATION) == FederationMode::AllowList;
        let pictures = caller.app.pictures(caller.stall.name);
        Ok(Configuration::of(&caller.app, pictures, urls, caller.app.vapid.public_key().to_owned(), limited))
    }
}

async fn club(caller: &Caller) -> Result<Club> {
    let stall = caller.stall.name;
    Ok(caller.app.db.read(move |c| Club::load(c, stall)).await?)
}

/// What clients read as the version of the server: the part before the `+` decides what they ask for.
fn version(caller: &Caller) -> String {
    format!("{COMPATIBLE}+{}-{}", nodeinfo::SOFTWARE, caller.app.web.version)
}

/// A picture of the theme, which every stall serves.
fn picture(caller: &Caller, path: &str) -> String {
    let assets = &caller.app.web.themes.get("default").assets;
    caller.stall.origin.url(&assets.path(path).unwrap_or_default()).into()
}

fn icons(caller: &Caller) -> Vec<Icon> {
    let icons = [("images/icon-192.png", "192x192"), ("images/icon-512.png", "512x512")];
    icons.map(|(path, size)| Icon { src: picture(caller, path), size }).into()
}

async fn show(caller: Caller) -> Result<Json<Instance>> {
    let size = caller.app.figures.size(&caller.app.db, &caller.stall).await?;
    let languages = language::of_club(&caller.app).await?;
    let club = club(&caller).await?;
    let mode = club.mode(&caller);
    let closed = club.settings.get(&setting::CLOSED_MESSAGE);
    Ok(Json(Instance {
        domain: caller.stall.origin.host().to_owned(),
        title: club.settings.get(&setting::TITLE),
        version: version(&caller),
        source_url: if SOURCE.is_empty() { caller.app.web.square_url("/about").into() } else { SOURCE.to_owned() },
        description: club.settings.get(&setting::DESCRIPTION),
        usage: Usage { users: Users { active_month: size.active } },
        thumbnail: Thumbnail {
            url: picture(&caller, "images/thumbnail.png"),
            blurhash: None,
            description: String::new(),
        },
        icon: icons(&caller),
        languages: languages.into_iter().map(|language| language.value).collect(),
        configuration: club.configuration(&caller)?,
        registrations: Registrations {
            enabled: matches!(mode, RegistrationMode::Open | RegistrationMode::Approval),
            approval_required: mode == RegistrationMode::Approval,
            reason_required: mode == RegistrationMode::Approval,
            message: Some(closed)
                .filter(|words| mode == RegistrationMode::Closed && !words.is_empty())
                .map(|words| format!("<p>{}</p>", markup::escape(&words))),
            min_age: None,
            url: caller.app.web.square_url("/sign-up").into(),
        },
        api_versions: BTreeMap::from([("mastodon", LEVEL), (nodeinfo::SOFTWARE, OWN_LEVEL)])
            .into_iter()
            .chain(occasions::are_published(&caller).then_some((occasions::EXTENSION, 1)))
            .collect(),
        contact: Contact {
            email: club.settings.get(&setting::CONTACT_EMAIL).unwrap_or_default(),
            account: club.contact.as_ref().map(|actor| caller.view().account(actor)),
        },
        rules: club.rules.into_iter().map(Rule::from).collect(),
    }))
}

async fn show_v1(caller: Caller) -> Result<Json<InstanceV1>> {
    let size = caller.app.figures.size(&caller.app.db, &caller.stall).await?;
    let languages = language::of_club(&caller.app).await?;
    let club = club(&caller).await?;
    let mode = club.mode(&caller);
    let configuration = club.configuration(&caller)?;
    let about = prose::to_html(&club.settings.get(&setting::ABOUT));
    let short = club.settings.get(&setting::DESCRIPTION);
    Ok(Json(InstanceV1 {
        uri: caller.stall.origin.host().to_owned(),
        title: club.settings.get(&setting::TITLE),
        description: if about.is_empty() { markup::escape(&short) } else { about },
        short_description: short,
        email: club.settings.get(&setting::CONTACT_EMAIL).unwrap_or_default(),
        version: version(&caller),
        urls: UrlsV1 { streaming_api: configuration.urls.streaming.clone() },
        stats: Stats { user_count: size.members, status_count: size.objects, domain_count: size.peers },
        thumbnail: picture(&caller, "images/thumbnail.png"),
        languages: languages.into_iter().map(|language| language.value).collect(),
        registrations: matches!(mode, RegistrationMode::Open | RegistrationMode::Approval),
        approval_required: mode == RegistrationMode::Approval,
        invites_enabled: club.settings.get(&setting::INVITES_FROM) == account::Role::Member,
        configuration,
        contact_account: club.contact.as_ref().map(|actor| caller.view().account(actor)),
        rules: club.rules.into_iter().map(Rule::from).collect(),
    }))
}

async fn peers(caller: Caller) -> Result<Json<Vec<String>>> {
    let peers = caller.app.figures.peers(&caller.app.db).await?;
    Ok(Json(peers.as_ref().clone()))
}

async fn activity(caller: Caller) -> Result<Json<Vec<Activity>>> {
    let weeks = caller.app.figures.weeks(&caller.app.db, &caller.stall).await?;
    let week = |week: &host::social::activity::Week| Activity {
        week: week.start.and_utc().timestamp().to_string(),
        statuses: week.objects.to_string(),
        logins: week.members.to_string(),
        registrations: week.sign_ups.to_string(),
    };
    Ok(Json(weeks.iter().map(week).collect()))
}

async fn rules(caller: Caller) -> Result<Json<Vec<Rule>>> {
    let rules = caller.app.db.read(Translated::list).await?;
    Ok(Json(rules.into_iter().map(Rule::from).collect()))
}

/// A text that administrators write in Markdown; where they wrote none, the page of the square that says what goes without
/// saying.
async fn long_text(caller: &Caller, text: &'static setting::Setting<String>, page: &str) -> Result<LongText> {
    let (written, changed) =
        caller.app.db.read(move |c| Ok::<_, DbError>((text.get(c)?, AuditEntry::last(c, "club.settings")?))).await?;
    let page = markup::escape(caller.app.web.square_url(page).as_str());
    Ok(match prose::to_html_or_none(&written) {
        Some(content) => LongText { updated_at: changed.map(Moment), content },
        None => LongText { updated_at: None, content: format!("<p><a href=\"{page}\">{page}</a></p>") },
    })
}

async fn about(caller: Caller) -> Result<Json<LongText>> {
    Ok(Json(long_text(&caller, &setting::ABOUT, "/about").await?))
}

async fn privacy(caller: Caller) -> Result<Json<LongText>> {
    Ok(Json(long_text(&caller, &setting::PRIVACY, "/privacy").await?))
}

/// A club has rules, and no terms beside them.
async fn terms(_: Caller) -> Result<Json<LongText>> {
    Err(Error::not_found())
}

/// Whom the club keeps out is for its members to know, and nobody else's business.
async fn domain_blocks(caller: Caller) -> Result<Json<Vec<DomainBlock>>> {
    if caller.member().is_none() {
        return Err(Error::not_found());
    }
    let policies = caller.app.db.read(DomainPolicy::list).await?;
    let limits = policies.into_iter().filter(|p| matches!(p.severity, Severity::Block | Severity::Silence));
    let block = |policy: DomainPolicy| DomainBlock {
        digest: domain::fingerprint(&policy.host),
        severity: severity(policy.severity),
        domain: policy.host,
        comment: String::new(),
    };
    Ok(Json(limits.map(block).collect()))
}

async fn languages(_: Caller) -> Json<Vec<Language>> {
    Json(language::all().map(|(code, name)| Language { code, name }).collect())
}

/// Nothing is translated, from no language into none.
async fn translations(_: Caller) -> Json<BTreeMap<String, Vec<String>>> {
    Json(BTreeMap::new())
}
