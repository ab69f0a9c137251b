//! Pages of long lists: which part is asked for, and where the parts beside it are.

use std::future::{Ready, ready};

use actix_web::body::BoxBody;
use actix_web::http::header;
use actix_web::{FromRequest, HttpRequest, HttpResponse, Responder, dev};
use host::social::range::Range;
use serde::{Deserialize, Serialize};
use url::Url;
use utoipa::IntoParams;

use crate::body::Params;
use crate::caller::Call;
use crate::error::{Error, Result};

/// Which part of a list is asked for.
#[derive(Debug, Clone, Default, Deserialize, IntoParams)]
#[serde(default)]
#[into_params(parameter_in = Query)]
pub(crate) struct Paging {
    /// Only what is older than this.
    #[param(value_type = Option<String>)]
    max_id: Option<i64>,
    /// Only what is newer than this, from the newest on.
    #[param(value_type = Option<String>)]
    since_id: Option<i64>,
    /// Only what is newer than this, right behind it.
    #[param(value_type = Option<String>)]
    min_id: Option<i64>,
    /// How many.
    limit: Option<i64>,
    /// How many to pass over, in lists that are not ordered by ids.
    offset: Option<i64>,
}

impl Paging {
    /// The part, by ids.
    pub(crate) fn range(&self) -> Range {
        Range { before: self.max_id, since: self.since_id, after: self.min_id }
    }

    /// How many are asked for, at least one and at most so many.
    pub(crate) fn limit(&self, usual: usize, most: usize) -> usize {
        let asked = self.limit.map_or(usual, |limit| usize::try_from(limit).unwrap_or(1));
        asked.clamp(1, most)
    }

    /// Whether everything at once is asked for: `limit=0`, where a list allows that.
    pub(crate) fn is_whole(&self) -> bool {
        self.limit == Some(0)
    }

    /// How many are passed over.
    pub(crate) fn offset(&self) -> usize {
        self.offset.map_or(0, |offset| usize::try_from(offset).unwrap_or(0))
    }
}

impl FromRequest for Paging {
    type Error = Error;
    type Future = Ready<Result<Self>>;

    fn from_request(req: &HttpRequest, payload: &mut dev::Payload) -> Self::Future {
        ready(Params::<Self>::from_request(req, payload).into_inner().map(|params| params.0))
    }
}

/// A page of a list, with the addresses of the pages beside it (RFC 8288): `next` is older, `prev` newer.
#[derive(Debug)]
pub(crate) struct Page<T> {
    items: Vec<T>,
    links: Option<String>,
}

impl<T> Page<T> {
    /// A page that was asked for by `caller`. `ends` are the ids of its first and last row, by which the list is paged; `full`
    /// where there may be more behind it.
    pub(crate) fn new(caller: &Call, items: Vec<T>, ends: Option<(i64, i64)>, full: bool) -> Self {
        Self { items, links: links(caller, ends, full) }
    }

    /// A page of a list that is paged by offset, `passed` of which were passed over.
    pub(crate) fn by_offset(caller: &Call, items: Vec<T>, passed: usize, limit: usize) -> Self {
        let beside = |offset: usize| beside(caller, "offset", offset.to_string(), &["offset"]);
        let mut links = Vec::new();
        if items.len() >= limit {
            links.push(format!("<{}>; rel=\"next\"", beside(passed + limit)));
        }
        if passed > 0 {
            links.push(format!("<{}>; rel=\"prev\"", beside(passed.saturating_sub(limit))));
        }
        Self { items, links: (!links.is_empty()).then(|| links.join(", ")) }
    }
}

/// A page of a list whose rows share what they refer to: one entity, with the same addresses.
#[derive(Debug)]
pub(crate) struct Digest<T> {
    body: T,
    links: Option<String>,
}

impl<T> Digest<T> {
    /// As [`Page::new`].
    pub(crate) fn new(caller: &Call, body: T, ends: Option<(i64, i64)>, full: bool) -> Self {
        Self { body, links: links(caller, ends, full) }
    }
}

/// The addresses of the pages beside one that begins and ends with these ids; `next` comes first, as some clients read only that.
fn links(caller: &Call, ends: Option<(i64, i64)>, full: bool) -> Option<String> {
    let beside = |name: &str, id: i64| beside(caller, name, id.to_string(), &["max_id", "since_id", "min_id"]);
    let (first, last) = ends?;
    let newer = format!("<{}>; rel=\"prev\"", beside("min_id", first));
    Some(match full {
        true => format!("<{}>; rel=\"next\", {newer}", beside("max_id", last)),
        false => newer,
    })
}

/// The address of the call with one value set in the place of those that `drop` names. A token in it is left out.
fn beside(caller: &Call, name: &str, value: String, drop: &[&str]) -> Url {
    let base = caller.stall.origin.url("/");
    let mut address = base.join(&caller.path).unwrap_or(base);
    let kept: Vec<(String, String)> = address
        .query_pairs()
        .filter(|(name, _)| !drop.contains(&name.as_ref()) && name != "access_token")
        .map(|(name, value)| (name.into_owned(), value.into_owned()))
        .collect();
    address.query_pairs_mut().clear().extend_pairs(kept).append_pair(name, &value);
    address
}

fn respond(body: &impl Serialize, links: Option<String>) -> HttpResponse {
    let mut response = HttpResponse::Ok();
    if let Some(links) = links {
        response.insert_header((header::LINK, links));
    }
    response.json(body)
}

impl<T: Serialize> Responder for Page<T> {
    type Body = BoxBody;

    fn respond_to(self, _: &HttpRequest) -> HttpResponse {
        respond(&self.items, self.links)
    }
}

impl<T: Serialize> Responder for Digest<T> {
    type Body = BoxBody;

    fn respond_to(self, _: &HttpRequest) -> HttpResponse {
        respond(&self.body, self.links)
    }
}
