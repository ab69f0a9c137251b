//! Who is contacted at all, and who is believed to be who.

use std::sync::Arc;

use rcgen::{CertificateParams, KeyPair};
use tokio_rustls::TlsAcceptor;
use tokio_rustls::rustls::ServerConfig;
use tokio_rustls::rustls::pki_types::PrivateKeyDer;

use super::peer::{Peer, Reply};
use super::{client, client_with, config, limits, signer, square};
use crate::client::{Client, ClientError, DeliveryError, FetchError};
use crate::config::FederationConfig;

fn json() -> Reply {
    Reply::new(200).body("application/json", "{}")
}

#[tokio::test]
async fn only_web_addresses_are_contacted() {
    for address in [
        "file:///etc/passwd",
        "ftp://127.0.0.2/",
        "gopher://127.0.0.2/",
        "data:application/json,{}",
        "javascript:1",
        "ap://127.0.0.2/x",
        "mailto:ana@example.com",
    ] {
        let error = client().get_json(&address.parse().unwrap()).await.unwrap_err();
        assert!(matches!(error, FetchError::Forbidden(_)), "{address}: {error}");
        assert!(!error.is_temporary());
    }
}

#[tokio::test]
async fn an_address_names_no_user() {
    let peer = Peer::start("127.0.0.2", |_| json()).await;
    for user in ["ana@", "ana:secret@", ":secret@"] {
        let url = format!("http://{user}127.0.0.2:{}/", peer.port()).parse().unwrap();
        let error = client().get_json(&url).await.unwrap_err();
        assert!(matches!(error, FetchError::Forbidden(_)), "{url}: {error}");
    }
    assert_eq!(peer.connections(), 0);
}

#[tokio::test]
async fn plain_http_is_for_tests() {
    let peer = Peer::start("127.0.0.2", |_| json()).await;
    let strict = client_with(&FederationConfig { plain_http: false, ..config() }, limits());
    let error = strict.get_json(&peer.url("/")).await.unwrap_err();
    assert_eq!(error, FetchError::Forbidden(format!("{} is not an https address", peer.url("/"))));
    assert_eq!(peer.connections(), 0);
    assert!(client().get_json(&peer.url("/")).await.is_ok());
}

#[tokio::test]
async fn a_name_leads_only_where_the_guard_permits() {
    let sentinel = Peer::start("127.0.0.1", |_| json()).await;
    let url = format!("http://localhost:{}/", sentinel.port()).parse().unwrap();
    let error = client().get_json(&url).await.unwrap_err();
    let expected = "localhost leads into a network that may not be contacted";
    assert_eq!(error, FetchError::Forbidden(expected.to_owned()));
    let body = bytes::Bytes::from_static(b"{}");
    let error = client().post_activity(&url, body, None, &signer()).await.unwrap_err();
    assert!(matches!(error, DeliveryError::Impossible(_)), "{error}");
    assert_eq!(sentinel.connections(), 0);

    let allow_addresses = vec!["127.0.0.1".parse().unwrap()];
    let open = client_with(&FederationConfig { allow_addresses, ..config() }, limits());
    assert!(open.get_json(&url).await.is_ok());
}

#[tokio::test]
async fn a_name_that_does_not_exist_is_a_passing_matter() {
    let error = client().get_json(&"http://nowhere.invalid/".parse().unwrap()).await.unwrap_err();
    assert!(matches!(error, FetchError::Unreachable(_)), "{error}");
}

#[tokio::test]
async fn switched_off_means_silent() {
    let peer = Peer::start("127.0.0.2", |_| json()).await;
    let off = client_with(&FederationConfig { enabled: false, ..config() }, limits());
    assert_eq!(off.get_json(&peer.url("/")).await, Err(FetchError::Disabled));
    assert_eq!(peer.connections(), 0);
}

/// A certificate for `name` that signed itself, as PEM and as a server's configuration.
fn certificate(name: &str) -> (String, TlsAcceptor) {
    let key = KeyPair::generate().unwrap();
    let certificate = CertificateParams::new([name.to_owned()]).unwrap().self_signed(&key).unwrap();
    let server = ServerConfig::builder_with_provider(Arc::new(rustls_provider()))
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_no_client_auth()
        .with_single_cert(vec![certificate.der().clone()], PrivateKeyDer::try_from(key.serialize_der()).unwrap())
        .unwrap();
    (certificate.pem(), TlsAcceptor::from(Arc::new(server)))
}

fn rustls_provider() -> tokio_rustls::rustls::crypto::CryptoProvider {
    tokio_rustls::rustls::crypto::aws_lc_rs::default_provider()
}

#[tokio::test]
async fn certificates_are_checked() {
    let folder = tempfile::tempdir().unwrap();
    let trusting = |pem: &str| {
        let path = folder.path().join("ca.pem");
        std::fs::write(&path, pem).unwrap();
        client_with(&FederationConfig { ca_file: path, ..config() }, limits())
    };
    let (pem, tls) = certificate("127.0.0.2");
    let peer = Peer::start_tls("127.0.0.2", tls, |_| json()).await;
    let error = client().get_json(&peer.url("/")).await.unwrap_err();
    assert!(matches!(&error, FetchError::Unreachable(why) if why.contains("certificate")), "{error}");
    assert!(trusting(&pem).get_json(&peer.url("/")).await.is_ok());

    let (pem, tls) = certificate("127.0.0.3");
    let stranger = Peer::start_tls("127.0.0.2", tls, |_| json()).await;
    let error = trusting(&pem).get_json(&stranger.url("/")).await.unwrap_err();
    assert!(matches!(&error, FetchError::Unreachable(why) if why.contains("certificate")), "{error}");
    assert!(stranger.heard().is_empty());
}

#[tokio::test]
async fn https_is_not_left() {
    let folder = tempfile::tempdir().unwrap();
    let (pem, tls) = certificate("127.0.0.2");
    let ca_file = folder.path().join("ca.pem");
    std::fs::write(&ca_file, pem).unwrap();
    let plain = Peer::start("127.0.0.2", |_| json()).await;
    let target = plain.url("/");
    let secure = Peer::start_tls("127.0.0.2", tls, move |_| Reply::new(302).header("location", &target)).await;
    let client = client_with(&FederationConfig { ca_file, ..config() }, limits());
    let error = client.get_json(&secure.url("/")).await.unwrap_err();
    assert_eq!(error, FetchError::Forbidden(format!("{} leads away from https", secure.url("/"))));
    assert_eq!(plain.connections(), 0);
}

#[test]
fn a_useless_ca_file_is_named() {
    let folder = tempfile::tempdir().unwrap();
    let ca_file = folder.path().join("ca.pem");
    let new = || {
        let config = FederationConfig { ca_file: ca_file.clone(), ..config() };
        Client::new(&config, limits(), &square())
    };
    let error = new().unwrap_err();
    assert!(matches!(error, ClientError::CaFile { .. }));
    let shown = error.to_string();
    assert!(shown.starts_with(&format!("federation.ca_file: cannot read {}", ca_file.display())), "{shown}");
    std::fs::write(&ca_file, "no certificate").unwrap();
    assert!(matches!(new().unwrap_err(), ClientError::NoCertificate { .. }));
}
