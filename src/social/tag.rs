//! Hashtags: words by which objects are found, followed and shown on a profile.

#[cfg(test)]
mod tests;

use chrono::{Days, NaiveDate, NaiveDateTime, NaiveTime, Utc};
use diesel::dsl::count;
use diesel::prelude::*;
use store::{Conn, clock, snowflake};
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use crate::actor::ActorId;
use crate::object::ObjectId;
use crate::schema::{featured_tags, object_tags, objects, tag_follows, tags};
use crate::visibility::Visibility;

store::id_type! {
    /// Names a hashtag.
    pub TagId
}

/// How many hashtags of one object are kept.
pub const MAX_PER_OBJECT: usize = 64;
/// How many hashtags a profile may feature, as at Mastodon.
pub const MAX_FEATURED: i64 = 10;
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

/// A hashtag on a profile.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FeaturedTag {
    /// The hashtag.
    pub tag: Tag,
    /// How many open objects of the profile have it.
    pub objects: i64,
    /// When the newest of them was published.
    pub last_object_at: Option<NaiveDateTime>,
}

/// How much a hashtag was used on a day (UTC), as far as is known here.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Usage {
    /// The day.
    pub day: NaiveDate,
    /// Public objects published with it.
    pub objects: i64,
    /// Actors who published them.
    pub actors: i64,
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

    /// The hashtags that an actor follows, by name.
    pub fn followed_by(c: &mut Conn, actor: ActorId) -> QueryResult<Vec<Self>> {
        tag_follows::table
            .inner_join(tags::table.on(tags::id.eq(tag_follows::tag_id)))
            .filter(tag_follows::actor_id.eq(actor))
            .order(tags::name)
            .select(Self::as_select())
            .load(c)
    }

    /// Whether an actor follows it.
    pub fn is_followed_by(&self, c: &mut Conn, actor: ActorId) -> QueryResult<bool> {
        diesel::select(diesel::dsl::exists(tag_follows::table.find((actor, self.id)))).get_result(c)
    }

    /// Has an actor follow it: what carries it comes to their home timeline.
    pub fn follow(&self, c: &mut Conn, actor: ActorId) -> QueryResult<()> {
        diesel::insert_into(tag_follows::table)
            .values((
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

    /// Shows it on a profile; `false` where [`MAX_FEATURED`] are shown already.
    pub fn feature(&self, c: &mut Conn, actor: ActorId) -> QueryResult<bool> {
        let others =
            featured_tags::table.filter(featured_tags::actor_id.eq(actor)).filter(featured_tags::tag_id.ne(self.id));
        if others.count().get_result::<i64>(c)? >= MAX_FEATURED {
            return Ok(false);
        }
        diesel::insert_into(featured_tags::table)
            .values((
                featured_tags::actor_id.eq(actor),
                featured_tags::tag_id.eq(self.id),
                featured_tags::created_at.eq(clock::now()),
            ))
            .on_conflict_do_nothing()
            .execute(c)?;
        Ok(true)
    }

    /// Takes it off a profile.
    pub fn unfeature(&self, c: &mut Conn, actor: ActorId) -> QueryResult<()> {
        diesel::delete(featured_tags::table.find((actor, self.id))).execute(c)?;
        Ok(())
    }

    /// What a profile features, the most used first.
    pub fn featured_by(c: &mut Conn, actor: ActorId) -> QueryResult<Vec<FeaturedTag>> {
        let featured: Vec<Self> = featured_tags::table
            .inner_join(tags::table.on(tags::id.eq(featured_tags::tag_id)))
            .filter(featured_tags::actor_id.eq(actor))
            .order(tags::name)
            .select(Self::as_select())
            .load(c)?;
        let mut shown = Vec::with_capacity(featured.len());
        for tag in featured {
            let (objects, last_object_at) = object_tags::table
                .inner_join(objects::table.on(objects::id.eq(object_tags::object_id)))
                .filter(object_tags::tag_id.eq(tag.id))
                .filter(objects::actor_id.eq(actor))
                .filter(objects::visibility.eq_any([Visibility::Public, Visibility::Unlisted]))
                .filter(objects::deleted_at.is_null())
                .select((diesel::dsl::count_star(), diesel::dsl::max(objects::published_at)))
                .first(c)?;
            shown.push(FeaturedTag { tag, objects, last_object_at });
        }
        shown.sort_by_key(|featured| std::cmp::Reverse(featured.objects));
        Ok(shown)
    }

    /// How much it was used on each of the last `days` days, today first.
    pub fn usage(&self, c: &mut Conn, days: u64) -> QueryResult<Vec<Usage>> {
        let today = Utc::now().date_naive();
        let mut usage = Vec::new();
        for day in (0..days).filter_map(|ago| today.checked_sub_days(Days::new(ago))) {
            // Ids are ordered by time, so a day is a range of the table's own key.
            let start = |day: NaiveDate| ObjectId(snowflake::floor(day.and_time(NaiveTime::MIN).and_utc()));
            let end = day.checked_add_days(Days::new(1)).map_or(ObjectId(i64::MAX), start);
            let (objects, actors) = object_tags::table
                .inner_join(objects::table.on(objects::id.eq(object_tags::object_id)))
                .filter(object_tags::tag_id.eq(self.id))
                .filter(object_tags::object_id.ge(start(day)))
                .filter(object_tags::object_id.lt(end))
                .filter(objects::visibility.eq(Visibility::Public))
                .filter(objects::deleted_at.is_null())
                .select((diesel::dsl::count_star(), count(objects::actor_id).aggregate_distinct()))
                .first(c)?;
            usage.push(Usage { day, objects, actors });
        }
        Ok(usage)
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
