#![allow(clippy::unwrap_used, clippy::indexing_slicing)]

use super::*;

fn client(peer: &str, socket: bool, headers: &[&str]) -> String {
    let trusted: Vec<Network> = ["127.0.0.1/8", "::1", "10.0.0.0/8"].iter().map(|n| n.parse().unwrap()).collect();
    rightmost_untrusted(peer.parse().unwrap(), socket, headers.iter().copied(), &trusted).to_string()
}

#[test]
fn a_stranger_cannot_name_its_own_address() {
    assert_eq!(client("203.0.113.9", false, &["198.51.100.1"]), "203.0.113.9");
    assert_eq!(client("203.0.113.9", false, &["127.0.0.1"]), "203.0.113.9");
}

#[test]
fn behind_a_proxy_the_rightmost_untrusted_hop_counts() {
    assert_eq!(client("127.0.0.1", false, &["198.51.100.1"]), "198.51.100.1");
    // The client sent a header of its own; the proxy appended what it saw.
    assert_eq!(client("127.0.0.1", false, &["192.0.2.66, 198.51.100.1"]), "198.51.100.1");
    assert_eq!(client("127.0.0.1", false, &["192.0.2.66", "198.51.100.1, 10.0.0.7"]), "198.51.100.1");
    assert_eq!(client("::1", false, &["[2001:db8::5]:443"]), "2001:db8::5");
    assert_eq!(client("127.0.0.1", true, &["::ffff:198.51.100.1"]), "198.51.100.1");
}

#[test]
fn rubbish_ends_the_chain() {
    assert_eq!(client("127.0.0.1", false, &["unknown"]), "127.0.0.1");
    assert_eq!(client("127.0.0.1", false, &["198.51.100.1, evil, 10.0.0.7"]), "10.0.0.7");
    assert_eq!(client("127.0.0.1", false, &[]), "127.0.0.1");
    assert_eq!(client("127.0.0.1", false, &["10.1.1.1, 10.2.2.2"]), "10.1.1.1");
}

#[test]
fn networks_read_and_write() {
    let loopback: Network = "127.0.0.1/8".parse().unwrap();
    assert!(loopback.contains("127.9.9.9".parse().unwrap()));
    assert!(loopback.contains("::ffff:127.0.0.1".parse().unwrap()));
    assert!(!loopback.contains("128.0.0.1".parse().unwrap()));
    assert_eq!("::1".parse::<Network>().unwrap().to_string(), "::1/128");
    assert_eq!(
        "club".parse::<Network>().unwrap_err().to_string(),
        "\"club\" is neither an address nor a network such as 192.0.2.0/24"
    );
}
