//! The square as a browser sees it: real routes, themes and database, and no socket in between.

pub(crate) mod club;
mod coming_in;
mod imports;
mod settings;
mod staff;
