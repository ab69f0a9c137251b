//! Mails to members, on their way out. Where no mail server is configured they are kept for administrators to read.

use chrono::{Duration, NaiveDateTime};
use diesel::prelude::*;
use store::{Conn, clock, signal};

use crate::schema::mails;

/// The topic that is raised when a mail is queued.
pub const TOPIC: &str = "mail";

/// For how long sending is tried. A link in an older mail would no longer work.
pub const GIVE_UP_AFTER: Duration = Duration::days(3);

/// How long a worker has to send what it claimed before another may try.
const LEASE: Duration = Duration::minutes(10);

store::id_type! {
    /// Names a mail.
    pub MailId
}

/// A row of `mails`.
#[derive(Clone, Queryable, Selectable, Identifiable)]
#[diesel(table_name = mails, check_for_backend(store::Backend))]
pub struct Mail {
    /// Its number.
    pub id: MailId,
    /// The address it goes to.
    pub recipient: String,
    /// Its subject.
    pub subject: String,
    /// Its text; empty once it is sent, since the links in it open accounts.
    pub body: String,
    /// When it was written.
    pub created_at: NaiveDateTime,
    /// How often sending failed.
    pub tries: i16,
    /// When sending is tried next; none once it is sent or given up.
    pub run_at: Option<NaiveDateTime>,
    /// When it was handed to the mail server.
    pub sent_at: Option<NaiveDateTime>,
    /// Why it could not be sent last.
    pub error: Option<String>,
}

impl std::fmt::Debug for Mail {
    /// Leaves out the text, which may open an account.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Mail").field("id", &self.id).field("tries", &self.tries).finish_non_exhaustive()
    }
}

impl Mail {
    /// Queues a mail, to be sent once what was written with it is committed.
    pub fn queue(c: &mut Conn, to: &str, subject: &str, body: &str) -> QueryResult<MailId> {
        let now = clock::now();
        let id = MailId::next();
        diesel::insert_into(mails::table)
            .values((
                mails::id.eq(id),
                mails::recipient.eq(to),
                mails::subject.eq(subject),
                mails::body.eq(body),
                mails::created_at.eq(now),
                mails::run_at.eq(now),
            ))
            .execute(c)?;
        signal::raise(c, TOPIC);
        Ok(id)
    }

    /// Claims mails that are to be sent now, the oldest first: nobody else is given them for ten minutes. Those that
    /// were kept for want of a mail server are not sent any more after three days.
    pub fn claim(c: &mut Conn, limit: i64) -> QueryResult<Vec<Self>> {
        let now = clock::now();
        let due: Vec<MailId> = store::claim!(
            mails::table
                .filter(mails::run_at.le(now))
                .filter(mails::created_at.gt(now - GIVE_UP_AFTER))
                .order(mails::run_at)
                .select(mails::id)
                .limit(limit)
        )
        .load(c)?;
        diesel::update(mails::table.filter(mails::id.eq_any(due)))
            .set(mails::run_at.eq(now + LEASE))
            .returning(Self::as_returning())
            .get_results(c)
    }

    /// When a mail is to be sent next.
    pub fn next_at(c: &mut Conn) -> QueryResult<Option<NaiveDateTime>> {
        mails::table
            .filter(mails::created_at.gt(clock::now() - GIVE_UP_AFTER))
            .select(diesel::dsl::min(mails::run_at))
            .get_result(c)
    }

    /// Writes down that it was handed to the mail server.
    pub fn sent(&self, c: &mut Conn) -> QueryResult<()> {
        diesel::update(self)
            .set((
                mails::sent_at.eq(clock::now()),
                mails::run_at.eq(None::<NaiveDateTime>),
                mails::error.eq(None::<String>),
                mails::body.eq(""),
            ))
            .execute(c)?;
        Ok(())
    }

    /// Writes down why it could not be sent. It is tried again after 1, 2, 4 … minutes, at most 6 hours, unless the
    /// mail server refused it `for_good` or three days have passed.
    pub fn failed(&self, c: &mut Conn, error: &str, for_good: bool) -> QueryResult<()> {
        let now = clock::now();
        let wait = Duration::minutes(1 << self.tries.clamp(0, 10)).min(Duration::hours(6));
        let again = (!for_good && now + wait < self.created_at + GIVE_UP_AFTER).then_some(now + wait);
        diesel::update(self)
            .set((mails::tries.eq(self.tries.saturating_add(1)), mails::run_at.eq(again), mails::error.eq(error)))
            .execute(c)?;
        Ok(())
    }

    /// The mails before that one, the newest first, for administrators.
    pub fn list(c: &mut Conn, before: Option<MailId>, limit: i64) -> QueryResult<Vec<Self>> {
        let before = before.unwrap_or(MailId(i64::MAX));
        mails::table.filter(mails::id.lt(before)).order(mails::id.desc()).limit(limit).select(Self::as_select()).load(c)
    }

    /// The mail of that number.
    pub fn find(c: &mut Conn, id: MailId) -> QueryResult<Option<Self>> {
        mails::table.find(id).select(Self::as_select()).first(c).optional()
    }

    /// Deletes the mails written before that moment, sent or not. Answers how many.
    pub fn prune(c: &mut Conn, before: NaiveDateTime) -> QueryResult<usize> {
        diesel::delete(mails::table.filter(mails::created_at.lt(before))).execute(c)
    }
}
