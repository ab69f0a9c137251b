//! Cookies: host-only, so that no site of the club sees another's, and out of reach of scripts.

use actix_web::HttpRequest;
use actix_web::cookie::time::Duration;
use actix_web::cookie::{Cookie, SameSite};

use crate::State;

/// The token of a session.
pub(crate) const SESSION: &str = "session";
/// What the forms of a reader who is not logged in are bound to.
pub(crate) const VISITOR: &str = "visitor";
/// What is to be said on the next page.
pub(crate) const NOTICES: &str = "notices";
/// The reader's choice of language, theme and colours.
pub(crate) const LOCALE: &str = "locale";
pub(crate) const THEME: &str = "theme";
pub(crate) const COLOURS: &str = "colours";

/// The full name. The prefix makes browsers refuse the cookie unless it is secure, host-only and for the whole site, so that
/// a neighbour below the same domain cannot plant one; over plain HTTP it cannot be used.
fn full_name(state: &State, name: &str) -> String {
    if state.is_secure() { format!("__Host-{name}") } else { name.to_owned() }
}

/// The value of a cookie that came with the request.
pub(crate) fn read(state: &State, req: &HttpRequest, name: &str) -> Option<String> {
    req.cookie(&full_name(state, name)).map(|cookie| cookie.value().to_owned())
}

/// A cookie to be set. Without an age it ends with the browser's session.
pub(crate) fn make(state: &State, name: &str, value: String, age: Option<Duration>) -> Cookie<'static> {
    let mut cookie = Cookie::build(full_name(state, name), value)
        .path("/")
        .http_only(true)
        .secure(state.is_secure())
        .same_site(SameSite::Lax)
        .finish();
    cookie.set_max_age(age);
    cookie
}

/// Makes the browser forget a cookie.
pub(crate) fn remove(state: &State, name: &str) -> Cookie<'static> {
    make(state, name, String::new(), Some(Duration::ZERO))
}
