//! The form of a story: one picture, what is said below it, how long it is looked at.

use host::Attachments;
use host::attachment::Step;
use host::social::media::MediaId;
use host::story::{NewStory, StoryError};
use host::web::Message;
use serde::{Deserialize, Serialize};

use crate::story::USUAL_SECONDS;

/// The form.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(default)]
pub(super) struct StoryForm {
    /// The picture, where it is there already.
    pub(super) attached: Attachments,
    pub(super) caption: String,
    pub(super) seconds: i16,
    /// What is to be seen on a picture that comes with the form.
    pub(super) alt: String,
    /// Which button.
    action: String,
}

/// What a button of the form does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Action {
    /// It is to be seen by others now.
    Publish,
    /// The picture is taken, and the form goes on.
    Attach,
    /// The picture goes out.
    Remove(MediaId),
}

impl Default for StoryForm {
    fn default() -> Self {
        Self {
            attached: Attachments::default(),
            caption: String::new(),
            seconds: USUAL_SECONDS,
            alt: String::new(),
            action: String::new(),
        }
    }
}

impl StoryForm {
    /// What its button does; publishing where that is not understood.
    pub(super) fn action(&self) -> Action {
        match self.action.split_once(':').unwrap_or((&self.action, "")) {
            ("attach", _) => Action::Attach,
            ("remove", which) => which.parse().map_or(Action::Attach, Action::Remove),
            _ => Action::Publish,
        }
    }

    /// Takes a picture out of it.
    pub(super) fn remove(&mut self, id: MediaId) {
        self.attached.arrange(Step::Out(id));
    }

    /// What it says; none without a picture.
    pub(super) fn story(&self) -> Option<NewStory> {
        let media = *self.attached.media().first()?;
        Some(NewStory { media, caption: self.caption.trim().to_owned(), seconds: self.seconds, answerable: true })
    }
}

/// What is said to who sent it, and beside which field. Errors: the database failed.
pub(super) fn explain(error: StoryError) -> Result<(&'static str, Message), diesel::result::Error> {
    Ok(match error {
        StoryError::TooMany(most) => ("", Message::new("stories-too-many").with("most", most)),
        StoryError::Missing | StoryError::NoPicture => ("media", Message::new("stories-no-picture")),
        StoryError::Unready => ("media", Message::new("stories-unready")),
        StoryError::Caption(most) => ("caption", Message::new("stories-caption-long").with("most", most)),
        StoryError::Seconds(least, most) => {
            let (least, most) = (i64::from(least), i64::from(most));
            ("seconds", Message::new("stories-seconds-wrong").with("least", least).with("most", most))
        }
        StoryError::Statement(error) => return error.explain(),
        StoryError::Database(error) => return Err(error),
    })
}
