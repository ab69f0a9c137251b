//! Invitations: how often, until when, and on whose word.

use chrono::Duration;
use store::clock;

use super::{check, fresh, member, race, write};
use crate::invite::Invite;

#[test]
fn an_invitation_is_good_for_so_many() {
    check(|c| {
        let ana = member(c, "ana");
        let two = Invite::create(c, ana.id, Some(2), None).unwrap();
        let typed = two.code.to_uppercase();
        assert_eq!(Invite::take(c, &typed).unwrap(), Some(two.id));
        assert_eq!(Invite::take(c, &two.code).unwrap(), Some(two.id));
        assert_eq!(Invite::take(c, &two.code).unwrap(), None);
        Invite::give_back(c, two.id).unwrap();
        assert_eq!(Invite::take(c, &two.code).unwrap(), Some(two.id));

        let any = Invite::create(c, ana.id, None, None).unwrap();
        for _ in 0..5 {
            assert_eq!(Invite::take(c, &any.code).unwrap(), Some(any.id));
        }
        assert_eq!(Invite::take(c, "no such code").unwrap(), None);
    });
}

#[test]
fn an_invitation_ends() {
    check(|c| {
        let ana = member(c, "ana");
        let now = clock::now();
        let over = Invite::create(c, ana.id, None, Some(now - Duration::seconds(1))).unwrap();
        let good = Invite::create(c, ana.id, None, Some(now + Duration::hours(1))).unwrap();
        assert!(Invite::find_usable(c, &over.code).unwrap().is_none());
        assert!(Invite::find_usable(c, &good.code).unwrap().is_some());
        good.revoke(c).unwrap();
        assert_eq!(Invite::take(c, &good.code).unwrap(), None);
        let listed: Vec<_> = Invite::list(c, ana.id).unwrap().into_iter().map(|i| i.id).collect();
        assert_eq!(listed, [good.id, over.id]);
    });
}

#[test]
fn the_word_of_a_suspended_member_is_worth_nothing() {
    check(|c| {
        let ana = member(c, "ana");
        let invite = Invite::create(c, ana.id, None, None).unwrap();
        let ana = ana.suspend(c, "spam", None).unwrap();
        assert!(Invite::find_usable(c, &invite.code).unwrap().is_none());
        ana.restore(c, None).unwrap();
        assert!(Invite::find_usable(c, &invite.code).unwrap().is_some());
        let all = Invite::list_all(c, 10).unwrap();
        assert_eq!((all[0].0.id, all[0].1.as_str()), (invite.id, "ana"));
    });
}

#[test]
fn no_more_get_in_than_may() {
    let db = fresh();
    let code = write(&db, |c| {
        let ana = member(c, "ana");
        Invite::create(c, ana.id, Some(3), None).unwrap().code
    });
    let taken = race(&db, move |c| Invite::take(c, &code).unwrap().is_some());
    assert_eq!(taken.iter().filter(|got| **got).count(), 3);
}
