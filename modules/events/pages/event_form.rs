//! The form of an event: what it begins with, and what it says.

use chrono::{NaiveDate, NaiveDateTime, TimeDelta};
use diesel::result::Error as DbError;
use host::draft::{Draft, DraftId};
use host::due::DueTime;
use host::social::actor::{Actor, ActorId};
use host::social::edit::ObjectEdit;
use host::social::media::Media;
use host::social::membership;
use host::social::object::{Object, ObjectId};
use host::social::occasion::{DEFAULT_CATEGORY, Fact, JoinMode, MOST_FACTS, NewOccasion, Occasion, OccasionStatus};
use host::social::place::{Address, NewPlace, Place, Point};
use host::social::tag::{self, Tag};
use host::social::visibility::Visibility;
use host::store::{Conn, Json, clock};
use host::web::error::FieldErrors;
use host::web::{Message, Zone};
use host::{App, Attachments, Statement};
use serde::{Deserialize, Serialize};

use super::repeat::RepeatForm;
use crate::series::{self, Scope, SeriesProblem};
use crate::template::{Template, TemplateId};

/// As browsers write a time of a day.
const LOCAL: &str = "%Y-%m-%dT%H:%M";

/// What the form shall begin with.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Wanted {
    edit: Option<ObjectId>,
    draft: Option<DraftId>,
    /// An event of which another one is made.
    copy: Option<ObjectId>,
    template: Option<TemplateId>,
    text: Option<String>,
    mention: Option<String>,
    /// Which group is to organise it.
    behalf: Option<ActorId>,
    /// The day that was pointed at in a calendar.
    day: Option<NaiveDate>,
}

/// Who may comment.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum Comments {
    /// Everybody.
    #[default]
    Open,
    /// Everybody, but others see it only once the organiser consents.
    Moderated,
    /// Nobody.
    Closed,
}

impl Comments {
    fn of(answerable: bool, moderated: bool) -> Self {
        match (answerable, moderated) {
            (false, _) => Self::Closed,
            (true, true) => Self::Moderated,
            (true, false) => Self::Open,
        }
    }
}

/// The form. Times are by the clocks of its zone.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(default)]
pub(crate) struct EventForm {
    /// Which group organises it; the member where unset.
    pub(super) behalf: Option<ActorId>,
    pub(super) title: String,
    pub(super) text: String,
    pub(super) starts_at: String,
    pub(super) ends_at: String,
    pub(super) all_day: bool,
    pub(super) zone: String,
    pub(super) status: Option<OccasionStatus>,
    pub(super) category: String,
    /// Words apart by spaces or commas.
    pub(super) tags: String,
    pub(super) place: String,
    pub(super) street: String,
    pub(super) postal_code: String,
    pub(super) locality: String,
    pub(super) region: String,
    pub(super) country: String,
    /// Where that is on the map: degrees north and east.
    pub(super) latitude: String,
    pub(super) longitude: String,
    pub(super) online_url: String,
    pub(super) join_mode: Option<JoinMode>,
    pub(super) join_url: String,
    pub(super) join_until: String,
    /// Whether one may take part without an account.
    pub(super) anonymous: bool,
    pub(super) capacity: String,
    pub(super) guests_most: String,
    /// Whom to ask.
    pub(super) contact: String,
    /// Whether one gets there in a wheelchair: `fully`, `partially`, `no`; not said where empty.
    pub(super) wheelchair: String,
    /// Facts that this form has no fields for, as they came.
    pub(super) facts: String,
    pub(super) comments: Comments,
    pub(super) visibility: Option<Visibility>,
    pub(super) language: Option<String>,
    /// Pictures that are there already.
    pub(super) attached: Attachments,
    pub(super) repeat: RepeatForm,
    /// Which occurrences of a series a change is about.
    pub(super) scope: Scope,
    pub(super) edit: Option<ObjectId>,
    pub(super) draft: Option<DraftId>,
    /// When it shall be published.
    pub(super) due_at: DueTime,
    /// Which button: `publish`, `draft`, `template` or `attach`.
    pub(super) action: String,
}

impl EventForm {
    /// The form that a link asks for.
    pub(super) fn begin(c: &mut Conn, me: ActorId, zone: Zone, wanted: Wanted) -> Result<Self, DbError> {
        if let Some(id) = wanted.draft {
            let draft = Draft::find(c, me, id)?.ok_or(DbError::NotFound)?;
            return Self::of_draft(c, me, zone, draft);
        }
        if let Some(id) = wanted.edit {
            let event = own(c, me, id)?;
            return Self::of_event(c, &event);
        }
        if let Some(id) = wanted.copy {
            let event = own(c, me, id)?;
            return Ok(Self::of_event(c, &event)?.again());
        }
        if let Some(id) = wanted.template {
            let template = Template::find(c, me, id)?.ok_or(DbError::NotFound)?;
            return Ok(Self::of_words(template.statement.0, Attachments::default(), zone).coming(wanted.day));
        }
        let author = Actor::get(c, me)?;
        let day = wanted.day.unwrap_or_else(|| zone.local(clock::now()).date() + TimeDelta::days(7));
        let mention = wanted.mention.map(|handle| format!("@{} ", handle.trim_start_matches('@')));
        let mut form = Self {
            behalf: wanted.behalf,
            text: wanted.text.or(mention).unwrap_or_default(),
            starts_at: format!("{day}T19:00"),
            ends_at: format!("{day}T22:00"),
            zone: zone.name().to_owned(),
            ..Self::default()
        };
        form.complete(&author, None);
        Ok(form)
    }

    /// Where nothing was chosen, the member's own defaults are; a place is where the member put it on the map before.
    pub(super) fn complete(&mut self, author: &Actor, known: Option<Point>) {
        if self.edit.is_none() && self.latitude.is_empty() && self.longitude.is_empty() {
            self.latitude = degrees(known.map(Point::latitude));
            self.longitude = degrees(known.map(Point::longitude));
        }
        let defaults = &author.settings.0;
        self.visibility = self.visibility.or(defaults.visibility).or(Some(Visibility::Public));
        self.language = self.language.take().or_else(|| defaults.language.clone());
        self.join_mode = self.join_mode.or(Some(JoinMode::Free));
        self.status = self.status.or(Some(OccasionStatus::Confirmed));
        if self.category.is_empty() {
            DEFAULT_CATEGORY.clone_into(&mut self.category);
        }
    }

    fn of_draft(c: &mut Conn, me: ActorId, zone: Zone, draft: Draft) -> Result<Self, DbError> {
        let said = draft.statement.0;
        let attached = Attachments::of_draft(c, me, &said.media_ids())?;
        let due_at = DueTime::of(draft.due_at, zone);
        Ok(Self { draft: Some(draft.id), due_at, ..Self::of_words(said, attached, zone) })
    }

    fn of_words(said: Statement, attached: Attachments, zone: Zone) -> Self {
        let form = Self {
            behalf: said.behalf,
            title: said.title,
            text: said.text,
            tags: said.tags.join(" "),
            visibility: Some(said.visibility),
            language: said.language,
            comments: Comments::of(said.answerable != Some(false), said.moderated == Some(true)),
            attached,
            zone: zone.name().to_owned(),
            ..Self::default()
        };
        form.takes_place(said.occasion, said.place)
    }

    fn of_event(c: &mut Conn, object: &Object) -> Result<Self, DbError> {
        let tags = Tag::of_objects(c, &[object.id])?;
        // Those that stand in the text are found there again.
        let text = object.source.as_deref().unwrap_or_default();
        let written = |tag: &Tag| tag::is_written_in(&tag.name, text);
        let tags: Vec<String> = tags.into_iter().filter(|(_, tag)| !written(tag)).map(|(_, tag)| tag.display).collect();
        let form = Self {
            behalf: Some(object.actor_id),
            title: object.title.clone().unwrap_or_default(),
            text: object.source.clone().unwrap_or_default(),
            tags: tags.join(" "),
            visibility: Some(object.visibility),
            language: object.language.clone(),
            comments: Comments::of(object.answerable, object.is_moderated()),
            attached: Attachments::of(&Media::of_object(c, object.id)?),
            edit: Some(object.id),
            ..Self::default()
        };
        let occasion = Occasion::find(c, object.id)?.map(NewOccasion::from);
        Ok(form.takes_place(occasion, Place::find(c, object.id)?.map(NewPlace::from)))
    }

    fn takes_place(self, occasion: Option<NewOccasion>, place: Option<NewPlace>) -> Self {
        let place = place.unwrap_or_default();
        let address = place.address.unwrap_or_default();
        let form = Self {
            place: place.name,
            street: address.street,
            postal_code: address.postal_code,
            locality: address.locality,
            region: address.region,
            country: place.country.unwrap_or_default(),
            latitude: degrees(place.point.map(Point::latitude)),
            longitude: degrees(place.point.map(Point::longitude)),
            ..self
        };
        let Some(occasion) = occasion else { return form };
        let zone = Zone::find(&occasion.zone).unwrap_or_default();
        let local = |at: NaiveDateTime| zone.local(at).format(LOCAL).to_string();
        // Of days the last one is shown, not the midnight after it.
        let last = |at: NaiveDateTime| if occasion.all_day { at - TimeDelta::minutes(1) } else { at };
        let own = |fact: &Fact| [Fact::CONTACT, Fact::WHEELCHAIR].contains(&fact.key.as_str());
        let (own, others): (Vec<Fact>, Vec<Fact>) = occasion.facts.0.into_iter().partition(own);
        let said =
            |key: &str| own.iter().find(|fact| fact.key == key).map(|fact| fact.value.clone()).unwrap_or_default();
        Self {
            starts_at: local(occasion.starts_at),
            ends_at: occasion.ends_at.map(|at| local(last(at))).unwrap_or_default(),
            all_day: occasion.all_day,
            zone: occasion.zone,
            status: Some(occasion.status),
            category: occasion.category,
            online_url: occasion.online_url.unwrap_or_default(),
            join_mode: Some(occasion.join_mode),
            join_url: occasion.join_url.unwrap_or_default(),
            join_until: occasion.join_until.map(local).unwrap_or_default(),
            anonymous: occasion.anonymous,
            contact: said(Fact::CONTACT),
            wheelchair: said(Fact::WHEELCHAIR),
            facts: serde_json::to_string(&others).unwrap_or_default(),
            capacity: occasion.capacity.map(|most| most.to_string()).unwrap_or_default(),
            guests_most: Some(occasion.guests_most).filter(|most| *most > 0).map(|n| n.to_string()).unwrap_or_default(),
            ..form
        }
    }

    /// Another one of the same, a week later; its pictures stay with the first.
    fn again(self) -> Self {
        Self { status: Some(OccasionStatus::Confirmed), attached: Attachments::default(), edit: None, ..self.later(7) }
    }

    /// On the day that was pointed at, or the next one to come on the same weekday.
    fn coming(self, day: Option<NaiveDate>) -> Self {
        let Ok(starts_at) = NaiveDateTime::parse_from_str(&self.starts_at, LOCAL) else { return self };
        let today = Zone::find(&self.zone).unwrap_or_default().local(clock::now()).date();
        let days = match day {
            Some(day) => (day - starts_at.date()).num_days(),
            None => ((today - starts_at.date()).num_days().div_euclid(7) + 1) * 7,
        };
        self.later(days)
    }

    /// The same, so many days later.
    fn later(self, days: i64) -> Self {
        let later = |text: &str| {
            let at = NaiveDateTime::parse_from_str(text, LOCAL).ok();
            let at = at.and_then(|at| at.checked_add_signed(TimeDelta::try_days(days)?));
            at.map(|at| at.format(LOCAL).to_string()).unwrap_or_default()
        };
        Self {
            starts_at: later(&self.starts_at),
            ends_at: later(&self.ends_at),
            join_until: later(&self.join_until),
            ..self
        }
    }

    /// When it takes place. What cannot be read is named beside its field.
    fn occasion(&self, errors: &mut FieldErrors) -> Option<NewOccasion> {
        let zone = Zone::find(&self.zone).or_else(|| {
            errors.add("zone", "statement-zone");
            None
        })?;
        let (starts_at, ends_at) = if self.all_day { self.days(zone, errors)? } else { self.times(zone, errors)? };
        let number = |field: &'static str, text: &str, most: i64, errors: &mut FieldErrors| match text.trim() {
            "" => None,
            text => text.parse::<i64>().ok().filter(|number| (0..=most).contains(number)).or_else(|| {
                errors.add(field, Message::new("events-number").with("most", most));
                None
            }),
        };
        let capacity = number("capacity", &self.capacity, 1_000_000, errors).filter(|most| *most > 0);
        let guests_most = number("guests_most", &self.guests_most, 20, errors).unwrap_or_default();
        let online_url = address("online_url", &self.online_url, errors);
        let join_mode = self.join_mode.unwrap_or(JoinMode::Free);
        let join_url = address("join_url", &self.join_url, errors).filter(|_| join_mode == JoinMode::External);
        Some(NewOccasion {
            ends_at,
            all_day: self.all_day,
            status: self.status.unwrap_or(OccasionStatus::Confirmed),
            category: self.category.clone(),
            online_url,
            join_mode,
            join_url,
            join_until: moment(zone, &self.join_until, "join_until", errors),
            anonymous: self.anonymous,
            capacity,
            guests_most: i16::try_from(guests_most).unwrap_or_default(),
            facts: Json(self.facts()),
            ..NewOccasion::at(starts_at, zone.name())
        })
    }

    fn times(&self, zone: Zone, errors: &mut FieldErrors) -> Option<(NaiveDateTime, Option<NaiveDateTime>)> {
        if self.starts_at.is_empty() {
            errors.add("starts_at", "events-no-start");
            return None;
        }
        let starts_at = moment(zone, &self.starts_at, "starts_at", errors)?;
        Some((starts_at, moment(zone, &self.ends_at, "ends_at", errors)))
    }

    /// From the first midnight to the one after the last day.
    fn days(&self, zone: Zone, errors: &mut FieldErrors) -> Option<(NaiveDateTime, Option<NaiveDateTime>)> {
        let day = |text: &str| text.get(..10).and_then(|day| day.parse::<NaiveDate>().ok());
        let Some(first) = day(&self.starts_at) else {
            errors.add("starts_at", "events-no-start");
            return None;
        };
        let last = day(&self.ends_at).unwrap_or(first);
        if last < first {
            errors.add("ends_at", "statement-ends-first");
            return None;
        }
        let midnight = |day: NaiveDate| Some(zone.moment(day.and_hms_opt(0, 0, 0)?));
        Some((midnight(first)?, midnight(last.succ_opt()?)))
    }

    fn facts(&self) -> Vec<Fact> {
        let contact = Fact::contact(&self.contact);
        let known = ["fully", "partially", "no"].contains(&self.wheelchair.as_str());
        let wheelchair = Fact {
            key: Fact::WHEELCHAIR.to_owned(),
            name: String::new(),
            value: if known { self.wheelchair.clone() } else { String::new() },
        };
        let others: Vec<Fact> = serde_json::from_str(&self.facts).unwrap_or_default();
        [contact, wheelchair].iter().chain(&others).filter_map(Fact::kept).take(MOST_FACTS).collect()
    }

    fn place(&self, errors: &mut FieldErrors) -> NewPlace {
        let point = Point::read(&self.latitude, &self.longitude);
        let given = [&self.latitude, &self.longitude].iter().any(|degrees| !degrees.trim().is_empty());
        if point.is_none() && given {
            errors.add("latitude", "placing-no-point");
        }
        let text = |text: &String| text.trim().to_owned();
        NewPlace {
            name: text(&self.place),
            country: Some(text(&self.country)).filter(|country| !country.is_empty()),
            point,
            address: Some(Address {
                street: text(&self.street),
                postal_code: text(&self.postal_code),
                locality: text(&self.locality),
                region: text(&self.region),
            }),
        }
    }

    /// What it says; what it does not speak of is as in `kept`. What cannot be read is named beside its field.
    pub(super) fn statement(&self, kept: Statement, errors: &mut FieldErrors) -> Statement {
        let words = self.tags.split(|c: char| c.is_whitespace() || c == ',').filter(|word| !word.is_empty());
        Statement {
            behalf: self.behalf,
            title: self.title.trim().to_owned(),
            text: self.text.clone(),
            visibility: self.visibility.unwrap_or(Visibility::Public),
            language: self.language.clone(),
            media: self.attached.named(),
            place: Some(self.place(errors)),
            occasion: self.occasion(errors),
            tags: words.map(str::to_owned).collect(),
            answerable: Some(self.comments != Comments::Closed),
            moderated: Some(self.comments == Comments::Moderated),
            ..kept
        }
    }

    /// Has the event say something else, and those that follow it in a series where that is wanted; else it goes its own way.
    pub(super) async fn save(
        self,
        app: &App,
        me: ActorId,
        id: ObjectId,
        statement: Statement,
    ) -> Result<Object, SeriesProblem> {
        let desk = app.desk();
        app.db
            .write(move |c| {
                let object = own(c, me, id)?;
                let author = Actor::get(c, object.actor_id)?;
                ObjectEdit::keep(c, &object)?;
                Media::hand_over(c, me, author.id, self.attached.media())?;
                self.attached.describe(c, author.id)?;
                let edited = statement.edit(c, &desk, &author, &object)?;
                if let Some((series, occurrence)) = series::of_event(c, id)? {
                    match self.scope {
                        Scope::This => occurrence.detach(c)?,
                        scope => series.change(c, &desk, &occurrence, scope, &statement)?,
                    }
                }
                Ok(edited)
            })
            .await
    }
}

fn degrees(degrees: Option<f64>) -> String {
    degrees.map(|degrees| degrees.to_string()).unwrap_or_default()
}

/// An address on the web; none where the field is empty.
fn address(field: &'static str, text: &str, errors: &mut FieldErrors) -> Option<String> {
    let text = text.trim();
    if text.is_empty() {
        return None;
    }
    match url::Url::parse(text) {
        Ok(url) if matches!(url.scheme(), "http" | "https") => Some(url.to_string()),
        _ => {
            errors.add(field, "events-no-address");
            None
        }
    }
}

/// A moment by the clocks of a zone; none where the field is empty.
fn moment(zone: Zone, text: &str, field: &'static str, errors: &mut FieldErrors) -> Option<NaiveDateTime> {
    if text.is_empty() {
        return None;
    }
    let local = NaiveDateTime::parse_from_str(text, LOCAL)
        .or_else(|_| NaiveDateTime::parse_from_str(text, "%Y-%m-%dT%H:%M:%S"));
    match local {
        Ok(local) => Some(zone.moment(local)),
        Err(_) => {
            errors.add(field, "events-no-time");
            None
        }
    }
}

/// An event of this member's, or of a group that the member acts for. Errors: there is none.
fn own(c: &mut Conn, me: ActorId, id: ObjectId) -> Result<Object, DbError> {
    let object = Object::find(c, id)?.filter(|object| object.deleted_at.is_none()).ok_or(DbError::NotFound)?;
    if membership::may_act_for(c, me, object.actor_id)? { Ok(object) } else { Err(DbError::NotFound) }
}
