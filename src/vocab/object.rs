//! Anything that is not an actor, an activity or a collection: posts, polls, pictures, events, tracks, tombstones.

use std::time::Duration;

use chrono::{DateTime, Utc};
use serde_json::{Map, Value};

use crate::attachment::Attachment;
use crate::collection::Collection;
use crate::entity::Entity;
use crate::event::Event;
use crate::image::Image;
use crate::iri::Iri;
use crate::link::Link;
use crate::many::Many;
use crate::music::{self, Music};
use crate::place::Place;
use crate::policy::InteractionPolicy;
use crate::poll::PollOption;
use crate::reference::{Identified, Ref};
use crate::story::{self, Story};
use crate::tag::Tag;
use crate::text::{Source, Term};
use crate::wire::{LanguageMap, Wire, wire};

wire! {
    /// An object. Everything is optional, because everything is missing somewhere.
    struct Object {
        /// Its types; [`Object::kind`] is the first.
        kind: Many<String> => (one "type"),
        /// Its identifier.
        id: Option<Iri> => "id",
        /// Whose it is; [`Object::author`] picks one.
        attributed_to: Many<Ref<Entity>> => (one "attributedTo"),
        /// The same under the key that Pleroma and Mobilizon add.
        actor: Option<Iri> => "actor",
        /// Whom it is addressed to.
        to: Many<Iri> => "to",
        /// Who shall know of it too.
        cc: Many<Iri> => "cc",
        /// The group it is for.
        audience: Many<Iri> => (one "audience"),
        /// Title, plain text; of a vote, the option.
        name: Option<String> => "name",
        /// Title by language.
        name_map: LanguageMap => "nameMap",
        /// Text, HTML unless `media_type` says otherwise.
        content: Option<String> => "content",
        /// Text by language.
        content_map: LanguageMap => "contentMap",
        /// What the author typed.
        source: Option<Source> => "source",
        /// Content warning of a note, summary of anything else.
        summary: Option<String> => "summary",
        /// Summary by language.
        summary_map: LanguageMap => "summaryMap",
        /// Media type of `content`.
        media_type: Option<String> => "mediaType",
        /// Language of the text (PeerTube, Lemmy).
        language: Many<Term> => (one "language"),
        /// Language of the text (schema.org, Mobilizon).
        in_language: Option<String> => "inLanguage",
        /// When it was made public.
        published: Option<DateTime<Utc>> => "published",
        /// When it was last edited.
        updated: Option<DateTime<Utc>> => "updated",
        /// What it answers.
        in_reply_to: Option<Iri> => "inReplyTo",
        /// The conversation it belongs to (FEP-7888).
        context: Option<Iri> => "context",
        /// The conversation under OStatus's key.
        conversation: Option<Iri> => "conversation",
        /// Where it can be seen; [`Object::html_url`] is the page for people.
        url: Many<Link> => (one "url"),
        /// Of a hashtag that stands alone: its page.
        href: Option<Iri> => "href",
        /// What its text refers to.
        tag: Many<Tag> => "tag",
        /// What is attached.
        attachment: Many<Attachment> => "attachment",
        /// Small picture.
        icon: Many<Image> => (one "icon"),
        /// Large picture.
        image: Many<Image> => (one "image"),
        /// What answers it.
        replies: Option<Ref<Collection>> => "replies",
        /// Who likes it.
        likes: Option<Ref<Collection>> => "likes",
        /// Who shared it.
        shares: Option<Ref<Collection>> => "shares",
        /// Who dislikes it (PeerTube).
        dislikes: Option<Ref<Collection>> => "dislikes",
        /// What answers it, under PeerTube's key.
        comments: Option<Ref<Collection>> => "comments",
        /// Whether its media is to be hidden at first.
        sensitive: Option<bool> => "sensitive",
        /// Playing time.
        duration: Option<Duration> => "duration",
        /// When it begins.
        start_time: Option<DateTime<Utc>> => "startTime",
        /// When it ends; of a poll, when voting does.
        end_time: Option<DateTime<Utc>> => "endTime",
        /// When voting ended.
        closed: Option<DateTime<Utc>> => "closed",
        /// Options of a poll of which one can be chosen.
        one_of: Many<PollOption> => "oneOf",
        /// Options of a poll of which several can be chosen.
        any_of: Many<PollOption> => "anyOf",
        /// How many voted.
        voters_count: Option<u64> => "votersCount",
        /// What it quotes (FEP-044f); [`Object::quoted`] reads all four.
        quote: Option<Iri> => "quote",
        /// What it quotes (Fedibird).
        quote_uri: Option<Iri> => "quoteUri",
        /// What it quotes (ActivityStreams' own term, Pleroma).
        quote_url: Option<Iri> => "quoteUrl",
        /// What it quotes (Misskey).
        misskey_quote: Option<Iri> => "_misskey_quote",
        /// The stamp by which the quoted author approves (FEP-044f).
        quote_authorization: Option<Iri> => "quoteAuthorization",
        /// The stamp by which the author answered approves (GoToSocial).
        reply_authorization: Option<Iri> => "replyAuthorization",
        /// The same under GoToSocial's first key.
        approved_by: Option<Iri> => "approvedBy",
        /// Of a stamp: the object that quotes or answers.
        interacting_object: Option<Iri> => "interactingObject",
        /// Of a stamp: what is quoted or answered.
        interaction_target: Option<Iri> => "interactionTarget",
        /// Who may do what with it.
        interaction_policy: Option<InteractionPolicy> => "interactionPolicy",
        /// Where it is.
        location: Many<Place> => (one "location"),
        /// Of a tombstone: the type before deletion.
        former_type: Many<String> => (one "formerType"),
        /// Of a tombstone: when it was deleted.
        deleted: Option<DateTime<Utc>> => "deleted",
        /// Whether it can be answered (PeerTube, Lemmy, Pixelfed, Mobilizon).
        comments_enabled: Option<bool> => "commentsEnabled",
        /// Category of its kind.
        category: Many<Term> => (one "category"),
        /// Licence (PeerTube's spelling).
        licence: Option<Term> => "licence",
        /// How often it was seen.
        views: Option<u64> => "views",
        /// How to support who made it.
        support: Option<String> => "support",
        /// When it was first published elsewhere.
        originally_published_at: Option<DateTime<Utc>> => "originallyPublishedAt",
        /// Whether it is pinned in its community (Lemmy).
        stickied: Option<bool> => "stickied",
        /// Whether it speaks for the moderators (Lemmy).
        distinguished: Option<bool> => "distinguished",
        /// Terms of an event.
        event: Event => (group),
        /// Terms of recorded sound.
        music: Music => (group),
        /// Terms of a picture for a day.
        story: Story => (group),
    }
}

impl Object {
    /// An object of this type with nothing in it.
    pub fn new(kind: impl Into<String>) -> Self {
        Self { kind: kind.into().into(), ..Self::default() }
    }

    /// What remains of a deleted object.
    pub fn tombstone(id: Iri, deleted: Option<DateTime<Utc>>) -> Self {
        Self { id: Some(id), deleted, ..Self::new("Tombstone") }
    }

    /// The same, with the type that it had.
    #[must_use]
    pub fn formerly(self, kind: impl Into<String>) -> Self {
        Self { former_type: kind.into().into(), ..self }
    }

    /// The first type, empty if there is none.
    pub fn kind(&self) -> &str {
        self.kind.first().map_or("", String::as_str)
    }

    /// Whether it is of this type, among others.
    pub fn is(&self, kind: &str) -> bool {
        self.kind.iter().any(|own| own == kind)
    }

    /// Whose it is: the first that it is attributed to, a person before a group (PeerTube names both).
    pub fn author(&self) -> Option<&Iri> {
        let is_person = |author: &&Ref<Entity>| author.inline().is_none_or(|author| author.kind() != "Group");
        let attributed = self.attributed_to.iter().find(is_person).or_else(|| self.attributed_to.first());
        attributed.and_then(Ref::id).or(self.actor.as_ref())
    }

    /// Everyone it is addressed to, openly or by copy.
    pub fn addressees(&self) -> impl Iterator<Item = &Iri> {
        self.to.iter().chain(&self.cc).chain(&self.audience)
    }

    /// The page for people.
    pub fn html_url(&self) -> Option<&Iri> {
        Link::page(&self.url)
    }

    /// What it quotes, under whichever key, or as a link in its tags (FEP-e232 with Misskey's relation).
    pub fn quoted(&self) -> Option<&Iri> {
        let keys = [&self.quote, &self.quote_uri, &self.quote_url, &self.misskey_quote];
        keys.into_iter().find_map(Option::as_ref).or_else(|| self.tag.iter().find_map(quote_link))
    }

    /// The text, also where it is only told by language.
    pub fn text(&self) -> Option<&str> {
        self.content.as_deref().or_else(|| self.content_map.values().next().map(String::as_str))
    }

    /// The language of the text: the one under which the map repeats it, else the only one of the map, else what is said apart.
    pub fn language(&self) -> Option<&str> {
        let same = self.content_map.iter().find(|(_, text)| Some(*text) == self.content.as_ref());
        let only = || self.content_map.iter().next().filter(|_| self.content_map.len() == 1);
        same.or_else(only)
            .map(|(tag, _)| tag.as_str())
            .or(self.in_language.as_deref())
            .or_else(|| self.language.first().map(Term::as_str))
            .filter(|tag| *tag != "und")
    }

    /// The options of a poll, and whether several can be chosen.
    pub fn poll(&self) -> Option<(&[PollOption], bool)> {
        match (self.one_of.as_slice(), self.any_of.as_slice()) {
            ([], []) => None,
            ([], several) => Some((several, true)),
            (one, _) => Some((one, false)),
        }
    }
}

/// The target of a link tag that says it is a quote.
fn quote_link(tag: &Tag) -> Option<&Iri> {
    const RELATIONS: [&str; 2] = ["https://misskey-hub.net/ns#_misskey_quote", "https://w3id.org/fep/044f#quote"];
    match tag {
        Tag::Link(link) if link.rel.iter().any(|rel| RELATIONS.contains(&rel.as_str())) => link.href.as_ref(),
        _ => None,
    }
}

impl Identified for Object {
    fn id(&self) -> Option<&Iri> {
        self.id.as_ref()
    }
}

impl Wire for Object {
    fn read(value: Value) -> Option<Self> {
        let Value::Object(mut map) = value else {
            return None;
        };
        // Blind copies are nobody's business once they arrived (ActivityPub §6).
        map.remove("bto");
        map.remove("bcc");
        Some(Self::read_map(map))
    }

    fn write(&self) -> Option<Value> {
        let mut map = self.write_map();
        if !self.attributed_to.is_empty() {
            complete(&mut map);
        }
        story::adapt(self, &mut map);
        music::adapt(self, &mut map);
        Some(Value::Object(map))
    }
}

/// Adds the keys that strict readers miss when they are absent: lists (Pixelfed, Mobilizon), the text of a note (Lemmy).
/// A tombstone or an option of a poll needs none; a vote has a name instead of a text.
fn complete(map: &mut Map<String, Value>) {
    for key in ["to", "cc", "tag", "attachment"] {
        map.entry(key).or_insert_with(|| Value::Array(Vec::new()));
    }
    let is_text = map.get("type").is_some_and(|kind| kind == "Note" || kind == "Question");
    if is_text && !map.contains_key("name") {
        map.entry("content").or_insert_with(|| Value::String(String::new()));
    }
}
