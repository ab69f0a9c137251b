//! What the reader played, the last first. It is the reader's alone.

use actix_web::HttpResponse;
use actix_web::web::Query;
use chrono::NaiveDateTime;
use diesel::result::Error as DbError;
use host::App;
use host::web::card::Pagination;
use host::web::{self, Bucket, Form, Key, MemberVisit};
use serde::Serialize;

use super::cards::TrackCard;
use super::part::{PAGE, Part};
use super::player::Nothing;
use super::visit::{me, stall};
use crate::listen;
use crate::track::Heard;

#[derive(Serialize)]
struct History {
    tracks: Vec<TrackCard>,
    /// When each was played.
    times: Vec<NaiveDateTime>,
    pages: Pagination,
}

/// The list.
pub(super) async fn index(visit: MemberVisit, app: App, part: Query<Part>) -> web::Result<HttpResponse> {
    let (me, here, offset) = (me(&visit)?, stall(&app)?.clone(), part.offset());
    let read = app.db.read(move |c| {
        let played = listen::of(c, me, PAGE, offset)?;
        let more = played.len() as i64 == PAGE;
        let (tracks, times): (Vec<_>, Vec<_>) = played.into_iter().unzip();
        let (places, heard): (Vec<_>, Vec<_>) = Heard::in_turn(c, Some(me), &tracks)?.into_iter().unzip();
        let times: Vec<NaiveDateTime> = places.into_iter().filter_map(|place| times.get(place).copied()).collect();
        Ok::<_, DbError>((TrackCard::gather(c, Some(me), &here, heard)?, times, more))
    });
    let (tracks, times, more) = read.await?;
    let pages = part.pages("/history", more);
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
