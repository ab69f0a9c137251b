#![allow(clippy::unwrap_used, clippy::indexing_slicing)]

use std::io::{Read, Write};
use std::net::TcpStream;
use std::path::Path;
use std::sync::Arc;

use rustls::pki_types::ServerName;
use rustls::{ClientConfig, ClientConnection, RootCertStore, StreamOwned};

use super::*;
use crate::ServerConfig;
use crate::testing::TestClub;

/// A club whose configuration is what a test wants to see served.
fn serving(config: ServerConfig) -> Result<(TestClub, Serving), BindError> {
    let club = TestClub::with("https", &[], config);
    let serving = bind(&club.state, &Certified::default(), |routes| {
        routes.route("/hello", get().to(|| async { "hello from behind the gate" }));
    })?;
    Ok((club, serving))
}

fn ask(mut stream: impl Read + Write) -> String {
    stream.write_all(b"GET /hello HTTP/1.1\r\nHost: club.example\r\nConnection: close\r\n\r\n").unwrap();
    let mut answer = String::new();
    // A server that closes without saying so in TLS has still answered.
    stream.read_to_string(&mut answer).ok();
    answer
}

async fn served(config: ServerConfig, client: impl FnOnce(&Serving) -> Box<dyn FnOnce() -> String + Send>) -> String {
    let (_club, serving) = serving(ServerConfig { workers: 1, ..config }).unwrap();
    let ask = client(&serving);
    let handle = serving.server.handle();
    let server = tokio::spawn(serving.server);
    let answer = tokio::task::spawn_blocking(ask).await.unwrap();
    handle.stop(false).await;
    server.await.unwrap().unwrap();
    answer
}

fn listen(addresses: &[&str]) -> Vec<Listen> {
    addresses.iter().map(|address| address.parse().unwrap()).collect()
}

#[actix_web::test]
async fn plain_connections_are_answered() {
    let config = ServerConfig { listen: listen(&["127.0.0.1:0"]), ..ServerConfig::default() };
    let answer = served(config, |serving| {
        let address = serving.addresses[0];
        Box::new(move || ask(TcpStream::connect(address).unwrap()))
    })
    .await;
    assert!(answer.starts_with("HTTP/1.1 200") && answer.ends_with("hello from behind the gate"), "{answer}");
    assert!(answer.contains("content-security-policy"));
}

#[actix_web::test]
async fn head_gets_the_head_of_what_get_gets() {
    let config = ServerConfig { listen: listen(&["127.0.0.1:0"]), ..ServerConfig::default() };
    let answer = served(config, |serving| {
        let address = serving.addresses[0];
        Box::new(move || {
            let mut stream = TcpStream::connect(address).unwrap();
            stream.write_all(b"HEAD /hello HTTP/1.1\r\nHost: club.example\r\nConnection: close\r\n\r\n").unwrap();
            let mut answer = String::new();
            stream.read_to_string(&mut answer).unwrap();
            answer
        })
    })
    .await;
    assert!(answer.starts_with("HTTP/1.1 200") && answer.ends_with("\r\n\r\n"), "{answer}");
    assert!(answer.contains("content-length: 26"), "{answer}");
}

#[actix_web::test]
async fn a_socket_is_answered() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("club.sock");
    let config = ServerConfig { listen: vec![Listen::Unix(path.clone())], ..ServerConfig::default() };
    let answer = served(config, |serving| {
        assert!(serving.addresses.is_empty());
        Box::new(move || ask(std::os::unix::net::UnixStream::connect(path).unwrap()))
    })
    .await;
    assert!(answer.ends_with("hello from behind the gate"), "{answer}");
}

fn certificate(folder: &Path) -> (rcgen::CertifiedKey, ServerConfig) {
    let made = rcgen::generate_simple_self_signed(vec!["club.example".to_owned()]).unwrap();
    let config = ServerConfig {
        listen: listen(&["127.0.0.1:0"]),
        tls: Tls::Files,
        tls_certificate: folder.join("club.pem"),
        tls_key: folder.join("club.key"),
        ..ServerConfig::default()
    };
    std::fs::write(&config.tls_certificate, made.cert.pem()).unwrap();
    std::fs::write(&config.tls_key, made.key_pair.serialize_pem()).unwrap();
    (made, config)
}

#[actix_web::test]
async fn a_certificate_from_files_is_offered() {
    let folder = tempfile::tempdir().unwrap();
    let (made, config) = certificate(folder.path());
    let mut roots = RootCertStore::empty();
    roots.add(made.cert.der().clone()).unwrap();
    let provider = Arc::new(rustls::crypto::aws_lc_rs::default_provider());
    let client = ClientConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_root_certificates(roots)
        .with_no_client_auth();
    let answer = served(config, |serving| {
        let address = serving.addresses[0];
        Box::new(move || {
            let name = ServerName::try_from("club.example").unwrap();
            let connection = ClientConnection::new(Arc::new(client), name).unwrap();
            ask(StreamOwned::new(connection, TcpStream::connect(address).unwrap()))
        })
    })
    .await;
    assert!(answer.ends_with("hello from behind the gate"), "{answer}");
}

#[actix_web::test]
async fn mistakes_are_named() {
    let folder = tempfile::tempdir().unwrap();
    let (_, config) = certificate(folder.path());
    let complaint = |config: ServerConfig| serving(config).err().unwrap().to_string();

    assert_eq!(
        complaint(ServerConfig { listen: Vec::new(), ..config.clone() }),
        "server.listen is empty: there is nothing to listen on"
    );
    let elsewhere = ServerConfig { listen: listen(&["192.0.2.1:80"]), tls: Tls::Off, ..config.clone() };
    assert!(complaint(elsewhere).starts_with("server.listen: 192.0.2.1:80 cannot be listened on: "));
    let missing = ServerConfig { tls_certificate: folder.path().join("none.pem"), ..config.clone() };
    assert!(complaint(missing).starts_with("server.tls_certificate: "));
    let swapped = ServerConfig { tls_certificate: config.tls_key.clone(), ..config.clone() };
    assert!(complaint(swapped).ends_with("there is no certificate in it"));
    let other = rcgen::generate_simple_self_signed(vec!["club.example".to_owned()]).unwrap();
    std::fs::write(&config.tls_key, other.key_pair.serialize_pem()).unwrap();
    assert!(complaint(config.clone()).starts_with("server.tls_certificate and server.tls_key do not go together"));
    std::fs::write(&config.tls_key, "no key").unwrap();
    assert!(complaint(config).starts_with("server.tls_key: "));
}
