//! What members show their followers for a day, as Pixelfed's programs read and show it, at every stall that has such a thing.

use actix_web::web::Json;
use diesel::result::Error as DbError;
use host::social::actor::ActorId;
use host::social::media::MediaId;
use host::story::{NewStory, Reel, Stories, StoryError};
use host::upload;
use host::web::Bucket;
use serde::Deserialize;
use utoipa::{IntoParams, ToSchema};

use crate::body::{Body, Params};
use crate::caller::{Call, Me};
use crate::entities::{Carousel, Done, FlatCarousel, StoryUpload, Viewers};
use crate::error::{Error, Result};
use crate::path::Path;
use crate::table::{Access, Table};

/// How long a story is looked at where a program does not say, in seconds.
const USUAL_SECONDS: i16 = 5;

pub(crate) fn routes(table: &mut Table) {
    table.get("/api/v1.1/stories/carousel", Access::Member("read:statuses"), carousel);
    table.get("/api/v1.1/stories/self-carousel", Access::Member("read:statuses"), self_carousel);
    table.get("/api/v1.2/stories/carousel", Access::Member("read:statuses"), flat_carousel);
    table.get("/api/v1.2/stories/viewers", Access::Member("read:statuses"), viewers);
    table.post("/api/v1.1/stories/add", Access::Member("write:media"), add);
    table.post("/api/v1.1/stories/publish", Access::Member("write:statuses"), publish);
    table.post("/api/v1.1/stories/seen", Access::Member("write:statuses"), seen);
    table.post("/api/v1.1/stories/comment", Access::Member("write:statuses"), comment);
    table.post("/api/v1.1/stories/self-expire/{id}", Access::Member("write:statuses"), expire);
}

impl From<StoryError> for Error {
    fn from(error: StoryError) -> Self {
        match error {
            StoryError::Missing => Self::not_found(),
            StoryError::Database(error) => error.into(),
            StoryError::Statement(error) => error.into(),
            refused => Self::unprocessable(format!("Validation failed: {refused}")),
        }
    }
}

/// What the stall that is asked has of them. Errors: nothing.
fn kept(call: &Call) -> Result<&'static dyn Stories> {
    let module = call.app.modules.find(call.stall.name);
    module.and_then(|module| module.stories()).ok_or_else(Error::not_found)
}

/// The member's own, and those of whom the member follows.
async fn reels(me: &Me) -> Result<(Reel, Vec<Reel>)> {
    let (kept, actor) = (kept(me)?, me.actor.clone());
    let read = me.app.db.read(move |c| Ok::<_, DbError>((kept.own(c, &actor)?, kept.followed(c, actor.id)?)));
    Ok(read.await?)
}

async fn carousel(me: Me) -> Result<Json<Carousel>> {
    let (own, followed) = reels(&me).await?;
    Ok(Json(me.view().carousel(&own, &followed, false)))
}

async fn self_carousel(me: Me) -> Result<Json<Carousel>> {
    let (own, followed) = reels(&me).await?;
    Ok(Json(me.view().carousel(&own, &followed, true)))
}

async fn flat_carousel(me: Me) -> Result<Json<FlatCarousel>> {
    let (own, followed) = reels(&me).await?;
    Ok(Json(me.view().flat_carousel(&own, &followed)))
}

/// Which story.
#[derive(Debug, Clone, Copy, Deserialize, IntoParams)]
struct Which {
    /// The number of the story.
    #[param(value_type = String)]
    sid: i64,
}

async fn viewers(me: Me, which: Params<Which>) -> Result<Json<Viewers>> {
    let (kept, actor, id) = (kept(&me)?, me.actor.id, which.0.sid);
    let onlookers = me.app.db.read(move |c| kept.onlookers(c, actor, id)).await?;
    let view = me.view();
    Ok(Json(Viewers { data: onlookers.iter().map(|actor| view.account(actor)).collect() }))
}

/// The picture is the part `file` of a multipart body; how long it is looked at is asked for again when it is published.
#[derive(Debug, Default, Deserialize, ToSchema)]
struct Taken {}

/// Takes the picture of a story, and works it up before it answers.
async fn add(me: Me, mut sent: Body<Taken>) -> Result<Json<StoryUpload>> {
    kept(&me)?;
    me.limit(Bucket::Upload)?;
    let file = sent.take_upload("file").ok_or_else(|| Error::invalid("file", "ERR_BLANK", "can't be blank"))?;
    let bytes = file.read().await.map_err(Error::internal)?;
    let media = upload::take_image(&me.app, me.actor.id, bytes.into(), me.app.pictures(me.stall.name)).await?;
    Ok(Json(StoryUpload {
        code: 200,
        msg: "Successfully added",
        media_id: media.id.to_string(),
        media_url: me.view().file(&media, false),
        media_type: "photo",
    }))
}

/// A picture that was taken before, and how it is shown.
#[derive(Debug, Deserialize, ToSchema)]
struct Wanted {
    /// The picture.
    #[schema(value_type = String)]
    media_id: MediaId,
    /// How long it is to be looked at, in seconds.
    duration: Option<i16>,
    /// Whether it may be answered.
    can_reply: Option<bool>,
    /// What is said below it.
    caption: Option<String>,
}

async fn publish(me: Me, wanted: Body<Wanted>) -> Result<Json<Done>> {
    me.limit(Bucket::Write)?;
    let (kept, actor, hosts, wanted) = (kept(&me)?, me.actor.clone(), me.app.hosts.clone(), wanted.into_inner());
    let new = NewStory {
        media: wanted.media_id,
        caption: wanted.caption.unwrap_or_default(),
        seconds: wanted.duration.unwrap_or(USUAL_SECONDS),
        answerable: wanted.can_reply.unwrap_or(true),
    };
    me.app.db.write(move |c| kept.show(c, &hosts, &actor, &new)).await?;
    Ok(Json(Done { code: 200, msg: "Successfully published" }))
}

/// A story by its number.
#[derive(Debug, Clone, Copy, Deserialize, ToSchema)]
struct Seen {
    /// The number.
    #[schema(value_type = String)]
    id: i64,
}

async fn seen(me: Me, seen: Body<Seen>) -> Result<Json<Done>> {
    let (kept, actor, hosts, id) = (kept(&me)?, me.actor.id, me.app.hosts.clone(), seen.into_inner().id);
    me.app.db.write(move |c| kept.look(c, &hosts, actor, id)).await?;
    Ok(Json(Done { code: 200, msg: "Seen" }))
}

/// What is said to a story.
#[derive(Debug, Deserialize, ToSchema)]
struct Comment {
    /// The number of the story.
    #[schema(value_type = String)]
    sid: i64,
    /// The words.
    caption: String,
}

async fn comment(me: Me, said: Body<Comment>) -> Result<Json<Done>> {
    me.limit(Bucket::Write)?;
    let (kept, actor, desk, said) = (kept(&me)?, me.actor.clone(), me.app.desk(), said.into_inner());
    me.app.db.write(move |c| kept.answer(c, &desk, &actor, said.sid, &said.caption)).await?;
    Ok(Json(Done { code: 200, msg: "Sent!" }))
}

async fn expire(me: Me, id: Path<i64>) -> Result<Json<Done>> {
    let (kept, actor, hosts): (_, ActorId, _) = (kept(&me)?, me.actor.id, me.app.hosts.clone());
    me.app.db.write(move |c| kept.remove(c, &hosts, actor, id.0)).await?;
    Ok(Json(Done { code: 200, msg: "Successfully deleted" }))
}
