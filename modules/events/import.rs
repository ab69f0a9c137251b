//! What comes from calendars of others: events of an actor of ours, each under the name that it has there, so that it comes once and
//! is changed in its place. A series comes as its occurrences within a year before and after, each an event of its own.
//!
//! Nobody is told of what is new: it is in the agenda, at whoever organises it and in search. Of what changes others are told as of
//! every change.

mod plan;
mod taking;

use diesel::QueryResult;
use host::App;
use host::social::actor::{Actor, ActorId};
use serde::{Deserialize, Serialize};

use crate::calendar_file::{CalendarFile, CalendarFileId};
use crate::subscription::SubscriptionId;

pub(crate) use plan::{Ground, Item, Plan};
pub(crate) use taking::sweep;

/// How many are written in one go.
const BATCH: usize = 100;

/// Something in a file that is not taken, or not as it is there.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Refusal {
    /// The line that it begins in, from 1.
    pub(crate) line: usize,
    /// Why.
    pub(crate) reason: String,
}

/// What became of a calendar.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Report {
    /// How many events are new here.
    pub(crate) added: usize,
    /// How many were changed.
    pub(crate) changed: usize,
    /// How many are as they were, or were deleted here.
    pub(crate) unchanged: usize,
    /// How many went from the calendar and were deleted here.
    #[serde(default)]
    pub(crate) withdrawn: usize,
    /// What was not taken.
    pub(crate) refused: Vec<Refusal>,
    /// What was taken otherwise than it was.
    pub(crate) notes: Vec<Refusal>,
}

impl Report {
    /// How many were looked at.
    pub(crate) fn done(&self) -> usize {
        self.added + self.changed + self.unchanged
    }

    fn count(&mut self, outcome: Outcome) {
        *match outcome {
            Outcome::Added => &mut self.added,
            Outcome::Changed => &mut self.changed,
            Outcome::Unchanged => &mut self.unchanged,
        } += 1;
    }
}

/// What became of an event.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Outcome {
    Added,
    Changed,
    Unchanged,
}

/// For whom, and on whose behalf, a calendar is taken over.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Taking {
    /// Whose events they become.
    pub(crate) organiser: ActorId,
    /// The calendar that is asked again and again.
    pub(crate) subscription: Option<SubscriptionId>,
    /// The file that a member brought.
    pub(crate) file: Option<CalendarFileId>,
}

impl Taking {
    /// For that organiser, once.
    pub(crate) fn by(organiser: ActorId) -> Self {
        Self { organiser, subscription: None, file: None }
    }

    /// Takes a plan's events over, batch by batch. `tell` hears how far it is; where it says no, nothing further is begun.
    pub(crate) async fn run(
        self,
        app: &App,
        plan: Plan,
        mut tell: impl FnMut(&Report) -> bool + Send,
    ) -> QueryResult<Report> {
        let mut report = Report { refused: plan.refused, notes: plan.notes, ..Report::default() };
        let mut left = plan.items.into_iter().peekable();
        while left.peek().is_some() {
            let batch: Vec<Item> = left.by_ref().take(BATCH).collect();
            let desk = app.desk();
            let before = report.clone();
            let taken = app.db.write(move |c| {
                let organiser = Actor::get(c, self.organiser)?;
                let mut report = before.clone();
                self.take(c, &desk, &organiser, &batch)?.into_iter().for_each(|outcome| report.count(outcome));
                if let Some(file) = self.file {
                    CalendarFile::advance(c, file, &report)?;
                }
                Ok::<_, diesel::result::Error>(report)
            });
            report = taken.await?;
            if !tell(&report) {
                break;
            }
        }
        Ok(report)
    }
}
