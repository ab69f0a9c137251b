//! Server-sent events (HTML, 9.2): one stream a connection.

use std::time::Duration;

use actix_web::HttpResponse;
use actix_web::http::header::{CACHE_CONTROL, CONTENT_ENCODING};
use bytes::Bytes;
use futures::stream;
use tokio::time::{Interval, MissedTickBehavior, interval};

use super::seats::Seat;
use super::subscription::Subscription;
use super::telling::Told;
use crate::error::Result;

/// How often a sign of life is sent.
const HEARTBEAT: Duration = Duration::from_secs(15);

/// Answers with the news of a stream, without end.
pub(crate) fn open(seat: Seat, subscription: Subscription) -> Result<HttpResponse> {
    seat.subscribe(subscription)?;
    let mut heartbeat = interval(HEARTBEAT);
    heartbeat.set_missed_tick_behavior(MissedTickBehavior::Delay);
    // The first tick comes at once.
    let begun = (seat, heartbeat, ":)\n");
    let body = stream::unfold(begun, async |(mut seat, mut heartbeat, sign)| {
        let said = next(&mut seat, &mut heartbeat, sign).await?;
        Some((Ok::<_, actix_web::Error>(said), (seat, heartbeat, ":thump\n\n")))
    });
    Ok(HttpResponse::Ok()
        .content_type("text/event-stream")
        .insert_header((CACHE_CONTROL, "private, no-store"))
        // A compressor, and a proxy, would keep back what is to leave at once.
        .insert_header((CONTENT_ENCODING, "identity"))
        .insert_header(("X-Accel-Buffering", "no"))
        .streaming(body))
}

/// What is sent next; none at the end.
async fn next(seat: &mut Seat, heartbeat: &mut Interval, sign: &'static str) -> Option<Bytes> {
    tokio::select! {
        // The greeting comes before all news.
        biased;
        _ = heartbeat.tick() => Some(Bytes::from_static(sign.as_bytes())),
        told = seat.news.recv() => told.map(|told| written(&told).into()),
    }
}

/// A message as lines. An event without data would be none to browsers, and `null` is what JSON has for that.
fn written(Told { event, payload, .. }: &Told) -> String {
    format!("event: {event}\ndata: {}\n\n", payload.as_deref().unwrap_or("null"))
}
