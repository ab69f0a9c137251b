//! What an actor published, liked and kept, as collections of ActivityStreams.

use std::io::{Seek, Write};

use host::App;
use host::federation::collection::{self, Part};
use host::social::actor::{Actor, ActorId};
use host::social::bookmark;
use host::social::object::Object;
use host::social::range::Range;
use host::social::reaction::Reaction;
use host::social::visibility;
use host::store::Conn;
use url::Url;

use super::{Archive, ArchiveError};

/// How many rows are read at a time.
const BATCH: i64 = 200;

pub(super) fn write<W: Write + Seek>(
    app: &App,
    actor: &Actor,
    folder: &str,
    archive: &mut Archive<W>,
) -> Result<(), ArchiveError> {
    write_outbox(app, actor, folder, archive)?;
    let of = actor.id;
    let likes = app.db.read_blocking(move |c| likes(c, of))?;
    archive.put(&format!("{folder}/likes.json"), named("likes.json", &likes)?.as_bytes())?;
    let kept = app.db.read_blocking(move |c| bookmarks(c, of))?;
    archive.put(&format!("{folder}/bookmarks.json"), named("bookmarks.json", &kept)?.as_bytes())
}

/// Page by page: an outbox may be larger than memory.
fn write_outbox<W: Write + Seek>(
    app: &App,
    actor: &Actor,
    folder: &str,
    archive: &mut Archive<W>,
) -> Result<(), ArchiveError> {
    archive.begin(&format!("{folder}/outbox.json"))?;
    archive.piece(head("outbox.json").as_bytes())?;
    let (mut part, mut first) = (Part::Page(None), true);
    loop {
        let (hosts, kinds, of) = (app.hosts.clone(), app.federation.clone(), actor.clone());
        let page =
            app.db.read_blocking(move |c| collection::outbox(c, &hosts, kinds.kinds(), &of, Some(of.id), part))?;
        for item in page.items.iter() {
            let separator = if std::mem::take(&mut first) { "\n" } else { ",\n" };
            archive.piece(separator.as_bytes())?;
            archive.piece(&serde_json::to_vec(item)?)?;
        }
        let next = page.next.as_ref().and_then(|next| Url::parse(next.id()?.as_str()).ok());
        match next.as_ref().and_then(Url::query) {
            Some(query) => part = Part::of_query(query),
            None => break,
        }
    }
    archive.piece(b"\n]}\n")
}

fn head(id: &str) -> String {
    format!(
        "{{\"@context\":\"https://www.w3.org/ns/activitystreams\",\"id\":\"{id}\",\"type\":\"OrderedCollection\",\"orderedItems\":["
    )
}

/// A collection of addresses.
fn named(id: &str, uris: &[String]) -> Result<String, ArchiveError> {
    let items: Result<Vec<String>, _> = uris.iter().map(serde_json::to_string).collect();
    Ok(format!("{}{}]}}\n", head(id), items?.join(",")))
}

/// The addresses of what an actor likes, as far as it may still see that.
fn likes(c: &mut Conn, actor: ActorId) -> diesel::QueryResult<Vec<String>> {
    all(c, actor, |c, range| Reaction::list(c, actor, range, BATCH))
}

/// The addresses of what an actor keeps, as far as it may still see that.
pub(super) fn bookmarks(c: &mut Conn, actor: ActorId) -> diesel::QueryResult<Vec<String>> {
    all(c, actor, |c, range| bookmark::list(c, actor, range, BATCH))
}

fn all<I: Copy + Into<i64>>(
    c: &mut Conn,
    viewer: ActorId,
    mut batch: impl FnMut(&mut Conn, Range) -> diesel::QueryResult<Vec<(I, Object)>>,
) -> diesel::QueryResult<Vec<String>> {
    let (mut uris, mut before) = (Vec::new(), None);
    loop {
        let rows = batch(c, Range::before(before))?;
        let Some(last) = rows.last().map(|(id, _)| *id) else { return Ok(uris) };
        before = Some(last);
        let objects = rows.into_iter().map(|(_, object)| object).collect();
        uris.extend(visibility::visible(c, Some(viewer), objects)?.into_iter().map(|object| object.uri));
    }
}
