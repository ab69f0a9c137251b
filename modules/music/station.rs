//! Internet radio stations: addresses at which others send, chosen by administrators for everybody.

use chrono::NaiveDateTime;
use diesel::prelude::*;
use host::store::{Conn, clock};

use crate::schema::music_stations;
use crate::text::address;

host::store::id_type! {
    /// Names a station.
    pub(crate) StationId
}

/// The most stations of a club.
const MOST: i64 = 500;
/// The longest name of a station, in characters.
pub(crate) const MAX_TITLE: usize = 200;

/// A row of `music_stations`.
#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable)]
#[diesel(table_name = music_stations)]
pub(crate) struct Station {
    pub(crate) id: StationId,
    pub(crate) title: String,
    /// Where it is heard.
    pub(crate) stream_url: String,
    /// Where it tells of itself.
    pub(crate) home_url: Option<String>,
    pub(crate) created_at: NaiveDateTime,
}

/// What is said of a station, after it was looked through.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Told {
    title: String,
    stream_url: String,
    home_url: Option<String>,
}

/// What is wrong with what is said of a station.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Wrong {
    /// It has no name.
    Title,
    /// It is heard at no address of http or https.
    Stream,
    /// It tells of itself at no such address.
    Home,
}

impl Told {
    /// Of what was typed; an empty home page is none.
    ///
    /// # Errors
    /// [`Wrong`], the first that there is.
    pub(crate) fn read(title: &str, stream: &str, home: &str) -> Result<Self, Wrong> {
        let title: String = title.trim().chars().filter(|c| !c.is_control()).take(MAX_TITLE).collect();
        if title.is_empty() {
            return Err(Wrong::Title);
        }
        let stream_url = address(stream).ok_or(Wrong::Stream)?.into();
        let home_url = match home.trim() {
            "" => None,
            typed => Some(address(typed).ok_or(Wrong::Home)?.into()),
        };
        Ok(Self { title, stream_url, home_url })
    }
}

impl Station {
    /// All of them, by name.
    pub(crate) fn all(c: &mut Conn) -> QueryResult<Vec<Self>> {
        let mut all: Vec<Self> = music_stations::table.select(Self::as_select()).load(c)?;
        all.sort_by_cached_key(|station| (crate::text::sort_key(&station.title), station.id));
        Ok(all)
    }

    /// One by its number.
    pub(crate) fn find(c: &mut Conn, id: StationId) -> QueryResult<Option<Self>> {
        music_stations::table.find(id).select(Self::as_select()).first(c).optional()
    }

    /// Adds one; `None` where the club has too many.
    pub(crate) fn create(c: &mut Conn, told: &Told) -> QueryResult<Option<StationId>> {
        if music_stations::table.count().get_result::<i64>(c)? >= MOST {
            return Ok(None);
        }
        let id = StationId::next();
        diesel::insert_into(music_stations::table)
            .values((
                music_stations::id.eq(id),
                music_stations::title.eq(&told.title),
                music_stations::stream_url.eq(&told.stream_url),
                music_stations::home_url.eq(&told.home_url),
                music_stations::created_at.eq(clock::now()),
            ))
            .execute(c)?;
        Ok(Some(id))
    }

    /// Says something else of one. `false`: there is none such.
    pub(crate) fn change(c: &mut Conn, id: StationId, told: &Told) -> QueryResult<bool> {
        let changed = diesel::update(music_stations::table.find(id)).set((
            music_stations::title.eq(&told.title),
            music_stations::stream_url.eq(&told.stream_url),
            music_stations::home_url.eq(&told.home_url),
        ));
        Ok(changed.execute(c)? > 0)
    }

    /// Drops one. `false`: there is none such.
    pub(crate) fn remove(c: &mut Conn, id: StationId) -> QueryResult<bool> {
        Ok(diesel::delete(music_stations::table.find(id)).execute(c)? > 0)
    }
}
