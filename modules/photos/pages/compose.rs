//! The page where photos are published.

use actix_web::HttpResponse;
use host::App;
use host::focal_point::{self, FocalPoint};
use host::language::{self, Choice};
use host::show;
use host::social::media::{Focus, Licence, Media, MediaState};
use host::web::card::MediaCard;
use host::web::error::FieldErrors;
use host::web::{self, MemberVisit};
use serde::Serialize;

use super::photo_form::PhotoForm;

#[derive(Serialize)]
struct Compose<'a> {
    form: &'a PhotoForm,
    items: Vec<Attached>,
    most: usize,
    most_media: usize,
    languages: Vec<Choice>,
    licences: Vec<Choice>,
    /// Visibility cannot be chosen any more.
    editing: bool,
}

/// One of the pictures that are there already.
#[derive(Serialize)]
pub(super) struct Attached {
    id: String,
    picture: MediaCard,
    pending: bool,
    failed: bool,
    alt: String,
    focus: String,
    points: Vec<FocalPoint>,
    licence: String,
    licences: Vec<Choice>,
    /// How it was taken, in a line; empty where its file does not say.
    exposure: String,
    exposure_shown: bool,
}

/// The form, with the pictures that it has so far.
pub(super) async fn show(
    visit: &MemberVisit,
    app: &App,
    form: &PhotoForm,
    errors: &FieldErrors,
) -> web::Result<HttpResponse> {
    let ids = form.media.clone();
    let media = app.db.read(move |c| Media::load(c, &ids)).await?;
    let limits = &app.config.limits;
    let context = Compose {
        form,
        items: form.media.iter().enumerate().filter_map(|(place, id)| item(form, place, find(&media, *id)?)).collect(),
        most: limits.post_characters,
        most_media: limits.post_media,
        languages: language::choices(visit, form.language.as_deref()),
        licences: licences(),
        editing: form.edit.is_some(),
    };
    match errors.is_empty() {
        true => visit.render("photos/compose.html", &context),
        false => visit.render_invalid("photos/compose.html", &context, errors),
    }
}

fn find(media: &[Media], id: host::social::media::MediaId) -> Option<&Media> {
    media.iter().find(|media| media.id == id)
}

/// A picture with what the form says about it.
fn item(form: &PhotoForm, place: usize, media: &Media) -> Option<Attached> {
    let mut item = Attached::of(media);
    let said = |texts: &[String]| texts.get(place).cloned();
    item.alt = said(&form.alt).unwrap_or(item.alt);
    item.licence = said(&form.licence).unwrap_or(item.licence);
    item.exposure_shown = form.exposure.contains(&media.id);
    if let Some(chosen) = said(&form.focus).and_then(|text| focal_point::read(&text)) {
        item.focus = focal_point::write(chosen);
        item.points = focal_point::choices(chosen);
    }
    Some(item)
}

impl Attached {
    /// As it was left.
    pub(super) fn of(media: &Media) -> Self {
        let focus = media.focus().unwrap_or(Focus { x: 0.0, y: 0.0 });
        let exposure = media.exposure.as_ref().map(|exposure| &exposure.0);
        let told = exposure.map(|exposure| {
            let iso = exposure.iso.map(|iso| format!("ISO {iso}"));
            let lines = [exposure.camera(), exposure.lens.clone(), exposure.aperture_text(), exposure.time_text(), iso];
            lines.into_iter().flatten().collect::<Vec<_>>().join(" · ")
        });
        Self {
            id: media.id.to_string(),
            picture: show::media(media, &[]),
            pending: media.state == MediaState::Pending,
            failed: media.state == MediaState::Failed,
            alt: media.description.clone(),
            focus: focal_point::write(focus),
            points: focal_point::choices(focus),
            licence: media.licence.map(|licence| licence.as_str().to_owned()).unwrap_or_default(),
            licences: licences(),
            exposure: told.unwrap_or_default(),
            exposure_shown: media.exposure_shown,
        }
    }
}

/// Each by its short name, which is the same in all languages; the first is said by the page.
fn licences() -> Vec<Choice> {
    let choice = |licence: &Licence| Choice { value: licence.to_string(), label: licence.title().to_owned() };
    Licence::ALL.iter().map(choice).collect()
}
