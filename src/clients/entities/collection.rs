//! What a member put together of their posts (Pixelfed).

use host::collection::{self, Openness};
use serde::Serialize;
use utoipa::ToSchema;

use super::{Moment, View};

/// What a member put together of their posts.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct Collection {
    /// Its number.
    pub(crate) id: String,
    /// The number of whose it is.
    pub(crate) pid: String,
    /// Who sees it: `public`, `private` or `draft`.
    pub(crate) visibility: &'static str,
    /// What it is called.
    pub(crate) title: String,
    /// What it is about.
    pub(crate) description: String,
    /// The picture that stands for it.
    pub(crate) thumb: Option<String>,
    /// Its page.
    pub(crate) url: String,
    /// When it last changed.
    pub(crate) updated_at: Moment,
    /// When it was made.
    pub(crate) published_at: Moment,
    /// The picture of whose it is.
    pub(crate) avatar: String,
    /// The name of whose it is.
    pub(crate) username: String,
    /// How many posts are in it.
    pub(crate) post_count: usize,
}

/// What programs call it.
fn name(openness: Openness) -> &'static str {
    match openness {
        Openness::Public => "public",
        Openness::Private => "private",
        Openness::Draft => "draft",
    }
}

impl View {
    /// A collection.
    pub(crate) fn collection(&self, found: &collection::Collection) -> Collection {
        let owner = self.account(&found.owner);
        Collection {
            id: found.id.to_string(),
            pid: owner.id,
            visibility: name(found.openness),
            title: found.title.clone(),
            description: found.description.clone(),
            thumb: found.cover.as_ref().and_then(|media| self.file(media, true)),
            url: self.stall().origin.url(&found.path).into(),
            updated_at: found.updated_at.into(),
            published_at: found.created_at.into(),
            avatar: owner.avatar,
            username: owner.username,
            post_count: found.count,
        }
    }

    /// Collections.
    pub(crate) fn collections(&self, found: &[collection::Collection]) -> Vec<Collection> {
        found.iter().map(|one| self.collection(one)).collect()
    }
}
