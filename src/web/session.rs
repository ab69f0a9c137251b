//! The cookie of a session. The session itself is a row of [`social::session`], which knows the token only by its hash.

use actix_web::HttpRequest;
use actix_web::cookie::Cookie;
use actix_web::cookie::time::Duration;

use crate::{State, cookie};

/// How long a browser keeps the cookie, in days; the row may end before.
const DAYS: i64 = 400;

/// The token of the session that a request belongs to, if it claims one.
pub fn token(state: &State, req: &HttpRequest) -> Option<String> {
    // 32 bytes in base64url: anything of another size was not made by us and is not worth a query.
    cookie::read(state, req, cookie::SESSION).filter(|token| token.len() == 43)
}

/// The cookie that opens a session, to be set by log-in and by the ticket page of a stall.
pub fn open(state: &State, token: &str) -> Cookie<'static> {
    cookie::make(state, cookie::SESSION, token.to_owned(), Some(Duration::days(DAYS)))
}

/// The cookie that ends it.
pub fn close(state: &State) -> Cookie<'static> {
    cookie::remove(state, cookie::SESSION)
}
