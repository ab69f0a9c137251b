//! Announcements: what the club has to say to all its members, on top of their pages until they have seen it.

mod reaction;
#[cfg(test)]
mod tests;

use std::collections::{BTreeMap, HashSet};

use chrono::NaiveDateTime;
use diesel::prelude::*;
use store::{Conn, Json, clock, signal};
use url::Url;

use crate::account::AccountId;
use crate::language;
use crate::schema::{announcement_reads, announcements};
use crate::text;

pub use reaction::{MOST_REACTIONS, Reaction, ReactionError, react, reactions, unreact};

store::id_type! {
    /// Names an announcement; ordered by when it was written.
    pub AnnouncementId
}

/// The longest text, in characters.
pub const MAX_TEXT: usize = 5000;

/// Live events about announcements; the payload is a [`Change`].
pub const SIGNAL: &str = "announcements";

/// What became of an announcement, as those are told who are looking.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Change {
    /// It is shown, or says something else now.
    Shown(String),
    /// It is shown no more.
    Gone(String),
    /// Somebody reacted to it, or took that back: the announcement, and the name of the reaction.
    Reaction(String, String),
}

/// A row of `announcements`.
#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable, Identifiable)]
#[diesel(table_name = announcements, check_for_backend(store::Backend))]
pub struct Announcement {
    /// Its number.
    pub id: AnnouncementId,
    /// What it says, as typed, by language (BCP 47).
    pub texts: Json<BTreeMap<String, String>>,
    /// Not shown before.
    pub starts_at: Option<NaiveDateTime>,
    /// Not shown after.
    pub ends_at: Option<NaiveDateTime>,
    /// Since when it is no draft any more.
    pub published_at: Option<NaiveDateTime>,
    /// When it was written.
    pub created_at: NaiveDateTime,
    /// When it last changed.
    pub updated_at: NaiveDateTime,
}

/// What an administrator writes.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Draft {
    /// See [`Announcement::texts`]; empty ones are left out.
    pub texts: BTreeMap<String, String>,
    /// See [`Announcement::starts_at`].
    pub starts_at: Option<NaiveDateTime>,
    /// See [`Announcement::ends_at`].
    pub ends_at: Option<NaiveDateTime>,
}

impl Draft {
    fn texts(&self) -> Json<BTreeMap<String, String>> {
        let said = self.texts.iter().map(|(language, text)| (language.clone(), text.trim().to_owned()));
        Json(said.filter(|(_, text)| !text.is_empty()).collect())
    }
}

impl Announcement {
    /// All of them, the newest first, drafts and those of the past among them.
    pub fn list(c: &mut Conn) -> QueryResult<Vec<Self>> {
        announcements::table.order(announcements::id.desc()).select(Self::as_select()).load(c)
    }

    /// Those that are shown now, in the order in which they were published.
    pub fn current(c: &mut Conn) -> QueryResult<Vec<Self>> {
        let now = clock::now();
        announcements::table
            .filter(announcements::published_at.le(now))
            .filter(announcements::starts_at.is_null().or(announcements::starts_at.le(now)))
            .filter(announcements::ends_at.is_null().or(announcements::ends_at.gt(now)))
            .order((announcements::published_at, announcements::id))
            .select(Self::as_select())
            .load(c)
    }

    /// Those that are shown now and that this member did not put away.
    pub fn unread(c: &mut Conn, account: AccountId) -> QueryResult<Vec<Self>> {
        let current = Self::current(c)?;
        if current.is_empty() {
            return Ok(current);
        }
        let read = Self::read_by(c, account)?;
        Ok(current.into_iter().filter(|announcement| !read.contains(&announcement.id)).collect())
    }

    /// What this member put away.
    pub fn read_by(c: &mut Conn, account: AccountId) -> QueryResult<HashSet<AnnouncementId>> {
        let own = announcement_reads::table.filter(announcement_reads::account_id.eq(account));
        Ok(own.select(announcement_reads::announcement_id).load(c)?.into_iter().collect())
    }

    /// One of them, shown or not.
    pub fn find(c: &mut Conn, id: AnnouncementId) -> QueryResult<Option<Self>> {
        announcements::table.find(id).select(Self::as_select()).first(c).optional()
    }

    /// One that is shown now.
    pub fn find_current(c: &mut Conn, id: AnnouncementId) -> QueryResult<Option<Self>> {
        Ok(Self::find(c, id)?.filter(Self::is_shown))
    }

    /// Writes one down; nobody sees it yet.
    pub fn write(c: &mut Conn, draft: &Draft) -> QueryResult<Self> {
        let now = clock::now();
        diesel::insert_into(announcements::table)
            .values((
                announcements::id.eq(AnnouncementId::next()),
                announcements::texts.eq(draft.texts()),
                announcements::starts_at.eq(draft.starts_at),
                announcements::ends_at.eq(draft.ends_at),
                announcements::created_at.eq(now),
                announcements::updated_at.eq(now),
            ))
            .returning(Self::as_returning())
            .get_result(c)
    }

    /// Says something else. Who put it away is not shown it again: a slip of the pen is no news.
    pub fn change(&self, c: &mut Conn, draft: &Draft) -> QueryResult<Self> {
        let changed: Self = diesel::update(self)
            .set((
                announcements::texts.eq(draft.texts()),
                announcements::starts_at.eq(draft.starts_at),
                announcements::ends_at.eq(draft.ends_at),
                announcements::updated_at.eq(clock::now()),
            ))
            .returning(Self::as_returning())
            .get_result(c)?;
        changed.tell(c, self.is_shown())?;
        Ok(changed)
    }

    /// Shows it to the members, or makes it a draft again.
    pub fn publish(&self, c: &mut Conn, published: bool) -> QueryResult<Self> {
        let now = clock::now();
        let since = if published { self.published_at.or(Some(now)) } else { None };
        let changed: Self = diesel::update(self)
            .set((announcements::published_at.eq(since), announcements::updated_at.eq(now)))
            .returning(Self::as_returning())
            .get_result(c)?;
        changed.tell(c, self.is_shown())?;
        Ok(changed)
    }

    /// Removes it.
    pub fn remove(self, c: &mut Conn) -> QueryResult<()> {
        diesel::delete(&self).execute(c)?;
        if self.is_shown() { tell(c, &Change::Gone(self.id.to_string())) } else { Ok(()) }
    }

    /// A member puts it away.
    pub fn dismiss(&self, c: &mut Conn, account: AccountId) -> QueryResult<()> {
        diesel::insert_into(announcement_reads::table)
            .values((
                announcement_reads::announcement_id.eq(self.id),
                announcement_reads::account_id.eq(account),
                announcement_reads::read_at.eq(clock::now()),
            ))
            .on_conflict_do_nothing()
            .execute(c)?;
        Ok(())
    }

    /// Whether it is shown now.
    pub fn is_shown(&self) -> bool {
        let now = clock::now();
        self.published_at.is_some_and(|at| at <= now)
            && self.starts_at.is_none_or(|at| at <= now)
            && self.ends_at.is_none_or(|at| at > now)
    }

    /// Its text for a reader of that language, as typed; else the first that there is.
    pub fn say(&self, locale: &str) -> &str {
        language::choose(&self.texts, locale).or_else(|| self.texts.values().next()).map_or("", String::as_str)
    }

    /// The same as HTML: its links and hashtags lead somewhere, and it names nobody.
    pub fn html(&self, locale: &str, tag_url: impl Fn(&str) -> Url) -> String {
        text::compose(self.say(locale), |_| None, tag_url).html
    }

    fn tell(&self, c: &mut Conn, was_shown: bool) -> QueryResult<()> {
        match (was_shown, self.is_shown()) {
            (_, true) => tell(c, &Change::Shown(self.id.to_string())),
            (true, false) => tell(c, &Change::Gone(self.id.to_string())),
            (false, false) => Ok(()),
        }
    }
}

fn tell(c: &mut Conn, change: &Change) -> QueryResult<()> {
    let payload = serde_json::to_string(change).map_err(|e| diesel::result::Error::SerializationError(e.into()))?;
    signal::raise_with(c, SIGNAL, payload)
}
