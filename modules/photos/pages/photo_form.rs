//! The form of a photo: what it begins with, and what it says.

use std::str::FromStr;

use diesel::result::Error as DbError;
use host::attachment::Step;
use host::collection::Chosen;
use host::draft::{Draft, DraftId};
use host::due::DueTime;
use host::editor::EditForm;
use host::social::actor::{Actor, ActorId};
use host::social::edit::ObjectEdit;
use host::social::media::{Media, MediaId};
use host::social::object::{Object, ObjectId};
use host::social::place::{NewPlace, Place};
use host::social::visibility::Visibility;
use host::store::Conn;
use host::web::Zone;
use host::{App, Attachments, Statement};
use serde::{Deserialize, Serialize};

use crate::album::AlbumId;

/// What the form shall begin with.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Wanted {
    edit: Option<ObjectId>,
    draft: Option<DraftId>,
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
    /// The albums that it goes into.
    pub(super) albums: Vec<AlbumId>,
    /// The title of an album that is made for it.
    pub(super) album_title: String,
    /// Pictures that are there already.
    pub(super) attached: Attachments,
    /// What shall be done to the picture that is open in the editor.
    pub(super) picture: EditForm,
    /// Which picture is open in the editor.
    #[serde(skip)]
    pub(super) open: Option<MediaId>,
    /// Whether it was said already that descriptions are missing.
    pub(super) reminded: bool,
    pub(super) edit: Option<ObjectId>,
    pub(super) draft: Option<DraftId>,
    /// When it shall be seen by others.
    pub(super) due_at: DueTime,
    /// Which button.
    action: String,
}

/// What a button of the form does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Action {
    /// It is to be seen by others, now or at its time.
    Publish,
    /// It is kept as a draft.
    Keep,
    /// Files are taken, and the form goes on.
    Attach,
    /// A picture goes elsewhere, or out.
    Arrange(Step),
    /// A picture is opened in the editor.
    Edit(MediaId),
    /// A picture is made anew, as the editor says.
    Develop(MediaId),
    /// A picture becomes again what it was.
    Undo(MediaId),
}

impl FromStr for Action {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        let (verb, which) = text.split_once(':').unwrap_or((text, ""));
        let id = || which.parse().map_err(|_| ());
        match verb {
            "publish" | "" => Ok(Self::Publish),
            "draft" => Ok(Self::Keep),
            "attach" => Ok(Self::Attach),
            "up" => Ok(Self::Arrange(Step::Up(id()?))),
            "down" => Ok(Self::Arrange(Step::Down(id()?))),
            "remove" => Ok(Self::Arrange(Step::Out(id()?))),
            "edit" => Ok(Self::Edit(id()?)),
            "develop" => Ok(Self::Develop(id()?)),
            "undo" => Ok(Self::Undo(id()?)),
            _ => Err(()),
        }
    }
}

impl PhotoForm {
    /// The form that a link asks for.
    pub(super) fn begin(c: &mut Conn, me: ActorId, zone: Zone, wanted: Wanted) -> Result<Self, DbError> {
        if let Some(id) = wanted.draft {
            let draft = Draft::find(c, me, id)?.ok_or(DbError::NotFound)?;
            return Self::of_draft(c, me, zone, draft);
        }
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

    fn of_draft(c: &mut Conn, me: ActorId, zone: Zone, draft: Draft) -> Result<Self, DbError> {
        let statement = draft.statement.0;
        let attached = Attachments::of_draft(c, me, &statement.media_ids())?;
        Ok(Self {
            text: statement.text,
            summary: statement.summary,
            sensitive: statement.sensitive,
            visibility: Some(statement.visibility),
            language: statement.language,
            place: statement.place.map(|place| place.name).unwrap_or_default(),
            closed: statement.answerable == Some(false),
            albums: statement.collections.ids.into_iter().map(AlbumId).collect(),
            album_title: statement.collections.title,
            attached,
            draft: Some(draft.id),
            due_at: DueTime::of(draft.due_at, zone),
            ..Self::default()
        })
    }

    fn of_photo(c: &mut Conn, object: &Object) -> Result<Self, DbError> {
        Ok(Self {
            text: object.source.clone().unwrap_or_default(),
            summary: object.summary.clone().unwrap_or_default(),
            sensitive: object.sensitive,
            visibility: Some(object.visibility),
            language: object.language.clone(),
            place: Place::find(c, object.id)?.map(|place| place.name).unwrap_or_default(),
            closed: !object.answerable,
            attached: Attachments::of(&Media::of_object(c, object.id)?),
            edit: Some(object.id),
            ..Self::default()
        })
    }

    /// What its button does; publishing where that is not understood.
    pub(super) fn action(&self) -> Action {
        self.action.parse().unwrap_or(Action::Publish)
    }

    /// What it says; what it does not speak of is as in `kept`.
    pub(super) fn statement(&self, kept: Statement) -> Statement {
        Statement {
            text: self.text.clone(),
            summary: self.summary.clone(),
            sensitive: self.sensitive,
            visibility: self.visibility.unwrap_or(Visibility::Public),
            language: self.language.clone(),
            media: self.attached.named(),
            place: Some(NewPlace { name: self.place.clone(), ..NewPlace::default() }),
            answerable: Some(!self.closed),
            collections: Chosen {
                ids: self.albums.iter().copied().map(i64::from).collect(),
                title: self.album_title.trim().to_owned(),
            },
            ..kept
        }
    }

    /// Has the photo say something else.
    pub(super) async fn save(self, app: &App, me: ActorId, id: ObjectId) -> Result<Object, host::StatementError> {
        let desk = app.desk();
        app.db
            .write(move |c| {
                let object = own(c, me, id)?;
                let author = Actor::get(c, me)?;
                ObjectEdit::keep(c, &object)?;
                self.attached.describe(c, me)?;
                let mut statement = self.statement(Statement::default());
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
