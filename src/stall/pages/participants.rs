//! The organiser's page: who comes, asks to come or waits. They are let in or not, moved up, written to, checked in at the door and
//! taken along as a table.

use actix_web::HttpResponse;
use actix_web::web::{Path, Query};
use chrono::NaiveDateTime;
use diesel::result::Error as DbError;
use host::Show;
use host::social::actor::{Actor, ActorId};
use host::social::card::Card;
use host::social::membership;
use host::social::object::ObjectId;
use host::social::participation::{
    Bar, Heads, MESSAGE_LIMIT, Participation, ParticipationError, ParticipationId, ParticipationState, say_to,
};
use host::social::question::{QUESTIONS, Question};
use host::store::Conn;
use host::web::card::{AuthorCard, ObjectCard, Pagination, QuestionCard};
use host::web::csv::{self, Table};
use host::web::error::FieldErrors;
use host::web::headers::with_camera;
use host::web::{self, Bucket, Form, Key, Message};
use serde::{Deserialize, Serialize};

use super::participation::{card_of, explain};
use crate::here::MemberHere;

/// How many a page shows.
const PAGE: usize = 200;

/// All of them but those whose address is not confirmed.
const LISTED: [ParticipationState; 7] = [
    ParticipationState::Pending,
    ParticipationState::Accepted,
    ParticipationState::Waiting,
    ParticipationState::Maybe,
    ParticipationState::Rejected,
    ParticipationState::Declined,
    ParticipationState::Left,
];

/// Which of them.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Part {
    state: Option<String>,
    q: String,
    from: usize,
}

impl Part {
    fn states(&self) -> Vec<ParticipationState> {
        let asked: Option<ParticipationState> = self.state.as_deref().and_then(|word| word.parse().ok());
        asked.filter(|state| LISTED.contains(state)).map_or(LISTED.to_vec(), |state| vec![state])
    }

    fn finds(&self, row: &Participation, actor: Option<&Actor>) -> bool {
        let sought = self.q.trim().to_lowercase();
        let handle = actor.map(Actor::handle).unwrap_or_default();
        let name = actor.map_or(row.name.as_str(), Actor::display_name);
        let said = [name, &handle, row.email.as_deref().unwrap_or_default(), &row.message];
        sought.is_empty() || said.iter().any(|text| text.to_lowercase().contains(&sought))
    }

    fn path(&self, page: &str, from: usize) -> String {
        let mut query = url::form_urlencoded::Serializer::new(String::new());
        if let Some(state) = &self.state {
            query.append_pair("state", state);
        }
        if !self.q.is_empty() {
            query.append_pair("q", &self.q);
        }
        query.append_pair("from", &from.to_string());
        format!("{page}/participants?{}", query.finish())
    }
}

#[derive(Serialize)]
struct Counts {
    accepted: i64,
    pending: i64,
    waiting: i64,
    maybe: i64,
    checked_in: i64,
}

impl From<Heads> for Counts {
    fn from(heads: Heads) -> Self {
        let Heads { accepted, pending, waiting, maybe, checked_in } = heads;
        Self { accepted, pending, waiting, maybe, checked_in }
    }
}

#[derive(Serialize)]
struct Participants {
    card: ObjectCard,
    heads: Counts,
    rows: Vec<Row>,
    /// What is asked, and room to ask more.
    questions: Vec<QuestionCard>,
    state: String,
    states: Vec<&'static str>,
    q: String,
    text: String,
    most: usize,
    pages: Pagination,
}

#[derive(Serialize)]
struct Row {
    id: String,
    name: String,
    /// Who has an actor.
    line: Option<AuthorCard>,
    email: Option<String>,
    state: &'static str,
    guests: i16,
    message: String,
    replies: Vec<(String, String)>,
    asked: NaiveDateTime,
    came: Option<NaiveDateTime>,
}

impl Row {
    fn of(show: Show<'_>, row: &Participation, actor: Option<&Actor>) -> Self {
        Self {
            id: row.id.to_string(),
            name: actor.map_or(row.name.as_str(), Actor::display_name).to_owned(),
            line: actor.map(|actor| show.author(actor)),
            email: row.email.clone(),
            state: row.state.as_str(),
            guests: row.guests,
            message: row.message.clone(),
            replies: row.answers.0.iter().map(|reply| (reply.question.clone(), reply.answer.clone())).collect(),
            asked: row.asked_at,
            came: row.checked_in_at,
        }
    }
}

/// The list.
pub(crate) async fn index(
    here: MemberHere,
    path: Path<(String, ObjectId)>,
    part: Query<Part>,
) -> web::Result<HttpResponse> {
    let card = organised(&here, path.into_inner()).await?;
    show(&here, &card, &part, "", &FieldErrors::new()).await
}

/// The card of something of ours that the member organises.
async fn organised(here: &MemberHere, path: (String, ObjectId)) -> web::Result<Card> {
    let card = card_of(here, path).await?;
    let (me, author) = (here.me, card.author.clone());
    let may = here.app.db.read(move |c| organises(c, me, &author)).await?;
    match may && card.object.is_local() {
        true => Ok(card),
        false => Err(web::Error::forbidden("it is somebody else's")),
    }
}

/// Whether a member speaks for the author: it is one of their own actors, or a group that they run.
fn organises(c: &mut Conn, me: ActorId, author: &Actor) -> Result<bool, DbError> {
    let own = Actor::get(c, me)?;
    let sibling = own.account_id.is_some() && own.account_id == author.account_id;
    Ok(sibling || membership::may_act_for(c, me, author.id)?)
}

async fn show(
    here: &MemberHere,
    card: &Card,
    part: &Part,
    text: &str,
    errors: &FieldErrors,
) -> web::Result<HttpResponse> {
    let (id, states) = (card.object.id, part.states());
    let read = here
        .app
        .db
        .read(move |c| Ok::<_, DbError>((Participation::list(c, id, &states)?, Participation::count(c, id)?)));
    let (list, heads) = read.await?;
    let found: Vec<_> = list.iter().filter(|(row, actor)| part.finds(row, actor.as_ref())).collect();
    let show = here.show();
    let page = show.object_path(&card.author, &card.object);
    let row = |(row, actor): &&(Participation, Option<Actor>)| Row::of(show, row, actor.as_ref());
    let context = Participants {
        card: show.card(card),
        heads: heads.into(),
        rows: found.iter().skip(part.from).take(PAGE).map(row).collect(),
        questions: asked(card),
        state: part.state.clone().unwrap_or_default(),
        states: LISTED.iter().map(|state| state.as_str()).collect(),
        q: part.q.clone(),
        text: text.to_owned(),
        most: MESSAGE_LIMIT,
        pages: Pagination {
            newer: (part.from > 0).then(|| part.path(&page, part.from.saturating_sub(PAGE))),
            older: (found.len() > part.from.saturating_add(PAGE)).then(|| part.path(&page, part.from + PAGE)),
        },
    };
    match errors.is_empty() {
        true => here.visit.render("stall/participants.html", &context),
        false => here.visit.render_invalid("stall/participants.html", &context, errors),
    }
}

/// What is asked, and as much room again as there may be.
fn asked(card: &Card) -> Vec<QuestionCard> {
    let known = card.questions.iter().map(|question| QuestionCard {
        text: question.text.clone(),
        required: question.required,
        answer: String::new(),
    });
    let most = QUESTIONS.min(card.questions.len() + 3);
    known.chain(std::iter::repeat_with(QuestionCard::default)).take(most).collect()
}

/// What is done with somebody.
#[derive(Debug, Clone, Copy, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Deed {
    Accept,
    Reject,
    Advance,
    CheckIn,
    CheckOut,
}

#[derive(Debug, Deserialize)]
pub(crate) struct DeedForm {
    deed: Deed,
}

/// Does something with one of them.
pub(crate) async fn update(
    here: MemberHere,
    path: Path<(String, ObjectId, ParticipationId)>,
    form: Form<DeedForm>,
) -> web::Result<HttpResponse> {
    let (handle, object, id) = path.into_inner();
    let card = organised(&here, (handle, object)).await?;
    let back = format!("{}/participants", here.show().object_path(&card.author, &card.object));
    let (hosts, deed) = (here.app.hosts.clone(), form.deed);
    let done = here.app.db.write(move |c| {
        let row = Participation::find(c, id)?.filter(|row| row.object_id == object).ok_or(DbError::NotFound)?;
        match deed {
            Deed::Accept => row.accept(c, &hosts).map(drop),
            Deed::Reject => row.reject(c, &hosts).map(drop).map_err(Into::into),
            Deed::Advance => row.advance(c, &hosts).map(drop).map_err(Into::into),
            Deed::CheckIn => row.check_in(c, true).map(drop).map_err(Into::into),
            Deed::CheckOut => row.check_in(c, false).map(drop).map_err(Into::into),
        }
    });
    match done.await {
        Ok(()) => here.visit.notice("participants-done"),
        Err(ParticipationError::Barred(bar)) => here.visit.warn(explain(bar).1),
        Err(ParticipationError::Database(error)) => return Err(error.into()),
    }
    Ok(here.visit.see_next(&back))
}

#[derive(Debug, Deserialize)]
pub(crate) struct MessageForm {
    #[serde(default)]
    state: Option<String>,
    #[serde(default)]
    text: String,
}

/// Writes to those in a state, each alone.
pub(crate) async fn tell(
    here: MemberHere,
    path: Path<(String, ObjectId)>,
    form: Form<MessageForm>,
) -> web::Result<HttpResponse> {
    let card = organised(&here, path.into_inner()).await?;
    here.app.web.limiter.check(Bucket::Write, Key::account(here.visit.need_member()?.account))?;
    let form = form.into_inner();
    let part = Part { state: form.state.clone(), ..Part::default() };
    let length = form.text.trim().chars().count();
    if length == 0 || length > MESSAGE_LIMIT {
        let message = match length {
            0 => Message::new("participants-message-empty"),
            _ => explain(Bar::TooLong).1,
        };
        return show(&here, &card, &part, &form.text, &FieldErrors::one("text", message)).await;
    }
    let back = format!("{}/participants", here.show().object_path(&card.author, &card.object));
    let reached: Vec<ParticipationState> = match form.state {
        Some(_) => part.states(),
        None => LISTED.into_iter().filter(|state| state.is_standing()).collect(),
    };
    let (object, text) = (card.object.clone(), form.text.trim().to_owned());
    let said = here.app.db.write(move |c| say_to(c, &object, &reached, &text)).await?;
    here.visit.notice(Message::new("participants-message-said").with("count", said));
    Ok(here.visit.see_next(&back))
}

/// What those are asked who want to take part: a text each, and the places of those that have to be answered.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct QuestionsForm {
    texts: Vec<String>,
    required: Vec<usize>,
}

/// Asks something else from now on.
pub(crate) async fn ask(
    here: MemberHere,
    path: Path<(String, ObjectId)>,
    form: Form<QuestionsForm>,
) -> web::Result<HttpResponse> {
    let card = organised(&here, path.into_inner()).await?;
    let back = format!("{}/participants", here.show().object_path(&card.author, &card.object));
    let (id, form) = (card.object.id, form.into_inner());
    let asked: Vec<(String, bool)> =
        form.texts.into_iter().enumerate().map(|(at, text)| (text, form.required.contains(&at))).collect();
    here.app.db.write(move |c| Question::set(c, id, &asked)).await?;
    here.visit.notice("participants-questions-done");
    Ok(here.visit.see_next(&back))
}

/// The list as a table.
pub(crate) async fn export(here: MemberHere, path: Path<(String, ObjectId)>) -> web::Result<HttpResponse> {
    let card = organised(&here, path.into_inner()).await?;
    let id = card.object.id;
    let list = here.app.db.read(move |c| Participation::list(c, id, &LISTED)).await?;
    let head = ["name", "account", "email", "state", "guests", "message", "answers", "asked_at", "checked_in_at"];
    let mut table = Table::new(&head);
    for (row, actor) in &list {
        let replies: Vec<String> = row.answers.0.iter().map(|r| format!("{}: {}", r.question, r.answer)).collect();
        let time = |at: NaiveDateTime| at.and_utc().to_rfc3339_opts(chrono::SecondsFormat::Secs, true);
        table.row(&[
            actor.as_ref().map_or(row.name.as_str(), Actor::display_name),
            &actor.as_ref().map(Actor::handle).unwrap_or_default(),
            row.email.as_deref().unwrap_or_default(),
            row.state.as_str(),
            &row.guests.to_string(),
            &row.message,
            &replies.join("\n"),
            &time(row.asked_at),
            &row.checked_in_at.map(time).unwrap_or_default(),
        ]);
    }
    Ok(csv::download(&format!("participants-{id}.csv"), table.into_string()))
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Shown {
    code: String,
}

#[derive(Serialize)]
struct Door {
    card: ObjectCard,
    code: String,
    heads: Counts,
    found: Option<Row>,
}

/// The door: whose code that is. It lets nobody in by itself: a camera opens this page.
pub(crate) async fn door(
    here: MemberHere,
    path: Path<(String, ObjectId)>,
    shown: Query<Shown>,
) -> web::Result<HttpResponse> {
    let card = organised(&here, path.into_inner()).await?;
    let (id, code) = (card.object.id, shown.into_inner().code);
    let typed = code.clone();
    let read = here.app.db.read(move |c| {
        let found = Participation::by_code(c, id, &typed)?.filter(|row| row.state != ParticipationState::Unconfirmed);
        let actor = match found.as_ref().and_then(|row| row.actor_id) {
            Some(actor) => Actor::find(c, actor)?,
            None => None,
        };
        Ok::<_, DbError>((found, actor, Participation::count(c, id)?))
    });
    let (found, actor, heads) = read.await?;
    let show = here.show();
    let found = found.map(|row| Row::of(show, &row, actor.as_ref()));
    let page = Door { card: show.card(&card), code, heads: heads.into(), found };
    Ok(with_camera(here.visit.render("stall/door.html", &page)?))
}
