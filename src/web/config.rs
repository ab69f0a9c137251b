//! How the server is reached: the section `[server]` of the configuration.

use std::fmt;
use std::path::PathBuf;
use std::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::network::Network;

/// The section `[server]`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct ServerConfig {
    /// Where to listen: `host:port`, or `unix:/path/to/socket`. Several are served alike.
    pub listen: Vec<Listen>,
    /// `off` (plain HTTP, for a proxy in front), `files` (the certificate and key below) or `acme` (automatic
    /// certificates for all hosts, by TLS-ALPN-01; needs port 443). Unix sockets are always plain.
    pub tls: Tls,
    /// The certificate chain, PEM; with `tls = "files"`.
    pub tls_certificate: PathBuf,
    /// The private key, PEM; with `tls = "files"`.
    pub tls_key: PathBuf,
    /// Who is told when a certificate is about to expire, an e-mail address; with `tls = "acme"`.
    pub acme_contact: String,
    /// The certificate authority's directory; with `tls = "acme"`.
    pub acme_directory: String,
    /// The proxies whose `X-Forwarded-For` is believed.
    pub trusted_proxies: Vec<Network>,
    /// Who may read `/metrics`.
    pub metrics_allow: Vec<Network>,
    /// How many threads answer requests; 0: one for each processor.
    pub workers: usize,
}

impl Default for ServerConfig {
    fn default() -> Self {
        let loopback: Vec<Network> = ["127.0.0.1/8", "::1"].iter().filter_map(|text| text.parse().ok()).collect();
        Self {
            listen: vec![Listen::Tcp("127.0.0.1:8080".to_owned())],
            tls: Tls::Off,
            tls_certificate: PathBuf::new(),
            tls_key: PathBuf::new(),
            acme_contact: String::new(),
            acme_directory: "https://acme-v02.api.letsencrypt.org/directory".to_owned(),
            trusted_proxies: loopback.clone(),
            metrics_allow: loopback,
            workers: 0,
        }
    }
}

/// Who ends TLS.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Tls {
    /// A proxy in front, or nobody.
    Off,
    /// We, with a certificate from files.
    Files,
    /// We, with certificates fetched as needed.
    Acme,
}

/// One address to listen on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Listen {
    /// `host:port`.
    Tcp(String),
    /// The path of a socket, written `unix:/path`.
    Unix(PathBuf),
}

/// What cannot be listened on.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{0:?} is neither host:port nor unix:/path")]
pub struct NotAnAddress(String);

impl FromStr for Listen {
    type Err = NotAnAddress;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let refuse = || NotAnAddress(text.to_owned());
        if let Some(path) = text.strip_prefix("unix:") {
            return if path.is_empty() { Err(refuse()) } else { Ok(Self::Unix(path.into())) };
        }
        let (host, port) = text.rsplit_once(':').ok_or_else(refuse)?;
        let bracketed = host.starts_with('[') && host.ends_with(']');
        if host.is_empty() || (host.contains(':') && !bracketed) || port.parse::<u16>().is_err() {
            return Err(refuse());
        }
        Ok(Self::Tcp(text.to_owned()))
    }
}

impl fmt::Display for Listen {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Tcp(address) => f.write_str(address),
            Self::Unix(path) => write!(f, "unix:{}", path.display()),
        }
    }
}

impl Serialize for Listen {
    fn serialize<S: Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        s.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Listen {
    fn deserialize<D: Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
        String::deserialize(d)?.parse().map_err(serde::de::Error::custom)
    }
}

#[cfg(test)]
mod tests;
