//! Deliveries: every activity goes to every inbox of its audience, at least once, however long that takes.
//!
//! Rows say what is to be done ([`social::parcel`]); this worker takes those that are due, sends a few at a time to each
//! host, and writes down what came of it. A row that was taken comes back by itself when the worker dies.

mod attempt;
mod results;
#[cfg(test)]
mod tests;
mod worker;

use chrono::TimeDelta;
use diesel::QueryResult;
use social::outbox::Delivery;
use store::{Conn, clock};

pub(crate) use worker::work;

/// For how many days a server may be silent before what waits for it is given up.
const PATIENCE: i64 = 7;

/// Gives up what waits for servers that have been silent for too long; returns how many deliveries went.
pub(crate) fn give_up(c: &mut Conn) -> QueryResult<usize> {
    Delivery::give_up(c, clock::now() - TimeDelta::days(PATIENCE))
}
