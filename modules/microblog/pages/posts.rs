//! Writing posts.

use actix_web::HttpResponse;
use actix_web::web::Query;
use diesel::result::Error as DbError;
use host::draft::Draft;
use host::saying::{Notices, Said, Saying};
use host::social::actor::{Actor, ActorId};
use host::social::edit::ObjectEdit;
use host::social::object::{Object, ObjectId};
use host::store::Conn;
use host::web::error::FieldErrors;
use host::web::{self, Bucket, Form, Key, MemberVisit};
use host::{App, Statement, StatementError};

use super::compose;
use super::post_form::{Attach, PostForm, Wanted};

/// What is said after publishing.
const NOTICES: Notices =
    Notices { now: "post-said", edited: "post-edited", timed: "post-scheduled", soon: "post-soon" };

/// An empty form, or one that begins with an answer, a quote, a draft or the post to be edited.
pub(crate) async fn new(visit: MemberVisit, app: App, wanted: Query<Wanted>) -> web::Result<HttpResponse> {
    let me = me(&visit)?;
    let (zone, wanted) = (visit.zone.unwrap_or_default(), wanted.into_inner());
    let form = app.db.read(move |c| PostForm::begin(c, me, zone, wanted.clone())).await?;
    compose::show(&visit, &app, me, &form, &FieldErrors::new()).await
}

/// Says it, or keeps it for later.
pub(crate) async fn create(visit: MemberVisit, app: App, mut form: Form<PostForm>) -> web::Result<HttpResponse> {
    let me = me(&visit)?;
    app.web.limiter.check(Bucket::Write, Key::account(visit.me.account))?;
    let mut errors = FieldErrors::new();
    form.attach(&app, me, &mut errors).await?;
    let mut form = form.into_inner();
    form.options.retain(|option| !option.trim().is_empty());
    let due_at = form.due(visit.zone.unwrap_or_default(), &mut errors);
    if form.action == "attach" || !errors.is_empty() {
        let author = app.db.read(move |c| Actor::get(c, me)).await?;
        form.complete(&author);
        return compose::show(&visit, &app, me, &form, &errors).await;
    }
    if form.action == "draft" {
        return keep(&visit, &app, me, form).await;
    }
    let said = match form.edit {
        Some(_) => edit(&app, me, form.clone()).await.map(|object| Said::Now(Box::new(object))),
        None => {
            let draft = form.draft;
            let kept = app.db.read(move |c| Draft::words(c, me, draft)).await?;
            Saying { at: due_at, draft, ..Saying::now(me, form.statement(kept)) }.say(&app).await
        }
    };
    match said {
        Ok(said) => {
            let (notice, path) = said.onward(&NOTICES, form.edit.is_some(), due_at.is_some());
            visit.notice(notice);
            Ok(visit.see_next(&path))
        }
        Err(error) => refuse(&visit, &app, me, &form, error).await,
    }
}

/// The form again, with what is wrong.
async fn refuse(
    visit: &MemberVisit,
    app: &App,
    me: ActorId,
    form: &PostForm,
    error: StatementError,
) -> web::Result<HttpResponse> {
    let (field, message) = error.explain()?;
    compose::show(visit, app, me, form, &FieldErrors::one(field, message)).await
}

/// Keeps it as a draft, which may be anything.
async fn keep(visit: &MemberVisit, app: &App, me: ActorId, form: PostForm) -> web::Result<HttpResponse> {
    let said = form.clone();
    let kept = app.db.write(move |c| {
        let statement = said.statement(Draft::words(c, me, said.draft)?);
        Draft::keep(c, me, said.draft, &statement, None)
    });
    match kept.await {
        Ok(_) => {
            visit.notice("draft-kept");
            Ok(visit.see_other("/drafts"))
        }
        Err(error) => refuse(visit, app, me, &form, error).await,
    }
}

async fn edit(app: &App, me: ActorId, form: PostForm) -> Result<Object, StatementError> {
    let desk = app.desk();
    app.db
        .write(move |c| {
            let object = own(c, me, form.edit.ok_or(DbError::NotFound)?)?;
            let author = Actor::get(c, me)?;
            ObjectEdit::keep(c, &object)?;
            form.attached.describe(c, me)?;
            form.statement(Statement::default()).edit(c, &desk, &author, &object)
        })
        .await
}

/// A post of this member's. Errors: there is none.
pub(super) fn own(c: &mut Conn, me: ActorId, id: ObjectId) -> Result<Object, DbError> {
    Object::find(c, id)?.filter(|object| object.actor_id == me && object.deleted_at.is_none()).ok_or(DbError::NotFound)
}

fn me(visit: &MemberVisit) -> web::Result<ActorId> {
    visit.me.actor.ok_or_else(|| web::Error::not_found("actor"))
}
