//! Writing a local object: what the strictest reader takes, in the form that Mastodon set.

use diesel::QueryResult;
use diesel::result::Error::NotFound;
use social::actor::Actor;
use social::conversation;
use social::media::{Exposure, Media};
use social::mention::Mention;
use social::object::Object;
use social::occasion::{JoinMode, Occasion, OccasionStatus};
use social::outbox;
use social::place::{Place, Point};
use social::poll::Poll;
use social::quote::{QuotePolicy, QuoteState};
use social::tag::Tag as Hashtag;
use social::visibility::Visibility;
use store::Conn;
use store::uri::{self, Hosts, Stall};
use url::Url;
use vocab::{
    Activity, ActivityType, Address, Approval, Attachment, Collection, Event, FocalPoint, Image, InteractionPolicy,
    Iri, Many, PollOption, PostalAddress, Ref, Tag, Term, whole_seconds,
};

use crate::collection;
use crate::kind::Kinds;

/// The document of a local object. Who may see it is not asked here.
///
/// # Errors
/// `NotFound` where the object is remote or its stall is switched off.
pub fn to_wire(c: &mut Conn, hosts: &Hosts, kinds: &Kinds, object: &Object) -> QueryResult<vocab::Object> {
    if object.deleted_at.is_some() {
        return Ok(tombstone(object));
    }
    let at = Url::parse(&object.uri).map_err(|_| NotFound)?;
    let stall = object.stall.as_deref().and_then(|name| hosts.stall(name)).ok_or(NotFound)?;
    let author = Actor::get(c, object.actor_id)?;
    let mut wire = vocab::Object {
        id: Some(at.clone().into()),
        attributed_to: by(&author),
        name: object.title.clone(),
        content: Some(object.content.clone()),
        summary: object.summary.clone(),
        // As at Mastodon: what a warning stands before, its pictures too.
        sensitive: Some(object.sensitive || object.summary.is_some()),
        published: Some(whole_seconds(object.published_at)),
        updated: object.edited_at.map(whole_seconds),
        in_reply_to: object.in_reply_to_uri.as_deref().map(Iri::from),
        url: object.url.as_deref().map(vocab::Link::to).into(),
        replies: Some(Ref::Inline(Box::new(collection::replies_within(&at)))),
        likes: Some(counted(uri::likes(&at), object.likes_count)),
        shares: Some(counted(uri::shares(&at), object.boosts_count)),
        interaction_policy: Some(policy(object, &author)),
        comments_enabled: (!object.answerable).then_some(false),
        location: Place::find(c, object.id)?.map(place).into(),
        attachment: attachments(c, stall, object)?,
        ..vocab::Object::new(object.wire_type.clone())
    };
    address(c, stall, object, &author, &mut wire)?;
    converse(c, stall, object, &mut wire)?;
    quote(object, &mut wire);
    if let Some(poll) = Poll::find(c, object.id)? {
        ask(&poll, &mut wire);
    }
    if let Some(occasion) = Occasion::find(c, object.id)? {
        take_place(&occasion, object, &mut wire);
    }
    if let Some(language) = &object.language {
        wire.content_map = [(language.clone(), wire.content.clone().unwrap_or_default())].into();
    }
    if let Some(kind) = kinds.find(&object.kind) {
        kind.to_wire(c, hosts, object, &mut wire)?;
    }
    Ok(wire)
}

/// What is left of a deleted object.
pub fn tombstone(object: &Object) -> vocab::Object {
    let deleted = object.deleted_at.map(whole_seconds);
    vocab::Object::tombstone(Iri::from(object.uri.as_str()), deleted).formerly(&object.wire_type)
}

/// The `Create` of a local object, as it was sent and as the outbox lists it.
///
/// # Errors
/// As [`to_wire`].
pub fn create(c: &mut Conn, hosts: &Hosts, kinds: &Kinds, object: &Object) -> QueryResult<Activity> {
    let document = to_wire(c, hosts, kinds, object)?;
    let at = Url::parse(&object.uri).map_err(|_| NotFound)?;
    let actor = document.author().cloned().ok_or(NotFound)?;
    let (to, cc, published) = (document.to.clone(), document.cc.clone(), document.published);
    let create = outbox::activity(ActivityType::Create, actor.as_str(), document.into());
    Ok(Activity { id: Some(uri::object_activity(&at).into()), to, cc, published, ..create })
}

fn by(author: &Actor) -> Many<Ref<vocab::Entity>> {
    Ref::Id(Iri::from(author.uri.as_str())).into()
}

/// A collection of which only the size is told. Servers that poll it see it without asking again.
fn counted(at: Url, total: i64) -> Ref<Collection> {
    let total_items = u64::try_from(total).ok();
    Ref::Inline(Box::new(Collection { id: Some(at.into()), total_items, ..Collection::new("Collection") }))
}

/// `to` and `cc` by visibility, and the tags that name people, words and emoji.
fn address(c: &mut Conn, stall: &Stall, object: &Object, author: &Actor, wire: &mut vocab::Object) -> QueryResult<()> {
    let mentioned = Mention::actors(c, object.id)?;
    let everyone = || Iri::public();
    let followers = author.followers.as_deref().map(Iri::from);
    let named = mentioned.iter().map(|actor| Iri::from(actor.uri.as_str()));
    (wire.to, wire.cc) = match object.visibility {
        Visibility::Public => (everyone().into(), followers.into_iter().chain(named).collect()),
        Visibility::Unlisted => (followers.into(), std::iter::once(everyone()).chain(named).collect()),
        Visibility::Followers => (followers.into(), named.collect()),
        Visibility::Direct => (named.collect(), Many::new()),
        Visibility::Members => (Many::new(), Many::new()),
    };
    let people = mentioned.iter().map(|actor| Tag::mention(actor.uri.as_str(), &actor.handle()));
    let words = Hashtag::of_objects(c, &[object.id])?;
    let words = words.iter().map(|(_, tag)| Tag::of_word(&tag.display, stall.tag(&tag.name)));
    let pictures = object.emojis.iter().map(|(code, url)| emoji(stall, code, url));
    wire.tag = people.chain(words).chain(pictures).collect();
    Ok(())
}

/// An emoji as a tag. Its id is at the stall of what contains it: it belongs there.
pub(crate) fn emoji(stall: &Stall, code: &str, url: &str) -> Tag {
    let media_type = match url.rsplit('.').next() {
        Some("gif") => "image/gif",
        Some("webp") => "image/webp",
        Some("jpg" | "jpeg") => "image/jpeg",
        _ => "image/png",
    };
    let icon = Image::at(url, Some(media_type.to_owned()));
    Tag::emoji(stall.emoji(code), code, icon, None)
}

/// The conversation, under the new name (FEP-7888) and the old one. One begun elsewhere keeps its own address.
fn converse(c: &mut Conn, stall: &Stall, object: &Object, wire: &mut vocab::Object) -> QueryResult<()> {
    let known = conversation::uri(c, object.conversation_id)?;
    let context: Iri = known.map_or_else(|| stall.context(object.conversation_id).into(), Iri::from);
    wire.conversation = Some(context.clone());
    wire.context = Some(context);
    Ok(())
}

/// The quote under every name in use, and for programs that know none a line of text (FEP-e232).
fn quote(object: &Object, wire: &mut vocab::Object) {
    let Some(quoted) = &object.quote_uri else { return };
    let iri = Iri::from(quoted.as_str());
    wire.quote = Some(iri.clone());
    wire.quote_uri = Some(iri.clone());
    wire.misskey_quote = Some(iri);
    wire.quote_authorization = object
        .quote_authorization
        .as_deref()
        .filter(|_| object.quote_state == Some(QuoteState::Accepted))
        .map(Iri::from);
    let href = social::markup::escape(quoted);
    let line = format!("<p class=\"quote-inline\">RE: <a href=\"{href}\">{href}</a></p>");
    wire.content = Some(format!("{line}{}", wire.content.take().unwrap_or_default()));
}

/// Who may do what. Of closed comments GoToSocial learns here: nobody but the author is named.
fn policy(object: &Object, author: &Actor) -> InteractionPolicy {
    let nobody_else = || Approval::only([Iri::from(author.uri.as_str())]);
    let can_reply = (!object.answerable).then(nobody_else);
    InteractionPolicy { can_reply, ..quote_policy(object.quote_policy, author) }
}

/// Who may quote. Mastodon takes silence for “nobody”.
pub fn quote_policy(policy: QuotePolicy, author: &Actor) -> InteractionPolicy {
    let who = match policy {
        QuotePolicy::Public => Some(Iri::public()),
        QuotePolicy::Followers => author.followers.as_deref().map(Iri::from),
        QuotePolicy::Nobody => None,
    };
    let who = who.unwrap_or_else(|| Iri::from(author.uri.as_str()));
    InteractionPolicy { can_quote: Some(Approval::only([who])), ..InteractionPolicy::default() }
}

fn ask(poll: &Poll, wire: &mut vocab::Object) {
    let count = |votes: i64| u64::try_from(votes).unwrap_or_default();
    let options = poll.options.iter().map(|o| PollOption::new(o.title.clone(), count(o.votes_count))).collect();
    if poll.multiple {
        wire.any_of = options;
    } else {
        wire.one_of = options;
    }
    wire.end_time = poll.closes_at.map(whole_seconds);
    wire.closed = poll.closed_at.map(whole_seconds);
    wire.voters_count = Some(count(poll.voters_count));
}

/// When it takes place and how one comes to take part, in the words of Mobilizon and of FEP-8a8e. Where nobody registers the
/// page says so: other words than these make Mobilizon drop the whole event.
fn take_place(occasion: &Occasion, object: &Object, wire: &mut vocab::Object) {
    let count = |number: i64| u64::try_from(number).unwrap_or_default();
    let (status, event_status) = match occasion.status {
        OccasionStatus::Confirmed => ("CONFIRMED", "EventScheduled"),
        OccasionStatus::Tentative => ("TENTATIVE", "EventTentative"),
        OccasionStatus::Postponed => ("TENTATIVE", "EventPostponed"),
        OccasionStatus::Cancelled => ("CANCELLED", "EventCancelled"),
    };
    let (join_mode, join_url) = match occasion.join_mode {
        JoinMode::None => (JoinMode::External, Some(object.page())),
        mode => (mode, occasion.join_url.as_deref()),
    };
    wire.start_time = Some(whole_seconds(occasion.starts_at));
    wire.end_time = occasion.ends_at.map(whole_seconds);
    wire.category = Term::bare(occasion.category.clone()).into();
    wire.event = Event {
        timezone: Some(occasion.zone.clone()),
        join_mode: Some(join_mode.to_string()),
        external_participation_url: join_url.map(Iri::from),
        anonymous_participation_enabled: Some(occasion.anonymous),
        participant_count: Some(count(occasion.participants_count)),
        maximum_attendee_capacity: occasion.capacity.map(count),
        remaining_attendee_capacity: occasion.remaining().map(count),
        // How many come is for everybody, who they are is not.
        attendees: Some(Ref::Inline(Box::new(Collection {
            total_items: Some(count(occasion.participants_count)),
            ..Collection::new("Collection")
        }))),
        status: Some(status.to_owned()),
        ical_status: Some(status.to_owned()),
        event_status: Some(event_status.to_owned()),
        display_end_time: Some(occasion.ends_at.is_some()),
        previous_start_time: occasion.previous_starts_at.map(whole_seconds),
        is_online: Some(occasion.online_url.is_some()),
        replies_moderation_option: Some(answers(object).to_owned()),
        draft: Some(false),
        uuid: Some(occasion.uid.clone()),
        ..Event::default()
    };
    for fact in occasion.facts.iter() {
        let name = Some(fact.name.clone()).filter(|name| !name.is_empty());
        wire.attachment.push(Attachment::fact(fact.key.as_str(), name, fact.value.as_str()));
    }
    if let Some(address) = &occasion.online_url {
        wire.attachment.push(Attachment::website(address.as_str()));
        if wire.location.is_empty() {
            wire.location = on_the_network(address).into();
        }
    }
}

/// Who may comment, in Mobilizon's words.
fn answers(object: &Object) -> &'static str {
    match (object.answerable, object.is_moderated()) {
        (false, _) => "closed",
        (true, true) => "moderated",
        (true, false) => "allow_all",
    }
}

/// Where something is that is on the network alone (FEP-8a8e). Of all places Gancio lets one by this name alone have no
/// address; without any it does not take a change.
fn on_the_network(address: &str) -> vocab::Place {
    vocab::Place {
        kind: "VirtualLocation".to_owned().into(),
        name: Some("Online".to_owned()),
        url: vocab::Link::to(address).into(),
        ..vocab::Place::default()
    }
}

fn place(place: Place) -> vocab::Place {
    let part = |text: &String| Some(text.clone()).filter(|text| !text.is_empty());
    let address = place.address.as_ref().map(|address| PostalAddress {
        kind: "PostalAddress".to_owned().into(),
        street_address: part(&address.street),
        postal_code: part(&address.postal_code),
        address_locality: part(&address.locality),
        address_region: part(&address.region),
        address_country: place.country.clone(),
        ..PostalAddress::default()
    });
    vocab::Place {
        address: address.map(|address| Address::Postal(Box::new(address))),
        kind: "Place".to_owned().into(),
        name: Some(place.name.clone()).filter(|name| !name.is_empty()),
        latitude: place.point().map(Point::latitude),
        longitude: place.point().map(Point::longitude),
        country: place.country,
        ..vocab::Place::default()
    }
}

fn attachments(c: &mut Conn, stall: &Stall, object: &Object) -> QueryResult<Many<Attachment>> {
    let media = Media::of_object(c, object.id)?;
    Ok(media.iter().filter_map(|media| attachment(stall, media)).collect())
}

/// A file as an attachment.
pub(crate) fn attachment(stall: &Stall, media: &Media) -> Option<Attachment> {
    let size = |pixels: Option<i32>| pixels.and_then(|pixels| u64::try_from(pixels).ok());
    Some(Attachment {
        name: Some(media.description.clone()).filter(|text| !text.is_empty()),
        blurhash: media.blurhash.clone(),
        focal_point: media.focus().map(|focus| FocalPoint { x: focus.x.into(), y: focus.y.into() }),
        width: size(media.width),
        height: size(media.height),
        license: media.licence.map(|licence| licence.title().to_owned()),
        exif: media.shown_exposure().map(exif).unwrap_or_default(),
        duration: media.duration_ms.and_then(|ms| u64::try_from(ms).ok()).map(std::time::Duration::from_millis),
        ..Attachment::document(media.url(stall)?, media.media_type.clone())
    })
}

/// How a photo was taken, by the names of EXIF (FEP-ee3a).
fn exif(exposure: &Exposure) -> Many<Attachment> {
    exposure.properties().into_iter().map(|(name, value)| Attachment::property(name, value)).collect()
}
