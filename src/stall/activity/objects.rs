//! Objects, the activities that made them, and what hangs on them.

use actix_web::web::Path;
use actix_web::{HttpRequest, HttpResponse};
use diesel::result::Error as DbError;
use host::federation::{collection, object};
use host::social::object::{Object, ObjectId};
use host::social::outbox::{OutboxEntry, OutboxId};
use host::social::{quote, visibility};
use host::web::{self, activity_response, wants_activity};

use super::{gone, signatory};
use crate::here::Here;

/// An object's document, for whom it is addressed to; of a deleted one a tombstone is left.
pub(crate) async fn show(here: Here, req: HttpRequest, id: Path<ObjectId>) -> web::Result<HttpResponse> {
    let object = match find(&here, &req, *id).await? {
        Found::Here(object) => *object,
        Found::Gone(object) => return gone::object(&req, &object),
    };
    if !wants_activity(&req)
        && let Some(page) = object.url.as_deref().and_then(|url| url.parse().ok())
    {
        return Ok(here.visit.see_other_url(&page));
    }
    document(&here, object).await
}

/// The document of an object that may be shown.
pub(crate) async fn document(here: &Here, object: Object) -> web::Result<HttpResponse> {
    let private = !object.visibility.is_open();
    let (hosts, kinds) = (here.app.hosts.clone(), here.app.federation.kinds().clone());
    let wire = here.app.db.read(move |c| object::to_wire(c, &hosts, &kinds, &object)).await?;
    Ok(activity_response(wire.to_json(), private))
}

/// The `Create` of an object.
pub(crate) async fn activity(here: Here, req: HttpRequest, id: Path<ObjectId>) -> web::Result<HttpResponse> {
    let Found::Here(object) = find(&here, &req, *id).await? else { return Err(web::Error::gone()) };
    let private = !object.visibility.is_open();
    let (hosts, kinds) = (here.app.hosts.clone(), here.app.federation.kinds().clone());
    let wire = here.app.db.read(move |c| object::create(c, &hosts, &kinds, &object)).await?;
    Ok(activity_response(wire.to_json(), private))
}

/// Answers, likes or boosts of an object.
pub(crate) async fn collection(
    here: Here,
    req: HttpRequest,
    path: Path<(ObjectId, String)>,
) -> web::Result<HttpResponse> {
    let (id, name) = path.into_inner();
    let Found::Here(object) = find(&here, &req, id).await? else { return Err(web::Error::gone()) };
    let viewer = signatory(&here.app, &req).await?;
    let private = viewer.is_some() || !object.visibility.is_open();
    let part = collection::Part::of_query(req.query_string());
    let gathered = here
        .app
        .db
        .read(move |c| match name.as_str() {
            "replies" => collection::replies(c, &object, viewer, part),
            "likes" => collection::likes(&object),
            _ => collection::shares(&object),
        })
        .await?;
    Ok(activity_response(gathered.to_json(), private))
}

/// An activity that no object stands for, as it was sent: only what everybody may know.
pub(crate) async fn outgoing(here: Here, id: Path<OutboxId>) -> web::Result<HttpResponse> {
    let (stall, id) = (here.stall.name, id.into_inner());
    let entry = here.app.db.read(move |c| OutboxEntry::find(c, id)).await?;
    let entry = entry
        .filter(|entry| entry.stall == stall && entry.is_public())
        .ok_or_else(|| web::Error::not_found("activity"))?;
    Ok(HttpResponse::Ok().content_type(web::negotiate::ACTIVITY).body(entry.body))
}

/// The stamp that lets somebody quote an object of ours (FEP-044f).
pub(crate) async fn quote_authorization(here: Here, id: Path<ObjectId>) -> web::Result<HttpResponse> {
    let (stall, hosts, id) = (here.stall.name, here.app.hosts.clone(), id.into_inner());
    let stamp = here.app.db.read(move |c| quote::authorization(c, &hosts, stall, id)).await?;
    Ok(activity_response(stamp.ok_or_else(|| web::Error::not_found("quote"))?.to_json(), false))
}

/// What became of an object.
enum Found {
    Here(Box<Object>),
    Gone(Box<Object>),
}

/// An object of this stall, where whoever signed the request may see it. That it is gone is told of what was open only.
async fn find(here: &Here, req: &HttpRequest, id: ObjectId) -> web::Result<Found> {
    let viewer = match signatory(&here.app, req).await? {
        Some(actor) => Some(actor),
        None => here.viewer(),
    };
    let stall = here.stall.name;
    let found = here.app.db.read(move |c| {
        let object =
            Object::find(c, id)?.filter(|object| object.stall.as_deref() == Some(stall)).ok_or(DbError::NotFound)?;
        if object.deleted_at.is_some() && object.visibility.is_open() {
            return Ok(Found::Gone(Box::new(object)));
        }
        match visibility::may_see(c, viewer, &object)? {
            true => Ok(Found::Here(Box::new(object))),
            false => Err(DbError::NotFound),
        }
    });
    Ok(found.await?)
}
