//! Writing posts.

use actix_web::HttpResponse;
use actix_web::web::Query;
use chrono::{NaiveDateTime, TimeDelta};
use host::social::actor::{Actor, ActorId};
use host::social::card::Card;
use host::social::media::{Focus, Media, MediaId, MediaKind, Purpose};
use host::social::object::{Object, ObjectId};
use host::social::poll::Poll;
use host::social::quote::QuotePolicy;
use host::social::visibility::{self, Visibility};
use host::statement::{POLL_OPTION_LENGTH, POLL_OPTIONS, Question};
use host::store::{Conn, clock};
use host::web::card::ObjectCard;
use host::web::error::FieldErrors;
use host::web::{self, Bucket, Form, Key, MemberVisit, Message};
use host::{App, Show, Statement, StatementError};
use serde::{Deserialize, Serialize};

use crate::draft::{self, Draft, DraftId};
use crate::post::{self, Said};

/// How many files the form takes at once; more are attached by saving in between.
const FILES: usize = 4;

/// What the form shall begin with.
#[derive(Debug, Default, Deserialize)]
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
    language: Option<String>,
    quotes: Option<QuotePolicy>,
    /// Media that are there already.
    media: Vec<MediaId>,
    /// Their alt texts, in the same order.
    alt: Vec<String>,
    /// Where to look when they are cut, in the same order: `x,y`.
    focus: Vec<String>,
    /// Those of them that shall go.
    remove: Vec<MediaId>,
    /// The alt texts of files that come with the form, by their place.
    new_alt: Vec<String>,
    options: Vec<String>,
    multiple: bool,
    poll_minutes: Option<i64>,
    reply: Option<ObjectId>,
    quote: Option<ObjectId>,
    edit: Option<ObjectId>,
    draft: Option<DraftId>,
    /// When it shall be said, in UTC.
    due_at: Option<String>,
    /// Which button: `publish`, `draft` or `attach`.
    action: String,
}

/// What the page shows.
#[derive(Serialize)]
struct Compose<'a> {
    form: &'a PostForm,
    media: Vec<Attached>,
    files: Vec<usize>,
    reply: Option<ObjectCard>,
    quote: Option<ObjectCard>,
    most: usize,
    most_media: usize,
    option_length: usize,
    option_places: Vec<String>,
    /// Visibility, audience of quotes and media cannot be chosen any more.
    editing: bool,
}

/// One of the media that are there already.
#[derive(Serialize)]
struct Attached {
    id: String,
    preview: String,
    alt: String,
    focus: String,
    is_image: bool,
}

/// An empty form, or one that begins with an answer, a quote, a draft or the post to be edited.
pub(crate) async fn new(visit: MemberVisit, app: App, wanted: Query<Wanted>) -> web::Result<HttpResponse> {
    let me = me(&visit)?;
    let wanted = wanted.into_inner();
    let form = app.db.read(move |c| PostForm::begin(c, me, wanted)).await?;
    show(&visit, &app, me, &form, &FieldErrors::new()).await
}

/// Says it, or keeps it for later.
pub(crate) async fn create(visit: MemberVisit, app: App, mut form: Form<PostForm>) -> web::Result<HttpResponse> {
    let me = me(&visit)?;
    app.web.limiter.check(Bucket::Write, Key::account(visit.me.account))?;
    let mut errors = FieldErrors::new();
    attach(&app, me, &mut form, &mut errors).await?;
    let form = form.into_inner();
    let due_at = form.due(&mut errors);
    if form.action == "attach" || !errors.is_empty() {
        return show(&visit, &app, me, &form, &errors).await;
    }
    let statement = form.statement();
    if form.action == "draft" || due_at.is_some() {
        return keep(&visit, &app, me, &form, statement, due_at).await;
    }
    let said = match form.edit {
        Some(id) => edit(&app, me, id, statement).await.map(|object| Said::Now(Box::new(object))),
        None => post::say(&app, me, statement, form.draft).await,
    };
    match said {
        Ok(Said::Now(object)) => {
            visit.notice(if form.edit.is_some() { "post-edited" } else { "post-said" });
            Ok(visit.see_next(&format!("/@{}/{}", visit.me.name, object.id)))
        }
        Ok(Said::Soon) => {
            visit.notice("post-soon");
            Ok(visit.see_other("/"))
        }
        Err(error) => {
            let (field, message) = explain(error)?;
            errors.add(field, message);
            show(&visit, &app, me, &form, &errors).await
        }
    }
}

async fn keep(visit: &MemberVisit, app: &App, me: ActorId, form: &PostForm, statement: Statement, due_at: Option<NaiveDateTime>) -> web::Result<HttpResponse> {
    let draft = form.draft;
    let kept = app
        .db
        .write(move |c| {
            if draft.is_none() && Draft::count(c, me)? >= draft::LIMIT {
                return Ok(false);
            }
            Draft::keep(c, me, draft, &statement, due_at).map(|_| true)
        })
        .await
        .map_err(|error: diesel::result::Error| web::Error::from(error))?;
    if !kept {
        let errors = FieldErrors::one("", Message::new("draft-too-many").with("most", draft::LIMIT));
        return show(visit, app, me, form, &errors).await;
    }
    visit.notice(if due_at.is_some() { "post-scheduled" } else { "draft-kept" });
    Ok(visit.see_other("/drafts"))
}

async fn edit(app: &App, me: ActorId, id: ObjectId, statement: Statement) -> Result<Object, StatementError> {
    let desk = post::desk(app);
    app.db
        .write(move |c| {
            let object = own(c, me, id)?;
            let author = Actor::get(c, me)?;
            statement.edit(c, &desk, &author, &object)
        })
        .await
}

/// Takes the files that came with the form, writes alt texts and focal points down, and drops what shall go.
async fn attach(app: &App, me: ActorId, form: &mut Form<PostForm>, errors: &mut FieldErrors) -> web::Result<()> {
    for place in 0..FILES {
        let Some(upload) = form.take_upload(&format!("file{place}")) else { continue };
        if form.media.len() >= app.config.limits.post_media {
            errors.add("media", Message::new("post-too-many-media").with("most", app.config.limits.post_media as i64));
            break;
        }
        let bytes = upload.read().await.map_err(web::Error::internal)?;
        match host::upload::take_image(app, me, bytes.into(), Purpose::Attachment).await {
            Ok(media) => {
                let alt = form.new_alt.get(place).cloned().unwrap_or_default();
                form.media.push(media.id);
                form.alt.push(alt);
                form.focus.push(String::new());
            }
            Err(host::upload::UploadError::Media(error)) => errors.add(format!("file{place}"), Message::new("upload-refused").with("reason", error.to_string())),
            Err(error) => return Err(web::Error::internal(error)),
        }
    }
    let described: Vec<(MediaId, String, Option<Focus>)> = (form.media.iter().copied())
        .zip(form.alt.iter().cloned().chain(std::iter::repeat(String::new())))
        .zip(form.focus.iter().map(|text| focus(text)).chain(std::iter::repeat(None)))
        .map(|((id, alt), focus)| (id, alt, focus))
        .collect();
    app.db
        .write(move |c| described.iter().try_for_each(|(id, alt, focus)| Media::describe(c, me, *id, alt, *focus).map(|_| ())))
        .await
        .map_err(|error: diesel::result::Error| web::Error::from(error))?;
    form.drop_removed();
    Ok(())
}

/// `x,y` with x to the right and y upwards, each from -1 to 1.
fn focus(text: &str) -> Option<Focus> {
    let (x, y) = text.split_once(',')?;
    Some(Focus { x: x.trim().parse().ok()?, y: y.trim().parse().ok()? })
}

impl PostForm {
    fn begin(c: &mut Conn, me: ActorId, wanted: Wanted) -> Result<Self, diesel::result::Error> {
        if let Some(id) = wanted.draft {
            let draft = Draft::find(c, me, id)?.ok_or(diesel::result::Error::NotFound)?;
            return Self::of_draft(c, me, draft);
        }
        if let Some(id) = wanted.edit {
            let object = own(c, me, id)?;
            return Self::of_post(c, &object);
        }
        let author = Actor::get(c, me)?;
        let defaults = author.settings.0.clone();
        let mut form = Self {
            text: wanted.text.unwrap_or_default(),
            visibility: Some(defaults.visibility.unwrap_or(Visibility::Public)),
            language: defaults.language,
            quotes: Some(defaults.quotes.unwrap_or(QuotePolicy::Public)),
            sensitive: defaults.sensitive,
            quote: wanted.quote,
            ..Self::default()
        };
        if let Some(parent) = wanted.reply {
            form.answer(c, &author, parent)?;
        } else if let Some(handle) = wanted.mention {
            form.text = format!("@{} ", handle.trim_start_matches('@'));
        }
        Ok(form)
    }

    /// Begins with the names of those who take part, the content warning and the reach of what is answered.
    fn answer(&mut self, c: &mut Conn, author: &Actor, parent: ObjectId) -> Result<(), diesel::result::Error> {
        let parent = Object::get(c, parent)?;
        if !visibility::may_see(c, Some(author.id), &parent)? {
            return Err(diesel::result::Error::NotFound);
        }
        let mut people = vec![Actor::get(c, parent.actor_id)?];
        people.extend(host::social::mention::Mention::actors(c, parent.id)?);
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

    fn of_draft(c: &mut Conn, me: ActorId, draft: Draft) -> Result<Self, diesel::result::Error> {
        let statement = draft.statement.0;
        let ids: Vec<MediaId> = statement.media.iter().filter_map(|id| id.parse().ok()).collect();
        let own: Vec<Media> = Media::load(c, &ids)?.into_iter().filter(|media| media.actor_id == Some(me)).collect();
        let media: Vec<MediaId> = ids.into_iter().filter(|id| own.iter().any(|media| media.id == *id)).collect();
        let poll = statement.poll.unwrap_or_default();
        Ok(Self {
            text: statement.text,
            summary: statement.summary,
            sensitive: statement.sensitive,
            visibility: Some(statement.visibility),
            language: statement.language,
            quotes: statement.quotes,
            media,
            options: poll.options,
            multiple: poll.multiple,
            poll_minutes: Some(poll.seconds / 60).filter(|minutes| *minutes > 0),
            reply: statement.in_reply_to,
            quote: statement.quote,
            draft: Some(draft.id),
            due_at: draft.due_at.map(|at| at.format("%Y-%m-%dT%H:%M").to_string()),
            ..Self::default()
        })
    }

    fn of_post(c: &mut Conn, object: &Object) -> Result<Self, diesel::result::Error> {
        let poll = Poll::find(c, object.id)?;
        Ok(Self {
            text: object.source.clone().unwrap_or_default(),
            summary: object.summary.clone().unwrap_or_default(),
            sensitive: object.sensitive,
            visibility: Some(object.visibility),
            language: object.language.clone(),
            quotes: Some(object.quote_policy),
            media: Media::of_object(c, object.id)?.into_iter().map(|media| media.id).collect(),
            multiple: poll.as_ref().is_some_and(|poll| poll.multiple),
            poll_minutes: poll.as_ref().and_then(|poll| poll.closes_at).map(|at| (at - clock::now()).num_minutes().max(5)),
            options: poll.map(|poll| poll.options.into_iter().map(|option| option.title).collect()).unwrap_or_default(),
            reply: object.in_reply_to_id,
            quote: object.quote_id,
            edit: Some(object.id),
            ..Self::default()
        })
    }

    /// When it shall be said; none: now.
    fn due(&self, errors: &mut FieldErrors) -> Option<NaiveDateTime> {
        let typed = self.due_at.as_deref().filter(|text| !text.is_empty())?;
        let at = NaiveDateTime::parse_from_str(typed, "%Y-%m-%dT%H:%M")
            .or_else(|_| NaiveDateTime::parse_from_str(typed, "%Y-%m-%dT%H:%M:%S"));
        match at {
            Ok(at) if at > clock::now() + TimeDelta::minutes(1) => Some(at),
            _ => {
                errors.add("due_at", "post-due-in-the-past");
                None
            }
        }
    }

    fn drop_removed(&mut self) {
        let kept = |id: &MediaId| !self.remove.contains(id);
        let places: Vec<bool> = self.media.iter().map(kept).collect();
        let keep = |place: usize| places.get(place).copied().unwrap_or(false);
        let sift = |texts: &[String]| texts.iter().enumerate().filter(|(place, _)| keep(*place)).map(|(_, text)| text.clone()).collect();
        self.alt = sift(&self.alt);
        self.focus = sift(&self.focus);
        let gone = std::mem::take(&mut self.remove);
        self.media.retain(|id| !gone.contains(id));
    }

    fn statement(&self) -> Statement {
        let options: Vec<String> = self.options.iter().filter(|option| !option.trim().is_empty()).cloned().collect();
        let seconds = self.poll_minutes.unwrap_or(24 * 60) * 60;
        Statement {
            text: self.text.clone(),
            summary: self.summary.clone(),
            sensitive: self.sensitive,
            visibility: self.visibility.unwrap_or(Visibility::Public),
            language: self.language.clone(),
            media: self.media.iter().map(ToString::to_string).collect(),
            poll: (!options.is_empty()).then_some(Question { options, multiple: self.multiple, seconds }),
            in_reply_to: self.reply,
            quote: self.quote,
            quotes: self.quotes,
        }
    }
}

/// The form, with what it answers and quotes.
async fn show(visit: &MemberVisit, app: &App, me: ActorId, form: &PostForm, errors: &FieldErrors) -> web::Result<HttpResponse> {
    let (reply, quote, ids) = (form.reply, form.quote, form.media.clone());
    let (reply, quote, media) = app
        .db
        .read(move |c| Ok::<_, diesel::result::Error>((card(c, me, reply)?, card(c, me, quote)?, Media::load(c, &ids)?)))
        .await?;
    let stall = app.hosts.stall(crate::MANIFEST.name).ok_or_else(|| web::Error::not_found("stall"))?;
    let look = Show { stall, viewer: Some(me) };
    let attached = form.media.iter().enumerate().filter_map(|(place, id)| {
        let media = media.iter().find(|media| media.id == *id)?;
        let typed = |texts: &[String]| texts.get(place).filter(|text| !text.is_empty()).cloned();
        Some(Attached {
            id: id.to_string(),
            preview: format!("/files/{id}/preview"),
            alt: typed(&form.alt).unwrap_or_else(|| media.description.clone()),
            focus: typed(&form.focus).or_else(|| media.focus().map(|f| format!("{},{}", f.x, f.y))).unwrap_or_default(),
            is_image: media.kind == MediaKind::Image,
        })
    });
    let mut option_places = form.options.clone();
    option_places.resize(POLL_OPTIONS.max(option_places.len()), String::new());
    let free = app.config.limits.post_media.saturating_sub(form.media.len());
    let context = Compose {
        form,
        media: attached.collect(),
        files: (0..FILES.min(free)).collect(),
        reply: reply.map(|card| look.card(&card)),
        quote: quote.map(|card| look.card(&card)),
        most: app.config.limits.post_characters,
        most_media: app.config.limits.post_media,
        option_length: POLL_OPTION_LENGTH,
        option_places,
        editing: form.edit.is_some(),
    };
    match errors.is_empty() {
        true => visit.render("microblog/compose.html", &context),
        false => visit.render_invalid("microblog/compose.html", &context, errors),
    }
}

fn card(c: &mut Conn, me: ActorId, id: Option<ObjectId>) -> Result<Option<Card>, diesel::result::Error> {
    let Some(object) = id.map(|id| Object::find(c, id)).transpose()?.flatten() else { return Ok(None) };
    match visibility::may_see(c, Some(me), &object)? {
        true => Card::of(c, Some(me), object).map(Some),
        false => Ok(None),
    }
}

/// A post of this member's. Errors: there is none.
fn own(c: &mut Conn, me: ActorId, id: ObjectId) -> Result<Object, diesel::result::Error> {
    Object::find(c, id)?
        .filter(|object| object.actor_id == me && object.deleted_at.is_none())
        .ok_or(diesel::result::Error::NotFound)
}

fn me(visit: &MemberVisit) -> web::Result<ActorId> {
    visit.me.actor.ok_or_else(|| web::Error::not_found("actor"))
}

/// What is wrong, and at which field.
fn explain(error: StatementError) -> web::Result<(&'static str, Message)> {
    Ok(match error {
        StatementError::Empty => ("text", Message::new("post-empty")),
        StatementError::TooLong { length, most } => {
            ("text", Message::new("post-too-long").with("length", length as i64).with("most", most as i64))
        }
        StatementError::TooManyMedia(most) => ("media", Message::new("post-too-many-media").with("most", most as i64)),
        StatementError::Options => ("options", Message::new("post-options").with("most", POLL_OPTIONS as i64)),
        StatementError::PollTime => ("poll_minutes", Message::new("post-poll-time")),
        StatementError::Reference => ("", Message::new("post-reference-gone")),
        StatementError::NoQuotes => ("", Message::new("post-no-quotes")),
        StatementError::Database(error) => return Err(error.into()),
    })
}
