#![expect(clippy::unwrap_used, reason = "tests")]

use store::Conn;

use super::{Standing, Wanted};
use crate::account::Role;
use crate::actor::Actor;
use crate::fixture::{check, member, stranger};
use crate::range::Range;

fn names(c: &mut Conn, wanted: &Wanted) -> Vec<String> {
    let rows = Actor::roll(c, "microblog", wanted, Range::default(), 50).unwrap();
    rows.into_iter().map(|(actor, _)| actor.username).collect()
}

#[test]
fn moderators_find_members_and_strangers() {
    check(|c| {
        let ana = member(c, "ana");
        let bob = member(c, "bob");
        let eve = stranger(c, "eve", "far.example", true);
        stranger(c, "anatol", "far.example", true);
        Actor::silence(c, bob.id, true).unwrap();
        Actor::suspend(c, eve.id, true).unwrap();
        let all = Wanted::default();
        assert_eq!(names(c, &all), ["anatol", "eve", "bob", "ana"]);
        assert_eq!(names(c, &Wanted { local: Some(true), ..all.clone() }), ["bob", "ana"]);
        assert_eq!(names(c, &Wanted { local: Some(false), ..all.clone() }), ["anatol", "eve"]);
        assert_eq!(names(c, &Wanted { standing: Some(Standing::Silenced), ..all.clone() }), ["bob"]);
        assert_eq!(names(c, &Wanted { standing: Some(Standing::Suspended), ..all.clone() }), ["eve"]);
        assert_eq!(names(c, &Wanted { standing: Some(Standing::Active), ..all.clone() }), ["anatol", "ana"]);
        assert_eq!(names(c, &Wanted { username: "ana".to_owned(), ..all.clone() }), ["anatol", "ana"]);
        assert_eq!(names(c, &Wanted { username: "a_".to_owned(), ..all.clone() }), [""; 0]);
        assert_eq!(names(c, &Wanted { email: "Ana@example.org".to_owned(), ..all.clone() }), ["ana"]);
        assert_eq!(names(c, &Wanted { host: "far.example".to_owned(), ..all.clone() }), ["anatol", "eve"]);
        assert_eq!(names(c, &Wanted { role: Some(Role::Moderator), ..all.clone() }), [""; 0]);
        let rows = Actor::roll(c, "microblog", &all, Range::before(Some(eve.id.0)), 1).unwrap();
        assert_eq!(rows.into_iter().map(|(actor, _)| actor.id).collect::<Vec<_>>(), [bob.id]);
        let (_, account) = Actor::with_accounts(c, &[ana.id]).unwrap().pop().unwrap();
        assert_eq!(account.map(|account| account.id), ana.account_id);
    });
}
