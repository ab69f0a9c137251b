//! How other sites show a page of this stall (oEmbed, <https://oembed.com>): a picture as a picture, a set or a text as a frame with
//! a page made for that, a profile as a link. Only what everybody may read; anything else is missing.

use actix_web::HttpResponse;
use actix_web::http::{StatusCode, header};
use actix_web::web::Query;
use diesel::result::Error as DbError;
use host::show::title_of;
use host::social::actor::Actor;
use host::social::card::Card;
use host::social::markup;
use host::social::object::ObjectId;
use host::web::card::{MediaCard, MediaKind};
use host::web::{self, feed};
use serde::{Deserialize, Serialize};
use url::Url;

use crate::here::{Here, find_object};

/// How large something is shown where nobody says, in pixels.
const WIDTH: u32 = 600;
/// How wide a picture is at most where nobody says, in pixels.
const PICTURE: u32 = 1920;
/// What a frame needs besides its pictures, in pixels: who says it, and a few lines of text.
const WORDS: u32 = 220;
/// For how long an answer may be kept, in seconds.
const KEPT: u32 = 86_400;

#[derive(Debug, Deserialize)]
pub(crate) struct Wanted {
    /// A page of this stall.
    url: String,
    format: Option<String>,
    maxwidth: Option<u32>,
    maxheight: Option<u32>,
}

/// An answer (oEmbed §2.3.4).
#[derive(Default, Serialize)]
struct Embedding {
    #[serde(rename = "type")]
    kind: &'static str,
    version: &'static str,
    title: String,
    author_name: String,
    author_url: String,
    provider_name: String,
    provider_url: String,
    cache_age: u32,
    #[serde(skip_serializing_if = "Option::is_none")]
    url: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    html: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    width: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    height: Option<u32>,
    #[serde(flatten)]
    thumbnail: Option<Thumbnail>,
}

/// A small picture. Its three parts come together (oEmbed §2.3.4).
#[derive(Serialize)]
struct Thumbnail {
    thumbnail_url: String,
    thumbnail_width: u32,
    thumbnail_height: u32,
}

/// What a page's address names.
struct Page {
    name: String,
    object: Option<ObjectId>,
    /// One of its pictures, counted from 1.
    picture: Option<usize>,
}

/// The answer, in JSON or XML; 501 where it is wanted in neither.
pub(crate) async fn show(here: Here, wanted: Query<Wanted>) -> web::Result<HttpResponse> {
    let embedding = match of_module(&here, &wanted).await? {
        Some(embedding) => embedding,
        None => {
            let page = Page::read(&here, &wanted.url).ok_or_else(|| web::Error::not_found("page"))?;
            match page.object {
                None => of_actor(&here, here.actor(&page.name).await?)?,
                Some(id) => of_object(&here, &page, id, &wanted).await?,
            }
        }
    };
    match wanted.format.as_deref().unwrap_or("json") {
        "json" => Ok(respond("application/json; charset=utf-8", serde_json::to_string(&embedding))),
        "xml" => Ok(respond("text/xml; charset=utf-8", serde_json::to_value(&embedding).map(|value| xml(&value)))),
        _ => Ok(HttpResponse::new(StatusCode::NOT_IMPLEMENTED)),
    }
}

fn respond(content_type: &str, written: serde_json::Result<String>) -> HttpResponse {
    let Ok(written) = written else { return HttpResponse::InternalServerError().finish() };
    HttpResponse::Ok()
        .insert_header((header::CONTENT_TYPE, content_type))
        .insert_header((header::CACHE_CONTROL, format!("public, max-age={KEPT}")))
        .body(written)
}

/// The same fields, each an element.
fn xml(value: &serde_json::Value) -> String {
    let mut xml = "<?xml version=\"1.0\" encoding=\"utf-8\" standalone=\"yes\"?>\n<oembed>\n".to_owned();
    for (name, value) in value.as_object().into_iter().flatten() {
        let text = value.as_str().map_or_else(|| value.to_string(), str::to_owned);
        xml.push_str(&format!("<{name}>{}</{name}>\n", feed::escape(&text)));
    }
    xml.push_str("</oembed>\n");
    xml
}

impl Page {
    fn read(here: &Here, url: &str) -> Option<Self> {
        let url: Url = url.parse().ok()?;
        let (stall, name, object) = here.app.hosts.local_page(&url)?;
        let below: Vec<&str> = url.path_segments()?.skip(2).filter(|part| !part.is_empty()).collect();
        let picture = match below.as_slice() {
            [] => None,
            ["media", place] => Some(place.parse().ok()?),
            _ => return None,
        };
        (stall == here.stall.name).then(|| Self { name: name.to_owned(), object: object.map(ObjectId), picture })
    }
}

/// What every answer says.
fn begin(here: &Here, author: &Actor, kind: &'static str, title: String) -> Embedding {
    Embedding {
        kind,
        version: "1.0",
        title,
        author_name: author.display_name().to_owned(),
        author_url: author.page().to_owned(),
        provider_name: here.visit.club.name.clone(),
        provider_url: here.stall.origin.url("/").into(),
        cache_age: KEPT,
        ..Embedding::default()
    }
}

/// A page that the module shows in a way of its own.
async fn of_module(here: &Here, wanted: &Wanted) -> web::Result<Option<Embedding>> {
    let Some(url) = wanted.url.parse::<Url>().ok().filter(|url| url.origin() == here.stall.origin.url("/").origin())
    else {
        return Ok(None);
    };
    let Some(shown) = here.embeddable(url.path()).await? else { return Ok(None) };
    let width = wanted.maxwidth.map_or(WIDTH, |most| most.min(WIDTH));
    let height = wanted.maxheight.map_or(shown.height, |most| most.min(shown.height));
    let html = format!(
        "<iframe src=\"{}\" title=\"{}\" width=\"{width}\" height=\"{height}\" loading=\"lazy\" style=\"border:0\" \
         sandbox=\"allow-scripts allow-popups allow-popups-to-escape-sandbox\"></iframe>",
        markup::escape(here.stall.origin.url(&shown.frame).as_str()),
        markup::escape(&shown.title)
    );
    let thumbnail = shown.picture.filter(|picture| picture.width > 0 && picture.height > 0).and_then(|picture| {
        Some(Thumbnail {
            thumbnail_url: picture.url,
            thumbnail_width: picture.width.try_into().ok()?,
            thumbnail_height: picture.height.try_into().ok()?,
        })
    });
    Ok(Some(Embedding {
        html: Some(html),
        width: Some(width),
        height: Some(height),
        thumbnail,
        ..begin(here, &shown.author, "rich", shown.title)
    }))
}

fn of_actor(here: &Here, actor: Actor) -> web::Result<Embedding> {
    if actor.stall.as_deref() != Some(here.stall.name) {
        return Err(web::Error::not_found("actor"));
    }
    let title = format!("{} (@{})", actor.display_name(), actor.handle());
    Ok(begin(here, &actor, "link", title))
}

async fn of_object(here: &Here, page: &Page, id: ObjectId, wanted: &Wanted) -> web::Result<Embedding> {
    let (stall, name) = (here.stall.clone(), page.name.clone());
    let card = here.app.db.read(move |c| {
        let (_, object) = find_object(c, &stall, &name, id, None)?;
        match object.visibility.is_open() && object.stall.as_deref() == Some(stall.name) {
            true => Card::of(c, None, object),
            false => Err(DbError::NotFound),
        }
    });
    let card = card.await?;
    let shown = here.show().card(&card);
    let picture = match (page.picture, shown.media.as_slice()) {
        (Some(place), media) => {
            let media = place.checked_sub(1).and_then(|place| media.get(place));
            Some(media.filter(|media| media.kind == MediaKind::Image).ok_or_else(|| web::Error::not_found("picture"))?)
        }
        (None, [only]) if only.kind == MediaKind::Image && is_pictures(here) => Some(only),
        _ => None,
    };
    let title = format!("{}: {}", card.author.display_name(), title_of(&card));
    let sizes = (wanted.maxwidth.unwrap_or(PICTURE), wanted.maxheight.unwrap_or(u32::MAX));
    let first = shown.media.iter().find(|media| media.kind == MediaKind::Image).filter(|_| !shown.sensitive);
    if let Some((url, width, height)) = picture.filter(|_| !shown.sensitive).and_then(|media| fit(here, media, sizes)) {
        let alt = picture.map(|media| media.alt.clone()).filter(|alt| !alt.is_empty());
        return Ok(Embedding {
            url: Some(url),
            width: Some(width),
            height: Some(height),
            thumbnail: first.and_then(|media| thumbnail(here, media)),
            ..begin(here, &card.author, "photo", alt.unwrap_or(title))
        });
    }
    let width = wanted.maxwidth.map_or(WIDTH, |most| most.min(WIDTH));
    let pictures = if shown.media.is_empty() { 0 } else { width * 3 / 4 };
    let height = wanted.maxheight.map_or(pictures + WORDS, |most| most.min(pictures + WORDS));
    let frame = markup::escape(&format!("{}/embed", card.object.page()));
    let html = format!(
        "<iframe src=\"{frame}\" title=\"{}\" width=\"{width}\" height=\"{height}\" loading=\"lazy\" style=\"border:0\" \
         sandbox=\"allow-popups allow-popups-to-escape-sandbox\" allowfullscreen></iframe>",
        markup::escape(&title)
    );
    Ok(Embedding {
        html: Some(html),
        width: Some(width),
        height: Some(height),
        thumbnail: first.and_then(|media| thumbnail(here, media)),
        ..begin(here, &card.author, "rich", title)
    })
}

/// Whether what is published here is its pictures.
fn is_pictures(here: &Here) -> bool {
    here.visit.site.look == web::Look::Tiles
}

/// The largest size of a picture that is no larger than that, else the smallest there is: address, width and height.
fn fit(here: &Here, media: &MediaCard, (width, height): (u32, u32)) -> Option<(String, u32, u32)> {
    let whole = (u32::try_from(media.width).ok()?, u32::try_from(media.height).ok()?);
    let scaled = |wide: u32| u32::try_from(u64::from(whole.1) * u64::from(wide) / u64::from(whole.0.max(1))).ok();
    let own = media.renditions.iter().filter_map(|(path, wide)| {
        let wide = u32::try_from(*wide).ok()?;
        Some((path.as_str(), wide, scaled(wide)?.max(1)))
    });
    let mut sizes: Vec<(&str, u32, u32)> = own.chain([(media.url.as_str(), whole.0, whole.1)]).collect();
    sizes.retain(|(_, wide, high)| *wide > 0 && *high > 0);
    let fitting = sizes.iter().rfind(|(_, wide, high)| *wide <= width && *high <= height);
    let (path, wide, high) = fitting.or(sizes.first())?;
    Some((here.stall.origin.url("/").join(path).ok()?.into(), *wide, *high))
}

fn thumbnail(here: &Here, media: &MediaCard) -> Option<Thumbnail> {
    let (thumbnail_url, thumbnail_width, thumbnail_height) = fit(here, media, (640, 640))?;
    Some(Thumbnail { thumbnail_url, thumbnail_width, thumbnail_height })
}
