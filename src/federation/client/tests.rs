#![allow(clippy::unwrap_used, clippy::indexing_slicing)]

mod deliver;
mod fetch;
pub(crate) mod peer;
mod reach;
mod redirect;

use std::sync::{Arc, LazyLock};

use url::Url;

use super::Client;
use crate::config::{FederationConfig, FetchLimits};
use crate::key::PrivateKey;
use crate::signature::Signer;

pub(crate) static KEY: LazyLock<Arc<PrivateKey>> =
    LazyLock::new(|| Arc::new(PrivateKey::from_pkcs8(include_bytes!("../key/fixtures/rsa.pk8")).unwrap()));

fn signer() -> Signer {
    Signer { key_id: "https://photos.club.example/actors/1#main-key".parse().unwrap(), key: Arc::clone(&KEY) }
}

/// What the tests allow: one loopback address, on which peers live; 127.0.0.1 is not it.
pub(crate) fn config() -> FederationConfig {
    FederationConfig {
        allow_addresses: vec!["127.0.0.2".parse().unwrap()],
        plain_http: true,
        ..FederationConfig::default()
    }
}

pub(crate) fn limits() -> FetchLimits {
    FetchLimits { fetch_seconds: 10, ..FetchLimits::default() }
}

pub(crate) fn client_with(config: &FederationConfig, limits: FetchLimits) -> Client {
    Client::new(config, limits, &square()).unwrap()
}

pub(crate) fn client() -> Client {
    client_with(&config(), limits())
}

fn square() -> Url {
    "https://club.example/".parse().unwrap()
}
