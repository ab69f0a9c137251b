//! The form of a post: what it begins with, and what it says.

use chrono::NaiveDateTime;
use diesel::result::Error as DbError;
use host::draft::{Draft, DraftId};
use host::due::DueTime;
use host::social::actor::{Actor, ActorId};
use host::social::media::{Media, Purpose};
use host::social::mention::Mention;
use host::social::object::{Object, ObjectId};
use host::social::poll::Poll;
use host::social::quote::QuotePolicy;
use host::social::visibility::{self, Visibility};
use host::statement::Question;
use host::store::Conn;
use host::web::error::FieldErrors;
use host::web::{self, Form, Zone};
use host::{App, Attachments, Statement};
use serde::{Deserialize, Serialize};

use super::posts::own;

/// How many files the form takes at once; more are attached by going on in between.
pub(super) const FILES: usize = 4;

/// How long a poll is open unless another time is chosen, in minutes.
const POLL_MINUTES: i64 = 24 * 60;

/// What the form shall begin with.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Wanted {
    reply: Option<ObjectId>,
    quote: Option<ObjectId>,
    edit: Option<ObjectId>,
    draft: Option<DraftId>,
    mention: Option<String>,
    text: Option<String>,
}

/// The form.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(default)]
pub(crate) struct PostForm {
    text: String,
    summary: String,
    sensitive: bool,
    visibility: Option<Visibility>,
    pub(super) language: Option<String>,
    quotes: Option<QuotePolicy>,
    /// Media that are there already.
    pub(super) attached: Attachments,
    /// The alt texts of files that come with the form, by their place.
    new_alt: Vec<String>,
    pub(super) options: Vec<String>,
    multiple: bool,
    pub(super) poll_minutes: Option<i64>,
    pub(super) reply: Option<ObjectId>,
    pub(super) quote: Option<ObjectId>,
    pub(super) edit: Option<ObjectId>,
    pub(super) draft: Option<DraftId>,
    /// When it shall be said, by the clocks of the member's zone.
    due_at: DueTime,
    /// Which button: `publish`, `draft` or `attach`.
    pub(super) action: String,
}

impl PostForm {
    /// The form that a link asks for.
    pub(super) fn begin(c: &mut Conn, me: ActorId, zone: Zone, wanted: Wanted) -> Result<Self, DbError> {
        if let Some(id) = wanted.draft {
            let draft = Draft::find(c, me, id)?.ok_or(DbError::NotFound)?;
            return Self::of_draft(c, me, zone, draft);
        }
        if let Some(id) = wanted.edit {
            let object = own(c, me, id)?;
            return Self::of_post(c, &object);
        }
        let author = Actor::get(c, me)?;
        let mut form = Self {
            text: wanted.text.unwrap_or_default(),
            sensitive: author.settings.0.sensitive,
            quote: wanted.quote,
            ..Self::default()
        };
        form.complete(&author);
        if let Some(parent) = wanted.reply {
            form.answer(c, &author, parent)?;
        } else if let Some(handle) = wanted.mention {
            form.text = format!("@{} ", handle.trim_start_matches('@'));
        }
        Ok(form)
    }

    /// Where nothing was chosen, the member's own defaults are.
    pub(super) fn complete(&mut self, author: &Actor) {
        let defaults = author.settings.0.clone();
        self.visibility = self.visibility.or(defaults.visibility).or(Some(Visibility::Public));
        self.quotes = self.quotes.or(defaults.quotes).or(Some(QuotePolicy::Public));
        self.language = self.language.take().or(defaults.language);
    }

    /// Begins with the names of those who take part, the content warning and the reach of what is answered.
    fn answer(&mut self, c: &mut Conn, author: &Actor, parent: ObjectId) -> Result<(), DbError> {
        let parent = Object::get(c, parent)?;
        if !visibility::may_see(c, Some(author.id), &parent)? {
            return Err(DbError::NotFound);
        }
        let mut people = vec![Actor::get(c, parent.actor_id)?];
        people.extend(Mention::actors(c, parent.id)?);
        let mut named: Vec<String> = Vec::new();
        for person in people.into_iter().filter(|person| person.id != author.id) {
            let handle = if person.host == author.host { person.username } else { person.handle() };
            if !named.contains(&handle) {
                named.push(handle);
            }
        }
        self.text = named.iter().map(|handle| format!("@{handle} ")).collect();
        self.summary = parent.summary.clone().unwrap_or_default();
        self.sensitive |= parent.sensitive;
        self.language = parent.language.clone().or(self.language.take());
        self.reply = Some(parent.id);
        self.visibility = match (parent.visibility, self.visibility) {
            (Visibility::Public, chosen) => chosen,
            (reach, _) => Some(reach),
        };
        Ok(())
    }

    fn of_draft(c: &mut Conn, me: ActorId, zone: Zone, draft: Draft) -> Result<Self, DbError> {
        let statement = draft.statement.0;
        let attached = Attachments::of_draft(c, me, &statement.media_ids())?;
        let poll = statement.poll.unwrap_or_default();
        Ok(Self {
            text: statement.text,
            summary: statement.summary,
            sensitive: statement.sensitive,
            visibility: Some(statement.visibility),
            language: statement.language,
            quotes: statement.quotes,
            attached,
            options: poll.options,
            multiple: poll.multiple,
            poll_minutes: Some(poll.seconds / 60).filter(|minutes| *minutes > 0),
            reply: statement.in_reply_to,
            quote: statement.quote,
            draft: Some(draft.id),
            due_at: DueTime::of(draft.due_at, zone),
            ..Self::default()
        })
    }

    fn of_post(c: &mut Conn, object: &Object) -> Result<Self, DbError> {
        let poll = Poll::find(c, object.id)?;
        Ok(Self {
            text: object.source.clone().unwrap_or_default(),
            summary: object.summary.clone().unwrap_or_default(),
            sensitive: object.sensitive,
            visibility: Some(object.visibility),
            language: object.language.clone(),
            quotes: Some(object.quote_policy),
            attached: Attachments::of(&Media::of_object(c, object.id)?),
            multiple: poll.as_ref().is_some_and(|poll| poll.multiple),
            options: poll.map(|poll| poll.options.into_iter().map(|option| option.title).collect()).unwrap_or_default(),
            reply: object.in_reply_to_id,
            quote: object.quote_id,
            edit: Some(object.id),
            ..Self::default()
        })
    }

    /// When it shall be said; none: now.
    pub(super) fn due(&self, zone: Zone, errors: &mut FieldErrors) -> Option<NaiveDateTime> {
        if self.action == "draft" {
            return None;
        }
        self.due_at.read(zone).unwrap_or_else(|wrong| {
            errors.add("due_at", wrong);
            None
        })
    }

    /// What it says; what it does not speak of is as in `kept`.
    pub(super) fn statement(&self, kept: Statement) -> Statement {
        let options = self.options.clone();
        let seconds = self.poll_minutes.unwrap_or(POLL_MINUTES) * 60;
        Statement {
            text: self.text.clone(),
            summary: self.summary.clone(),
            sensitive: self.sensitive,
            visibility: self.visibility.unwrap_or(Visibility::Public),
            language: self.language.clone(),
            media: self.attached.named(),
            poll: (!options.is_empty()).then_some(Question { options, multiple: self.multiple, seconds }),
            in_reply_to: self.reply,
            quote: self.quote,
            quotes: self.quotes,
            ..kept
        }
    }
}

/// Takes what came with a form.
pub(super) trait Attach {
    /// Takes the files, drops what shall go, and writes alt texts and focal points down. Those of a post that is out
    /// already wait for its edit.
    async fn attach(&mut self, app: &App, me: ActorId, errors: &mut FieldErrors) -> web::Result<()>;
}

impl Attach for Form<PostForm> {
    async fn attach(&mut self, app: &App, me: ActorId, errors: &mut FieldErrors) -> web::Result<()> {
        self.attached.drop_removed();
        for place in 0..FILES {
            let field = format!("file{place}");
            let Some(upload) = self.take_upload(&field) else { continue };
            if let Some(full) = self.attached.full(app) {
                errors.add("media", full);
                break;
            }
            let alt = self.new_alt.get_mut(place).map(std::mem::take).unwrap_or_default();
            if let Err(refused) = self.attached.take(app, me, upload, alt, Purpose::Attachment).await? {
                errors.add(field, refused);
            }
        }
        if self.edit.is_none() {
            let attached = self.attached.clone();
            app.db.write(move |c| attached.describe(c, me)).await?;
        }
        Ok(())
    }
}
