//! A visit to an album: what each of its pages begins with.

use actix_web::{FromRequest, HttpRequest, dev};
use diesel::result::Error as DbError;
use host::social::actor::{Actor, ActorId};
use host::store::Conn;
use host::store::uri::Stall;
use host::web::{self, MemberVisit, Visit};
use host::{App, Show};
use serde::Serialize;
use std::future::Future;
use std::pin::Pin;

use crate::album::{Album, AlbumId, Audience, Part};

/// A visit to an album by somebody who may see it; for everybody else there is no such page.
#[derive(Clone)]
pub(super) struct AlbumVisit {
    pub(super) visit: Visit,
    pub(super) app: App,
    pub(super) stall: Stall,
    /// Whose it is.
    pub(super) owner: Actor,
    pub(super) album: Album,
    /// As whom the reader comes.
    pub(super) part: Part,
    /// The secret of a link that was shown.
    link: Option<String>,
}

/// What the pages of an album show of it.
#[derive(Debug, Clone, Serialize)]
pub(super) struct AlbumHead {
    pub(super) id: String,
    pub(super) title: String,
    pub(super) description: String,
    pub(super) audience: Audience,
    /// Its path, below which its pages lie.
    pub(super) path: String,
    /// What stands behind each of their paths, so that the next page opens too.
    pub(super) query: String,
    /// Whether it is the reader's.
    pub(super) mine: bool,
    /// Whether the reader may add to it.
    pub(super) may_add: bool,
}

impl AlbumVisit {
    /// The reader's actor.
    pub(super) fn viewer(&self) -> Option<ActorId> {
        self.visit.member.as_ref().and_then(|member| member.actor)
    }

    /// Shows things to this reader.
    pub(super) fn show(&self) -> Show<'_> {
        Show { stall: &self.stall, viewer: self.viewer() }
    }

    /// The member whose album it is. Errors: it is somebody else's.
    pub(super) fn need_owner(&self) -> web::Result<ActorId> {
        match self.part {
            Part::Owner => Ok(self.owner.id),
            _ => Err(web::Error::forbidden("album")),
        }
    }

    /// The member who may add to it. Errors: the reader may not.
    pub(super) fn need_contributor(&self) -> web::Result<ActorId> {
        match self.part {
            Part::Owner | Part::Contributor => self.viewer().ok_or(web::Error::LogInNeeded),
            Part::Reader => Err(web::Error::forbidden("album")),
        }
    }

    /// The path of one of its pages, as the reader may open it.
    pub(super) fn path(&self, below: &str) -> String {
        format!("{}{below}{}", self.base(), self.query())
    }

    /// What its pages show of it.
    pub(super) fn head(&self) -> AlbumHead {
        let Album { id, title, description, audience, .. } = self.album.clone();
        AlbumHead {
            id: id.to_string(),
            title,
            description,
            audience,
            path: self.base(),
            query: self.query(),
            mine: self.part == Part::Owner,
            may_add: self.part != Part::Reader,
        }
    }

    fn base(&self) -> String {
        path_of(&self.owner, self.album.id)
    }

    fn query(&self) -> String {
        // The secret is of letters that stand for themselves in an address; another one opens nothing.
        let opens = |link: &&String| self.album.link.as_ref() == Some(*link);
        self.link.as_ref().filter(opens).map(|link| format!("?link={link}")).unwrap_or_default()
    }
}

/// The actor of a member who is logged in.
pub(super) fn me(visit: &MemberVisit) -> web::Result<ActorId> {
    visit.me.actor.ok_or_else(|| web::Error::not_found("actor"))
}

/// This stall.
pub(super) fn stall(app: &App) -> web::Result<&Stall> {
    app.hosts.stall(crate::MANIFEST.name).ok_or_else(|| web::Error::not_found("stall"))
}

/// The path of an album.
pub(super) fn path_of(owner: &Actor, album: AlbumId) -> String {
    format!("/@{}/albums/{album}", owner.username)
}

/// The member of this stall that is called so. Errors: there is none, or nobody gets to see them.
pub(super) fn find_owner(c: &mut Conn, name: &str) -> Result<Actor, DbError> {
    let owner = Actor::find_at(c, crate::MANIFEST.name, name)?.ok_or(DbError::NotFound)?;
    match host::social::visibility::barred(c, &[owner.id])?.is_empty() {
        true => Ok(owner),
        false => Err(DbError::NotFound),
    }
}

async fn album(req: HttpRequest) -> web::Result<AlbumVisit> {
    let visit = Visit::of(&req).await?;
    let app = App::of(&req)?;
    let stall = stall(&app)?.clone();
    let missing = || web::Error::not_found("album");
    let part = |name| req.match_info().get(name).ok_or_else(missing);
    let (handle, id) = (part("handle")?.to_owned(), part("id")?.parse::<AlbumId>().map_err(|_| missing())?);
    let mut query = url::form_urlencoded::parse(req.query_string().as_bytes());
    let link = query.find(|(name, _)| name == "link").map(|(_, link)| link.into_owned());
    let (viewer, shown) = (visit.member.as_ref().and_then(|member| member.actor), link.clone());
    let found = app.db.read(move |c| {
        let owner = find_owner(c, &handle)?;
        let album = Album::find(c, id)?.filter(|album| album.actor_id == owner.id).ok_or(DbError::NotFound)?;
        let part = album.part(c, viewer, shown.as_deref())?.ok_or(DbError::NotFound)?;
        Ok::<_, DbError>((owner, album, part))
    });
    let (owner, album, part) = found.await?;
    Ok(AlbumVisit { visit, app, stall, owner, album, part, link })
}

impl FromRequest for AlbumVisit {
    type Error = web::Error;
    type Future = Pin<Box<dyn Future<Output = web::Result<Self>>>>;

    fn from_request(req: &HttpRequest, _: &mut dev::Payload) -> Self::Future {
        Box::pin(album(req.clone()))
    }
}
