//! Calendars as programs exchange them: iCalendar (RFC 5545, RFC 7986), read and written. Nothing here knows of a database.

mod entry;
mod line;
mod read;
pub mod recurrence;
mod windows;
mod write;
pub mod zone;

pub use entry::{Alarm, Calendar, Class, Entry, Moment, Organizer, Status};
pub use read::{MAX_FILE, ReadError, Reading, Reason, Refusal, read};
pub use write::write;

#[cfg(test)]
mod tests;
