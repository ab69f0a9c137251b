//! Publishing photos.

use actix_web::HttpResponse;
use actix_web::web::Query;
use chrono::NaiveDateTime;
use diesel::result::Error as DbError;
use host::draft::Draft;
use host::editor::EditForm;
use host::saying::{Notices, Said, Saying};
use host::social::actor::{Actor, ActorId};
use host::social::media::{Development, Media, MediaId, Purpose};
use host::store::Conn;
use host::web::error::FieldErrors;
use host::web::{self, Bucket, Form, Key, MemberVisit, Message};
use host::{App, StatementError, development};

use super::compose;
use super::photo_form::{Action, PhotoForm, Wanted};
use crate::DESCRIPTIONS_REQUIRED;

/// The field of files that come with the form.
const FILES: &str = "files";

/// What is said after publishing.
const NOTICES: Notices =
    Notices { now: "photos-published", edited: "photos-changed", timed: "photos-scheduled", soon: "photos-soon" };

/// An empty form, or one with a draft or the photo that is to be edited.
pub(crate) async fn new(visit: MemberVisit, app: App, wanted: Query<Wanted>) -> web::Result<HttpResponse> {
    let (me, zone, wanted) = (me(&visit)?, visit.zone.unwrap_or_default(), wanted.into_inner());
    let form = app.db.read(move |c| PhotoForm::begin(c, me, zone, wanted.clone())).await?;
    compose::show(&visit, &app, me, &form, &FieldErrors::new()).await
}

/// Publishes it, now or later, keeps it as a draft, or takes files, arranges them and goes on.
pub(crate) async fn create(visit: MemberVisit, app: App, mut form: Form<PhotoForm>) -> web::Result<HttpResponse> {
    let me = me(&visit)?;
    app.web.limiter.check(Bucket::Write, Key::account(visit.me.account))?;
    let mut errors = FieldErrors::new();
    attach(&app, me, &mut form, &mut errors).await?;
    let (mut form, action) = (form.fields.clone(), form.action());
    arrange(&app, me, action, &mut form, &mut errors).await?;
    let author = app.db.read(move |c| Actor::get(c, me)).await?;
    form.complete(&author);
    match action {
        Action::Keep if errors.is_empty() => keep(&visit, &app, me, form).await,
        Action::Publish => {
            remind(&app, &mut form, &mut errors).await?;
            let due_at = form.due_at.read(visit.zone.unwrap_or_default()).unwrap_or_else(|wrong| {
                errors.add("due_at", wrong);
                None
            });
            match errors.is_empty() {
                true => publish(&visit, &app, me, form, due_at).await,
                false => compose::show(&visit, &app, me, &form, &errors).await,
            }
        }
        _ => compose::show(&visit, &app, me, &form, &errors).await,
    }
}

/// What a button does with the pictures.
async fn arrange(
    app: &App,
    me: ActorId,
    action: Action,
    form: &mut PhotoForm,
    errors: &mut FieldErrors,
) -> web::Result<()> {
    match action {
        Action::Arrange(step) => form.attached.arrange(step),
        Action::Edit(id) => edit(app, me, id, form).await?,
        Action::Develop(id) => develop(app, me, id, form, errors).await?,
        Action::Undo(id) => {
            development::develop(app, me, id, Development::default()).await?;
        }
        Action::Publish | Action::Keep | Action::Attach => {}
    }
    Ok(())
}

/// Has it seen by others: from now on, or from its time.
async fn publish(
    visit: &MemberVisit,
    app: &App,
    me: ActorId,
    form: PhotoForm,
    due_at: Option<NaiveDateTime>,
) -> web::Result<HttpResponse> {
    let published = match form.edit {
        Some(id) => form.clone().save(app, me, id).await.map(|object| Said::Now(Box::new(object))),
        None => {
            let described = form.clone();
            let statement = app.db.write(move |c| {
                described.attached.describe(c, me)?;
                Ok::<_, DbError>(described.statement(Draft::words(c, me, described.draft)?))
            });
            Saying { at: due_at, draft: form.draft, ..Saying::now(me, statement.await?) }.say(app).await
        }
    };
    match published {
        Ok(said) => {
            let (notice, path) = said.onward(&NOTICES, form.edit.is_some(), due_at.is_some());
            visit.notice(notice);
            Ok(visit.see_next(&path))
        }
        Err(error) => refuse(visit, app, me, &form, error).await,
    }
}

/// Keeps it as a draft, which may be anything.
async fn keep(visit: &MemberVisit, app: &App, me: ActorId, form: PhotoForm) -> web::Result<HttpResponse> {
    let said = form.clone();
    let kept = app.db.write(move |c| {
        said.attached.describe(c, me)?;
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

/// The form again, with what is wrong.
async fn refuse(
    visit: &MemberVisit,
    app: &App,
    me: ActorId,
    form: &PhotoForm,
    error: StatementError,
) -> web::Result<HttpResponse> {
    let (field, message) = error.explain()?;
    compose::show(visit, app, me, form, &FieldErrors::one(field, message)).await
}

/// Takes the files that came with the form.
async fn attach(app: &App, me: ActorId, form: &mut Form<PhotoForm>, errors: &mut FieldErrors) -> web::Result<()> {
    while let Some(upload) = form.take_upload(FILES) {
        if let Some(full) = form.attached.full(app) {
            errors.add("media", full);
            break;
        }
        if let Err(refused) = form.attached.take(app, me, upload, String::new(), Purpose::Photo).await? {
            errors.add(FILES, refused);
        }
    }
    Ok(())
}

/// Opens one of the member's pictures in the editor, as it is.
async fn edit(app: &App, me: ActorId, id: MediaId, form: &mut PhotoForm) -> web::Result<()> {
    let media = app.db.read(move |c| own(c, me, id)).await?;
    form.picture = EditForm::from(media.development());
    form.open = Some(id);
    Ok(())
}

/// Has one of the member's pictures made anew; where that cannot be, the editor stays open.
async fn develop(
    app: &App,
    me: ActorId,
    id: MediaId,
    form: &mut PhotoForm,
    errors: &mut FieldErrors,
) -> web::Result<()> {
    let media = app.db.read(move |c| own(c, me, id)).await?;
    match form.picture.read(&media) {
        Ok(wanted) => {
            development::develop(app, me, id, wanted).await?;
        }
        Err((field, message)) => {
            errors.add(field, message);
            form.open = Some(id);
        }
    }
    Ok(())
}

fn own(c: &mut Conn, me: ActorId, id: MediaId) -> Result<Media, DbError> {
    Media::find(c, id)?.filter(|media| media.actor_id == Some(me)).ok_or(DbError::NotFound)
}

/// A set needs a picture; and whoever cannot see it needs to be told what it shows: once to be reminded of, or always, as the
/// club wants it.
async fn remind(app: &App, form: &mut PhotoForm, errors: &mut FieldErrors) -> web::Result<()> {
    if form.attached.media().is_empty() {
        errors.add(FILES, "photos-none");
        return Ok(());
    }
    let missing = form.attached.undescribed();
    if missing == 0 {
        return Ok(());
    }
    if app.db.read(|c| DESCRIPTIONS_REQUIRED.get(c)).await? {
        errors.add("media", Message::new("photos-descriptions-missing").with("count", missing));
    } else if !form.reminded {
        form.reminded = true;
        errors.add("media", Message::new("photos-descriptions-reminder").with("count", missing));
    }
    Ok(())
}

fn me(visit: &MemberVisit) -> web::Result<ActorId> {
    visit.me.actor.ok_or_else(|| web::Error::not_found("actor"))
}
