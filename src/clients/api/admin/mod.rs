//! What moderators and administrators do through programs. It is what the pages of the square do, by the same verbs
//! ([`host::moderation`]), and each route needs the role that its page needs.

mod accounts;
mod actions;
mod domains;
mod email_domains;
mod reports;

use host::moderation::ModerationError;

use crate::error::Error;
use crate::table::Table;

pub(crate) fn routes(table: &mut Table) {
    accounts::routes(table);
    actions::routes(table);
    domains::routes(table);
    email_domains::routes(table);
    reports::routes(table);
}

impl From<ModerationError> for Error {
    fn from(error: ModerationError) -> Self {
        match error {
            ModerationError::Missing => Self::not_found(),
            ModerationError::NoLower | ModerationError::StallsOwn => Self::forbidden("This action is not allowed"),
            ModerationError::LastOwner(refused) | ModerationError::Approved(refused) => {
                Self::unprocessable(format!("Validation failed: {refused}"))
            }
            ModerationError::Database(error) => error.into(),
        }
    }
}
