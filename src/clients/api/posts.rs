//! Writing statuses: what is said, what it said before, what was typed.

use std::time::Duration;

use actix_web::HttpRequest;
use actix_web::web::Json;
use diesel::result::Error as DbError;
use host::collection::Chosen;
use host::saying::{Said, Saying};
use host::social::actor::Actor;
use host::social::card::Card;
use host::social::edit::ObjectEdit;
use host::social::media::{Media, MediaId};
use host::social::object::{Object, ObjectId};
use host::social::poll::Poll;
use host::social::quote::QuotePolicy;
use host::social::visibility::Visibility;
use host::statement::Question;
use host::store::{Conn, clock};
use host::upload::settle;
use host::web::Bucket;
use host::{Statement, StatementError, focal_point};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::scheduled_statuses::{self, ahead, moment};
use super::statuses::{find, own};
use crate::body::{Body, Several};
use crate::caller::{Caller, Me};
use crate::entities::{OptionEdit, PollEdit, ScheduledStatus, Status, StatusEdit, StatusSource};
use crate::error::{Error, Result};
use crate::path::Path;
use crate::table::{Access, Table};

/// How long a program waits for people to be found whom a post names and nobody here knows.
const PATIENCE: Duration = Duration::from_secs(5);

/// Into how many collections a post goes at once at most, as at Pixelfed.
const MOST_COLLECTIONS: usize = 3;

pub(crate) fn routes(table: &mut Table) {
    table.post("/api/v1/statuses", Access::Member("write:statuses"), create);
    table.put("/api/v1/statuses/{id}", Access::Member("write:statuses"), update);
    table.get("/api/v1/statuses/{id}/source", Access::Member("read:statuses"), source);
    table.get("/api/v1/statuses/{id}/history", Access::Open("read:statuses"), history);
}

/// What shall be said.
#[derive(Debug, Default, Deserialize, ToSchema)]
struct Post {
    /// The text.
    #[serde(default)]
    status: String,
    /// The content warning.
    #[serde(default)]
    spoiler_text: String,
    /// Whether media are hidden at first.
    sensitive: Option<bool>,
    /// `public`, `unlisted`, `private` or `direct`.
    visibility: Option<Reach>,
    /// BCP 47.
    language: Option<String>,
    /// What it answers.
    #[schema(value_type = Option<String>)]
    in_reply_to_id: Option<ObjectId>,
    /// What it quotes.
    #[schema(value_type = Option<String>)]
    quoted_status_id: Option<ObjectId>,
    /// Who may quote it: `public`, `followers` or `nobody`.
    quote_approval_policy: Option<Quoters>,
    /// Files that were uploaded before, in order.
    #[schema(value_type = Option<Vec<String>>)]
    #[serde(default)]
    media_ids: Several<MediaId>,
    /// Of an edit: what is said of files otherwise.
    #[schema(value_type = Option<Vec<MediaAttributes>>)]
    #[serde(default)]
    media_attributes: Several<MediaAttributes>,
    /// A question with options.
    poll: Option<NewPoll>,
    /// The numbers of collections that it goes into, three at most; an edit leaves them.
    #[schema(value_type = Option<Vec<String>>)]
    #[serde(default)]
    collection_ids: Several<i64>,
    /// Whether nobody may answer.
    comments_disabled: Option<bool>,
    /// When it shall be said: at least five minutes from now, ISO 8601.
    scheduled_at: Option<String>,
}

/// The poll of a post.
#[derive(Debug, Default, Deserialize, ToSchema)]
struct NewPoll {
    /// What can be chosen.
    #[serde(default)]
    options: Vec<String>,
    /// For how long it is open, in seconds.
    #[serde(default)]
    expires_in: i64,
    /// Whether several may be chosen.
    #[serde(default)]
    multiple: bool,
}

/// What is said of a file.
#[derive(Debug, Deserialize, ToSchema)]
struct MediaAttributes {
    /// Which.
    #[schema(value_type = String)]
    id: MediaId,
    /// What is to be seen or heard.
    description: Option<String>,
    /// Where to look: `x,y`, each from -1 to 1.
    focus: Option<String>,
}

/// To whom something is said, in the words of clients.
#[derive(Debug, Clone, Copy, Deserialize, ToSchema)]
#[serde(rename_all = "lowercase")]
pub(super) enum Reach {
    Public,
    Unlisted,
    Private,
    Direct,
}

impl From<Reach> for Visibility {
    fn from(reach: Reach) -> Self {
        match reach {
            Reach::Public => Self::Public,
            Reach::Unlisted => Self::Unlisted,
            Reach::Private => Self::Followers,
            Reach::Direct => Self::Direct,
        }
    }
}

/// Who may quote, in the words of clients.
#[derive(Debug, Clone, Copy, Deserialize, ToSchema)]
#[serde(rename_all = "lowercase")]
pub(super) enum Quoters {
    Public,
    Followers,
    Nobody,
}

impl From<Quoters> for QuotePolicy {
    fn from(quoters: Quoters) -> Self {
        match quoters {
            Quoters::Public => Self::Public,
            Quoters::Followers => Self::Followers,
            Quoters::Nobody => Self::Nobody,
        }
    }
}

impl Post {
    /// What the member says; what is left out is as in their settings.
    fn statement(self, actor: &Actor) -> Statement {
        let defaults = &actor.settings.0;
        let visibility = self.visibility.map(Visibility::from).or(defaults.visibility);
        Statement {
            text: self.status,
            summary: self.spoiler_text,
            sensitive: self.sensitive.unwrap_or(defaults.sensitive),
            visibility: visibility.unwrap_or(Visibility::Public),
            language: self.language.filter(|tag| !tag.is_empty()),
            media: self.media_ids.into_vec().iter().map(ToString::to_string).collect(),
            poll: self.poll.map(|poll| Question {
                options: poll.options,
                multiple: poll.multiple,
                seconds: poll.expires_in,
            }),
            in_reply_to: self.in_reply_to_id,
            quote: self.quoted_status_id,
            quotes: self.quote_approval_policy.map(QuotePolicy::from),
            answerable: self.comments_disabled.map(|closed| !closed),
            collections: Chosen { ids: self.collection_ids.into_vec(), ..Chosen::default() },
            ..Statement::default()
        }
    }
}

/// What became of a post.
#[derive(Debug, Serialize, ToSchema)]
#[serde(untagged)]
enum Posted {
    /// It is out.
    Status(Box<Status>),
    /// It is said later.
    Scheduled(Box<ScheduledStatus>),
}

/// Says something, or has it said at its time; under a key only once.
async fn create(me: Me, req: HttpRequest, post: Body<Post>) -> Result<Json<Posted>> {
    me.limit(Bucket::Write)?;
    let mut post = post.into_inner();
    let at = post.scheduled_at.take().map(|typed| moment(&typed)).transpose()?;
    // What was to be said before now is said now, as at Mastodon.
    let at = at.filter(|at| *at > clock::now()).map(ahead).transpose()?;
    if post.collection_ids.0.as_ref().is_some_and(|ids| ids.len() > MOST_COLLECTIONS) {
        let words = format!("must not be more than {MOST_COLLECTIONS}");
        return Err(Error::invalid("collection_ids", "ERR_TOO_MANY", words));
    }
    let key = req.headers().get("idempotency-key").and_then(|value| value.to_str().ok()).map(str::to_owned);
    let statement = post.statement(&me.actor);
    let saying = Saying { at, key, patience: Some(PATIENCE), ..Saying::now(me.actor.id, statement) };
    Ok(Json(match saying.say(&me.app).await? {
        Said::Now(object) => Posted::Status(Box::new(shown(&me, *object).await?)),
        Said::Later(draft) => Posted::Scheduled(Box::new(scheduled_statuses::shown(&me, *draft).await?)),
    }))
}

/// What was just said, as its author sees it.
async fn shown(me: &Me, object: Object) -> Result<Status> {
    let viewer = me.actor.id;
    let card = me.app.db.read(move |c| Card::of(c, Some(viewer), object)).await?;
    Ok(me.view().status(&card))
}

/// Says something else instead. What is left out stays as it is.
async fn update(me: Me, id: Path<i64>, post: Body<Post>) -> Result<Json<Status>> {
    me.limit(Bucket::Write)?;
    let mut post = post.into_inner();
    let attributes = std::mem::take(&mut post.media_attributes).into_vec();
    let (desk, actor, keeps_media) = (me.app.desk(), me.actor.clone(), post.media_ids.0.is_none());
    let keeps_language = post.language.is_none();
    let statement = post.statement(&me.actor);
    settle(&me.app, actor.id, statement.media_ids()).await?;
    let edited = me.app.db.write(move |c| {
        let (object, author) = own(c, actor.id, id.0)?;
        ObjectEdit::keep(c, &object)?;
        describe(c, &object, &attributes)?;
        let mut statement = statement.clone();
        if keeps_media {
            statement.media = Media::of_object(c, object.id)?.iter().map(|media| media.id.to_string()).collect();
        }
        if keeps_language {
            statement.language = object.language.clone();
        }
        statement.edit(c, &desk, &author, &object)
    });
    let edited: Object = edited.await.map_err(|error: StatementError| error)?;
    Ok(Json(shown(&me, edited).await?))
}

/// Describes files that hang on the object, or on nothing yet. Errors: one of them is another's, or hangs elsewhere.
fn describe(c: &mut Conn, object: &Object, attributes: &[MediaAttributes]) -> Result<(), DbError> {
    let actor = object.actor_id;
    let own = |media: &Media| media.actor_id == Some(actor) && media.object_id.is_none_or(|on| on == object.id);
    for said in attributes {
        let media = Media::find(c, said.id)?.filter(own).ok_or(DbError::NotFound)?;
        let description = said.description.as_deref().unwrap_or(&media.description);
        let focus = said.focus.as_deref().and_then(focal_point::read).or(media.focus());
        Media::describe(c, actor, said.id, description, focus)?;
    }
    Ok(())
}

async fn source(me: Me, id: Path<i64>) -> Result<Json<StatusSource>> {
    let actor = me.actor.id;
    let (object, _) = me.app.db.read(move |c| own(c, actor, id.0)).await?;
    Ok(Json(StatusSource {
        id: object.id.to_string(),
        text: object.source.unwrap_or_default(),
        spoiler_text: object.summary.unwrap_or_default(),
    }))
}

/// Every version, the first first, today's last.
async fn history(caller: Caller, id: Path<i64>) -> Result<Json<Vec<StatusEdit>>> {
    let viewer = caller.viewer();
    let found = caller.app.db.read(move |c| {
        let object = find(c, viewer, id.0)?.object;
        let edits = ObjectEdit::of(c, object.id)?;
        let kept: Vec<MediaId> =
            edits.iter().flat_map(|edit| edit.media.0.iter()).filter_map(|media| media.id.parse().ok()).collect();
        Ok::<_, DbError>((Card::of(c, viewer, object)?, edits, Media::load(c, &kept)?))
    });
    let (card, edits, kept) = found.await?;
    let view = caller.view();
    let today = view.status(&card);
    let version = |edit: &ObjectEdit| StatusEdit {
        content: edit.content.clone(),
        spoiler_text: edit.summary.clone().unwrap_or_default(),
        sensitive: edit.sensitive,
        created_at: edit.created_at.into(),
        account: today.account.clone(),
        poll: options(edit.poll.0.iter().map(String::as_str)),
        media_attachments: edit
            .media
            .0
            .iter()
            .filter_map(|then| {
                let mut media = kept.iter().find(|media| media.id.to_string() == then.id)?.clone();
                media.description.clone_from(&then.description);
                Some(view.attachment(&media))
            })
            .collect(),
        emojis: today.emojis.clone(),
    };
    let mut versions: Vec<StatusEdit> = edits.iter().map(version).collect();
    versions.push(StatusEdit {
        content: today.content.clone(),
        spoiler_text: today.spoiler_text.clone(),
        sensitive: today.sensitive,
        created_at: card.object.edited_at.unwrap_or(card.object.published_at).into(),
        poll: card.poll.as_ref().and_then(|poll: &Poll| options(poll.options.iter().map(|o| o.title.as_str()))),
        account: today.account,
        media_attachments: today.media_attachments,
        emojis: today.emojis,
    });
    Ok(Json(versions))
}

fn options<'a>(titles: impl Iterator<Item = &'a str>) -> Option<PollEdit> {
    let options: Vec<OptionEdit> = titles.map(|title| OptionEdit { title: title.to_owned() }).collect();
    (!options.is_empty()).then_some(PollEdit { options })
}
