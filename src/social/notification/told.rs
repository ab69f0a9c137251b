//! Notifications and groups with everything that is shown of them, gathered for a whole page in a constant number of queries.
//! Left out is whose sender or whose object is gone or out of sight by now, and what a filter of the receiver hides.

use std::collections::{HashMap, HashSet};

use diesel::prelude::*;
use store::Conn;

use super::{Group, Notification};
use crate::actor::{Actor, ActorId};
use crate::card::Card;
use crate::filter::{self, FilterContext};
use crate::object::{Object, ObjectId};
use crate::report::{Report, ReportId};
use crate::visibility;

/// A notification with everything that is shown of it.
#[derive(Debug, Clone)]
pub struct Told {
    /// The notification.
    pub notification: Notification,
    /// Who did it.
    pub from: Actor,
    /// What it is about.
    pub card: Option<Card>,
    /// The report that came in.
    pub report: Option<ToldReport>,
}

/// A group with everything that is shown of it.
#[derive(Debug, Clone)]
pub struct ToldGroup {
    /// The group.
    pub group: Group,
    /// Some of those who did it, the last first, and at least one.
    pub people: Vec<Actor>,
    /// What it is about.
    pub card: Option<Card>,
    /// The report that came in.
    pub report: Option<ToldReport>,
}

/// A report with those whom it names.
#[derive(Debug, Clone)]
pub struct ToldReport {
    /// The report.
    pub report: Report,
    /// Who reports.
    pub reporter: Actor,
    /// Who is reported.
    pub target: Actor,
}

impl Told {
    /// These notifications to an actor, in their order.
    pub fn gather(c: &mut Conn, to: ActorId, notifications: Vec<Notification>) -> QueryResult<Vec<Self>> {
        let senders: Vec<ActorId> = notifications.iter().map(|one| one.from_id).collect();
        let about = About::gather(c, to, &notifications, senders)?;
        let tell = |notification: Notification| {
            let (card, report) = about.subject(&notification)?;
            let from = about.person(notification.from_id, report.as_ref())?;
            Some(Self { notification, from, card, report })
        };
        Ok(notifications.into_iter().filter_map(tell).collect())
    }
}

impl ToldGroup {
    /// These groups of notifications to an actor, in their order.
    pub fn gather(c: &mut Conn, to: ActorId, groups: Vec<Group>) -> QueryResult<Vec<Self>> {
        let newest: Vec<Notification> = groups.iter().map(|group| group.newest.clone()).collect();
        let senders = groups.iter().flat_map(|group| group.samples.iter().copied()).collect();
        let about = About::gather(c, to, &newest, senders)?;
        let tell = |group: Group| {
            let (card, report) = about.subject(&group.newest)?;
            let people: Vec<Actor> = group.samples.iter().filter_map(|id| about.person(*id, report.as_ref())).collect();
            (!people.is_empty()).then_some(Self { group, people, card, report })
        };
        Ok(groups.into_iter().filter_map(tell).collect())
    }
}

/// What notifications refer to.
struct About {
    cards: HashMap<ObjectId, Card>,
    reports: HashMap<ReportId, Report>,
    people: HashMap<ActorId, Actor>,
    /// Whom nobody gets to see.
    barred: HashSet<ActorId>,
}

impl About {
    fn gather(c: &mut Conn, to: ActorId, all: &[Notification], senders: Vec<ActorId>) -> QueryResult<Self> {
        let cards = cards(c, to, all)?;
        let reports = reports(c, all)?;
        let reported = reports.values().flat_map(|report| [report.reporter_id, report.target_id]);
        let people: HashSet<ActorId> = senders.into_iter().chain(reported).collect();
        let people: Vec<ActorId> = people.into_iter().collect();
        let barred = visibility::barred(c, &people)?;
        let people = Actor::load(c, &people)?.into_iter().map(|actor| (actor.id, actor)).collect();
        Ok(Self { cards, reports, people, barred })
    }

    /// What one is about; none where that is not to be seen.
    fn subject(&self, notification: &Notification) -> Option<(Option<Card>, Option<ToldReport>)> {
        let card = match notification.object_id {
            Some(id) => Some(self.cards.get(&id)?.clone()),
            None => None,
        };
        let report = notification.report_id.and_then(|id| self.reports.get(&id)).and_then(|report| {
            let (reporter, target) = (self.people.get(&report.reporter_id)?, self.people.get(&report.target_id)?);
            Some(ToldReport { report: report.clone(), reporter: reporter.clone(), target: target.clone() })
        });
        Some((card, report))
    }

    /// Who did it. Moderators see whom a report names even when nobody else does any more.
    fn person(&self, id: ActorId, report: Option<&ToldReport>) -> Option<Actor> {
        let hidden = report.is_none() && self.barred.contains(&id);
        self.people.get(&id).filter(|_| !hidden).cloned()
    }
}

fn cards(c: &mut Conn, to: ActorId, all: &[Notification]) -> QueryResult<HashMap<ObjectId, Card>> {
    let about: HashSet<ObjectId> = all.iter().filter_map(|one| one.object_id).collect();
    let objects = Object::load(c, &about.into_iter().collect::<Vec<_>>())?;
    let objects = visibility::visible(c, Some(to), objects)?;
    let cards = Card::gather(c, Some(to), objects)?;
    let cards = filter::sift(c, Some(to), FilterContext::Notifications, cards)?;
    Ok(cards.into_iter().map(|card| (card.object.id, card)).collect())
}

fn reports(c: &mut Conn, all: &[Notification]) -> QueryResult<HashMap<ReportId, Report>> {
    let ids: Vec<ReportId> = all.iter().filter_map(|one| one.report_id).collect();
    if ids.is_empty() {
        return Ok(HashMap::new());
    }
    Ok(Report::load(c, &ids)?.into_iter().map(|report| (report.id, report)).collect())
}
