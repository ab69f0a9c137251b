//! What was deleted: its tombstone for programs (ActivityPub §6.4), a page for people.

use actix_web::{HttpRequest, HttpResponse};
use host::federation::{actor, object};
use host::social::actor::Actor;
use host::social::object::Object;
use host::vocab;
use host::web::{self, tombstone_response, wants_activity};

/// The answer where an actor was.
pub(crate) fn actor(req: &HttpRequest, gone: &Actor) -> web::Result<HttpResponse> {
    answer(req, || actor::tombstone(gone))
}

/// The answer where an object was.
pub(crate) fn object(req: &HttpRequest, gone: &Object) -> web::Result<HttpResponse> {
    answer(req, || object::tombstone(gone))
}

fn answer(req: &HttpRequest, tombstone: impl FnOnce() -> vocab::Object) -> web::Result<HttpResponse> {
    match wants_activity(req) {
        true => Ok(tombstone_response(tombstone().to_json())),
        false => Err(web::Error::gone()),
    }
}
