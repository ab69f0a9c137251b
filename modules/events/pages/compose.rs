//! The page where events are published.

use actix_web::HttpResponse;
use diesel::result::Error as DbError;
use host::App;
use host::attachment::Attachment;
use host::language::{self, Choice};
use host::social::actor::{Actor, ActorId};
use host::social::media::Media;
use host::social::membership;
use host::social::occasion::{JoinMode, MAX_FACT, OccasionStatus};
use host::statement::TITLE_LONGEST;
use host::web::error::FieldErrors;
use host::web::headers::with_tiles;
use host::web::{self, MemberVisit, Message, Tiles, Zone};
use serde::Serialize;

use super::event_form::EventForm;
use super::repeat::RepeatForm;
use crate::category::CATEGORIES;
use crate::series;

/// The fields of the part about the place.
const PLACE: [&str; 8] = ["place", "street", "postal_code", "locality", "region", "country", "latitude", "online_url"];

/// The fields of the part about taking part.
const TAKING_PART: [&str; 6] = ["join_mode", "join_url", "join_until", "capacity", "guests_most", "anonymous"];

/// How one comes to take part, as far as that is offered.
const JOIN_MODES: [(JoinMode, &str); 4] = [
    (JoinMode::Free, "events-join-free"),
    (JoinMode::Restricted, "events-join-restricted"),
    (JoinMode::External, "events-join-external"),
    (JoinMode::None, "events-join-none"),
];

/// Who may comment.
const COMMENTS: [(&str, &str); 3] = [
    ("open", "events-comments-open"),
    ("moderated", "events-comments-moderated"),
    ("closed", "events-comments-closed"),
];

/// Whether one gets there in a wheelchair.
const WHEELCHAIR: [(&str, &str); 4] = [
    ("", "events-wheelchair-unsaid"),
    ("fully", "occasion-wheelchair-fully"),
    ("partially", "occasion-wheelchair-partially"),
    ("no", "occasion-wheelchair-no"),
];

/// Which occurrences of a series a change may be about.
const SCOPES: [(&str, &str); 3] =
    [("this", "events-scope-this"), ("following", "events-scope-following"), ("all", "events-scope-all")];

#[derive(Serialize)]
struct Compose<'a> {
    form: &'a EventForm,
    items: Vec<Attachment>,
    most: usize,
    most_media: usize,
    title_most: usize,
    /// None: there are no maps.
    tiles: Option<Tiles>,
    zones: Vec<Choice>,
    categories: Vec<Choice>,
    statuses: Vec<Choice>,
    join_modes: Vec<Choice>,
    wheelchair: Vec<Choice>,
    comments: Vec<Choice>,
    fact_most: usize,
    languages: Vec<Choice>,
    /// In whose name the member may publish.
    organisers: Vec<Choice>,
    organiser: String,
    /// Visibility and time of publication cannot be chosen any more.
    editing: bool,
    /// How it may be repeated.
    ways: Vec<Choice>,
    /// Whether it is one of a series, and which of them a change may be about.
    recurs: bool,
    scopes: Vec<Choice>,
    /// Which parts are open, because something in them is wrong.
    wrong_place: bool,
    wrong_joining: bool,
}

/// The form, with the pictures that it has so far.
pub(super) async fn show(
    visit: &MemberVisit,
    app: &App,
    me: ActorId,
    form: &EventForm,
    errors: &FieldErrors,
) -> web::Result<HttpResponse> {
    let ids = form.attached.media().to_vec();
    let edit = form.edit;
    let read = app.db.read(move |c| {
        let own = Actor::get(c, me)?;
        let recurs = edit.map(|id| series::of_event(c, id)).transpose()?.flatten().is_some();
        Ok::<_, DbError>((Media::load(c, &ids)?, membership::run_by(c, &own)?, own, recurs))
    });
    let (media, groups, own, recurs) = read.await?;
    let say =
        |value: &str, key: &'static str| Choice { value: value.to_owned(), label: visit.translate(Message::new(key)) };
    let mut categories: Vec<Choice> = CATEGORIES.iter().map(|(name, label)| say(name, label)).collect();
    categories.sort_by_key(|choice| choice.label.to_lowercase());
    // A category of elsewhere stays one.
    if CATEGORIES.iter().all(|(name, _)| *name != form.category.as_str()) {
        categories.push(Choice { value: form.category.clone(), label: form.category.clone() });
    }
    let (limits, tiles) = (&app.config.limits, visit.club.tiles.clone());
    let context = Compose {
        form,
        items: form.attached.shown(&media),
        most: limits.post_characters,
        most_media: limits.post_media,
        title_most: TITLE_LONGEST,
        tiles: tiles.clone(),
        zones: zones(&form.zone),
        categories,
        statuses: OccasionStatus::ALL.iter().map(|status| say(status.as_str(), status_label(*status))).collect(),
        wheelchair: WHEELCHAIR.iter().map(|(value, label)| say(value, label)).collect(),
        comments: COMMENTS.iter().map(|(value, label)| say(value, label)).collect(),
        fact_most: MAX_FACT,
        join_modes: JOIN_MODES.iter().map(|(mode, label)| say(mode.as_str(), label)).collect(),
        organisers: std::iter::once(&own)
            .chain(&groups)
            .map(|actor| Choice { value: actor.id.to_string(), label: actor.display_name().to_owned() })
            .collect(),
        organiser: form.behalf.unwrap_or(me).to_string(),
        languages: language::choices(visit, form.language.as_deref()),
        editing: form.edit.is_some(),
        ways: RepeatForm::choices(visit, true),
        recurs,
        scopes: SCOPES.iter().map(|(scope, label)| say(scope, label)).collect(),
        wrong_place: errors.iter().any(|(field, _)| PLACE.contains(&field.as_str())),
        wrong_joining: errors.iter().any(|(field, _)| TAKING_PART.contains(&field.as_str())),
    };
    let page = match errors.is_empty() {
        true => visit.render("events/compose.html", &context),
        false => visit.render_invalid("events/compose.html", &context, errors),
    };
    Ok(with_tiles(page?, &app.hosts, tiles.as_ref()))
}

fn status_label(status: OccasionStatus) -> &'static str {
    match status {
        OccasionStatus::Confirmed => "events-status-confirmed",
        OccasionStatus::Tentative => "events-status-tentative",
        OccasionStatus::Postponed => "events-status-postponed",
        OccasionStatus::Cancelled => "events-status-cancelled",
    }
}

/// The zones on offer, with the chosen one where that is another.
fn zones(chosen: &str) -> Vec<Choice> {
    let choice = |name: &str| Choice { value: name.to_owned(), label: name.replace('_', " ") };
    let mut zones: Vec<Choice> = Zone::places().map(|zone| choice(zone.name())).collect();
    if zones.iter().all(|zone| zone.value != chosen) {
        zones.insert(0, choice(chosen));
    }
    zones
}
