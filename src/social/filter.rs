//! Filters: words, and single objects, that an actor does not want to meet.

mod keyword;
mod object;
mod sieve;
#[cfg(test)]
mod tests;

use chrono::NaiveDateTime;
use diesel::prelude::*;
use store::{Conn, Json, clock};

pub use self::keyword::{Keyword, KeywordId};
pub use self::object::{FilterObject, FilterObjectId};
pub use self::sieve::{Filtered, mark, sift, strongest};
use crate::actor::ActorId;
use crate::live::Event;
use crate::schema::filters;

store::id_type! {
    /// Names a filter.
    pub FilterId
}

store::text_enum! {
    /// Where a filter holds.
    pub FilterContext {
        /// Home timeline and lists.
        Home = "home",
        /// Notifications.
        Notifications = "notifications",
        /// Public timelines, hashtags and search.
        Public = "public",
        /// Conversations.
        Thread = "thread",
        /// Profiles.
        Account = "account",
    }
}

store::text_enum! {
    /// What happens to what it finds, from the mildest on.
    pub FilterAction {
        /// Its media are blurred.
        Blur = "blur",
        /// It is folded behind the filter's title.
        Warn = "warn",
        /// It is left out.
        Hide = "hide",
    }
}

/// How many filters an actor may have, and how many words and how many objects one.
pub const MAX_PER_ACTOR: i64 = 100;
/// See [`MAX_PER_ACTOR`].
pub const MAX_KEYWORDS: usize = 200;
/// See [`MAX_PER_ACTOR`].
pub const MAX_OBJECTS: usize = 1_000;
/// How long a filter's title may be, in characters.
pub const MAX_TITLE: usize = 256;
/// How long a word may be, in characters.
pub const MAX_KEYWORD: usize = 512;

/// A filter with what it looks for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Filter {
    /// Its number here.
    pub id: FilterId,
    /// Whose it is.
    pub actor_id: ActorId,
    /// What its owner calls it; shown in the place of what it folds.
    pub title: String,
    /// Where it holds.
    pub contexts: Vec<FilterContext>,
    /// What it does.
    pub action: FilterAction,
    /// Until when it holds.
    pub expires_at: Option<NaiveDateTime>,
    /// The words that it looks for.
    pub keywords: Vec<Keyword>,
    /// The objects that it finds whatever they say.
    pub objects: Vec<FilterObject>,
}

/// What of a filter its owner decides.
#[derive(Debug, Clone, PartialEq, Eq, Insertable, AsChangeset)]
#[diesel(table_name = filters, treat_none_as_null = true)]
pub struct FilterForm {
    /// See [`Filter::title`].
    pub title: String,
    /// See [`Filter::contexts`].
    pub contexts: Json<Vec<FilterContext>>,
    /// See [`Filter::action`].
    pub action: FilterAction,
    /// See [`Filter::expires_at`].
    pub expires_at: Option<NaiveDateTime>,
}

/// Why a filter is not taken.
#[derive(Debug, thiserror::Error)]
pub enum FilterError {
    /// It has no title, or one that is longer than [`MAX_TITLE`].
    #[error("a filter has a title of 1 to {MAX_TITLE} characters")]
    Title,
    /// It holds nowhere.
    #[error("a filter holds somewhere")]
    Contexts,
    /// A word is empty, or longer than [`MAX_KEYWORD`].
    #[error("a keyword has 1 to {MAX_KEYWORD} characters")]
    Keyword,
    /// There are [`MAX_PER_ACTOR`], [`MAX_KEYWORDS`] or [`MAX_OBJECTS`] already.
    #[error("there are as many as there may be")]
    TooMany,
    /// The database failed.
    #[error(transparent)]
    Database(#[from] diesel::result::Error),
}

#[derive(Queryable, Selectable)]
#[diesel(table_name = filters)]
struct Row {
    id: FilterId,
    actor_id: ActorId,
    title: String,
    contexts: Json<Vec<FilterContext>>,
    action: FilterAction,
    expires_at: Option<NaiveDateTime>,
}

impl Row {
    fn with(self, keywords: Vec<Keyword>, objects: Vec<FilterObject>) -> Filter {
        let Self { id, actor_id, title, contexts, action, expires_at } = self;
        Filter { id, actor_id, title, contexts: contexts.0, action, expires_at, keywords, objects }
    }
}

impl FilterForm {
    fn check(&self) -> Result<(), FilterError> {
        if !(1..=MAX_TITLE).contains(&self.title.trim().chars().count()) {
            return Err(FilterError::Title);
        }
        if self.contexts.is_empty() { Err(FilterError::Contexts) } else { Ok(()) }
    }
}

impl Filter {
    /// The filters of an actor, the expired ones among them, in the order in which they were made.
    pub fn of(c: &mut Conn, owner: ActorId) -> QueryResult<Vec<Self>> {
        let own = filters::table.filter(filters::actor_id.eq(owner)).order(filters::id);
        let rows = own.select(Row::as_select()).load(c)?;
        complete(c, rows)
    }

    /// Those that hold now, wherever that is.
    pub fn holding(c: &mut Conn, owner: ActorId) -> QueryResult<Vec<Self>> {
        let own = filters::table.filter(filters::actor_id.eq(owner)).order(filters::id);
        let holding = own.filter(filters::expires_at.is_null().or(filters::expires_at.gt(clock::now())));
        let rows = holding.select(Row::as_select()).load(c)?;
        complete(c, rows)
    }

    /// A filter of that actor, if it is theirs.
    pub fn find(c: &mut Conn, owner: ActorId, id: FilterId) -> QueryResult<Option<Self>> {
        let own = filters::table.find(id).filter(filters::actor_id.eq(owner));
        let row = own.select(Row::as_select()).first(c).optional()?;
        Ok(complete(c, row.into_iter().collect())?.pop())
    }

    /// A new filter that finds nothing yet. Errors: the form is wrong, or there are [`MAX_PER_ACTOR`] already.
    pub fn create(c: &mut Conn, owner: ActorId, form: &FilterForm) -> Result<Self, FilterError> {
        form.check()?;
        let count: i64 = filters::table.filter(filters::actor_id.eq(owner)).count().get_result(c)?;
        if count >= MAX_PER_ACTOR {
            return Err(FilterError::TooMany);
        }
        let row: Row = diesel::insert_into(filters::table)
            .values((filters::id.eq(FilterId::next()), filters::actor_id.eq(owner), form))
            .returning(Row::as_returning())
            .get_result(c)?;
        let filter = row.with(Vec::new(), Vec::new());
        filter.tell(c)?;
        Ok(filter)
    }

    /// What its owner decided of it.
    pub fn form(&self) -> FilterForm {
        FilterForm {
            title: self.title.clone(),
            contexts: Json(self.contexts.clone()),
            action: self.action,
            expires_at: self.expires_at,
        }
    }

    /// Changes everything but what it looks for. Errors: the form is wrong.
    pub fn change(&mut self, c: &mut Conn, form: &FilterForm) -> Result<(), FilterError> {
        form.check()?;
        let row: Row =
            diesel::update(filters::table.find(self.id)).set(form).returning(Row::as_returning()).get_result(c)?;
        *self = row.with(std::mem::take(&mut self.keywords), std::mem::take(&mut self.objects));
        Ok(self.tell(c)?)
    }

    /// Drops the filter with what it looks for.
    pub fn remove(&self, c: &mut Conn) -> QueryResult<()> {
        diesel::delete(filters::table.find(self.id)).execute(c)?;
        self.tell(c)
    }

    /// Tells its owner's programs that their filters changed.
    fn tell(&self, c: &mut Conn) -> QueryResult<()> {
        Event::Filters { of: self.actor_id }.raise(c)
    }
}

/// Filters with what they look for, in two queries more.
fn complete(c: &mut Conn, rows: Vec<Row>) -> QueryResult<Vec<Filter>> {
    if rows.is_empty() {
        return Ok(Vec::new());
    }
    let ids: Vec<FilterId> = rows.iter().map(|row| row.id).collect();
    let (mut keywords, mut objects) = (Keyword::of(c, &ids)?, FilterObject::of(c, &ids)?);
    let with = |row: Row| {
        let words = keywords.extract_if(.., |keyword| keyword.filter_id == row.id).collect();
        let single = objects.extract_if(.., |object| object.filter_id == row.id).collect();
        row.with(words, single)
    };
    Ok(rows.into_iter().map(with).collect())
}
