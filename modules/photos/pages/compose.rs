//! The page where photos are published.

use actix_web::HttpResponse;
use host::App;
use host::attachment::Attachment;
use host::editor::Editor;
use host::language::{self, Choice};
use host::social::media::Media;
use host::web::error::FieldErrors;
use host::web::{self, MemberVisit};
use serde::Serialize;

use super::photo_form::PhotoForm;

#[derive(Serialize)]
struct Compose<'a> {
    form: &'a PhotoForm,
    items: Vec<Attachment>,
    /// The editor of the picture that is open in it.
    editor: Option<Editor>,
    most: usize,
    most_media: usize,
    languages: Vec<Choice>,
    /// Visibility cannot be chosen any more.
    editing: bool,
}

/// The form, with the pictures that it has so far.
pub(super) async fn show(
    visit: &MemberVisit,
    app: &App,
    form: &PhotoForm,
    errors: &FieldErrors,
) -> web::Result<HttpResponse> {
    let ids = form.attached.media().to_vec();
    let media = app.db.read(move |c| Media::load(c, &ids)).await?;
    let limits = &app.config.limits;
    let context = Compose {
        form,
        items: form.attached.shown(&media),
        editor: media
            .iter()
            .find(|media| form.open == Some(media.id))
            .map(|media| Editor::with(media, form.picture.clone())),
        most: limits.post_characters,
        most_media: limits.post_media,
        languages: language::choices(visit, form.language.as_deref()),
        editing: form.edit.is_some(),
    };
    match errors.is_empty() {
        true => visit.render("photos/compose.html", &context),
        false => visit.render_invalid("photos/compose.html", &context, errors),
    }
}
