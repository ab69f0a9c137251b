//! A visit: one request for a page, and what the page knows of its reader.

use std::ops::Deref;
use std::rc::Rc;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use actix_web::cookie::Cookie;
use actix_web::{FromRequest, HttpMessage, HttpRequest, HttpResponse, dev};
use futures::future::LocalBoxFuture;
use social::account::Colours;
use social::secret::Secret;
use tokio::sync::OnceCell;
use url::Url;

use crate::error::{Error, Result};
use crate::gate::RequestId;
use crate::locale::{Locale, Message};
use crate::notice::{self, Notice, Tone};
use crate::redirect::{safe_path, see_other, see_other_url};
use crate::{Club, Member, Site, State, Zone, cookie, csrf, member, negotiate, preference, session};

/// What a page knows of its reader. A handler's argument; cheap to clone.
#[derive(Clone)]
pub struct Visit(Arc<Reader>);

/// Where a request keeps its visit.
type Found = Rc<OnceCell<Visit>>;

/// What a [`Visit`] holds.
pub struct Reader {
    /// What every handler can reach.
    pub state: State,
    /// The site that the page belongs to.
    pub site: Arc<Site>,
    /// The club, as it was when the request came.
    pub club: Arc<Club>,
    /// Who is logged in, if anybody.
    pub member: Option<Member>,
    /// The language of the page.
    pub locale: Locale,
    /// The name of the theme.
    pub theme: String,
    /// Light or dark.
    pub colours: Colours,
    /// The time zone that the reader chose.
    pub zone: Option<Zone>,
    /// What the forms of the page carry.
    pub csrf: String,
    /// Path and query of the request.
    pub path: String,
    /// Where the request wants to be led on to: see [`Visit::next`].
    next: OnceLock<String>,
    /// Names the request in the log.
    pub request_id: String,
    /// What this reader's browser holds, to which forms are bound.
    holding: String,
    /// Whether it does not hold it yet: the cookie of a stranger, to be set with the first form.
    pub(crate) new_visitor: bool,
    /// Whether the request brought notices, which are to be forgotten when shown.
    pub(crate) brought_notices: bool,
    /// Whether the reader is a program that asks for JSON.
    pub(crate) wants_json: bool,
    pub(crate) notices: Mutex<Vec<Notice>>,
}

impl Visit {
    /// The visit that a request is; found once for each request, also where several extractors ask at the same time.
    pub async fn of(req: &HttpRequest) -> Result<Self> {
        let known = req.extensions().get::<Found>().cloned();
        let found = known.unwrap_or_else(|| {
            let cell = Found::default();
            req.extensions_mut().insert(Rc::clone(&cell));
            cell
        });
        found.get_or_try_init(|| Self::find(req)).await.cloned()
    }

    async fn find(req: &HttpRequest) -> Result<Self> {
        let (state, site) = (State::of(req)?, Site::of(req)?);
        let token = session::token(&state, req);
        let member = match &token {
            Some(token) => member::identify(&state.db, site.place, token.clone()).await?,
            None => None,
        };
        Ok(Self::begin(req, state, site, token, member))
    }

    /// The visit of whom nothing is asked, for when the database cannot say who it is.
    pub(crate) fn of_stranger(req: &HttpRequest) -> Result<Self> {
        Ok(Self::begin(req, State::of(req)?, Site::of(req)?, None, None))
    }

    fn begin(req: &HttpRequest, state: State, site: Arc<Site>, token: Option<String>, member: Option<Member>) -> Self {
        let club = state.club();
        let taste = preference::of(&state, &club, req, member.as_ref());
        let visitor = cookie::read(&state, req, cookie::VISITOR).filter(|value| value.len() == 43);
        let (holding, new_visitor) = match (member.is_some().then_some(token).flatten(), visitor) {
            (Some(token), _) => (token, false),
            (None, Some(visitor)) => (visitor, false),
            (None, None) => (String::from(Secret::random()), true),
        };
        let notices = notice::read(&state, req);
        Self(Arc::new(Reader {
            csrf: csrf::tag(&state.key, &holding),
            path: req.uri().path_and_query().map_or_else(|| "/".to_owned(), ToString::to_string),
            next: next_of(req).map_or_else(OnceLock::new, OnceLock::from),
            request_id: req.extensions().get::<RequestId>().map(|id| id.0.clone()).unwrap_or_default(),
            wants_json: negotiate::wants_json(req),
            brought_notices: !notices.is_empty(),
            notices: Mutex::new(notices),
            locale: taste.locale,
            theme: taste.theme,
            colours: taste.colours,
            zone: taste.zone,
            state,
            site,
            club,
            member,
            holding,
            new_visitor,
        }))
    }

    /// Where to go on to after this page: `next` of the query or of the form, where it is a path of this site.
    pub fn next(&self) -> Option<&str> {
        self.next.get().map(String::as_str)
    }

    /// The form says where to go on to; a `next` of the query goes before it.
    pub(crate) fn lead_on_to(&self, path: String) {
        // Full already: then the query said it.
        drop(self.next.set(path));
    }

    /// Refuses a form whose tag was not made for this reader.
    pub(crate) fn check_form(&self, tag: Option<&str>) -> Result<()> {
        let ours = tag.is_some_and(|tag| csrf::is_ours(&self.state.key, &self.holding, tag));
        if ours { Ok(()) } else { Err(Error::Forged) }
    }

    /// The cookie that a page with a form sets for a stranger.
    pub(crate) fn visitor_cookie(&self) -> Option<Cookie<'static>> {
        self.new_visitor.then(|| cookie::make(&self.state, cookie::VISITOR, self.holding.clone(), None))
    }

    /// Leaves something good to be said: on this page, if it is rendered, else on the next.
    pub fn notice(&self, message: impl Into<Message>) {
        self.say(Tone::Good, message.into());
    }

    /// Leaves something bad to be said: on this page, if it is rendered, else on the next.
    pub fn warn(&self, message: impl Into<Message>) {
        self.say(Tone::Bad, message.into());
    }

    fn say(&self, tone: Tone, message: Message) {
        self.notices.lock().unwrap_or_else(PoisonError::into_inner).push(Notice { tone, message });
    }

    /// A message in the reader's language.
    pub fn translate(&self, message: impl Into<Message>) -> String {
        self.state.themes.get(&self.theme).translations.message(&self.locale, &message.into())
    }

    /// 303 to a path of this site, with the notices. Anything but such a path leads to the front page.
    pub fn see_other(&self, path: &str) -> HttpResponse {
        self.with_notices(see_other(path))
    }

    /// 303 to where the reader came from, as the form's `next` says, else to `path`.
    pub fn see_next(&self, path: &str) -> HttpResponse {
        self.see_other(self.next().unwrap_or(path))
    }

    /// 303 to an address that we made ourselves, such as a page of another site of the club.
    pub fn see_other_url(&self, url: &Url) -> HttpResponse {
        see_other_url(url)
    }

    fn with_notices(&self, mut response: HttpResponse) -> HttpResponse {
        let notices = self.notices.lock().unwrap_or_else(PoisonError::into_inner);
        // Those that came with the request and were not shown yet go on with it.
        if !notices.is_empty()
            && let Err(error) = response.add_cookie(&notice::keep(&self.state, &notices))
        {
            tracing::warn!(%error, "notices could not be kept");
        }
        response
    }

    /// The log-in page, which leads back here: always the square's, `/log-in?site=<stall>&next=<path>`.
    pub fn log_in_url(&self, next: &str) -> Url {
        let mut url = self.state.square_url("/log-in");
        {
            let mut query = url.query_pairs_mut();
            if let Some(stall) = self.site.stall() {
                query.append_pair("site", stall);
            }
            query.append_pair("next", next);
        }
        url
    }

    /// Who is logged in; else an error that leads to the log-in page.
    pub fn need_member(&self) -> Result<&Member> {
        self.member.as_ref().ok_or(Error::LogInNeeded)
    }
}

/// Where the request wants to be led on to: `next` of the query.
fn next_of(req: &HttpRequest) -> Option<String> {
    let mut pairs = url::form_urlencoded::parse(req.query_string().as_bytes());
    pairs.find(|(name, _)| name == "next").and_then(|(_, next)| safe_path(&next))
}

impl Deref for Visit {
    type Target = Reader;

    fn deref(&self) -> &Reader {
        &self.0
    }
}

impl FromRequest for Visit {
    type Error = Error;
    type Future = LocalBoxFuture<'static, Result<Self>>;

    fn from_request(req: &HttpRequest, _: &mut dev::Payload) -> Self::Future {
        let req = req.clone();
        Box::pin(async move { Self::of(&req).await })
    }
}

/// A visit by a member; anybody else is led to the log-in page and, from there, back.
#[derive(Clone)]
pub struct MemberVisit {
    visit: Visit,
    /// Who is logged in.
    pub me: Member,
}

impl MemberVisit {
    /// The visit of a request, where a member makes it.
    pub async fn of(req: &HttpRequest) -> Result<Self> {
        let visit = Visit::of(req).await?;
        let me = visit.need_member()?.clone();
        Ok(Self { visit, me })
    }
}

impl Deref for MemberVisit {
    type Target = Visit;

    fn deref(&self) -> &Visit {
        &self.visit
    }
}

impl FromRequest for MemberVisit {
    type Error = Error;
    type Future = LocalBoxFuture<'static, Result<Self>>;

    fn from_request(req: &HttpRequest, _: &mut dev::Payload) -> Self::Future {
        let req = req.clone();
        Box::pin(async move { Self::of(&req).await })
    }
}

#[cfg(test)]
mod tests;
