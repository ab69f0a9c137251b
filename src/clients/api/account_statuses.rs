//! What an account published.

use diesel::result::Error as DbError;
use host::social::actor::ActorId;
use host::social::tag::Tag;
use host::social::timeline::{self, Choice};
use host::social::{pin, visibility};
use serde::Deserialize;
use utoipa::IntoParams;

use super::accounts::known;
use super::timelines::{MOST, USUAL, cards, ends, page_of_cards, page_of_entries, shown};
use crate::body::Params;
use crate::caller::Caller;
use crate::entities::Status;
use crate::error::Result;
use crate::paging::{Page, Paging};
use crate::path::Path;
use crate::table::{Access, Table};

pub(crate) fn routes(table: &mut Table) {
    table.get("/api/v1/accounts/{id}/statuses", Access::Open("read:statuses"), index);
}

#[derive(Debug, Clone, Default, Deserialize, IntoParams)]
#[serde(default)]
struct Part {
    /// Only what it pinned.
    pinned: bool,
    /// No answers to others.
    exclude_replies: bool,
    /// No boosts.
    exclude_reblogs: bool,
    /// Only what has media.
    only_media: bool,
    /// Only what has this hashtag.
    tagged: Option<String>,
}

async fn index(caller: Caller, id: Path<ActorId>, part: Params<Part>, paging: Paging) -> Result<Page<Status>> {
    let (viewer, range, limit) = (caller.viewer(), paging.range(), paging.limit(USUAL, MOST));
    let part = part.0;
    if part.pinned {
        let read = caller.app.db.read(move |c| {
            let actor = known(c, id.0)?;
            let pinned = pin::list(c, actor.id)?;
            let pinned = visibility::visible(c, viewer, pinned)?;
            cards(c, viewer, pinned)
        });
        let cards = read.await?;
        return Ok(page_of_cards(&caller, &cards, usize::MAX));
    }
    let read = caller.app.db.read(move |c| {
        let actor = known(c, id.0)?;
        let tag = match &part.tagged {
            Some(name) => match Tag::find(c, name)? {
                Some(tag) => Some(tag.id),
                None => return Ok((Vec::new(), None, false)),
            },
            None => None,
        };
        let choice = Choice {
            replies: !part.exclude_replies,
            boosts: !part.exclude_reblogs && !part.only_media,
            media: part.only_media,
            tag,
        };
        let entries = timeline::of_actor(c, actor.id, viewer, choice, range, limit)?;
        let (ends, full) = (ends(&entries), entries.len() == limit);
        Ok::<_, DbError>((shown(c, viewer, entries)?, ends, full))
    });
    let (shown, ends, full) = read.await?;
    Ok(page_of_entries(&caller, &shown, ends, full))
}
