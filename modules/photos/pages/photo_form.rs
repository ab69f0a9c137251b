//! The form of a photo: what it begins with, and what it says.

use std::str::FromStr;

use diesel::result::Error as DbError;
use host::social::actor::{Actor, ActorId};
use host::social::media::{Licence, Media, MediaId};
use host::social::object::{Object, ObjectId};
use host::social::place::{NewPlace, Place};
use host::social::visibility::Visibility;
use host::store::Conn;
use host::{App, Statement, focal_point};
use serde::{Deserialize, Serialize};

/// What the form shall begin with.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Wanted {
    edit: Option<ObjectId>,
    text: Option<String>,
    mention: Option<String>,
}

/// The form.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(default)]
pub(crate) struct PhotoForm {
    pub(super) text: String,
    pub(super) summary: String,
    pub(super) sensitive: bool,
    pub(super) visibility: Option<Visibility>,
    pub(super) language: Option<String>,
    /// Where it was taken, by name.
    pub(super) place: String,
    /// Whether nobody may comment.
    pub(super) closed: bool,
    /// Pictures that are there already, in order.
    pub(super) media: Vec<MediaId>,
    /// Their descriptions, in the same order.
    pub(super) alt: Vec<String>,
    /// Where to look when they are cut, in the same order: `x,y`.
    pub(super) focus: Vec<String>,
    /// What others may do with them, in the same order; empty where nothing is said.
    pub(super) licence: Vec<String>,
    /// Those of them of which others see how they were taken.
    pub(super) exposure: Vec<MediaId>,
    /// Whether it was said already that descriptions are missing.
    pub(super) reminded: bool,
    pub(super) edit: Option<ObjectId>,
    /// Which button.
    action: String,
}

/// What a button of the form does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Action {
    /// It is to be seen by others now.
    Publish,
    /// Files are taken, and the form goes on.
    Attach,
    /// A picture goes one place towards the beginning.
    Up(MediaId),
    /// A picture goes one place towards the end.
    Down(MediaId),
    /// A picture goes.
    Remove(MediaId),
}

impl FromStr for Action {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        let (verb, which) = text.split_once(':').unwrap_or((text, ""));
        let id = || which.parse().map_err(|_| ());
        match verb {
            "publish" | "" => Ok(Self::Publish),
            "attach" => Ok(Self::Attach),
            "up" => Ok(Self::Up(id()?)),
            "down" => Ok(Self::Down(id()?)),
            "remove" => Ok(Self::Remove(id()?)),
            _ => Err(()),
        }
    }
}

impl PhotoForm {
    /// The form that a link asks for.
    pub(super) fn begin(c: &mut Conn, me: ActorId, wanted: Wanted) -> Result<Self, DbError> {
        if let Some(id) = wanted.edit {
            let photo = own(c, me, id)?;
            return Self::of_photo(c, &photo);
        }
        let author = Actor::get(c, me)?;
        let mention = wanted.mention.map(|handle| format!("@{} ", handle.trim_start_matches('@')));
        let mut form = Self {
            text: wanted.text.or(mention).unwrap_or_default(),
            sensitive: author.settings.0.sensitive,
            ..Self::default()
        };
        form.complete(&author);
        Ok(form)
    }

    /// Where nothing was chosen, the member's own defaults are.
    pub(super) fn complete(&mut self, author: &Actor) {
        let defaults = &author.settings.0;
        self.visibility = self.visibility.or(defaults.visibility).or(Some(Visibility::Public));
        self.language = self.language.take().or_else(|| defaults.language.clone());
    }

    fn of_photo(c: &mut Conn, object: &Object) -> Result<Self, DbError> {
        let media = Media::of_object(c, object.id)?;
        let shown = media.iter().filter(|media| media.exposure_shown);
        Ok(Self {
            text: object.source.clone().unwrap_or_default(),
            summary: object.summary.clone().unwrap_or_default(),
            sensitive: object.sensitive,
            visibility: Some(object.visibility),
            language: object.language.clone(),
            place: Place::find(c, object.id)?.map(|place| place.name).unwrap_or_default(),
            closed: !object.answerable,
            exposure: shown.map(|media| media.id).collect(),
            licence: media.iter().map(|media| media.licence.map(Licence::as_str).unwrap_or_default().into()).collect(),
            alt: media.iter().map(|media| media.description.clone()).collect(),
            focus: media.iter().map(|media| media.focus().map(focal_point::write).unwrap_or_default()).collect(),
            media: media.iter().map(|media| media.id).collect(),
            edit: Some(object.id),
            ..Self::default()
        })
    }

    /// What its button does; publishing where that is not understood.
    pub(super) fn action(&self) -> Action {
        self.action.parse().unwrap_or(Action::Publish)
    }

    /// Adds a picture at the end.
    pub(super) fn add(&mut self, id: MediaId) {
        self.settle();
        self.media.push(id);
        self.settle();
    }

    /// Puts a picture elsewhere, or takes it out; what is said about it goes along.
    pub(super) fn arrange(&mut self, action: Action) {
        self.settle();
        let place = |id: MediaId| self.media.iter().position(|known| *known == id);
        match action {
            Action::Up(id) => self.swap(place(id).and_then(|at| Some((at, at.checked_sub(1)?)))),
            Action::Down(id) => self.swap(place(id).map(|at| (at, at + 1))),
            Action::Remove(id) => {
                if let Some(at) = place(id) {
                    self.media.remove(at);
                    for said in [&mut self.alt, &mut self.focus, &mut self.licence] {
                        said.remove(at);
                    }
                }
            }
            Action::Publish | Action::Attach => {}
        }
    }

    fn swap(&mut self, places: Option<(usize, usize)>) {
        let Some((one, other)) = places.filter(|(_, other)| *other < self.media.len()) else { return };
        self.media.swap(one, other);
        for said in [&mut self.alt, &mut self.focus, &mut self.licence] {
            said.swap(one, other);
        }
    }

    /// Everything that is said about a picture stands beside it, whatever the form left out.
    fn settle(&mut self) {
        for said in [&mut self.alt, &mut self.focus, &mut self.licence] {
            said.resize(self.media.len(), String::new());
        }
    }

    /// How many pictures nobody described.
    pub(super) fn undescribed(&self) -> usize {
        let described = self.alt.iter().take(self.media.len()).filter(|alt| !alt.trim().is_empty()).count();
        self.media.len() - described
    }

    /// What it says.
    pub(super) fn statement(&self) -> Statement {
        Statement {
            text: self.text.clone(),
            summary: self.summary.clone(),
            sensitive: self.sensitive,
            visibility: self.visibility.unwrap_or(Visibility::Public),
            language: self.language.clone(),
            media: self.media.iter().map(ToString::to_string).collect(),
            place: Some(NewPlace { name: self.place.clone(), ..NewPlace::default() }),
            answerable: Some(!self.closed),
            ..Statement::default()
        }
    }

    /// Writes down what is said about the pictures. Errors: one of them is not the member's.
    pub(super) fn describe(&self, c: &mut Conn, me: ActorId) -> Result<(), DbError> {
        for (place, id) in self.media.iter().enumerate() {
            let said = |texts: &[String]| texts.get(place).cloned().unwrap_or_default();
            Media::describe(c, me, *id, &said(&self.alt), focal_point::read(&said(&self.focus)))?;
            Media::license(c, me, *id, said(&self.licence).parse().ok(), self.exposure.contains(id))?;
        }
        Ok(())
    }

    /// Has the photo say something else.
    pub(super) async fn save(self, app: &App, me: ActorId, id: ObjectId) -> Result<Object, host::StatementError> {
        let desk = app.desk();
        app.db
            .write(move |c| {
                let object = own(c, me, id)?;
                let author = Actor::get(c, me)?;
                self.describe(c, me)?;
                let mut statement = self.statement();
                // Where the point on the map is known, it stays with its name.
                let known = Place::find(c, id)?.filter(|known| known.name == self.place);
                statement.place = known.map(NewPlace::from).or(statement.place);
                statement.edit(c, &desk, &author, &object)
            })
            .await
    }
}

/// A photo of this member's. Errors: there is none.
fn own(c: &mut Conn, me: ActorId, id: ObjectId) -> Result<Object, DbError> {
    Object::find(c, id)?.filter(|object| object.actor_id == me && object.deleted_at.is_none()).ok_or(DbError::NotFound)
}
