//! Taking part in what takes place, of an organiser here or elsewhere: the reader comes, may come or does not, changes that, and
//! shows a code at the door.

use actix_web::HttpResponse;
use actix_web::web::Path;
use host::social::actor::Actor;
use host::social::card::Card;
use host::social::object::ObjectId;
use host::social::participation::{Asking, Bar, MESSAGE_LIMIT, Participation, ParticipationError, ParticipationState};
use host::social::question::Question;
use host::web::card::ObjectCard;
use host::web::error::FieldErrors;
use host::web::{self, Bucket, Form, Key, Message, qr};
use serde::{Deserialize, Serialize};

use super::Button;
use crate::here::{Here, MemberHere};

/// What the reader answers.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Answer {
    /// They come.
    #[default]
    Yes,
    /// They may come.
    Maybe,
    /// They do not.
    No,
}

/// The form.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(default)]
pub(crate) struct AnswerForm {
    answer: Answer,
    guests: Option<i16>,
    message: String,
    answers: Vec<String>,
    reminders: Vec<i32>,
    /// Whether it asks about reminders at all.
    reminding: bool,
}

impl AnswerForm {
    fn asking(&self, questions: &[Question]) -> Result<Asking, Bar> {
        Ok(Asking {
            guests: self.guests.unwrap_or(0),
            message: self.message.trim().to_owned(),
            answers: Question::replies(questions, &self.answers)?,
        })
    }
}

#[derive(Serialize)]
struct Page<'a> {
    card: ObjectCard,
    form: Option<&'a AnswerForm>,
    most: usize,
}

/// The form alone on a page.
pub(crate) async fn new(here: MemberHere, path: Path<(String, ObjectId)>) -> web::Result<HttpResponse> {
    let card = card_of(&here, path.into_inner()).await?;
    show(&here, &card, None, &FieldErrors::new())
}

/// The card of something that takes place.
pub(super) async fn card_of(here: &Here, (handle, id): (String, ObjectId)) -> web::Result<Card> {
    let (_, object) = here.object(&handle, id).await?;
    let viewer = here.viewer();
    let card = here.app.db.read(move |c| Card::of(c, viewer, object)).await?;
    match card.occasion {
        Some(_) => Ok(card),
        None => Err(web::Error::not_found("occasion")),
    }
}

fn show(here: &Here, card: &Card, form: Option<&AnswerForm>, errors: &FieldErrors) -> web::Result<HttpResponse> {
    let mut page = Page { card: here.show().card(card), form, most: MESSAGE_LIMIT };
    fill_in(&mut page.card, form.map(|form| form.answers.as_slice()).unwrap_or_default());
    match errors.is_empty() {
        true => here.visit.render("stall/participation.html", &page),
        false => here.visit.render_invalid("stall/participation.html", &page, errors),
    }
}

/// Puts what was typed below the questions again.
pub(super) fn fill_in(card: &mut ObjectCard, answers: &[String]) {
    let questions = card.participation.iter_mut().flat_map(|part| &mut part.questions);
    for (question, answer) in questions.zip(answers) {
        question.answer.clone_from(answer);
    }
}

/// Answers, or answers otherwise than before.
pub(crate) async fn create(
    here: MemberHere,
    path: Path<(String, ObjectId)>,
    form: Form<AnswerForm>,
) -> web::Result<HttpResponse> {
    let card = card_of(&here, path.into_inner()).await?;
    here.app.web.limiter.check(Bucket::Write, Key::account(here.visit.need_member()?.account))?;
    let form = form.into_inner();
    let back = format!("{}#participation", here.show().object_path(&card.author, &card.object));
    let (me, hosts, object, said) = (here.me, here.app.hosts.clone(), card.object.clone(), form.clone());
    let questions = card.questions.clone();
    let done = here.app.db.write(move |c| {
        let actor = Actor::get(c, me)?;
        let row = match said.answer {
            Answer::Yes => Participation::ask(c, &hosts, &actor, &object, &said.asking(&questions)?)?,
            Answer::Maybe => Participation::respond(c, &hosts, &actor, &object, ParticipationState::Maybe)?,
            Answer::No => Participation::respond(c, &hosts, &actor, &object, ParticipationState::Declined)?,
        };
        if said.reminding {
            row.remind_at(c, &said.reminders)?;
        }
        Ok::<_, ParticipationError>(row)
    });
    match done.await {
        Ok(row) => {
            here.visit.notice(said_of(row.state));
            Ok(here.visit.see_next(&back))
        }
        Err(ParticipationError::Barred(bar)) => {
            let (field, message) = explain(bar);
            show(&here, &card, Some(&form), &FieldErrors::one(field, message))
        }
        Err(ParticipationError::Database(error)) => Err(error.into()),
    }
}

/// What is said once somebody stands so.
pub(super) fn said_of(state: ParticipationState) -> Message {
    Message::new(format!("participation-now-{state}"))
}

/// A bar in words, and the field that it is about.
pub(super) fn explain(bar: Bar) -> (&'static str, Message) {
    match bar {
        Bar::Nothing => ("", Message::new("participation-bar-nothing")),
        Bar::Full => ("guests", Message::new("participation-bar-full")),
        Bar::Closed => ("", Message::new("participation-bar-closed")),
        Bar::Over => ("", Message::new("participation-bar-over")),
        Bar::Cancelled => ("", Message::new("participation-bar-cancelled")),
        Bar::External => ("", Message::new("participation-bar-external")),
        Bar::Open => ("", Message::new("participation-bar-open")),
        Bar::Uninvited => ("", Message::new("participation-bar-uninvited")),
        Bar::TooManyGuests(most) => ("guests", Message::new("participation-bar-guests").with("most", i64::from(most))),
        Bar::Refused => ("", Message::new("participation-bar-refused")),
        Bar::NotYours => ("", Message::new("participation-bar-not-yours")),
        Bar::TooLong => ("message", Message::new("participation-bar-long").with("most", MESSAGE_LIMIT)),
        Bar::Unanswered => ("answers", Message::new("participation-bar-unanswered")),
        Bar::AccountNeeded => ("", Message::new("participation-bar-account")),
    }
}

/// Gives up a place, or the wish for one.
pub(crate) async fn delete(
    here: MemberHere,
    path: Path<(String, ObjectId)>,
    _form: Form<Button>,
) -> web::Result<HttpResponse> {
    let card = card_of(&here, path.into_inner()).await?;
    let back = format!("{}#participation", here.show().object_path(&card.author, &card.object));
    let own = card.viewer.participation.ok_or_else(|| web::Error::not_found("participation"))?;
    let hosts = here.app.hosts.clone();
    here.app.db.write(move |c| own.leave(c, &hosts)).await?;
    here.visit.notice(said_of(ParticipationState::Left));
    Ok(here.visit.see_next(&back))
}

#[derive(Serialize)]
pub(super) struct Ticket {
    /// The code as it is typed, in groups of four.
    pub(super) code: String,
    /// The same for a camera: a `data:` address of a picture.
    pub(super) picture: String,
}

impl Ticket {
    /// What somebody with a place shows at the door of something of ours.
    pub(super) fn of(row: &Participation, page: &str) -> web::Result<Self> {
        let code = row.code.to_uppercase();
        let picture = qr::picture(&format!("{page}/door?code={code}"))?;
        let (left, right) = code.split_at_checked(4).unwrap_or((code.as_str(), ""));
        Ok(Self { code: format!("{left}-{right}").trim_end_matches('-').to_owned(), picture })
    }
}

#[derive(Serialize)]
struct TicketPage {
    card: ObjectCard,
    ticket: Ticket,
}

/// What the reader shows at the door.
pub(crate) async fn ticket(here: MemberHere, path: Path<(String, ObjectId)>) -> web::Result<HttpResponse> {
    let card = card_of(&here, path.into_inner()).await?;
    let own = card.viewer.participation.as_ref().filter(|own| own.state == ParticipationState::Accepted);
    let own = own.filter(|_| card.object.is_local()).ok_or_else(|| web::Error::not_found("ticket"))?;
    let ticket = Ticket::of(own, card.object.page())?;
    here.visit.render("stall/ticket.html", &TicketPage { card: here.show().card(&card), ticket })
}
