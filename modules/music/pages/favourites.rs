//! What the reader likes, the last liked first.

use actix_web::HttpResponse;
use actix_web::web::Query;
use diesel::result::Error as DbError;
use host::App;
use host::web::card::Pagination;
use host::web::{self, MemberVisit};
use serde::{Deserialize, Serialize};

use super::cards::TrackCard;
use super::visit::{me, stall};
use crate::track::TrackList;

/// How many tracks a page shows.
const PAGE: i64 = 100;

/// Which part of the list, from 1.
#[derive(Debug, Clone, Copy, Default, Deserialize)]
#[serde(default)]
pub(super) struct Part {
    page: i64,
}

#[derive(Serialize)]
struct Favourites {
    tracks: Vec<TrackCard>,
    pages: Pagination,
}

/// The list.
pub(super) async fn index(visit: MemberVisit, app: App, part: Query<Part>) -> web::Result<HttpResponse> {
    let (me, here, page) = (me(&visit)?, stall(&app)?.clone(), part.page.clamp(1, 10_000));
    let read = app.db.read(move |c| {
        let list = TrackList { liked: true, limit: PAGE, offset: (page - 1) * PAGE, ..TrackList::default() };
        let heard = list.read(c, Some(me))?;
        let more = heard.len() as i64 == PAGE;
        Ok::<_, DbError>((TrackCard::gather(c, Some(me), &here, heard)?, more))
    });
    let (tracks, more) = read.await?;
    let path = |page: i64| format!("/favourites?page={page}");
    let pages = Pagination { newer: (page > 1).then(|| path(page - 1)), older: more.then(|| path(page + 1)) };
    visit.render("music/favourites.html", &Favourites { tracks, pages })
}
