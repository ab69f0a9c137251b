//! What a status tells besides when a program asks for Pixelfed's entities (`_pe`).

use host::show;
use host::social::card::Card;
use host::social::markup;
use host::social::media::MediaKind;
use host::social::place::Place;
use host::store::uri::Stall;
use serde::Serialize;
use utoipa::ToSchema;

/// What Pixelfed adds to a status.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct StatusExtension {
    /// `text`, `photo`, `photo:album`, `video`, `video:album` or `photo:video:album`.
    pub(crate) pf_type: &'static str,
    /// The text without markup.
    pub(crate) content_text: String,
    /// Answers known here.
    pub(crate) reply_count: i64,
    /// Whether nobody may answer.
    pub(crate) comments_disabled: bool,
    /// Where it is.
    pub(crate) place: Option<NamedPlace>,
    /// Who likes it.
    pub(crate) liked_by: LikedBy,
    /// Whether it is from here.
    pub(crate) local: bool,
    /// Whom its pictures show; not kept.
    #[serde(rename = "taggedPeople")]
    pub(crate) tagged_people: Vec<String>,
}

/// A place by name.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct NamedPlace {
    /// Its name once more: that is what it is known by here.
    pub(crate) id: String,
    /// The same.
    pub(crate) slug: String,
    /// What people call it.
    pub(crate) name: String,
    /// The country.
    pub(crate) country: Option<String>,
    /// The page of what is there.
    pub(crate) url: String,
}

/// Who likes something: how many do; who they are has a call of its own.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct LikedBy {
    /// The number of one of them.
    pub(crate) id: Option<String>,
    /// The name of that one.
    pub(crate) username: Option<String>,
    /// Whether there are more.
    pub(crate) others: bool,
    /// How many.
    pub(crate) total_count: i64,
    /// The same in words.
    pub(crate) total_count_pretty: String,
}

impl StatusExtension {
    /// Of what is shown at a stall.
    pub(crate) fn of(stall: &Stall, card: &Card) -> Self {
        let object = &card.object;
        Self {
            pf_type: kind(card),
            content_text: markup::to_text(&object.content).trim().to_owned(),
            reply_count: object.replies_count,
            comments_disabled: !object.answerable,
            place: card.place.as_ref().filter(|place| !place.name.is_empty()).map(|place| named(stall, place)),
            liked_by: LikedBy {
                id: None,
                username: None,
                others: object.likes_count > 0,
                total_count: object.likes_count,
                total_count_pretty: object.likes_count.to_string(),
            },
            local: object.is_local(),
            tagged_people: Vec::new(),
        }
    }
}

fn named(stall: &Stall, place: &Place) -> NamedPlace {
    NamedPlace {
        id: place.name.clone(),
        slug: place.name.clone(),
        name: place.name.clone(),
        country: place.country.clone(),
        url: stall.origin.url(&show::place_path(&place.name)).into(),
    }
}

/// What is attached, in the words of Pixelfed.
fn kind(card: &Card) -> &'static str {
    let of = |kind| card.media.iter().filter(|media| media.kind == kind).count();
    match (of(MediaKind::Image), of(MediaKind::Video)) {
        (0, 0) => "text",
        (1, 0) => "photo",
        (0, 1) => "video",
        (_, 0) => "photo:album",
        (0, _) => "video:album",
        _ => "photo:video:album",
    }
}
