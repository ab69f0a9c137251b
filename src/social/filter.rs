//! Filters: words that an actor does not want to meet.

#[cfg(test)]
mod tests;

use chrono::NaiveDateTime;
use diesel::prelude::*;
use store::{Conn, Json, clock};

use crate::actor::ActorId;
use crate::card::Card;
use crate::markup;
use crate::schema::{filter_keywords, filters};

store::id_type! {
    /// Names a filter.
    pub FilterId;
    /// Names a word of a filter.
    pub KeywordId
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
    /// What happens to what it finds.
    pub FilterAction {
        /// It is folded behind the filter's title.
        Warn = "warn",
        /// It is left out.
        Hide = "hide",
        /// Its media are blurred.
        Blur = "blur",
    }
}

/// How many filters an actor may have, and how many words one.
pub const MAX_PER_ACTOR: i64 = 100;
/// See [`MAX_PER_ACTOR`].
pub const MAX_KEYWORDS: usize = 200;

/// A filter with its words.
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
    /// What it looks for.
    pub keywords: Vec<Keyword>,
}

/// A row of `filter_keywords`.
#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable)]
#[diesel(table_name = filter_keywords)]
pub struct Keyword {
    /// Its number here.
    pub id: KeywordId,
    /// Whose it is.
    pub filter_id: FilterId,
    /// The words looked for, without regard to case.
    pub keyword: String,
    /// Whether they must not be part of a longer word.
    pub whole_word: bool,
}

/// What a filter makes of a card that it finds something in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Filtered {
    /// What shall happen to it: it is folded, or its media are.
    pub action: FilterAction,
    /// The filter's title.
    pub title: String,
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
    fn with(self, keywords: Vec<Keyword>) -> Filter {
        let Self { id, actor_id, title, contexts, action, expires_at } = self;
        Filter { id, actor_id, title, contexts: contexts.0, action, expires_at, keywords }
    }
}

impl Filter {
    /// The filters of an actor, the expired ones among them, in the order in which they were made.
    pub fn of(c: &mut Conn, owner: ActorId) -> QueryResult<Vec<Self>> {
        let rows: Vec<Row> =
            filters::table.filter(filters::actor_id.eq(owner)).order(filters::id).select(Row::as_select()).load(c)?;
        let ids: Vec<FilterId> = rows.iter().map(|row| row.id).collect();
        let mut keywords: Vec<Keyword> = filter_keywords::table
            .filter(filter_keywords::filter_id.eq_any(ids))
            .order(filter_keywords::id)
            .select(Keyword::as_select())
            .load(c)?;
        let with = |row: Row| {
            let own = keywords.extract_if(.., |keyword| keyword.filter_id == row.id).collect();
            row.with(own)
        };
        Ok(rows.into_iter().map(with).collect())
    }

    /// Those that hold now in a context.
    pub fn holding(c: &mut Conn, owner: ActorId, context: FilterContext) -> QueryResult<Vec<Self>> {
        let mut filters = Self::of(c, owner)?;
        let now = clock::now();
        filters.retain(|filter| filter.contexts.contains(&context) && filter.expires_at.is_none_or(|end| end > now));
        Ok(filters)
    }

    /// A filter of that actor, if it is theirs.
    pub fn find(c: &mut Conn, owner: ActorId, id: FilterId) -> QueryResult<Option<Self>> {
        let own = filters::table.find(id).filter(filters::actor_id.eq(owner));
        let Some(row) = own.select(Row::as_select()).first(c).optional()? else { return Ok(None) };
        let keywords = filter_keywords::table
            .filter(filter_keywords::filter_id.eq(id))
            .order(filter_keywords::id)
            .select(Keyword::as_select())
            .load(c)?;
        Ok(Some(row.with(keywords)))
    }

    /// A new filter without words; `None` where there are [`MAX_PER_ACTOR`] already.
    pub fn create(c: &mut Conn, owner: ActorId, form: &FilterForm) -> QueryResult<Option<Self>> {
        let count: i64 = filters::table.filter(filters::actor_id.eq(owner)).count().get_result(c)?;
        if count >= MAX_PER_ACTOR {
            return Ok(None);
        }
        let row: Row = diesel::insert_into(filters::table)
            .values((filters::id.eq(FilterId::next()), filters::actor_id.eq(owner), form))
            .returning(Row::as_returning())
            .get_result(c)?;
        Ok(Some(row.with(Vec::new())))
    }

    /// Changes everything but the words.
    pub fn change(&self, c: &mut Conn, form: &FilterForm) -> QueryResult<Self> {
        let row: Row =
            diesel::update(filters::table.find(self.id)).set(form).returning(Row::as_returning()).get_result(c)?;
        Ok(row.with(self.keywords.clone()))
    }

    /// Drops the filter with its words.
    pub fn remove(&self, c: &mut Conn) -> QueryResult<()> {
        diesel::delete(filters::table.find(self.id)).execute(c)?;
        Ok(())
    }

    /// Adds a word; `None` for an empty one, and where there are [`MAX_KEYWORDS`] already.
    pub fn add(&mut self, c: &mut Conn, keyword: &str, whole_word: bool) -> QueryResult<Option<Keyword>> {
        let keyword = keyword.trim();
        if keyword.is_empty() || self.keywords.len() >= MAX_KEYWORDS {
            return Ok(None);
        }
        let added: Keyword = diesel::insert_into(filter_keywords::table)
            .values((
                filter_keywords::id.eq(KeywordId::next()),
                filter_keywords::filter_id.eq(self.id),
                filter_keywords::keyword.eq(keyword),
                filter_keywords::whole_word.eq(whole_word),
            ))
            .returning(Keyword::as_returning())
            .get_result(c)?;
        self.keywords.push(added.clone());
        Ok(Some(added))
    }

    /// Drops a word.
    pub fn drop_keyword(&mut self, c: &mut Conn, id: KeywordId) -> QueryResult<()> {
        let own = filter_keywords::table.find(id).filter(filter_keywords::filter_id.eq(self.id));
        diesel::delete(own).execute(c)?;
        self.keywords.retain(|keyword| keyword.id != id);
        Ok(())
    }

    /// The words of the filter that a plain text holds.
    pub fn matches<'a>(&'a self, text: &str) -> Vec<&'a Keyword> {
        let text = text.to_lowercase();
        self.keywords.iter().filter(|keyword| keyword.is_in(&text)).collect()
    }
}

/// Holds the viewer's filters of a context against what a page is about to show: what they hide is left out, and what they
/// fold or blur says so ([`Card::filtered`]). Nobody's own objects are filtered.
pub fn sift<T: AsMut<Card>>(
    c: &mut Conn,
    viewer: Option<ActorId>,
    context: FilterContext,
    items: Vec<T>,
) -> QueryResult<Vec<T>> {
    let Some(viewer) = viewer else { return Ok(items) };
    let filters = Filter::holding(c, viewer, context)?;
    if filters.is_empty() {
        return Ok(items);
    }
    let judged = items.into_iter().filter_map(|mut item| {
        let card = item.as_mut();
        if card.object.actor_id != viewer {
            card.filtered = strongest(&filters, card);
        }
        let hidden = card.filtered.as_ref().is_some_and(|found| found.action == FilterAction::Hide);
        (!hidden).then_some(item)
    });
    Ok(judged.collect())
}

/// What the strongest of the filters that find something makes of a card.
fn strongest(filters: &[Filter], card: &Card) -> Option<Filtered> {
    let mut text = String::new();
    write_out(card, &mut text);
    let found = filters.iter().filter(|filter| !filter.matches(&text).is_empty());
    let strength = |action: FilterAction| match action {
        FilterAction::Blur => 0,
        FilterAction::Warn => 1,
        FilterAction::Hide => 2,
    };
    let found = found.max_by_key(|filter| strength(filter.action))?;
    Some(Filtered { action: found.action, title: found.title.clone() })
}

/// Everything that a card says, as plain text.
fn write_out(card: &Card, text: &mut String) {
    let object = &card.object;
    let mut add = |part: &str| {
        text.push_str(part);
        text.push('\n');
    };
    add(object.title.as_deref().unwrap_or_default());
    add(object.summary.as_deref().unwrap_or_default());
    add(&markup::to_text(&object.content));
    card.poll.iter().flat_map(|poll| &poll.options).for_each(|option| add(&option.title));
    card.media.iter().for_each(|media| add(&media.description));
    if let Some(quoted) = &card.quote {
        write_out(quoted, text);
    }
}

impl Keyword {
    /// Whether it is in a text that is in lower case.
    fn is_in(&self, text: &str) -> bool {
        let wanted = self.keyword.to_lowercase();
        let letter = |c: Option<char>| c.is_some_and(|c| c.is_alphanumeric() || c == '_');
        // Only where the keyword itself begins or ends with a letter is there a word to go on.
        let (begins, ends) = (letter(wanted.chars().next()), letter(wanted.chars().next_back()));
        text.match_indices(&wanted).any(|(at, found)| {
            let before = text.get(..at).and_then(|text| text.chars().next_back());
            let after = text.get(at + found.len()..).and_then(|text| text.chars().next());
            !self.whole_word || !(begins && letter(before) || ends && letter(after))
        })
    }
}
