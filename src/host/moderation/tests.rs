#![expect(clippy::unwrap_used, reason = "tests")]

use social::account::{Account, NewMember, Role};
use social::actor::{Actor, ActorKind, NewActor};
use social::audit::AuditEntry;
use store::uri::{Hosts, Origin, Stall};
use store::{Conn, migrations, testing};

use super::{ModerationError, Verdict, judge, restore, subordinate};

const STALL: &str = "toy";

fn hosts() -> Hosts {
    let origin = |host| Origin::new("https", host).unwrap();
    Hosts::new(origin("club.example"), vec![Stall { name: STALL, origin: origin("toy.club.example") }]).unwrap()
}

fn member(c: &mut Conn, name: &str, role: Role) -> (Account, Actor) {
    let email = format!("{name}@example.org");
    let account =
        Account::create(c, NewMember { name, email: &email, password_hash: "hash", locale: "en", role }).unwrap();
    let new = NewActor {
        stall: STALL,
        account_id: Some(account.id),
        kind: ActorKind::Person,
        username: name,
        name: "",
        keys: &[],
    };
    let actor = Actor::create(c, &hosts(), &new).unwrap();
    (account, actor)
}

fn check(test: impl Fn(&mut Conn) + Send + 'static) {
    let db = testing::db(&[migrations::HOST]);
    db.write_blocking(move |c| {
        test(c);
        Ok::<_, diesel::result::Error>(())
    })
    .unwrap();
}

#[test]
fn nobody_decides_on_who_stands_no_lower() {
    check(|c| {
        let roles = [Role::Member, Role::Moderator, Role::Admin, Role::Owner];
        let people: Vec<_> = ["una", "duo", "tria", "quatt"].into_iter().zip(roles).collect();
        let people: Vec<_> = people.into_iter().map(|(name, role)| member(c, name, role)).collect();
        for (me, _) in &people {
            for (other, actor) in &people {
                let may = me.id != other.id && me.role > other.role;
                assert_eq!(subordinate(c, me.id, other.id).is_ok(), may, "{} on {}", me.role, other.role);
                assert_eq!(judge(c, me.id, actor.id, Verdict::Silenced).is_ok(), may, "{} on {}", me.role, other.role);
                assert_eq!(restore(c, me.id, other.id).is_ok(), may, "{} on {}", me.role, other.role);
            }
        }
    });
}

#[test]
fn a_verdict_holds_until_it_is_taken_back_and_leaves_a_trace() {
    check(|c| {
        let (moderator, _) = member(c, "mod", Role::Moderator);
        let (_, ana) = member(c, "ana", Role::Member);
        judge(c, moderator.id, ana.id, Verdict::Suspended).unwrap();
        judge(c, moderator.id, ana.id, Verdict::Silenced).unwrap();
        let kept_out = Actor::get(c, ana.id).unwrap();
        assert!(kept_out.suspended_at.is_some() && kept_out.silenced_at.is_some());
        judge(c, moderator.id, ana.id, Verdict::Restored).unwrap();
        judge(c, moderator.id, ana.id, Verdict::Listed).unwrap();
        let back = Actor::get(c, ana.id).unwrap();
        assert!(back.suspended_at.is_none() && back.silenced_at.is_none());
        let trail = AuditEntry::list(c, None, 10).unwrap();
        let actions: Vec<_> = trail.iter().map(|(entry, _)| entry.action.as_str()).collect();
        assert_eq!(actions, ["actor.unsilence", "actor.restore", "actor.silence", "actor.suspend"]);
    });
}

#[test]
fn a_stalls_own_actor_is_nobodys_to_keep_out() {
    check(|c| {
        let (owner, _) = member(c, "quatt", Role::Owner);
        let new = NewActor {
            stall: STALL,
            account_id: None,
            kind: ActorKind::Application,
            username: "toy.club.example",
            name: "",
            keys: &[],
        };
        let own = Actor::create(c, &hosts(), &new).unwrap();
        assert!(matches!(judge(c, owner.id, own.id, Verdict::Suspended), Err(ModerationError::StallsOwn)));
    });
}
