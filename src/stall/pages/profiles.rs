//! Profiles.

use actix_web::web::{Path, Query};
use actix_web::{HttpRequest, HttpResponse};
use chrono::NaiveDateTime;
use diesel::result::Error as DbError;
use host::social::actor::{Actor, ActorId};
use host::social::block::Block;
use host::social::boost::Boost;
use host::social::card::Card;
use host::social::follow::{Follow, FollowState};
use host::social::mute::{self, Mute};
use host::social::object::{Object, ObjectId};
use host::social::tag::Tag;
use host::social::visibility::Visibility;
use host::social::{pin, visibility};
use host::store::Conn;
use host::web::card::{AuthorCard, ObjectCard, Pagination};
use host::web::{self, wants_activity};
use serde::{Deserialize, Serialize};

use crate::activity;
use crate::here::Here;

/// How many objects a page shows.
const PAGE: usize = 40;

/// Which part of a profile.
#[derive(Debug, Clone, Deserialize)]
pub(crate) struct Part {
    /// With answers to others.
    #[serde(default)]
    replies: bool,
    before: Option<ObjectId>,
}

/// An actor as its page shows it.
#[derive(Serialize)]
pub(crate) struct ProfileCard {
    pub(crate) line: AuthorCard,
    pub(crate) uri: String,
    pub(crate) url: String,
    pub(crate) summary_html: String,
    pub(crate) header_url: Option<String>,
    pub(crate) fields: Vec<FieldRow>,
    pub(crate) locked: bool,
    pub(crate) joined: NaiveDateTime,
    pub(crate) followers: i64,
    pub(crate) following: i64,
    pub(crate) objects: i64,
    pub(crate) moved_to: Option<String>,
    pub(crate) is_group: bool,
}

#[derive(Serialize)]
pub(crate) struct FieldRow {
    name: String,
    value_html: String,
    verified: bool,
}

/// What lies between the reader and the actor.
#[derive(Default, Serialize)]
struct Tie {
    follows: bool,
    asked: bool,
    notify: bool,
    show_boosts: bool,
    follows_me: bool,
    blocks: bool,
    mutes: bool,
    hides_host: bool,
}

#[derive(Serialize)]
struct Profile {
    profile: ProfileCard,
    mine: bool,
    tie: Option<Tie>,
    tags: Vec<String>,
    pinned: Vec<ObjectCard>,
    cards: Vec<ObjectCard>,
    replies: bool,
    pages: Pagination,
    composer: Option<&'static str>,
    here: String,
    feeds: bool,
    indexable: bool,
}

/// An actor's page; for programs, its document.
pub(crate) async fn show(here: Here, req: HttpRequest, handle: Path<String>, part: Query<Part>) -> web::Result<HttpResponse> {
    let actor = here.actor(&handle).await?;
    if actor.stall.as_deref() == Some(here.stall.name) && wants_activity(&req) {
        return activity::actor_document(&here, actor).await;
    }
    let (viewer, part) = (here.viewer(), part.into_inner());
    let (shown, id) = (part.clone(), actor.id);
    let (tie, tags, pinned, cards) = here
        .app
        .db
        .read(move |c| {
            let tie = viewer.filter(|viewer| *viewer != id).map(|viewer| tie(c, viewer, id)).transpose()?;
            let tags = Tag::featured_by(c, id)?.into_iter().map(|featured| featured.tag.display).collect();
            let pinned = if shown.before.is_none() { pin::list(c, id)? } else { Vec::new() };
            let pinned = visibility::visible(c, viewer, pinned)?;
            let pinned = Card::gather(c, viewer, pinned)?;
            Ok::<_, DbError>((tie, tags, pinned, published(c, id, viewer, &shown)?))
        })
        .await?;
    let show = here.show();
    let path = show.actor_path(&actor);
    let older = cards.last().filter(|_| cards.len() >= PAGE).map(|(last, ..)| {
        format!("{path}?before={last}{}", if part.replies { "&replies=true" } else { "" })
    });
    let composer = here.app.modules.find(here.stall.name).and_then(|module| module.manifest().composer);
    let context = Profile {
        mine: viewer == Some(actor.id),
        tie,
        tags,
        pinned: show.cards(&pinned),
        cards: cards
            .iter()
            .map(|(_, card, booster)| ObjectCard {
                boosted_by: booster.as_ref().map(|actor| show.author(actor)),
                ..show.card(card)
            })
            .collect(),
        replies: part.replies,
        pages: Pagination { newer: part.before.map(|_| path.clone()), older },
        composer,
        here: path,
        feeds: actor.is_local(),
        indexable: actor.indexable && actor.is_local(),
        profile: ProfileCard::of(&here, &actor),
    };
    here.visit.render("stall/profile.html", &context)
}

impl ProfileCard {
    pub(crate) fn of(here: &Here, actor: &Actor) -> Self {
        let emojis = here.show().emojis(&actor.host, &actor.emojis.0);
        Self {
            line: here.show().author(actor),
            uri: actor.uri.clone(),
            url: actor.page().to_owned(),
            summary_html: emojis.render(&actor.summary),
            header_url: actor.header_id.map(|id| format!("/files/{id}")),
            fields: actor
                .fields
                .0
                .iter()
                .map(|field| FieldRow {
                    name: field.name.clone(),
                    value_html: emojis.render(&field.value),
                    verified: field.verified_at.is_some(),
                })
                .collect(),
            locked: actor.locked,
            joined: actor.created_at,
            followers: actor.followers_count,
            following: actor.following_count,
            objects: actor.objects_count,
            moved_to: actor.moved_to.clone(),
            is_group: actor.kind == host::social::actor::ActorKind::Group,
        }
    }
}

fn tie(c: &mut Conn, viewer: ActorId, actor: ActorId) -> Result<Tie, DbError> {
    let follow = Follow::find(c, viewer, actor)?;
    let back = Follow::find(c, actor, viewer)?;
    let muted = Mute::find(c, viewer, actor)?.is_some();
    Ok(Tie {
        follows: follow.as_ref().is_some_and(|follow| follow.state == FollowState::Accepted),
        asked: follow.as_ref().is_some_and(|follow| follow.state == FollowState::Pending),
        notify: follow.as_ref().is_some_and(|follow| follow.notify),
        show_boosts: follow.as_ref().is_none_or(|follow| follow.show_boosts),
        follows_me: back.is_some_and(|follow| follow.state == FollowState::Accepted),
        blocks: Block::find(c, viewer, actor)?.is_some(),
        mutes: muted,
        hides_host: !muted && !mute::unwanted(c, viewer, &[actor])?.is_empty(),
    })
}

/// What an actor published and boosted, as far as the viewer may see it, newest first.
fn published(c: &mut Conn, actor: ActorId, viewer: Option<ActorId>, part: &Part) -> Result<Vec<(i64, Card, Option<Actor>)>, DbError> {
    let replies = part.replies;
    let own = visibility::page(c, viewer, part.before, PAGE, |c, before, limit| {
        Object::of_actor(c, actor, replies, before, limit)
    })?;
    let boosts = match replies {
        true => Vec::new(),
        false => Boost::of_actor(c, actor, part.before.map(|id| host::social::boost::BoostId(id.0)), PAGE as i64)?,
    };
    let mut listed: Vec<(i64, Object, bool)> = own.into_iter().map(|object| (object.id.0, object, false)).collect();
    let open: Vec<(i64, Object)> = boosts
        .into_iter()
        .filter(|(boost, _)| boost.visibility != Visibility::Followers)
        .map(|(boost, object)| (boost.id.0, object))
        .collect();
    for (id, object) in open {
        if visibility::may_see(c, viewer, &object)? {
            listed.push((id, object, true));
        }
    }
    listed.sort_by_key(|(id, ..)| std::cmp::Reverse(*id));
    listed.truncate(PAGE);
    let booster = Actor::get(c, actor)?;
    let (places, objects): (Vec<(i64, bool)>, Vec<Object>) =
        listed.into_iter().map(|(id, object, boosted)| ((id, boosted), object)).unzip();
    let cards = Card::gather(c, viewer, objects)?;
    Ok(places
        .into_iter()
        .zip(cards)
        .map(|((id, boosted), card)| (id, card, boosted.then(|| booster.clone())))
        .collect())
}
