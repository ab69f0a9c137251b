//! Reminders: some time before it begins, to those who come.

use chrono::TimeDelta;
use diesel::prelude::*;
use store::{Conn, clock};

use super::{News, Participation, ParticipationState, tell};
use crate::object::Object;
use crate::occasion::{Occasion, OccasionStatus};
use crate::schema::{occasions, participations};

/// How long before the beginning one can be reminded, in minutes, from the longest: a week, two days, a day, three hours, an hour,
/// a quarter of one.
pub const LEADS: [i32; 6] = [10_080, 2_880, 1_440, 180, 60, 15];

/// The leads of who chose none: a day and an hour.
pub const DEFAULT_REMINDERS: [i32; 2] = [1_440, 60];

/// How many are reminded in one transaction.
const BATCH: i64 = 200;

impl Participation {
    /// Reminds those whose time has come, each once for each lead that they chose. What one registered for later than a lead is
    /// over brings no reminder of it. Returns whether there may be more.
    pub fn remind_due(c: &mut Conn) -> QueryResult<bool> {
        let now = clock::now();
        let mut full = false;
        for lead in LEADS {
            let until = now + TimeDelta::minutes(i64::from(lead));
            let due: Vec<(Self, Occasion)> = participations::table
                .inner_join(occasions::table.on(occasions::object_id.eq(participations::object_id)))
                .filter(participations::state.eq(ParticipationState::Accepted))
                .filter(participations::reminded.is_null().or(participations::reminded.gt(lead)))
                .filter(occasions::starts_at.gt(now))
                .filter(occasions::starts_at.le(until))
                .filter(occasions::status.ne(OccasionStatus::Cancelled))
                .order(participations::id)
                .limit(BATCH)
                .select((Self::as_select(), Occasion::as_select()))
                .load(c)?;
            full |= due.len() as i64 == BATCH;
            for (row, occasion) in due {
                diesel::update(&row).set(participations::reminded.eq(lead)).execute(c)?;
                let begins_in = (occasion.starts_at - now).num_minutes();
                let next = LEADS.iter().copied().find(|shorter| {
                    *shorter < lead && i64::from(*shorter) >= begins_in && row.reminders.0.contains(shorter)
                });
                let asked_before = row.asked_at + TimeDelta::minutes(i64::from(lead)) < occasion.starts_at;
                // Of several that are due at once, after a pause of the server, the nearest is enough.
                if row.reminders.0.contains(&lead) && asked_before && next.is_none() {
                    row.remind(c)?;
                }
            }
        }
        Ok(full)
    }

    fn remind(&self, c: &mut Conn) -> QueryResult<()> {
        let Some(object) = Object::find(c, self.object_id)?.filter(|object| object.deleted_at.is_none()) else {
            return Ok(());
        };
        if let Some(actor) = self.actor(c)? {
            if !actor.is_local() {
                return Ok(());
            }
            tell::member(c, &object, actor.id, News::Reminder)?;
        }
        tell::later(c, self.id, News::Reminder)
    }
}
