//! Stories of others, and what others do with ours.

use chrono::{DateTime, NaiveDateTime, SubsecRound, TimeDelta, Utc};
use diesel::prelude::*;
use host::federation::Authentic;
use host::social::actor::Actor;
use host::social::follow::FollowState;
use host::social::markup;
use host::social::media::{Media, MediaKind, RemoteMedia};
use host::social::message::Message;
use host::social::schema::{actors, follows};
use host::store::{Conn, clock, jobs};
use host::vocab::{ActivityType, Entity, Iri, Object, Ref};
use host::{Deed, Handled, Kinds};

use crate::MANIFEST;
use crate::jobs::FetchStory;
use crate::schema::photos_stories;
use crate::story::{LIFETIME, MAX_CAPTION, MAX_PER_DAY, SECONDS, Story, StoryId, USUAL_SECONDS};

/// How long an answer may be, in characters; what is longer is cut.
const MAX_ANSWER: usize = 500;

/// Takes an activity that is about a story.
pub(crate) fn receive(c: &mut Conn, deed: Deed<'_>) -> QueryResult<Handled> {
    match &deed.activity.kind {
        ActivityType::Add => announced(c, deed),
        ActivityType::Delete => withdrawn(c, deed),
        ActivityType::View => seen(c, deed),
        ActivityType::StoryReaction | ActivityType::StoryReply => answered(c, deed),
        _ => Ok(Handled::No),
    }
}

fn ignored(reason: &str) -> QueryResult<Handled> {
    Ok(Handled::Ignored(reason.to_owned()))
}

/// The story that is embedded.
fn embedded<'a>(deed: &Deed<'a>) -> Option<&'a Object> {
    let object = deed.activity.first_object().and_then(Ref::inline).and_then(Entity::object);
    object.filter(|object| object.is("Story"))
}

fn find(c: &mut Conn, uri: &Iri) -> QueryResult<Option<Story>> {
    photos_stories::table
        .filter(photos_stories::uri.eq(uri.as_str()))
        .filter(photos_stories::expires_at.gt(clock::now()))
        .select(Story::as_select())
        .first(c)
        .optional()
}

/// Somebody shows one: it is fetched, where a member follows them here.
fn announced(c: &mut Conn, deed: Deed<'_>) -> QueryResult<Handled> {
    let Some(object) = embedded(&deed) else { return Ok(Handled::No) };
    let (Some(uri), Some(bear)) = (&object.id, object.bear()) else {
        return ignored("the story does not say where it is");
    };
    let by = deed.activity.by();
    if !uri.same_origin(by) || !bear.address.same_origin(by) {
        return ignored("the story is not at its author's server");
    }
    if find(c, uri)?.is_some() {
        return ignored("it is known already");
    }
    let shown = photos_stories::table.filter(photos_stories::actor_id.eq(deed.actor.id));
    if shown.count().get_result::<i64>(c)? >= MAX_PER_DAY {
        return ignored("its author shows as many stories as are kept");
    }
    if !is_followed_here(c, deed.actor)? {
        return ignored("nobody here follows its author");
    }
    let uri = uri.to_string();
    let fetch =
        FetchStory { by: by.to_string(), uri: uri.clone(), address: bear.address.to_string(), token: bear.token };
    jobs::enqueue_unique(c, &fetch, &uri)?;
    Ok(Handled::Yes)
}

/// Whether a member follows an actor from this stall.
fn is_followed_here(c: &mut Conn, actor: &Actor) -> QueryResult<bool> {
    let by_member = follows::table
        .inner_join(actors::table.on(actors::id.eq(follows::follower_id)))
        .filter(follows::followed_id.eq(actor.id))
        .filter(follows::state.eq(FollowState::Accepted))
        .filter(actors::stall.eq(MANIFEST.name));
    diesel::select(diesel::dsl::exists(by_member)).get_result(c)
}

/// Its author takes one back.
fn withdrawn(c: &mut Conn, deed: Deed<'_>) -> QueryResult<Handled> {
    let Some(uri) = deed.activity.object_id() else { return Ok(Handled::No) };
    match find(c, uri)?.filter(|story| story.actor_id == deed.actor.id) {
        Some(story) => story.end(c).map(|()| Handled::Yes),
        None => Ok(Handled::No),
    }
}

/// One of ours that its actor may see.
fn shown_to(c: &mut Conn, uri: &Iri, actor: &Actor) -> QueryResult<Option<(Story, Actor)>> {
    let Some(story) = find(c, uri)? else { return Ok(None) };
    let author = Actor::get(c, story.actor_id)?;
    let may = author.is_local() && story.is_for(c, actor.id)?;
    Ok(may.then_some((story, author)))
}

/// A follower looked at one of ours.
fn seen(c: &mut Conn, deed: Deed<'_>) -> QueryResult<Handled> {
    let Some(object) = embedded(&deed) else { return Ok(Handled::No) };
    let Some(uri) = object.named_story() else { return ignored("it does not say which story") };
    let Some((story, _)) = shown_to(c, &uri, deed.actor)? else { return ignored("there is no such story") };
    story.see(c, deed.actor.id)?;
    Ok(Handled::Yes)
}

/// A follower answers one of ours: its author gets a message.
fn answered(c: &mut Conn, deed: Deed<'_>) -> QueryResult<Handled> {
    let activity = deed.activity;
    let (Some(id), Some(uri), Some(content)) = (&activity.id, &activity.in_reply_to, &activity.content) else {
        return ignored("it does not say what it answers");
    };
    let Some((story, author)) = shown_to(c, uri, deed.actor)? else { return ignored("there is no such story") };
    if !story.answerable {
        return ignored("its author takes no answers");
    }
    if activity.kind == ActivityType::StoryReaction && !story.like(c, deed.actor.id)? {
        return ignored("it was liked before");
    }
    let words = markup::shorten(markup::to_text(content).trim(), MAX_ANSWER);
    if words.is_empty() {
        return ignored("it says nothing");
    }
    let page = author.home(deed.hosts)?.origin.url(&story.path(&author));
    let text = format!("@{} {words}\n\n{page}", author.username);
    let message = Message { from: deed.actor, to: &author, kind: Kinds::card().name(), text: &text };
    match message.receive(c, deed.hosts, id.as_str())? {
        Some(_) => Ok(Handled::Yes),
        None => ignored("it came before"),
    }
}

/// A story of another server as it was fetched, about to be kept.
#[derive(Debug, Clone)]
pub(crate) struct Bring {
    uri: String,
    by: String,
    caption: String,
    seconds: i16,
    answerable: bool,
    published: Option<DateTime<Utc>>,
    expires: Option<DateTime<Utc>>,
    picture: RemoteMedia,
}

impl Bring {
    /// What a document says of the story of that id. None: it is another one, or has no picture.
    pub(crate) fn read(document: &Authentic<Entity>, uri: &str) -> Option<Self> {
        let object = document.object().filter(|object| object.is("Story"))?;
        let id = object.id.as_ref().filter(|id| id.as_str() == uri)?;
        let attached = object.attachment.first()?;
        let media_type = attached.media_type.clone().unwrap_or_default();
        let url = attached.href()?.to_string();
        if MediaKind::of(&media_type) != MediaKind::Image {
            return None;
        }
        let seconds = object.duration.and_then(|duration| i16::try_from(duration.as_secs()).ok());
        Some(Self {
            uri: id.to_string(),
            by: document.by().to_string(),
            caption: object.name.as_deref().map(|name| markup::shorten(name, MAX_CAPTION)).unwrap_or_default(),
            seconds: seconds.unwrap_or(USUAL_SECONDS).clamp(*SECONDS.start(), *SECONDS.end()),
            answerable: object.story.can_reply.unwrap_or(true),
            published: object.published,
            expires: object.story.expires_at,
            picture: RemoteMedia {
                url,
                media_type,
                description: attached.alt().unwrap_or_default().to_owned(),
                ..RemoteMedia::default()
            },
        })
    }

    /// Keeps it, and gives its picture. None: it is known, over, or nobody's here.
    pub(crate) fn keep(&self, c: &mut Conn) -> QueryResult<Option<Media>> {
        let author = Actor::find_by_uri(c, &self.by)?.filter(|author| !author.is_local() && author.is_present());
        let Some(author) = author else { return Ok(None) };
        let now = clock::now();
        // Nobody shows a story for longer than a day, nor from tomorrow.
        let begun = self.published.map_or(now, moment).min(now);
        let over = self.expires.map_or(begun + LIFETIME, moment).min(begun + LIFETIME);
        let known = photos_stories::table.filter(photos_stories::uri.eq(&self.uri)).count().get_result::<i64>(c)? > 0;
        if known || over <= now || now - begun > TimeDelta::days(1) || !is_followed_here(c, &author)? {
            return Ok(None);
        }
        let Some(media) = Media::of_remote(c, author.id, None, std::slice::from_ref(&self.picture))?.pop() else {
            return Ok(None);
        };
        let story = Story {
            id: StoryId::next(),
            uri: self.uri.clone(),
            actor_id: author.id,
            media_id: media,
            caption: self.caption.clone(),
            seconds: self.seconds,
            answerable: self.answerable,
            token_hash: None,
            reported: false,
            created_at: begun,
            expires_at: over,
        };
        story.record(c)?;
        Media::find(c, media)
    }
}

/// As the database keeps it.
fn moment(time: DateTime<Utc>) -> NaiveDateTime {
    time.naive_utc().trunc_subsecs(6)
}
