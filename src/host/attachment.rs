//! What is attached to something that is being written: media that are there already, each with the words about it, as forms
//! have them and as pages show them.

use diesel::result::Error as DbError;
use serde::{Deserialize, Serialize};
use social::actor::ActorId;
use social::media::{Exposure, Focus, Licence, Media, MediaId, MediaKind, MediaState, Purpose};
use store::Conn;
use web::card::MediaCard;
use web::{Message, Upload};

use crate::focal_point::{self, FocalPoint};
use crate::language::Choice;
use crate::upload::take_image;
use crate::{App, show};

#[cfg(test)]
mod tests;

/// The part of a form that speaks of media; its fields are named `attached[media]`, `attached[alt]` and so on.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Attachments {
    /// Which, in order.
    media: Vec<MediaId>,
    /// Their descriptions, in the same order.
    alt: Vec<String>,
    /// Where to look when they are cut, in the same order: `x,y`.
    focus: Vec<String>,
    /// What others may do with them, in the same order; no entries where the form does not ask.
    licence: Vec<String>,
    /// Those of them of which others see how they were taken.
    exposure: Vec<MediaId>,
    /// Those of them that shall go.
    remove: Vec<MediaId>,
}

/// How one of them goes elsewhere.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    /// One place towards the beginning.
    Up(MediaId),
    /// One place towards the end.
    Down(MediaId),
    /// Out.
    Out(MediaId),
}

/// One of them, as a page shows it.
#[derive(Debug, Clone, Serialize)]
pub struct Attachment {
    id: String,
    picture: MediaCard,
    /// It is being worked on.
    pending: bool,
    /// It cannot be shown.
    failed: bool,
    /// It is a picture that can be shown: there is an editor for it.
    editable: bool,
    alt: String,
    focus: String,
    points: Vec<FocalPoint>,
    licence: String,
    licences: Vec<Choice>,
    /// How it was taken, in a line; empty where its file does not say.
    exposure: String,
    exposure_shown: bool,
}

impl Attachments {
    /// Media as they were left.
    pub fn of(media: &[Media]) -> Self {
        let shown = media.iter().filter(|media| media.exposure_shown);
        Self {
            media: media.iter().map(|media| media.id).collect(),
            alt: media.iter().map(|media| media.description.clone()).collect(),
            focus: media.iter().map(|media| media.focus().map(focal_point::write).unwrap_or_default()).collect(),
            licence: media.iter().map(|media| media.licence.map(Licence::as_str).unwrap_or_default().into()).collect(),
            exposure: shown.map(|media| media.id).collect(),
            remove: Vec::new(),
        }
    }

    /// Those of these that are the member's, in this order, as they were left.
    pub fn of_draft(c: &mut Conn, me: ActorId, ids: &[MediaId]) -> Result<Self, DbError> {
        let own: Vec<Media> = Media::load(c, ids)?.into_iter().filter(|media| media.actor_id == Some(me)).collect();
        let ordered = ids.iter().filter_map(|id| own.iter().find(|media| media.id == *id));
        Ok(Self::of(&ordered.cloned().collect::<Vec<_>>()))
    }

    /// Which, in order.
    pub fn media(&self) -> &[MediaId] {
        &self.media
    }

    /// The same, as a [`crate::Statement`] names them.
    pub fn named(&self) -> Vec<String> {
        self.media.iter().map(ToString::to_string).collect()
    }

    /// How many nobody described.
    pub fn undescribed(&self) -> usize {
        let described = self.alt.iter().take(self.media.len()).filter(|alt| !alt.trim().is_empty()).count();
        self.media.len() - described
    }

    /// What is said where there is no room for another one.
    pub fn full(&self, app: &App) -> Option<Message> {
        let most = app.config.limits.post_media;
        (self.media.len() >= most).then(|| Message::new("statement-too-many-media").with("most", most))
    }

    /// Takes a file that came with a form. What it is refused for is a sentence to who sent it.
    pub async fn take(
        &mut self,
        app: &App,
        me: ActorId,
        file: Upload,
        alt: String,
        purpose: Purpose,
    ) -> web::Result<Result<(), Message>> {
        let bytes = file.read().await.map_err(web::Error::internal)?;
        match take_image(app, me, bytes.into(), purpose).await {
            Ok(media) => {
                self.add(media.id, alt);
                Ok(Ok(()))
            }
            Err(error) => Ok(Err(error.explain()?)),
        }
    }

    /// Adds one at the end.
    pub fn add(&mut self, id: MediaId, alt: String) {
        self.settle();
        self.media.push(id);
        self.alt.push(alt);
        self.settle();
    }

    /// Puts one elsewhere, or takes it out; what is said about it goes along.
    pub fn arrange(&mut self, step: Step) {
        self.settle();
        let place = |id: MediaId| self.media.iter().position(|known| *known == id);
        match step {
            Step::Up(id) => self.swap(place(id).and_then(|at| Some((at, at.checked_sub(1)?)))),
            Step::Down(id) => self.swap(place(id).map(|at| (at, at + 1))),
            Step::Out(id) => {
                if let Some(at) = place(id) {
                    self.media.remove(at);
                    for said in self.said().into_iter().filter(|said| at < said.len()) {
                        said.remove(at);
                    }
                }
            }
        }
    }

    /// Takes out those that shall go.
    pub fn drop_removed(&mut self) {
        for id in std::mem::take(&mut self.remove) {
            self.arrange(Step::Out(id));
        }
    }

    fn swap(&mut self, places: Option<(usize, usize)>) {
        let Some((one, other)) = places.filter(|(_, other)| *other < self.media.len()) else { return };
        self.media.swap(one, other);
        for said in self.said().into_iter().filter(|said| one.max(other) < said.len()) {
            said.swap(one, other);
        }
    }

    fn said(&mut self) -> [&mut Vec<String>; 3] {
        [&mut self.alt, &mut self.focus, &mut self.licence]
    }

    /// Everything that is said about one stands beside it, whatever the form left out.
    fn settle(&mut self) {
        let (count, licensed) = (self.media.len(), !self.licence.is_empty());
        self.alt.resize(count, String::new());
        self.focus.resize(count, String::new());
        self.licence.resize(if licensed { count } else { 0 }, String::new());
    }

    /// Writes down what is said about them. Errors: one of them is not the member's.
    pub fn describe(&self, c: &mut Conn, me: ActorId) -> Result<(), DbError> {
        for (place, id) in self.media.iter().enumerate() {
            let said = |texts: &[String]| texts.get(place).cloned().unwrap_or_default();
            Media::describe(c, me, *id, &said(&self.alt), focal_point::read(&said(&self.focus)))?;
            if let Some(licence) = self.licence.get(place) {
                Media::license(c, me, *id, licence.parse().ok(), self.exposure.contains(id))?;
            }
        }
        Ok(())
    }

    /// How a page shows them, with what the form says; `media` are their rows, in whatever order.
    pub fn shown(&self, media: &[Media]) -> Vec<Attachment> {
        let known = |id: &MediaId| media.iter().find(|media| media.id == *id);
        self.media.iter().enumerate().filter_map(|(place, id)| Some(self.shown_at(place, known(id)?))).collect()
    }

    fn shown_at(&self, place: usize, media: &Media) -> Attachment {
        let mut shown = Attachment::of(media);
        let said = |texts: &[String]| texts.get(place).cloned();
        shown.alt = said(&self.alt).unwrap_or(shown.alt);
        if let Some(licence) = said(&self.licence) {
            shown.licence = licence;
            shown.exposure_shown = self.exposure.contains(&media.id);
        }
        if let Some(chosen) = said(&self.focus).and_then(|text| focal_point::read(&text)) {
            shown.look_at(chosen);
        }
        shown
    }
}

impl Attachment {
    /// As it was left.
    pub fn of(media: &Media) -> Self {
        let focus = media.focus().unwrap_or(Focus { x: 0.0, y: 0.0 });
        Self {
            id: media.id.to_string(),
            picture: show::media(media, &[]),
            pending: media.state == MediaState::Pending,
            failed: media.state == MediaState::Failed,
            editable: media.kind == MediaKind::Image && media.state == MediaState::Ready,
            alt: media.description.clone(),
            focus: focal_point::write(focus),
            points: focal_point::choices(focus),
            licence: media.licence.map(|licence| licence.as_str().to_owned()).unwrap_or_default(),
            licences: licences(),
            exposure: media.exposure.as_ref().map(|exposure| line(&exposure.0)).unwrap_or_default(),
            exposure_shown: media.exposure_shown,
        }
    }

    fn look_at(&mut self, chosen: Focus) {
        self.focus = focal_point::write(chosen);
        self.points = focal_point::choices(chosen);
    }
}

/// How a picture was taken, in a line.
fn line(exposure: &Exposure) -> String {
    let iso = exposure.iso.map(|iso| format!("ISO {iso}"));
    let parts = [exposure.camera(), exposure.lens.clone(), exposure.aperture_text(), exposure.time_text(), iso];
    parts.into_iter().flatten().collect::<Vec<_>>().join(" · ")
}

/// Each by its short name, which is the same in all languages; the first is said by the page.
fn licences() -> Vec<Choice> {
    let choice = |licence: &Licence| Choice { value: licence.to_string(), label: licence.title().to_owned() };
    Licence::ALL.iter().map(choice).collect()
}
