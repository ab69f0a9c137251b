//! Publishing events.

use actix_web::HttpResponse;
use actix_web::web::Query;
use chrono::NaiveDateTime;
use diesel::result::Error as DbError;
use host::draft::Draft;
use host::saying::{Notices, Said, Saying};
use host::social::actor::{Actor, ActorId};
use host::social::media::Purpose;
use host::social::place::Place;
use host::web::error::FieldErrors;
use host::web::{self, Bucket, Form, Key, MemberVisit, Message};
use host::{App, Statement, StatementError};

use super::compose;
use super::event_form::{EventForm, Wanted};
use crate::calendar::recurrence::Rule;
use crate::series::{Series, SeriesProblem};
use crate::template::{self, Template};

/// The field of files that come with the form.
const FILES: &str = "files";

/// What is said after publishing.
const NOTICES: Notices =
    Notices { now: "events-published", edited: "events-changed", timed: "events-scheduled", soon: "events-soon" };

/// An empty form, or one with a draft, the event that is to be edited, or one that is to take place again.
pub(crate) async fn new(visit: MemberVisit, app: App, wanted: Query<Wanted>) -> web::Result<HttpResponse> {
    let (me, zone, wanted) = (me(&visit)?, visit.zone.unwrap_or_default(), wanted.into_inner());
    let form = app.db.read(move |c| EventForm::begin(c, me, zone, wanted.clone())).await?;
    compose::show(&visit, &app, me, &form, &FieldErrors::new()).await
}

/// Publishes it, now or later, keeps it as a draft, or takes files and goes on.
pub(crate) async fn create(visit: MemberVisit, app: App, mut form: Form<EventForm>) -> web::Result<HttpResponse> {
    let me = me(&visit)?;
    app.web.limiter.check(Bucket::Write, Key::account(visit.me.account))?;
    let mut errors = FieldErrors::new();
    attach(&app, me, &mut form, &mut errors).await?;
    let mut form = form.into_inner();
    let (draft, place) = (form.draft, form.place.clone());
    let read = app.db.read(move |c| {
        Ok::<_, DbError>((Actor::get(c, me)?, Draft::words(c, me, draft)?, Place::known_point(c, me, &place)?))
    });
    let (author, kept, known) = read.await?;
    form.complete(&author, known);
    if form.action == "attach" {
        return compose::show(&visit, &app, me, &form, &errors).await;
    }
    let statement = form.statement(kept, &mut errors);
    match form.action.as_str() {
        "draft" => return keep(&visit, &app, me, form, statement).await,
        "template" => return keep_template(&visit, &app, me, form, statement, errors).await,
        _ => {}
    }
    let due_at = form.due_at.read(visit.zone.unwrap_or_default()).unwrap_or_else(|wrong| {
        errors.add("due_at", wrong);
        None
    });
    let rule = statement.occasion.as_ref().and_then(|first| form.repeat.rule(first, &mut errors));
    if rule.is_some() && due_at.is_some() {
        errors.add("due_at", "events-repeat-now");
    }
    match errors.is_empty() {
        true => publish(&visit, &app, me, form, statement, rule, due_at).await,
        false => compose::show(&visit, &app, me, &form, &errors).await,
    }
}

/// Has it seen by others: from now on, or from its time.
async fn publish(
    visit: &MemberVisit,
    app: &App,
    me: ActorId,
    form: EventForm,
    statement: Statement,
    rule: Option<Rule>,
    due_at: Option<NaiveDateTime>,
) -> web::Result<HttpResponse> {
    let attached = form.attached.clone();
    let published = match (form.edit, rule) {
        (Some(id), _) => form.clone().save(app, me, id, statement).await.map(|object| Said::Now(Box::new(object))),
        (None, Some(rule)) => {
            let (desk, draft) = (app.desk(), form.draft);
            let begun = app.db.write(move |c| {
                attached.describe(c, me)?;
                let first = Series::begin(c, &desk, me, &statement, &rule)?;
                let draft = draft.map(|id| Draft::find(c, me, id)).transpose()?.flatten();
                draft.map_or(Ok(()), |draft| draft.remove(c))?;
                Ok::<_, SeriesProblem>(first)
            });
            begun.await.map(|object| Said::Now(Box::new(object)))
        }
        (None, None) => {
            app.db.write(move |c| attached.describe(c, me)).await?;
            let saying = Saying { at: due_at, draft: form.draft, ..Saying::now(me, statement) };
            saying.say(app).await.map_err(SeriesProblem::from)
        }
    };
    match published {
        Ok(said) => {
            let (notice, path) = said.onward(&NOTICES, form.edit.is_some(), due_at.is_some());
            visit.notice(notice);
            Ok(visit.see_next(&path))
        }
        Err(SeriesProblem::Statement(error)) => refuse(visit, app, me, &form, error).await,
        Err(SeriesProblem::Database(error)) => Err(error.into()),
        Err(_) => {
            let errors = FieldErrors::one("repeat[how]", "events-repeat-never");
            compose::show(visit, app, me, &form, &errors).await
        }
    }
}

/// Keeps it as a draft, which may be anything.
async fn keep(
    visit: &MemberVisit,
    app: &App,
    me: ActorId,
    form: EventForm,
    statement: Statement,
) -> web::Result<HttpResponse> {
    let (attached, draft) = (form.attached.clone(), form.draft);
    let kept = app.db.write(move |c| {
        attached.describe(c, me)?;
        Draft::keep(c, me, draft, &statement, None)
    });
    match kept.await {
        Ok(_) => {
            visit.notice("draft-kept");
            Ok(visit.see_other("/drafts"))
        }
        Err(error) => refuse(visit, app, me, &form, error).await,
    }
}

/// Keeps it as what further events begin with, by its title.
async fn keep_template(
    visit: &MemberVisit,
    app: &App,
    me: ActorId,
    form: EventForm,
    statement: Statement,
    mut errors: FieldErrors,
) -> web::Result<HttpResponse> {
    let title = form.title.clone();
    if title.trim().is_empty() {
        errors.add("title", "events-template-unnamed");
    }
    if errors.is_empty() && !app.db.write(move |c| Template::keep(c, me, &title, statement.clone())).await? {
        errors.add("title", Message::new("events-template-too-many").with("most", template::MOST));
    }
    if !errors.is_empty() {
        return compose::show(visit, app, me, &form, &errors).await;
    }
    visit.notice("events-template-kept");
    Ok(visit.see_other("/templates"))
}

/// The form again, with what is wrong.
async fn refuse(
    visit: &MemberVisit,
    app: &App,
    me: ActorId,
    form: &EventForm,
    error: StatementError,
) -> web::Result<HttpResponse> {
    let (field, message) = error.explain()?;
    compose::show(visit, app, me, form, &FieldErrors::one(field, message)).await
}

/// Takes the files that came with the form.
async fn attach(app: &App, me: ActorId, form: &mut Form<EventForm>, errors: &mut FieldErrors) -> web::Result<()> {
    form.attached.drop_removed();
    while let Some(upload) = form.take_upload(FILES) {
        if let Some(full) = form.attached.full(app) {
            errors.add("media", full);
            break;
        }
        if let Err(refused) = form.attached.take(app, me, upload, String::new(), Purpose::Attachment).await? {
            errors.add(FILES, refused);
        }
    }
    Ok(())
}

fn me(visit: &MemberVisit) -> web::Result<ActorId> {
    visit.me.actor.ok_or_else(|| web::Error::not_found("actor"))
}
