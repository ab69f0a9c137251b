//! From what is stored to what a page shows: cards of objects and lines of actors, as one reader at one stall sees them.

use social::actor::{Actor, ActorId};
use social::card::{Card, Shown};
use social::emoji::EmojiMap;
use social::filter::{self, FilterAction};
use social::markup;
use social::media::{Media, MediaKind, MediaState};
use social::object::Object;
use social::poll::Poll;
use social::preview;
use social::quote::{QuotePolicy, QuoteState};
use store::uri::Stall;
use web::card::{
    self, AuthorCard, Counts, MediaCard, ObjectCard, PollCard, PollOption, PreviewCard, QuoteCard, ReplyTo, Viewer,
};

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
            media: card.media.iter().map(media).collect(),
            poll: card.poll.as_ref().map(|poll| self.poll(poll, object, &card.viewer.choices)),
            preview: card.preview.as_ref().map(|shown| preview(shown, object.sensitive)),
            quote: self.quote(card),
            in_reply_to: self.reply_to(card),
            boosted_by: None,
            counts: Counts { replies: object.replies_count, boosts: object.boosts_count, likes: object.likes_count },
            mine: self.viewer == Some(object.actor_id),
            viewer: self.viewer.map(|viewer| self.viewed(card, viewer)),
            origin_host: (!self.is_here(&card.author)).then(|| card.author.host.clone()),
            filtered: filter.filter(|_| does(FilterAction::Warn)).map(|filter| filter.title.clone()),
            extra_html: String::new(),
        }
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
            liked: did.liked,
            boosted: did.boosted,
            bookmarked: did.bookmarked,
            pinned: did.pinned,
            muted: did.muted,
            may_boost: object.may_boost(viewer),
            may_quote: object.actor_id == viewer
                || (object.visibility.is_open() && object.quote_policy != QuotePolicy::Nobody),
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

/// Something attached.
pub fn media(media: &Media) -> MediaCard {
    let focus = media.focus();
    let tenths = |share: f32| (share.clamp(-1.0, 1.0) * 5.0 + 5.0).round() as u8;
    MediaCard {
        kind: match media.kind {
            MediaKind::Image => card::MediaKind::Image,
            MediaKind::Video => card::MediaKind::Video,
            MediaKind::Audio => card::MediaKind::Audio,
            MediaKind::Other => card::MediaKind::Unknown,
        },
        url: format!("/files/{}", media.id),
        preview_url: if media.kind == MediaKind::Image {
            format!("/files/{}/preview", media.id)
        } else {
            String::new()
        },
        alt: media.description.clone(),
        width: media.width.unwrap_or(0),
        height: media.height.unwrap_or(0),
        focus_x: focus.map_or(5, |focus| tenths(focus.x)),
        // On the wire up is positive (Mastodon's focal point); on a page the top is zero.
        focus_y: focus.map_or(5, |focus| tenths(-focus.y)),
    }
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
