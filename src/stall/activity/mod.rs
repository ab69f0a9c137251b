//! The addresses that other servers ask for: documents, collections, inboxes, discovery.

mod actors;
mod discovery;
pub(crate) mod gone;
mod inbox;
mod objects;

use actix_web::HttpRequest;
use actix_web::web::{PayloadConfig, ServiceConfig, get, post, resource};
use host::social::actor::ActorId;
use host::web::headers::readable_by_all;
use host::{App, signatory, web};

pub(crate) use actors::document as actor_document;
pub(crate) use objects::document as object_document;

/// How large an activity may be, in bytes.
const MOST: usize = 1024 * 1024;

pub(crate) fn routes(config: &mut ServiceConfig) {
    config
        // Discovery
        .service(resource("/.well-known/webfinger").wrap(readable_by_all()).get(discovery::webfinger))
        .service(resource("/.well-known/host-meta").wrap(readable_by_all()).get(discovery::host_meta))
        .service(resource("/.well-known/nodeinfo").wrap(readable_by_all()).get(discovery::nodeinfo_index))
        .service(resource("/nodeinfo/{version}").wrap(readable_by_all()).get(discovery::nodeinfo))
        // Inboxes
        .service(inbox_at("/inbox"))
        .service(inbox_at("/actor/inbox"))
        .service(inbox_at("/actors/{id}/inbox"))
        // The stall's own actor
        .route("/actor", get().to(actors::instance))
        .route(
            "/actor/{collection:outbox|followers|following|collections/featured|collections/tags}",
            get().to(actors::instance_collection),
        )
        // Actors and their collections
        .route("/actors/{id}", get().to(actors::show))
        .route("/actors/{id}/followers_synchronization", get().to(actors::followers_synchronization))
        .route("/actors/{id}/{collection:.+}", get().to(actors::collection))
        // Objects and what hangs on them
        .route("/objects/{id}", get().to(objects::show))
        .route("/objects/{id}/activity", get().to(objects::activity))
        .route("/objects/{id}/{collection:replies|likes|shares}", get().to(objects::collection))
        .route("/activities/{id}", get().to(objects::outgoing))
        .route("/quotes/{id}", get().to(objects::quote_authorization));
}

fn inbox_at(path: &str) -> actix_web::Resource {
    resource(path).app_data(PayloadConfig::new(MOST)).route(post().to(inbox::receive))
}

/// The actor that signed a GET, if its signature holds: what is shown depends on it.
pub(crate) async fn signatory(app: &App, req: &HttpRequest) -> web::Result<Option<ActorId>> {
    Ok(signatory::signatory(app, req).await?.map(|actor| actor.id))
}
