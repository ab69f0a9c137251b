//! The sites of the club, the square and its stalls, told apart by the `Host` header.

use std::sync::Arc;

use actix_web::guard::{Guard, GuardContext};
use actix_web::http::header;
use actix_web::http::uri::Authority;
use actix_web::{HttpMessage, HttpRequest};
use serde::Serialize;
use store::uri::Origin;

use crate::{Error, State};

/// A site: the square or a stall.
#[derive(Debug, Clone)]
pub struct Site {
    /// What the host stands for.
    pub place: store::uri::Site,
    /// `square`, or the name of the stall.
    pub name: &'static str,
    /// The key of the message that names it to readers.
    pub title: &'static str,
    /// Where it is served.
    pub origin: Origin,
    /// How lists of what was published there look.
    pub look: Look,
    /// Its menu, in the order in which it is shown.
    pub navigation: Vec<NavItem>,
    /// Pages of its own below an object, for whose it is.
    pub object_pages: &'static [SubPage],
    /// The most bytes of a file that comes with a form.
    pub upload_bytes: u64,
}

/// A page of a stall's own that lies below a page that every stall has, and that is linked from there.
#[derive(Debug, Clone, Copy, Serialize)]
pub struct SubPage {
    /// The key of the message that it says.
    pub label: &'static str,
    /// What stands behind the slash after the other page's path.
    pub path: &'static str,
    /// The icon of the theme's sprite.
    pub icon: &'static str,
    /// What is shown on the other page, by `objects.kind`.
    pub kind: &'static str,
    /// Whether whoever sees the other page is led there; else its author alone.
    pub readers: bool,
}

/// How a list of what somebody published looks.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Look {
    /// One below the other, each with its words.
    #[default]
    Cards,
    /// Side by side, each by its picture.
    Tiles,
}

/// One entry of a site's menu.
#[derive(Debug, Clone, Serialize)]
pub struct NavItem {
    /// The key of the message that it says.
    pub label: &'static str,
    /// Where it leads, a path of the same site.
    pub path: &'static str,
    /// The icon of the theme's sprite.
    pub icon: &'static str,
    /// Who sees it.
    pub needs: Needs,
}

/// Who sees an entry of a menu. What it leads to checks for itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Needs {
    /// Everyone.
    Everyone,
    /// Whoever is logged in.
    Member,
    /// Moderators, administrators and owners.
    Moderator,
    /// Administrators and owners.
    Admin,
}

impl NavItem {
    /// What `aria-current` says of this entry on the page of a path: `page`, `true` on a page below it, or nothing.
    pub(crate) fn current(&self, path: &str) -> Option<&'static str> {
        match path.strip_prefix(self.path)? {
            "" => Some("page"),
            below if below.starts_with('/') => Some("true"),
            _ => None,
        }
    }
}

impl Site {
    /// Whether this is the square.
    pub fn is_square(&self) -> bool {
        self.place == store::uri::Site::Square
    }

    /// The name of the stall; `None` on the square.
    pub fn stall(&self) -> Option<&'static str> {
        match self.place {
            store::uri::Site::Square => None,
            store::uri::Site::Stall(name) => Some(name),
        }
    }

    /// The site that a request is for, as the gate decided.
    pub fn of(req: &HttpRequest) -> Result<Arc<Self>, Error> {
        req.extensions().get::<Arc<Self>>().cloned().ok_or(Error::Misdirected)
    }
}

/// The host that a request names. Proxies are not asked here: what they forward is the `Host` header itself. A request
/// that names two hosts names none.
pub(crate) fn host_of(req: &HttpRequest) -> Option<&str> {
    let mut headers = req.headers().get_all(header::HOST);
    let named = headers.next().and_then(|host| host.to_str().ok());
    if headers.next().is_some() {
        return None;
    }
    // HTTP/2 has the authority in the request line, and may have no Host at all.
    let authority = req.head().uri.authority().map(Authority::as_str);
    match (named, authority) {
        (Some(host), Some(authority)) if !host.eq_ignore_ascii_case(authority) => None,
        (host, authority) => host.or(authority),
    }
}

/// Finds the site of a request by its host.
pub(crate) fn decide(state: &State, req: &HttpRequest) -> Option<Arc<Site>> {
    let place = state.hosts.site(host_of(req)?)?;
    state.sites.iter().find(|site| site.place == place).cloned()
}

/// A guard for routes that belong to one site: `web::scope("").guard(web::on(Site::Square))`.
pub fn on(place: store::uri::Site) -> impl Guard {
    OnSite(move |site: &Site| site.place == place)
}

/// A guard for routes that every stall has and the square has not.
pub fn on_any_stall() -> impl Guard {
    OnSite(|site: &Site| !site.is_square())
}

struct OnSite<F>(F);

impl<F: Fn(&Site) -> bool> Guard for OnSite<F> {
    fn check(&self, context: &GuardContext<'_>) -> bool {
        context.req_data().get::<Arc<Site>>().is_some_and(|site| (self.0)(site))
    }
}

#[cfg(test)]
mod tests;
