#![allow(clippy::unwrap_used, clippy::indexing_slicing)]

use super::*;

fn key(address: &str) -> Key {
    Key::address(address.parse().unwrap())
}

fn limiter(rate: &str) -> Limiter {
    Limiter::new(&LimitsConfig { log_in: rate.parse().unwrap(), ..LimitsConfig::default() })
}

#[test]
fn one_too_many_is_told_when_to_come_back() {
    let limiter = limiter("3/1m");
    for _ in 0..3 {
        limiter.check(Bucket::LogIn, key("192.0.2.1")).unwrap();
    }
    let Err(Error::TooMany { retry_after }) = limiter.check(Bucket::LogIn, key("192.0.2.1")) else { unreachable!() };
    assert!(retry_after > Duration::from_secs(15) && retry_after <= Duration::from_secs(20), "{retry_after:?}");
    limiter.check(Bucket::LogIn, key("192.0.2.2")).unwrap();
    limiter.check(Bucket::SignUp, key("192.0.2.1")).unwrap();
}

#[test]
fn a_network_of_ipv6_is_one_client() {
    let limiter = limiter("1/1h");
    limiter.check(Bucket::LogIn, key("2001:db8:1:1::1")).unwrap();
    limiter.check(Bucket::LogIn, key("2001:db8:1:1:ffff::2")).unwrap_err();
    limiter.check(Bucket::LogIn, key("2001:db8:1:2::1")).unwrap();
    limiter.check(Bucket::LogIn, key("192.0.2.1")).unwrap();
    limiter.check(Bucket::LogIn, key("::ffff:192.0.2.1")).unwrap_err();
}

#[test]
fn words_are_compared_as_people_do() {
    assert_eq!(Key::word(" Ana@Club.Example"), Key::word("ana@club.example"));
    assert_ne!(Key::word("ana"), Key::word("bob"));
}

#[test]
fn a_flood_of_addresses_stays_bounded_and_is_still_refused() {
    let limiter = limiter("1/1h");
    let flood = 2 * CAPACITY as u32;
    let refused =
        (0..flood).filter(|n| limiter.check(Bucket::LogIn, Key::address(IpAddr::from(n.to_be_bytes()))).is_err());
    assert!(refused.count() > CAPACITY - 300);
    assert!(limiter.buckets[Bucket::LogIn as usize].limiter.len() <= CAPACITY + 256);
}

#[test]
fn rates_are_written_as_they_are_read() {
    for text in ["10/15m", "1/1s", "5/1h", "7/2d"] {
        assert_eq!(text.parse::<Rate>().unwrap().to_string(), text);
    }
    for text in ["", "10", "0/1m", "10/0m", "10/m5", "-1/1m", "10/1w", "1/99999999999999999999d", "é/é"] {
        assert!(text.parse::<Rate>().is_err(), "{text}");
    }
    let config: LimitsConfig = toml::from_str("log_in = \"3/1m\"").unwrap();
    assert_eq!(config.log_in.to_string(), "3/1m");
    assert!(toml::from_str::<LimitsConfig>("log_on = \"3/1m\"").is_err());
    assert!(toml::from_str::<LimitsConfig>("log_in = \"three\"").unwrap_err().to_string().contains("is not a rate"));
}
