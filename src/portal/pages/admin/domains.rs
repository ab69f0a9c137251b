//! What the club decided about other servers: block, silence, no media; or, in allow-list mode, who is welcome at all.

use actix_web::HttpResponse;
use actix_web::web::Path;
use chrono::NaiveDateTime;
use host::App;
use host::moderation;
use host::social::account::AccountId;
use host::social::audit::AuditEntry;
use host::social::domain::{DomainPolicy, PolicyError, Severity};
use host::social::setting::{self, FederationMode};
use host::store::Conn;
use host::web::{self, FieldErrors, Form, Message};
use serde::{Deserialize, Serialize};

use crate::button::Button;
use crate::staff::{AdminVisit, ModeratorVisit};
use host::web::csv;

#[derive(Serialize)]
struct Index {
    mode: FederationMode,
    policies: Vec<Row>,
    form: PolicyForm,
    /// What became of an import, line by line, where one was just made.
    refused: Vec<Refused>,
}

#[derive(Serialize)]
struct Row {
    host: String,
    severity: Severity,
    reject_media: bool,
    reason: String,
    created_at: NaiveDateTime,
}

/// A line of an import that was not taken.
#[derive(Serialize)]
struct Refused {
    line: usize,
    text: String,
    reason: String,
}

#[derive(Clone, Serialize, Deserialize)]
pub(super) struct PolicyForm {
    host: String,
    severity: Severity,
    #[serde(default)]
    reject_media: bool,
    #[serde(default)]
    reason: String,
}

impl Default for PolicyForm {
    fn default() -> Self {
        Self { host: String::new(), severity: Severity::Block, reject_media: false, reason: String::new() }
    }
}

/// `GET /admin/domains`
pub(super) async fn index(visit: ModeratorVisit, app: App) -> web::Result<HttpResponse> {
    page(&visit, &app, PolicyForm::default(), Vec::new(), &FieldErrors::new()).await
}

/// `POST /admin/domains`: sets the policy of a host, replacing an earlier one.
pub(super) async fn create(visit: ModeratorVisit, app: App, form: Form<PolicyForm>) -> web::Result<HttpResponse> {
    let (form, me, club) = (form.into_inner(), visit.me.account, app.clone());
    let policy = form.clone();
    match app.db.write(move |c| policy.set(c, &club, me)).await {
        Ok(()) => {
            visit.notice(Message::new("domain-set").with("host", form.host.trim()));
            Ok(visit.see_other("/admin/domains"))
        }
        Err(PolicyError::NotAHost(_)) => {
            page(&visit, &app, form, Vec::new(), &FieldErrors::one("host", "domain-not-a-host")).await
        }
        Err(PolicyError::Database(error)) => Err(error.into()),
    }
}

/// `DELETE /admin/domains/{host}`
pub(super) async fn destroy(
    visit: ModeratorVisit,
    app: App,
    host: Path<String>,
    _: Form<Button>,
) -> web::Result<HttpResponse> {
    let me = visit.me.account;
    app.db.write(move |c| moderation::unset_policy(c, me, &host)).await?;
    visit.notice("domain-unset");
    Ok(visit.see_other("/admin/domains"))
}

#[derive(Deserialize)]
pub(super) struct ModeForm {
    mode: FederationMode,
}

/// `POST /admin/domains/mode`: whether the list says who is kept out, or who is let in.
pub(super) async fn set_mode(visit: AdminVisit, app: App, form: Form<ModeForm>) -> web::Result<HttpResponse> {
    let (me, mode) = (visit.me.account, form.mode);
    app.db
        .write(move |c| {
            AuditEntry::write(c, Some(me), "federation.mode", mode.as_str(), "")?;
            setting::FEDERATION.set(c, &mode)
        })
        .await?;
    visit.notice("settings-saved");
    Ok(visit.see_other("/admin/domains"))
}

/// `GET /admin/domains.csv`: in the columns that Mastodon writes and reads.
pub(super) async fn export(_: ModeratorVisit, app: App) -> web::Result<HttpResponse> {
    let policies = app.db.read(DomainPolicy::list).await?;
    let mut table = csv::Table::new(&COLUMNS);
    for policy in &policies {
        let reject = if policy.reject_media { "true" } else { "false" };
        table.row(&[&policy.host, mastodon(policy.severity), reject, "false", &policy.reason, "false"]);
    }
    Ok(csv::download("domain_policies.csv", table.into_string()))
}

#[derive(Deserialize)]
pub(super) struct ImportForm {}

/// `POST /admin/domains/import`: our own lists, and those of Mastodon; each line is taken or refused for itself.
pub(super) async fn import(visit: ModeratorVisit, app: App, mut form: Form<ImportForm>) -> web::Result<HttpResponse> {
    let Some(upload) = form.take_upload("file") else {
        return page(&visit, &app, PolicyForm::default(), Vec::new(), &FieldErrors::one("file", "form-required")).await;
    };
    let text = String::from_utf8_lossy(&upload.read().await.map_err(web::Error::internal)?).into_owned();
    let (taken, mut refused) = policies(&text, |message| visit.translate(message));
    let (me, club) = (visit.me.account, app.clone());
    let wrong = app.db.write(move |c| {
        let mut wrong = Vec::new();
        for (line, policy) in &taken {
            match policy.set(c, &club, me) {
                Ok(()) => {}
                Err(PolicyError::NotAHost(host)) => wrong.push((*line, host)),
                Err(PolicyError::Database(error)) => return Err(error),
            }
        }
        Ok((taken.len() - wrong.len(), wrong))
    });
    let (count, wrong) = wrong.await?;
    let reason = visit.translate("domain-not-a-host");
    refused.extend(wrong.into_iter().map(|(line, text)| Refused { line, text, reason: reason.clone() }));
    refused.sort_by_key(|refused| refused.line);
    visit.notice(Message::new("domains-imported").with("count", count));
    page(&visit, &app, PolicyForm::default(), refused, &FieldErrors::new()).await
}

async fn page(
    visit: &ModeratorVisit,
    app: &App,
    form: PolicyForm,
    refused: Vec<Refused>,
    errors: &FieldErrors,
) -> web::Result<HttpResponse> {
    let read = app.db.read(|c| Ok::<_, web::Error>((setting::FEDERATION.get(c)?, DomainPolicy::list(c)?)));
    let (mode, policies) = read.await?;
    let row = |policy: DomainPolicy| Row {
        host: policy.host,
        severity: policy.severity,
        reject_media: policy.reject_media,
        reason: policy.reason,
        created_at: policy.created_at,
    };
    let page = Index { mode, policies: policies.into_iter().map(row).collect(), form, refused };
    match errors.is_empty() {
        true => visit.render("square/admin/domains.html", &page),
        false => visit.render_invalid("square/admin/domains.html", &page, errors),
    }
}

impl PolicyForm {
    /// Sets the policy and leaves a trace.
    fn set(&self, c: &mut Conn, app: &App, me: AccountId) -> Result<(), PolicyError> {
        let policy = (self.severity, self.reject_media, self.reason.as_str());
        moderation::set_policy(c, app, me, &self.host, policy).map(drop)
    }
}

const COLUMNS: [&str; 6] =
    ["#domain", "#severity", "#reject_media", "#reject_reports", "#public_comment", "#obfuscate"];

/// What Mastodon calls it.
fn mastodon(severity: Severity) -> &'static str {
    match severity {
        Severity::Block => "suspend",
        Severity::Silence => "silence",
        Severity::None => "noop",
        Severity::Allow => "allow",
    }
}

/// The policies of a list with the number of their line, and the lines that say none. A list without a severity blocks.
fn policies(text: &str, say: impl Fn(&'static str) -> String) -> (Vec<(usize, PolicyForm)>, Vec<Refused>) {
    let (mut taken, mut refused) = (Vec::new(), Vec::new());
    let mut rows = csv::read(text).filter(|(_, row)| row.iter().any(|cell| !cell.trim().is_empty())).peekable();
    let head = rows.next_if(|(_, row)| row.first().is_some_and(|cell| cell.trim_start_matches('#') == "domain"));
    let head = head.map_or_else(|| COLUMNS.map(str::to_owned).to_vec(), |(_, head)| head);
    let column = |name: &str| head.iter().position(|cell| cell.trim_start_matches('#') == name);
    let (severity, media) = (column("severity"), column("reject_media"));
    let comment = column("public_comment").or_else(|| column("private_comment"));
    for (line, row) in rows {
        let cell = |at: Option<usize>| at.and_then(|at| row.get(at)).map_or("", |cell| cell.trim());
        let severity = match cell(severity) {
            "" | "suspend" | "block" => Severity::Block,
            "silence" => Severity::Silence,
            "noop" | "none" => Severity::None,
            "allow" => Severity::Allow,
            other => {
                refused.push(Refused { line, text: other.to_owned(), reason: say("domain-not-a-severity") });
                continue;
            }
        };
        let reject_media = matches!(cell(media).to_ascii_lowercase().as_str(), "true" | "1" | "t");
        let (host, reason) = (cell(Some(0)).to_owned(), cell(comment).to_owned());
        taken.push((line, PolicyForm { host, severity, reject_media, reason }));
    }
    (taken, refused)
}

#[cfg(test)]
mod tests;
