//! The order of an album: by hand, or by time at once.

use actix_web::HttpResponse;
use diesel::result::Error as DbError;
use host::social::object::ObjectId;
use host::store::Conn;
use host::web::card::ObjectCard;
use host::web::{self, Form};
use serde::{Deserialize, Serialize};

use super::album::cards;
use super::visit::{AlbumHead, AlbumVisit};
use crate::album::{Album, Order, Step};

#[derive(Serialize)]
struct Edit {
    album: AlbumHead,
    photos: Vec<ObjectCard>,
    /// The photo that its owner chose to stand for it.
    cover: Option<String>,
}

/// What is to be done with the order.
#[derive(Debug, Deserialize)]
pub(super) struct Ordering {
    /// The photos as they stand, by number, with commas between.
    #[serde(default)]
    order: String,
    /// `save`, `taken`, `published`, or a step and a photo: `earlier:12`.
    #[serde(default)]
    action: String,
    /// Whether nothing is to be shown: a script asks.
    #[serde(default)]
    quiet: bool,
}

/// What a form asks for.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Deed {
    Arrange(Vec<ObjectId>),
    Sort(Order),
    Step(ObjectId, Step),
}

impl Ordering {
    /// Errors: it is none of what the form offers.
    fn deed(&self) -> web::Result<Deed> {
        let unfit = || web::Error::invalid("order", "form-unfit");
        Ok(match self.action.split_once(':') {
            Some((step, photo)) => {
                let step = match step {
                    "earlier" => Step::Earlier,
                    "later" => Step::Later,
                    "first" => Step::First,
                    "last" => Step::Last,
                    _ => return Err(unfit()),
                };
                Deed::Step(photo.parse().map_err(|_| unfit())?, step)
            }
            None => match self.action.as_str() {
                "taken" => Deed::Sort(Order::Taken),
                "published" => Deed::Sort(Order::Published),
                _ => {
                    let photos = self.order.split(',').filter(|id| !id.is_empty());
                    Deed::Arrange(photos.map(str::parse).collect::<Result<_, _>>().map_err(|_| unfit())?)
                }
            },
        })
    }
}

impl Deed {
    fn apply(&self, c: &mut Conn, album: &Album) -> Result<(), DbError> {
        match self {
            Self::Arrange(order) => album.arrange(c, order),
            Self::Sort(by) => album.sort(c, *by),
            Self::Step(photo, step) => album.step(c, *photo, *step),
        }
    }
}

/// All of it in a list, to be put in order.
pub(super) async fn edit(here: AlbumVisit) -> web::Result<HttpResponse> {
    let (me, album) = (here.need_owner()?, here.album.clone());
    let read = here.app.db.read(move |c| {
        let photos = album.photos(c, Some(me))?;
        cards(c, Some(me), &photos)
    });
    let found = read.await?;
    let context = Edit {
        album: here.head(),
        photos: here.show().cards(&found),
        cover: here.album.cover_id.map(|cover| cover.to_string()),
    };
    here.visit.render("photos/albums/order.html", &context)
}

/// Changes it.
pub(super) async fn update(here: AlbumVisit, form: Form<Ordering>) -> web::Result<HttpResponse> {
    here.need_owner()?;
    let (album, quiet, deed) = (here.album.clone(), form.quiet, form.deed()?);
    let back = match &deed {
        Deed::Step(photo, _) => format!("{}#photo-{photo}", here.path("/order")),
        _ => here.path("/order"),
    };
    let kept = deed.clone();
    here.app.db.write(move |c| kept.apply(c, &album)).await?;
    if quiet {
        return Ok(HttpResponse::NoContent().finish());
    }
    if !matches!(deed, Deed::Step(..)) {
        here.visit.notice("albums-order-kept");
    }
    Ok(here.visit.see_other(&back))
}
