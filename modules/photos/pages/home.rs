//! What those publish whom the reader follows: strictly by time, pictures only.

use actix_web::HttpResponse;
use actix_web::web::Query;
use diesel::result::Error as DbError;
use host::social::card::Card;
use host::social::filter::{self, FilterContext};
use host::social::range::Range;
use host::social::timeline;
use host::web::card::{ObjectCard, Pagination};
use host::web::{self, Visit};
use host::{App, Show};
use serde::{Deserialize, Serialize};

use super::discover;
use super::stories::{Tray, TrayCard};
use crate::federate::PHOTO;

/// How many sets of pictures a page shows.
const PAGE: usize = 20;

/// Which part.
#[derive(Debug, Clone, Copy, Default, Deserialize)]
pub(crate) struct Part {
    before: Option<i64>,
    after: Option<i64>,
}

#[derive(Serialize)]
struct Home {
    /// Who shows stories; on the first page alone.
    tray: Option<TrayCard>,
    cards: Vec<ObjectCard>,
    pages: Pagination,
}

/// The home timeline. Who is not logged in sees what members publish.
pub(crate) async fn index(visit: Visit, app: App, part: Query<Part>) -> web::Result<HttpResponse> {
    let Some(me) = visit.member.as_ref().and_then(|member| member.actor) else {
        return discover::index(visit, app, Query(discover::Part::default())).await;
    };
    let paged = part.before.is_some() || part.after.is_some();
    let range = Range { before: part.before, after: part.after, ..Range::default() };
    let found = app.db.read(move |c| {
        let entries = timeline::read_kind(c, me, Some(me), PHOTO, range, PAGE)?;
        let edges = (entries.first().map(|entry| entry.id), entries.last().map(|entry| entry.id));
        let whole = entries.len() == PAGE;
        let cards = Card::of_entries(c, Some(me), entries)?;
        let tray = (!paged).then(|| Tray::gather(c, me)).transpose()?;
        Ok::<_, DbError>((filter::sift(c, Some(me), FilterContext::Home, cards)?, tray, edges, whole))
    });
    let (shown, tray, (first, last), whole) = found.await?;
    let stall = app.hosts.stall(crate::MANIFEST.name).ok_or_else(|| web::Error::not_found("stall"))?;
    let show = Show { stall, viewer: Some(me) };
    let pages = Pagination {
        newer: first.filter(|_| paged).map(|id| format!("/?after={id}")),
        older: last.filter(|_| whole || part.after.is_some()).map(|id| format!("/?before={id}")),
    };
    let (tray, cards) = (tray.map(|tray| tray.card(show)), shown.iter().map(|shown| show.shown(shown)).collect());
    visit.render("photos/home.html", &Home { tray, cards, pages })
}
