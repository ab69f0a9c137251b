//! Filters: words that a member does not want to read.

use actix_web::HttpResponse;
use actix_web::web::Path;
use chrono::{NaiveDateTime, TimeDelta};
use diesel::result::Error as DbError;
use host::social::filter::{Filter, FilterAction, FilterContext, FilterError, FilterForm, FilterId, MAX_KEYWORD};
use host::store::{Json, clock};
use host::web::error::FieldErrors;
use host::web::{self, Form, Message};
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
    /// How many single posts it finds besides.
    posts: usize,
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
        posts: filter.objects.len(),
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
    if words.is_empty() {
        return show(&here, fields, &FieldErrors::one("words", "filter-words-missing")).await;
    }
    let new = FilterForm {
        title: fields.title.trim().to_owned(),
        contexts: Json(fields.contexts.clone()),
        action: if fields.hide { FilterAction::Hide } else { FilterAction::Warn },
        expires_at: fields.days.filter(|days| *days > 0).and_then(TimeDelta::try_days).map(|time| clock::now() + time),
    };
    let (me, whole_word) = (here.me, fields.whole_word);
    let made = here.app.db.write(move |c| {
        let mut filter = Filter::create(c, me, &new)?;
        words.iter().try_for_each(|word| filter.add(c, word, whole_word).map(drop))
    });
    if let Err(error) = made.await {
        return show(&here, fields, &refusal(error)?).await;
    }
    here.visit.notice("filter-made");
    Ok(here.visit.see_other("/filters"))
}

/// What is said to whom a filter is refused. Errors: it is our fault.
fn refusal(error: FilterError) -> Result<FieldErrors, DbError> {
    Ok(match error {
        FilterError::Title => FieldErrors::one("title", "filter-title-wrong"),
        FilterError::Contexts => FieldErrors::one("contexts", "filter-contexts-missing"),
        FilterError::Keyword => {
            FieldErrors::one("words", Message::new("filter-word-too-long").with("most", MAX_KEYWORD))
        }
        FilterError::TooMany => FieldErrors::one("", "filter-too-many"),
        FilterError::Database(error) => return Err(error),
    })
}

/// Drops a filter.
pub(crate) async fn delete(here: MemberHere, id: Path<FilterId>, _form: Form<Button>) -> web::Result<HttpResponse> {
    let (me, id) = (here.me, id.into_inner());
    here.app.db.write(move |c| Filter::find(c, me, id)?.ok_or(DbError::NotFound)?.remove(c)).await?;
    Ok(here.visit.see_other("/filters"))
}
