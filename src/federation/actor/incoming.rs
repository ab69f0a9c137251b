//! Reading a remote actor: pure, and strict in origin.

use chrono::{DateTime, Utc};
use social::actor::{ActorKind, Field, RemoteActor};
use social::emoji::{EmojiMap, RemoteEmoji};
use social::group::Openness;
use social::key::KeyAlgorithm;
use social::markup;
use social::media::RemoteMedia;
use social::text::{is_username, normalise_host};
use store::{Json, clock};
use vocab::{Actor, Iri};

use crate::key::PublicKey;
use crate::object;

/// How many lines of a profile are kept, and how many characters of a name: Mastodon's limits.
const MOST_FIELDS: usize = 50;
const LONGEST_NAME: usize = 2048;

/// Why an actor is not taken in.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Reason {
    /// It has no id on the web.
    #[error("the actor has no id on the web")]
    NoId,
    /// It is none of the types that act.
    #[error("“{0}” is not a type of actor")]
    Kind(String),
    /// It has no inbox at its own server.
    #[error("the actor has no inbox at its own server")]
    NoInbox,
    /// It has no name, or one that cannot stand in a handle.
    #[error("the actor has no usable name: “{0}”")]
    Name(String),
}

/// A remote actor as it will be written: checked, sanitised, cut to size.
#[derive(Debug, Clone)]
pub struct Profile {
    /// The row. Its `host` is that of its id until the handle at another host is confirmed.
    pub row: RemoteActor,
    /// The host that it says its handle is at (FEP-2c59), where that is another one; to be confirmed by WebFinger there.
    pub handle_host: Option<String>,
    /// Id, kind and value of each of its keys.
    pub keys: Vec<(String, KeyAlgorithm, String)>,
    /// Picture.
    pub avatar: Option<RemoteMedia>,
    /// Banner.
    pub header: Option<RemoteMedia>,
    /// Custom emoji in its texts.
    pub emojis: Vec<RemoteEmoji>,
    /// Of a group that says so, who may join it and how many have.
    pub group: Option<(Openness, i64)>,
}

impl Profile {
    /// Reads an actor.
    ///
    /// # Errors
    /// A [`Reason`], where it cannot be talked to.
    pub fn from_wire(wire: &Actor) -> Result<Self, Reason> {
        let id = wire.id.clone().ok_or(Reason::NoId)?;
        let host = id.url().filter(|url| matches!(url.scheme(), "http" | "https")).and_then(|_| id.host());
        let host = host.ok_or(Reason::NoId)?;
        let kind: ActorKind = wire.kind().parse().map_err(|_| Reason::Kind(wire.kind().to_owned()))?;
        let (username, handle_host) = handle(wire, kind, &host)?;
        let own = |iri: &Option<Iri>| iri.clone().filter(|iri| iri.same_origin(&id)).map(String::from);
        let now = Utc::now();
        let published = wire.published.unwrap_or(now).clamp(DateTime::UNIX_EPOCH, now);
        let row = RemoteActor {
            uri: id.to_string(),
            kind,
            username,
            host,
            name: cut(wire.name.as_deref().unwrap_or_default()),
            summary: markup::sanitise_bio(wire.summary.as_deref().unwrap_or_default()),
            url: wire.html_url().filter(|url| **url != id && url.same_origin(&id)).map(ToString::to_string),
            fields: Json(fields(wire)),
            emojis: Json(EmojiMap::default()),
            inbox: own(&wire.inbox).ok_or(Reason::NoInbox)?,
            shared_inbox: own(&wire.shared_inbox().cloned()),
            outbox: own(&wire.outbox),
            followers: own(&wire.followers),
            following: own(&wire.following),
            featured: own(&wire.featured),
            // Pixelfed's rule: who does not say is taken to decide by hand, which only makes a follow wait for its answer.
            locked: wire.manually_approves_followers.unwrap_or_default(),
            bot: matches!(kind, ActorKind::Service | ActorKind::Application),
            discoverable: wire.discoverable.unwrap_or_default(),
            indexable: wire.indexable.unwrap_or_default() || wire.searchable_by.iter().any(Iri::is_public),
            also_known_as: Json(wire.also_known_as.iter().map(ToString::to_string).collect()),
            moved_to: wire.moved_to.as_ref().filter(|to| **to != id).map(ToString::to_string),
            created_at: published.naive_utc(),
            updated_at: wire.updated.map_or(published, |at| at.min(now)).naive_utc(),
            fetched_at: Some(clock::now()),
        };
        Ok(Self {
            handle_host,
            keys: keys(wire, &id),
            avatar: wire.avatar().and_then(object::picture).filter(|file| is_web(&file.url)),
            header: wire.header().and_then(object::picture).filter(|file| is_web(&file.url)),
            emojis: object::emojis(&wire.tag),
            group: group(wire, kind),
            row,
        })
    }
}

/// The name before the `@`, and the host behind it where that is not the id's.
fn handle(wire: &Actor, kind: ActorKind, host: &str) -> Result<(String, Option<String>), Reason> {
    let told = wire.webfinger.as_deref().map(|handle| handle.trim_start_matches("acct:").trim_start_matches('@'));
    let told = told.and_then(|handle| handle.split_once('@'));
    let name = told.map(|(name, _)| name).or(wire.preferred_username.as_deref()).unwrap_or_default();
    // A server's own actor is called like its host, which may have a port.
    let usable = is_username(name) || kind == ActorKind::Application && normalise_host(name).is_some();
    if !usable {
        return Err(Reason::Name(name.chars().take(100).collect()));
    }
    let elsewhere = told.and_then(|(_, at)| normalise_host(at)).filter(|at| at != host);
    Ok((name.to_owned(), elsewhere))
}

/// What Mobilizon tells of its groups; others have no such members.
fn group(wire: &Actor, kind: ActorKind) -> Option<(Openness, i64)> {
    let openness = wire.openness.as_deref()?.parse().ok()?;
    let members = wire.member_count.and_then(|count| i64::try_from(count).ok()).unwrap_or_default();
    (kind == ActorKind::Group).then_some((openness, members))
}

fn cut(text: &str) -> String {
    text.trim().chars().take(LONGEST_NAME).collect()
}

fn fields(wire: &Actor) -> Vec<Field> {
    let field = |(name, value): (&str, &str)| Field {
        name: cut(name),
        value: markup::sanitise_bio(value),
        source: None,
        verified_at: None,
    };
    wire.fields().take(MOST_FIELDS).map(field).collect()
}

fn is_web(url: &str) -> bool {
    url::Url::parse(url).is_ok_and(|url| matches!(url.scheme(), "http" | "https"))
}

/// The keys that are the actor's own and of a kind that verifies here, each in the form in which it is stored.
fn keys(wire: &Actor, id: &Iri) -> Vec<(String, KeyAlgorithm, String)> {
    let own = |key: &Option<Iri>, owner: &Option<Iri>| {
        key.clone().filter(|key| key.same_origin(id) && owner.as_ref().is_none_or(|owner| owner == id))
    };
    let pem = wire.public_key.iter().filter_map(|key| {
        let uri = own(&key.id, &key.owner)?;
        Some((uri, PublicKey::from_pem(key.public_key_pem.as_deref()?).ok()?))
    });
    let multibase = wire.multikeys().filter_map(|key| {
        let uri = own(&key.id, &key.controller)?;
        Some((uri, PublicKey::from_multibase(key.public_key_multibase.as_deref()?).ok()?))
    });
    pem.chain(multibase)
        .map(|(uri, key)| match key {
            PublicKey::Rsa(_) => (uri.to_string(), KeyAlgorithm::Rsa, key.to_pem()),
            PublicKey::Ed25519(_) => (uri.to_string(), KeyAlgorithm::Ed25519, key.to_multibase()),
        })
        .collect()
}
