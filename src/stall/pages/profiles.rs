//! Profiles.

use actix_web::web::{Path, Query};
use actix_web::{HttpRequest, HttpResponse};
use chrono::NaiveDateTime;
use diesel::result::Error as DbError;
use host::Teaser;
use host::module::{ProfileLink, ProfileNote};
use host::social::actor::{Actor, ActorId};
use host::social::block::Block;
use host::social::card::{Card, Shown};
use host::social::filter::{self, FilterContext};
use host::social::follow::{Follow, FollowState};
use host::social::membership::may_act_for;
use host::social::mute::{self, Mute};
use host::social::object::ObjectId;
use host::social::range::Range;
use host::social::tag::Tag;
use host::social::timeline::{self, Choice};
use host::social::{markup, pin, visibility};
use host::store::Conn;
use host::teaser::TeaserPicture;
use host::web::card::{AuthorCard, ObjectCard, Pagination};
use host::web::{self, wants_activity};
use serde::{Deserialize, Serialize};

use super::members::GroupTie;
use crate::activity;
use crate::here::Here;

/// How many objects a page shows.
const PAGE: usize = 20;

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
    /// Of one of this stall.
    teaser: Option<Teaser>,
    /// Where it moved, if that is known here.
    moved: Option<AuthorCard>,
    tie: Option<Tie>,
    tags: Vec<String>,
    links: Vec<ProfileLink>,
    /// What the actor does at this moment.
    note: Option<ProfileNote>,
    /// Of a group that has members.
    group: Option<GroupTie>,
    pinned: Vec<ObjectCard>,
    cards: Vec<ObjectCard>,
    replies: bool,
    pages: Pagination,
    composer: Option<&'static str>,
    here: String,
    feeds: bool,
    indexable: bool,
}

/// An actor's page; for programs, its document. Of a deleted one a tombstone is left.
pub(crate) async fn show(
    here: Here,
    req: HttpRequest,
    handle: Path<String>,
    part: Query<Part>,
) -> web::Result<HttpResponse> {
    let actor = match here.actor(&handle).await {
        Err(missing) => {
            let gone = here.deleted_actor(&handle).await?.ok_or(missing)?;
            return activity::gone::actor(&req, &gone);
        }
        Ok(found) => found,
    };
    if actor.stall.as_deref() == Some(here.stall.name) && wants_activity(&req) {
        return activity::actor_document(&here, actor).await;
    }
    let (viewer, part) = (here.viewer(), part.into_inner());
    let (wanted, shown) = (part.clone(), actor.clone());
    let module = here.app.modules.find(here.stall.name).filter(|_| actor.stall.as_deref() == Some(here.stall.name));
    let stall = here.stall.name;
    let (seen, links, note, group) = here
        .app
        .db
        .read(move |c| {
            let runs = viewer.map(|viewer| may_act_for(c, viewer, shown.id)).transpose()?.unwrap_or(false);
            let links = module.map(|module| module.profile_links(c, &shown, runs)).transpose()?;
            let note = module.map(|module| module.profile_note(c, viewer, &shown)).transpose()?.flatten();
            let group = GroupTie::read(c, stall, &shown, viewer)?;
            Ok::<_, DbError>((Seen::read(c, &shown, viewer, &wanted)?, links.unwrap_or_default(), note, group))
        })
        .await?;
    here.app.federation.renew_actor(&actor).await?;
    let show = here.show();
    let path = show.actor_path(&actor);
    let query = if part.replies { "&replies=true" } else { "" };
    let context = Profile {
        mine: viewer == Some(actor.id),
        teaser: (actor.stall.as_deref() == Some(here.stall.name)).then(|| teaser(&here, &actor)),
        moved: seen.moved.as_ref().map(|actor| show.author(actor)),
        tie: seen.tie,
        tags: seen.tags,
        links,
        note,
        group,
        pinned: show.cards(&seen.pinned),
        cards: seen.published.iter().map(|published| show.shown(published)).collect(),
        replies: part.replies,
        pages: Pagination {
            newer: part.before.map(|_| if part.replies { format!("{path}?replies=true") } else { path.clone() }),
            older: seen.last.map(|last| format!("{path}?before={last}{query}")),
        },
        composer: here.composer().map(|composer| composer.path),
        here: path,
        feeds: actor.stall.as_deref() == Some(here.stall.name),
        indexable: actor.indexable && actor.is_local(),
        profile: ProfileCard::of(&here, &actor),
    };
    here.visit.render("stall/profile.html", &context)
}

/// What an actor's page is previewed by elsewhere.
fn teaser(here: &Here, actor: &Actor) -> Teaser {
    let picture = actor.avatar_id.map(|id| TeaserPicture {
        url: here.stall.origin.url(&format!("/files/{id}/preview")).into(),
        alt: actor.display_name().to_owned(),
        ..TeaserPicture::default()
    });
    let teaser = Teaser {
        kind: "profile",
        title: format!("{} (@{})", actor.display_name(), actor.handle()),
        description: markup::excerpt(&actor.summary, 200),
        url: actor.page().to_owned(),
        creator: actor.handle(),
        picture,
        ..Teaser::default()
    };
    teaser.embeddable(&here.stall)
}

/// What a reader gets to see of an actor.
struct Seen {
    tie: Option<Tie>,
    moved: Option<Actor>,
    tags: Vec<String>,
    pinned: Vec<Card>,
    published: Vec<Shown>,
    /// Where the page ends, if there is more.
    last: Option<i64>,
}

impl Seen {
    fn read(c: &mut Conn, actor: &Actor, viewer: Option<ActorId>, part: &Part) -> Result<Self, DbError> {
        let pinned = if part.before.is_some() { Vec::new() } else { pin::list(c, actor.id)? };
        let pinned = visibility::visible(c, viewer, pinned)?;
        let choice = Choice { replies: part.replies, boosts: !part.replies, ..Choice::default() };
        let entries = timeline::of_actor(c, actor.id, viewer, choice, Range::before(part.before), PAGE)?;
        let last = entries.last().map(|entry| entry.id.0).filter(|_| entries.len() == PAGE);
        let mut published = Card::of_entries(c, viewer, entries)?;
        // What is pinned stands above already.
        published.retain(|published| pinned.iter().all(|pinned| pinned.id != published.card.object.id));
        let moved = actor.moved_to.as_deref().map(|uri| Actor::find_by_uri(c, uri)).transpose()?.flatten();
        Ok(Self {
            tie: viewer.filter(|viewer| *viewer != actor.id).map(|viewer| tie(c, viewer, actor.id)).transpose()?,
            moved: moved.filter(Actor::is_present),
            tags: Tag::featured_by(c, actor.id)?.into_iter().map(|featured| featured.tag.display).collect(),
            pinned: Card::gather(c, viewer, pinned)?,
            published: filter::sift(c, viewer, FilterContext::Account, published)?,
            last,
        })
    }
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
