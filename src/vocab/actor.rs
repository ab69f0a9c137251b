//! Whoever acts: people, groups, bots, servers.

use chrono::{DateTime, Utc};
use serde_json::{Map, Value};

use crate::attachment::Attachment;
use crate::entity::Entity;
use crate::image::Image;
use crate::iri::Iri;
use crate::key::{Multikey, PublicKey};
use crate::link::Link;
use crate::many::Many;
use crate::place::Place;
use crate::policy::InteractionPolicy;
use crate::reference::{Identified, Ref};
use crate::tag::Tag;
use crate::text::{Source, Term};
use crate::wire::{LanguageMap, Wire, object_only, wire};

wire! {
    /// An actor: `Person`, `Group`, `Service`, `Application` or `Organization`.
    struct Actor {
        /// Its types; [`Actor::kind`] is the first.
        kind: Many<String> => (one "type"),
        /// Its identifier.
        id: Option<Iri> => "id",
        /// The name part of its handle.
        preferred_username: Option<String> => "preferredUsername",
        /// Its whole handle, `name@host` (FEP-2c59).
        webfinger: Option<String> => "webfinger",
        /// What it is called, plain text.
        name: Option<String> => "name",
        /// What it is called, by language.
        name_map: LanguageMap => "nameMap",
        /// About it, HTML.
        summary: Option<String> => "summary",
        /// About it, by language.
        summary_map: LanguageMap => "summaryMap",
        /// What was typed for the summary.
        source: Option<Source> => "source",
        /// Where it receives.
        inbox: Option<Iri> => "inbox",
        /// What it published.
        outbox: Option<Iri> => "outbox",
        /// Who follows it.
        followers: Option<Iri> => "followers",
        /// Whom it follows.
        following: Option<Iri> => "following",
        /// What it likes.
        liked: Option<Iri> => "liked",
        /// What it pinned.
        featured: Option<Iri> => "featured",
        /// The hashtags it shows on its profile.
        featured_tags: Option<Iri> => "featuredTags",
        /// Addresses that many actors of its server share.
        endpoints: Option<Endpoints> => "endpoints",
        /// Where it can be seen; [`Actor::html_url`] is the page for people.
        url: Many<Link> => (one "url"),
        /// Avatar; [`Actor::avatar`] picks one.
        icon: Many<Image> => (one "icon"),
        /// Header; [`Actor::header`] picks one.
        image: Many<Image> => (one "image"),
        /// RSA keys.
        public_key: Many<PublicKey> => (one "publicKey"),
        /// Keys for signatures and proofs (FEP-521a).
        assertion_method: Many<Ref<Multikey>> => "assertionMethod",
        /// Whether it decides upon each follower.
        manually_approves_followers: Option<bool> => "manuallyApprovesFollowers",
        /// Whether it may be suggested and listed.
        discoverable: Option<bool> => "discoverable",
        /// Whether its public posts may be searched (FEP-5feb).
        indexable: Option<bool> => "indexable",
        /// Who may find its posts by search (FEP-268d).
        searchable_by: Many<Iri> => "searchableBy",
        /// Whether whom it stands for has died.
        memorial: Option<bool> => "memorial",
        /// Whether its own server suspended it.
        suspended: Option<bool> => "suspended",
        /// Other actors that are the same (FEP-7628).
        also_known_as: Many<Iri> => "alsoKnownAs",
        /// Where it moved to.
        moved_to: Option<Iri> => "movedTo",
        /// Hosts of pages that may name it as author.
        attribution_domains: Many<String> => "attributionDomains",
        /// When it was made.
        published: Option<DateTime<Utc>> => "published",
        /// When it last changed.
        updated: Option<DateTime<Utc>> => "updated",
        /// Fields of its profile; [`Actor::fields`] reads them.
        attachment: Many<Attachment> => "attachment",
        /// Emoji and hashtags in its texts.
        tag: Many<Tag> => "tag",
        /// The software that it lives on (FEP-844e).
        generator: Option<Software> => "generator",
        /// What the software can do, if this actor is that software (FEP-844e).
        implements: Many<Link> => "implements",
        /// Who may do what with it.
        interaction_policy: Option<InteractionPolicy> => "interactionPolicy",
        /// Its owner or moderators, of a group or channel.
        attributed_to: Many<Ref<Entity>> => (one "attributedTo"),
        /// Who may join a group: `open`, `moderated`, `invite_only` (Mobilizon).
        openness: Option<String> => "openness",
        /// Members of a group.
        members: Option<Iri> => "members",
        /// How many members a group has.
        member_count: Option<u64> => "memberCount",
        /// What a group organises (Mobilizon).
        agenda: Option<Iri> => "events",
        /// Events to come (FEP-8a8e).
        upcoming_events: Option<Iri> => "upcomingEvents",
        /// Moderators of a group.
        moderators: Option<Iri> => "moderators",
        /// Whether only moderators post to a group.
        posting_restricted_to_mods: Option<bool> => "postingRestrictedToMods",
        /// Playlists (PeerTube).
        playlists: Option<Iri> => "playlists",
        /// Where it is.
        location: Many<Place> => (one "location"),
        /// Category of a channel or group.
        category: Many<Term> => (one "category"),
        /// Languages of a community.
        language: Many<Term> => (one "language"),
        /// Whether what it publishes is to be hidden at first.
        sensitive: Option<bool> => "sensitive",
    }
}

impl Actor {
    /// The types that are actors (ActivityStreams vocabulary §3.2).
    pub const KINDS: [&'static str; 5] = ["Person", "Service", "Application", "Group", "Organization"];

    /// An actor of this type. It does not approve followers by hand: Pixelfed takes silence for the contrary.
    pub fn new(kind: impl Into<String>) -> Self {
        Self { kind: kind.into().into(), manually_approves_followers: Some(false), ..Self::default() }
    }

    /// The first type that is an actor's, else the first, else nothing.
    pub fn kind(&self) -> &str {
        let known = self.kind.iter().find(|kind| Self::KINDS.contains(&kind.as_str()));
        known.or_else(|| self.kind.first()).map_or("", String::as_str)
    }

    /// The inbox that it shares with others of its server.
    pub fn shared_inbox(&self) -> Option<&Iri> {
        self.endpoints.as_ref()?.shared_inbox.as_ref()
    }

    /// The page for people.
    pub fn html_url(&self) -> Option<&Iri> {
        Link::page(&self.url)
    }

    /// The largest picture of it.
    pub fn avatar(&self) -> Option<&Image> {
        Image::best(&self.icon)
    }

    /// The largest picture above its profile.
    pub fn header(&self) -> Option<&Image> {
        Image::best(&self.image)
    }

    /// Names and HTML values of its profile's fields.
    pub fn fields(&self) -> impl Iterator<Item = (&str, &str)> {
        self.attachment.iter().filter_map(Attachment::field)
    }

    /// The keys that it embeds in multibase.
    pub fn multikeys(&self) -> impl Iterator<Item = &Multikey> {
        self.assertion_method.iter().filter_map(Ref::inline)
    }

    /// Whether its software announces this capability by address (FEP-844e).
    pub fn implements(&self, capability: &str) -> bool {
        let of_generator = self.generator.iter().flat_map(|software| &software.implements);
        self.implements.iter().chain(of_generator).any(|link| link.href.as_ref().is_some_and(|href| href == capability))
    }
}

impl Identified for Actor {
    fn id(&self) -> Option<&Iri> {
        self.id.as_ref()
    }
}

impl Wire for Actor {
    fn read(value: Value) -> Option<Self> {
        match value {
            Value::Object(map) => Some(Self::read_map(map)),
            _ => None,
        }
    }

    fn write(&self) -> Option<Value> {
        let mut map = self.write_map();
        if self.inbox.is_some() {
            complete(&mut map);
        }
        Some(Value::Object(map))
    }
}

/// Adds the keys that Pixelfed's check of an updated profile misses when they are absent.
fn complete(map: &mut Map<String, Value>) {
    for key in ["name", "summary"] {
        map.entry(key).or_insert_with(|| Value::String(String::new()));
    }
    for key in ["tag", "attachment"] {
        map.entry(key).or_insert_with(|| Value::Array(Vec::new()));
    }
}

wire! {
    /// Addresses that actors of one server share.
    struct Endpoints {
        /// Takes what is meant for any of them.
        shared_inbox: Option<Iri> => "sharedInbox",
    }
}

wire! {
    /// The software that made something (`generator`).
    struct Software {
        /// Its types.
        kind: Many<String> => (one "type"),
        /// Its identifier.
        id: Option<Iri> => "id",
        /// Its name.
        name: Option<String> => "name",
        /// Its page.
        url: Many<Link> => (one "url"),
        /// What it can do, each by the address of a specification.
        implements: Many<Link> => "implements",
    }
}

object_only!(Endpoints);

impl Wire for Software {
    fn read(value: Value) -> Option<Self> {
        match value {
            Value::String(_) => Iri::read(value).map(|id| Self { id: Some(id), ..Self::default() }),
            Value::Object(map) => Some(Self::read_map(map)),
            _ => None,
        }
    }

    fn write(&self) -> Option<Value> {
        match &self.id {
            Some(id) if *self == (Self { id: Some(id.clone()), ..Self::default() }) => id.write(),
            _ => Some(Value::Object(self.write_map())),
        }
    }
}
