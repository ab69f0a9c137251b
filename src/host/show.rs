//! From what is stored to what a page shows: cards of objects and lines of actors, as one reader at one stall sees them.

mod participation;

use chrono::Datelike;
use social::actor::{Actor, ActorId};
use social::card::{Card, Shown};
use social::emoji::EmojiMap;
use social::filter::{self, FilterAction};
use social::media::{Exposure, Licence, Media, MediaKind, MediaState, Rendition};
use social::object::Object;
use social::occasion::Occasion;
use social::place::Place;
use social::poll::Poll;
use social::preview;
use social::quote::{QuotePolicy, QuoteState};
use social::{markup, tag};
use store::clock;
use store::uri::Stall;
use web::Zone;
use web::card::{
    self, AuthorCard, Counts, ExposureCard, MediaCard, ObjectCard, OccasionCard, PlaceCard, PollCard, PollOption,
    PreviewCard, QuoteCard, ReplyTo, Viewer,
};
use web::feed::{Enclosure, Entry};

/// How wide the small picture of a feed is at least where there is one so wide, in pixels.
const THUMBNAIL: i32 = 320;

/// Shows things to one reader at one stall.
#[derive(Debug, Clone, Copy)]
pub struct Show<'a> {
    /// Where the page is.
    pub stall: &'a Stall,
    /// Who reads it.
    pub viewer: Option<ActorId>,
}

impl Show<'_> {
    /// A line of an actor.
    pub fn author(&self, actor: &Actor) -> AuthorCard {
        AuthorCard {
            name: actor.display_name().to_owned(),
            handle: actor.handle(),
            avatar_url: actor.avatar_id.map(|id| format!("/files/{id}/preview")).unwrap_or_default(),
            page_url: self.actor_path(actor),
            is_local: self.is_here(actor),
            is_bot: actor.bot,
        }
    }

    /// Lines of actors.
    pub fn authors<'a>(&self, actors: impl IntoIterator<Item = &'a Actor>) -> Vec<AuthorCard> {
        actors.into_iter().map(|actor| self.author(actor)).collect()
    }

    /// The card of an object.
    pub fn card(&self, card: &Card) -> ObjectCard {
        let object = &card.object;
        let emojis = self.emojis(&card.author.host, &object.emojis.0);
        let filter = filter::strongest(&card.filtered);
        let does = |action| filter.is_some_and(|filter| filter.action == action);
        ObjectCard {
            id: object.id.to_string(),
            page_url: self.object_path(&card.author, object),
            url: object.page().to_owned(),
            kind: object.kind.clone(),
            author: self.author(&card.author),
            title: object.title.clone(),
            content_html: emojis.render(&object.content),
            summary: object.summary.clone().filter(|summary| !summary.is_empty()),
            sensitive: object.sensitive || does(FilterAction::Blur),
            published: object.published_at,
            edited: object.edited_at,
            language: object.language.clone(),
            visibility: object.visibility,
            media: self.media(card),
            poll: card.poll.as_ref().map(|poll| self.poll(poll, object, &card.viewer.choices)),
            place: card.place.as_ref().map(place),
            occasion: card.occasion.as_ref().map(occasion),
            participation: card.occasion.as_ref().map(|occasion| participation::card(card, occasion)),
            preview: card.preview.as_ref().map(|shown| preview(shown, object.sensitive)),
            quote: self.quote(card),
            in_reply_to: self.reply_to(card),
            boosted_by: None,
            counts: Counts { replies: object.replies_count, boosts: object.boosts_count, likes: object.likes_count },
            held: object.held,
            tags: unwritten_tags(card),
            mine: card.viewer.own,
            viewer: self.viewer.map(|viewer| self.viewed(card, viewer)),
            origin_host: (!self.is_here(&card.author)).then(|| card.author.host.clone()),
            filtered: filter.filter(|_| does(FilterAction::Warn)).map(|filter| filter.title.clone()),
        }
    }

    /// What is attached, each with the page about it.
    fn media(&self, card: &Card) -> Vec<MediaCard> {
        let page = self.object_path(&card.author, &card.object);
        let numbered = (1..).zip(&card.media);
        numbered
            .map(|(number, item)| MediaCard {
                page_url: if item.kind == MediaKind::Image { format!("{page}/media/{number}") } else { String::new() },
                ..media(item, &card.renditions)
            })
            .collect()
    }

    /// Cards of objects.
    pub fn cards<'a>(&self, cards: impl IntoIterator<Item = &'a Card>) -> Vec<ObjectCard> {
        cards.into_iter().map(|card| self.card(card)).collect()
    }

    /// The card of a timeline's entry.
    pub fn shown(&self, shown: &Shown) -> ObjectCard {
        ObjectCard { boosted_by: shown.booster.as_ref().map(|actor| self.author(actor)), ..self.card(&shown.card) }
    }

    /// Where an actor is shown at this stall, a path.
    pub fn actor_path(&self, actor: &Actor) -> String {
        if self.is_here(actor) { format!("/@{}", actor.username) } else { format!("/@{}", actor.handle()) }
    }

    /// Where an object is shown at this stall, a path.
    pub fn object_path(&self, author: &Actor, object: &Object) -> String {
        format!("{}/{}", self.actor_path(author), object.id)
    }

    fn is_here(&self, actor: &Actor) -> bool {
        actor.stall.as_deref() == Some(self.stall.name)
    }

    /// Custom emoji by addresses of this site: browsers are never sent to another server.
    pub fn emojis(&self, host: &str, told: &EmojiMap) -> EmojiMap {
        let mut here = EmojiMap::default();
        for (shortcode, url) in told.iter() {
            let local = url.starts_with(&format!("{}/", self.stall.origin));
            let path = if local { url.to_owned() } else { format!("/emojis/{host}/{shortcode}") };
            here.insert(shortcode, &path);
        }
        here
    }

    fn poll(&self, poll: &Poll, object: &Object, choices: &[i16]) -> PollCard {
        let total = if poll.multiple { poll.voters_count } else { poll.votes_count() };
        let option = |option: &social::poll::PollOption| PollOption {
            title: option.title.clone(),
            votes: option.votes_count,
            percent: percent(option.votes_count, total),
            own: choices.contains(&option.position),
        };
        PollCard {
            options: poll.options.iter().map(option).collect(),
            multiple: poll.multiple,
            closed: poll.is_over(),
            voters: poll.voters_count.max(if poll.multiple { 0 } else { poll.votes_count() }),
            ends_at: poll.closes_at,
            voted: !choices.is_empty() || self.viewer.is_none_or(|viewer| viewer == object.actor_id),
        }
    }

    fn quote(&self, card: &Card) -> Option<Box<QuoteCard>> {
        let object = &card.object;
        let uri = object.quote_uri.as_ref()?;
        Some(Box::new(match (&card.quote, object.quote_state) {
            (Some(quoted), Some(QuoteState::Accepted)) => QuoteCard::Shown { card: self.card(quoted) },
            (None, Some(QuoteState::Pending) | None) => QuoteCard::Pending { url: uri.clone() },
            _ => QuoteCard::Hidden,
        }))
    }

    fn reply_to(&self, card: &Card) -> Option<ReplyTo> {
        let parent = card.object.in_reply_to_id?;
        let author = card.reply_to.as_ref()?;
        Some(ReplyTo { handle: author.handle(), url: format!("{}/{parent}", self.actor_path(author)) })
    }

    fn viewed(&self, card: &Card, viewer: ActorId) -> Viewer {
        let (object, did) = (&card.object, &card.viewer);
        Viewer {
            consents: did.consents,
            liked: did.liked,
            boosted: did.boosted,
            bookmarked: did.bookmarked,
            pinned: did.pinned,
            muted: did.muted,
            may_answer: did.own || object.may_answer(viewer),
            may_boost: object.may_boost(viewer),
            may_quote: did.own || (object.visibility.is_open() && object.quote_policy != QuotePolicy::Nobody),
        }
    }
}

/// What a page says of itself; its picture stays out where what links to it is hidden at first.
fn preview(shown: &preview::Shown, hidden: bool) -> PreviewCard {
    let page = &shown.preview;
    let image = shown.image.as_ref().filter(|image| !hidden && image.state != MediaState::Failed);
    PreviewCard {
        url: page.url.clone(),
        title: page.title.clone(),
        description: page.description.clone(),
        provider: page.provider_name.clone(),
        author: page.author_name.clone(),
        published: page.published_at,
        language: page.language.clone(),
        image_url: image.map(|image| format!("/files/{}/preview", image.id)).unwrap_or_default(),
        image_alt: image.map(|image| image.description.clone()).unwrap_or_default(),
    }
}

/// Something attached; `renditions` may be those of others too.
pub fn media(media: &Media, renditions: &[Rendition]) -> MediaCard {
    let focus = media.focus();
    let version = version(media);
    let own = renditions.iter().filter(|rendition| rendition.media_id == media.id);
    let tenths = |share: f32| (share.clamp(-1.0, 1.0) * 5.0 + 5.0).round() as u8;
    MediaCard {
        kind: match media.kind {
            MediaKind::Image => card::MediaKind::Image,
            MediaKind::Video => card::MediaKind::Video,
            MediaKind::Audio => card::MediaKind::Audio,
            MediaKind::Other => card::MediaKind::Unknown,
        },
        url: format!("/files/{}{version}", media.id),
        renditions: own.map(|r| (format!("/files/{}/{}{version}", media.id, r.width), r.width)).collect(),
        preview_url: if media.kind == MediaKind::Image {
            format!("/files/{}/preview{version}", media.id)
        } else {
            String::new()
        },
        alt: media.description.clone(),
        page_url: String::new(),
        licence: media.licence.map(|licence| licence.title().to_owned()).unwrap_or_default(),
        licence_url: media.licence.and_then(Licence::url).unwrap_or_default(),
        exposure: media.shown_exposure().map(exposure),
        width: media.width.unwrap_or(0),
        height: media.height.unwrap_or(0),
        ratio: ratio(media),
        blurhash: media.blurhash.clone().unwrap_or_default(),
        focus_x: focus.map_or(5, |focus| tenths(focus.x)),
        // On the wire up is positive (Mastodon's focal point); on a page the top is zero.
        focus_y: focus.map_or(5, |focus| tenths(-focus.y)),
    }
}

/// See [`MediaCard::ratio`]; as wide as high where the size is not known.
fn ratio(media: &Media) -> u8 {
    let size = media.width.zip(media.height).filter(|(width, height)| *width > 0 && *height > 0);
    let twentieths = size.map_or(20, |(width, height)| i64::from(width) * 20 / i64::from(height));
    u8::try_from(twentieths.clamp(8, 50)).unwrap_or(20)
}

fn exposure(exposure: &Exposure) -> ExposureCard {
    let iso = exposure.iso.map(|iso| format!("ISO {iso}"));
    let settings = [exposure.focal_length_text(), exposure.aperture_text(), exposure.time_text(), iso];
    ExposureCard {
        camera: exposure.camera().unwrap_or_default(),
        lens: exposure.lens.clone().unwrap_or_default(),
        settings: settings.into_iter().flatten().collect(),
        taken_at: exposure.taken_at,
    }
}

fn place(place: &Place) -> PlaceCard {
    let point = place.point().map(|point| (point.latitude(), point.longitude()));
    let coordinates = || point.map(|(north, east)| format!("{north:.4}, {east:.4}")).unwrap_or_default();
    PlaceCard {
        name: if place.name.is_empty() { coordinates() } else { place.name.clone() },
        address: place.address.as_ref().map(|address| address.lines().collect()).unwrap_or_default(),
        country: place.country.clone().unwrap_or_default(),
        page_url: if place.name.is_empty() { String::new() } else { place_path(&place.name) },
        point,
    }
}

/// The hashtags that do not stand in the text, each with its path.
fn unwritten_tags(card: &Card) -> Vec<(String, String)> {
    if card.tags.is_empty() {
        return Vec::new();
    }
    let text = markup::to_text(&card.object.content);
    let unwritten = card.tags.iter().filter(|(name, _)| !tag::is_written_in(name, &text));
    unwritten.map(|(name, display)| (display.clone(), format!("/tags/{name}"))).collect()
}

fn occasion(occasion: &Occasion) -> OccasionCard {
    let zone = Zone::find(&occasion.zone).unwrap_or_default();
    let first = zone.local(occasion.starts_at);
    OccasionCard {
        starts: occasion.starts_at,
        ends: occasion.ends_at,
        zone: zone.name().to_owned(),
        all_day: occasion.all_day,
        day: first.day(),
        month: web::moment::month(first.month()),
        status: occasion.status,
        over: occasion.is_over(clock::now()),
        before: occasion.previous_starts_at,
        online_url: occasion.online_url.clone().unwrap_or_default(),
        join_mode: occasion.join_mode,
        join_url: occasion.join_url.clone().unwrap_or_default(),
        participants: occasion.participants_count,
        capacity: occasion.capacity,
        remaining: occasion.remaining(),
        facts: occasion.facts.iter().map(|fact| (fact.key.clone(), fact.name.clone(), fact.value.clone())).collect(),
    }
}

/// Where a stall shows what is at the places of a name, a path.
pub fn place_path(name: &str) -> String {
    let name: String = url::form_urlencoded::byte_serialize(name.as_bytes()).collect();
    format!("/places?name={name}")
}

/// What changes in the address of a file of ours when the file does, so that browsers may keep it for good.
fn version(media: &Media) -> String {
    let hash = media.media_key.as_deref().and_then(|key| key.rsplit('/').next()).and_then(|name| name.get(..12));
    hash.filter(|_| media.is_local()).map(|hash| format!("?v={hash}")).unwrap_or_default()
}

/// Where its author finds a photo as it came, a path.
pub fn proof(media: &Media) -> String {
    let hash = media.original_key.as_deref().and_then(|key| key.rsplit('/').next()).and_then(|name| name.get(..12));
    format!("/files/{}/proof?v={}", media.id, hash.unwrap_or_default())
}

fn percent(votes: i64, total: i64) -> u8 {
    if total <= 0 { 0 } else { u8::try_from((votes * 100 + total / 2) / total).unwrap_or(100).min(100) }
}

/// A title for an object that has none: the beginning of its text, or what is to be seen on it.
pub fn title_of(card: &Card) -> String {
    let object = &card.object;
    if let Some(title) = object.title.as_ref().or(object.summary.as_ref()).filter(|title| !title.is_empty()) {
        return title.clone();
    }
    let text = markup::excerpt(&object.content, 80);
    let seen = card.media.iter().map(|media| markup::shorten(&media.description, 80));
    std::iter::once(text).chain(seen).find(|text| !text.is_empty()).unwrap_or_else(|| "…".to_owned())
}

/// A card as an entry of a stall's feed, with what is attached. None where its addresses cannot be read.
pub fn feed_entry(stall: &Stall, card: &Card) -> Option<Entry> {
    let object = &card.object;
    Some(Entry {
        id: object.uri.parse().ok()?,
        page: object.page().parse().ok()?,
        title: object.title.clone().or_else(|| object.summary.as_ref().map(|_| title_of(card))),
        content_html: object.content.clone(),
        author: card.author.display_name().to_owned(),
        published: object.published_at,
        updated: object.edited_at.unwrap_or(object.published_at),
        tags: card.tags.iter().map(|(_, display)| display.clone()).collect(),
        enclosures: card.media.iter().filter_map(|media| enclosure(stall, card, media)).collect(),
        sensitive: object.sensitive,
        point: card.place.as_ref().and_then(Place::point).map(|point| (point.latitude(), point.longitude())),
    })
}

fn enclosure(stall: &Stall, card: &Card, media: &Media) -> Option<Enclosure> {
    let pixels = |width: i32, height: i32| Some((u32::try_from(width).ok()?, u32::try_from(height).ok()?));
    let renditions = || card.renditions.iter().filter(|rendition| rendition.media_id == media.id);
    let small = renditions().find(|rendition| rendition.width >= THUMBNAIL).or_else(|| renditions().next_back());
    let small = small.map(|rendition| (stall.media(&rendition.media_key), pixels(rendition.width, rendition.height)));
    let preview = || media.preview_key.as_deref().map(|key| (stall.media(key), None));
    Some(Enclosure {
        url: media.url(stall)?,
        content_type: media.media_type.clone(),
        bytes: u64::try_from(media.size).unwrap_or(0),
        size: media.width.zip(media.height).and_then(|(width, height)| pixels(width, height)),
        description: media.description.clone(),
        thumbnail: small.or_else(preview),
        licence: media.licence.map(|licence| (licence.title().to_owned(), licence.url().unwrap_or_default())),
    })
}
