//! What the reader likes, the last liked first.

use actix_web::HttpResponse;
use actix_web::web::Query;
use diesel::result::Error as DbError;
use host::App;
use host::web::card::Pagination;
use host::web::{self, MemberVisit};
use serde::Serialize;

use super::cards::TrackCard;
use super::part::{PAGE, Part};
use super::visit::{me, stall};
use crate::track::TrackList;

#[derive(Serialize)]
struct Favourites {
    tracks: Vec<TrackCard>,
    pages: Pagination,
}

/// The list.
pub(super) async fn index(visit: MemberVisit, app: App, part: Query<Part>) -> web::Result<HttpResponse> {
    let (me, here, offset) = (me(&visit)?, stall(&app)?.clone(), part.offset());
    let read = app.db.read(move |c| {
        let list = TrackList { liked: true, limit: PAGE, offset, ..TrackList::default() };
        let heard = list.read(c, Some(me))?;
        let more = heard.len() as i64 == PAGE;
        Ok::<_, DbError>((TrackCard::gather(c, Some(me), &here, heard)?, more))
    });
    let (tracks, more) = read.await?;
    let pages = part.pages("/favourites", more);
    visit.render("music/favourites.html", &Favourites { tracks, pages })
}
