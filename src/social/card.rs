//! Cards: objects with everything that a page or a client shows of them, gathered for a whole page
//! in a constant number of queries.

use std::collections::{HashMap, HashSet};

use diesel::prelude::*;
use store::Conn;

use crate::actor::{Actor, ActorId};
use crate::filter::Filtered;
use crate::media::{Media, MediaId, Rendition};
use crate::membership;
use crate::mention::Mention;
use crate::object::{Object, ObjectId};
use crate::occasion::Occasion;
use crate::participation::Participation;
use crate::place::Place;
use crate::poll::Poll;
use crate::preview::{self, Preview};
use crate::question::Question;
use crate::quote::QuoteState;
use crate::schema::{bookmarks, boosts, object_tags, pins, reactions, tags, thread_mutes};
use crate::timeline::Entry;
use crate::visibility;

/// An object with everything that is shown of it.
#[derive(Debug, Clone)]
pub struct Card {
    /// The object.
    pub object: Object,
    /// Who published it.
    pub author: Actor,
    /// Its media, in order.
    pub media: Vec<Media>,
    /// The renditions of those that are photos, those of each from narrow to wide.
    pub renditions: Vec<Rendition>,
    /// Its poll.
    pub poll: Option<Poll>,
    /// Where it is.
    pub place: Option<Place>,
    /// When it takes place.
    pub occasion: Option<Occasion>,
    /// What those are asked who want to take part, in order.
    pub questions: Vec<Question>,
    /// What the page says of itself that it links to.
    pub preview: Option<preview::Shown>,
    /// Whom it mentions.
    pub mentions: Vec<Actor>,
    /// Its hashtags: normalised name and how it was first written.
    pub tags: Vec<(String, String)>,
    /// What it quotes with consent, where the viewer may see that.
    pub quote: Option<Box<Card>>,
    /// Whom it answers.
    pub reply_to: Option<Actor>,
    /// What the viewer did with it.
    pub viewer: Viewed,
    /// What the viewer's filters find in it, where they were asked ([`crate::filter::sift`], [`crate::filter::mark`]).
    pub filtered: Vec<Filtered>,
}

/// What a viewer did with an object, and may do.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Viewed {
    /// May do with it what its author may: it is the viewer's own, or a group's that the viewer runs.
    pub own: bool,
    /// Likes it.
    pub liked: bool,
    /// Boosted it.
    pub boosted: bool,
    /// Keeps it.
    pub bookmarked: bool,
    /// Pinned it, or the group that the viewer runs did.
    pub pinned: bool,
    /// Wants no notifications from its conversation.
    pub muted: bool,
    /// Chose these options of its poll.
    pub choices: Vec<i16>,
    /// Takes part in it, or wants to.
    pub participation: Option<Participation>,
    /// Is asked to consent to it, so that others see it.
    pub consents: bool,
    /// Which place in the line they have.
    pub place_in_line: Option<i64>,
}

/// A card in a timeline, maybe brought by a boost.
#[derive(Debug, Clone)]
pub struct Shown {
    /// Its place in the timeline.
    pub entry: Entry,
    /// What is shown.
    pub card: Card,
    /// Who boosted it.
    pub booster: Option<Actor>,
}

impl Card {
    /// The card of one object.
    pub fn of(c: &mut Conn, viewer: Option<ActorId>, object: Object) -> QueryResult<Self> {
        Self::gather(c, viewer, vec![object])?.pop().ok_or(diesel::result::Error::NotFound)
    }

    /// The cards of these objects, in their order. What the viewer may not see is the caller's to leave out.
    pub fn gather(c: &mut Conn, viewer: Option<ActorId>, objects: Vec<Object>) -> QueryResult<Vec<Self>> {
        let quoted = quoted(c, viewer, &objects)?;
        let mut quotes: HashMap<ObjectId, Self> =
            lay_out(c, viewer, quoted, &HashMap::new())?.into_iter().map(|card| (card.object.id, card)).collect();
        let cards = lay_out(c, viewer, objects, &quotes);
        quotes.clear();
        cards
    }

    /// The cards of a timeline's entries, in their order.
    pub fn of_entries(c: &mut Conn, viewer: Option<ActorId>, entries: Vec<Entry>) -> QueryResult<Vec<Shown>> {
        let ids: Vec<ObjectId> = entries.iter().map(|e| e.object_id).collect();
        let objects = Object::load(c, &ids)?;
        let cards: HashMap<ObjectId, Self> =
            Self::gather(c, viewer, objects)?.into_iter().map(|card| (card.object.id, card)).collect();
        let boosters: Vec<ActorId> = entries.iter().filter_map(|e| e.booster_id).collect();
        let boosters = by_id(Actor::load(c, &boosters)?);
        Ok(entries
            .into_iter()
            .filter_map(|entry| {
                let card = cards.get(&entry.object_id)?.clone();
                let booster = entry.booster_id.and_then(|id| boosters.get(&id).cloned());
                Some(Shown { entry, card, booster })
            })
            .collect())
    }
}

impl AsMut<Self> for Card {
    fn as_mut(&mut self) -> &mut Self {
        self
    }
}

impl AsMut<Card> for Shown {
    fn as_mut(&mut self) -> &mut Card {
        &mut self.card
    }
}

fn by_id(actors: Vec<Actor>) -> HashMap<ActorId, Actor> {
    actors.into_iter().map(|actor| (actor.id, actor)).collect()
}

/// What these objects quote with consent and the viewer may see.
fn quoted(c: &mut Conn, viewer: Option<ActorId>, objects: &[Object]) -> QueryResult<Vec<Object>> {
    let ids: Vec<ObjectId> =
        objects.iter().filter(|o| o.quote_state == Some(QuoteState::Accepted)).filter_map(|o| o.quote_id).collect();
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let quoted = Object::load(c, &ids)?;
    visibility::visible(c, viewer, quoted)
}

fn lay_out(
    c: &mut Conn,
    viewer: Option<ActorId>,
    objects: Vec<Object>,
    quotes: &HashMap<ObjectId, Card>,
) -> QueryResult<Vec<Card>> {
    if objects.is_empty() {
        return Ok(Vec::new());
    }
    let ids: Vec<ObjectId> = objects.iter().map(|o| o.id).collect();
    let mentions = Mention::of(c, &ids)?;
    let answered = answered(c, &objects)?;
    let people: HashSet<ActorId> = objects
        .iter()
        .map(|o| o.actor_id)
        .chain(mentions.iter().map(|m| m.actor_id))
        .chain(answered.values().copied())
        .collect();
    let people: Vec<ActorId> = people.into_iter().collect();
    let people = by_id(Actor::load(c, &people)?);
    let mut media = HashMap::<ObjectId, Vec<Media>>::new();
    let attached = Media::of_objects(c, &ids)?;
    let files: Vec<MediaId> = attached.iter().map(|item| item.id).collect();
    let renditions = Rendition::of(c, &files)?;
    for item in attached {
        if let Some(object) = item.object_id {
            media.entry(object).or_default().push(item);
        }
    }
    let mut polls: HashMap<ObjectId, Poll> = Poll::of(c, &ids)?.into_iter().map(|p| (p.object_id, p)).collect();
    let mut places: HashMap<ObjectId, Place> = Place::of(c, &ids)?.into_iter().map(|p| (p.object_id, p)).collect();
    let mut occasions: HashMap<ObjectId, Occasion> =
        Occasion::of(c, &ids)?.into_iter().map(|occasion| (occasion.object_id, occasion)).collect();
    let mut previews = Preview::of_objects(c, &ids)?;
    let tags = tags_of(c, &ids)?;
    let taking_place: Vec<ObjectId> = occasions.keys().copied().collect();
    let questions = if taking_place.is_empty() { Vec::new() } else { Question::of(c, &taking_place)? };
    let mut viewed = match viewer {
        Some(viewer) => viewed(c, viewer, &objects, &taking_place)?,
        None => HashMap::new(),
    };
    Ok(objects
        .into_iter()
        .filter_map(|object| {
            let id = object.id;
            let media = media.remove(&id).unwrap_or_default();
            let is_mine = |rendition: &&Rendition| media.iter().any(|item| item.id == rendition.media_id);
            Some(Card {
                author: people.get(&object.actor_id)?.clone(),
                renditions: renditions.iter().filter(is_mine).cloned().collect(),
                media,
                poll: polls.remove(&id),
                place: places.remove(&id),
                occasion: occasions.remove(&id),
                questions: questions.iter().filter(|question| question.object_id == id).cloned().collect(),
                preview: previews.remove(&id),
                mentions: mentions
                    .iter()
                    .filter(|m| m.object_id == id)
                    .filter_map(|m| people.get(&m.actor_id).cloned())
                    .collect(),
                tags: tags.iter().filter(|t| t.0 == id).map(|t| (t.1.clone(), t.2.clone())).collect(),
                quote: object.quote_id.and_then(|quoted| quotes.get(&quoted)).cloned().map(Box::new),
                reply_to: object
                    .in_reply_to_id
                    .and_then(|parent| answered.get(&parent))
                    .and_then(|author| people.get(author).cloned()),
                viewer: viewed.remove(&id).unwrap_or_default(),
                filtered: Vec::new(),
                object,
            })
        })
        .collect())
}

/// The authors of what these objects answer.
fn answered(c: &mut Conn, objects: &[Object]) -> QueryResult<HashMap<ObjectId, ActorId>> {
    let parents: Vec<ObjectId> = objects.iter().filter_map(|o| o.in_reply_to_id).collect();
    if parents.is_empty() {
        return Ok(HashMap::new());
    }
    use crate::schema::objects::dsl;
    Ok(dsl::objects
        .filter(dsl::id.eq_any(parents))
        .select((dsl::id, dsl::actor_id))
        .load::<(ObjectId, ActorId)>(c)?
        .into_iter()
        .collect())
}

fn tags_of(c: &mut Conn, ids: &[ObjectId]) -> QueryResult<Vec<(ObjectId, String, String)>> {
    object_tags::table
        .inner_join(tags::table.on(tags::id.eq(object_tags::tag_id)))
        .filter(object_tags::object_id.eq_any(ids))
        .order(tags::name)
        .select((object_tags::object_id, tags::name, tags::display))
        .load(c)
}

/// How the viewer takes part in these.
fn take_part(
    c: &mut Conn,
    viewer: ActorId,
    objects: &[ObjectId],
    viewed: &mut HashMap<ObjectId, Viewed>,
) -> QueryResult<()> {
    if objects.is_empty() {
        return Ok(());
    }
    let own = Participation::of_members(c, viewer, objects)?;
    let places = Participation::places(c, &own.values().collect::<Vec<_>>())?;
    for (object, participation) in own {
        let of = viewed.entry(object).or_default();
        of.place_in_line = places.get(&participation.id).copied();
        of.participation = Some(participation);
    }
    Ok(())
}

fn viewed(
    c: &mut Conn,
    viewer: ActorId,
    objects: &[Object],
    taking_place: &[ObjectId],
) -> QueryResult<HashMap<ObjectId, Viewed>> {
    let ids: Vec<ObjectId> = objects.iter().map(|o| o.id).collect();
    let mut viewed = HashMap::<ObjectId, Viewed>::new();
    let liked = reactions::table.filter(reactions::actor_id.eq(viewer)).filter(reactions::object_id.eq_any(&ids));
    for id in liked.select(reactions::object_id).load::<ObjectId>(c)? {
        viewed.entry(id).or_default().liked = true;
    }
    let boosted = boosts::table.filter(boosts::actor_id.eq(viewer)).filter(boosts::object_id.eq_any(&ids));
    for id in boosted.select(boosts::object_id).load::<ObjectId>(c)? {
        viewed.entry(id).or_default().boosted = true;
    }
    let kept = bookmarks::table.filter(bookmarks::actor_id.eq(viewer)).filter(bookmarks::object_id.eq_any(&ids));
    for id in kept.select(bookmarks::object_id).load::<ObjectId>(c)? {
        viewed.entry(id).or_default().bookmarked = true;
    }
    let moderators = objects.iter().filter(|o| o.held).filter_map(|o| o.moderator_id);
    let authors: HashSet<ActorId> = objects.iter().map(|o| o.actor_id).chain(moderators).collect();
    let acting = membership::acting_for(c, viewer, &authors.into_iter().collect::<Vec<_>>())?;
    for object in objects.iter().filter(|o| o.held && o.moderator_id.is_some_and(|of| acting.contains(&of))) {
        viewed.entry(object.id).or_default().consents = true;
    }
    for object in objects.iter().filter(|o| acting.contains(&o.actor_id)) {
        viewed.entry(object.id).or_default().own = true;
    }
    let acting: Vec<ActorId> = acting.into_iter().chain([viewer]).collect();
    let pinned = pins::table.filter(pins::actor_id.eq_any(acting)).filter(pins::object_id.eq_any(&ids));
    for id in pinned.select(pins::object_id).load::<ObjectId>(c)? {
        viewed.entry(id).or_default().pinned = true;
    }
    let conversations: Vec<_> = objects.iter().map(|o| o.conversation_id).collect();
    let muted: Vec<crate::conversation::ConversationId> = thread_mutes::table
        .filter(thread_mutes::actor_id.eq(viewer))
        .filter(thread_mutes::conversation_id.eq_any(conversations))
        .select(thread_mutes::conversation_id)
        .load(c)?;
    for object in objects.iter().filter(|o| muted.contains(&o.conversation_id)) {
        viewed.entry(object.id).or_default().muted = true;
    }
    for (id, position) in Poll::choices(c, viewer, &ids)? {
        viewed.entry(id).or_default().choices.push(position);
    }
    take_part(c, viewer, taking_place, &mut viewed)?;
    Ok(viewed)
}
