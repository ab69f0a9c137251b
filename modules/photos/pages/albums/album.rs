//! An album: its pictures, in order.

use actix_web::HttpResponse;
use actix_web::web::Query;
use chrono::NaiveDateTime;
use diesel::result::Error as DbError;
use host::social::actor::{Actor, ActorId};
use host::social::card::Card;
use host::social::filter::{self, FilterContext};
use host::social::object::{Object, ObjectId};
use host::store::Conn;
use host::web;
use host::web::card::{AuthorCard, MediaCard, MediaKind, ObjectCard};
use serde::{Deserialize, Serialize};

use super::index::{Beside, first};
use super::visit::{AlbumHead, AlbumVisit};
use crate::album::{self, Album, Audience, Cover};

/// How many photos a page shows; each may have several pictures.
const PAGE: usize = 40;

/// Which part of the album, counted from 1.
#[derive(Debug, Clone, Copy, Deserialize)]
pub(super) struct Shown {
    #[serde(default = "first")]
    page: usize,
}

/// A picture of the album.
#[derive(Debug, Clone, Serialize)]
pub(super) struct Tile {
    /// Its photo.
    pub(super) id: String,
    pub(super) picture: MediaCard,
    /// Its page in the album, a path.
    pub(super) path: String,
    /// What it is hidden behind until asked for.
    pub(super) hidden: Option<String>,
    pub(super) author: AuthorCard,
}

#[derive(Serialize)]
struct Page {
    album: AlbumHead,
    owner: AuthorCard,
    contributors: Vec<AuthorCard>,
    tiles: Vec<Tile>,
    /// How many pictures the reader sees in all of it.
    count: usize,
    first: Option<NaiveDateTime>,
    last: Option<NaiveDateTime>,
    /// Whether both are the same day.
    one_day: bool,
    pages: Beside,
    /// Its address.
    url: String,
    /// The cover, for pages elsewhere.
    preview: Option<Preview>,
    indexable: bool,
}

/// What a page elsewhere is previewed by.
#[derive(Serialize)]
struct Preview {
    url: String,
    alt: String,
}

/// What a reader sees of an album.
struct Seen {
    cards: Vec<Card>,
    more: bool,
    count: usize,
    span: Option<(NaiveDateTime, NaiveDateTime)>,
    contributors: Vec<Actor>,
    cover: Option<Cover>,
}

impl Seen {
    fn read(c: &mut Conn, album: &Album, viewer: Option<ActorId>, page: usize) -> Result<Self, DbError> {
        let photos = album.photos(c, viewer)?;
        let before = page.saturating_sub(1).saturating_mul(PAGE);
        let more = photos.len() > before.saturating_add(PAGE);
        let shown: Vec<ObjectId> = photos.iter().copied().skip(before).take(PAGE).collect();
        let cards = cards(c, viewer, &shown)?;
        // What stands on pages elsewhere is what strangers see.
        let cover = match album.audience {
            Audience::Public => Cover::gather(c, None, vec![album.clone()])?.pop(),
            _ => None,
        };
        Ok(Self {
            cards: filter::sift(c, viewer, FilterContext::Account, cards)?,
            more,
            count: album::pictures(c, &photos)?.values().sum(),
            span: album::span(c, &photos)?,
            contributors: album.contributors(c)?,
            cover,
        })
    }
}

/// The cards of photos, in this order.
pub(super) fn cards(c: &mut Conn, viewer: Option<ActorId>, photos: &[ObjectId]) -> Result<Vec<Card>, DbError> {
    let mut objects = Object::load(c, photos)?;
    objects.sort_by_key(|object| photos.iter().position(|id| *id == object.id));
    Card::gather(c, viewer, objects)
}

/// The pictures of a photo, each with its number in it, from 1.
pub(super) fn pictures(card: &ObjectCard) -> impl Iterator<Item = (usize, &MediaCard)> {
    (1..).zip(card.media.iter().filter(|media| media.kind == MediaKind::Image))
}

/// The tiles of photos.
pub(super) fn tiles<'a>(here: &'a AlbumVisit, cards: &'a [ObjectCard]) -> impl Iterator<Item = Tile> + 'a {
    cards.iter().flat_map(move |card| {
        pictures(card).map(move |(number, picture)| Tile {
            id: card.id.clone(),
            picture: picture.clone(),
            path: here.path(&format!("/photos/{}/{number}", card.id)),
            hidden: hidden(card),
            author: card.author.clone(),
        })
    })
}

fn hidden(card: &ObjectCard) -> Option<String> {
    let reason = card.summary.clone().or_else(|| card.filtered.clone());
    reason.or_else(|| card.sensitive.then(String::new))
}

/// The album, as its reader sees it.
pub(super) async fn show(here: AlbumVisit, shown: Query<Shown>) -> web::Result<HttpResponse> {
    let (album, viewer, page) = (here.album.clone(), here.viewer(), shown.page);
    let seen = here.app.db.read(move |c| Seen::read(c, &album, viewer, page)).await?;
    let show = here.show();
    let cards = show.cards(&seen.cards);
    let (first, last) = seen.span.unzip();
    let at = |page: usize| {
        let mark = if here.path("").contains('?') { '&' } else { '?' };
        format!("{}{mark}page={page}", here.path(""))
    };
    let context = Page {
        album: here.head(),
        owner: show.author(&here.owner),
        contributors: show.authors(&seen.contributors),
        tiles: tiles(&here, &cards).collect(),
        count: seen.count,
        one_day: first.map(|first| first.date()) == last.map(|last| last.date()),
        first,
        last,
        pages: Beside {
            previous: page.checked_sub(1).filter(|before| *before > 0).map(at),
            next: seen.more.then(|| at(page.saturating_add(1))),
        },
        url: here.stall.origin.url(&here.head().path).into(),
        preview: seen.cover.as_ref().and_then(|cover| preview(&here, cover)),
        indexable: here.album.audience == Audience::Public && here.owner.indexable,
    };
    here.visit.render("photos/albums/show.html", &context)
}

fn preview(here: &AlbumVisit, cover: &Cover) -> Option<Preview> {
    let media = cover.picture.as_ref()?;
    let url = here.stall.origin.url(&format!("/files/{}/preview", media.id));
    Some(Preview { url: url.into(), alt: media.description.clone() })
}
