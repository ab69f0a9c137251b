//! The settings of federation: the section `[federation]` of the configuration, and this crate's part of `[limits]`.

use std::path::{Path, PathBuf};
use std::time::Duration;

use serde::{Deserialize, Serialize};

use crate::address::Network;

/// Section `[federation]`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct FederationConfig {
    /// Whether other servers are contacted and listened to at all.
    pub enabled: bool,
    /// Networks beyond global unicast that may be contacted, such as `["127.0.0.0/8"]` in tests.
    pub allow_addresses: Vec<Network>,
    /// File of extra root certificates (PEM); those of the system are trusted too. Empty: none.
    pub ca_file: PathBuf,
    /// Permit `http://` peers (tests only).
    pub plain_http: bool,
}

impl Default for FederationConfig {
    fn default() -> Self {
        Self { enabled: true, allow_addresses: Vec::new(), ca_file: PathBuf::new(), plain_http: false }
    }
}

impl FederationConfig {
    /// The file of extra root certificates, where one is configured.
    #[must_use]
    pub fn ca_file(&self) -> Option<&Path> {
        (!self.ca_file.as_os_str().is_empty()).then_some(self.ca_file.as_path())
    }
}

/// What one outgoing request may cost; part of section `[limits]`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct FetchLimits {
    /// Seconds for a whole request: name, connection, redirects and body together.
    pub fetch_seconds: u64,
    /// Bytes of a fetched document, after decompression.
    pub fetch_bytes: usize,
    /// Redirects that are followed.
    pub fetch_redirects: usize,
    /// Idle connections that are kept open to one host.
    pub idle_connections: usize,
}

impl Default for FetchLimits {
    fn default() -> Self {
        Self { fetch_seconds: 30, fetch_bytes: 1024 * 1024, fetch_redirects: 3, idle_connections: 4 }
    }
}

impl FetchLimits {
    /// [`FetchLimits::fetch_seconds`] as a duration.
    #[must_use]
    pub fn deadline(&self) -> Duration {
        Duration::from_secs(self.fetch_seconds)
    }
}
