#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use url::Url;

use super::{HostError, Hosts, Origin, Site, Stall};
use crate::uri;

fn stall(name: &'static str, scheme: &str, host: &str) -> Stall {
    Stall { name, origin: Origin::new(scheme, host).unwrap() }
}

fn club() -> Hosts {
    let square = Origin::new("https", "club.example").unwrap();
    let microblog = stall("microblog", "https", "microblog.club.example");
    let events = stall("events", "https", "evenements.club.example");
    Hosts::new(square, vec![microblog, events]).unwrap()
}

fn laptop() -> Hosts {
    let square = Origin::new("http", "localhost:8080").unwrap();
    Hosts::new(square, vec![stall("microblog", "http", "microblog.localhost:8080")]).unwrap()
}

fn url(text: &str) -> Url {
    Url::parse(text).unwrap()
}

#[test]
fn hosts_are_found_by_header() {
    let (club, laptop) = (club(), laptop());
    for (header, site) in [
        ("club.example", Some(Site::Square)),
        ("CLUB.Example", Some(Site::Square)),
        ("club.example:443", Some(Site::Square)),
        ("club.example.", Some(Site::Square)),
        ("club.example:8080", None),
        ("evenements.club.example", Some(Site::Stall("events"))),
        ("events.club.example", None),
        ("", None),
        ("club.example/x", None),
        ("ana@club.example", None),
        ("club.example?", None),
    ] {
        assert_eq!(club.site(header), site, "{header:?}");
    }
    assert_eq!(laptop.site("localhost:8080"), Some(Site::Square));
    assert_eq!(laptop.site("microblog.localhost:8080"), Some(Site::Stall("microblog")));
    assert_eq!(laptop.site("localhost"), None);
    assert_eq!(laptop.stall_at("microblog.localhost:8080").unwrap().origin.host(), "microblog.localhost:8080");
    assert_eq!(laptop.stall_at("localhost:8080"), None);
}

#[test]
fn origins_are_hosts_and_nothing_more() {
    assert_eq!(Origin::new("https", "Club.Example:443").unwrap().host(), "club.example");
    assert_eq!(Origin::new("http", "[::1]:8080").unwrap().to_string(), "http://[::1]:8080");
    assert_eq!(Origin::new("https", "élan.example").unwrap().host(), "xn--lan-9la.example");
    assert_eq!(Origin::new("ftp", "club.example"), Err(HostError::Scheme("ftp".to_owned())));
    for host in
        ["", "club.example/", "club.example/x", "a b", "ana@club.example", ":pw@club.example", "x?y", "x#y", "x:port"]
    {
        assert!(Origin::new("https", host).is_err(), "{host:?}");
    }
}

#[test]
fn a_host_belongs_to_one_site() {
    let square = Origin::new("https", "club.example").unwrap();
    let twice = Hosts::new(square, vec![stall("photos", "https", "club.example")]).unwrap_err();
    assert_eq!(twice.to_string(), "club.example is the host of both the square and photos");
}

#[test]
fn addresses_have_their_shapes() {
    let club = club();
    let stall = club.stall("microblog").unwrap();
    let actor = stall.actor(42);
    for (built, expected) in [
        (actor.clone(), "/actors/42"),
        (uri::inbox(&actor), "/actors/42/inbox"),
        (uri::outbox(&actor), "/actors/42/outbox"),
        (uri::followers(&actor), "/actors/42/followers"),
        (uri::following(&actor), "/actors/42/following"),
        (uri::featured(&actor), "/actors/42/collections/featured"),
        (uri::featured_tags(&actor), "/actors/42/collections/tags"),
        (uri::main_key(&actor), "/actors/42#main-key"),
        (uri::ed25519_key(&actor), "/actors/42#ed25519-key"),
        (stall.shared_inbox(), "/inbox"),
        (stall.instance_actor(), "/actor"),
        (uri::inbox(&stall.instance_actor()), "/actor/inbox"),
        (stall.object(7), "/objects/7"),
        (uri::object_activity(&stall.object(7)), "/objects/7/activity"),
        (uri::replies(&stall.object(7)), "/objects/7/replies"),
        (uri::likes(&stall.object(7)), "/objects/7/likes"),
        (uri::shares(&stall.object(7)), "/objects/7/shares"),
        (stall.activity(9), "/activities/9"),
        (stall.context(3), "/contexts/3"),
        (stall.quote_authorization(5), "/quotes/5"),
        (stall.profile("ana"), "/@ana"),
        (stall.page("ana", 7), "/@ana/7"),
        (stall.tag("café"), "/tags/caf%C3%A9"),
        (stall.tag("a/b?c#d%e"), "/tags/a%2Fb%3Fc%23d%25e"),
        (stall.media("ab/cd.webp"), "/media/ab/cd.webp"),
        (stall.emoji("tent"), "/emojis/tent"),
    ] {
        assert_eq!(built.as_str(), format!("https://microblog.club.example{expected}"));
    }
}

#[test]
fn what_was_built_is_read_back() {
    for hosts in [club(), laptop()] {
        let stall = hosts.stall("microblog").unwrap();
        let (actor, object) = (stall.actor(42), stall.object(7));
        for url in [actor.clone(), uri::inbox(&actor), uri::main_key(&actor), uri::followers(&actor)] {
            assert_eq!(hosts.local_actor(&url), Some(("microblog", 42)), "{url}");
            assert_eq!(hosts.local_object(&url), None);
        }
        for url in [object.clone(), uri::object_activity(&object)] {
            assert_eq!(hosts.local_object(&url), Some(("microblog", 7)), "{url}");
        }
        assert_eq!(hosts.local_activity(&stall.activity(9)), Some(("microblog", 9)));
        assert_eq!(hosts.local_context(&stall.context(3)), Some(("microblog", 3)));
        assert_eq!(hosts.local_instance_actor(&stall.instance_actor()), Some("microblog"));
        assert_eq!(hosts.local_instance_actor(&actor), None);
        assert_eq!(hosts.local_page(&stall.profile("ana")), Some(("microblog", "ana", None)));
        assert_eq!(hosts.local_page(&stall.page("ana", 7)), Some(("microblog", "ana", Some(7))));
    }
}

#[test]
fn each_thing_has_one_address_and_others_have_none() {
    let club = club();
    for address in [
        "https://microblog.club.example/actors/042",
        "https://microblog.club.example/actors/+42",
        "https://microblog.club.example/actors/-42",
        "https://microblog.club.example/actors/ana",
        "https://microblog.club.example/actors/",
        "https://microblog.club.example/actors/99999999999999999999",
        "https://club.example/actors/42",
        "https://elsewhere.example/actors/42",
        "https://microblog.club.example:8443/actors/42",
        "ftp://microblog.club.example/actors/42",
        "acct:ana@microblog.club.example",
    ] {
        assert_eq!(club.local_actor(&url(address)), None, "{address}");
    }
    assert!(club.is_local(&url("https://club.example/anything")));
    assert!(!club.is_local(&url("https://elsewhere.example/actors/42")));
    assert_eq!(club.local_page(&url("https://microblog.club.example/@")), None);
    assert_eq!(club.local_page(&url("https://microblog.club.example/@ana/about")), None);
}
