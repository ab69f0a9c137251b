#![allow(clippy::unwrap_used, clippy::indexing_slicing)]

use super::*;

#[test]
fn the_section_reads_and_has_defaults() {
    let config: ServerConfig = toml::from_str(
        r#"listen = ["0.0.0.0:443", "[::]:443", "unix:/run/kermesse.sock"]
           tls = "files"
           tls_certificate = "/etc/club.pem"
           tls_key = "/etc/club.key"
           trusted_proxies = ["10.0.0.0/8"]"#,
    )
    .unwrap();
    assert_eq!(config.listen[2], Listen::Unix("/run/kermesse.sock".into()));
    assert_eq!(config.tls, Tls::Files);
    assert_eq!(config.metrics_allow, ServerConfig::default().metrics_allow);
    assert_eq!(ServerConfig::default().metrics_allow.len(), 2);
}

#[test]
fn mistakes_are_named() {
    for (text, complaint) in [
        (r#"listen = ["8080"]"#, "\"8080\" is neither host:port nor unix:/path"),
        (r#"listen = ["::1:8080"]"#, "neither host:port"),
        (r#"tls = "maybe""#, "unknown variant `maybe`"),
        (r#"trusted_proxy = []"#, "unknown field `trusted_proxy`"),
        (r#"trusted_proxies = ["here"]"#, "\"here\" is neither an address nor a network"),
    ] {
        let error = toml::from_str::<ServerConfig>(text).unwrap_err().to_string();
        assert!(error.contains(complaint), "{error}");
    }
}
