//! The dates of a series: the other events of one, and its end.

use actix_web::HttpResponse;
use actix_web::web::Path;
use chrono::NaiveDateTime;
use diesel::result::Error as DbError;
use host::social::actor::{Actor, ActorId};
use host::social::card::Card;
use host::social::membership;
use host::social::object::{Object, ObjectId};
use host::social::visibility;
use host::store::{Conn, clock};
use host::web::card::ObjectCard;
use host::web::{self, Form, MemberVisit, Message, Visit};
use host::{App, Show};
use serde::{Deserialize, Serialize};

use crate::calendar::recurrence::{Ending, Frequency, Rule};
use crate::series::{self, Series};

#[derive(Serialize)]
struct Dates {
    card: ObjectCard,
    /// How it is repeated, in words; none: it takes place once.
    rule: Option<String>,
    until: Option<NaiveDateTime>,
    ended: bool,
    dates: Vec<ObjectCard>,
    /// Whether the reader may end it.
    mine: bool,
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
    let (handle, id) = path.into_inner();
    let stall = app.hosts.stall(crate::MANIFEST.name).ok_or_else(|| web::Error::not_found("stall"))?;
    let viewer = visit.member.as_ref().and_then(|member| member.actor);
    let found = app.db.read(move |c| Found::read(c, viewer, &handle, id)).await?;
    let rule = found.series.as_ref().and_then(|series| Rule::read(&series.rule).ok());
    let look = Show { stall, viewer };
    let context = Dates {
        until: rule.as_ref().and_then(|rule| match rule.ending {
            Ending::Until(end) => Some(end.utc(chrono_tz::Tz::UTC)),
            Ending::Never | Ending::Count(_) => None,
        }),
        rule: rule.map(|rule| visit.translate(words(&rule))),
        ended: found.series.as_ref().is_some_and(|series| series.ended),
        dates: look.cards(&found.dates),
        card: look.card(&found.card),
        mine: found.mine && found.series.is_some(),
    };
    visit.render("events/series.html", &context)
}

fn words(rule: &Rule) -> Message {
    let key = match (rule.frequency, rule.week_days.is_empty()) {
        (Frequency::Daily, _) => "events-every-days",
        (Frequency::Weekly, _) => "events-every-weeks",
        (Frequency::Monthly, true) => "events-every-months",
        (Frequency::Monthly, false) => "events-every-weekdays",
        (Frequency::Yearly, _) => "events-every-years",
    };
    Message::new(key).with("count", i64::from(rule.interval))
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
        let (_, author) = find(c, &handle, id)?;
        if !membership::may_act_for(c, me, author.id)? {
            return Err(DbError::NotFound);
        }
        let (series, occurrence) = series::of_event(c, id)?.ok_or(DbError::NotFound)?;
        series.end(c, &desk, occurrence.rule_at + chrono::TimeDelta::seconds(1))?;
        Ok(format!("/@{}/{id}", author.username))
    });
    let path = ended.await?;
    visit.notice("events-series-ended");
    Ok(visit.see_other(&path))
}
