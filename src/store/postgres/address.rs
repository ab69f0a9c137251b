//! Where PostgreSQL is, and whether the way there is encrypted.

use std::fmt;
use std::io::BufReader;
use std::sync::Arc;
use std::time::Duration;

use diesel::{ConnectionError, ConnectionResult};
use rustls::pki_types::CertificateDer;
use rustls::pki_types::pem::PemObject;
use rustls::{ClientConfig, RootCertStore};
use tokio_postgres::config::SslMode;
use tokio_postgres::tls::{MakeTlsConnect, NoTlsStream};
use tokio_postgres::{Client, Config, Connection, NoTls, Socket};
use tokio_postgres_rustls::MakeRustlsConnect;
use url::Url;

use crate::db::OpenError;

/// How long a connection may take to open.
const CONNECT_TIMEOUT: Duration = Duration::from_secs(10);

/// An address of PostgreSQL: what tokio-postgres makes of it, and TLS where it asks for it.
pub(super) struct Address {
    config: Config,
    tls: Option<MakeRustlsConnect>,
    /// Without the password.
    shown: String,
}

type TlsStream = <MakeRustlsConnect as MakeTlsConnect<Socket>>::Stream;

/// A connection that somebody has to drive.
pub(super) enum Wire {
    Plain(Box<Connection<Socket, NoTlsStream>>),
    Tls(Box<Connection<Socket, TlsStream>>),
}

impl Address {
    /// `sslmode` is `disable` (the default) or `require`, which checks the certificate as `verify-full` does, against the
    /// system's roots or those in the file `sslrootcert`.
    pub(super) fn parse(text: &str) -> Result<Self, OpenError> {
        if text.starts_with("sqlite:") {
            return Err(OpenError::WrongBackend {
                asked: "SQLite",
                built: "PostgreSQL",
                remedy: "without --features postgres",
            });
        }
        let shown = without_password(text);
        let misunderstood = |reason: String| OpenError::Url { url: shown.clone(), reason };
        if !text.starts_with("postgres://") && !text.starts_with("postgresql://") {
            return Err(misunderstood("it begins with postgres:// or sqlite:".to_owned()));
        }
        let (address, asked) = text.split_once('?').unwrap_or((text, ""));
        let mut rest = url::form_urlencoded::Serializer::new(String::new());
        let (mut encrypted, mut roots) = (false, None);
        for (key, value) in url::form_urlencoded::parse(asked.as_bytes()) {
            match (key.as_ref(), value.as_ref()) {
                ("sslmode", "disable") => encrypted = false,
                ("sslmode", "require" | "verify-full") => encrypted = true,
                ("sslmode", other) => {
                    return Err(misunderstood(format!("sslmode is disable, require or verify-full, not {other:?}")));
                }
                ("sslrootcert", file) => roots = Some(file.to_owned()),
                (key, value) => drop(rest.append_pair(key, value)),
            }
        }
        // What is left is percent-encoded, where a form would write a space as a plus.
        let rest = rest.finish().replace('+', "%20");
        let mut config: Config = format!("{address}?{rest}").parse().map_err(|error| misunderstood(reason(&error)))?;
        config.connect_timeout(CONNECT_TIMEOUT).application_name("kermesse");
        config.ssl_mode(if encrypted { SslMode::Require } else { SslMode::Disable });
        let tls = if encrypted { Some(tls(roots.as_deref()).map_err(misunderstood)?) } else { None };
        Ok(Self { config, tls, shown })
    }

    pub(super) async fn connect(&self) -> ConnectionResult<(Client, Wire)> {
        let refused = |error: tokio_postgres::Error| ConnectionError::BadConnection(reason(&error));
        match &self.tls {
            None => {
                let (client, connection) = self.config.connect(NoTls).await.map_err(refused)?;
                Ok((client, Wire::Plain(Box::new(connection))))
            }
            Some(tls) => {
                let (client, connection) = self.config.connect(tls.clone()).await.map_err(refused)?;
                Ok((client, Wire::Tls(Box::new(connection))))
            }
        }
    }
}

impl fmt::Display for Address {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.shown)
    }
}

/// The whole chain of an error in one line: tokio-postgres says what failed, and its source says why.
pub(super) fn reason(error: &dyn std::error::Error) -> String {
    let mut reason = error.to_string();
    let mut source = error.source();
    while let Some(error) = source {
        reason = format!("{reason}: {error}");
        source = error.source();
    }
    reason
}

fn without_password(text: &str) -> String {
    let Ok(mut url) = Url::parse(text) else { return "postgres://…".to_owned() };
    let hidden = url.password().is_none() || url.set_password(Some("***")).is_ok();
    if hidden { url.to_string() } else { "postgres://…".to_owned() }
}

fn tls(roots: Option<&str>) -> Result<MakeRustlsConnect, String> {
    let mut store = RootCertStore::empty();
    match roots {
        Some(file) => {
            let opened = std::fs::File::open(file).map_err(|error| format!("sslrootcert {file:?}: {error}"))?;
            for root in CertificateDer::pem_reader_iter(BufReader::new(opened)) {
                let root = root.map_err(|error| format!("sslrootcert {file:?}: {error}"))?;
                store.add(root).map_err(|error| format!("sslrootcert {file:?}: {error}"))?;
            }
        }
        None => {
            store.add_parsable_certificates(rustls_native_certs::load_native_certs().certs);
        }
    }
    if store.is_empty() {
        return Err("there is no root certificate to check the server against: name one in sslrootcert".to_owned());
    }
    let provider = Arc::new(rustls::crypto::aws_lc_rs::default_provider());
    let config = ClientConfig::builder_with_provider(provider).with_safe_default_protocol_versions();
    let config = config.map_err(|error| error.to_string())?;
    Ok(MakeRustlsConnect::new(config.with_root_certificates(store).with_no_client_auth()))
}
