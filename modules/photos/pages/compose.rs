//! The page where photos are published.

use actix_web::HttpResponse;
use diesel::result::Error as DbError;
use host::App;
use host::attachment::Attachment;
use host::editor::Editor;
use host::language::{self, Choice};
use host::social::actor::ActorId;
use host::social::media::Media;
use host::web::error::FieldErrors;
use host::web::{self, MemberVisit};
use serde::Serialize;

use super::photo_form::PhotoForm;
use crate::album::{Album, MAX_TITLE};

#[derive(Serialize)]
struct Compose<'a> {
    form: &'a PhotoForm,
    items: Vec<Attachment>,
    /// The editor of the picture that is open in it.
    editor: Option<Editor>,
    most: usize,
    most_media: usize,
    languages: Vec<Choice>,
    /// The albums to which the member may add.
    albums: Vec<Offered>,
    title_most: usize,
    /// Visibility, albums and time cannot be chosen any more.
    editing: bool,
}

/// An album that can be chosen.
#[derive(Serialize)]
struct Offered {
    id: String,
    title: String,
    /// Whose it is, where it is not the member's.
    owner: Option<String>,
    chosen: bool,
}

/// The form, with the pictures that it has so far.
pub(super) async fn show(
    visit: &MemberVisit,
    app: &App,
    me: ActorId,
    form: &PhotoForm,
    errors: &FieldErrors,
) -> web::Result<HttpResponse> {
    let ids = form.attached.media().to_vec();
    let read = app.db.read(move |c| Ok::<_, DbError>((Media::load(c, &ids)?, Album::addable_by(c, me)?)));
    let (media, albums) = read.await?;
    let offered = albums.into_iter().map(|(album, owner)| Offered {
        id: album.id.to_string(),
        chosen: form.albums.contains(&album.id),
        title: album.title,
        owner: (owner.id != me).then(|| owner.display_name().to_owned()),
    });
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
        albums: offered.collect(),
        title_most: MAX_TITLE,
        editing: form.edit.is_some(),
    };
    match errors.is_empty() {
        true => visit.render("photos/compose.html", &context),
        false => visit.render_invalid("photos/compose.html", &context, errors),
    }
}
