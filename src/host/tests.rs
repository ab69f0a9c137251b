//! What members are told when something is refused.

#![allow(clippy::unwrap_used, reason = "a test that fails is to say where")]

use social::media::pipeline::MediaError;
use web::{Message, Themes};

use crate::StatementError;
use crate::upload::UploadError;

/// Said in both languages, each in its own words, with everything filled in.
fn said(message: &Message) {
    let themes = Themes::load(None, &Default::default()).unwrap();
    let words = themes.translations();
    let [english, french] = ["en", "fr"].map(|tag| {
        let locale = words.find(tag).unwrap();
        assert!(words.has(&locale, &message.key), "{tag}: {}", message.key);
        words.message(&locale, message)
    });
    assert_ne!(english, french, "{}", message.key);
    for text in [english, french] {
        assert!(!text.contains("{$") && text.ends_with(['.', ')']), "{text}");
    }
}

#[test]
fn whatever_is_wrong_with_a_statement_is_said_in_the_readers_language() {
    let errors = [
        StatementError::Empty,
        StatementError::TooLong { length: 6000, most: 5000 },
        StatementError::TooManyMedia(4),
        StatementError::Unready,
        StatementError::Options,
        StatementError::PollTime,
        StatementError::Reference,
        StatementError::NoQuotes,
        StatementError::NoAnswers,
        StatementError::Unsuited,
        StatementError::TooManyDrafts(300),
        StatementError::TooManyThatDay(25),
    ];
    for error in errors {
        said(&error.explain().unwrap().1);
    }
    assert!(StatementError::from(diesel::result::Error::NotFound).explain().is_err(), "that is no member's business");
}

#[test]
fn whatever_is_wrong_with_a_picture_is_said_in_the_readers_language() {
    let errors = [
        MediaError::TooLarge { limit: 16 * 1024 * 1024 },
        MediaError::Unsupported("TIFF"),
        MediaError::Heic,
        MediaError::NotAPicture,
        MediaError::TooManyPixels,
        MediaError::TooManyFrames,
        MediaError::Broken("it ends too early".to_owned()),
    ];
    for error in errors {
        said(&UploadError::Media(error).explain().unwrap());
    }
}
