//! A large shelf: half of it the member's own, for nobody else, half another member's, for the club.

use anyhow::Context;
use chrono::{TimeDelta, Utc};
use diesel::connection::SimpleConnection;
use host::social::actor::Actor;
use host::store::{dialect, snowflake};

use crate::club::Club;

pub(super) const ALBUMS: usize = 5000;
/// How many tracks an album has.
pub(super) const TRACKS: usize = 20;
/// One album follows the other in so many seconds: together they take about as long as the posts between which they stand.
const APART: i64 = 200;

/// Where the albums stand.
pub(super) struct Shelf {
    first: i64,
    step: i64,
}

impl Shelf {
    /// The number of an album.
    pub(super) fn album(&self, place: usize) -> i64 {
        self.first + i64::try_from(place % ALBUMS).unwrap_or_default() * self.step
    }
}

/// Writes the rows that bringing so many files would leave, as SQLite counts them up.
pub(super) async fn fill(club: &Club) -> anyhow::Result<Shelf> {
    let first = snowflake::floor(Utc::now() - TimeDelta::days(200));
    let shelf = Shelf { first, step: (APART * 1000) << 16 };
    let actors =
        club.app.db.read(|c| Ok::<_, diesel::result::Error>([at_the_stall(c, "ana")?, at_the_stall(c, "bo")?]));
    let [own, other] = actors.await?.map(|actor| actor.map(|actor| actor.id.to_string()));
    let rows = [
        (":first", shelf.first.to_string()),
        (":step", shelf.step.to_string()),
        (":albums", ALBUMS.to_string()),
        (":tracks", TRACKS.to_string()),
        (":own", own.context("the member has no actor at the music stall")?),
        (":other", other.context("the other has none")?),
    ];
    let sql = rows.iter().fold(include_str!("shelf.sql").to_owned(), |sql, (name, value)| sql.replace(name, value));
    club.app.db.write(move |c| c.batch_execute(&sql)).await?;
    club.app.db.write(dialect::analyze).await?;
    Ok(shelf)
}

fn at_the_stall(c: &mut host::store::Conn, name: &str) -> diesel::QueryResult<Option<Actor>> {
    Actor::find_at(c, "music", name)
}
