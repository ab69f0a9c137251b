//! What programs for photos ask for besides, as Pixelfed answers it.

use serde::Serialize;
use utoipa::ToSchema;

use super::{Status, StatusTag};

/// Posts to discover.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct DiscoveredPosts {
    /// The posts.
    pub(crate) posts: Vec<Status>,
}

/// A hashtag that is much used.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct DiscoveredTag {
    /// Its number.
    pub(crate) id: String,
    /// Its place, from 1.
    pub(crate) rank: usize,
    /// Its name, without `#`.
    pub(crate) name: String,
    /// The same with `#`.
    pub(crate) hashtag: String,
    /// Its page.
    pub(crate) url: String,
}

impl DiscoveredTag {
    /// A hashtag at its place.
    pub(crate) fn new(id: String, rank: usize, StatusTag { name, url }: StatusTag) -> Self {
        Self { id, rank, hashtag: format!("#{name}"), name, url }
    }
}

/// What a program needs to know before it offers a form.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct ComposeSettings {
    /// Media types.
    pub(crate) allowed_media_types: Vec<&'static str>,
    /// Characters of a text.
    pub(crate) max_caption_length: usize,
    /// The number of the licence that is chosen at first, as Pixelfed counts them: 1, all rights reserved.
    pub(crate) default_license: u8,
    /// Whether the program shall insist on descriptions: the stall reminds by itself.
    pub(crate) media_descriptions: bool,
    /// The largest file, in kilobytes.
    pub(crate) max_file_size: u64,
    /// Files of a post.
    pub(crate) max_media_attachments: usize,
    /// Characters of a description.
    pub(crate) max_altext_length: usize,
    /// The visibility that is chosen at first.
    pub(crate) default_scope: &'static str,
}

/// What became of a report.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Receipt {
    /// In words.
    pub(crate) msg: &'static str,
    /// The status of the answer.
    pub(crate) code: u16,
}
