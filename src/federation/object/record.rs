//! Writing a remote object. Everything that it names must be known by now; what is not is left out.

use std::collections::HashSet;

use chrono::{DateTime, NaiveDateTime, SubsecRound, Utc};
use diesel::QueryResult;
use social::actor::{Actor, ActorId};
use social::conversation::{self, ConversationId};
use social::domain::DomainPolicy;
use social::edit::ObjectEdit;
use social::emoji::Emoji;
use social::media::{MAX_DESCRIPTION, MAX_PER_OBJECT, Media, MediaId, RemoteMedia};
use social::mention::Mention;
use social::object::{NewObject, Object, ObjectChange, ObjectId, Parts};
use social::place::{NewPlace, Place};
use social::poll::Poll;
use social::quote::QuoteState;
use social::visibility::{self, Visibility};
use store::uri::Hosts;
use store::{Conn, Json, clock};
use vocab::Iri;

use super::Incoming;
use crate::authenticate::Authentic;

/// How many of the actors that an object names are looked up.
const MOST_NAMED: usize = 500;

/// What writing came to.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Stored {
    /// It is new here.
    New(Object),
    /// It was edited.
    Edited(Object),
    /// It was known, and the figures of its poll were told anew.
    Counted(Object),
    /// It was known.
    Known(Object),
    /// It is not written: it was deleted, or is not the author's to change.
    Refused(&'static str),
}

/// Writes a remote object of `author`, new or known.
pub(crate) fn record(
    c: &mut Conn,
    hosts: &Hosts,
    incoming: &Authentic<Incoming>,
    author: &Actor,
) -> QueryResult<Stored> {
    if incoming.by().as_str() != author.uri || author.is_local() {
        return Ok(Stored::Refused("it is not its author who says it"));
    }
    let stored = match Object::find_by_uri(c, incoming.id.as_str())? {
        Some(known) => renew(c, known, incoming, author)?,
        None => insert(c, hosts, incoming, author)?,
    };
    if let Stored::New(object) | Stored::Edited(object) | Stored::Counted(object) | Stored::Known(object) = &stored {
        incoming.kind.receive(c, object, &incoming.wire)?;
    }
    Ok(stored)
}

/// As the database keeps it.
fn moment(time: DateTime<Utc>) -> NaiveDateTime {
    time.naive_utc().trunc_subsecs(6)
}

fn insert(c: &mut Conn, hosts: &Hosts, incoming: &Incoming, author: &Actor) -> QueryResult<Stored> {
    let parent = find(c, incoming.in_reply_to.as_ref())?;
    if let Some(reason) = parent.as_ref().map_or(Ok(None), |parent| refusal(c, parent, author))? {
        return Ok(Stored::Refused(reason));
    }
    let quoted = find(c, incoming.quote.as_ref())?;
    let visibility = incoming.addressing.visibility(author.followers.as_deref());
    let people = People::of(c, incoming, author, visibility)?;
    let media = attach(c, incoming, author, None)?;
    let quote_state = incoming.quote.as_ref().map(|_| match &quoted {
        Some(quoted) if quoted.actor_id == author.id => QuoteState::Accepted,
        _ => QuoteState::Pending,
    });
    let new = NewObject {
        id: ObjectId::at(incoming.published),
        uri: incoming.id.to_string(),
        stall: None,
        kind: incoming.kind.name().to_owned(),
        wire_type: incoming.wire.kind().to_owned(),
        actor_id: author.id,
        visibility,
        title: incoming.title.clone(),
        content: incoming.content.clone(),
        source: None,
        summary: incoming.summary.clone(),
        sensitive: incoming.sensitive,
        language: incoming.language.clone(),
        in_reply_to_id: parent.as_ref().map(|parent| parent.id),
        in_reply_to_uri: incoming.in_reply_to.as_ref().map(ToString::to_string),
        conversation_id: conversation(c, hosts, incoming, parent.as_ref())?,
        quote_id: quoted.map(|quoted| quoted.id),
        quote_uri: incoming.quote.as_ref().map(ToString::to_string),
        quote_state,
        quote_authorization: None,
        quote_policy: incoming.quote_policy(author.followers.as_deref()),
        emojis: Json(Emoji::learn(c, &host(incoming), &incoming.emojis)?),
        url: incoming.url.clone(),
        published_at: moment(incoming.published),
        edited_at: incoming.updated.filter(|at| *at > incoming.published).map(moment),
        fetched_at: Some(clock::now()),
        raw: Some(incoming.raw.clone()),
        answerable: incoming.answerable,
        moderator_id: None,
        held: false,
    };
    let object = Object::insert(c, &new, &parts(incoming, people.mentioned, media))?;
    Mention::add_silent(c, object.id, &people.silent)?;
    Ok(Stored::New(object))
}

/// Why an answer to something of ours is not taken: its comments are closed, or it is not for who answers, as where its author
/// blocked them.
fn refusal(c: &mut Conn, parent: &Object, author: &Actor) -> QueryResult<Option<&'static str>> {
    if !parent.is_local() || parent.deleted_at.is_some() {
        return Ok(None);
    }
    if !parent.may_answer(author.id) {
        return Ok(Some("it answers what takes no answers"));
    }
    let sees_it = visibility::may_see(c, Some(author.id), parent)?;
    Ok((!sees_it).then_some("it answers what is not for its author"))
}

fn parts(incoming: &Incoming, mentions: Vec<ActorId>, media: Vec<MediaId>) -> Parts {
    Parts {
        mentions,
        tags: incoming.tags.clone(),
        media,
        poll: incoming.poll.clone(),
        place: incoming.place.clone(),
        occasion: incoming.occasion.clone(),
    }
}

fn find(c: &mut Conn, uri: Option<&Iri>) -> QueryResult<Option<Object>> {
    Ok(uri.map(|uri| Object::find_by_uri(c, uri.as_str())).transpose()?.flatten())
}

/// The host that emoji belong to, which is where what contains them is.
fn host(incoming: &Incoming) -> String {
    incoming.id.host().unwrap_or_default()
}

/// The parent's conversation, else the one that is named, else a new one. A conversation of ours is entered by answering
/// in it, not by naming it.
fn conversation(
    c: &mut Conn,
    hosts: &Hosts,
    incoming: &Incoming,
    parent: Option<&Object>,
) -> QueryResult<ConversationId> {
    if let Some(parent) = parent {
        return Ok(parent.conversation_id);
    }
    let foreign = |iri: &&Iri| iri.url().is_none_or(|url| !hosts.is_local(&url));
    conversation::begin(c, incoming.context.as_ref().filter(foreign).map(Iri::as_str))
}

fn attach(c: &mut Conn, incoming: &Incoming, author: &Actor, object: Option<ObjectId>) -> QueryResult<Vec<MediaId>> {
    if incoming.media.is_empty() || DomainPolicy::nearest(c, &host(incoming))?.is_some_and(|p| p.reject_media) {
        return Ok(Vec::new());
    }
    Media::of_remote(c, author.id, object, &incoming.media)
}

/// Whom an object concerns among the actors that are known here.
struct People {
    /// Named in the text and addressed.
    mentioned: Vec<ActorId>,
    /// Only addressed; of these the local ones.
    silent: Vec<ActorId>,
}

impl People {
    /// A mention that is not addressed tells nobody anything: it could be put into any text about anybody.
    fn of(c: &mut Conn, incoming: &Incoming, author: &Actor, visibility: Visibility) -> QueryResult<Self> {
        let is_person = |uri: &&str| author.followers.as_deref() != Some(uri);
        let named: HashSet<&str> =
            incoming.addressing.named().map(Iri::as_str).filter(is_person).take(MOST_NAMED).collect();
        let tagged: HashSet<&str> = incoming.mentions.iter().take(MOST_NAMED).map(Iri::as_str).collect();
        let uris: Vec<String> = named.union(&tagged).map(|uri| (*uri).to_owned()).collect();
        let mut people = Self { mentioned: Vec::new(), silent: Vec::new() };
        if uris.is_empty() {
            return Ok(people);
        }
        for actor in Actor::load_by_uri(c, &uris)? {
            let is_named = named.contains(actor.uri.as_str());
            let is_tagged = tagged.contains(actor.uri.as_str());
            // Of a remote actor nobody here is told anything; its name in the text is a mention all the same.
            if is_tagged && (is_named || !actor.is_local()) || is_named && visibility == Visibility::Direct {
                people.mentioned.push(actor.id);
            } else if is_named && actor.is_local() {
                people.silent.push(actor.id);
            }
        }
        Ok(people)
    }
}

/// Applies a newer version, or only the figures of the same one. Whom it is for never changes.
fn renew(c: &mut Conn, known: Object, incoming: &Incoming, author: &Actor) -> QueryResult<Stored> {
    if known.is_local() || known.actor_id != author.id {
        return Ok(Stored::Refused("it is not its author's"));
    }
    if known.deleted_at.is_some() {
        return Ok(Stored::Refused("it was deleted"));
    }
    let policy = incoming.quote_policy(author.followers.as_deref());
    if !is_newer(c, &known, incoming)? {
        let is_counted = recount(c, &known, incoming)?;
        if known.quote_policy != policy {
            known.set_quote_policy(c, policy)?;
        }
        return Ok(if is_counted { Stored::Counted(known) } else { Stored::Known(known) });
    }
    ObjectEdit::keep(c, &known)?;
    let people = People::of(c, incoming, author, known.visibility)?;
    let media = attach(c, incoming, author, Some(known.id))?;
    let change = ObjectChange {
        title: incoming.title.clone(),
        content: incoming.content.clone(),
        source: None,
        summary: incoming.summary.clone(),
        sensitive: incoming.sensitive,
        language: incoming.language.clone(),
        quote_policy: policy,
        emojis: Json(Emoji::learn(c, &host(incoming), &incoming.emojis)?),
        url: incoming.url.clone(),
        edited_at: Some(incoming.updated.map_or_else(clock::now, |at| moment(at).min(clock::now()))),
        answerable: incoming.answerable,
        moderator_id: known.moderator_id,
    };
    known.change(c, &change, &parts(incoming, people.mentioned, media)).map(Stored::Edited)
}

/// Takes over the figures of a poll, as long as it is the same poll.
fn recount(c: &mut Conn, known: &Object, incoming: &Incoming) -> QueryResult<bool> {
    let version = known.edited_at.unwrap_or(known.published_at);
    if incoming.updated.is_some_and(|at| moment(at) < version) {
        return Ok(false);
    }
    let Some((told, poll)) = incoming.poll.as_ref().zip(Poll::find(c, known.id)?) else { return Ok(false) };
    let is_same = poll.options.iter().map(|option| &option.title).eq(told.options.iter().map(|(title, _)| title));
    if is_same {
        Poll::replace(c, known.id, told)?;
    }
    Ok(is_same)
}

/// Whether a document is a later version than the one that is kept. Moments on the wire have whole seconds: of two versions
/// of one second the later to come is another if it says something else. Where an edit is not dated, as from some calendars,
/// that is all there is to go by; of texts Mastodon sends their figures so.
fn is_newer(c: &mut Conn, known: &Object, incoming: &Incoming) -> QueryResult<bool> {
    let version = known.edited_at.unwrap_or(known.published_at);
    match incoming.updated.map(moment) {
        Some(at) if at != version => Ok(at > version),
        None if matches!(known.wire_type.as_str(), "Note" | "Question") => Ok(false),
        Some(_) | None => says_something_else(c, known, incoming),
    }
}

/// Whether a document says or shows something else than what is kept of it.
fn says_something_else(c: &mut Conn, known: &Object, incoming: &Incoming) -> QueryResult<bool> {
    if (&known.title, &known.content, &known.summary) != (&incoming.title, &incoming.content, &incoming.summary) {
        return Ok(true);
    }
    if (known.sensitive, known.answerable) != (incoming.sensitive, incoming.answerable) {
        return Ok(true);
    }
    if Place::find(c, known.id)?.map(NewPlace::from) != incoming.place.as_ref().and_then(NewPlace::kept) {
        return Ok(true);
    }
    let shown = Media::of_object(c, known.id)?;
    // Of a host whose files are not taken there is nothing to compare.
    let is_same = |(file, told): (&Media, &RemoteMedia)| {
        let described = told.description.chars().take(MAX_DESCRIPTION).eq(file.description.chars());
        described && file.remote_url.as_deref() == Some(&told.url)
    };
    let as_many = shown.len() == incoming.media.len().min(MAX_PER_OBJECT);
    let same = shown.is_empty() || (as_many && shown.iter().zip(&incoming.media).all(is_same));
    Ok(!same)
}
