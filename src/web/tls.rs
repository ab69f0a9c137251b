//! TLS: with a certificate from files, or with certificates that are asked for as needed (RFC 8555, RFC 8737).

use std::path::{Path, PathBuf};
use std::sync::Arc;

use futures::StreamExt;
use rustls::crypto::{CryptoProvider, aws_lc_rs};
use rustls::pki_types::pem::PemObject;
use rustls::pki_types::{CertificateDer, PrivateKeyDer};
use rustls::{ClientConfig, RootCertStore, ServerConfig};
use rustls_acme::AcmeConfig;
use rustls_acme::caches::DirCache;

use crate::config;

/// What automatic certificates need besides the configuration.
#[derive(Debug, Clone, Default)]
pub struct Certified {
    /// The host names to ask certificates for, without ports.
    pub hosts: Vec<String>,
    /// The folder that keeps certificates and the account with the authority.
    pub cache: PathBuf,
}

/// Why TLS cannot be offered.
#[derive(Debug, thiserror::Error)]
pub enum TlsError {
    /// A file cannot be read, or does not hold what it should.
    #[error("{key}: {}: {reason}", path.display())]
    File {
        /// The key of the configuration.
        key: &'static str,
        /// The file.
        path: PathBuf,
        /// What is wrong with it.
        reason: String,
    },
    /// Certificate and key do not fit.
    #[error("server.tls_certificate and server.tls_key do not go together: {0}")]
    Mismatch(rustls::Error),
    /// The system has no root certificates by which to trust the authority.
    #[error("server.tls = \"acme\": this system has no root certificates (Debian: ca-certificates)")]
    NoRoots,
    /// The library refuses its own defaults.
    #[error("TLS is not available: {0}")]
    Unavailable(rustls::Error),
}

fn provider() -> Arc<CryptoProvider> {
    Arc::new(aws_lc_rs::default_provider())
}

/// With a certificate chain and its key, both PEM.
pub(crate) fn from_files(certificate: &Path, key: &Path) -> Result<ServerConfig, TlsError> {
    let wrong = |which, path: &Path, reason: String| TlsError::File { key: which, path: path.to_owned(), reason };
    let no_certificate = |reason| wrong("server.tls_certificate", certificate, reason);
    let chain = CertificateDer::pem_file_iter(certificate).map_err(|error| no_certificate(error.to_string()))?;
    let chain: Vec<_> = chain.collect::<Result<_, _>>().map_err(|error| no_certificate(error.to_string()))?;
    if chain.is_empty() {
        return Err(no_certificate("there is no certificate in it".to_owned()));
    }
    let key = PrivateKeyDer::from_pem_file(key).map_err(|error| wrong("server.tls_key", key, error.to_string()))?;
    ServerConfig::builder_with_provider(provider())
        .with_safe_default_protocol_versions()
        .map_err(TlsError::Unavailable)?
        .with_no_client_auth()
        .with_single_cert(chain, key)
        .map_err(TlsError::Mismatch)
}

/// With certificates from the authority that the configuration names. They are fetched and renewed in the background; until
/// the first has come, handshakes fail. Call it within a runtime.
pub(crate) fn from_authority(config: &config::ServerConfig, certified: &Certified) -> Result<ServerConfig, TlsError> {
    let mut roots = RootCertStore::empty();
    roots.add_parsable_certificates(rustls_native_certs::load_native_certs().certs);
    if roots.is_empty() {
        return Err(TlsError::NoRoots);
    }
    let client = ClientConfig::builder_with_provider(provider())
        .with_safe_default_protocol_versions()
        .map_err(TlsError::Unavailable)?
        .with_root_certificates(roots)
        .with_no_client_auth();
    let contact = Some(&config.acme_contact).filter(|contact| !contact.is_empty());
    let mut orders = AcmeConfig::new_with_client_config(&certified.hosts, Arc::new(client))
        .directory(&config.acme_directory)
        .contact(contact.map(|contact| format!("mailto:{contact}")))
        .cache(DirCache::new(certified.cache.clone()))
        .state();
    let server = orders.challenge_rustls_config_with_provider(provider());
    tokio::spawn(async move {
        while let Some(event) = orders.next().await {
            match event {
                Ok(event) => tracing::info!(?event, "certificates"),
                Err(error) => tracing::error!(%error, "certificates"),
            }
        }
    });
    Ok(Arc::unwrap_or_clone(server))
}
