//! What a member is told.

use actix_web::HttpResponse;
use actix_web::web::{Path, Query};
use chrono::NaiveDateTime;
use diesel::result::Error as DbError;
use host::show::title_of;
use host::social::actor::ActorId;
use host::social::follow::Follow;
use host::social::marker::{MarkedTimeline, Marker};
use host::social::notification::{Notification, NotificationId, NotificationKind, Request, Told, Wanted};
use host::social::range::Range;
use host::web::card::{AuthorCard, ObjectCard, Pagination};
use host::web::{self, Form};
use serde::{Deserialize, Serialize};

use super::Button;
use crate::here::MemberHere;

/// How many a page shows.
const PAGE: i64 = 40;

#[derive(Debug, Deserialize)]
pub(crate) struct Part {
    before: Option<NotificationId>,
    /// Only answers and mentions.
    #[serde(default)]
    mentions: bool,
    /// Only what this one did, held back or not.
    from: Option<ActorId>,
}

impl Part {
    fn wanted(&self) -> Wanted {
        let all = Wanted { from: self.from, filtered: self.from.is_some(), ..Wanted::default() };
        match self.mentions {
            true => Wanted { kinds: vec![NotificationKind::Mention, NotificationKind::Quote], ..all },
            false => all,
        }
    }

    /// Its address, from the beginning.
    fn path(&self) -> String {
        match (self.from, self.mentions) {
            (Some(from), _) => format!("/notifications?from={from}"),
            (None, true) => "/notifications?mentions=true".to_owned(),
            (None, false) => "/notifications".to_owned(),
        }
    }
}

#[derive(Serialize)]
struct Notifications {
    items: Vec<Item>,
    /// `all`, `mentions` or `held`.
    tab: &'static str,
    requests: i64,
    /// From how many something is held back.
    held: i64,
    pages: Pagination,
}

#[derive(Serialize)]
struct Item {
    id: String,
    kind: NotificationKind,
    from: AuthorCard,
    card: Option<ObjectCard>,
    /// What it is about in a line, where the reader wrote it and knows it.
    about: Option<About>,
    at: NaiveDateTime,
    fresh: bool,
}

#[derive(Serialize)]
struct About {
    path: String,
    text: String,
}

/// What happened, newest first; it counts as seen from now on.
pub(crate) async fn index(here: MemberHere, part: Query<Part>) -> web::Result<HttpResponse> {
    let (me, wanted, range) = (here.me, part.wanted(), Range::before(part.before));
    let read = here.app.db.read(move |c| {
        let listed = Notification::list(c, me, &wanted, range, PAGE)?;
        let ends = listed.first().zip(listed.last()).map(|(first, last)| (first.id, last.id));
        let full = listed.len() as i64 == PAGE;
        let (requests, held) = (Follow::count_requests(c, me)?, Request::figures(c, me)?.0);
        Ok::<_, DbError>((Told::gather(c, me, listed)?, ends, full, requests, held))
    });
    let (told, ends, full, requests, held) = read.await?;
    let path = part.path();
    let older = ends.filter(|_| full).map(|(_, last)| {
        let join = if path.contains('?') { '&' } else { '?' };
        format!("{path}{join}before={last}")
    });
    let context = Notifications {
        items: told.iter().map(|told| item(&here, told)).collect(),
        tab: match (part.from, part.mentions) {
            (Some(_), _) => "held",
            (None, true) => "mentions",
            (None, false) => "all",
        },
        requests,
        held,
        pages: Pagination { newer: part.before.map(|_| path), older },
    };
    // What is read of one alone says nothing of what others did before it.
    if let Some((newest, _)) = ends.filter(|_| part.from.is_none()) {
        here.app.db.write(move |c| Marker::advance(c, me, MarkedTimeline::Notifications, newest.0)).await?;
    }
    here.visit.render("stall/notifications.html", &context)
}

fn item(here: &MemberHere, told: &Told) -> Item {
    let (show, notification) = (here.show(), &told.notification);
    let own = matches!(
        notification.kind,
        NotificationKind::Like
            | NotificationKind::Boost
            | NotificationKind::Participation
            | NotificationKind::Departure
    );
    let about = told
        .card
        .as_ref()
        .filter(|_| own)
        .map(|card| About { path: show.object_path(&card.author, &card.object), text: title_of(card) });
    Item {
        about,
        id: notification.id.to_string(),
        kind: notification.kind,
        from: show.author(&told.from),
        card: told.card.as_ref().map(|card| show.card(card)),
        at: notification.created_at,
        fresh: notification.read_at.is_none(),
    }
}

/// Drops all.
pub(crate) async fn clear(here: MemberHere, _form: Form<Button>) -> web::Result<HttpResponse> {
    let me = here.me;
    here.app.db.write(move |c| Notification::clear(c, me)).await?;
    Ok(here.visit.see_other("/notifications"))
}

/// Drops one.
pub(crate) async fn delete(
    here: MemberHere,
    id: Path<NotificationId>,
    _form: Form<Button>,
) -> web::Result<HttpResponse> {
    let (me, id) = (here.me, id.into_inner());
    here.app.db.write(move |c| Notification::dismiss(c, me, id)).await?;
    Ok(here.visit.see_next("/notifications"))
}
