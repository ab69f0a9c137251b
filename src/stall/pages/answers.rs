//! Answers: in words, at any stall. A stall with a place to write leads there for more than words.

use actix_web::HttpResponse;
use actix_web::web::Path;
use host::Statement;
use host::social::actor::{Actor, ActorId};
use host::social::card::Card;
use host::social::membership::may_act_for;
use host::social::object::ObjectId;
use host::social::visibility::Visibility;
use host::web::card::ObjectCard;
use host::web::error::FieldErrors;
use host::web::{self, Bucket, Form, Key};
use serde::{Deserialize, Serialize};

use crate::here::{Here, MemberHere};

/// The form of an answer.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(default)]
pub(crate) struct AnswerForm {
    text: String,
    summary: String,
    visibility: Option<Visibility>,
}

/// Where one goes on after consenting.
#[derive(Debug, Deserialize)]
pub(crate) struct Consent {
    next: Option<String>,
}

#[derive(Serialize)]
struct Answer<'a> {
    card: ObjectCard,
    form: &'a AnswerForm,
    most: usize,
    composer: Option<&'static str>,
}

impl AnswerForm {
    /// Begins with whom it answers, the content warning and the reach of that.
    pub(crate) fn to(card: &Card) -> Self {
        Self {
            text: String::new(),
            summary: card.object.summary.clone().unwrap_or_default(),
            visibility: Some(card.object.visibility),
        }
    }
}

/// Where an answer, a quote or an edit is written: at the module's own place where it has one.
pub(crate) async fn new(here: MemberHere, path: Path<(String, ObjectId, String)>) -> web::Result<HttpResponse> {
    let (handle, id, page) = path.into_inner();
    let (_, object) = here.object(&handle, id).await?;
    let (me, author) = (here.me, object.actor_id);
    if page == "edit" && !here.app.db.read(move |c| may_act_for(c, me, author)).await? {
        return Err(web::Error::not_found("object"));
    }
    if let Some(composer) = here.composer().filter(|composer| composer.answers || page == "edit") {
        return Ok(here.visit.see_other(&format!("{}?{page}={id}", composer.path)));
    }
    if page != "reply" {
        return Err(web::Error::not_found("page"));
    }
    let viewer = here.viewer();
    let card = here.app.db.read(move |c| Card::of(c, viewer, object)).await?;
    show(&here, &card, &AnswerForm::to(&card), &FieldErrors::new())
}

fn show(here: &Here, card: &Card, form: &AnswerForm, errors: &FieldErrors) -> web::Result<HttpResponse> {
    let most = here.app.config.limits.post_characters;
    let context = Answer { card: here.show().card(card), form, most, composer: here.answering() };
    match errors.is_empty() {
        true => here.visit.render("stall/reply.html", &context),
        false => here.visit.render_invalid("stall/reply.html", &context, errors),
    }
}

/// Answers.
pub(crate) async fn create(
    here: MemberHere,
    path: Path<(String, ObjectId)>,
    form: Form<AnswerForm>,
) -> web::Result<HttpResponse> {
    let (handle, id) = path.into_inner();
    let (author, object) = here.object(&handle, id).await?;
    let account = here.visit.need_member()?.account;
    here.app.web.limiter.check(Bucket::Write, Key::account(account))?;
    let form = form.into_inner();
    let statement = Statement {
        text: addressed(&author, here.me, &form.text),
        summary: form.summary.clone(),
        visibility: form.visibility.unwrap_or(object.visibility),
        in_reply_to: Some(id),
        ..Statement::default()
    };
    let (desk, me) = (here.app.desk(), here.me);
    let said = here.app.db.write(move |c| {
        let me = Actor::get(c, me)?;
        statement.publish(c, &desk, &me)
    });
    match said.await {
        Ok(answer) => {
            here.visit.notice(if answer.held { "answer-held-said" } else { "answer-said" });
            Ok(here.visit.see_other(&format!("{}#object-{}", here.show().object_path(&author, &object), answer.id)))
        }
        Err(error) => {
            let (field, message) = error.explain()?;
            let viewer = here.viewer();
            let card = here.app.db.read(move |c| Card::of(c, viewer, object)).await?;
            show(&here, &card, &form, &FieldErrors::one(field, message))
        }
    }
}

/// Lets others see an answer that waited for that.
pub(crate) async fn consent(
    here: MemberHere,
    path: Path<(String, ObjectId)>,
    form: Form<Consent>,
) -> web::Result<HttpResponse> {
    let (handle, id) = path.into_inner();
    let (author, object) = here.object(&handle, id).await?;
    let (me, shown) = (here.me, object.clone());
    here.app.db.write(move |c| object.consent(c, me)).await?;
    here.visit.notice("answer-consented");
    let own = here.show().object_path(&author, &shown);
    Ok(here.visit.see_next(form.next.as_deref().unwrap_or(&own)))
}

/// An answer names whom it answers, so that it reads as one everywhere.
fn addressed(author: &Actor, me: ActorId, text: &str) -> String {
    let handle = format!("@{}", author.handle());
    let named = text.contains(&handle) || text.split_whitespace().any(|word| word == format!("@{}", author.username));
    if author.id == me || named || text.trim().is_empty() { text.to_owned() } else { format!("{handle} {text}") }
}
