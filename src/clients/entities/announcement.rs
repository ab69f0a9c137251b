//! What the club says to all its members.

use host::social::announcement::{self, Reaction as SocialReaction};
use host::social::emoji::Emoji;
use host::social::text::{self, Composed};
use serde::Serialize;
use utoipa::ToSchema;

use super::{CustomEmoji, Mention, Moment, StatusTag, View};

/// An announcement (`Announcement`).
#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct Announcement {
    /// Its number.
    pub(crate) id: String,
    /// What it says, HTML, in the caller's language.
    pub(crate) content: String,
    /// Since when it is shown.
    pub(crate) starts_at: Option<Moment>,
    /// Until when it is shown.
    pub(crate) ends_at: Option<Moment>,
    /// Whether it is about whole days; it is not.
    pub(crate) all_day: bool,
    /// When it was published.
    pub(crate) published_at: Moment,
    /// When it last changed.
    pub(crate) updated_at: Moment,
    /// Whether the caller put it away.
    pub(crate) read: bool,
    /// Whom it mentions; nobody.
    pub(crate) mentions: Vec<Mention>,
    /// What it links to of what was published here; nothing is singled out.
    pub(crate) statuses: Vec<AnnouncedStatus>,
    /// Its hashtags.
    pub(crate) tags: Vec<StatusTag>,
    /// Custom emoji in it.
    pub(crate) emojis: Vec<CustomEmoji>,
    /// What members answered.
    pub(crate) reactions: Vec<Reaction>,
}

/// A status that an announcement links to.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct AnnouncedStatus {
    /// Its number.
    pub(crate) id: String,
    /// Its page.
    pub(crate) url: String,
}

/// An emoji below an announcement (`Reaction`).
#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct Reaction {
    /// An emoji of Unicode, or the code of one of the club's.
    pub(crate) name: String,
    /// How many chose it.
    pub(crate) count: i64,
    /// Whether the caller did.
    pub(crate) me: bool,
    /// The picture of one of the club's.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) url: Option<String>,
    /// The same, not moving.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) static_url: Option<String>,
}

impl View {
    /// The text of an announcement for a reader of that language.
    pub(crate) fn compose_announcement(&self, said: &announcement::Announcement, locale: &str) -> Composed {
        text::compose(said.say(locale), |_| None, |tag| self.stall.tag(tag))
    }

    /// An announcement with its text and the club's emoji that may stand in it.
    pub(crate) fn announcement(
        &self,
        said: &announcement::Announcement,
        composed: &Composed,
        emojis: &[Emoji],
        reactions: &[SocialReaction],
        read: bool,
    ) -> Announcement {
        let own = emojis.iter().filter(|emoji| composed.emojis.contains(&emoji.shortcode));
        let tag = |name: &String| StatusTag { name: name.clone(), url: self.stall.tag(name).into() };
        Announcement {
            id: said.id.to_string(),
            content: composed.html.clone(),
            starts_at: said.starts_at.map(Moment),
            ends_at: said.ends_at.map(Moment),
            all_day: false,
            published_at: Moment(said.published_at.unwrap_or(said.created_at)),
            updated_at: Moment(said.updated_at),
            read,
            mentions: Vec::new(),
            statuses: Vec::new(),
            tags: composed.tags.iter().map(tag).collect(),
            emojis: own.filter_map(|emoji| self.custom_emoji(emoji)).collect(),
            reactions: reactions.iter().map(|reaction| self.reaction(reaction)).collect(),
        }
    }

    fn reaction(&self, reaction: &SocialReaction) -> Reaction {
        let picture = reaction.emoji.as_ref().and_then(|emoji| self.custom_emoji(emoji));
        Reaction {
            name: reaction.name.clone(),
            count: reaction.count,
            me: reaction.me,
            url: picture.as_ref().map(|picture| picture.url.clone()),
            static_url: picture.map(|picture| picture.static_url),
        }
    }

    /// One of the club's own emoji; none that has no picture.
    pub(crate) fn custom_emoji(&self, emoji: &Emoji) -> Option<CustomEmoji> {
        let url: String = emoji.url(&self.stall)?.into();
        Some(CustomEmoji {
            shortcode: emoji.shortcode.clone(),
            static_url: url.clone(),
            url,
            visible_in_picker: !emoji.disabled,
            category: None,
        })
    }
}
