#![allow(clippy::unwrap_used)]

use std::net::IpAddr;

use super::{Guard, Network, is_global_unicast};

fn guard(allow: &[&str]) -> Guard {
    Guard::new(allow.iter().map(|network| network.parse().unwrap()).collect())
}

fn address(text: &str) -> IpAddr {
    text.parse().unwrap()
}

/// The first and the last address of each block, and the neighbours outside where they are public.
#[test]
fn reserved_blocks_are_refused_to_their_edges() {
    let refused = "
        0.0.0.0 0.255.255.255 10.0.0.0 10.255.255.255 100.64.0.0 100.127.255.255 127.0.0.0
        127.0.0.1 127.255.255.255 169.254.0.0 169.254.169.254 169.254.255.255 172.16.0.0
        172.31.255.255 192.0.0.0 192.0.0.255 192.0.2.1 192.88.99.1 192.168.0.0 192.168.255.255
        198.18.0.0 198.19.255.255 198.51.100.7 203.0.113.7 224.0.0.1 239.255.255.255 240.0.0.1
        255.255.255.254 255.255.255.255 :: ::1 ::7f00:1 ::ffff:127.0.0.1 ::ffff:10.0.0.1
        ::ffff:192.0.66.2 ::ffff:0:7f00:1 64:ff9b::7f00:1 64:ff9b::c000:4202 64:ff9b:1::1
        64:ff9b:1:ffff:ffff:ffff:ffff:ffff 100::1 1fff:ffff:ffff:ffff:ffff:ffff:ffff:ffff
        2001::1 2001:0:7f00:1:: 2001:2::1 2001:10::1 2001:20::1
        2001:1ff:ffff:ffff:ffff:ffff:ffff:ffff 2001:db8::1
        2001:db8:ffff:ffff:ffff:ffff:ffff:ffff 2002::1 2002:7f00:1::1 2002:ffff::1 3fff::1
        3fff:fff:ffff:ffff:ffff:ffff:ffff:ffff 4000::1 5f00::1 fc00::1 fd12:3456:789a::1
        fdff:ffff:ffff:ffff:ffff:ffff:ffff:ffff fe80::1 febf::1 fec0::1 ff02::1 ff0e::1
    ";
    for text in refused.split_whitespace() {
        assert!(!is_global_unicast(address(text)), "{text} must be refused");
    }
}

#[test]
fn public_addresses_are_permitted() {
    let permitted = "
        1.0.0.0 1.1.1.1 9.255.255.255 11.0.0.0 100.63.255.255 100.128.0.0 126.255.255.255
        128.0.0.0 169.253.255.255 169.255.0.0 172.15.255.255 172.32.0.0 192.0.1.0 192.0.3.0
        192.167.255.255 192.169.0.0 198.17.255.255 198.20.0.0 223.255.255.255 2000::1
        2001:200::1 2001:4860:4860::8888 2001:db7:ffff::1 2001:db9::1 2003::1 2606:4700::1
        2a00:1450::1 3ffe:ffff::1 3fff:1000::1
    ";
    for text in permitted.split_whitespace() {
        assert!(is_global_unicast(address(text)), "{text} must be permitted");
    }
}

#[test]
fn the_administrator_may_name_further_networks() {
    let guard = guard(&["127.0.0.2", "10.1.0.0/16", "fd00::/8"]);
    for text in ["127.0.0.2", "10.1.2.3", "fd00::1", "1.1.1.1"] {
        assert!(guard.permits(address(text)), "{text} must be permitted");
    }
    for text in ["127.0.0.1", "127.0.0.3", "10.2.0.1", "fe80::1", "::ffff:127.0.0.2", "64:ff9b::7f00:2"] {
        assert!(!guard.permits(address(text)), "{text} must be refused");
    }
}

#[test]
fn networks_are_read_as_configuration_writes_them() {
    let shown = |text: &str| text.parse::<Network>().map(|network| network.to_string());
    assert_eq!(shown("127.0.0.1/8").unwrap(), "127.0.0.0/8");
    assert_eq!(shown("::1").unwrap(), "::1/128");
    let refusal = shown("127.0.0.0/33").unwrap_err().to_string();
    assert!(refusal.starts_with("“127.0.0.0/33” is not a network"), "{refusal}");
    assert!(shown("localhost").is_err());
    let read: Vec<Network> = serde_json::from_str(r#"["10.0.0.0/8", "::1"]"#).unwrap();
    assert_eq!(serde_json::to_string(&read).unwrap(), r#"["10.0.0.0/8","::1/128"]"#);
}
