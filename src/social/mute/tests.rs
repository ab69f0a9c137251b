//! What is muted and hidden, paged.

#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test that fails is to say where")]

use chrono::Duration;
use store::clock;

use super::{Mute, hosts, set_host};
use crate::fixture::{check, member};
use crate::range::Range;

#[test]
fn mutes_are_paged_and_run_out() {
    check(|c| {
        let [ana, bob, eve, tom] = ["ana", "bob", "eve", "tom"].map(|name| member(c, name));
        Mute::set(c, ana.id, bob.id, true, None).unwrap();
        Mute::set(c, ana.id, eve.id, true, Some(clock::now() + Duration::hours(1))).unwrap();
        Mute::set(c, ana.id, tom.id, true, Some(clock::now() - Duration::hours(1))).unwrap();
        let all = Mute::list(c, ana.id, Range::default(), 10).unwrap();
        assert_eq!(all.iter().map(|(_, actor)| actor.id).collect::<Vec<_>>(), [eve.id, bob.id]);
        let newer = Mute::list(c, ana.id, Range::after(all[1].0.id), 10).unwrap();
        assert_eq!(newer[0].1.id, eve.id);
    });
}

#[test]
fn hosts_are_hidden_once_and_paged() {
    check(|c| {
        let ana = member(c, "ana");
        for host in ["One.example", "two.example", "one.example"] {
            set_host(c, ana.id, host, true).unwrap();
        }
        let all = hosts(c, ana.id, Range::default(), 10).unwrap();
        assert_eq!(all.iter().map(|(_, host)| host.as_str()).collect::<Vec<_>>(), ["two.example", "one.example"]);
        assert_eq!(hosts(c, ana.id, Range::before(Some(all[0].0)), 10).unwrap(), all[1..]);
        set_host(c, ana.id, "two.example", false).unwrap();
        assert_eq!(hosts(c, ana.id, Range::default(), 10).unwrap().len(), 1);
    });
}
