//! Lists of albums: a member's own with those that others share, and those of somebody that the reader may see.

use actix_web::HttpResponse;
use actix_web::web::{Path, Query};
use diesel::result::Error as DbError;
use host::social::actor::ActorId;
use host::store::Conn;
use host::web::card::{AuthorCard, MediaCard};
use host::web::{self, MemberVisit, Visit};
use host::{App, Show, show};
use serde::{Deserialize, Serialize};

use super::visit::{find_owner, me, path_of, stall};
use crate::album::{Album, Audience, Cover, MAX_PER_MEMBER};

/// How many albums a page shows.
const PAGE: usize = 24;

/// Which part of a list, counted from 1.
#[derive(Debug, Clone, Copy, Deserialize)]
pub(super) struct Part {
    #[serde(default = "first")]
    pub(super) page: usize,
}

pub(super) fn first() -> usize {
    1
}

/// An album in a list.
#[derive(Serialize)]
struct Row {
    title: String,
    path: String,
    audience: Audience,
    picture: Option<MediaCard>,
    count: usize,
    owner: AuthorCard,
}

/// Where the pages beside one are.
#[derive(Debug, Default, Serialize)]
pub(super) struct Beside {
    pub(super) previous: Option<String>,
    pub(super) next: Option<String>,
}

#[derive(Serialize)]
struct Mine {
    albums: Vec<Row>,
    shared: Vec<Row>,
    pages: Beside,
    /// No more can be made.
    full: bool,
    /// The member has none.
    none: bool,
    most: i64,
}

#[derive(Serialize)]
struct OfMember {
    owner: AuthorCard,
    mine: bool,
    albums: Vec<Row>,
    pages: Beside,
}

/// A page of a list, and whether there is another behind it.
struct Cut {
    covers: Vec<Cover>,
    more: bool,
}

impl Cut {
    fn read(c: &mut Conn, viewer: Option<ActorId>, albums: Vec<Album>, page: usize) -> Result<Self, DbError> {
        let before = page.saturating_sub(1).saturating_mul(PAGE);
        let more = albums.len() > before.saturating_add(PAGE);
        let albums = albums.into_iter().skip(before).take(PAGE).collect();
        Ok(Self { covers: Cover::gather(c, viewer, albums)?, more })
    }

    fn beside(&self, path: &str, page: usize) -> Beside {
        Beside {
            previous: page.checked_sub(1).filter(|before| *before > 0).map(|before| format!("{path}?page={before}")),
            next: self.more.then(|| format!("{path}?page={}", page.saturating_add(1))),
        }
    }
}

fn rows(shows: Show<'_>, covers: &[Cover]) -> Vec<Row> {
    let row = |cover: &Cover| Row {
        title: cover.album.title.clone(),
        path: path_of(&cover.owner, cover.album.id),
        audience: cover.album.audience,
        picture: cover.picture.as_ref().map(|media| show::media(media, &cover.renditions)),
        count: cover.pictures,
        owner: shows.author(&cover.owner),
    };
    covers.iter().map(row).collect()
}

/// The member's own albums, and those of others to which the member may add.
pub(super) async fn mine(visit: MemberVisit, app: App, part: Query<Part>) -> web::Result<HttpResponse> {
    let (me, page) = (me(&visit)?, part.page);
    let read = app.db.read(move |c| {
        let own = Album::of(c, me)?;
        let (count, shared) = (own.len(), Album::shared_with(c, me)?);
        Ok::<_, DbError>((Cut::read(c, Some(me), own, page)?, Cut::read(c, Some(me), shared, page)?, count))
    });
    let (mut own, shared, count) = read.await?;
    own.more |= shared.more;
    let shows = Show { stall: stall(&app)?, viewer: Some(me) };
    let context = Mine {
        albums: rows(shows, &own.covers),
        shared: rows(shows, &shared.covers),
        pages: own.beside("/albums", page),
        full: i64::try_from(count).is_ok_and(|count| count >= MAX_PER_MEMBER),
        most: MAX_PER_MEMBER,
        none: count == 0,
    };
    visit.render("photos/albums/mine.html", &context)
}

/// The albums of a member that the reader may see.
pub(super) async fn of_member(
    visit: Visit,
    app: App,
    handle: Path<String>,
    part: Query<Part>,
) -> web::Result<HttpResponse> {
    let (viewer, page, handle) =
        (visit.member.as_ref().and_then(|member| member.actor), part.page, handle.into_inner());
    let read = app.db.read(move |c| {
        let owner = find_owner(c, &handle)?;
        let albums = Album::of(c, owner.id)?;
        let albums = Album::open_to(c, viewer, albums)?;
        Ok::<_, DbError>((Cut::read(c, viewer, albums, page)?, owner))
    });
    let (cut, owner) = read.await?;
    let shows = Show { stall: stall(&app)?, viewer };
    let context = OfMember {
        mine: viewer == Some(owner.id),
        albums: rows(shows, &cut.covers),
        pages: cut.beside(&format!("/@{}/albums", owner.username), page),
        owner: shows.author(&owner),
    };
    visit.render("photos/albums/index.html", &context)
}
