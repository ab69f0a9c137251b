//! What plays now: told by the player of our own pages, and as far as members show it to one another.

use actix_web::HttpResponse;
use actix_web::web::{Path, ServiceConfig, get, post, put};
use diesel::result::Error as DbError;
use host::App;
use host::social::object::ObjectId;
use host::web::card::AuthorCard;
use host::web::{self, Bucket, Form, Key, MemberVisit};
use serde::{Deserialize, Serialize};

use super::cards::{TrackCard, byline};
use super::visit::{me, stall};
use crate::playing::{self, Playing, Shown, Sign};

/// Every address.
pub(super) fn routes(config: &mut ServiceConfig) {
    config
        .route("/playing", get().to(index))
        .route("/playing", put().to(update))
        .route("/tracks/{id}/playing", post().to(begin));
}

#[derive(Serialize)]
struct NowPlaying {
    listeners: Vec<Listener>,
    shown: Shown,
}

/// Who plays something.
#[derive(Serialize)]
struct Listener {
    member: AuthorCard,
    /// With what, and for how many minutes.
    client: String,
    minutes: i64,
    track: TrackCard,
    mine: bool,
}

/// What members play, and who sees what the reader plays.
async fn index(visit: MemberVisit, app: App) -> web::Result<HttpResponse> {
    let (me, here) = (me(&visit)?, stall(&app)?.clone());
    let read = app.db.read(move |c| {
        let mut listeners = Vec::new();
        for (playing, member, heard) in Playing::seen_by(c, me)? {
            let card = TrackCard::gather(c, Some(me), &here, vec![heard])?.pop();
            listeners.extend(card.map(|track| Listener {
                minutes: playing.minutes(),
                mine: playing.actor_id == me,
                client: playing.client,
                member: byline(&here, Some(me), &member),
                track,
            }));
        }
        Ok::<_, DbError>(NowPlaying { listeners, shown: Shown::of(c, me)? })
    });
    visit.render("music/playing.html", &read.await?)
}

/// Who is to see what the reader plays.
#[derive(Debug, Deserialize)]
struct ShownForm {
    shown: String,
}

/// From now on they see it.
async fn update(visit: MemberVisit, app: App, form: Form<ShownForm>) -> web::Result<HttpResponse> {
    let me = me(&visit)?;
    app.web.limiter.check(Bucket::Write, Key::account(visit.me.account))?;
    let shown: Shown = form.shown.parse().map_err(|_| web::Error::invalid("shown", "form-unfit"))?;
    app.db.write(move |c| shown.choose(c, me)).await?;
    visit.notice("music-changed");
    Ok(visit.see_other("/playing"))
}

/// How far into a track the reader is.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Begun {
    /// In seconds.
    at: f64,
}

/// Notes that the reader plays a track now.
async fn begin(visit: MemberVisit, app: App, id: Path<ObjectId>, form: Form<Begun>) -> web::Result<HttpResponse> {
    let me = me(&visit)?;
    app.web.limiter.check(Bucket::Write, Key::account(visit.me.account))?;
    let played = if form.at.is_finite() { form.at.clamp(0.0, 86_400.0) * 1000.0 } else { 0.0 };
    playing::begin(&app, me, id.into_inner(), "Kermesse", Sign::Told(played as i64)).await?;
    Ok(HttpResponse::NoContent().finish())
}
