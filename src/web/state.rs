//! What every handler can reach.

use std::ops::Deref;
use std::sync::{Arc, PoisonError, RwLock};

use actix_web::{FromRequest, HttpRequest, dev};
use futures::future::{Ready, ready};
use serde::Serialize;
use store::Db;
use store::uri::Hosts;
use url::Url;

use crate::limit::Limiter;
use crate::server_key::ServerKey;
use crate::theme::{DEFAULT, Themes};
use crate::{Error, Locale, ServerConfig, Site};

/// What every handler can reach: `app_data(state.clone())`, and `state: State` as a handler's argument. Cheap to clone.
#[derive(Clone)]
pub struct State(Arc<Inner>);

struct Inner {
    parts: Parts,
    club: RwLock<Arc<Club>>,
}

/// What a [`State`] is made of.
pub struct Parts {
    /// The database.
    pub db: Db,
    /// Our hosts.
    pub hosts: Hosts,
    /// Themes with their templates and messages.
    pub themes: Themes,
    /// The section `[server]`.
    pub config: ServerConfig,
    /// The square, then the stalls that are switched on, in the order in which they are shown.
    pub sites: Vec<Arc<Site>>,
    /// Makes tokens that only we can make.
    pub key: ServerKey,
    /// Counts requests.
    pub limiter: Limiter,
    /// How large an uploaded file may be, in bytes.
    pub upload_bytes: u64,
    /// The version of the program.
    pub version: &'static str,
}

/// What administrators can change about the club while it runs, as far as every page shows it.
#[derive(Debug, Clone)]
pub struct Club {
    /// Its name.
    pub name: String,
    /// The language of readers whose own is not known.
    pub locale: Locale,
    /// The theme of readers who have not chosen one.
    pub theme: String,
    /// Whether the log-in page invites to sign up.
    pub registration: bool,
    /// What maps are drawn with; none: there are no maps.
    pub tiles: Option<Tiles>,
}

/// Where the pictures of maps come from: another server, which thereby learns who looks at them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Tiles {
    /// The address of a tile, with `{z}`, `{x}` and `{y}`.
    pub address: String,
    /// The origin of all tiles, which browsers are to be allowed.
    #[serde(skip)]
    pub origin: String,
    /// Whose map it is, HTML that was made of Markdown.
    pub attribution_html: String,
}

impl Default for Club {
    fn default() -> Self {
        Self {
            name: "Kermesse".to_owned(),
            locale: Locale::english(),
            theme: DEFAULT.to_owned(),
            registration: false,
            tiles: None,
        }
    }
}

impl State {
    /// From its parts.
    pub fn new(parts: Parts, club: Club) -> Self {
        Self(Arc::new(Inner { parts, club: RwLock::new(Arc::new(club)) }))
    }

    /// The state of the application that a request came to.
    pub fn of(req: &HttpRequest) -> Result<Self, Error> {
        req.app_data::<Self>().cloned().ok_or_else(|| Error::internal("the application has no state"))
    }

    /// The club as it is now.
    pub fn club(&self) -> Arc<Club> {
        Arc::clone(&self.0.club.read().unwrap_or_else(PoisonError::into_inner))
    }

    /// Puts a change of the club before the readers.
    pub fn set_club(&self, club: Club) {
        *self.0.club.write().unwrap_or_else(PoisonError::into_inner) = Arc::new(club);
    }

    /// The square.
    pub fn square(&self) -> Option<&Arc<Site>> {
        self.sites.iter().find(|site| site.is_square())
    }

    /// The address of a page of the square; the path may carry a query.
    pub fn square_url(&self, path_and_query: &str) -> Url {
        let root = self.hosts.square().url("/");
        root.join(path_and_query).unwrap_or(root)
    }

    /// Whether cookies are `Secure` and bear the prefix `__Host-`: always, but over plain HTTP on a developer's machine.
    pub fn is_secure(&self) -> bool {
        self.hosts.square().scheme() == "https"
    }
}

impl Deref for State {
    type Target = Parts;

    fn deref(&self) -> &Parts {
        &self.0.parts
    }
}

impl FromRequest for State {
    type Error = Error;
    type Future = Ready<Result<Self, Error>>;

    fn from_request(req: &HttpRequest, _: &mut dev::Payload) -> Self::Future {
        ready(Self::of(req))
    }
}
