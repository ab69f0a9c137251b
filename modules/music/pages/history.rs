//! What the reader played, the last first. It is the reader's alone.

use actix_web::HttpResponse;
use actix_web::web::Query;
use chrono::NaiveDateTime;
use diesel::result::Error as DbError;
use host::App;
use host::web::card::Pagination;
use host::web::{self, Bucket, Form, Key, MemberVisit};
use serde::{Deserialize, Serialize};

use super::cards::TrackCard;
use super::player::Nothing;
use super::visit::{me, stall};
use crate::listen;
use crate::track::Heard;

/// How many listens a page shows.
const PAGE: i64 = 100;

/// Which part of the list, from 1.
#[derive(Debug, Clone, Copy, Default, Deserialize)]
#[serde(default)]
pub(super) struct Part {
    page: i64,
}

#[derive(Serialize)]
struct History {
    tracks: Vec<TrackCard>,
    /// When each was played.
    times: Vec<NaiveDateTime>,
    pages: Pagination,
}

/// The list.
pub(super) async fn index(visit: MemberVisit, app: App, part: Query<Part>) -> web::Result<HttpResponse> {
    let (me, here, page) = (me(&visit)?, stall(&app)?.clone(), part.page.clamp(1, 10_000));
    let read = app.db.read(move |c| {
        let played = listen::of(c, me, PAGE, (page - 1) * PAGE)?;
        let more = played.len() as i64 == PAGE;
        let (mut heard, mut times) = (Vec::new(), Vec::new());
        for (track, at) in played {
            if let Some(found) = Heard::find(c, Some(me), track)? {
                heard.push(found);
                times.push(at);
            }
        }
        Ok::<_, DbError>((TrackCard::gather(c, Some(me), &here, heard)?, times, more))
    });
    let (tracks, times, more) = read.await?;
    let path = |page: i64| format!("/history?page={page}");
    let pages = Pagination { newer: (page > 1).then(|| path(page - 1)), older: more.then(|| path(page + 1)) };
    visit.render("music/history.html", &History { tracks, times, pages })
}

/// Forgets all of it.
pub(super) async fn clear(visit: MemberVisit, app: App, _form: Form<Nothing>) -> web::Result<HttpResponse> {
    let me = me(&visit)?;
    app.web.limiter.check(Bucket::Write, Key::account(visit.me.account))?;
    app.db.write(move |c| listen::forget(c, me)).await?;
    visit.notice("music-history-gone");
    Ok(visit.see_other("/history"))
}
