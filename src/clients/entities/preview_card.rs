//! What a page elsewhere says of itself.

use host::social::preview::Shown;
use serde::Serialize;
use utoipa::ToSchema;

use super::{Account, History, Moment, View};

/// A page (`PreviewCard`; with a `history` it is a `Trends::Link`). Nothing of it is shown in a frame, hence it is always a link.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct PreviewCard {
    /// Where it is.
    pub(crate) url: String,
    /// Its title.
    pub(crate) title: String,
    /// What it is about.
    pub(crate) description: String,
    /// `link`.
    #[serde(rename = "type")]
    pub(crate) kind: &'static str,
    /// Who wrote it.
    pub(crate) author_name: String,
    /// Who that is.
    pub(crate) author_url: String,
    /// Those who wrote it.
    pub(crate) authors: Vec<CardAuthor>,
    /// What it is a part of.
    pub(crate) provider_name: String,
    /// Where that is.
    pub(crate) provider_url: String,
    /// A player; none.
    pub(crate) html: String,
    /// Width of the picture; 0 where not known.
    pub(crate) width: i32,
    /// Height of the picture; 0 where not known.
    pub(crate) height: i32,
    /// The picture, through us.
    pub(crate) image: Option<String>,
    /// What is to be seen on it.
    pub(crate) image_description: String,
    /// A picture in the place of a page; none.
    pub(crate) embed_url: String,
    /// A blur to show until the picture is loaded.
    pub(crate) blurhash: Option<String>,
    /// BCP 47.
    pub(crate) language: Option<String>,
    /// When it was published.
    pub(crate) published_at: Option<Moment>,
    /// How much it was linked to on the last days, today first.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) history: Option<Vec<History>>,
}

/// Somebody who wrote a page.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct CardAuthor {
    /// The name.
    pub(crate) name: String,
    /// Who that is.
    pub(crate) url: String,
    /// The account; none, for a page can name anybody as its author.
    pub(crate) account: Option<Account>,
}

impl View {
    /// A page that something links to.
    pub(crate) fn preview_card(&self, shown: &Shown) -> PreviewCard {
        let (page, image) = (&shown.preview, shown.image.as_ref());
        let author = CardAuthor { name: page.author_name.clone(), url: page.author_url.clone(), account: None };
        PreviewCard {
            url: page.url.clone(),
            title: page.title.clone(),
            description: page.description.clone(),
            kind: "link",
            author_name: page.author_name.clone(),
            author_url: page.author_url.clone(),
            authors: if author.name.is_empty() { Vec::new() } else { vec![author] },
            provider_name: page.provider_name.clone(),
            provider_url: page.provider_url.clone(),
            html: String::new(),
            width: image.and_then(|image| image.width).unwrap_or(0),
            height: image.and_then(|image| image.height).unwrap_or(0),
            image: image.and_then(|image| self.file(image, false)),
            image_description: image.map(|image| image.description.clone()).unwrap_or_default(),
            embed_url: String::new(),
            blurhash: image.and_then(|image| image.blurhash.clone()),
            language: page.language.clone(),
            published_at: page.published_at.map(Moment),
            history: None,
        }
    }
}
