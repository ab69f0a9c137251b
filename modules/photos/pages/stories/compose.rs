//! Showing a story.

use actix_web::HttpResponse;
use diesel::result::Error as DbError;
use host::App;
use host::attachment::Attachment;
use host::social::actor::{Actor, ActorId};
use host::social::media::{Media, Purpose};
use host::story::StoryError;
use host::web::error::FieldErrors;
use host::web::{self, Bucket, Form, Key, MemberVisit};
use serde::Serialize;

use super::story_form::{Action, StoryForm, explain};
use super::visit::me;
use crate::story::{MAX_CAPTION, SECONDS, Story};

/// The field of a file that comes with the form.
const FILES: &str = "files";

#[derive(Serialize)]
struct Compose<'a> {
    form: &'a StoryForm,
    items: Vec<Attachment>,
    most_caption: usize,
    least_seconds: i16,
    most_seconds: i16,
}

/// An empty form.
pub(super) async fn new(visit: MemberVisit, app: App) -> web::Result<HttpResponse> {
    page(&visit, &app, &StoryForm::default(), &FieldErrors::new()).await
}

/// Shows it, or takes the picture and goes on.
pub(super) async fn create(visit: MemberVisit, app: App, mut form: Form<StoryForm>) -> web::Result<HttpResponse> {
    let me = me(&visit)?;
    app.web.limiter.check(Bucket::Write, Key::account(visit.me.account))?;
    let mut errors = FieldErrors::new();
    attach(&app, me, &mut form, &mut errors).await?;
    let (mut form, action) = (form.fields.clone(), form.action());
    if let Action::Remove(id) = action {
        form.remove(id);
    }
    if action == Action::Publish && errors.is_empty() && form.story().is_none() {
        errors.add(FILES, "photos-none");
    }
    let Some(new) = form.story().filter(|_| action == Action::Publish && errors.is_empty()) else {
        return page(&visit, &app, &form, &errors).await;
    };
    let (described, hosts) = (form.attached.clone(), app.hosts.clone());
    let published = app.db.write(move |c| {
        let author = Actor::get(c, me)?;
        described.describe(c, me).map_err(|error| match error {
            DbError::NotFound => StoryError::NoPicture,
            error => error.into(),
        })?;
        Story::publish(c, &hosts, &author, &new)
    });
    match published.await {
        Ok(_) => {
            visit.notice("stories-published");
            Ok(visit.see_other("/"))
        }
        Err(error) => {
            let (field, message) = explain(error)?;
            page(&visit, &app, &form, &FieldErrors::one(field, message)).await
        }
    }
}

/// Takes the picture that came with the form.
async fn attach(app: &App, me: ActorId, form: &mut Form<StoryForm>, errors: &mut FieldErrors) -> web::Result<()> {
    while let Some(upload) = form.take_upload(FILES) {
        if !form.attached.media().is_empty() {
            errors.add("media", "stories-one-picture");
            break;
        }
        let alt = std::mem::take(&mut form.alt);
        if let Err(refused) = form.attached.take(app, me, upload, alt, Purpose::Photo).await? {
            errors.add(FILES, refused);
        }
    }
    Ok(())
}

async fn page(visit: &MemberVisit, app: &App, form: &StoryForm, errors: &FieldErrors) -> web::Result<HttpResponse> {
    let ids = form.attached.media().to_vec();
    let media = app.db.read(move |c| Media::load(c, &ids)).await?;
    let context = Compose {
        form,
        items: form.attached.shown(&media),
        most_caption: MAX_CAPTION,
        least_seconds: *SECONDS.start(),
        most_seconds: *SECONDS.end(),
    };
    match errors.is_empty() {
        true => visit.render("photos/stories/new.html", &context),
        false => visit.render_invalid("photos/stories/new.html", &context, errors),
    }
}
