//! What members put together of their posts, as Pixelfed's programs read and change it, at every stall that has such a thing.

use actix_web::web::Json;
use diesel::result::Error as DbError;
use host::collection::{CollectionChange, CollectionError, Collections, Openness};
use host::social::actor::ActorId;
use host::social::object::{Object, ObjectId};
use serde::Deserialize;
use utoipa::{IntoParams, ToSchema};

use super::accounts::known;
use super::timelines::cards;
use crate::body::{Body, Params};
use crate::caller::{Call, Caller, Me};
use crate::entities::{Collection, Empty, Status};
use crate::error::{Error, Result};
use crate::path::Path;
use crate::table::{Access, Table};

/// How many a page holds.
const PAGE: usize = 40;

pub(crate) fn routes(table: &mut Table) {
    table.get("/api/v1.1/collections/self", Access::Member("read:statuses"), mine);
    table.get("/api/v1.1/collections/accounts/{id}", Access::Open("read:statuses"), of_account);
    table.get("/api/v1.1/collections/view/{id}", Access::Open("read:statuses"), show);
    table.get("/api/v1.1/collections/items/{id}", Access::Open("read:statuses"), items);
    table.post("/api/v1.1/collections/update/{id}", Access::Member("write:statuses"), update);
    table.post("/api/v1.1/collections/add", Access::Member("write:statuses"), add);
    table.post("/api/v1.1/collections/remove", Access::Member("write:statuses"), remove);
    table.delete("/api/v1.1/collections/delete/{id}", Access::Member("write:statuses"), delete);
}

impl From<CollectionError> for Error {
    fn from(error: CollectionError) -> Self {
        match error {
            CollectionError::Missing => Self::not_found(),
            CollectionError::Database(error) => error.into(),
            refused => Self::unprocessable(format!("Validation failed: {refused}")),
        }
    }
}

/// What the stall that is asked has of them. Errors: nothing.
fn kept(call: &Call) -> Result<&'static dyn Collections> {
    call.app.modules.collections(call.stall.name).ok_or_else(Error::not_found)
}

/// Which page, counted from 1.
#[derive(Debug, Clone, Copy, Default, Deserialize, IntoParams)]
#[serde(default)]
struct Part {
    /// Which page, counted from 1.
    page: Option<u32>,
}

impl Part {
    fn offset(self) -> usize {
        let before = self.page.map_or(0, |page| page.saturating_sub(1));
        usize::try_from(before).unwrap_or(usize::MAX).saturating_mul(PAGE)
    }
}

async fn mine(me: Me, part: Params<Part>) -> Result<Json<Vec<Collection>>> {
    let (kept, actor, offset) = (kept(&me)?, me.actor.id, part.offset());
    let found = me.app.db.read(move |c| kept.of(c, Some(actor), actor, offset, PAGE)).await?;
    Ok(Json(me.view().collections(&found)))
}

async fn of_account(caller: Caller, id: Path<ActorId>, part: Params<Part>) -> Result<Json<Vec<Collection>>> {
    let (kept, viewer, offset) = (kept(&caller)?, caller.viewer(), part.offset());
    let read = caller.app.db.read(move |c| {
        let owner = known(c, id.0)?;
        kept.of(c, viewer, owner.id, offset, PAGE)
    });
    Ok(Json(caller.view().collections(&read.await?)))
}

async fn show(caller: Caller, id: Path<i64>) -> Result<Json<Collection>> {
    let (kept, viewer) = (kept(&caller)?, caller.viewer());
    let found = caller.app.db.read(move |c| kept.find(c, viewer, id.0)).await?;
    Ok(Json(caller.view().collection(&found.ok_or_else(Error::not_found)?)))
}

/// What is in one, in order.
async fn items(caller: Caller, id: Path<i64>, part: Params<Part>) -> Result<Json<Vec<Status>>> {
    let (kept, viewer, offset) = (kept(&caller)?, caller.viewer(), part.offset());
    let read = caller.app.db.read(move |c| {
        let items = kept.items(c, viewer, id.0)?.ok_or(DbError::NotFound)?;
        let page: Vec<ObjectId> = items.into_iter().skip(offset).take(PAGE).collect();
        let mut objects = Object::load(c, &page)?;
        objects.sort_by_key(|object| page.iter().position(|id| *id == object.id));
        cards(c, viewer, objects)
    });
    Ok(Json(caller.view().statuses(&read.await?)))
}

/// What is to be changed; what is left out stays.
#[derive(Debug, Deserialize, ToSchema)]
struct Wanted {
    /// What it is called.
    title: Option<String>,
    /// What it is about.
    description: Option<String>,
    /// Who sees it.
    visibility: Option<Visible>,
}

#[derive(Debug, Clone, Copy, Deserialize, ToSchema)]
#[serde(rename_all = "lowercase")]
enum Visible {
    Public,
    Private,
    Draft,
}

impl From<Visible> for Openness {
    fn from(visible: Visible) -> Self {
        match visible {
            Visible::Public => Self::Public,
            Visible::Private => Self::Private,
            Visible::Draft => Self::Draft,
        }
    }
}

async fn update(me: Me, id: Path<i64>, wanted: Body<Wanted>) -> Result<Json<Collection>> {
    let (kept, actor, wanted) = (kept(&me)?, me.actor.id, wanted.into_inner());
    let change = CollectionChange {
        title: wanted.title,
        description: wanted.description,
        openness: wanted.visibility.map(Openness::from),
    };
    let changed = me.app.db.write(move |c| {
        kept.change(c, actor, id.0, &change)?;
        kept.find(c, Some(actor), id.0)?.ok_or(CollectionError::Missing)
    });
    Ok(Json(me.view().collection(&changed.await?)))
}

/// A post, and the collection that it is put into or taken out of.
#[derive(Debug, Clone, Copy, Deserialize, ToSchema)]
struct Membership {
    /// The number of the collection.
    #[schema(value_type = String)]
    collection_id: i64,
    /// The number of the post.
    #[schema(value_type = String)]
    post_id: i64,
}

async fn add(me: Me, meant: Body<Membership>) -> Result<Json<Collection>> {
    let (kept, actor, Membership { collection_id, post_id }) = (kept(&me)?, me.actor.id, meant.into_inner());
    let added = me.app.db.write(move |c| {
        kept.add(c, actor, collection_id, ObjectId(post_id))?;
        kept.find(c, Some(actor), collection_id)?.ok_or(CollectionError::Missing)
    });
    Ok(Json(me.view().collection(&added.await?)))
}

async fn remove(me: Me, meant: Body<Membership>) -> Result<Json<Empty>> {
    let (kept, actor, Membership { collection_id, post_id }) = (kept(&me)?, me.actor.id, meant.into_inner());
    me.app.db.write(move |c| kept.take_out(c, actor, collection_id, ObjectId(post_id))).await?;
    Ok(Json(Empty {}))
}

async fn delete(me: Me, id: Path<i64>) -> Result<Json<Empty>> {
    let (kept, actor) = (kept(&me)?, me.actor.id);
    me.app.db.write(move |c| kept.remove(c, actor, id.0)).await?;
    Ok(Json(Empty {}))
}
