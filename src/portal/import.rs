//! What a member brings from elsewhere, carried out behind the pages.
//!
//! First comes everything that names who and what is known here; then other servers are asked, a few at a time, by the look-up
//! of `federation`. No run of the job waits for one of them: it looks how far they are and comes again. What was done is
//! written in the same transaction as that it was, so a run that is cut short is simply followed by the next.

pub(crate) mod file;

use std::collections::HashSet;

use async_trait::async_trait;
use chrono::{NaiveDateTime, TimeDelta};
use host::App;
use host::federation::fetch::Resolved;
use host::federation::jobs::{Absence, Sought};
use host::social::actor::Actor;
use host::social::import::{Entry, Import, ImportId, ImportMode, Refusal, Row, Target};
use host::store::jobs::{self, Failure, Job};
use host::store::{Conn, clock};
use serde::{Deserialize, Serialize};

/// How many rows of what is known here one run does.
const BATCH: i64 = 100;

/// For how many rows of an import other servers are asked at a time.
const AT_ONCE: i64 = 4;

/// How long after asking it is looked whether there is an answer.
const GLANCE: TimeDelta = TimeDelta::seconds(1);

/// How much one transaction takes away.
const HANDFUL: usize = 20;

/// Carries out some rows of an import that was confirmed, and sees to it that the rest follows.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct CarryOut {
    import: ImportId,
}

/// Drops the imports whose time is over, and carries on with those whose job was lost: taken off the queue by hand, or kept
/// from working while a stall was switched off.
#[derive(Debug, Default, Serialize, Deserialize)]
pub(crate) struct TidyImports;

impl CarryOut {
    /// Writes the job down, unless it waits already.
    pub(crate) fn later(c: &mut Conn, import: ImportId, at: NaiveDateTime) -> diesel::QueryResult<()> {
        jobs::enqueue_unique_at(c, &Self { import }, &import.to_string(), at)
    }
}

#[async_trait]
impl Job for CarryOut {
    type Context = App;
    const NAME: &'static str = "carry-out-import";

    async fn run(&self, app: &App) -> Result<(), Failure> {
        let (id, hosts) = (self.import, app.hosts.clone());
        let found = app.db.read(move |c| {
            let Some(import) = Import::running(c, id)? else { return Ok(None) };
            let me = Actor::get(c, import.actor_id)?;
            Ok::<_, diesel::result::Error>((me.is_present() && me.home(&hosts).is_ok()).then_some(import))
        });
        let Some(import) = found.await? else { return Ok(()) };
        let next = match do_what_is_known(app, &import).await? {
            Some(next) => Some(next),
            None => ask(app, &import).await?,
        };
        match next {
            Some(next) => app.db.write(move |c| Self::later(c, id, next)).await?,
            None => finish(app, import).await?,
        }
        Ok(())
    }
}

#[async_trait]
impl Job for TidyImports {
    type Context = App;
    const NAME: &'static str = "tidy-imports";

    async fn run(&self, app: &App) -> Result<(), Failure> {
        let tidied = app.db.write(|c| {
            Import::forget_stale(c)?;
            Import::all_running(c)?.into_iter().try_for_each(|import| CarryOut::later(c, import, clock::now()))
        });
        Ok(tidied.await?)
    }
}

/// Does the next rows that nobody looked at yet, where what they name is known here, and puts the others in line to be asked
/// for. `None`: there are none such.
async fn do_what_is_known(app: &App, import: &Import) -> Result<Option<NaiveDateTime>, Failure> {
    let id = import.id;
    let rows = app.db.read(move |c| Row::waiting(c, id, BATCH)).await?;
    if rows.is_empty() {
        return Ok(None);
    }
    for row in rows {
        let sought = match row.entry(import).as_ref().map(Entry::sought) {
            Ok(None) => {
                carry_out(app, row, Target::Host).await?;
                continue;
            }
            Ok(Some(sought)) => sought,
            Err(refusal) => {
                refuse(app, row, *refusal).await?;
                continue;
            }
        };
        match app.federation.look_up(&sought, false).await? {
            Sought::Found(found) => carry_out(app, row, target(found)).await?,
            Sought::Waiting | Sought::Unknown | Sought::Missing(_) => app.db.write(move |c| row.ask(c)).await?,
            Sought::NotSearchable => refuse(app, row, Refusal::Unfit).await?,
        }
    }
    Ok(Some(clock::now()))
}

/// Asks for the next few rows, and looks what became of those that were asked for. When to look again; `None`: every row is
/// settled.
async fn ask(app: &App, import: &Import) -> Result<Option<NaiveDateTime>, Failure> {
    let id = import.id;
    let rows = app.db.read(move |c| Row::asking(c, id, AT_ONCE)).await?;
    if rows.is_empty() {
        return Ok(app.db.read(move |c| Row::next_due(c, id)).await?);
    }
    let (mut next, mut silent) = (clock::now() + GLANCE, HashSet::new());
    for row in rows {
        let Some(sought) = row.entry(import).ok().and_then(|entry| entry.sought()) else {
            refuse(app, row, Refusal::Unfit).await?;
            continue;
        };
        if silent.contains(&row.host) {
            continue;
        }
        let asked = row.asked_at.is_some();
        match app.federation.look_up(&sought, !asked).await? {
            Sought::Waiting if asked => continue,
            Sought::Waiting => {
                app.db.write(move |c| row.asked(c)).await?;
                continue;
            }
            Sought::Found(found) => carry_out(app, row, target(found)).await?,
            Sought::Missing(Absence::Unreachable) => {
                silent.insert(row.host.clone());
                app.db.write(move |c| row.put_off_or_refuse(c, true, Refusal::Unreachable)).await?;
            }
            Sought::Missing(why) => missing(app, row, why).await?,
            Sought::Unknown if !app.federation.is_enabled() => refuse(app, row, Refusal::Disabled).await?,
            // Its server gave something that nobody gets to see here, or its answer was forgotten when the program ended.
            Sought::Unknown => app.db.write(move |c| row.put_off_or_refuse(c, false, Refusal::Gone)).await?,
            Sought::NotSearchable => refuse(app, row, Refusal::Unfit).await?,
        }
        next = clock::now();
    }
    Ok(Some(next))
}

/// A server that refuses may be overloaded, and one whose answer is forgotten may be asked again; the rest is final.
async fn missing(app: &App, row: Row, why: Absence) -> Result<(), Failure> {
    let (refusal, is_final) = match why {
        Absence::Nothing => (Refusal::Nothing, true),
        Absence::Unreachable | Absence::Forgotten => (Refusal::Unreachable, false),
        Absence::Refused => (Refusal::Refused, false),
        Absence::Unfit => (Refusal::Unfit, true),
        Absence::Blocked => (Refusal::Barred, true),
        Absence::Disabled => (Refusal::Disabled, true),
    };
    Ok(app
        .db
        .write(move |c| if is_final { row.refuse(c, refusal) } else { row.put_off_or_refuse(c, false, refusal) })
        .await?)
}

fn target(found: Resolved) -> Target {
    match found {
        Resolved::Actor(actor) => Target::Actor(actor),
        Resolved::Object(object) => Target::Object(object),
    }
}

async fn carry_out(app: &App, row: Row, target: Target) -> Result<(), Failure> {
    let hosts = app.hosts.clone();
    Ok(app.db.write(move |c| row.carry_out(c, &hosts, &target)).await?)
}

async fn refuse(app: &App, row: Row, refusal: Refusal) -> Result<(), Failure> {
    Ok(app.db.write(move |c| row.refuse(c, refusal)).await?)
}

/// Takes away what is not in the file, where that is wanted, and ends the import.
async fn finish(app: &App, import: Import) -> Result<(), Failure> {
    if import.mode == ImportMode::Overwrite {
        let read = import.clone();
        let surplus = app.db.read(move |c| read.surplus(c)).await?;
        for handful in surplus.chunks(HANDFUL) {
            let (handful, hosts, id) = (handful.to_vec(), app.hosts.clone(), import.id);
            let taken = app.db.write(move |c| {
                let Some(import) = Import::running(c, id)? else { return Ok(()) };
                handful.iter().try_for_each(|surplus| surplus.drop(c, &hosts, import.actor_id))
            });
            taken.await?;
        }
    }
    Ok(app.db.write(move |c| import.finish(c)).await?)
}
