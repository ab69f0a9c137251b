//! Feeds: what is public of an actor or under a hashtag, for feed readers.

use actix_web::HttpResponse;
use actix_web::web::Path;
use diesel::result::Error as DbError;
use host::show::feed_entry;
use host::social::card::Card;
use host::social::object::Object;
use host::social::range::Range;
use host::social::tag::{self, Tag};
use host::social::visibility::Visibility;
use host::social::{timeline, visibility};
use host::web;
use host::web::feed::Feed;
use url::Url;

use crate::here::Here;

/// How many entries a feed has.
const ENTRIES: usize = 20;

/// What an actor of this stall published for everybody.
pub(crate) async fn actor(here: Here, path: Path<(String, String)>) -> web::Result<HttpResponse> {
    let (handle, format) = path.into_inner();
    let actor = here.actor(&handle).await?;
    if actor.stall.as_deref() != Some(here.stall.name) {
        return Err(web::Error::not_found("feed"));
    }
    let id = actor.id;
    let cards = here
        .app
        .db
        .read(move |c| {
            let objects = visibility::page(c, None, Range::default(), ENTRIES, |c, range, limit| {
                Ok(Object::of_actor(c, id, false, range, limit)?
                    .into_iter()
                    .filter(|object| object.visibility == Visibility::Public)
                    .collect())
            })?;
            Card::gather(c, None, objects)
        })
        .await?;
    let page = here.stall.profile(&actor.username);
    let feed = Feed {
        title: format!("{} (@{})", actor.display_name(), actor.handle()),
        description: host::social::markup::to_text(&actor.summary),
        feed: at(&page, &format),
        picture: actor.avatar_id.map(|id| here.stall.origin.url(&format!("/files/{id}/preview"))),
        language: actor.settings.0.language.clone(),
        entries: cards.iter().filter_map(|card| feed_entry(&here.stall, card)).collect(),
        page,
    };
    Ok(answer(&feed, &format))
}

/// What is public under a hashtag.
pub(crate) async fn tag(here: Here, path: Path<(String, String)>) -> web::Result<HttpResponse> {
    let (name, format) = path.into_inner();
    let name = tag::normalise(&name).ok_or_else(|| web::Error::not_found("tag"))?;
    let wanted = name.clone();
    let (display, cards) = here
        .app
        .db
        .read(move |c| {
            let tag = Tag::find(c, &wanted)?.ok_or(DbError::NotFound)?;
            let objects = timeline::tagged(c, tag.id, None, Range::default(), ENTRIES)?;
            Ok::<_, DbError>((tag.display, Card::gather(c, None, objects)?))
        })
        .await?;
    let page = here.stall.tag(&name);
    let feed = Feed {
        title: format!("#{display} · {}", here.stall.origin.host()),
        description: format!("#{display}"),
        feed: at(&page, &format),
        picture: None,
        language: None,
        entries: cards.iter().filter_map(|card| feed_entry(&here.stall, card)).collect(),
        page,
    };
    Ok(answer(&feed, &format))
}

fn at(page: &Url, format: &str) -> Url {
    let mut url = page.clone();
    url.set_path(&format!("{}/feed.{format}", page.path()));
    url
}

fn answer(feed: &Feed, format: &str) -> HttpResponse {
    if format == "rss" { feed.rss_response() } else { feed.atom_response() }
}
