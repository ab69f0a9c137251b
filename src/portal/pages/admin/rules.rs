//! The rules of the club, one by one, in each of its languages: reports name them.

use std::collections::BTreeMap;

use actix_web::HttpResponse;
use actix_web::web::Path;
use diesel::QueryResult;
use host::App;
use host::language;
use host::social::audit::AuditEntry;
use host::social::rule::{MAX_HINT, MAX_TEXT, Rule, RuleId, Translated, Wording};
use host::store::Conn;
use host::web::{self, FieldErrors, Form, Message};
use serde::{Deserialize, Serialize};

use crate::button::Button;
use crate::staff::AdminVisit;

#[derive(Serialize)]
struct Index<'a> {
    rules: Vec<Row>,
    /// The first language of the club, in which a rule must be written.
    first: language::Choice,
    /// Its further ones.
    further: Vec<language::Choice>,
    form: &'a RuleForm,
}

#[derive(Serialize)]
struct Row {
    id: RuleId,
    form: RuleForm,
}

/// A rule as it is typed.
#[derive(Clone, Default, Serialize, Deserialize)]
#[serde(default)]
pub(super) struct RuleForm {
    text: String,
    hint: String,
    translations: BTreeMap<String, Said>,
}

/// The same in another language.
#[derive(Clone, Default, Serialize, Deserialize)]
#[serde(default)]
pub(super) struct Said {
    text: String,
    hint: String,
}

/// `GET /admin/rules`
pub(super) async fn index(visit: AdminVisit, app: App) -> web::Result<HttpResponse> {
    page(&visit, &app, &RuleForm::default(), &FieldErrors::new()).await
}

/// `POST /admin/rules`
pub(super) async fn create(visit: AdminVisit, app: App, form: Form<RuleForm>) -> web::Result<HttpResponse> {
    let (me, form, languages) = (visit.me.account, form.into_inner(), further(&app).await?);
    let errors = form.check();
    if !errors.is_empty() {
        return page(&visit, &app, &form, &errors).await;
    }
    app.db
        .write(move |c| {
            AuditEntry::write(c, Some(me), "rule.add", form.text.trim(), "")?;
            let rule = Rule::add(c, &form.words())?;
            form.translate(c, &rule, &languages)
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
    let (me, form, languages) = (visit.me.account, form.into_inner(), further(&app).await?);
    if !form.check().is_empty() {
        visit.warn("rule-not-saved");
        return Ok(visit.see_other("/admin/rules"));
    }
    app.db
        .write(move |c| {
            let rule = find(c, *id)?;
            AuditEntry::write(c, Some(me), "rule.reword", &rule.text, form.text.trim())?;
            rule.reword(c, &form.words())?;
            form.translate(c, &rule, &languages).map_err(web::Error::from)
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

/// The club's languages but the first.
async fn further(app: &App) -> web::Result<Vec<String>> {
    Ok(language::of_club(app).await?.into_iter().skip(1).map(|language| language.value).collect())
}

async fn page(visit: &AdminVisit, app: &App, form: &RuleForm, errors: &FieldErrors) -> web::Result<HttpResponse> {
    let rules = app.db.read(Translated::list).await?.into_iter();
    let mut languages = language::of_club(app).await?.into_iter();
    let first = languages.next().unwrap_or_default();
    let rules = rules.map(|said| Row { id: said.rule.id, form: RuleForm::from(said) }).collect();
    let index = Index { rules, first, further: languages.collect(), form };
    match errors.is_empty() {
        true => visit.render("square/admin/rules.html", &index),
        false => visit.render_invalid("square/admin/rules.html", &index, errors),
    }
}

impl RuleForm {
    fn check(&self) -> FieldErrors {
        let mut errors = FieldErrors::new();
        if self.text.trim().is_empty() {
            errors.add("text", "form-required");
        }
        let too_long = |text: &str, most: usize| text.trim().chars().count() > most;
        let said =
            std::iter::once((&self.text, &self.hint)).chain(self.translations.values().map(|s| (&s.text, &s.hint)));
        for (text, hint) in said {
            if too_long(text, MAX_TEXT) {
                errors.add("text", Message::new("form-too-long").with("most", MAX_TEXT));
            }
            if too_long(hint, MAX_HINT) {
                errors.add("hint", Message::new("form-too-long").with("most", MAX_HINT));
            }
        }
        errors
    }

    fn words(&self) -> Wording {
        Wording { text: self.text.trim().to_owned(), hint: self.hint.trim().to_owned() }
    }

    fn translate(&self, c: &mut Conn, rule: &Rule, languages: &[String]) -> QueryResult<()> {
        for language in languages {
            if let Some(said) = self.translations.get(language) {
                let words = Wording { text: said.text.trim().to_owned(), hint: said.hint.trim().to_owned() };
                rule.translate(c, language, &words)?;
            }
        }
        Ok(())
    }
}

impl From<Translated> for RuleForm {
    fn from(said: Translated) -> Self {
        let translations = said.translations.into_iter();
        Self {
            text: said.rule.text,
            hint: said.rule.hint,
            translations: translations
                .map(|(language, words)| (language, Said { text: words.text, hint: words.hint }))
                .collect(),
        }
    }
}
