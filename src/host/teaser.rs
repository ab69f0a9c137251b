//! What a page is previewed by where somebody links to it: a title, a few words, a picture (Open Graph, <https://ogp.me>). The
//! component `page.teaser` writes it into the head of a page. Only what everybody may read has one.

use serde::Serialize;
use social::card::Card;
use social::markup;
use social::media::{Media, MediaKind};
use store::uri::Stall;

use crate::module::Embeddable;

/// How wide the picture of a preview is at most where there is one so narrow, in pixels.
const WIDTH: i32 = 1200;
/// How many characters are told of a text.
const WORDS: usize = 200;

/// What a page is previewed by.
#[derive(Debug, Clone, Default, Serialize)]
pub struct Teaser {
    /// `article`, `profile` or `website`.
    pub kind: &'static str,
    /// What it is called.
    pub title: String,
    /// What it says, in a sentence or two; may be empty.
    pub description: String,
    /// The one address of the page.
    pub url: String,
    /// Whose it is: a handle without a leading `@`.
    pub creator: String,
    /// What is to be seen on it.
    pub picture: Option<TeaserPicture>,
    /// What is to be heard on it, an address.
    pub sound: Option<String>,
    /// Where others ask how to show it (oEmbed), to be followed by `&format=`; empty where they cannot.
    pub oembed: String,
}

/// The picture of a preview.
#[derive(Debug, Clone, Default, Serialize)]
pub struct TeaserPicture {
    /// Where it is, in full.
    pub url: String,
    /// What is to be seen; may be empty.
    pub alt: String,
    /// In pixels; 0 where not known.
    pub width: i32,
    /// In pixels; 0 where not known.
    pub height: i32,
    /// Whether it fills the preview, other than the small one of a person.
    pub large: bool,
}

impl Teaser {
    /// What a card is previewed by, but for its title. A content warning stands for what it warns of.
    pub fn of(stall: &Stall, card: &Card) -> Self {
        Self {
            kind: "article",
            description: match card.object.summary.as_deref() {
                Some(summary) if !summary.is_empty() => markup::shorten(summary, WORDS),
                _ => markup::excerpt(&card.object.content, WORDS),
            },
            url: card.object.page().to_owned(),
            creator: card.author.handle(),
            picture: card.media.iter().find_map(|media| TeaserPicture::of(stall, card, media)),
            ..Self::default()
        }
    }

    /// The same page, as its module has it shown within others.
    #[must_use]
    pub fn played(mut self, embeddable: Option<&Embeddable>) -> Self {
        if let Some(Embeddable { picture, sound, .. }) = embeddable {
            self.picture = self.picture.or_else(|| picture.clone());
            self.sound.clone_from(sound);
        }
        self
    }

    /// The same page, of which others ask how to show it.
    #[must_use]
    pub fn embeddable(mut self, stall: &Stall) -> Self {
        let mut address = stall.origin.url("/oembed");
        address.query_pairs_mut().append_pair("url", &self.url);
        self.oembed = address.into();
        self
    }
}

impl TeaserPicture {
    /// One of a card's pictures, unless it is hidden at first.
    pub fn of(stall: &Stall, card: &Card, media: &Media) -> Option<Self> {
        if card.object.sensitive || media.kind != MediaKind::Image {
            return None;
        }
        let mut own = card.renditions.iter().filter(|rendition| rendition.media_id == media.id);
        let fit = own.rfind(|rendition| rendition.width <= WIDTH);
        let (path, width, height) = match fit {
            Some(fit) => (format!("/files/{}/{}", media.id, fit.width), fit.width, fit.height),
            None => (format!("/files/{}", media.id), media.width.unwrap_or(0), media.height.unwrap_or(0)),
        };
        Some(Self { url: stall.origin.url(&path).into(), alt: media.description.clone(), width, height, large: true })
    }
}
