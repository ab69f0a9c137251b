//! The words that a filter looks for.

use diesel::prelude::*;
use store::Conn;

use super::{Filter, FilterError, FilterId, MAX_KEYWORD, MAX_KEYWORDS};
use crate::actor::ActorId;
use crate::schema::{filter_keywords, filters};

store::id_type! {
    /// Names a word of a filter.
    pub KeywordId
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

impl Keyword {
    /// The words of several filters, in the order in which they were added.
    pub(super) fn of(c: &mut Conn, filters: &[FilterId]) -> QueryResult<Vec<Self>> {
        filter_keywords::table
            .filter(filter_keywords::filter_id.eq_any(filters))
            .order(filter_keywords::id)
            .select(Self::as_select())
            .load(c)
    }

    /// Whether it is in a text; both are in lower case already.
    pub(super) fn is_in(&self, wanted: &str, text: &str) -> bool {
        let letter = |c: Option<char>| c.is_some_and(|c| c.is_alphanumeric() || c == '_');
        // Only where the keyword itself begins or ends with a letter is there a word to go on.
        let (begins, ends) = (letter(wanted.chars().next()), letter(wanted.chars().next_back()));
        text.match_indices(wanted).any(|(at, found)| {
            let before = text.get(..at).and_then(|text| text.chars().next_back());
            let after = text.get(at + found.len()..).and_then(|text| text.chars().next());
            !self.whole_word || !(begins && letter(before) || ends && letter(after))
        })
    }
}

impl Filter {
    /// The filter of that actor that has that word.
    pub fn with_keyword(c: &mut Conn, owner: ActorId, id: KeywordId) -> QueryResult<Option<Self>> {
        let filter: Option<FilterId> = filter_keywords::table
            .inner_join(filters::table.on(filters::id.eq(filter_keywords::filter_id)))
            .filter(filter_keywords::id.eq(id))
            .filter(filters::actor_id.eq(owner))
            .select(filters::id)
            .first(c)
            .optional()?;
        filter.map_or(Ok(None), |filter| Self::find(c, owner, filter))
    }

    /// Its word of that number.
    pub fn keyword(&self, id: KeywordId) -> Option<&Keyword> {
        self.keywords.iter().find(|keyword| keyword.id == id)
    }

    /// Adds a word. Errors: it is empty or too long, or there are [`MAX_KEYWORDS`] already.
    pub fn add(&mut self, c: &mut Conn, keyword: &str, whole_word: bool) -> Result<Keyword, FilterError> {
        let keyword = checked(keyword)?;
        if self.keywords.len() >= MAX_KEYWORDS {
            return Err(FilterError::TooMany);
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
        self.tell(c)?;
        Ok(added)
    }

    /// Looks for other words in the place of one. Errors: it is empty or too long, or not one of this filter's.
    pub fn replace(
        &mut self,
        c: &mut Conn,
        id: KeywordId,
        keyword: &str,
        whole_word: bool,
    ) -> Result<Keyword, FilterError> {
        let written = (filter_keywords::keyword.eq(checked(keyword)?), filter_keywords::whole_word.eq(whole_word));
        let own = filter_keywords::table.find(id).filter(filter_keywords::filter_id.eq(self.id));
        let changed: Keyword = diesel::update(own).set(written).returning(Keyword::as_returning()).get_result(c)?;
        self.keywords.iter_mut().filter(|keyword| keyword.id == id).for_each(|keyword| *keyword = changed.clone());
        self.tell(c)?;
        Ok(changed)
    }

    /// Drops a word.
    pub fn drop_keyword(&mut self, c: &mut Conn, id: KeywordId) -> QueryResult<()> {
        let own = filter_keywords::table.find(id).filter(filter_keywords::filter_id.eq(self.id));
        diesel::delete(own).execute(c)?;
        self.keywords.retain(|keyword| keyword.id != id);
        self.tell(c)
    }
}

fn checked(keyword: &str) -> Result<&str, FilterError> {
    let keyword = keyword.trim();
    if (1..=MAX_KEYWORD).contains(&keyword.chars().count()) { Ok(keyword) } else { Err(FilterError::Keyword) }
}
