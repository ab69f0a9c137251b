//! Hashtags: words by which objects are found, followed and shown on a profile.

mod card;
mod featured;
#[cfg(test)]
mod tests;
mod usage;

use std::collections::HashSet;

use chrono::NaiveDateTime;
use diesel::prelude::*;
use store::{Conn, clock};
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use crate::actor::ActorId;
use crate::cut;
use crate::object::ObjectId;
use crate::range::Range;
use crate::schema::{object_tags, tag_follows, tags};

pub use card::TagCard;
pub use featured::{FeaturedTag, MAX_FEATURED};
pub use usage::{Usage, usage};

store::id_type! {
    /// Names a hashtag.
    pub TagId;
    /// Orders the hashtags that an actor follows.
    pub TagFollowId;
}

/// How many hashtags of one object are kept.
pub const MAX_PER_OBJECT: usize = 64;
/// The longest name, in characters.
const MAX_NAME: usize = 128;

/// A row of `tags`.
#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable, Identifiable)]
#[diesel(table_name = tags)]
pub struct Tag {
    /// Its number here.
    pub id: TagId,
    /// By what it is compared: see [`normalise`].
    pub name: String,
    /// How it was first written, without `#`.
    pub display: String,
    /// When it was first seen.
    pub created_at: NaiveDateTime,
    /// When an object last got it.
    pub last_used_at: Option<NaiveDateTime>,
}

/// The form by which hashtags are compared: compatible characters unified, lower case, Latin letters without diacritics, no
/// `#`; so that `#Fête`, `#fête` and `#fete` are one, as at Mastodon. `None` where nothing is left.
pub fn normalise(name: &str) -> Option<String> {
    let name = name.trim().trim_start_matches(['#', '＃']);
    let mut latin = false;
    // Decomposed, a Latin letter is an ASCII one with its marks behind it. In other scripts marks make other letters.
    let plain = name.nfkd().filter(move |c| {
        let mark = is_combining_mark(*c);
        latin = if mark { latin } else { c.is_ascii_alphabetic() };
        !(mark && latin)
    });
    let plain: String = plain.flat_map(char::to_lowercase).nfc().filter(|c| is_part(*c)).take(MAX_NAME).collect();
    plain.chars().any(|c| !c.is_numeric() && c != '_').then_some(plain)
}

/// Whether a text has a hashtag, by its normalised name.
pub fn is_written_in(name: &str, text: &str) -> bool {
    let words = text.split(['#', '＃']).skip(1);
    words
        .map(|rest| rest.split(|c| !is_part(c)).next().unwrap_or_default())
        .any(|word| normalise(word).as_deref() == Some(name))
}

/// Whether a character may stand in a hashtag.
pub(crate) fn is_part(c: char) -> bool {
    c.is_alphanumeric() || is_combining_mark(c) || matches!(c, '_' | '·' | '・' | '\u{200c}')
}

impl Tag {
    /// One hashtag, if it is known; written in any way.
    pub fn find(c: &mut Conn, name: &str) -> QueryResult<Option<Self>> {
        let Some(name) = normalise(name) else { return Ok(None) };
        tags::table.filter(tags::name.eq(name)).select(Self::as_select()).first(c).optional()
    }

    /// Several hashtags, in no order.
    pub fn load(c: &mut Conn, ids: &[TagId]) -> QueryResult<Vec<Self>> {
        tags::table.filter(tags::id.eq_any(ids)).select(Self::as_select()).load(c)
    }

    /// The hashtag written so that nobody used yet: it has no number and is nowhere kept. `None` for what is no hashtag.
    pub fn unused(display: &str) -> Option<Self> {
        let name = normalise(display)?;
        Some(Self { id: TagId(0), display: name.clone(), name, created_at: clock::now(), last_used_at: None })
    }

    /// The hashtag written so, new or known; `None` for what is no hashtag.
    pub fn find_or_create(c: &mut Conn, display: &str) -> QueryResult<Option<Self>> {
        let Some(name) = normalise(display) else { return Ok(None) };
        let display: String = display.trim().trim_start_matches(['#', '＃']).chars().take(MAX_NAME).collect();
        diesel::insert_into(tags::table)
            .values((
                tags::id.eq(TagId::next()),
                tags::name.eq(&name),
                tags::display.eq(display),
                tags::created_at.eq(clock::now()),
            ))
            .on_conflict_do_nothing()
            .execute(c)?;
        tags::table.filter(tags::name.eq(name)).select(Self::as_select()).first(c).optional()
    }

    /// The hashtags of several objects, by object.
    pub fn of_objects(c: &mut Conn, objects: &[ObjectId]) -> QueryResult<Vec<(ObjectId, Self)>> {
        object_tags::table
            .inner_join(tags::table.on(tags::id.eq(object_tags::tag_id)))
            .filter(object_tags::object_id.eq_any(objects))
            .order((object_tags::object_id, tags::name))
            .select((object_tags::object_id, Self::as_select()))
            .load(c)
    }

    /// The hashtags whose names begin so, the lately used first.
    pub fn search(c: &mut Conn, prefix: &str, limit: i64) -> QueryResult<Vec<Self>> {
        let Some(prefix) = normalise(prefix) else { return Ok(Vec::new()) };
        // `_` and `%` are letters of the pattern language, and `_` one of hashtags.
        let pattern = format!("{}%", prefix.replace('_', "\\_"));
        tags::table
            .filter(tags::name.like(pattern).escape('\\'))
            .order((tags::name.eq(prefix).desc(), tags::last_used_at.is_null(), tags::last_used_at.desc(), tags::name))
            .limit(limit)
            .select(Self::as_select())
            .load(c)
    }

    /// The hashtags that an actor follows, last followed first.
    pub fn followed_by(
        c: &mut Conn,
        actor: ActorId,
        range: Range,
        limit: i64,
    ) -> QueryResult<Vec<(TagFollowId, Self)>> {
        let followed = tag_follows::table
            .inner_join(tags::table.on(tags::id.eq(tag_follows::tag_id)))
            .filter(tag_follows::actor_id.eq(actor))
            .select((tag_follows::id, Self::as_select()));
        cut!(followed, tag_follows::id, range, limit).load(c).map(|rows| range.arrange(rows))
    }

    /// Of these hashtags those that an actor follows.
    pub fn followed_among(c: &mut Conn, actor: ActorId, tags: &[TagId]) -> QueryResult<HashSet<TagId>> {
        let followed = tag_follows::table.filter(tag_follows::actor_id.eq(actor));
        let ids = followed.filter(tag_follows::tag_id.eq_any(tags)).select(tag_follows::tag_id).load(c)?;
        Ok(ids.into_iter().collect())
    }

    /// Whether an actor follows it.
    pub fn is_followed_by(&self, c: &mut Conn, actor: ActorId) -> QueryResult<bool> {
        diesel::select(diesel::dsl::exists(tag_follows::table.find((actor, self.id)))).get_result(c)
    }

    /// Has an actor follow it: what carries it comes to their home timeline.
    pub fn follow(&self, c: &mut Conn, actor: ActorId) -> QueryResult<()> {
        diesel::insert_into(tag_follows::table)
            .values((
                tag_follows::id.eq(TagFollowId::next()),
                tag_follows::actor_id.eq(actor),
                tag_follows::tag_id.eq(self.id),
                tag_follows::created_at.eq(clock::now()),
            ))
            .on_conflict_do_nothing()
            .execute(c)?;
        Ok(())
    }

    /// Ends that.
    pub fn unfollow(&self, c: &mut Conn, actor: ActorId) -> QueryResult<()> {
        diesel::delete(tag_follows::table.find((actor, self.id))).execute(c)?;
        Ok(())
    }
}

/// Makes these, written in any way, the hashtags of an object.
pub fn attach(c: &mut Conn, object: ObjectId, names: &[String]) -> QueryResult<()> {
    let mut ids = Vec::new();
    for name in names.iter().take(MAX_PER_OBJECT) {
        ids.extend(Tag::find_or_create(c, name)?.map(|tag| tag.id));
    }
    let others = object_tags::table.filter(object_tags::object_id.eq(object)).filter(object_tags::tag_id.ne_all(&ids));
    diesel::delete(others).execute(c)?;
    for id in &ids {
        diesel::insert_into(object_tags::table)
            .values((object_tags::tag_id.eq(id), object_tags::object_id.eq(object)))
            .on_conflict_do_nothing()
            .execute(c)?;
    }
    if !ids.is_empty() {
        diesel::update(tags::table.filter(tags::id.eq_any(&ids)))
            .set(tags::last_used_at.eq(clock::now()))
            .execute(c)?;
    }
    Ok(())
}
