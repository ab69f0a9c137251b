//! How one takes part in what a card is about.

use social::card::Card;
use social::occasion::{JoinMode, Occasion};
use social::participation::{Bar, DEFAULT_REMINDERS, asking_bar};
use social::question::Question;
use web::card::{ParticipationCard, QuestionCard};

/// What its page offers, and how the reader takes part.
pub(super) fn card(card: &Card, occasion: &Occasion) -> ParticipationCard {
    let own = card.viewer.participation.as_ref();
    let left = occasion.remaining();
    // Elsewhere guests are unknown.
    let guests_most = if card.object.is_local() { occasion.guests_most } else { 0 };
    ParticipationCard {
        offer: offer(occasion, left),
        state: own.map(|own| own.state.as_str()).unwrap_or_default(),
        place: card.viewer.place_in_line,
        guests: own.map_or(0, |own| own.guests),
        message: own.map(|own| own.message.clone()).unwrap_or_default(),
        reminders: own.map_or(DEFAULT_REMINDERS.to_vec(), |own| own.reminders.0.clone()),
        guests_most,
        coming: occasion.participants_count,
        left,
        external_url: occasion.join_url.clone().filter(|_| occasion.join_mode == JoinMode::External),
        questions: questions(card),
        anonymous: occasion.anonymous && card.object.is_local() && card.object.visibility.is_open(),
    }
}

fn questions(card: &Card) -> Vec<QuestionCard> {
    let replies = card.viewer.participation.as_ref().map(|own| own.answers.0.as_slice()).unwrap_or_default();
    let answer = |text: &str| replies.iter().find(|reply| reply.question == text).map(|reply| reply.answer.clone());
    let question = |question: &Question| QuestionCard {
        answer: answer(&question.text).unwrap_or_default(),
        text: question.text.clone(),
        required: question.required,
    };
    card.questions.iter().map(question).collect()
}

fn offer(occasion: &Occasion, left: Option<i64>) -> &'static str {
    match asking_bar(occasion) {
        Some(Bar::Cancelled) => "cancelled",
        Some(Bar::Over) => "over",
        Some(Bar::External) => "external",
        Some(Bar::Open) => "open",
        Some(_) => "closed",
        None if occasion.join_mode == JoinMode::Restricted => "ask",
        None if left == Some(0) => "line",
        None if occasion.join_mode == JoinMode::Invite => "invite",
        None => "join",
    }
}
