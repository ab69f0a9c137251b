//! What a member is told.

use actix_web::HttpResponse;
use actix_web::web::{Path, Query};
use chrono::NaiveDateTime;
use diesel::result::Error as DbError;
use host::show::title_of;
use host::social::actor::Actor;
use host::social::card::Card;
use host::social::filter::{self, FilterContext};
use host::social::follow::Follow;
use host::social::notification::{Notification, NotificationId, NotificationKind};
use host::social::object::Object;
use host::social::visibility;
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
}

#[derive(Serialize)]
struct Notifications {
    items: Vec<Item>,
    mentions: bool,
    requests: i64,
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
    let (me, before, mentions) = (here.me, part.before, part.mentions);
    let kinds: &[NotificationKind] = if mentions { &[NotificationKind::Mention, NotificationKind::Quote] } else { &[] };
    let (listed, actors, cards, requests) = here
        .app
        .db
        .read(move |c| {
            let listed = Notification::list(c, me, kinds, before, PAGE)?;
            let from: Vec<_> = listed.iter().map(|notification| notification.from_id).collect();
            let about: Vec<_> = listed.iter().filter_map(|notification| notification.object_id).collect();
            let objects = Object::load(c, &about)?;
            let objects = visibility::visible(c, Some(me), objects)?;
            let cards = Card::gather(c, Some(me), objects)?;
            let cards = filter::sift(c, Some(me), FilterContext::Notifications, cards)?;
            Ok::<_, DbError>((listed, Actor::load(c, &from)?, cards, Follow::count_requests(c, me)?))
        })
        .await?;
    let show = here.show();
    let items = listed.iter().filter_map(|notification| {
        let from = actors.iter().find(|actor| actor.id == notification.from_id)?;
        let card = notification.object_id.map(|id| cards.iter().find(|card| card.object.id == id));
        // What it is about may be gone, or out of sight by now.
        if matches!(card, Some(None)) {
            return None;
        }
        let card = card.flatten();
        let own = matches!(notification.kind, NotificationKind::Like | NotificationKind::Boost);
        let about = card
            .filter(|_| own)
            .map(|card| About { path: show.object_path(&card.author, &card.object), text: title_of(card) });
        Some(Item {
            about,
            id: notification.id.to_string(),
            kind: notification.kind,
            from: show.author(from),
            card: card.map(|card| show.card(card)),
            at: notification.created_at,
            fresh: notification.read_at.is_none(),
        })
    });
    let (path, query) =
        if mentions { ("/notifications?mentions=true", "&mentions=true") } else { ("/notifications", "") };
    let context = Notifications {
        items: items.collect(),
        mentions,
        requests,
        pages: Pagination {
            newer: before.map(|_| path.to_owned()),
            older: listed
                .last()
                .filter(|_| listed.len() as i64 == PAGE)
                .map(|last| format!("/notifications?before={}{query}", last.id)),
        },
    };
    if let Some(newest) = listed.first().map(|notification| notification.id) {
        here.app.db.write(move |c| Notification::read_up_to(c, me, newest)).await?;
    }
    here.visit.render("stall/notifications.html", &context)
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
