//! Taking part without an account: a name and an address, a mail with a link, and the link's page, where one confirms, sees how it
//! stands, changes it and leaves. Reading that page changes nothing, for programs that look through mail follow links.

use actix_web::web::Path;
use actix_web::{HttpRequest, HttpResponse};
use host::social::card::Card;
use host::social::email::Email;
use host::social::object::{Object, ObjectId};
use host::social::participation::{
    Asking, Bar, MESSAGE_LIMIT, NAME_LIMIT, NewGuest, Participation, ParticipationError, ParticipationState,
};
use host::social::question::Question;
use host::social::visibility;
use host::web::card::{ObjectCard, QuestionCard};
use host::web::error::FieldErrors;
use host::web::{self, Bucket, Form, Key, Message, client_ip};
use serde::{Deserialize, Serialize};

use super::Button;
use super::participation::{Ticket, card_of, explain, fill_in, said_of};
use crate::here::Here;

/// The form of who has no account.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(default)]
pub(crate) struct GuestForm {
    name: String,
    email: String,
    guests: Option<i16>,
    message: String,
    answers: Vec<String>,
}

impl GuestForm {
    fn asking(&self, questions: &[Question]) -> Result<Asking, Bar> {
        Ok(Asking {
            guests: self.guests.unwrap_or(0),
            message: self.message.trim().to_owned(),
            answers: Question::replies(questions, &self.answers)?,
        })
    }

    /// Who that is, in a language. Errors: the field that is wrong.
    fn guest(&self, questions: &[Question], language: &str) -> Result<NewGuest, FieldErrors> {
        let name = self.name.trim();
        if name.is_empty() || name.chars().count() > NAME_LIMIT {
            let message = Message::new("registration-name-wrong").with("most", NAME_LIMIT);
            return Err(FieldErrors::one("name", message));
        }
        let email = Email::parse(&self.email).map_err(|_| FieldErrors::one("email", "registration-email-wrong"))?;
        let asking = self.asking(questions).map_err(|bar| {
            let (field, message) = explain(bar);
            FieldErrors::one(field, message)
        })?;
        Ok(NewGuest { name: name.to_owned(), email, language: language.to_owned(), asking })
    }
}

#[derive(Serialize)]
struct New<'a> {
    card: ObjectCard,
    form: &'a GuestForm,
    most: usize,
    /// Whether a mail is on its way.
    sent: bool,
}

/// The form.
pub(crate) async fn new(here: Here, path: Path<(String, ObjectId)>) -> web::Result<HttpResponse> {
    let card = open_card(&here, path.into_inner()).await?;
    show_new(&here, &card, &GuestForm::default(), &FieldErrors::new())
}

/// The card of something of this stall that takes those without an account.
async fn open_card(here: &Here, path: (String, ObjectId)) -> web::Result<Card> {
    let card = card_of(here, path).await?;
    let of_here = card.object.stall.as_deref() == Some(here.stall.name) && card.object.visibility.is_open();
    let takes = card.occasion.as_ref().is_some_and(|occasion| occasion.anonymous);
    match of_here && takes {
        true => Ok(card),
        false => Err(web::Error::not_found("registration")),
    }
}

fn show_new(here: &Here, card: &Card, form: &GuestForm, errors: &FieldErrors) -> web::Result<HttpResponse> {
    let mut context = New { card: here.show().card(card), form, most: MESSAGE_LIMIT, sent: false };
    fill_in(&mut context.card, &form.answers);
    match errors.is_empty() {
        true => here.visit.render("stall/registration-new.html", &context),
        false => here.visit.render_invalid("stall/registration-new.html", &context, errors),
    }
}

/// Has a mail sent to the address; whether it is known already is said there and nowhere else.
pub(crate) async fn create(
    req: HttpRequest,
    here: Here,
    path: Path<(String, ObjectId)>,
    form: Form<GuestForm>,
) -> web::Result<HttpResponse> {
    let card = open_card(&here, path.into_inner()).await?;
    let form = form.into_inner();
    let guest = match form.guest(&card.questions, here.visit.locale.as_str()) {
        Ok(guest) => guest,
        Err(errors) => return show_new(&here, &card, &form, &errors),
    };
    let limiter = &here.app.web.limiter;
    limiter.check(Bucket::Mail, Key::address(client_ip(&req)))?;
    limiter.check(Bucket::Mail, Key::word(guest.email.as_str()))?;
    limiter.check(Bucket::Write, Key::word(&format!("registrations {}", card.object.id)))?;
    let object = card.object.clone();
    let done = here.app.db.write(move |c| match guest.email.is_blocked(c)? {
        // As if a mail went out.
        true => Ok(()),
        false => Participation::register(c, &object, &guest).map(drop),
    });
    match done.await {
        Ok(()) => {
            let context = New { card: here.show().card(&card), form: &form, most: MESSAGE_LIMIT, sent: true };
            here.visit.render("stall/registration-new.html", &context)
        }
        Err(ParticipationError::Barred(bar)) => {
            let (field, message) = explain(bar);
            show_new(&here, &card, &form, &FieldErrors::one(field, message))
        }
        Err(ParticipationError::Database(error)) => Err(error.into()),
    }
}

#[derive(Serialize)]
struct Link<'a> {
    /// What it is about; none for a link that is not good, or no longer.
    registration: Option<Registration<'a>>,
    most: usize,
}

#[derive(Serialize)]
struct Registration<'a> {
    card: ObjectCard,
    name: String,
    email: String,
    state: &'static str,
    place: Option<i64>,
    guests: i16,
    message: String,
    questions: Vec<QuestionCard>,
    /// The path of this page.
    path: &'a str,
    ticket: Option<Ticket>,
}

/// What a link leads to.
struct Linked {
    row: Participation,
    place: Option<i64>,
    card: Card,
}

async fn linked(here: &Here, token: &str) -> web::Result<Option<Linked>> {
    let (token, stall) = (token.to_owned(), here.stall.name);
    let found = here.app.db.read(move |c| {
        let Some(row) = Participation::by_link(c, &token)? else { return Ok(None) };
        let object = Object::find(c, row.object_id)?.filter(|object| object.deleted_at.is_none());
        let Some(object) = object.filter(|object| object.stall.as_deref() == Some(stall)) else { return Ok(None) };
        if !visibility::may_see(c, None, &object)? {
            return Ok(None);
        }
        let place = row.place(c)?;
        Ok::<_, diesel::result::Error>(Some(Linked { row, place, card: Card::of(c, None, object)? }))
    });
    Ok(found.await?)
}

fn show_link(here: &Here, linked: Option<&Linked>, path: &str, errors: &FieldErrors) -> web::Result<HttpResponse> {
    let registration = match linked {
        None => None,
        Some(Linked { row, place, card }) => Some(Registration {
            card: here.show().card(card),
            name: row.name.clone(),
            email: row.email.clone().unwrap_or_default(),
            state: row.state.as_str(),
            place: *place,
            guests: row.guests,
            message: row.message.clone(),
            questions: card.questions.iter().map(|question| answered(question, row)).collect(),
            path,
            ticket: match row.state {
                ParticipationState::Accepted => Some(Ticket::of(row, card.object.page())?),
                _ => None,
            },
        }),
    };
    let context = Link { registration, most: MESSAGE_LIMIT };
    match errors.is_empty() {
        true => here.visit.render("stall/registration.html", &context),
        false => here.visit.render_invalid("stall/registration.html", &context, errors),
    }
}

fn answered(question: &Question, row: &Participation) -> QuestionCard {
    let reply = row.answers.0.iter().find(|reply| reply.question == question.text);
    QuestionCard {
        text: question.text.clone(),
        required: question.required,
        answer: reply.map(|reply| reply.answer.clone()).unwrap_or_default(),
    }
}

fn path_of(token: &str) -> String {
    format!("/participations/{token}")
}

/// How it stands.
pub(crate) async fn show(here: Here, token: Path<String>) -> web::Result<HttpResponse> {
    let linked = linked(&here, &token).await?;
    show_link(&here, linked.as_ref(), &path_of(&token), &FieldErrors::new())
}

/// Confirms the address, or comes after all.
pub(crate) async fn confirm(here: Here, token: Path<String>, _form: Form<Button>) -> web::Result<HttpResponse> {
    let hosts = here.app.hosts.clone();
    change(here, &token, move |c, row| row.confirm(c, &hosts)).await
}

/// Brings another number along, or says something else.
pub(crate) async fn update(here: Here, token: Path<String>, form: Form<GuestForm>) -> web::Result<HttpResponse> {
    let (hosts, form) = (here.app.hosts.clone(), form.into_inner());
    change(here, &token, move |c, row| match row.state.is_standing() {
        true => {
            let questions = Question::of(c, &[row.object_id])?;
            row.change(c, &hosts, &form.asking(&questions)?)
        }
        false => Ok(row.clone()),
    })
    .await
}

/// Does not come.
pub(crate) async fn delete(here: Here, token: Path<String>, _form: Form<Button>) -> web::Result<HttpResponse> {
    let hosts = here.app.hosts.clone();
    change(here, &token, move |c, row| Ok(row.leave(c, &hosts)?)).await
}

async fn change(
    here: Here,
    token: &str,
    verb: impl Fn(&mut host::store::Conn, &Participation) -> Result<Participation, ParticipationError> + Send + 'static,
) -> web::Result<HttpResponse> {
    let path = path_of(token);
    let Some(linked) = linked(&here, token).await? else {
        return show_link(&here, None, &path, &FieldErrors::new());
    };
    let row = linked.row.clone();
    match here.app.db.write(move |c| verb(c, &row)).await {
        Ok(row) => {
            here.visit.notice(said_of(row.state));
            Ok(here.visit.see_other(&path))
        }
        Err(ParticipationError::Barred(bar)) => {
            let (field, message) = explain(bar);
            show_link(&here, Some(&linked), &path, &FieldErrors::one(field, message))
        }
        Err(ParticipationError::Database(error)) => Err(error.into()),
    }
}
