//! Objects: each with what it answers and what answers it.

use actix_web::web::Path;
use actix_web::{HttpRequest, HttpResponse};
use chrono::NaiveDateTime;
use diesel::result::Error as DbError;
use host::show::title_of;
use host::social::actor::ActorId;
use host::social::card::Card;
use host::social::conversation;
use host::social::correspondence::Correspondence;
use host::social::edit::ObjectEdit;
use host::social::filter::{self, FilterContext};
use host::social::membership::may_act_for;
use host::social::object::{Object, ObjectId};
use host::social::outbox::OutboxEntry;
use host::social::visibility::{self, Visibility};
use host::store::Conn;
use host::web::card::ObjectCard;
use host::web::{self, Form, Message, wants_activity};
use host::{Fact, Teaser};
use serde::Serialize;
use url::Url;

use super::Button;
use super::answers::AnswerForm;
use crate::activity;
use crate::here::{Here, MemberHere, find_object};

#[derive(Serialize)]
struct Thread {
    title: String,
    /// Its id, which is where its document is.
    uri: String,
    /// Where everybody may read it.
    teaser: Option<Teaser>,
    /// What the stall's module says of it.
    facts: Vec<Fact>,
    /// What search engines read of it.
    structured_html: Option<String>,
    indexable: bool,
    ancestors: Vec<ObjectCard>,
    card: ObjectCard,
    replies: Vec<ObjectCard>,
    edits: usize,
    /// Whether it quotes the reader, who may take the consent back.
    quotes_me: bool,
    form: Option<AnswerForm>,
    most: usize,
    composer: Option<&'static str>,
}

/// An object's page; for programs, its document. Of what was deleted a tombstone is left.
pub(crate) async fn show(here: Here, req: HttpRequest, path: Path<(String, ObjectId)>) -> web::Result<HttpResponse> {
    let (handle, id) = path.into_inner();
    let (author, object) = match here.object(&handle, id).await {
        Err(missing) => {
            let gone = here.deleted_object(&handle, id).await?.ok_or(missing)?;
            return activity::gone::object(&req, &gone);
        }
        Ok(found) => found,
    };
    if object.stall.as_deref() == Some(here.stall.name) && wants_activity(&req) {
        return activity::object_document(&here, object).await;
    }
    let viewer = here.viewer();
    if viewer.is_some() {
        here.app.federation.complete_thread(&object).await?;
    }
    let module = here.app.modules.find(here.stall.name);
    let (ancestors, card, facts, replies, edits, unread) = here
        .app
        .db
        .read(move |c| {
            let unread = unread(c, viewer, &object)?;
            let (above, below) = (conversation::ancestors(c, &object)?, conversation::descendants(c, &object)?);
            let edits = ObjectEdit::of(c, object.id)?.len();
            let facts = module.map(|module| module.facts(c, &object)).transpose()?.unwrap_or_default();
            Ok::<_, DbError>((
                cards(c, viewer, above)?,
                Card::of(c, viewer, object.clone())?,
                facts,
                cards(c, viewer, below)?,
                edits,
                unread,
            ))
        })
        .await?;
    if let Some(unread) = unread {
        here.app.db.write(move |c| unread.mark(c, false)).await?;
    }
    let show = here.show();
    let shown = show.card(&card);
    let played = match card.object.page().parse::<Url>() {
        Ok(page) if card.object.stall.as_deref() == Some(here.stall.name) => here.embeddable(page.path()).await?,
        _ => None,
    };
    let context = Thread {
        title: title_of(&card),
        uri: card.object.uri.clone(),
        teaser: teaser(&here, &card).map(|teaser| teaser.played(played.as_ref())),
        facts,
        structured_html: module.and_then(|module| module.structured(&here.stall, &card)),
        indexable: author.indexable && author.is_local() && card.object.visibility == Visibility::Public,
        ancestors: show.cards(&ancestors),
        replies: show.cards(&replies),
        edits,
        quotes_me: !shown.mine && card.quote.as_ref().is_some_and(|quoted| viewer == Some(quoted.object.actor_id)),
        form: viewer.filter(|viewer| card.object.may_answer(*viewer)).map(|_| AnswerForm::to(&card)),
        most: here.app.config.limits.post_characters,
        composer: here.answering(),
        card: shown,
    };
    here.visit.render("stall/thread.html", &context)
}

/// What an object is previewed by elsewhere, where everybody may read it.
pub(super) fn teaser(here: &Here, card: &Card) -> Option<Teaser> {
    if !card.object.visibility.is_open() || card.object.stall.as_deref() != Some(here.stall.name) {
        return None;
    }
    let title = Message::new("thread-title").with("name", card.author.display_name().to_owned());
    let title = here.visit.translate(title.with("text", title_of(card)));
    Some(Teaser { title, ..Teaser::of(&here.stall, card).embeddable(&here.stall) })
}

/// The conversation that a message is in, where the reader has not read it yet.
fn unread(c: &mut Conn, viewer: Option<ActorId>, object: &Object) -> Result<Option<Correspondence>, DbError> {
    match viewer.filter(|_| object.visibility == Visibility::Direct) {
        Some(me) => Ok(Correspondence::find(c, me, object.conversation_id)?.filter(|one| one.unread)),
        None => Ok(None),
    }
}

fn cards(
    c: &mut Conn,
    viewer: Option<ActorId>,
    objects: Vec<host::social::object::Object>,
) -> Result<Vec<Card>, DbError> {
    let seen = visibility::visible(c, viewer, objects)?;
    let cards = Card::gather(c, viewer, seen)?;
    filter::sift(c, viewer, FilterContext::Thread, cards)
}

#[derive(Serialize)]
struct Delete {
    card: ObjectCard,
}

/// Asks whether it shall really go.
pub(crate) async fn delete(here: MemberHere, path: Path<(String, ObjectId)>) -> web::Result<HttpResponse> {
    let card = own_card(&here, path.into_inner()).await?;
    here.visit.render("stall/delete.html", &Delete { card: here.show().card(&card) })
}

/// Deletes one of the member's own objects; other servers are told.
pub(crate) async fn destroy(
    here: MemberHere,
    path: Path<(String, ObjectId)>,
    _form: Form<Button>,
) -> web::Result<HttpResponse> {
    let card = own_card(&here, path.into_inner()).await?;
    let hosts = here.app.hosts.clone();
    here.app.db.write(move |c| card.object.delete(c, &hosts, &card.author)).await?;
    here.visit.notice("object-gone");
    Ok(here.visit.see_other(&format!("/@{}", here.name)))
}

pub(super) async fn own_card(here: &MemberHere, (handle, id): (String, ObjectId)) -> web::Result<Card> {
    let (stall, me) = (here.stall.clone(), here.me);
    let card = here.app.db.read(move |c| {
        let (_, object) = find_object(c, &stall, &handle, id, Some(me))?;
        match may_act_for(c, me, object.actor_id)? {
            true => Card::of(c, Some(me), object),
            false => Err(DbError::NotFound),
        }
    });
    Ok(card.await?)
}

#[derive(Serialize)]
struct History {
    card: ObjectCard,
    versions: Vec<Version>,
}

#[derive(Serialize)]
struct Version {
    at: NaiveDateTime,
    summary: Option<String>,
    content_html: String,
    options: Vec<String>,
    /// The alt texts of its media then.
    media: Vec<String>,
}

/// The versions before today's.
pub(crate) async fn history(here: Here, path: Path<(String, ObjectId)>) -> web::Result<HttpResponse> {
    let (handle, id) = path.into_inner();
    let (_, object) = here.object(&handle, id).await?;
    let viewer = here.viewer();
    let (card, edits) = here
        .app
        .db
        .read(move |c| Ok::<_, DbError>((Card::of(c, viewer, object.clone())?, ObjectEdit::of(c, object.id)?)))
        .await?;
    let versions = edits.into_iter().rev().map(|edit| Version {
        at: edit.created_at,
        summary: edit.summary,
        content_html: edit.content,
        options: edit.poll.0,
        media: edit.media.0.into_iter().map(|media| media.description).collect(),
    });
    here.visit.render("stall/history.html", &History { card: here.show().card(&card), versions: versions.collect() })
}

#[derive(Serialize)]
struct Journey {
    card: ObjectCard,
    activities: Vec<Leg>,
}

#[derive(Serialize)]
struct Leg {
    kind: String,
    at: NaiveDateTime,
    body: String,
    deliveries: Vec<Stop>,
}

#[derive(Serialize)]
struct Stop {
    host: String,
    state: String,
    signed: Option<String>,
    tries: i16,
    reason: Option<String>,
    at: Option<NaiveDateTime>,
}

/// How one of the member's own objects travelled: to whom, when, and what they answered.
pub(crate) async fn journey(here: MemberHere, path: Path<(String, ObjectId)>) -> web::Result<HttpResponse> {
    let card = own_card(&here, path.into_inner()).await?;
    let id = card.object.id;
    let travelled = here.app.db.read(move |c| OutboxEntry::of_object(c, id)).await?;
    // Others liked and boosted it too, and that is theirs to look at.
    let own = travelled.into_iter().filter(|(entry, _)| entry.actor_id == card.author.id);
    let activities = own.map(|(entry, deliveries)| Leg {
        kind: entry.activity_type,
        at: entry.created_at,
        body: pretty(&entry.body),
        deliveries: deliveries
            .into_iter()
            .map(|delivery| Stop {
                host: delivery.host,
                state: delivery.state.to_string(),
                signed: delivery.signed,
                tries: delivery.tries,
                reason: delivery.reason,
                at: delivery.done_at,
            })
            .collect(),
    });
    here.visit
        .render("stall/journey.html", &Journey { activities: activities.collect(), card: here.show().card(&card) })
}

/// A document as people read it.
fn pretty(json: &str) -> String {
    serde_json::from_str::<serde_json::Value>(json)
        .and_then(|value| serde_json::to_string_pretty(&value))
        .unwrap_or_else(|_| json.to_owned())
}
