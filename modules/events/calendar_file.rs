//! Calendar files that members bring: looked at first, taken over when they say so, and what became of them.

use async_trait::async_trait;
use chrono_tz::Tz;
use diesel::prelude::*;
use host::App;
use host::social::actor::ActorId;
use host::social::schema::actors;
use host::store::jobs::{self, Failure, Job};
use host::store::uri::{Hosts, Stall};
use host::store::{Conn, Json, clock};
use serde::{Deserialize, Serialize};
use tokio::task::spawn_blocking;

use crate::import::{Ground, Plan, Report, Taking};
use crate::schema::events_files;
use crate::{MANIFEST, calendar};

host::store::id_type! {
    /// Names a file; ordered by when it was brought.
    pub(crate) CalendarFileId
}

host::store::text_enum! {
    /// How far a file is.
    pub(crate) FileState {
        /// It was looked at.
        LookedAt = "looked_at",
        /// It is being taken over.
        Begun = "begun",
        /// It was taken over.
        Done = "done",
    }
}

/// The most files of a member that are kept.
const MOST: i64 = 20;

/// A row of `events_files`, without the file.
#[derive(Debug, Clone, Queryable, Selectable)]
#[diesel(table_name = events_files)]
pub(crate) struct CalendarFile {
    pub(crate) id: CalendarFileId,
    /// Whose events they become.
    pub(crate) actor_id: ActorId,
    pub(crate) title: String,
    zone: String,
    pub(crate) state: FileState,
    /// How many events it has.
    pub(crate) total: i64,
    /// What became of how many.
    pub(crate) report: Json<Report>,
}

/// A file about to be kept.
#[derive(Debug, Clone)]
pub(crate) struct NewFile {
    pub(crate) organiser: ActorId,
    pub(crate) member: ActorId,
    pub(crate) title: String,
    pub(crate) zone: Tz,
    pub(crate) content: String,
    pub(crate) total: usize,
    /// What of it is not taken.
    pub(crate) report: Report,
}

/// What a file is read as.
pub(crate) fn plan(content: &[u8], hosts: &Hosts, stall: &Stall, zone: Tz) -> Result<Plan, calendar::ReadError> {
    let reading = calendar::read(content, zone)?;
    Ok(Plan::of(reading, Ground { hosts, stall, zone }, clock::now()))
}

impl CalendarFile {
    /// Keeps one that was looked at. Of the older ones of its member only so many stay.
    pub(crate) fn keep(c: &mut Conn, new: &NewFile) -> QueryResult<CalendarFileId> {
        let id = CalendarFileId::next();
        diesel::insert_into(events_files::table)
            .values((
                events_files::id.eq(id),
                events_files::actor_id.eq(new.organiser),
                events_files::member_id.eq(new.member),
                events_files::title.eq(&new.title),
                events_files::zone.eq(new.zone.name()),
                events_files::state.eq(FileState::LookedAt),
                events_files::content.eq(&new.content),
                events_files::total.eq(i64::try_from(new.total).unwrap_or(i64::MAX)),
                events_files::report.eq(Json(new.report.clone())),
                events_files::created_at.eq(clock::now()),
            ))
            .execute(c)?;
        let stay = events_files::table.filter(events_files::member_id.eq(new.member)).order(events_files::id.desc());
        let stay: Vec<CalendarFileId> = stay.limit(MOST).select(events_files::id).load(c)?;
        let old = events_files::table
            .filter(events_files::member_id.eq(new.member))
            .filter(events_files::id.ne_all(stay))
            .filter(events_files::state.ne(FileState::Begun));
        diesel::delete(old).execute(c)?;
        Ok(id)
    }

    /// One of a member's.
    pub(crate) fn of(c: &mut Conn, member: ActorId, id: CalendarFileId) -> QueryResult<Option<Self>> {
        let own = events_files::table.find(id).filter(events_files::member_id.eq(member));
        own.select(Self::as_select()).first(c).optional()
    }

    /// What is in it.
    pub(crate) fn content(c: &mut Conn, id: CalendarFileId) -> QueryResult<String> {
        events_files::table.find(id).select(events_files::content).first(c)
    }

    /// Has it taken over; once.
    pub(crate) fn begin(&self, c: &mut Conn) -> QueryResult<()> {
        let fresh = events_files::table.find(self.id).filter(events_files::state.eq(FileState::LookedAt));
        if diesel::update(fresh).set(events_files::state.eq(FileState::Begun)).execute(c)? > 0 {
            jobs::enqueue(c, &TakeFile { file: self.id })?;
        }
        Ok(())
    }

    /// Says how far it is.
    pub(crate) fn advance(c: &mut Conn, id: CalendarFileId, report: &Report) -> QueryResult<()> {
        diesel::update(events_files::table.find(id)).set(events_files::report.eq(Json(report.clone()))).execute(c)?;
        Ok(())
    }

    /// Lets go of one of a member's, unless it is being taken over; says whether there was one.
    pub(crate) fn drop(c: &mut Conn, member: ActorId, id: CalendarFileId) -> QueryResult<bool> {
        let own = events_files::table.find(id).filter(events_files::member_id.eq(member));
        Ok(diesel::delete(own.filter(events_files::state.ne(FileState::Begun))).execute(c)? > 0)
    }
}

/// Takes a file over.
#[derive(Debug, Clone, Copy, Serialize, Deserialize)]
pub(crate) struct TakeFile {
    pub(crate) file: CalendarFileId,
}

#[async_trait]
impl Job for TakeFile {
    type Context = App;
    const NAME: &'static str = "events.take-file";
    const ATTEMPTS: i32 = 5;

    async fn run(&self, app: &App) -> Result<(), Failure> {
        let id = self.file;
        let found = app.db.read(move |c| {
            let row = events_files::table.find(id).filter(events_files::state.eq(FileState::Begun));
            let Some(file) = row.select(CalendarFile::as_select()).first(c).optional()? else { return Ok(None) };
            Ok::<_, diesel::result::Error>(Some((CalendarFile::content(c, id)?, file)))
        });
        let Some((content, file)) = found.await? else { return Ok(()) };
        let stall =
            app.hosts.stall(MANIFEST.name).cloned().ok_or_else(|| Failure::Drop("the stall is closed".to_owned()))?;
        let (hosts, zone) = (app.hosts.clone(), calendar::zone::find(&file.zone).unwrap_or(Tz::UTC));
        let planned = spawn_blocking(move || plan(content.as_bytes(), &hosts, &stall, zone)).await;
        let plan = planned.map_err(|error| Failure::Retry(error.to_string()))?;
        let plan = plan.map_err(|error| Failure::Drop(error.to_string()))?;
        let report = Taking { file: Some(id), ..Taking::by(file.actor_id) }.run(app, plan, |_| true).await?;
        app.db
            .write(move |c| {
                CalendarFile::advance(c, id, &report)?;
                let done = (events_files::state.eq(FileState::Done), events_files::content.eq(""));
                diesel::update(events_files::table.find(id)).set(done).execute(c)
            })
            .await?;
        Ok(())
    }
}

/// Lets go of the files of actors that are gone.
pub(crate) fn sweep(c: &mut Conn) -> QueryResult<()> {
    let gone: Vec<ActorId> = actors::table.filter(actors::deleted_at.is_not_null()).select(actors::id).load(c)?;
    let theirs = events_files::actor_id.eq_any(&gone).or(events_files::member_id.eq_any(&gone));
    diesel::delete(events_files::table.filter(theirs)).execute(c)?;
    Ok(())
}
