//! The one outbound client. Whatever leaves for another server leaves here, and nowhere else.
//!
//! Each hop of a request is checked before it is made: the scheme, the host where it is an address, and, when a name is
//! resolved, every address that it resolves to; the connection then goes to an address that was checked. Redirects are
//! followed by hand, few, each checked and signed anew. A deadline covers everything, a cap counts bytes as they come out of
//! decompression.

mod answer;
mod confided;
mod delivery;
mod error;
mod exchange;
mod feed;
mod passing;
mod resolver;
#[cfg(test)]
pub(crate) mod tests;

use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use http::header::CONTENT_TYPE;
use http::{HeaderMap, HeaderValue};
use moka::sync::Cache;
use reqwest::redirect::Policy;
use reqwest::tls::Certificate;
use url::Url;

pub use self::delivery::{Delivered, DeliveryError};
pub use self::error::FetchError;
pub use self::feed::{Edition, Revisited};
pub use self::passing::Passing;

use self::answer::Kind;
use self::exchange::Order;
use self::resolver::GuardedResolver;
use crate::address::Guard;
use crate::config::{FederationConfig, FetchLimits};
use crate::signature::{Scheme, Signer};

/// How long it may take to connect to one server.
const CONNECT_TIME: Duration = Duration::from_secs(10);
/// How long an idle connection is kept: deliveries come in bursts.
const IDLE_TIME: Duration = Duration::from_secs(30);
/// How long it is remembered which scheme of signatures a server takes.
const SCHEME_MEMORY: Duration = Duration::from_secs(3 * 24 * 3600);
/// Of how many servers that is remembered.
const REMEMBERED_SERVERS: u64 = 10_000;

/// Why there can be no client.
#[derive(Debug, thiserror::Error)]
pub enum ClientError {
    /// `federation.ca_file` cannot be read.
    #[error("federation.ca_file: cannot read {path}: {source}", path = path.display())]
    CaFile {
        /// The configured path.
        path: PathBuf,
        /// What reading it said.
        source: std::io::Error,
    },
    /// `federation.ca_file` holds no certificates.
    #[error("federation.ca_file: {path} holds no PEM certificate", path = path.display())]
    NoCertificate {
        /// The configured path.
        path: PathBuf,
    },
    /// The library refuses to make a client, for want of root certificates perhaps.
    #[error("cannot make a client for other servers: {0}")]
    Build(#[from] reqwest::Error),
}

/// A document as a peer served it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fetched {
    /// Where it was found in the end, without a fragment.
    pub final_url: Url,
    /// Its type, in lower case, without parameters.
    pub content_type: String,
    /// Its content, decompressed.
    pub body: Bytes,
    /// How the request was signed that brought it.
    pub scheme: Option<Scheme>,
}

/// The outbound client. Cheap to clone; one for the whole program, so that connections are shared.
#[derive(Debug, Clone)]
pub struct Client {
    http: reqwest::Client,
    guard: Arc<Guard>,
    limits: FetchLimits,
    enabled: bool,
    plain_http: bool,
    /// The scheme that each origin took last, where it was not the first choice.
    schemes: Cache<String, Scheme>,
}

impl Client {
    /// A client for the club whose square is at `square`. Root certificates are read now: a change of the system's or of
    /// `ca_file` takes a restart.
    ///
    /// # Errors
    /// [`ClientError`] when `ca_file` is of no use, or TLS cannot be set up.
    pub fn new(config: &FederationConfig, limits: FetchLimits, square: &Url) -> Result<Self, ClientError> {
        let guard = Arc::new(Guard::new(config.allow_addresses.clone()));
        let http = reqwest::Client::builder()
            .user_agent(format!("Kermesse/{} (+{square})", env!("CARGO_PKG_VERSION")))
            .dns_resolver(GuardedResolver::new(Arc::clone(&guard)))
            .tls_certs_merge(extra_roots(config)?)
            // A proxy named by the environment would make the connections that the guard forbids.
            .no_proxy()
            .redirect(Policy::none())
            .referer(false)
            .connect_timeout(CONNECT_TIME)
            .pool_idle_timeout(IDLE_TIME)
            .pool_max_idle_per_host(limits.idle_connections)
            .build()?;
        Ok(Self {
            http,
            guard,
            limits,
            enabled: config.enabled,
            plain_http: config.plain_http,
            schemes: Cache::builder().max_capacity(REMEMBERED_SERVERS).time_to_live(SCHEME_MEMORY).build(),
        })
    }

    /// Fetches an ActivityPub document, signed by `signer`. Only what is served as ActivityPub is accepted: anything else
    /// may be a file that someone uploaded there.
    ///
    /// # Errors
    /// [`FetchError`]; [`FetchError::is_temporary`] says whether to try again.
    pub async fn get_activity(&self, url: &Url, signer: &Signer) -> Result<Fetched, FetchError> {
        self.get(url, Kind::Activity, Some(signer), self.limits.fetch_bytes).await
    }

    /// Fetches an ActivityPub document that a secret opens, which only the server of that address is told: it is not sent on.
    ///
    /// # Errors
    /// [`FetchError`]; [`FetchError::is_temporary`] says whether to try again.
    pub async fn get_confided(&self, url: &Url, token: HeaderValue, signer: &Signer) -> Result<Fetched, FetchError> {
        let order = Order::get(Kind::Activity, Some(signer)).showing(token);
        self.fetch(&order, url, Kind::Activity, self.limits.fetch_bytes).await
    }

    /// Fetches JSON of any kind (WebFinger, NodeInfo), unsigned.
    ///
    /// # Errors
    /// [`FetchError`]; [`FetchError::is_temporary`] says whether to try again.
    pub async fn get_json(&self, url: &Url) -> Result<Fetched, FetchError> {
        self.get(url, Kind::Json, None, self.limits.fetch_bytes).await
    }

    /// Fetches a host-meta document (RFC 6415), unsigned.
    ///
    /// # Errors
    /// [`FetchError`]; [`FetchError::is_temporary`] says whether to try again.
    pub async fn get_host_meta(&self, url: &Url) -> Result<Fetched, FetchError> {
        self.get(url, Kind::HostMeta, None, self.limits.fetch_bytes).await
    }

    /// Fetches an HTML page, unsigned. What is beyond the cap is cut off.
    ///
    /// # Errors
    /// [`FetchError`]; [`FetchError::is_temporary`] says whether to try again.
    pub async fn get_page(&self, url: &Url) -> Result<Fetched, FetchError> {
        self.get(url, Kind::Page, None, self.limits.fetch_bytes).await
    }

    /// Fetches a picture, sound or film of at most `max_bytes`. Its type is what the peer says, not what it is.
    ///
    /// # Errors
    /// [`FetchError`]; [`FetchError::is_temporary`] says whether to try again.
    pub async fn get_media(&self, url: &Url, max_bytes: usize, signer: Option<&Signer>) -> Result<Fetched, FetchError> {
        self.get(url, Kind::Media, signer, max_bytes).await
    }

    /// Fetches a calendar (RFC 5545) of at most `max_bytes`, unsigned.
    ///
    /// # Errors
    /// [`FetchError`]; [`FetchError::is_temporary`] says whether to try again.
    pub async fn get_calendar(&self, url: &Url, max_bytes: usize) -> Result<Fetched, FetchError> {
        self.get(url, Kind::Calendar, None, max_bytes).await
    }

    async fn get(
        &self,
        url: &Url,
        kind: Kind,
        signer: Option<&Signer>,
        max_bytes: usize,
    ) -> Result<Fetched, FetchError> {
        self.fetch(&Order::get(kind, signer), url, kind, max_bytes).await
    }

    async fn fetch(&self, order: &Order<'_>, url: &Url, kind: Kind, max_bytes: usize) -> Result<Fetched, FetchError> {
        self.within_deadline(async {
            let answer = self.carry_out(order, url).await?;
            answer.into_document(kind, max_bytes).await
        })
        .await
    }

    /// Delivers an activity to an inbox, signed by `signer`; the signing happens on the calling thread. `followers` is what
    /// is said to that server of followers there (FEP-8fcf).
    ///
    /// # Errors
    /// [`DeliveryError`], which says whether and when to try again.
    pub async fn post_activity(
        &self,
        inbox: &Url,
        body: Bytes,
        followers: Option<HeaderValue>,
        signer: &Signer,
    ) -> Result<Delivered, DeliveryError> {
        let order = Order::post(body, signer).telling(inbox, followers);
        self.within_deadline(async {
            let answer = self.carry_out(&order, inbox).await?;
            Ok(answer.into_receipt().await)
        })
        .await?
    }

    /// Hands bytes to one server, with these headers, unsigned; it is not sent on.
    pub(crate) async fn post_octets(
        &self,
        url: &Url,
        mut headers: HeaderMap,
        body: Bytes,
    ) -> Result<(), DeliveryError> {
        headers.insert(CONTENT_TYPE, HeaderValue::from_static("application/octet-stream"));
        self.confide(headers, body, url).await
    }

    async fn confide(&self, headers: HeaderMap, body: Bytes, url: &Url) -> Result<(), DeliveryError> {
        let order = Order::confide(headers, body);
        self.within_deadline(async {
            let answer = self.carry_out(&order, url).await?;
            Ok(answer.into_receipt().await.map(drop))
        })
        .await?
    }

    async fn within_deadline<T>(&self, work: impl Future<Output = Result<T, FetchError>>) -> Result<T, FetchError> {
        let deadline = self.limits.deadline();
        tokio::time::timeout(deadline, work).await.unwrap_or(Err(FetchError::Deadline(deadline)))
    }
}

fn extra_roots(config: &FederationConfig) -> Result<Vec<Certificate>, ClientError> {
    let Some(path) = config.ca_file() else {
        return Ok(Vec::new());
    };
    let path = path.to_owned();
    let pem = match std::fs::read(&path) {
        Ok(pem) => pem,
        Err(source) => return Err(ClientError::CaFile { path, source }),
    };
    match Certificate::from_pem_bundle(&pem) {
        Ok(roots) if !roots.is_empty() => Ok(roots),
        _ => Err(ClientError::NoCertificate { path }),
    }
}
