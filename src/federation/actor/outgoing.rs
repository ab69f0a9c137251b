//! Writing a local actor.

use diesel::QueryResult;
use diesel::result::Error::NotFound;
use social::actor::{Actor, ActorKind};
use social::group::Group;
use social::key::{ActorKey, KeyAlgorithm};
use social::media::{Media, MediaId};
use social::membership::Membership;
use store::Conn;
use store::uri::{self, Hosts, Stall};
use url::Url;
use vocab::{Attachment, Endpoints, Image, Iri, Link, Multikey, PublicKey, Ref, Software, whole_seconds};

use crate::kind::Kinds;
use crate::object;

/// By which software says that it reads signatures of RFC 9421 (FEP-844e).
pub const RFC9421_CAPABILITY: &str = "https://datatracker.ietf.org/doc/html/rfc9421";

/// The document of a local actor.
///
/// # Errors
/// `NotFound` where the actor is remote or its stall is switched off.
pub fn to_wire(c: &mut Conn, hosts: &Hosts, kinds: &Kinds, actor: &Actor) -> QueryResult<vocab::Actor> {
    let stall = actor.home(hosts)?;
    let at = Url::parse(&actor.uri).map_err(|_| NotFound)?;
    let iri = |uri: &Option<String>| uri.as_deref().map(Iri::from);
    let mut wire = vocab::Actor {
        id: Some(at.clone().into()),
        preferred_username: Some(actor.username.clone()),
        webfinger: Some(actor.handle()),
        name: Some(actor.display_name().to_owned()),
        summary: Some(actor.summary.clone()),
        inbox: Some(actor.inbox.as_str().into()),
        outbox: iri(&actor.outbox),
        followers: iri(&actor.followers),
        following: iri(&actor.following),
        featured: iri(&actor.featured),
        featured_tags: Some(uri::featured_tags(&at).into()),
        endpoints: Some(Endpoints { shared_inbox: iri(&actor.shared_inbox), ..Endpoints::default() }),
        url: Link::to(actor.page()).into(),
        icon: picture(c, stall, actor.avatar_id)?.into(),
        image: picture(c, stall, actor.header_id)?.into(),
        manually_approves_followers: Some(actor.locked),
        discoverable: Some(actor.discoverable),
        indexable: Some(actor.indexable),
        also_known_as: actor.also_known_as.iter().map(|uri| Iri::from(uri.as_str())).collect(),
        moved_to: iri(&actor.moved_to),
        published: Some(whole_seconds(actor.created_at)),
        updated: Some(whole_seconds(actor.updated_at)),
        attachment: actor.fields.iter().map(|f| Attachment::property(&*f.name, &*f.value)).collect(),
        tag: actor.emojis.iter().map(|(code, url)| object::emoji(stall, code, url)).collect(),
        ..vocab::Actor::new(kind(actor).as_str())
    };
    tell_group(c, &at, actor, &mut wire)?;
    publish_keys(c, &at, actor, &mut wire)?;
    tell_capabilities(stall, actor, &mut wire);
    for kind in kinds.at(stall.name) {
        kind.actor_to_wire(c, hosts, actor, &mut wire)?;
    }
    Ok(wire)
}

/// What is left of a deleted actor.
pub fn tombstone(actor: &Actor) -> vocab::Object {
    let deleted = actor.deleted_at.map(whole_seconds);
    vocab::Object::tombstone(Iri::from(actor.uri.as_str()), deleted).formerly(kind(actor).as_str())
}

/// A person marked as automated is a `Service` to others, as at Mastodon.
fn kind(actor: &Actor) -> ActorKind {
    if actor.bot && actor.kind == ActorKind::Person { ActorKind::Service } else { actor.kind }
}

fn picture(c: &mut Conn, stall: &Stall, id: Option<MediaId>) -> QueryResult<Option<Image>> {
    let Some(media) = id.map(|id| Media::find(c, id)).transpose()?.flatten() else { return Ok(None) };
    Ok(media.url(stall).map(|url| Image {
        name: Some(media.description.clone()).filter(|text| !text.is_empty()),
        ..Image::at(url, Some(media.media_type.clone()))
    }))
}

/// Who may join a group, how many have, and where what it organises is (Mobilizon, FEP-8a8e).
fn tell_group(c: &mut Conn, at: &Url, actor: &Actor, wire: &mut vocab::Actor) -> QueryResult<()> {
    let Some(group) = Group::find(c, actor.id)? else { return Ok(()) };
    wire.openness = Some(group.openness.to_string());
    wire.member_count = u64::try_from(Membership::count(c, actor.id)?).ok();
    wire.members = Some(uri::members(at).into());
    wire.agenda = Some(uri::agenda(at).into());
    wire.upcoming_events = Some(uri::upcoming(at).into());
    Ok(())
}

/// RSA as `publicKey`, which everybody reads; Ed25519 as `assertionMethod` (FEP-521a).
fn publish_keys(c: &mut Conn, at: &Url, actor: &Actor, wire: &mut vocab::Actor) -> QueryResult<()> {
    for key in ActorKey::of(c, actor.id)? {
        let id = Some(Iri::from(key.key_uri.as_str()));
        match key.algorithm {
            KeyAlgorithm::Rsa => wire.public_key.push(PublicKey {
                id,
                owner: Some(at.clone().into()),
                public_key_pem: Some(key.public_key),
                ..PublicKey::default()
            }),
            KeyAlgorithm::Ed25519 => wire.assertion_method.push(Ref::Inline(Box::new(Multikey {
                kind: "Multikey".to_owned().into(),
                id,
                controller: Some(at.clone().into()),
                public_key_multibase: Some(key.public_key),
                ..Multikey::default()
            }))),
        }
    }
    Ok(())
}

/// What the software can do, on the stall's own actor itself and on the others under `generator` (FEP-844e).
fn tell_capabilities(stall: &Stall, actor: &Actor, wire: &mut vocab::Actor) {
    let rfc9421 =
        || Link { name: Some("RFC-9421: HTTP Message Signatures".to_owned()), ..Link::to(RFC9421_CAPABILITY) };
    if actor.kind == ActorKind::Application {
        wire.implements.push(rfc9421());
        return;
    }
    wire.generator = Some(Software {
        kind: "Application".to_owned().into(),
        id: Some(stall.instance_actor().into()),
        implements: rfc9421().into(),
        ..Software::default()
    });
}
