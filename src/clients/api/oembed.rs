//! A post as other sites show it (oEmbed): a quotation that needs no script and no frame.

use actix_web::web::Json;
use diesel::result::Error as DbError;
use host::show::title_of;
use host::social::actor::Actor;
use host::social::card::Card;
use host::social::markup;
use host::social::object::{Object, ObjectId};
use host::social::visibility;
use serde::Deserialize;
use url::Url;
use utoipa::IntoParams;

use crate::body::Params;
use crate::caller::Caller;
use crate::entities::Oembed;
use crate::error::{Error, Result};
use crate::table::{Access, Table};

/// How wide a post is shown where nobody says, in pixels.
const WIDTH: u32 = 400;
/// For how long an answer may be kept, in seconds.
const KEPT: u32 = 86_400;

pub(crate) fn routes(table: &mut Table) {
    table.get("/api/oembed", Access::Public, show);
}

#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
struct Wanted {
    /// The page of a post of this stall.
    url: String,
    /// How wide it may be at most, in pixels.
    maxwidth: Option<u32>,
}

/// What everybody may read, by its page; anything else is missing.
async fn show(caller: Caller, wanted: Params<Wanted>) -> Result<Json<Oembed>> {
    let page: Url = wanted.url.parse().map_err(|_| Error::not_found())?;
    let named = caller.app.hosts.local_page(&page).filter(|(stall, ..)| *stall == caller.stall.name);
    let id = named.and_then(|(.., id)| id).map(ObjectId).ok_or_else(Error::not_found)?;
    let card = caller.app.db.read(move |c| {
        let object = Object::find(c, id)?.filter(|object| object.is_local() && object.visibility.is_open());
        let object = object.ok_or(DbError::NotFound)?;
        match visibility::may_see(c, None, &object)? {
            true => Card::of(c, None, object),
            false => Err(DbError::NotFound),
        }
    });
    let card = card.await?;
    Ok(Json(Oembed {
        kind: "rich",
        version: "1.0",
        title: format!("{}: {}", card.author.display_name(), title_of(&card)),
        author_name: card.author.display_name().to_owned(),
        author_url: card.author.page().to_owned(),
        provider_name: caller.app.web.club().name.clone(),
        provider_url: caller.stall.origin.url("/").into(),
        cache_age: KEPT,
        html: quotation(&card.object, &card.author),
        width: wanted.maxwidth.map_or(WIDTH, |most| most.min(WIDTH)),
        height: None,
    }))
}

/// The text is sanitised; a content warning stands in its place.
fn quotation(object: &Object, author: &Actor) -> String {
    let page = markup::escape(object.page());
    let text = match object.summary.as_deref().filter(|summary| !summary.is_empty()) {
        Some(warning) => format!("<p>{}</p>", markup::escape(warning)),
        None => object.content.clone(),
    };
    let (name, handle) = (markup::escape(author.display_name()), author.handle());
    format!("<blockquote cite=\"{page}\">{text}<p>— <a href=\"{page}\">{name} (@{handle})</a></p></blockquote>")
}
