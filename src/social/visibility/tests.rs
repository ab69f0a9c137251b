#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use super::{Visibility, may_see};
use crate::fixture::{check, draft, member, stranger};
use crate::object::{NewObject, Object, Parts};
use crate::outbox::Audience;

#[test]
fn what_is_for_members_stays_in_the_club() {
    check(|c| {
        let (ana, bob) = (member(c, "ana"), member(c, "bob"));
        let eve = stranger(c, "eve", "elsewhere.example", true);
        let new = NewObject { visibility: Visibility::Members, ..draft(&ana, "the key is under the mat") };
        let parts = Parts { mentions: vec![eve.id], ..Parts::default() };
        let object = Object::insert(c, &new, &parts).unwrap();
        let mut sees = |viewer| may_see(c, viewer, &object).unwrap();
        assert!(sees(Some(ana.id)) && sees(Some(bob.id)));
        assert!(!sees(None), "who is not logged in");
        assert!(!sees(Some(eve.id)), "though it names her");
        let audience = Audience::of_object(c, &object).unwrap();
        assert!(!audience.followers && audience.actors.is_empty(), "it is delivered to nobody");
        assert!(!object.may_boost(bob.id) && !object.may_boost(ana.id));
    });
}
