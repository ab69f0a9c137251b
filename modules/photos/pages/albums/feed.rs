//! What is put into a public album, for feed readers.

use actix_web::HttpResponse;
use diesel::result::Error as DbError;
use host::show::feed_entry;
use host::social::visibility::Visibility;
use host::web;
use host::web::feed::Feed;

use super::album::cards;
use super::visit::{AlbumVisit, path_of};
use crate::album::{Audience, Cover};

/// How many entries it has.
const ENTRIES: usize = 40;

/// What was last put in that everybody may see. Albums that are not for everybody have none.
pub(super) async fn show(here: AlbumVisit) -> web::Result<HttpResponse> {
    if here.album.audience != Audience::Public {
        return Err(web::Error::not_found("feed"));
    }
    let album = here.album.clone();
    let read = here.app.db.read(move |c| {
        let newest = album.newest(c, None, ENTRIES)?;
        let mut found = cards(c, None, &newest)?;
        found.retain(|card| card.object.visibility == Visibility::Public);
        Ok::<_, DbError>((found, Cover::gather(c, None, vec![album.clone()])?.pop()))
    });
    let (cards, cover) = read.await?;
    let path = path_of(&here.owner, here.album.id);
    let picture = cover.and_then(|cover| cover.picture).map(|media| format!("/files/{}/preview", media.id));
    let feed = Feed {
        title: format!("{} · {}", here.album.title, here.owner.display_name()),
        description: here.album.description.clone(),
        page: here.stall.origin.url(&path),
        feed: here.stall.origin.url(&format!("{path}/feed.atom")),
        picture: picture.map(|path| here.stall.origin.url(&path)),
        language: here.owner.settings.0.language.clone(),
        entries: cards.iter().filter_map(|card| feed_entry(&here.stall, card)).collect(),
    };
    Ok(feed.atom_response())
}
