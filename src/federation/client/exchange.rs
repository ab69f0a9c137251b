//! One request and its answer, over as many hops as it takes.

use bytes::Bytes;
use chrono::Utc;
use http::header::{ACCEPT, AUTHORIZATION, CONTENT_TYPE, LOCATION};
use http::{HeaderMap, HeaderName, HeaderValue, Method, Request, StatusCode, Uri};
use reqwest::Response;
use url::{Host, Origin, Url};

use super::Client;
use super::answer::{ACTIVITY_JSON, Answer, Kind};
use super::error::FetchError;
use crate::signature::{Scheme, SignError, Signer};
use crate::synchronization::HEADER;

/// What is asked of a server, wherever it is.
pub(super) struct Order<'a> {
    method: Method,
    headers: HeaderMap,
    body: Bytes,
    signer: Option<&'a Signer>,
    /// Whether it is sent on to where the server says.
    redirected: bool,
    /// What only the server of that origin is told of followers (FEP-8fcf).
    followers: Option<(Origin, HeaderValue)>,
}

impl<'a> Order<'a> {
    pub(super) fn get(kind: Kind, signer: Option<&'a Signer>) -> Self {
        let headers = HeaderMap::from_iter([(ACCEPT, HeaderValue::from_static(kind.accept()))]);
        Self { method: Method::GET, headers, body: Bytes::new(), signer, redirected: true, followers: None }
    }

    pub(super) fn post(body: Bytes, signer: &'a Signer) -> Self {
        let headers = HeaderMap::from_iter([(CONTENT_TYPE, HeaderValue::from_static(ACTIVITY_JSON))]);
        Self { method: Method::POST, headers, body, signer: Some(signer), redirected: true, followers: None }
    }

    /// Something that goes to this server and no other, for what is said in `headers` is between it and us.
    pub(super) fn confide(headers: HeaderMap, body: Bytes) -> Self {
        Self { method: Method::POST, headers, body, signer: None, redirected: false, followers: None }
    }

    /// Shows what opens a document, to this server and no other.
    pub(super) fn showing(mut self, token: HeaderValue) -> Self {
        self.headers.insert(AUTHORIZATION, token);
        Self { redirected: false, ..self }
    }

    /// Says something of followers to the server of an inbox, and to none that it sends us on to.
    pub(super) fn telling(self, inbox: &Url, followers: Option<HeaderValue>) -> Self {
        Self { followers: followers.map(|header| (inbox.origin(), header)), ..self }
    }

    /// Says something besides. What no header can say is left out.
    pub(super) fn saying(mut self, name: HeaderName, value: Option<&str>) -> Self {
        if let Some(value) = value.and_then(|value| HeaderValue::from_str(value).ok()) {
            self.headers.insert(name, value);
        }
        self
    }

    /// The request for one hop, signed where it is to be.
    fn request(&self, url: &Url, scheme: Option<Scheme>) -> Result<reqwest::Request, FetchError> {
        let mut request = Request::new(self.body.clone());
        *request.method_mut() = self.method.clone();
        *request.uri_mut() =
            Uri::try_from(url.as_str()).map_err(|_| SignError::Request("its address is not well-formed"))?;
        *request.headers_mut() = self.headers.clone();
        if let Some((origin, followers)) = &self.followers
            && url.origin() == *origin
        {
            request.headers_mut().insert(HEADER, followers.clone());
        }
        if let (Some(signer), Some(scheme)) = (self.signer, scheme) {
            signer.sign(scheme, &mut request, Utc::now())?;
        }
        let (parts, body) = request.into_parts();
        let mut request = reqwest::Request::new(parts.method, url.clone());
        *request.headers_mut() = parts.headers;
        if !body.is_empty() {
            *request.body_mut() = Some(body.into());
        }
        Ok(request)
    }

    /// Where an answer sends us on to. Only 307 and 308 keep a POST a POST (RFC 9110 §15.4).
    fn next_hop(&self, url: &Url, status: StatusCode, location: Option<&HeaderValue>) -> Option<Url> {
        let follows = match status {
            _ if !self.redirected => false,
            StatusCode::TEMPORARY_REDIRECT | StatusCode::PERMANENT_REDIRECT => true,
            StatusCode::MOVED_PERMANENTLY | StatusCode::FOUND | StatusCode::SEE_OTHER => self.method == Method::GET,
            _ => false,
        };
        let location = location.filter(|_| follows)?.to_str().ok()?;
        url.join(location).ok()
    }
}

impl Client {
    /// Makes the request, and makes it again where the server sends it on to another address.
    pub(super) async fn carry_out(&self, order: &Order<'_>, url: &Url) -> Result<Answer, FetchError> {
        let mut url = url.clone();
        for _ in 0..=self.limits.fetch_redirects {
            url.set_fragment(None);
            self.check(&url)?;
            let (response, scheme) = self.knock(order, &url).await?;
            let location = response.headers().get(LOCATION);
            match order.next_hop(&url, response.status(), location) {
                Some(next) if url.scheme() == "https" && next.scheme() != "https" => {
                    return Err(FetchError::Forbidden(format!("{url} leads away from https")));
                }
                Some(next) => url = next,
                None => {
                    return Ok(Answer { url, response, scheme });
                }
            }
        }
        Err(FetchError::TooManyRedirects(self.limits.fetch_redirects))
    }

    /// Whether `url` may be contacted, as far as can be said before its name is resolved. The library asks the resolver
    /// for names only, so a host that is an address is judged here.
    fn check(&self, url: &Url) -> Result<(), FetchError> {
        let forbidden = |why: &str| Err(FetchError::Forbidden(format!("{url} {why}")));
        if !self.enabled {
            return Err(FetchError::Disabled);
        }
        if url.scheme() != "https" && !(url.scheme() == "http" && self.plain_http) {
            return forbidden("is not an https address");
        }
        if !url.username().is_empty() || url.password().is_some() {
            return forbidden("names a user");
        }
        let permitted = match url.host() {
            Some(Host::Ipv4(address)) => self.guard.permits(address.into()),
            Some(Host::Ipv6(address)) => self.guard.permits(address.into()),
            Some(Host::Domain(name)) => !name.is_empty(),
            None => false,
        };
        if permitted { Ok(()) } else { forbidden("leads into a network that may not be contacted") }
    }

    /// Makes one hop. Where the signature is not understood, knocks a second time with one of the other scheme, and
    /// remembers what was.
    async fn knock(&self, order: &Order<'_>, url: &Url) -> Result<(Response, Option<Scheme>), FetchError> {
        if order.signer.is_none() {
            return Ok((self.send(order, url, None).await?, None));
        }
        let origin = url.origin().ascii_serialization();
        let scheme = self.schemes.get(&origin).unwrap_or(Scheme::Cavage);
        let first = self.send(order, url, Some(scheme)).await?;
        if !is_misunderstood(first.status()) {
            return Ok((first, Some(scheme)));
        }
        let other = scheme.other();
        match self.send(order, url, Some(other)).await {
            Ok(second) if settles(second.status()) => {
                self.schemes.insert(origin, other);
                Ok((second, Some(other)))
            }
            // What a server says of a scheme that it may not know is no verdict.
            Ok(_) | Err(_) => Ok((first, Some(scheme))),
        }
    }

    async fn send(&self, order: &Order<'_>, url: &Url, scheme: Option<Scheme>) -> Result<Response, FetchError> {
        let request = order.request(url, scheme)?;
        Ok(self.http.execute(request).await?)
    }
}

/// What servers answer to a signature that they cannot read.
fn is_misunderstood(status: StatusCode) -> bool {
    matches!(status, StatusCode::BAD_REQUEST | StatusCode::UNAUTHORIZED)
}

/// What servers answer to a request whose signature they accepted.
fn settles(status: StatusCode) -> bool {
    status.is_success() || status.is_redirection() || matches!(status, StatusCode::NOT_FOUND | StatusCode::GONE)
}
