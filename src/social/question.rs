//! What an organiser asks those who want to take part, each in a line.

use diesel::prelude::*;
use store::Conn;

use crate::object::ObjectId;
use crate::participation::{Bar, Reply};
use crate::schema::questions;

/// How many can be asked.
pub const QUESTIONS: usize = 10;

/// The longest question and the longest answer, in characters.
pub const QUESTION_LENGTH: usize = 300;

/// A row of `questions`.
#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable, Insertable)]
pub struct Question {
    /// What it is asked about.
    pub object_id: ObjectId,
    /// Its place, from 0.
    pub position: i16,
    /// What is asked, plain text.
    pub text: String,
    /// Whether one has to answer.
    pub required: bool,
}

impl Question {
    /// What is asked about these, in order.
    pub fn of(c: &mut Conn, objects: &[ObjectId]) -> QueryResult<Vec<Self>> {
        questions::table
            .filter(questions::object_id.eq_any(objects))
            .order((questions::object_id, questions::position))
            .select(Self::as_select())
            .load(c)
    }

    /// Asks these instead of what was asked before, as many and as much of each as may be. What was answered stays with those who
    /// answered.
    pub fn set(c: &mut Conn, object: ObjectId, asked: &[(String, bool)]) -> QueryResult<()> {
        diesel::delete(questions::table.filter(questions::object_id.eq(object))).execute(c)?;
        let asked = asked.iter().filter(|(text, _)| !text.trim().is_empty()).take(QUESTIONS);
        for (position, (text, required)) in (0i16..).zip(asked) {
            let text: String = text.trim().chars().take(QUESTION_LENGTH).collect();
            let question = Self { object_id: object, position, text, required: *required };
            diesel::insert_into(questions::table).values(&question).execute(c)?;
        }
        Ok(())
    }

    /// What was answered to these, in their order. Errors: one that has to be is not answered, or an answer is too long.
    pub fn replies(asked: &[Self], answers: &[String]) -> Result<Vec<Reply>, Bar> {
        let mut replies = Vec::new();
        for (at, question) in asked.iter().enumerate() {
            let answer = answers.get(at).map(|answer| answer.trim()).unwrap_or_default();
            if answer.is_empty() && question.required {
                return Err(Bar::Unanswered);
            }
            if answer.chars().count() > QUESTION_LENGTH {
                return Err(Bar::TooLong);
            }
            if !answer.is_empty() {
                replies.push(Reply { question: question.text.clone(), answer: answer.to_owned() });
            }
        }
        Ok(replies)
    }
}
