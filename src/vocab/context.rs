//! The `@context` of everything we write.
//!
//! Readers that process JSON-LD drop what no context defines; the others look only for the first address. No third address is
//! named: Funkwhale fetches any other while it parses, and gives up when that fails. A document defines what it uses, so that
//! a `Like` is not ten times its own size.

use std::collections::HashSet;

use serde_json::{Map, Value, json};

use crate::activity::Activity;
use crate::actor::Actor;
use crate::collection::Collection;
use crate::entity::Entity;
use crate::object::Object;
use crate::wire::Wire;

use Definition::{Id, Ids, List, Multibase, Numbers, Plain};

/// The vocabularies that every reader has at hand.
const VOCABULARIES: [&str; 2] = ["https://www.w3.org/ns/activitystreams", "https://w3id.org/security/v1"];

/// What a term stands for, and how JSON-LD is to read its value.
#[derive(Clone, Copy)]
pub(crate) enum Definition {
    /// As it is written.
    Plain(&'static str),
    /// An identifier.
    Id(&'static str),
    /// Identifiers in any order.
    Ids(&'static str),
    /// Identifiers in order.
    List(&'static str),
    /// Numbers in order.
    Numbers(&'static str),
    /// Text in multibase.
    Multibase(&'static str),
}

/// Short forms within the definitions.
const PREFIXES: &[(&str, &str)] = &[
    ("toot", "http://joinmastodon.org/ns#"),
    ("schema", "http://schema.org#"),
    ("ostatus", "http://ostatus.org#"),
    ("litepub", "http://litepub.social/ns#"),
    ("gts", "https://gotosocial.org/ns#"),
    ("pt", "https://joinpeertube.org/ns#"),
    ("mz", "https://joinmobilizon.org/ns#"),
    ("ical", "http://www.w3.org/2002/12/cal/ical#"),
    ("fep8a8e", "https://w3id.org/fep/8a8e/"),
    ("fw", "https://funkwhale.audio/ns#"),
    ("sec", "https://w3id.org/security#"),
    ("pixelfed", "http://pixelfed.org/ns#"),
];

/// Every term beyond the two vocabularies that this crate writes.
pub(crate) const TERMS: &[(&str, Definition)] = &[
    ("Hashtag", Plain("as:Hashtag")),
    ("sensitive", Plain("as:sensitive")),
    ("manuallyApprovesFollowers", Plain("as:manuallyApprovesFollowers")),
    ("movedTo", Id("as:movedTo")),
    ("alsoKnownAs", Id("as:alsoKnownAs")),
    ("quoteUrl", Plain("as:quoteUrl")),
    ("Emoji", Plain("toot:Emoji")),
    ("featured", Id("toot:featured")),
    ("featuredTags", Id("toot:featuredTags")),
    ("discoverable", Plain("toot:discoverable")),
    ("indexable", Plain("toot:indexable")),
    ("memorial", Plain("toot:memorial")),
    ("suspended", Plain("toot:suspended")),
    ("attributionDomains", Id("toot:attributionDomains")),
    ("votersCount", Plain("toot:votersCount")),
    ("blurhash", Plain("toot:blurhash")),
    ("focalPoint", Numbers("toot:focalPoint")),
    ("conversation", Plain("ostatus:conversation")),
    ("EmojiReact", Plain("litepub:EmojiReact")),
    ("webfinger", Plain("https://purl.archive.org/socialweb/webfinger#webfinger")),
    ("searchableBy", Id("http://fedibird.com/ns#searchableBy")),
    ("implements", Ids("https://w3id.org/fep/844e#implements")),
    ("assertionMethod", Ids("sec:assertionMethod")),
    ("Multikey", Plain("sec:Multikey")),
    ("controller", Id("sec:controller")),
    ("publicKeyMultibase", Multibase("sec:publicKeyMultibase")),
    ("quote", Id("https://w3id.org/fep/044f#quote")),
    ("quoteUri", Plain("http://fedibird.com/ns#quoteUri")),
    ("_misskey_quote", Plain("https://misskey-hub.net/ns#_misskey_quote")),
    ("quoteAuthorization", Id("https://w3id.org/fep/044f#quoteAuthorization")),
    ("QuoteRequest", Plain("https://w3id.org/fep/044f#QuoteRequest")),
    ("QuoteAuthorization", Plain("https://w3id.org/fep/044f#QuoteAuthorization")),
    ("interactionPolicy", Id("gts:interactionPolicy")),
    ("canQuote", Id("gts:canQuote")),
    ("canReply", Id("gts:canReply")),
    ("canLike", Id("gts:canLike")),
    ("canAnnounce", Id("gts:canAnnounce")),
    ("canFeature", Id("https://w3id.org/fep/7aa9#canFeature")),
    ("automaticApproval", Id("gts:automaticApproval")),
    ("manualApproval", Id("gts:manualApproval")),
    ("approvedBy", Id("gts:approvedBy")),
    ("replyAuthorization", Id("gts:replyAuthorization")),
    ("ReplyRequest", Plain("gts:ReplyRequest")),
    ("interactingObject", Id("gts:interactingObject")),
    ("interactionTarget", Id("gts:interactionTarget")),
    ("PropertyValue", Plain("schema:PropertyValue")),
    ("propertyID", Plain("schema:propertyID")),
    ("value", Plain("schema:value")),
    ("inLanguage", Plain("schema:inLanguage")),
    ("category", Plain("schema:category")),
    ("uuid", Plain("schema:identifier")),
    ("PostalAddress", Plain("schema:PostalAddress")),
    ("address", Plain("schema:address")),
    ("streetAddress", Plain("schema:streetAddress")),
    ("postalCode", Plain("schema:postalCode")),
    ("addressLocality", Plain("schema:addressLocality")),
    ("addressRegion", Plain("schema:addressRegion")),
    ("addressCountry", Plain("schema:addressCountry")),
    ("maximumAttendeeCapacity", Plain("schema:maximumAttendeeCapacity")),
    ("remainingAttendeeCapacity", Plain("schema:remainingAttendeeCapacity")),
    ("commentsEnabled", Plain("pt:commentsEnabled")),
    ("status", Plain("ical:status")),
    ("timezone", Plain("mz:timezone")),
    ("joinMode", Plain("mz:joinMode")),
    ("isOnline", Plain("mz:isOnline")),
    ("participantCount", Plain("mz:participantCount")),
    ("participationMessage", Plain("mz:participationMessage")),
    ("externalParticipationUrl", Plain("mz:externalParticipationUrl")),
    ("anonymousParticipationEnabled", Plain("mz:anonymousParticipationEnabled")),
    ("repliesModerationOption", Plain("mz:repliesModerationOption")),
    ("contacts", Id("mz:contacts")),
    ("draft", Plain("mz:draft")),
    ("openness", Plain("mz:openness")),
    ("members", Id("mz:members")),
    ("memberCount", Plain("mz:memberCount")),
    ("events", Id("mz:events")),
    ("organizers", Id("fep8a8e:organizers")),
    ("attendees", Id("fep8a8e:attendees")),
    ("upcomingEvents", Id("fep8a8e:upcomingEvents")),
    ("displayEndTime", Plain("fep8a8e:displayEndTime")),
    ("eventStatus", Plain("fep8a8e:eventStatus")),
    ("previousStartTime", Plain("fep8a8e:previousStartTime")),
    ("Album", Plain("fw:Album")),
    ("Track", Plain("fw:Track")),
    ("Artist", Plain("fw:Artist")),
    ("ArtistCredit", Plain("fw:ArtistCredit")),
    ("Library", Plain("fw:Library")),
    ("album", Id("fw:album")),
    ("inAlbum", Plain("schema:inAlbum")),
    ("track", Id("fw:track")),
    ("tracks", List("schema:track")),
    ("artist", Id("fw:artist")),
    ("artists", List("fw:artists")),
    ("artist_credit", List("fw:artist_credit")),
    ("library", Id("fw:library")),
    ("license", Id("fw:license")),
    ("joinphrase", Plain("fw:joinphrase")),
    ("credit", Plain("fw:credit")),
    ("index", Plain("fw:index")),
    ("bitrate", Plain("fw:bitrate")),
    ("size", Plain("fw:size")),
    ("position", Plain("fw:position")),
    ("disc", Plain("fw:disc")),
    ("exifData", Plain("https://w3id.org/fep/ee3a#exifData")),
    ("released", Plain("fw:released")),
    ("copyright", Plain("fw:copyright")),
    ("musicbrainzId", Plain("fw:musicbrainzId")),
    ("Story", Plain("pixelfed:Story")),
    ("expiresAt", Plain("pixelfed:expiresAt")),
    ("can_reply", Plain("pixelfed:can_reply")),
    ("can_react", Plain("pixelfed:can_react")),
];

impl Definition {
    fn address(self) -> &'static str {
        match self {
            Plain(id) | Id(id) | Ids(id) | List(id) | Numbers(id) | Multibase(id) => id,
        }
    }

    fn to_json(self) -> Value {
        match self {
            Plain(id) => json!(id),
            Id(id) => json!({ "@id": id, "@type": "@id" }),
            Ids(id) => json!({ "@id": id, "@type": "@id", "@container": "@set" }),
            List(id) => json!({ "@id": id, "@type": "@id", "@container": "@list" }),
            Numbers(id) => json!({ "@id": id, "@container": "@list" }),
            Multibase(id) => json!({ "@id": id, "@type": "sec:multibase" }),
        }
    }
}

/// The context of a document that uses these words as keys and types.
fn context(words: &HashSet<&str>) -> Value {
    let used: Vec<_> = TERMS.iter().filter(|(term, _)| words.contains(term)).collect();
    let abbreviates =
        |prefix: &str| used.iter().any(|(_, definition)| definition.address().split(':').next() == Some(prefix));
    let prefixes =
        PREFIXES.iter().filter(|(prefix, _)| abbreviates(prefix)).map(|(prefix, id)| ((*prefix).to_owned(), json!(id)));
    let terms = used.iter().map(|(term, definition)| ((*term).to_owned(), definition.to_json()));
    let own: Map<String, Value> = prefixes.chain(terms).collect();

    let mut context: Vec<Value> = VOCABULARIES.into_iter().map(Value::from).collect();
    if !own.is_empty() {
        context.push(Value::Object(own));
    }
    Value::Array(context)
}

/// Collects the words of a document that a context must define: its keys and types.
fn collect<'a>(value: &'a Value, words: &mut HashSet<&'a str>) {
    match value {
        Value::Array(items) => items.iter().for_each(|item| collect(item, words)),
        Value::Object(map) => {
            for (key, child) in map {
                words.insert(key);
                if key == "type" {
                    words.extend(child.as_str());
                    words.extend(child.as_array().into_iter().flatten().filter_map(Value::as_str));
                }
                collect(child, words);
            }
        }
        _ => {}
    }
}

/// Writes a whole document.
fn document(body: &impl Wire) -> String {
    let mut body = body.write().unwrap_or_default();
    // Funkwhale reads the activities of an outbox one by one.
    for list in ["items", "orderedItems"] {
        let items = body.get_mut(list).and_then(Value::as_array_mut).into_iter().flatten();
        items.filter(|item| item.get("actor").is_some()).for_each(explain);
    }
    // Of a `Create` or `Update` it reads what is in a library, and what is a track, without the rest.
    let alone =
        |object: &&mut Value| object.get("library").is_some() || object.get("type").is_some_and(|kind| kind == "Track");
    if let Some(object) = body.get_mut("object").filter(alone) {
        explain(object);
    }
    explain(&mut body);
    body.to_string()
}

/// Puts the context that it needs before an object.
fn explain(body: &mut Value) {
    let mut words = HashSet::new();
    collect(body, &mut words);
    let mut map = Map::new();
    map.insert("@context".to_owned(), context(&words));
    if let Value::Object(own) = std::mem::take(body) {
        map.extend(own);
    }
    *body = Value::Object(map);
}

macro_rules! to_json {
    ($($name:ident),*) => { $(
        impl $name {
            /// The whole document, with its `@context`.
            pub fn to_json(&self) -> String {
                document(self)
            }
        }
    )* };
}

to_json!(Activity, Actor, Collection, Entity, Object);
