//! The page where posts are written.

use actix_web::HttpResponse;
use diesel::result::Error as DbError;
use host::attachment::Attachment;
use host::language::{self, Choice};
use host::social::actor::ActorId;
use host::social::card::Card;
use host::social::media::Media;
use host::social::object::{Object, ObjectId};
use host::social::visibility;
use host::statement::{POLL_OPTION_LENGTH, POLL_OPTIONS};
use host::store::Conn;
use host::web::card::ObjectCard;
use host::web::error::FieldErrors;
use host::web::{self, MemberVisit, Message};
use host::{App, Show};
use serde::Serialize;

use super::post_form::{FILES, PostForm};

/// How long a poll may be open, in minutes.
const DURATIONS: [i64; 8] = [5, 30, 60, 6 * 60, 24 * 60, 3 * 24 * 60, 7 * 24 * 60, 30 * 24 * 60];

#[derive(Serialize)]
struct Compose<'a> {
    form: &'a PostForm,
    /// What the form carries along: name and value.
    hidden: Vec<(&'static str, String)>,
    media: Vec<Attachment>,
    /// The places for further files.
    files: Vec<usize>,
    reply: Option<ObjectCard>,
    quote: Option<ObjectCard>,
    most: usize,
    most_media: usize,
    /// Whether one of the files was not taken.
    file_refused: bool,
    /// Whether a poll can be made, or changed.
    polls: bool,
    option_length: usize,
    option_places: Vec<String>,
    durations: Vec<Choice>,
    languages: Vec<Choice>,
    /// Visibility and time cannot be chosen any more.
    editing: bool,
}

/// The form, with what it answers and quotes.
pub(super) async fn show(
    visit: &MemberVisit,
    app: &App,
    me: ActorId,
    form: &PostForm,
    errors: &FieldErrors,
) -> web::Result<HttpResponse> {
    let (reply, quote, ids) = (form.reply, form.quote, form.attached.media().to_vec());
    let (reply, quote, media) = app
        .db
        .read(move |c| Ok::<_, DbError>((card(c, me, reply)?, card(c, me, quote)?, Media::load(c, &ids)?)))
        .await?;
    let stall = app.hosts.stall(crate::MANIFEST.name).ok_or_else(|| web::Error::not_found("stall"))?;
    let look = Show { stall, viewer: Some(me) };
    let mut option_places = form.options.clone();
    option_places.resize(POLL_OPTIONS.max(option_places.len()), String::new());
    let limits = &app.config.limits;
    let context = Compose {
        form,
        hidden: hidden(form),
        media: form.attached.shown(&media),
        files: (0..FILES.min(limits.post_media.saturating_sub(form.attached.media().len()))).collect(),
        reply: reply.map(|card| look.card(&card)),
        quote: quote.map(|card| look.card(&card)),
        most: limits.post_characters,
        most_media: limits.post_media,
        file_refused: errors.iter().any(|(field, _)| field.starts_with("file")),
        polls: form.edit.is_none() || !form.options.is_empty(),
        option_length: POLL_OPTION_LENGTH,
        option_places,
        durations: durations(visit, form.poll_minutes),
        languages: language::choices(visit, form.language.as_deref()),
        editing: form.edit.is_some(),
    };
    match errors.is_empty() {
        true => visit.render("microblog/compose.html", &context),
        false => visit.render_invalid("microblog/compose.html", &context, errors),
    }
}

fn hidden(form: &PostForm) -> Vec<(&'static str, String)> {
    let objects = [("reply", form.reply), ("quote", form.quote), ("edit", form.edit)];
    let objects = objects.into_iter().filter_map(|(name, id)| Some((name, id?.to_string())));
    objects.chain(form.draft.map(|id| ("draft", id.to_string()))).collect()
}

/// The times on offer, with the chosen one where that is another.
fn durations(visit: &MemberVisit, chosen: Option<i64>) -> Vec<Choice> {
    let foreign = chosen.filter(|minutes| !DURATIONS.contains(minutes));
    let say = |minutes: i64| {
        let (key, count) = match minutes {
            minutes if minutes % (24 * 60) == 0 => ("post-poll-days", minutes / (24 * 60)),
            minutes if minutes % 60 == 0 => ("post-poll-hours", minutes / 60),
            minutes => ("post-poll-minutes", minutes),
        };
        Choice { value: minutes.to_string(), label: visit.translate(Message::new(key).with("count", count)) }
    };
    foreign.into_iter().chain(DURATIONS).map(say).collect()
}

fn card(c: &mut Conn, me: ActorId, id: Option<ObjectId>) -> Result<Option<Card>, DbError> {
    let Some(object) = id.map(|id| Object::find(c, id)).transpose()?.flatten() else { return Ok(None) };
    match visibility::may_see(c, Some(me), &object)? {
        true => Card::of(c, Some(me), object).map(Some),
        false => Ok(None),
    }
}
