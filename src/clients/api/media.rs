//! Files for statuses: uploaded first, attached when the status is written.

use actix_web::http::StatusCode;
use actix_web::web::Json;
use actix_web::{HttpRequest, HttpResponse, Responder};
use bytes::Bytes;
use diesel::result::Error as DbError;
use host::social::actor::ActorId;
use host::social::media::{Focus, Media, MediaId, MediaState};
use host::store::Conn;
use host::upload::{Caption, take_image, take_image_later};
use host::web::Bucket;
use host::{description, focal_point};
use serde::Deserialize;
use utoipa::ToSchema;

use crate::body::Body;
use crate::caller::Me;
use crate::document::{Describe, Operation};
use crate::entities::{Empty, MediaAttachment};
use crate::error::{Error, Result};
use crate::path::Path;
use crate::table::{Access, Table};

pub(crate) fn routes(table: &mut Table) {
    table.post("/api/v2/media", Access::Member("write:media"), create);
    table.post("/api/v1/media", Access::Member("write:media"), create_at_once);
    table.get("/api/v1/media/{id}", Access::Member("write:media"), show);
    table.put("/api/v1/media/{id}", Access::Member("write:media"), update);
    table.delete("/api/v1/media/{id}", Access::Member("write:media"), delete);
}

/// What is said of a file; the file itself is the part `file` of a multipart body.
#[derive(Debug, Default, Deserialize, ToSchema)]
struct Said {
    /// What is to be seen or heard.
    description: Option<String>,
    /// Where to look: `x,y`, each from -1 to 1.
    focus: Option<String>,
}

impl Said {
    /// Where to look, if it is said. Errors: it is no point.
    fn look(&self) -> Result<Option<Focus>> {
        match self.focus.as_deref().map(focal_point::read) {
            Some(None) => Err(Error::invalid("focus", "ERR_INVALID", "is two numbers from -1 to 1")),
            look => Ok(look.flatten()),
        }
    }
}

/// Takes a file, and works it up before it answers: the first version of the call, for programs that cannot wait for it.
async fn create_at_once(me: Me, mut said: Body<Said>) -> Result<Json<MediaAttachment>> {
    let bytes = sent(&me, &mut said).await?;
    let media = take_image(&me.app, me.actor.id, bytes, me.app.pictures(me.stall.name)).await?;
    let media = described(&me, media, said.into_inner()).await?;
    Ok(Json(me.view().attachment(&media)))
}

/// Takes a file that is recognised, within bounds and stored; it is worked up by a job. Who posts it meanwhile waits for that
/// (`host::saying`), so that programs need not ask.
async fn create(me: Me, mut said: Body<Said>) -> Result<Accepted> {
    let bytes = sent(&me, &mut said).await?;
    let said = said.into_inner();
    let caption = Caption { focus: said.look()?, words: said.description.unwrap_or_default() };
    let media = take_image_later(&me.app, me.actor.id, bytes, me.app.pictures(me.stall.name), caption).await?;
    Ok(Accepted(me.view().attachment(&media)))
}

/// The bytes of the file that came.
async fn sent(me: &Me, said: &mut Body<Said>) -> Result<Bytes> {
    me.limit(Bucket::Upload)?;
    let file = said.take_upload("file").ok_or_else(|| Error::invalid("file", "ERR_BLANK", "can't be blank"))?;
    Ok(file.read().await.map_err(Error::internal)?.into())
}

async fn described(me: &Me, media: Media, said: Said) -> Result<Media> {
    match said.description.is_some() || said.focus.is_some() {
        true => describe(me, media.id, said).await,
        false => Ok(media),
    }
}

/// A file that is on the way.
struct Accepted(MediaAttachment);

impl Responder for Accepted {
    type Body = actix_web::body::BoxBody;

    fn respond_to(self, _: &HttpRequest) -> HttpResponse {
        HttpResponse::Accepted().json(self.0)
    }
}

impl Describe for Accepted {
    fn describe(operation: &mut Operation) {
        operation.answer::<MediaAttachment>(202);
    }
}

/// A file that may not be ready yet: until it is the answer is 206, so that programs ask again.
struct Progress(MediaAttachment);

impl Responder for Progress {
    type Body = actix_web::body::BoxBody;

    fn respond_to(self, _: &HttpRequest) -> HttpResponse {
        let status = if self.0.url.is_some() { StatusCode::OK } else { StatusCode::PARTIAL_CONTENT };
        HttpResponse::build(status).json(self.0)
    }
}

impl Describe for Progress {
    fn describe(operation: &mut Operation) {
        operation.answer::<MediaAttachment>(200);
        operation.answer::<MediaAttachment>(206);
    }
}

/// How far a file is. Errors: it could not be worked up.
async fn show(me: Me, id: Path<MediaId>) -> Result<Progress> {
    let actor = me.actor.id;
    let media = me.app.db.read(move |c| own(c, actor, id.0)).await?;
    match media.state {
        MediaState::Failed => Err(Error::unprocessable(media.error.unwrap_or_else(|| "It cannot be read".to_owned()))),
        _ => Ok(Progress(me.view().attachment(&media))),
    }
}

fn own(c: &mut Conn, actor: ActorId, id: MediaId) -> Result<Media, DbError> {
    Media::find(c, id)?.filter(|media| media.actor_id == Some(actor)).ok_or(DbError::NotFound)
}

async fn update(me: Me, id: Path<MediaId>, said: Body<Said>) -> Result<Json<MediaAttachment>> {
    let media = describe(&me, id.0, said.into_inner()).await?;
    Ok(Json(me.view().attachment(&media)))
}

async fn describe(me: &Me, id: MediaId, said: Said) -> Result<Media> {
    let actor = me.actor.id;
    let look = said.look()?;
    let desk = me.app.desk();
    let described = me.app.db.write(move |c| {
        let media = own(c, actor, id)?;
        let words = said.description.as_deref().unwrap_or(&media.description);
        description::describe(c, &desk, &media, words, look.or(media.focus()))
    });
    Ok(described.await.map_err(|error: DbError| error)?)
}

/// Deletes a file that hangs on nothing yet.
async fn delete(me: Me, id: Path<MediaId>) -> Result<Json<Empty>> {
    let actor = me.actor.id;
    let removed = me.app.db.write(move |c| {
        let media = own(c, actor, id.0)?;
        if media.object_id.is_some() {
            return Ok(None);
        }
        media.remove(c).map(Some)
    });
    let keys = removed.await.map_err(|error: DbError| error)?;
    let keys = keys.ok_or_else(|| Error::unprocessable("Media attachment is currently used by a status"))?;
    for key in keys {
        if let Err(error) = me.app.media.delete(&key).await {
            tracing::warn!(key, %error, "a file was not deleted");
        }
    }
    Ok(Json(Empty {}))
}
