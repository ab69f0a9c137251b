//! The rules of the club, one by one: reports name them.

use actix_web::HttpResponse;
use actix_web::web::Path;
use host::App;
use host::social::audit::AuditEntry;
use host::social::rule::{Rule, RuleId};
use host::store::Conn;
use host::web::{self, FieldErrors, Form};
use serde::{Deserialize, Serialize};

use crate::button::Button;
use crate::staff::AdminVisit;

/// The longest rule, in characters.
const LONGEST: usize = 500;

#[derive(Serialize)]
struct Index<'a> {
    rules: Vec<Row>,
    text: &'a str,
}

#[derive(Serialize)]
struct Row {
    id: RuleId,
    text: String,
}

#[derive(Deserialize)]
pub(super) struct RuleForm {
    text: String,
}

/// `GET /admin/rules`
pub(super) async fn index(visit: AdminVisit, app: App) -> web::Result<HttpResponse> {
    page(&visit, &app, "", &FieldErrors::new()).await
}

/// `POST /admin/rules`
pub(super) async fn create(visit: AdminVisit, app: App, form: Form<RuleForm>) -> web::Result<HttpResponse> {
    let (me, text) = (visit.me.account, form.text.trim().to_owned());
    if let Some(wrong) = wrong(&text) {
        return page(&visit, &app, &text, &FieldErrors::one("text", wrong)).await;
    }
    app.db
        .write(move |c| {
            AuditEntry::write(c, Some(me), "rule.add", &text, "")?;
            Rule::add(c, &text).map(drop)
        })
        .await?;
    visit.notice("rule-saved");
    Ok(visit.see_other("/admin/rules"))
}

/// `POST /admin/rules/{id}`: says it in other words.
pub(super) async fn update(
    visit: AdminVisit,
    app: App,
    id: Path<RuleId>,
    form: Form<RuleForm>,
) -> web::Result<HttpResponse> {
    let (me, text) = (visit.me.account, form.text.trim().to_owned());
    if wrong(&text).is_some() {
        visit.warn("rule-not-saved");
        return Ok(visit.see_other("/admin/rules"));
    }
    app.db
        .write(move |c| {
            let rule = find(c, *id)?;
            AuditEntry::write(c, Some(me), "rule.reword", &rule.text, &text)?;
            rule.reword(c, &text).map_err(web::Error::from)
        })
        .await?;
    visit.notice("rule-saved");
    Ok(visit.see_other("/admin/rules"))
}

/// `DELETE /admin/rules/{id}`
pub(super) async fn destroy(
    visit: AdminVisit,
    app: App,
    id: Path<RuleId>,
    _: Form<Button>,
) -> web::Result<HttpResponse> {
    let me = visit.me.account;
    app.db
        .write(move |c| {
            let rule = find(c, *id)?;
            AuditEntry::write(c, Some(me), "rule.remove", &rule.text, "")?;
            rule.remove(c).map_err(web::Error::from)
        })
        .await?;
    visit.notice("rule-removed");
    Ok(visit.see_other("/admin/rules"))
}

#[derive(Deserialize)]
pub(super) struct Place {
    place: usize,
}

/// `POST /admin/rules/{id}/place`: moves it, counted from 0.
pub(super) async fn place(
    visit: AdminVisit,
    app: App,
    id: Path<RuleId>,
    form: Form<Place>,
) -> web::Result<HttpResponse> {
    let place = form.place;
    app.db.write(move |c| find(c, *id)?.move_to(c, place).map_err(web::Error::from)).await?;
    Ok(visit.see_other("/admin/rules"))
}

fn find(c: &mut Conn, id: RuleId) -> web::Result<Rule> {
    Rule::find(c, id)?.ok_or(web::Error::not_found("rule"))
}

fn wrong(text: &str) -> Option<web::Message> {
    match text.chars().count() {
        0 => Some("form-required".into()),
        length if length > LONGEST => Some(web::Message::new("form-too-long").with("most", LONGEST)),
        _ => None,
    }
}

async fn page(visit: &AdminVisit, app: &App, text: &str, errors: &FieldErrors) -> web::Result<HttpResponse> {
    let rules = app.db.read(Rule::list).await?;
    let rules = rules.into_iter().map(|rule| Row { id: rule.id, text: rule.text }).collect();
    match errors.is_empty() {
        true => visit.render("square/admin/rules.html", &Index { rules, text }),
        false => visit.render_invalid("square/admin/rules.html", &Index { rules, text }, errors),
    }
}
