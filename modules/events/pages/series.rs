//! The dates of a series: the other events of one, another rule, and its end.

use actix_web::HttpResponse;
use actix_web::web::Path;
use chrono::{Datelike, NaiveDateTime};
use diesel::result::Error as DbError;
use host::language::Choice;
use host::social::actor::{Actor, ActorId};
use host::social::card::Card;
use host::social::membership;
use host::social::object::{Object, ObjectId};
use host::social::occasion::NewOccasion;
use host::social::visibility;
use host::store::{Conn, clock};
use host::web::card::ObjectCard;
use host::web::error::FieldErrors;
use host::web::{self, Bucket, Form, Key, MemberVisit, Message, Visit, Zone, moment};
use host::{App, Show};
use serde::{Deserialize, Serialize};

use super::repeat::RepeatForm;
use crate::calendar::recurrence::{Ending, Frequency, Rule};
use crate::series::{self, Occurrence, Series, SeriesProblem};

#[derive(Serialize)]
struct Dates<'a> {
    card: ObjectCard,
    /// How it is repeated, in words; none: it takes place once.
    rule: Option<String>,
    until: Option<NaiveDateTime>,
    ended: bool,
    dates: Vec<ObjectCard>,
    /// Whether the reader may change and end it.
    mine: bool,
    /// How it is to be repeated from now on, and the ways to say so.
    form: &'a RepeatForm,
    ways: Vec<Choice>,
    /// Whether something is wrong with that.
    wrong: bool,
}

struct Found {
    card: Card,
    series: Option<Series>,
    dates: Vec<Card>,
    mine: bool,
}

impl Found {
    /// Errors: there is no such event, or the viewer may not see it.
    fn read(c: &mut Conn, viewer: Option<ActorId>, handle: &str, id: ObjectId) -> Result<Self, DbError> {
        let (object, author) = find(c, handle, id)?;
        if !visibility::may_see(c, viewer, &object)? {
            return Err(DbError::NotFound);
        }
        let mine = viewer.map(|me| membership::may_act_for(c, me, author.id)).transpose()?.unwrap_or(false);
        let series = series::of_event(c, id)?.map(|(series, _)| series);
        let others = series.as_ref().map(|series| series.occurrences(c, clock::now())).transpose()?.unwrap_or_default();
        let others = visibility::visible(c, viewer, others.into_iter().map(|(_, object)| object).collect())?;
        Ok(Self { dates: Card::gather(c, viewer, others)?, card: Card::of(c, viewer, object)?, series, mine })
    }
}

/// An event by its address.
fn find(c: &mut Conn, handle: &str, id: ObjectId) -> Result<(Object, Actor), DbError> {
    let object = Object::find(c, id)?.filter(|object| object.deleted_at.is_none()).ok_or(DbError::NotFound)?;
    let author = Actor::get(c, object.actor_id)?;
    match author.is_local() && author.username == handle.to_lowercase() {
        true => Ok((object, author)),
        false => Err(DbError::NotFound),
    }
}

/// The dates that are still to come.
pub(crate) async fn show(visit: Visit, app: App, path: Path<(String, ObjectId)>) -> web::Result<HttpResponse> {
    render(&visit, &app, path.into_inner(), None).await
}

/// The page, with what was filled in and what is wrong with it.
async fn render(
    visit: &Visit,
    app: &App,
    (handle, id): (String, ObjectId),
    typed: Option<(RepeatForm, FieldErrors)>,
) -> web::Result<HttpResponse> {
    let stall = app.hosts.stall(crate::MANIFEST.name).ok_or_else(|| web::Error::not_found("stall"))?;
    let viewer = visit.member.as_ref().and_then(|member| member.actor);
    let found = app.db.read(move |c| Found::read(c, viewer, &handle, id)).await?;
    let rule = found.series.as_ref().and_then(|series| Rule::read(&series.rule).ok());
    let first = found.series.as_ref().and_then(|series| series.statement.0.occasion.clone());
    let (form, errors) = typed.unwrap_or_else(|| {
        let form = rule.as_ref().zip(first.as_ref()).map(|(rule, first)| RepeatForm::of(rule, first));
        (form.unwrap_or_default(), FieldErrors::new())
    });
    let look = Show { stall, viewer };
    let context = Dates {
        until: rule.as_ref().and_then(|rule| match rule.ending {
            Ending::Until(end) => Some(end.utc(chrono_tz::Tz::UTC)),
            Ending::Never | Ending::Count(_) => None,
        }),
        rule: rule.zip(first).map(|(rule, first)| words(visit, &rule, &first)),
        ended: found.series.as_ref().is_some_and(|series| series.ended),
        dates: look.cards(&found.dates),
        card: look.card(&found.card),
        mine: found.mine && found.series.is_some(),
        form: &form,
        ways: RepeatForm::choices(visit, false),
        wrong: !errors.is_empty(),
    };
    match errors.is_empty() {
        true => visit.render("events/series.html", &context),
        false => visit.render_invalid("events/series.html", &context, &errors),
    }
}

/// A rule in words, of what begins first then.
fn words(visit: &Visit, rule: &Rule, first: &NewOccasion) -> String {
    let day = Zone::find(&first.zone).unwrap_or_default().local(first.starts_at).date();
    let weekday = visit.translate(Message::new(moment::weekday(day.weekday())));
    let key = match (rule.frequency, rule.week_days.first()) {
        (Frequency::Daily, _) => "events-every-days",
        (Frequency::Weekly, _) => "events-every-weeks",
        (Frequency::Monthly, None) => "events-every-months",
        (Frequency::Monthly, Some((-1, _))) => "events-every-last-weekday",
        (Frequency::Monthly, Some(_)) => "events-every-weekdays",
        (Frequency::Yearly, _) => "events-every-years",
    };
    let which = rule.week_days.first().map_or(0, |(which, _)| i64::from(*which));
    let said = Message::new(key).with("count", i64::from(rule.interval)).with("weekday", weekday);
    visit.translate(said.with("day", i64::from(day.day())).with("which", which))
}

/// Another rule for what comes after this event.
#[derive(Debug, Deserialize)]
pub(crate) struct RuleForm {
    #[serde(default)]
    repeat: RepeatForm,
}

/// Has it take place by another rule from this event on.
pub(crate) async fn update(
    visit: MemberVisit,
    app: App,
    path: Path<(String, ObjectId)>,
    form: Form<RuleForm>,
) -> web::Result<HttpResponse> {
    let (handle, id) = path.into_inner();
    let me = visit.me.actor.ok_or_else(|| web::Error::not_found("actor"))?;
    app.web.limiter.check(Bucket::Write, Key::account(visit.me.account))?;
    let (desk, form, named) = (app.desk(), form.into_inner().repeat, handle.clone());
    let (series, occurrence) = app.db.read(move |c| own(c, me, &named, id)).await?;
    let mut errors = FieldErrors::new();
    let first = series.statement.0.occasion.clone().ok_or_else(|| web::Error::not_found("series"))?;
    let first = NewOccasion { starts_at: occurrence.rule_at, ..first };
    let Some(rule) = form.rule(&first, &mut errors) else {
        if errors.is_empty() {
            errors.add("repeat[how]", "events-repeat-which");
        }
        return render(&visit, &app, (handle, id), Some((form, errors))).await;
    };
    match app.db.write(move |c| series.repeat(c, &desk, &occurrence, &rule)).await {
        Ok(()) => {}
        Err(SeriesProblem::Database(error)) => return Err(error.into()),
        Err(_) => {
            let errors = FieldErrors::one("repeat[how]", "events-repeat-never");
            return render(&visit, &app, (handle, id), Some((form, errors))).await;
        }
    }
    visit.notice("events-rule-changed");
    Ok(visit.see_other(&format!("/@{handle}/{id}/dates")))
}

/// The series of an event that is this member's, or of a group that the member acts for. Errors: there is none.
fn own(c: &mut Conn, me: ActorId, handle: &str, id: ObjectId) -> Result<(Series, Occurrence), DbError> {
    let (_, author) = find(c, handle, id)?;
    match membership::may_act_for(c, me, author.id)? {
        true => series::of_event(c, id)?.ok_or(DbError::NotFound),
        false => Err(DbError::NotFound),
    }
}

/// No fields but the one that every form has.
#[derive(Debug, Deserialize)]
pub(crate) struct Button {}

/// Ends it: what is still to come after this event is deleted, and nothing further published.
pub(crate) async fn end(
    visit: MemberVisit,
    app: App,
    path: Path<(String, ObjectId)>,
    _form: Form<Button>,
) -> web::Result<HttpResponse> {
    let (handle, id) = path.into_inner();
    let me = visit.me.actor.ok_or_else(|| web::Error::not_found("actor"))?;
    let desk = app.desk();
    let ended = app.db.write(move |c| {
        let (series, occurrence) = own(c, me, &handle, id)?;
        series.end(c, &desk, occurrence.rule_at + chrono::TimeDelta::seconds(1))?;
        Ok::<_, DbError>(format!("/@{handle}/{id}"))
    });
    let path = ended.await?;
    visit.notice("events-series-ended");
    Ok(visit.see_other(&path))
}
