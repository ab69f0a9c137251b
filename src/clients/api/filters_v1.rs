//! Filters as they were before they could hold several words: each word of a filter is one of these.

use actix_web::web::Json;
use diesel::result::Error as DbError;
use host::social::filter::{Filter, FilterAction, FilterContext, FilterError, KeywordId};
use host::web::Bucket;
use serde::Deserialize;
use utoipa::ToSchema;

use super::filter_keywords::of;
use super::filters::{Decided, expiry};
use crate::body::{Body, Several, Typed};
use crate::caller::Me;
use crate::entities::{Empty, FilterV1};
use crate::error::{Error, Result};
use crate::path::Path;
use crate::table::{Access, Table};

pub(crate) fn routes(table: &mut Table) {
    table.get("/api/v1/filters", Access::Member("read:filters"), index);
    table.post("/api/v1/filters", Access::Member("write:filters"), create);
    table.get("/api/v1/filters/{id}", Access::Member("read:filters"), show);
    table.put("/api/v1/filters/{id}", Access::Member("write:filters"), update);
    table.delete("/api/v1/filters/{id}", Access::Member("write:filters"), delete);
}

/// A filter as it shall be; what is left out stays.
#[derive(Debug, Default, Deserialize, ToSchema)]
struct Change {
    /// The words looked for.
    phrase: Option<String>,
    /// Where it holds: `home`, `notifications`, `public`, `thread`, `account`.
    #[serde(default)]
    #[schema(value_type = Option<Vec<String>>)]
    context: Several<FilterContext>,
    /// Whether what it finds is not shown at all.
    irreversible: Option<bool>,
    /// Whether the words must not be part of a longer word.
    whole_word: Option<bool>,
    /// For how long it holds from now on, in seconds; for good where empty.
    #[serde(default)]
    #[schema(value_type = Option<String>)]
    expires_in: Typed,
}

impl Change {
    fn decided(&mut self) -> Result<Decided> {
        let hides = |hides: bool| if hides { FilterAction::Hide } else { FilterAction::Warn };
        Ok(Decided {
            title: None,
            contexts: self.context.0.take(),
            action: self.irreversible.map(hides),
            expires_at: expiry(&self.expires_in)?,
        })
    }
}

async fn index(me: Me) -> Result<Json<Vec<FilterV1>>> {
    let actor = me.actor.id;
    let filters = me.app.db.read(move |c| Filter::of(c, actor)).await?;
    let each =
        |filter: &Filter| filter.keywords.iter().map(|keyword| FilterV1::of(filter, keyword)).collect::<Vec<_>>();
    Ok(Json(filters.iter().flat_map(each).collect()))
}

async fn show(me: Me, id: Path<KeywordId>) -> Result<Json<FilterV1>> {
    let actor = me.actor.id;
    let (filter, keyword) = me.app.db.read(move |c| of(c, actor, id.0)).await?;
    Ok(Json(FilterV1::of(&filter, &keyword)))
}

/// Makes a filter of one word, which is its title as well.
async fn create(me: Me, change: Body<Change>) -> Result<Json<FilterV1>> {
    me.limit(Bucket::Write)?;
    let (actor, mut change) = (me.actor.id, change.into_inner());
    let phrase = change.phrase.take().ok_or_else(|| Error::invalid("phrase", "ERR_BLANK", "can't be blank"))?;
    let form = Decided { title: Some(phrase.clone()), ..change.decided()? }.form();
    let made = me.app.db.write(move |c| {
        let mut filter = Filter::create(c, actor, &form)?;
        let keyword = filter.add(c, &phrase, change.whole_word.unwrap_or(true))?;
        Ok::<_, FilterError>(FilterV1::of(&filter, &keyword))
    });
    Ok(Json(made.await?))
}

/// Changes a word and its filter. Errors: the filter has further words, which would change with it.
async fn update(me: Me, id: Path<KeywordId>, change: Body<Change>) -> Result<Json<FilterV1>> {
    me.limit(Bucket::Write)?;
    let (actor, mut change) = (me.actor.id, change.into_inner());
    let decided = change.decided()?;
    let changed = me.app.db.write(move |c| {
        let (mut filter, before) = of(c, actor, id.0)?;
        let words = change.phrase.as_deref().unwrap_or(&before.keyword);
        let keyword = filter.replace(c, id.0, words, change.whole_word.unwrap_or(before.whole_word))?;
        let form = decided.clone().onto(filter.form());
        if form != filter.form() {
            if filter.keywords.len() > 1 {
                return Ok(None);
            }
            filter.change(c, &form)?;
        }
        Ok::<_, FilterError>(Some(FilterV1::of(&filter, &keyword)))
    });
    changed.await?.map(Json).ok_or_else(|| {
        Error::unprocessable(
            "These parameters cannot be changed from this application because they apply to more than one filter keyword. \
             Use a more recent application or the web interface.",
        )
    })
}

/// Drops a word, and its filter when it was the last.
async fn delete(me: Me, id: Path<KeywordId>) -> Result<Json<Empty>> {
    let actor = me.actor.id;
    let dropped = me.app.db.write(move |c| {
        let (mut filter, _) = of(c, actor, id.0)?;
        filter.drop_keyword(c, id.0)?;
        if filter.keywords.is_empty() && filter.objects.is_empty() { filter.remove(c) } else { Ok(()) }
    });
    dropped.await.map_err(|error: DbError| error)?;
    Ok(Json(Empty {}))
}
