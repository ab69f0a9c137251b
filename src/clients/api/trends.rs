//! Trends: what members of this stall used in the last days. They are ranked once in a while, not for each who asks.

use diesel::result::Error as DbError;
use host::social::object::{Object, ObjectId};
use host::social::preview::{Preview, PreviewId};
use host::social::tag::{Tag as Known, TagCard, TagId};
use host::social::{trend, visibility};
use serde::Deserialize;
use utoipa::IntoParams;

use super::timelines::cards;
use crate::body::Params;
use crate::caller::Caller;
use crate::entities::{History, PreviewCard, Status, Tag};
use crate::error::Result;
use crate::paging::{Page, Paging};
use crate::table::{Access, Table};

pub(crate) fn routes(table: &mut Table) {
    table.get("/api/v1/trends", Access::Open("read:statuses"), tags);
    table.get("/api/v1/trends/tags", Access::Open("read:statuses"), tags);
    table.get("/api/v1/trends/statuses", Access::Open("read:statuses"), statuses);
    table.get("/api/v1/trends/links", Access::Open("read:statuses"), links);
    table.get("/api/v1/timelines/link", Access::Open("read:statuses"), timeline);
}

/// The part of a ranking that is asked for.
fn part<T: Copy>(ranked: &[T], passed: usize, limit: usize) -> Vec<T> {
    ranked.iter().skip(passed).take(limit).copied().collect()
}

async fn tags(caller: Caller, paging: Paging) -> Result<Page<Tag>> {
    let (passed, limit) = (paging.offset(), paging.limit(10, 20));
    let trends = caller.app.figures.trends(&caller.app.db, &caller.stall).await?;
    let (ids, viewer): (Vec<TagId>, _) = (part(&trends.tags, passed, limit), caller.viewer());
    let read = caller.app.db.read(move |c| {
        let mut tags = Known::load(c, &ids)?;
        tags.sort_by_key(|tag| ids.iter().position(|id| *id == tag.id));
        TagCard::gather(c, viewer, tags)
    });
    let (cards, view) = (read.await?, caller.view());
    Ok(Page::by_offset(&caller, cards.iter().map(|card| view.tag_card(card)).collect(), passed, limit))
}

async fn statuses(caller: Caller, paging: Paging) -> Result<Page<Status>> {
    let (passed, limit) = (paging.offset(), paging.limit(20, 40));
    let trends = caller.app.figures.trends(&caller.app.db, &caller.stall).await?;
    let (ids, viewer): (Vec<ObjectId>, _) = (part(&trends.objects, passed, limit), caller.viewer());
    let cards = caller.app.db.read(move |c| {
        let mut objects = Object::load(c, &ids)?;
        objects.sort_by_key(|object| ids.iter().position(|id| *id == object.id));
        // It may have been taken back, or its author kept out, since it was ranked.
        objects.retain(|object| object.visibility == visibility::Visibility::Public);
        let seen = visibility::visible(c, viewer, objects)?;
        cards(c, viewer, seen)
    });
    Ok(Page::by_offset(&caller, caller.view().statuses(&cards.await?), passed, limit))
}

async fn links(caller: Caller, paging: Paging) -> Result<Page<PreviewCard>> {
    let (passed, limit) = (paging.offset(), paging.limit(10, 20));
    let trends = caller.app.figures.trends(&caller.app.db, &caller.stall).await?;
    let (ids, view): (Vec<PreviewId>, _) = (part(&trends.links, passed, limit), caller.view());
    let links = caller.app.db.read(move |c| {
        let (known, history) = (Preview::load(c, &ids)?, trend::link_history(c, &ids)?);
        let link = |id: &PreviewId| {
            let shown = known.iter().find(|shown| shown.preview.id == *id && shown.preview.found)?;
            let usage = history.get(id).map(Vec::as_slice).unwrap_or_default();
            Some(PreviewCard { history: Some(usage.iter().map(History::from).collect()), ..view.preview_card(shown) })
        };
        Ok::<_, DbError>(ids.iter().filter_map(link).collect::<Vec<_>>())
    });
    Ok(Page::by_offset(&caller, links.await?, passed, limit))
}

#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
struct Linked {
    /// The page.
    url: String,
}

/// What links to a page.
async fn timeline(caller: Caller, linked: Params<Linked>, paging: Paging) -> Result<Page<Status>> {
    let (limit, range, viewer) = (paging.limit(20, 40), paging.range(), caller.viewer());
    let address = linked.0.url;
    let (cards, ends, full) = caller
        .app
        .db
        .read(move |c| {
            let objects = Preview::objects(c, &address, range, i64::try_from(limit).unwrap_or(i64::MAX))?;
            let full = objects.len() >= limit;
            let ends = objects.first().zip(objects.last()).map(|(first, last)| (first.id.0, last.id.0));
            let seen = visibility::visible(c, viewer, objects)?;
            Ok::<_, DbError>((cards(c, viewer, seen)?, ends, full))
        })
        .await?;
    Ok(Page::new(&caller, caller.view().statuses(&cards), ends, full))
}
