#![expect(clippy::unwrap_used, reason = "tests")]

mod answers;
mod deeds;
mod objects;
mod quotes;
