//! Reading a remote object: pure, tolerant in shape, and clean when it comes out.

use chrono::{DateTime, Utc};
use social::emoji::RemoteEmoji;
use social::markup;
use social::media::{Exposure, Focus, Licence, RemoteMedia};
use social::occasion::{self, Fact, JoinMode, MOST_FACTS, NewOccasion, OccasionStatus};
use social::place::{Address, NewPlace, Point};
use social::poll::NewPoll;
use social::quote::QuotePolicy;
use store::{Json, clock};
use vocab::{Approval, Attachment, Image, Iri, Link, Object, PollOption, Tag, Term};

use super::Addressing;
use crate::card;
use crate::kind::{Kinds, ObjectKind};

/// Why an object is not taken in.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Reason {
    /// It has no id, so that nothing could refer to it.
    #[error("the object has no id")]
    NoId,
    /// It does not say whose it is.
    #[error("the object does not say whose it is")]
    NoAuthor,
    /// There is nothing in it that people could read or look at.
    #[error("there is nothing to show of an object of type “{0}”")]
    Silent(String),
    /// It is said to be older than the calendar of computers.
    #[error("the object is dated before 1970")]
    TooOld,
}

/// A remote object as it will be written: checked, sanitised, cut to size. Whom and what it names is not resolved yet.
#[derive(Clone)]
pub struct Incoming {
    /// Its id.
    pub id: Iri,
    /// Who published it.
    pub author: Iri,
    /// What understands it.
    pub kind: &'static dyn ObjectKind,
    /// To whom it is addressed.
    pub addressing: Addressing,
    /// Title, plain text.
    pub title: Option<String>,
    /// Sanitised HTML.
    pub content: String,
    /// Content warning, plain text.
    pub summary: Option<String>,
    /// Whether its media are hidden at first.
    pub sensitive: bool,
    /// BCP 47.
    pub language: Option<String>,
    /// What it answers.
    pub in_reply_to: Option<Iri>,
    /// The conversation that it says it belongs to.
    pub context: Option<Iri>,
    /// What it quotes.
    pub quote: Option<Iri>,
    /// The stamp of the quoted author's consent.
    pub quote_authorization: Option<Iri>,
    /// Who may quote it, as it says.
    pub can_quote: Option<Approval>,
    /// The actors that its text names.
    pub mentions: Vec<Iri>,
    /// Its hashtags, without `#`.
    pub tags: Vec<String>,
    /// Custom emoji in its texts.
    pub emojis: Vec<RemoteEmoji>,
    /// Its files, in order.
    pub media: Vec<RemoteMedia>,
    /// Its poll.
    pub poll: Option<NewPoll>,
    /// Where it is.
    pub place: Option<NewPlace>,
    /// When it takes place.
    pub occasion: Option<NewOccasion>,
    /// Whether others may answer.
    pub answerable: bool,
    /// Its page for people, where that is at its own server.
    pub url: Option<String>,
    /// When it was published; never later than now.
    pub published: DateTime<Utc>,
    /// When it was last edited, where it says so.
    pub updated: Option<DateTime<Utc>>,
    /// The document that all this was read from.
    pub wire: Object,
    /// The same, as JSON.
    pub raw: String,
}

impl Incoming {
    /// Reads an object.
    ///
    /// # Errors
    /// A [`Reason`], where nothing can be made of it.
    pub fn from_wire(kinds: &Kinds, wire: Object) -> Result<Self, Reason> {
        let id = wire.id.clone().ok_or(Reason::NoId)?;
        let author = wire.author().cloned().ok_or(Reason::NoAuthor)?;
        let kind = kinds.claim(&wire).ok_or_else(|| Reason::Silent(wire.kind().to_owned()))?;
        let now = Utc::now();
        let published = wire.published.unwrap_or(now).min(now);
        if published < DateTime::UNIX_EPOCH {
            return Err(Reason::TooOld);
        }
        let is_card = kind.name() == card::Card.name();
        let (summary, content) = texts(&wire);
        let content = if is_card { card::content(&wire, &content) } else { content };
        Ok(Self {
            addressing: Addressing::of(&wire),
            title: title(&wire),
            content,
            sensitive: wire.sensitive.unwrap_or_default() || summary.is_some(),
            summary,
            language: wire.language().filter(|tag| is_language(tag)).map(str::to_lowercase),
            in_reply_to: wire.in_reply_to.clone(),
            context: wire.context.clone().or_else(|| wire.conversation.clone()),
            quote: wire.quoted().filter(|quoted| **quoted != id).cloned(),
            quote_authorization: wire.quote_authorization.clone(),
            can_quote: wire.interaction_policy.as_ref().and_then(|policy| policy.can_quote.clone()),
            mentions: wire.tag.iter().filter_map(Tag::mentioned).cloned().collect(),
            tags: wire.tag.iter().filter_map(Tag::hashtag).map(str::to_owned).collect(),
            emojis: emojis(&wire.tag),
            media: media(&wire),
            poll: poll(&wire),
            place: wire.location.iter().chain(wire.attachment.iter().flat_map(|file| &file.location)).find_map(place),
            occasion: occasion(&wire),
            answerable: is_answerable(&wire, &author),
            url: page(&wire, &id),
            published,
            updated: wire.updated,
            id,
            author,
            kind,
            raw: serde_json::to_string(&wire).unwrap_or_default(),
            wire,
        })
    }

    /// Whether it is a vote: a text without text, whose name is the option chosen. snac writes a line break into it.
    pub fn is_vote(wire: &Object) -> bool {
        let says_nothing = wire.text().is_none_or(|html| markup::to_text(html).trim().is_empty());
        wire.name.is_some() && wire.in_reply_to.is_some() && says_nothing && wire.attachment.is_empty()
    }

    /// Who may quote it, given its author's collection of followers.
    pub fn quote_policy(&self, followers: Option<&str>) -> QuotePolicy {
        let Some(approval) = &self.can_quote else { return QuotePolicy::Nobody };
        if approval.automatic.iter().any(Iri::is_public) {
            QuotePolicy::Public
        } else if followers.is_some_and(|followers| approval.automatic.iter().any(|iri| iri.as_str() == followers)) {
            QuotePolicy::Followers
        } else {
            QuotePolicy::Nobody
        }
    }
}

impl std::fmt::Debug for Incoming {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Incoming").field("id", &self.id).field("kind", &self.kind.name()).finish_non_exhaustive()
    }
}

/// Whether the text of such a type is all that people read of it. Of other types `summary` is an abstract, not a warning.
fn is_text(wire: &Object) -> bool {
    matches!(wire.kind(), "Note" | "Question" | "ChatMessage")
}

/// Whether others may answer. GoToSocial closes comments by naming nobody but the author.
fn is_answerable(wire: &Object, author: &Iri) -> bool {
    let is_nobody_else = |who: &Approval| {
        !who.automatic.is_empty() && who.automatic.iter().chain(&who.manual).all(|named| named == author)
    };
    let can_reply = wire.interaction_policy.as_ref().and_then(|policy| policy.can_reply.as_ref());
    wire.comments_enabled.unwrap_or(!can_reply.is_some_and(is_nobody_else))
}

/// Warning and text.
fn texts(wire: &Object) -> (Option<String>, String) {
    let as_html = |text: &str| match wire.media_type.as_deref() {
        Some("text/plain" | "text/markdown") => paragraphs(text),
        _ => markup::sanitise(text),
    };
    let content = wire.text().map(as_html).unwrap_or_default();
    let summary = wire.summary.as_deref().or_else(|| wire.summary_map.values().next().map(String::as_str));
    let warns = is_text(wire) || wire.sensitive == Some(true);
    match summary.map(str::trim).filter(|summary| !summary.is_empty()) {
        Some(summary) if warns => (Some(plain(summary)).filter(|words| !words.is_empty()), content),
        Some(summary) if content.is_empty() && !is_hashtags(summary) => (None, markup::sanitise(summary)),
        _ => (None, content),
    }
}

/// Whether nothing but hashtags is said, as Funkwhale does in every summary: they are shown by themselves.
fn is_hashtags(summary: &str) -> bool {
    summary.split_whitespace().all(|word| word.starts_with('#'))
}

/// Plain text as HTML.
fn paragraphs(text: &str) -> String {
    let paragraph = |text: &str| format!("<p>{}</p>", markup::escape(text.trim()).replace('\n', "<br>"));
    let text = text.replace('\r', "");
    text.split("\n\n").filter(|part| !part.trim().is_empty()).map(paragraph).collect()
}

/// What should be plain text, without the tags that some put in.
fn plain(text: &str) -> String {
    if text.contains(['<', '&']) { markup::to_text(&markup::sanitise(text)) } else { text.to_owned() }
}

fn title(wire: &Object) -> Option<String> {
    let name = wire.name.as_deref().or_else(|| wire.name_map.values().next().map(String::as_str))?;
    Some(plain(name.trim())).filter(|title| !title.is_empty())
}

fn is_language(tag: &str) -> bool {
    (2..=35).contains(&tag.len()) && tag.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-')
}

/// The page for people. One at another server would let its author lead readers elsewhere under the name of this one.
fn page(wire: &Object, id: &Iri) -> Option<String> {
    wire.html_url().filter(|url| *url != id && url.same_origin(id)).map(ToString::to_string)
}

/// The emoji that a document tells of.
pub(crate) fn emojis(tags: &[Tag]) -> Vec<RemoteEmoji> {
    let told = |tag: &Tag| match tag {
        Tag::Emoji { id, icon, .. } => Some(RemoteEmoji {
            shortcode: tag.shortcode()?.to_owned(),
            uri: id.as_ref().map(ToString::to_string),
            url: icon.href()?.to_string(),
            media_type: icon.media_type.clone(),
        }),
        _ => None,
    };
    tags.iter().filter_map(told).collect()
}

/// Its files: what is attached, else what a sound or film keeps in its address, else the picture that stands for it.
fn media(wire: &Object) -> Vec<RemoteMedia> {
    let mut files: Vec<RemoteMedia> = wire.attachment.iter().filter_map(attached).collect();
    if files.is_empty() {
        files = card::files(wire);
    }
    if files.is_empty() && !is_text(wire) {
        files.extend(Image::best(&wire.image).or_else(|| Image::best(&wire.icon)).and_then(picture));
    }
    if wire.is("Event") {
        put_flyer_first(wire, &mut files);
    }
    files.retain(|file| is_web(&file.url));
    files
}

/// What stands for an event comes first: its `image` (FEP-8a8e), else what Mobilizon attaches as its banner, which is no
/// description of a picture.
fn put_flyer_first(wire: &Object, files: &mut Vec<RemoteMedia>) {
    if let Some(banner) = files.iter().position(|file| file.description == "Banner") {
        files.swap(0, banner);
        if let Some(first) = files.first_mut() {
            first.description.clear();
        }
    }
    let Some(flyer) = Image::best(&wire.image).and_then(picture) else { return };
    if !files.iter().any(|file| file.url == flyer.url) {
        files.insert(0, flyer);
    }
}

fn is_web(url: &str) -> bool {
    url::Url::parse(url).is_ok_and(|url| matches!(url.scheme(), "http" | "https"))
}

fn attached(file: &Attachment) -> Option<RemoteMedia> {
    let href = file.href().filter(|_| file.is_media())?;
    Some(RemoteMedia {
        url: href.to_string(),
        media_type: file.media_type().map_or_else(|| untold_type(file.kind(), href), str::to_owned),
        description: file.alt().unwrap_or_default().to_owned(),
        width: pixels(file.width),
        height: pixels(file.height),
        duration_ms: file.duration.and_then(|duration| i64::try_from(duration.as_millis()).ok()),
        blurhash: file.blurhash.clone(),
        focus: file.focal_point.map(|point| Focus { x: point.x as f32, y: point.y as f32 }),
        licence: file.license.as_deref().and_then(Licence::read),
        // Some call the type of these `@type`: what stands here is nothing else.
        exposure: Exposure::of_properties(
            file.exif.iter().filter_map(|told| told.name.as_deref().zip(told.value.as_deref())),
        ),
    })
}

/// The media type of a file of which only the kind is told. Where its address has an ending, that tells more.
fn untold_type(kind: &str, href: &Iri) -> String {
    let has_ending = href.as_str().rsplit('/').next().is_some_and(|name| name.contains('.'));
    if kind == "Image" && !has_ending { "image/jpeg".to_owned() } else { String::new() }
}

/// A picture that stands for something.
pub(crate) fn picture(image: &Image) -> Option<RemoteMedia> {
    let href = image.href()?;
    let media_type = image.media_type.as_deref().or_else(|| image.url.iter().find_map(Link::media_type));
    Some(RemoteMedia {
        url: href.to_string(),
        media_type: media_type.map_or_else(|| untold_type("Image", href), str::to_owned),
        description: image.alt().unwrap_or_default().to_owned(),
        width: pixels(image.width),
        height: pixels(image.height),
        blurhash: image.blurhash.clone(),
        ..RemoteMedia::default()
    })
}

fn pixels(size: Option<u64>) -> Option<i32> {
    size.and_then(|size| i32::try_from(size).ok())
}

/// Where something is; a meeting on the network is nowhere.
fn place(place: &vocab::Place) -> Option<NewPlace> {
    if place.is_virtual() {
        return None;
    }
    let told = |text: &Option<String>| text.as_deref().map(plain).unwrap_or_default();
    let (address, country) = match &place.address {
        // As Gancio has it, all in one.
        Some(vocab::Address::Text(text)) => (Address { street: plain(text), ..Address::default() }, None),
        Some(vocab::Address::Postal(parts)) => {
            let address = Address {
                street: told(&parts.street_address),
                postal_code: told(&parts.postal_code),
                locality: told(&parts.address_locality),
                region: told(&parts.address_region),
            };
            (address, parts.address_country.as_deref())
        }
        None => (Address::default(), None),
    };
    let country = place.country.as_deref().or(country).map(plain).filter(|country| !country.is_empty());
    let name = told(&place.name);
    let place = NewPlace {
        // Some calendars give a place the name of its street.
        address: Some(address).filter(|address| !address.is_empty() && address.street != name),
        point: place.coordinates().and_then(|(latitude, longitude)| Point::new(latitude, longitude)),
        name,
        country,
    };
    (!place.is_empty()).then_some(place)
}

/// When an event takes place, and how one comes to take part. What is told in a way that nobody understands is as if it was
/// not told.
fn occasion(wire: &Object) -> Option<NewOccasion> {
    let starts_at = wire.start_time.filter(|_| wire.is("Event"))?.naive_utc();
    let event = &wire.event;
    let zone = event.timezone.as_deref().and_then(|name| name.parse::<chrono_tz::Tz>().ok());
    let category = wire.category.first().map(Term::as_str).filter(|word| !word.is_empty() && word.len() <= 64);
    let web = |iri: &Iri| Some(iri.to_string()).filter(|address| is_web(address));
    let join_mode = match event.join_mode.as_deref() {
        Some(mode) => mode.parse().unwrap_or(JoinMode::None),
        None => JoinMode::None,
    };
    Some(NewOccasion {
        // Of some calendars the end is told although it is not meant to be known.
        ends_at: wire
            .end_time
            .filter(|_| event.display_end_time != Some(false))
            .map(|end| end.naive_utc())
            .filter(|end| *end >= starts_at),
        status: status(event),
        category: category.unwrap_or(occasion::DEFAULT_CATEGORY).to_uppercase(),
        online_url: online_address(wire).and_then(web),
        join_mode,
        join_url: event.external_participation_url.as_ref().and_then(web),
        // Mobilizon's 0 is any number.
        capacity: event.maximum_attendee_capacity.filter(|most| *most > 0).and_then(|most| i64::try_from(most).ok()),
        facts: Json(facts(wire)),
        ..NewOccasion::at(starts_at, zone.unwrap_or(chrono_tz::Tz::UTC).name())
    })
}

/// What else is to be known, as Mobilizon attaches it.
fn facts(wire: &Object) -> Vec<Fact> {
    let told = wire.attachment.iter().filter_map(|attached| {
        let (key, (name, value)) = (attached.property_id.as_deref()?, attached.field()?);
        Fact { key: key.to_owned(), name: plain(name), value: plain(value) }.kept()
    });
    told.take(MOST_FACTS).collect()
}

/// Of the ways of saying it FEP-8a8e's is the most precise.
fn status(event: &vocab::Event) -> OccasionStatus {
    if event.is_cancelled() {
        return OccasionStatus::Cancelled;
    }
    let told = event.event_status.as_deref().unwrap_or_default();
    let is_tentative = [&event.status, &event.ical_status]
        .into_iter()
        .flatten()
        .any(|status| status.eq_ignore_ascii_case("TENTATIVE"));
    match told {
        told if told.ends_with("EventPostponed") => OccasionStatus::Postponed,
        told if told.ends_with("EventTentative") => OccasionStatus::Tentative,
        "" if is_tentative => OccasionStatus::Tentative,
        _ => OccasionStatus::Confirmed,
    }
}

/// Where an event takes place on the network: a place of that kind, or what Mobilizon attaches under that name.
fn online_address(wire: &Object) -> Option<&Iri> {
    let virtual_place = wire.location.iter().find(|place| place.is_virtual()).and_then(|place| Link::page(&place.url));
    virtual_place
        .or_else(|| wire.attachment.iter().find(|attached| attached.is_website()).and_then(vocab::Attachment::href))
}

fn poll(wire: &Object) -> Option<NewPoll> {
    let (options, multiple) = wire.poll()?;
    let count = |votes: Option<u64>| i64::try_from(votes.unwrap_or_default()).unwrap_or(i64::MAX);
    let options: Vec<(String, i64)> =
        options.iter().map(|PollOption { name, votes }| (plain(name), count(*votes))).collect();
    let votes: i64 = options.iter().map(|(_, votes)| *votes).fold(0, i64::saturating_add);
    Some(NewPoll {
        multiple,
        closes_at: wire.end_time.map(|at| at.naive_utc()),
        // Mastodon says `closed` from the start, with the time to come.
        closed_at: wire.closed.map(|at| at.naive_utc()).filter(|at| *at <= clock::now()),
        voters_count: wire.voters_count.map_or(votes, |voters| count(Some(voters))),
        options,
    })
}
