//! Names become addresses here, and only those that the guard permits.

use std::io;
use std::net::{Ipv4Addr, SocketAddr};
use std::sync::Arc;

use reqwest::dns::{Addrs, Name, Resolve, Resolving};

use crate::address::Guard;

/// A name that leads only to addresses that may not be contacted.
#[derive(Debug, thiserror::Error)]
#[error("{0} leads into a network that may not be contacted")]
pub(super) struct Forbidden(String);

/// The system's resolver behind a [`Guard`].
#[derive(Debug)]
pub(super) struct GuardedResolver {
    guard: Arc<Guard>,
}

impl GuardedResolver {
    pub(super) fn new(guard: Arc<Guard>) -> Self {
        Self { guard }
    }
}

impl Resolve for GuardedResolver {
    fn resolve(&self, name: Name) -> Resolving {
        let guard = Arc::clone(&self.guard);
        Box::pin(async move {
            let name = name.as_str();
            let found: Vec<SocketAddr> = match is_localhost(name) {
                true => vec![(Ipv4Addr::LOCALHOST, 0).into()],
                false => tokio::net::lookup_host((name, 0)).await?.collect(),
            };
            if found.is_empty() {
                return Err(io::Error::from(io::ErrorKind::NotFound).into());
            }
            // Of a name with good and bad addresses the good ones remain.
            let permitted: Vec<SocketAddr> = found.into_iter().filter(|address| guard.permits(address.ip())).collect();
            if permitted.is_empty() {
                return Err(Forbidden(name.to_owned()).into());
            }
            let permitted: Addrs = Box::new(permitted.into_iter());
            Ok(permitted)
        })
    }
}

/// Names below `localhost` are this machine, whatever the system's resolver knows of them (RFC 6761, 6.3): browsers hold it so.
fn is_localhost(name: &str) -> bool {
    let name = name.strip_suffix('.').unwrap_or(name).to_ascii_lowercase();
    name.ends_with(".localhost")
}
