//! Stories between servers, as Pixelfed sends and takes them: told of by an `Add` to servers of that software alone, fetched with a
//! secret, looked at by a `View`, answered by `Story:Reaction` and `Story:Reply`, ended by a `Delete`.

mod incoming;

use std::time::Duration;

use chrono::TimeDelta;
use diesel::QueryResult;
use diesel::result::Error as DbError;
use host::Kinds;
use host::social::actor::{Actor, ActorId};
use host::social::media::Media;
use host::social::message::Message;
use host::social::outbox::{self, Audience};
use host::social::secret::{self, Secret};
use host::store::uri::Hosts;
use host::store::{Conn, clock};
use host::vocab::{self, ActivityType, Attachment, Bear, Entity, Iri, Ref};

use super::Story;

pub(crate) use incoming::{Bring, receive};

/// Who takes stories.
const SOFTWARE: &str = "pixelfed";
/// How long a story can be fetched.
const TO_BE_FETCHED: TimeDelta = TimeDelta::minutes(20);

/// Tells the servers of followers that take stories.
pub(super) fn tell(c: &mut Conn, hosts: &Hosts, author: &Actor, story: &Story, token: Secret) -> QueryResult<()> {
    let uri = Iri::new(&story.uri);
    let bear = Bear { token: token.into(), address: uri.clone() };
    let told = vocab::Object::story_at(uri, &bear);
    send(c, hosts, (author, ActivityType::Add, "activity"), story, told)
}

/// Tells the same servers that it is over.
pub(super) fn take_back(c: &mut Conn, hosts: &Hosts, author: &Actor, story: &Story) -> QueryResult<()> {
    let over = vocab::Object { id: Some(Iri::new(&story.uri)), ..vocab::Object::new("Story") };
    send(c, hosts, (author, ActivityType::Delete, "delete"), story, over)
}

fn send(
    c: &mut Conn,
    hosts: &Hosts,
    (author, kind, name): (&Actor, ActivityType, &str),
    story: &Story,
    object: vocab::Object,
) -> QueryResult<()> {
    let audience = Audience::followers_running(c, author.id, SOFTWARE)?;
    if audience.actors.is_empty() {
        return Ok(());
    }
    let mut activity = outbox::activity(kind, &author.uri, Ref::Inline(Box::new(Entity::Object(Box::new(object)))));
    activity.id = Some(Iri::new(format!("{}#{name}", story.uri)));
    activity.to = author.followers.iter().map(Iri::new).collect();
    outbox::write(c, hosts, author, activity, None, audience).map(drop)
}

/// A story of ours as it is fetched.
pub(crate) fn document(c: &mut Conn, hosts: &Hosts, story: &Story) -> QueryResult<vocab::Object> {
    let author = Actor::get(c, story.actor_id)?;
    let media = Media::find(c, story.media_id)?.ok_or(DbError::NotFound)?;
    let url = media.url(author.home(hosts)?).ok_or(DbError::NotFound)?;
    let described = Some(media.description.clone()).filter(|description| !description.is_empty());
    let picture = Attachment {
        kind: "Image".to_owned().into(),
        name: described,
        ..Attachment::document(url.as_str(), media.media_type.clone())
    };
    Ok(vocab::Object {
        id: Some(Iri::new(&story.uri)),
        attributed_to: Ref::Id(Iri::new(&author.uri)).into(),
        to: author.followers.iter().map(Iri::new).collect(),
        name: Some(story.caption.clone()).filter(|caption| !caption.is_empty()),
        published: Some(story.created_at.and_utc()),
        duration: Some(Duration::from_secs(story.seconds.unsigned_abs().into())),
        attachment: [picture].into_iter().collect(),
        story: vocab::Story {
            expires_at: Some(story.expires_at.and_utc()),
            can_reply: Some(story.answerable),
            can_react: Some(story.answerable),
        },
        ..vocab::Object::new("Story")
    })
}

impl Story {
    /// Whether a secret opens it to other servers, now.
    pub(crate) fn is_opened_by(&self, token: &str) -> bool {
        let fresh = clock::now() < self.created_at + TO_BE_FETCHED;
        fresh && self.token_hash.as_deref() == Some(secret::hash(token).as_str())
    }

    /// A member looks at it; its author's server is told.
    pub(crate) fn look(&self, c: &mut Conn, hosts: &Hosts, viewer: ActorId) -> QueryResult<()> {
        if !self.see(c, viewer)? {
            return Ok(());
        }
        let author = Actor::get(c, self.actor_id)?;
        if author.is_local() {
            return Ok(());
        }
        let viewer = Actor::get(c, viewer)?;
        let seen = vocab::Object::story_named(Iri::new(&self.uri));
        let mut view =
            outbox::activity(ActivityType::View, &viewer.uri, Ref::Inline(Box::new(Entity::Object(Box::new(seen)))));
        view.to = [Iri::new(&author.uri)].into_iter().collect();
        outbox::write(c, hosts, &viewer, view, None, Audience::of([author.id])).map(drop)
    }

    /// Tells an author elsewhere what a member says of it, and keeps it as a message of theirs.
    pub(super) fn tell_elsewhere(
        &self,
        c: &mut Conn,
        hosts: &Hosts,
        kind: ActivityType,
        (by, author): (&Actor, &Actor),
        words: &str,
    ) -> QueryResult<()> {
        let text = format!("@{} {words}\n\n{}", author.handle(), self.uri);
        let kept = Message { from: by, to: author, kind: Kinds::card().name(), text: &text }.keep(c, hosts)?;
        let said = vocab::Activity {
            kind,
            id: Some(Iri::new(&kept.uri)),
            actor: Some(Iri::new(&by.uri)),
            to: [Iri::new(&author.uri)].into_iter().collect(),
            in_reply_to: Some(Iri::new(&self.uri)),
            content: Some(words.to_owned()),
            published: Some(kept.published_at.and_utc()),
            ..vocab::Activity::default()
        };
        outbox::write(c, hosts, by, said, Some(kept.id), Audience::of([author.id])).map(drop)
    }
}
