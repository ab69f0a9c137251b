//! The rules of the club, in their order.

use diesel::prelude::*;
use store::Conn;

use crate::schema::rules;

store::id_type! {
    /// Names a rule.
    pub RuleId
}

/// A row of `rules`.
#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable, Identifiable)]
#[diesel(table_name = rules, check_for_backend(store::Backend))]
pub struct Rule {
    /// Its number, which stays when rules are moved: reports name it.
    pub id: RuleId,
    /// Its place, from 0.
    pub position: i16,
    /// What it says.
    pub text: String,
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

    /// Adds a rule at the end.
    pub fn add(c: &mut Conn, text: &str) -> QueryResult<Self> {
        let last: Option<i16> = rules::table.select(diesel::dsl::max(rules::position)).get_result(c)?;
        diesel::insert_into(rules::table)
            .values((
                rules::id.eq(RuleId::next()),
                rules::position.eq(last.map_or(0, |last| last.saturating_add(1))),
                rules::text.eq(text),
            ))
            .returning(Self::as_returning())
            .get_result(c)
    }

    /// Says it in other words.
    pub fn reword(&self, c: &mut Conn, text: &str) -> QueryResult<()> {
        diesel::update(self).set(rules::text.eq(text)).execute(c)?;
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

/// Gives each rule its place in this order.
fn number(c: &mut Conn, order: &[RuleId]) -> QueryResult<()> {
    for (id, position) in order.iter().zip(0_i16..) {
        diesel::update(rules::table.find(id)).set(rules::position.eq(position)).execute(c)?;
    }
    Ok(())
}
