//! Filters: words that a member does not want to read.

use actix_web::HttpResponse;
use actix_web::web::Path;
use chrono::{NaiveDateTime, TimeDelta};
use diesel::result::Error as DbError;
use host::social::filter::{Filter, FilterAction, FilterContext, FilterForm, FilterId};
use host::store::{Json, clock};
use host::web::error::FieldErrors;
use host::web::{self, Form};
use serde::{Deserialize, Serialize};

use super::Button;
use crate::here::MemberHere;

/// The form of a filter.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(default)]
pub(crate) struct FilterFields {
    title: String,
    /// Words, one a line.
    words: String,
    whole_word: bool,
    hide: bool,
    contexts: Vec<FilterContext>,
    days: Option<i64>,
}

#[derive(Serialize)]
struct Filters {
    filters: Vec<Row>,
    form: FilterFields,
    contexts: &'static [FilterContext],
}

#[derive(Serialize)]
struct Row {
    id: String,
    title: String,
    words: Vec<String>,
    action: FilterAction,
    contexts: Vec<FilterContext>,
    until: Option<NaiveDateTime>,
    /// Whether that was.
    over: bool,
}

/// All filters, and a form for another.
pub(crate) async fn index(here: MemberHere) -> web::Result<HttpResponse> {
    let form = FilterFields { contexts: FilterContext::ALL.to_vec(), whole_word: true, ..FilterFields::default() };
    show(&here, form, &FieldErrors::new()).await
}

async fn show(here: &MemberHere, form: FilterFields, errors: &FieldErrors) -> web::Result<HttpResponse> {
    let me = here.me;
    let filters = here.app.db.read(move |c| Filter::of(c, me)).await?;
    let row = |filter: Filter| Row {
        id: filter.id.to_string(),
        action: filter.action,
        contexts: filter.contexts,
        until: filter.expires_at,
        over: filter.expires_at.is_some_and(|end| end <= clock::now()),
        words: filter.keywords.into_iter().map(|word| word.keyword).collect(),
        title: filter.title,
    };
    let context = Filters { filters: filters.into_iter().map(row).collect(), form, contexts: FilterContext::ALL };
    match errors.is_empty() {
        true => here.visit.render("stall/filters.html", &context),
        false => here.visit.render_invalid("stall/filters.html", &context, errors),
    }
}

/// Makes a filter.
pub(crate) async fn create(here: MemberHere, form: Form<FilterFields>) -> web::Result<HttpResponse> {
    let fields = form.into_inner();
    let words: Vec<String> =
        fields.words.lines().map(str::trim).filter(|word| !word.is_empty()).map(str::to_owned).collect();
    let mut errors = FieldErrors::new();
    if fields.title.trim().is_empty() || fields.title.chars().count() > 256 {
        errors.add("title", "filter-title-wrong");
    }
    if words.is_empty() {
        errors.add("words", "filter-words-missing");
    }
    if fields.contexts.is_empty() {
        errors.add("contexts", "filter-contexts-missing");
    }
    if !errors.is_empty() {
        return show(&here, fields, &errors).await;
    }
    let new = FilterForm {
        title: fields.title.trim().to_owned(),
        contexts: Json(fields.contexts.clone()),
        action: if fields.hide { FilterAction::Hide } else { FilterAction::Warn },
        expires_at: fields.days.filter(|days| *days > 0).and_then(TimeDelta::try_days).map(|time| clock::now() + time),
    };
    let (me, whole_word) = (here.me, fields.whole_word);
    let made = here.app.db.write(move |c| {
        let Some(mut filter) = Filter::create(c, me, &new)? else { return Ok(false) };
        for word in &words {
            filter.add(c, word, whole_word)?;
        }
        Ok::<_, DbError>(true)
    });
    if !made.await? {
        return show(&here, fields, &FieldErrors::one("", "filter-too-many")).await;
    }
    here.visit.notice("filter-made");
    Ok(here.visit.see_other("/filters"))
}

/// Drops a filter.
pub(crate) async fn delete(here: MemberHere, id: Path<FilterId>, _form: Form<Button>) -> web::Result<HttpResponse> {
    let (me, id) = (here.me, id.into_inner());
    here.app.db.write(move |c| Filter::find(c, me, id)?.ok_or(DbError::NotFound)?.remove(c)).await?;
    Ok(here.visit.see_other("/filters"))
}
