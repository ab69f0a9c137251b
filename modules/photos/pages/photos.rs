//! Publishing photos.

use actix_web::HttpResponse;
use actix_web::web::Query;
use diesel::result::Error as DbError;
use host::editor::EditForm;
use host::saying::{Said, Saying};
use host::social::actor::{Actor, ActorId};
use host::social::media::{Development, Media, MediaId, Purpose};
use host::store::Conn;
use host::web::error::FieldErrors;
use host::web::{self, Bucket, Form, Key, MemberVisit, Message};
use host::{App, development};

use super::compose;
use super::photo_form::{Action, PhotoForm, Wanted};
use crate::DESCRIPTIONS_REQUIRED;

/// The field of files that come with the form.
const FILES: &str = "files";

/// An empty form, or one with the photo that is to be edited.
pub(crate) async fn new(visit: MemberVisit, app: App, wanted: Query<Wanted>) -> web::Result<HttpResponse> {
    let (me, wanted) = (me(&visit)?, wanted.into_inner());
    let form = app.db.read(move |c| PhotoForm::begin(c, me, wanted.clone())).await?;
    compose::show(&visit, &app, &form, &FieldErrors::new()).await
}

/// Publishes it, or takes files, arranges them and goes on.
pub(crate) async fn create(visit: MemberVisit, app: App, mut form: Form<PhotoForm>) -> web::Result<HttpResponse> {
    let me = me(&visit)?;
    app.web.limiter.check(Bucket::Write, Key::account(visit.me.account))?;
    let mut errors = FieldErrors::new();
    attach(&app, me, &mut form, &mut errors).await?;
    let (mut form, action) = (form.fields.clone(), form.action());
    match action {
        Action::Arrange(step) => form.attached.arrange(step),
        Action::Edit(id) => edit(&app, me, id, &mut form).await?,
        Action::Develop(id) => develop(&app, me, id, &mut form, &mut errors).await?,
        Action::Undo(id) => {
            development::develop(&app, me, id, Development::default()).await?;
        }
        Action::Publish | Action::Attach => {}
    }
    let author = app.db.read(move |c| Actor::get(c, me)).await?;
    form.complete(&author);
    if action == Action::Publish {
        remind(&app, &mut form, &mut errors).await?;
    }
    if action != Action::Publish || !errors.is_empty() {
        return compose::show(&visit, &app, &form, &errors).await;
    }
    let published = match form.edit {
        Some(id) => form.clone().save(&app, me, id).await.map(|object| Said::Now(Box::new(object))),
        None => {
            let described = form.clone();
            app.db.write(move |c| described.attached.describe(c, me)).await?;
            Saying::now(me, form.statement()).say(&app).await
        }
    };
    match published {
        Ok(Said::Now(object)) => {
            visit.notice(if form.edit.is_some() { "photos-changed" } else { "photos-published" });
            Ok(visit.see_next(&format!("/@{}/{}", visit.me.name, object.id)))
        }
        Ok(Said::Later(_)) => {
            visit.notice("photos-soon");
            Ok(visit.see_other("/"))
        }
        Err(error) => {
            let (field, message) = error.explain()?;
            compose::show(&visit, &app, &form, &FieldErrors::one(field, message)).await
        }
    }
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
