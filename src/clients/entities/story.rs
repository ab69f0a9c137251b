//! What members show their followers for a day (Pixelfed), in the two forms in which its programs read it.

use host::story::{Reel, Shown};
use serde::Serialize;
use utoipa::ToSchema;

use super::{Account, Moment, View};

/// What the kind of a story is called; there are no others here.
const PHOTO: &str = "photo";

/// Who shows what, in the first form.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct Carousel {
    /// The member's own.
    #[serde(rename = "self")]
    pub(crate) own: OwnReel,
    /// Those of whom the member follows, those with something new first.
    pub(crate) nodes: Vec<ReelNode>,
}

/// What the member shows.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[serde(untagged)]
pub(crate) enum OwnReel {
    /// Something, or what is asked for by itself.
    Shown {
        /// The member.
        user: ReelUser,
        /// The stories.
        nodes: Vec<StoryNode>,
    },
    /// Nothing.
    Nothing(Vec<String>),
}

/// What one account shows.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct ReelNode {
    /// Names it.
    pub(crate) id: String,
    /// Who shows it.
    pub(crate) user: ReelUser,
    /// The stories.
    pub(crate) nodes: Vec<StoryNode>,
    /// Its page.
    pub(crate) url: String,
    /// Whether the member has seen all of it.
    pub(crate) seen: bool,
}

/// Who shows stories.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct ReelUser {
    /// The number of the account.
    pub(crate) id: String,
    /// Its name.
    pub(crate) username: String,
    /// Its name with the server where it is elsewhere.
    pub(crate) username_acct: String,
    /// Its picture.
    pub(crate) avatar: String,
    /// Whether it is here.
    pub(crate) local: bool,
    /// Whether it is the member's.
    pub(crate) is_author: bool,
}

/// A story, in the first form.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct StoryNode {
    /// Its number.
    pub(crate) id: String,
    /// The number of whose it is.
    pub(crate) pid: String,
    /// `photo`.
    #[serde(rename = "type")]
    pub(crate) kind: &'static str,
    /// Its picture.
    pub(crate) src: String,
    /// How long it is looked at, in seconds.
    pub(crate) duration: i16,
    /// Whether the member has seen it.
    pub(crate) seen: bool,
    /// Since when it is shown.
    pub(crate) created_at: Moment,
}

/// Who shows what, in the second form.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct FlatCarousel {
    /// The member's own first, then those of whom the member follows.
    pub(crate) nodes: Vec<FlatReel>,
}

/// What one account shows, in the second form.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct FlatReel {
    /// Names it.
    pub(crate) id: String,
    /// The name of who shows it.
    pub(crate) username: String,
    /// The same with the server where that is elsewhere.
    pub(crate) username_acct: String,
    /// The number of who shows it.
    pub(crate) profile_id: String,
    /// Its picture.
    pub(crate) avatar: String,
    /// Whether it is the member's.
    pub(crate) is_author: bool,
    /// Its page.
    pub(crate) url: String,
    /// Whether the member has seen all of it.
    #[serde(rename = "hasViewed")]
    pub(crate) has_viewed: bool,
    /// The stories.
    pub(crate) stories: Vec<FlatStory>,
}

/// A story, in the second form.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct FlatStory {
    /// Its number.
    pub(crate) id: String,
    /// `photo`.
    #[serde(rename = "type")]
    pub(crate) kind: &'static str,
    /// Its picture.
    pub(crate) url: String,
    /// What is laid over it: nothing.
    pub(crate) overlays: Vec<String>,
    /// How long it is looked at, in milliseconds.
    pub(crate) duration: i64,
    /// Whether the member has seen it.
    pub(crate) viewed: bool,
    /// Since when it is shown.
    pub(crate) created_at: Moment,
    /// How many have seen it; told to its author alone.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) view_count: Option<usize>,
}

/// That something was done.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct Done {
    /// 200.
    pub(crate) code: u16,
    /// What.
    pub(crate) msg: &'static str,
}

/// A picture that was taken for a story.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct StoryUpload {
    /// 200.
    pub(crate) code: u16,
    /// What was done.
    pub(crate) msg: &'static str,
    /// By what it is published.
    pub(crate) media_id: String,
    /// The picture.
    pub(crate) media_url: Option<String>,
    /// `photo`.
    pub(crate) media_type: &'static str,
}

/// Who saw a story.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct Viewers {
    /// They.
    pub(crate) data: Vec<Account>,
}

impl View {
    /// Who shows what, in the first form; where `alone`, the member is named also where it shows nothing.
    pub(crate) fn carousel(&self, own: &Reel, followed: &[Reel], alone: bool) -> Carousel {
        let own = match own.stories.is_empty() && !alone {
            true => OwnReel::Nothing(Vec::new()),
            false => OwnReel::Shown { user: self.reel_user(own, true), nodes: self.story_nodes(own) },
        };
        Carousel { own, nodes: followed.iter().map(|reel| self.reel_node(reel)).collect() }
    }

    fn reel_node(&self, reel: &Reel) -> ReelNode {
        ReelNode {
            id: format!("pfs:{}", reel.author.id),
            user: self.reel_user(reel, false),
            nodes: self.story_nodes(reel),
            url: self.stall().origin.url(&reel.path).into(),
            seen: reel.stories.iter().all(|story| story.seen),
        }
    }

    fn reel_user(&self, reel: &Reel, mine: bool) -> ReelUser {
        let account = self.account(&reel.author);
        ReelUser {
            id: account.id,
            username: account.username,
            username_acct: account.acct,
            avatar: account.avatar,
            local: reel.author.is_local(),
            is_author: mine,
        }
    }

    fn story_nodes(&self, reel: &Reel) -> Vec<StoryNode> {
        let node = |story: &Shown| StoryNode {
            id: story.id.to_string(),
            pid: reel.author.id.to_string(),
            kind: PHOTO,
            src: self.file(&story.media, false).unwrap_or_default(),
            duration: story.seconds,
            seen: story.seen,
            created_at: story.created_at.into(),
        };
        reel.stories.iter().map(node).collect()
    }

    /// Who shows what, in the second form.
    pub(crate) fn flat_carousel(&self, own: &Reel, followed: &[Reel]) -> FlatCarousel {
        let mine = Some(own).filter(|own| !own.stories.is_empty()).map(|own| self.flat_reel(own, true));
        let others = followed.iter().map(|reel| self.flat_reel(reel, false));
        FlatCarousel { nodes: mine.into_iter().chain(others).collect() }
    }

    fn flat_reel(&self, reel: &Reel, mine: bool) -> FlatReel {
        let user = self.reel_user(reel, mine);
        let story = |story: &Shown| FlatStory {
            id: story.id.to_string(),
            kind: PHOTO,
            url: self.file(&story.media, false).unwrap_or_default(),
            overlays: Vec::new(),
            duration: i64::from(story.seconds) * 1000,
            viewed: story.seen,
            created_at: story.created_at.into(),
            view_count: story.onlookers,
        };
        FlatReel {
            id: format!("{}:{}", if mine { "self" } else { "pfs" }, user.id),
            username: user.username,
            username_acct: user.username_acct,
            profile_id: user.id,
            avatar: user.avatar,
            is_author: mine,
            url: self.stall().origin.url(&reel.path).into(),
            has_viewed: reel.stories.iter().all(|story| story.seen),
            stories: reel.stories.iter().map(story).collect(),
        }
    }
}
