//! Whom an actor follows, blocks, mutes and lists, and what it keeps: CSV that Mastodon and its kin import.

use std::io::{Seek, Write};

use host::App;
use host::social::actor::{Actor, ActorId};
use host::social::block::Block;
use host::social::follow::Follow;
use host::social::import::ImportKind;
use host::social::list::List;
use host::social::mute::{self, Mute};
use host::social::range::{ALL, Range};
use host::store::Conn;

use super::{Archive, ArchiveError, outbox};
use host::web::csv::{self, Table};

/// How many rows are read at a time.
const BATCH: i64 = 500;

pub(super) fn write<W: Write + Seek>(
    app: &App,
    actor: &Actor,
    folder: &str,
    archive: &mut Archive<W>,
) -> Result<(), ArchiveError> {
    let of = actor.id;
    for kind in ImportKind::ALL {
        let table = app.db.read_blocking(move |c| table(c, of, *kind))?;
        archive.put(&format!("{folder}/{}", kind.file_name()), table.as_bytes())?;
    }
    let followers = app.db.read_blocking(move |c| followers(c, of))?;
    archive.put(&format!("{folder}/followers.csv"), followers.as_bytes())
}

/// A table of an actor, with a head where Mastodon writes one.
pub(crate) fn table(c: &mut Conn, actor: ActorId, kind: ImportKind) -> diesel::QueryResult<String> {
    match kind {
        ImportKind::Following => following(c, actor),
        ImportKind::Lists => lists(c, actor),
        ImportKind::Blocks => {
            let blocked = Block::list(c, actor, Range::default(), ALL)?;
            Ok(column(blocked.iter().map(|(_, blocked)| blocked.handle())))
        }
        ImportKind::Mutes => mutes(c, actor),
        ImportKind::Domains => {
            let hosts = mute::hosts(c, actor, Range::default(), ALL)?;
            Ok(column(hosts.into_iter().map(|(_, host)| host)))
        }
        ImportKind::Bookmarks => Ok(column(outbox::bookmarks(c, actor)?)),
    }
}

fn following(c: &mut Conn, actor: ActorId) -> diesel::QueryResult<String> {
    let mut table = Table::new(ImportKind::Following.columns());
    let mut range = Range::default();
    loop {
        let rows = Follow::following(c, actor, range, BATCH)?;
        let Some((last, _)) = rows.last() else { return Ok(table.into_string()) };
        range = range.beyond(last.id.into());
        for (follow, followed) in &rows {
            table.row(&[
                &followed.handle(),
                word(follow.show_boosts),
                word(follow.notify),
                &follow.languages.join(", "),
            ]);
        }
    }
}

fn followers(c: &mut Conn, actor: ActorId) -> diesel::QueryResult<String> {
    let mut table = Table::new(&["Account address"]);
    let mut range = Range::default();
    loop {
        let rows = Follow::followers(c, actor, range, BATCH)?;
        let Some((last, _)) = rows.last() else { return Ok(table.into_string()) };
        range = range.beyond(last.id.into());
        for (_, follower) in &rows {
            table.row(&[&follower.handle()]);
        }
    }
}

fn mutes(c: &mut Conn, actor: ActorId) -> diesel::QueryResult<String> {
    let mut table = Table::new(ImportKind::Mutes.columns());
    for (mute, muted) in Mute::list(c, actor, Range::default(), ALL)? {
        table.row(&[&muted.handle(), word(mute.notifications)]);
    }
    Ok(table.into_string())
}

fn lists(c: &mut Conn, actor: ActorId) -> diesel::QueryResult<String> {
    let mut table = String::new();
    for list in List::of(c, actor)? {
        for member in list.members(c, Range::default(), ALL)? {
            table.push_str(&csv::line(&[&list.title, &member.handle()]));
        }
    }
    Ok(table)
}

/// A table of one column and no head, as Mastodon has it for blocks, hosts and bookmarks.
fn column(cells: impl IntoIterator<Item = String>) -> String {
    cells.into_iter().map(|cell| csv::line(&[&cell])).collect()
}

fn word(yes: bool) -> &'static str {
    if yes { "true" } else { "false" }
}
