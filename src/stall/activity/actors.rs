//! Actors and their collections.

use actix_web::web::Path;
use actix_web::{HttpRequest, HttpResponse};
use diesel::result::Error as DbError;
use host::federation::collection;
use host::social::actor::{Actor, ActorId};
use host::store::Conn;
use host::vocab;
use host::web::{self, activity_response, wants_activity};

use super::{gone, signatory};
use crate::here::Here;

/// An actor's document. A browser is led to its page; of a deleted actor a tombstone is left.
pub(crate) async fn show(here: Here, req: HttpRequest, id: Path<ActorId>) -> web::Result<HttpResponse> {
    let actor = find(&here, *id).await?;
    if actor.deleted_at.is_some() {
        return gone::actor(&req, &actor);
    }
    if !wants_activity(&req)
        && let Some(page) = actor.url.as_deref().and_then(|url| url.parse().ok())
    {
        return Ok(here.visit.see_other_url(&page));
    }
    document(&here, actor).await
}

/// The stall's own actor.
pub(crate) async fn instance(here: Here) -> web::Result<HttpResponse> {
    let actor = own(&here).await?;
    document(&here, actor).await
}

/// The collections of the stall's own actor, which are empty.
pub(crate) async fn instance_collection(here: Here, req: HttpRequest, name: Path<String>) -> web::Result<HttpResponse> {
    let actor = own(&here).await?;
    gathered(&here, &req, actor, name.into_inner()).await
}

/// A collection of an actor, whole or a page of it.
pub(crate) async fn collection(
    here: Here,
    req: HttpRequest,
    path: Path<(ActorId, String)>,
) -> web::Result<HttpResponse> {
    let (id, name) = path.into_inner();
    let actor = find(&here, id).await?;
    if !actor.is_present() {
        return Err(web::Error::not_found("actor"));
    }
    gathered(&here, &req, actor, name).await
}

/// Who follows an actor at the server that asks, which has to say by a signature which one that is (FEP-8fcf).
pub(crate) async fn followers_synchronization(
    here: Here,
    req: HttpRequest,
    id: Path<ActorId>,
) -> web::Result<HttpResponse> {
    let Some(asker) = host::signatory::signatory(&here.app, &req).await? else {
        let problem = vocab::Problem::new(401, "Signature needed", "Each server is told of its own followers only.");
        return Err(web::Error::Unsigned(problem.to_json()));
    };
    let actor = find(&here, *id).await?;
    if !actor.is_present() {
        return Err(web::Error::not_found("actor"));
    }
    let hosts = here.app.hosts.clone();
    let read = move |c: &mut Conn| collection::followers_synchronization(c, &hosts, &actor, &asker);
    Ok(activity_response(here.app.db.read(read).await?.to_json(), true))
}

async fn gathered(here: &Here, req: &HttpRequest, actor: Actor, name: String) -> web::Result<HttpResponse> {
    let viewer = signatory(&here.app, req).await?;
    let part = collection::Part::of_query(req.query_string());
    let (hosts, kinds) = (here.app.hosts.clone(), here.app.federation.kinds().clone());
    let gathered = here
        .app
        .db
        .read(move |c| match name.as_str() {
            "outbox" => collection::outbox(c, &hosts, &kinds, &actor, viewer, part),
            "followers" => collection::followers(c, &hosts, &actor, part),
            "following" => collection::following(c, &hosts, &actor, part),
            "members" => collection::members(c, &hosts, &actor, viewer),
            "agenda" => collection::agenda(c, &hosts, &kinds, &actor, false),
            "upcoming" => collection::agenda(c, &hosts, &kinds, &actor, true),
            "collections/featured" => collection::featured(c, &hosts, &kinds, &actor, viewer),
            "collections/tags" => collection::featured_tags(c, &hosts, &actor),
            _ => Err(DbError::NotFound),
        })
        .await?;
    // Where the answer depends on who asks, nobody in between may keep it.
    Ok(activity_response(gathered.to_json(), viewer.is_some()))
}

async fn find(here: &Here, id: ActorId) -> web::Result<Actor> {
    let stall = here.stall.name;
    let found = here.app.db.read(move |c| Actor::find(c, id)).await?;
    found
        .filter(|actor| actor.stall.as_deref() == Some(stall) && !actor.is_of_stall() && actor.suspended_at.is_none())
        .ok_or_else(|| web::Error::not_found("actor"))
}

async fn own(here: &Here) -> web::Result<Actor> {
    let stall = here.stall.name;
    here.app.db.read(move |c| Actor::of_stall(c, stall)).await?.ok_or_else(|| web::Error::not_found("actor"))
}

/// The document of a living actor.
pub(crate) async fn document(here: &Here, actor: Actor) -> web::Result<HttpResponse> {
    let desk = here.app.desk();
    let wire: vocab::Actor = here.app.db.read(move |c| desk.wire_actor(c, &actor)).await?;
    Ok(activity_response(wire.to_json(), false))
}
