//! The rules of the club, in their order, in as many languages as the club has.

#[cfg(test)]
mod tests;

use std::collections::BTreeMap;

use diesel::prelude::*;
use store::Conn;

use crate::language;
use crate::schema::{rule_translations, rules};

store::id_type! {
    /// Names a rule.
    pub RuleId
}

/// The longest rule, in characters.
pub const MAX_TEXT: usize = 500;
/// The longest explanation of one, in characters.
pub const MAX_HINT: usize = 1000;

/// A row of `rules`.
#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable, Identifiable)]
#[diesel(table_name = rules, check_for_backend(store::Backend))]
pub struct Rule {
    /// Its number, which stays when rules are moved: reports name it.
    pub id: RuleId,
    /// Its place, from 0.
    pub position: i16,
    /// What it says, in the first language of the club.
    pub text: String,
    /// What is meant by it, in the same language; may be empty.
    pub hint: String,
}

/// How a rule is put into words.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Wording {
    /// What it says.
    pub text: String,
    /// What is meant by it; may be empty.
    pub hint: String,
}

impl From<&str> for Wording {
    /// What needs no explanation.
    fn from(text: &str) -> Self {
        Self { text: text.to_owned(), hint: String::new() }
    }
}

/// A rule in every language in which it was written down.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Translated {
    /// The rule.
    pub rule: Rule,
    /// Its words in the club's further languages, by tag (BCP 47).
    pub translations: BTreeMap<String, Wording>,
}

impl Rule {
    /// The rules in their order.
    pub fn list(c: &mut Conn) -> QueryResult<Vec<Self>> {
        rules::table.order((rules::position, rules::id)).select(Self::as_select()).load(c)
    }

    /// The rule of that number.
    pub fn find(c: &mut Conn, id: RuleId) -> QueryResult<Option<Self>> {
        rules::table.find(id).select(Self::as_select()).first(c).optional()
    }

    /// Of these numbers the rules that there are, in their order.
    pub fn load(c: &mut Conn, ids: &[RuleId]) -> QueryResult<Vec<Self>> {
        let named = rules::table.filter(rules::id.eq_any(ids));
        named.order((rules::position, rules::id)).select(Self::as_select()).load(c)
    }

    /// Adds a rule at the end.
    pub fn add(c: &mut Conn, words: &Wording) -> QueryResult<Self> {
        let last: Option<i16> = rules::table.select(diesel::dsl::max(rules::position)).get_result(c)?;
        diesel::insert_into(rules::table)
            .values((
                rules::id.eq(RuleId::next()),
                rules::position.eq(last.map_or(0, |last| last.saturating_add(1))),
                rules::text.eq(&words.text),
                rules::hint.eq(&words.hint),
            ))
            .returning(Self::as_returning())
            .get_result(c)
    }

    /// Says it in other words.
    pub fn reword(&self, c: &mut Conn, words: &Wording) -> QueryResult<()> {
        diesel::update(self).set((rules::text.eq(&words.text), rules::hint.eq(&words.hint))).execute(c)?;
        Ok(())
    }

    /// Says it in another language; without words, no longer.
    pub fn translate(&self, c: &mut Conn, language: &str, words: &Wording) -> QueryResult<()> {
        if words.text.is_empty() {
            diesel::delete(rule_translations::table.find((self.id, language))).execute(c)?;
            return Ok(());
        }
        let said = (rule_translations::text.eq(&words.text), rule_translations::hint.eq(&words.hint));
        diesel::insert_into(rule_translations::table)
            .values((rule_translations::rule_id.eq(self.id), rule_translations::language.eq(language), said))
            .on_conflict((rule_translations::rule_id, rule_translations::language))
            .do_update()
            .set(said)
            .execute(c)?;
        Ok(())
    }

    /// Moves it to a place, from 0; one beyond the last is the last.
    pub fn move_to(&self, c: &mut Conn, place: usize) -> QueryResult<()> {
        let mut all: Vec<RuleId> = Self::list(c)?.into_iter().map(|rule| rule.id).collect();
        all.retain(|id| *id != self.id);
        all.insert(place.min(all.len()), self.id);
        number(c, &all)
    }

    /// Removes it.
    pub fn remove(self, c: &mut Conn) -> QueryResult<()> {
        diesel::delete(&self).execute(c)?;
        let left: Vec<RuleId> = Self::list(c)?.into_iter().map(|rule| rule.id).collect();
        number(c, &left)
    }
}

impl Translated {
    /// The rules in their order, each in all its languages.
    pub fn list(c: &mut Conn) -> QueryResult<Vec<Self>> {
        let words: Vec<(RuleId, String, String, String)> = rule_translations::table.load(c)?;
        let of = |id: RuleId| {
            let own = words.iter().filter(move |(rule, ..)| *rule == id);
            own.map(|(_, language, text, hint)| (language.clone(), Wording { text: text.clone(), hint: hint.clone() }))
        };
        let rules = Rule::list(c)?.into_iter();
        Ok(rules.map(|rule| Self { translations: of(rule.id).collect(), rule }).collect())
    }

    /// Its words for a reader of that language, else those of the club's first.
    pub fn say(&self, locale: &str) -> (&str, &str) {
        match language::choose(&self.translations, locale) {
            Some(words) => (&words.text, &words.hint),
            None => (&self.rule.text, &self.rule.hint),
        }
    }
}

/// Gives each rule its place in this order.
fn number(c: &mut Conn, order: &[RuleId]) -> QueryResult<()> {
    for (id, position) in order.iter().zip(0_i16..) {
        diesel::update(rules::table.find(id)).set(rules::position.eq(position)).execute(c)?;
    }
    Ok(())
}
