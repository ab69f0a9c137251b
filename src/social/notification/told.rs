//! Notifications with everything that is shown of them.

use std::collections::{HashMap, HashSet};

use diesel::prelude::*;
use store::Conn;

use super::Notification;
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
    /// These notifications to an actor, in their order and in a constant number of queries. Left out is whose sender or whose
    /// object is gone or out of sight by now, and what a filter of the actor hides.
    pub fn gather(c: &mut Conn, to: ActorId, notifications: Vec<Notification>) -> QueryResult<Vec<Self>> {
        let cards = cards(c, to, &notifications)?;
        let reports = reports(c, &notifications)?;
        let named = reports.values().flat_map(|report| [report.reporter_id, report.target_id]);
        let people: HashSet<ActorId> = notifications.iter().map(|one| one.from_id).chain(named).collect();
        let people: Vec<ActorId> = people.into_iter().collect();
        let barred = visibility::barred(c, &people)?;
        let people: HashMap<ActorId, Actor> =
            Actor::load(c, &people)?.into_iter().map(|actor| (actor.id, actor)).collect();
        let complete = |notification: Notification| {
            let report = notification.report_id.and_then(|id| reports.get(&id));
            // Who is reported may be kept out by now: moderators see them all the same.
            if report.is_none() && barred.contains(&notification.from_id) {
                return None;
            }
            let card = match notification.object_id {
                Some(id) => Some(cards.get(&id)?.clone()),
                None => None,
            };
            let report = report.and_then(|report| {
                let (reporter, target) = (people.get(&report.reporter_id)?, people.get(&report.target_id)?);
                Some(ToldReport { report: report.clone(), reporter: reporter.clone(), target: target.clone() })
            });
            Some(Self { from: people.get(&notification.from_id)?.clone(), notification, card, report })
        };
        Ok(notifications.into_iter().filter_map(complete).collect())
    }
}

fn cards(c: &mut Conn, to: ActorId, notifications: &[Notification]) -> QueryResult<HashMap<ObjectId, Card>> {
    let about: HashSet<ObjectId> = notifications.iter().filter_map(|one| one.object_id).collect();
    let objects = Object::load(c, &about.into_iter().collect::<Vec<_>>())?;
    let objects = visibility::visible(c, Some(to), objects)?;
    let cards = Card::gather(c, Some(to), objects)?;
    let cards = filter::sift(c, Some(to), FilterContext::Notifications, cards)?;
    Ok(cards.into_iter().map(|card| (card.object.id, card)).collect())
}

fn reports(c: &mut Conn, notifications: &[Notification]) -> QueryResult<HashMap<ReportId, Report>> {
    let ids: Vec<ReportId> = notifications.iter().filter_map(|one| one.report_id).collect();
    if ids.is_empty() {
        return Ok(HashMap::new());
    }
    Ok(Report::load(c, &ids)?.into_iter().map(|report| (report.id, report)).collect())
}
