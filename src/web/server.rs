//! The application as every request sees it, and the HTTP server that runs it on all addresses of the configuration.

use std::io;
use std::net::SocketAddr;
use std::time::Duration;

use actix_web::body::MessageBody;
use actix_web::dev::{Server, ServiceFactory, ServiceRequest, ServiceResponse};
use actix_web::middleware::{Compress, from_fn};
use actix_web::web::{ServiceConfig, get, post, resource};
use actix_web::{App, Error, HttpServer};

use crate::config::{Listen, Tls};
use crate::headers::readable_by_all;
use crate::tls::{self, Certified, TlsError};
use crate::{State, asset, gate, preference};

/// How long a client may take to send the head of a request.
const REQUEST_TIMEOUT: Duration = Duration::from_secs(10);

/// How long a connection is kept for a next request; longer than proxies keep theirs.
const KEEP_ALIVE: Duration = Duration::from_secs(75);

/// How long requests may go on after the server was told to stop, in seconds.
const SHUTDOWN_SECONDS: u64 = 10;

/// Why the server cannot listen.
#[derive(Debug, thiserror::Error)]
pub enum BindError {
    /// An address cannot be had.
    #[error("server.listen: {listen} cannot be listened on: {source}")]
    Listen {
        /// Which.
        listen: Listen,
        /// Why.
        source: io::Error,
    },
    /// There is no address at all.
    #[error("server.listen is empty: there is nothing to listen on")]
    Nowhere,
    /// The certificate or the key cannot be used.
    #[error(transparent)]
    Tls(#[from] TlsError),
}

/// A server that listens, and will answer once its future is polled.
pub struct Serving {
    /// To be awaited; it ends when the process is told to stop.
    pub server: Server,
    /// The TCP addresses, with the ports that the system chose where the configuration said 0.
    pub addresses: Vec<SocketAddr>,
}

/// The application: routes behind the gate, compressed where the client takes that. Answers that stream for long (server-sent
/// events) set `Content-Encoding: identity` to be sent as they come.
pub fn app(
    state: State,
    routes: impl FnOnce(&mut ServiceConfig),
) -> App<
    impl ServiceFactory<
        ServiceRequest,
        Config = (),
        Response = ServiceResponse<impl MessageBody>,
        Error = Error,
        InitError = (),
    >,
> {
    App::new()
        .app_data(state)
        .service(resource("/assets/{hash}/{file:.+}").wrap(readable_by_all()).get(asset::show))
        .route("/preferences", get().to(preference::edit))
        .route("/preferences", post().to(preference::update))
        .configure(routes)
        .wrap(from_fn(gate))
        .wrap(Compress::default())
}

/// Whether the certificate and the key of the configuration can be used; for `kermesse check`.
///
/// # Errors
/// [`TlsError`] says which file is wrong, and how.
pub fn probe_certificate(config: &crate::ServerConfig) -> Result<(), TlsError> {
    tls::from_files(&config.tls_certificate, &config.tls_key).map(drop)
}

/// Listens on all addresses of the configuration. `routes` is called once for each thread.
pub fn bind(
    state: &State,
    certified: &Certified,
    routes: impl Fn(&mut ServiceConfig) + Clone + Send + 'static,
) -> Result<Serving, BindError> {
    let config = &state.config;
    if config.listen.is_empty() {
        return Err(BindError::Nowhere);
    }
    let secured = match config.tls {
        Tls::Off => None,
        Tls::Files => Some(tls::from_files(&config.tls_certificate, &config.tls_key)?),
        Tls::Acme => Some(tls::from_authority(config, certified)?),
    };
    let factory = {
        let state = state.clone();
        move || app(state.clone(), routes.clone())
    };
    let mut server = HttpServer::new(factory)
        .client_request_timeout(REQUEST_TIMEOUT)
        .keep_alive(KEEP_ALIVE)
        // An answer leaves at once, its head not waiting for its body to fill a packet.
        .tcp_nodelay(true)
        .shutdown_timeout(SHUTDOWN_SECONDS);
    if config.workers > 0 {
        server = server.workers(config.workers);
    }
    for listen in &config.listen {
        let bound = match (listen, &secured) {
            (Listen::Unix(path), _) => server.bind_uds(path),
            (Listen::Tcp(address), None) => server.bind(address),
            (Listen::Tcp(address), Some(tls)) => server.bind_rustls_0_23(address, tls.clone()),
        };
        server = bound.map_err(|source| BindError::Listen { listen: listen.clone(), source })?;
    }
    // A Unix socket is listed too, under an address that nobody listens on.
    let over_tcp = config.listen.iter().any(|listen| matches!(listen, Listen::Tcp(_)));
    let addresses = if over_tcp { server.addrs() } else { Vec::new() };
    Ok(Serving { server: server.run(), addresses })
}

#[cfg(test)]
mod tests;
