//! Filters. Their words are in [`super::filter_keywords`], their single statuses in [`super::filter_statuses`].

use actix_web::web::Json;
use chrono::{NaiveDateTime, TimeDelta};
use diesel::result::Error as DbError;
use host::social::actor::ActorId;
use host::social::filter::{self, FilterAction, FilterContext, FilterError, FilterForm, FilterId, KeywordId};
use host::store::{Conn, Json as Column, clock};
use host::web::Bucket;
use serde::Deserialize;
use utoipa::ToSchema;

use crate::body::{Body, Several, Typed};
use crate::caller::Me;
use crate::entities::{Empty, Filter};
use crate::error::{Error, Result};
use crate::path::Path;
use crate::table::{Access, Table};

pub(crate) fn routes(table: &mut Table) {
    table.get("/api/v2/filters", Access::Member("read:filters"), index);
    table.post("/api/v2/filters", Access::Member("write:filters"), create);
    table.get("/api/v2/filters/{id}", Access::Member("read:filters"), show);
    table.put("/api/v2/filters/{id}", Access::Member("write:filters"), update);
    table.delete("/api/v2/filters/{id}", Access::Member("write:filters"), delete);
}

/// A filter as it shall be; what is left out stays.
#[derive(Debug, Default, Deserialize, ToSchema)]
struct Change {
    /// What its owner calls it.
    title: Option<String>,
    /// Where it holds: `home`, `notifications`, `public`, `thread`, `account`.
    #[serde(default)]
    #[schema(value_type = Option<Vec<String>>)]
    context: Several<FilterContext>,
    /// What is done to what it finds: `warn`, `hide` or `blur`.
    #[schema(value_type = Option<String>)]
    filter_action: Option<FilterAction>,
    /// For how long it holds from now on, in seconds; for good where empty.
    #[serde(default)]
    #[schema(value_type = Option<String>)]
    expires_in: Typed,
    /// The words that it looks for.
    #[schema(value_type = Option<Vec<KeywordChange>>)]
    #[serde(default)]
    keywords_attributes: Several<KeywordChange>,
}

/// A word as it shall be: a further one where it has no number.
#[derive(Debug, Default, Deserialize, ToSchema)]
struct KeywordChange {
    /// Which.
    #[schema(value_type = Option<String>)]
    id: Option<KeywordId>,
    /// The words looked for.
    keyword: Option<String>,
    /// Whether they must not be part of a longer word.
    whole_word: Option<bool>,
    /// Whether it goes.
    #[serde(default, rename = "_destroy")]
    destroy: bool,
}

/// What is decided of a filter anew; what is not stays.
#[derive(Debug, Clone)]
pub(super) struct Decided {
    pub(super) title: Option<String>,
    pub(super) contexts: Option<Vec<FilterContext>>,
    pub(super) action: Option<FilterAction>,
    /// Until when it holds; inside, none is for good.
    pub(super) expires_at: Option<Option<NaiveDateTime>>,
}

impl Decided {
    pub(super) fn onto(self, form: FilterForm) -> FilterForm {
        FilterForm {
            title: self.title.unwrap_or(form.title),
            contexts: self.contexts.map_or(form.contexts, Column),
            action: self.action.unwrap_or(form.action),
            expires_at: self.expires_at.unwrap_or(form.expires_at),
        }
    }

    /// Of a filter that is not there yet.
    pub(super) fn form(self) -> FilterForm {
        let (contexts, expires_at) = (Column(Vec::new()), None);
        self.onto(FilterForm { title: String::new(), contexts, action: FilterAction::Warn, expires_at })
    }
}

/// Until when something holds that holds for so many seconds; inside, none is for good. Errors: that is no time.
pub(super) fn expiry(typed: &Typed) -> Result<Option<Option<NaiveDateTime>>> {
    let Some(typed) = typed.0.as_deref().map(str::trim) else { return Ok(None) };
    if typed.is_empty() {
        return Ok(Some(None));
    }
    let seconds = typed.parse().ok().and_then(TimeDelta::try_seconds).filter(|span| *span >= TimeDelta::zero());
    let end = seconds.and_then(|span| clock::now().checked_add_signed(span));
    end.map(|end| Some(Some(end))).ok_or_else(|| Error::invalid("expires_in", "ERR_INVALID", "is no number of seconds"))
}

impl Change {
    fn decided(&mut self) -> Result<Decided> {
        Ok(Decided {
            title: self.title.take(),
            contexts: self.context.0.take(),
            action: self.filter_action,
            expires_at: expiry(&self.expires_in)?,
        })
    }
}

/// A filter of the caller's own.
pub(super) fn own(c: &mut Conn, me: ActorId, id: FilterId) -> Result<filter::Filter, DbError> {
    filter::Filter::find(c, me, id)?.ok_or(DbError::NotFound)
}

async fn index(me: Me) -> Result<Json<Vec<Filter>>> {
    let actor = me.actor.id;
    let filters = me.app.db.read(move |c| filter::Filter::of(c, actor)).await?;
    Ok(Json(filters.iter().map(Filter::from).collect()))
}

async fn show(me: Me, id: Path<FilterId>) -> Result<Json<Filter>> {
    let actor = me.actor.id;
    let filter = me.app.db.read(move |c| own(c, actor, id.0)).await?;
    Ok(Json((&filter).into()))
}

async fn create(me: Me, change: Body<Change>) -> Result<Json<Filter>> {
    me.limit(Bucket::Write)?;
    let (actor, mut change) = (me.actor.id, change.into_inner());
    let form = change.decided()?.form();
    let words = std::mem::take(&mut change.keywords_attributes).into_vec();
    let made = me.app.db.write(move |c| {
        let mut filter = filter::Filter::create(c, actor, &form)?;
        revise(c, &mut filter, &words)?;
        Ok::<_, FilterError>(filter)
    });
    Ok(Json((&made.await?).into()))
}

async fn update(me: Me, id: Path<FilterId>, change: Body<Change>) -> Result<Json<Filter>> {
    me.limit(Bucket::Write)?;
    let (actor, mut change) = (me.actor.id, change.into_inner());
    let decided = change.decided()?;
    let words = std::mem::take(&mut change.keywords_attributes).into_vec();
    let changed = me.app.db.write(move |c| {
        let mut filter = own(c, actor, id.0)?;
        let form = decided.clone().onto(filter.form());
        filter.change(c, &form)?;
        revise(c, &mut filter, &words)?;
        Ok::<_, FilterError>(filter)
    });
    Ok(Json((&changed.await?).into()))
}

/// Adds, changes and drops words.
fn revise(c: &mut Conn, filter: &mut filter::Filter, changes: &[KeywordChange]) -> Result<(), FilterError> {
    for change in changes {
        let Some(id) = change.id else {
            if !change.destroy {
                filter.add(c, change.keyword.as_deref().unwrap_or_default(), change.whole_word.unwrap_or(true))?;
            }
            continue;
        };
        let before = filter.keyword(id).cloned().ok_or(DbError::NotFound)?;
        if change.destroy {
            filter.drop_keyword(c, id)?;
            continue;
        }
        let words = change.keyword.as_deref().unwrap_or(&before.keyword);
        filter.replace(c, id, words, change.whole_word.unwrap_or(before.whole_word))?;
    }
    Ok(())
}

async fn delete(me: Me, id: Path<FilterId>) -> Result<Json<Empty>> {
    let actor = me.actor.id;
    me.app.db.write(move |c| own(c, actor, id.0)?.remove(c)).await?;
    Ok(Json(Empty {}))
}

impl From<FilterError> for Error {
    fn from(error: FilterError) -> Self {
        let field = match error {
            FilterError::Title => "title",
            FilterError::Contexts => "context",
            FilterError::Keyword => "keyword",
            FilterError::TooMany => return Self::unprocessable(format!("Validation failed: {error}")),
            FilterError::Database(error) => return error.into(),
        };
        let words = error.to_string();
        Self::unprocessable(format!("Validation failed: {words}")).with(field, "ERR_INVALID", words)
    }
}
