#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic, reason = "tests")]

use store::Conn;

use super::{Membership, MembershipError, Role, may_act_for, run_by, runners};
use crate::account::{self, Account, Name};
use crate::actor::{Actor, ActorKind};
use crate::fixture::{check, hosts, member, stranger};
use crate::follow::Follow;
use crate::group::{Group, NewGroup, Openness};
use crate::notification::{Notification, NotificationKind, Wanted};
use crate::outbox::OutboxEntry;
use crate::range::Range;

fn group(c: &mut Conn, founder: &Actor, openness: Openness) -> Actor {
    let username = Name::parse("gamers").unwrap();
    let new = NewGroup { stall: "microblog", username: &username, name: "Gamers", openness, keys: &[] };
    Group::found(c, &hosts(), founder, &new).unwrap()
}

fn role(c: &mut Conn, group: &Actor, actor: &Actor) -> Option<Role> {
    Membership::find(c, group.id, actor.id).unwrap().map(|membership| membership.role)
}

fn told(c: &mut Conn, to: &Actor) -> Vec<NotificationKind> {
    let told = Notification::list(c, to.id, &Wanted::default(), Range::default(), 20).unwrap();
    told.into_iter().map(|one| one.kind).filter(|kind| *kind != NotificationKind::Follow).collect()
}

fn sent(c: &mut Conn) -> Vec<String> {
    OutboxEntry::list(c, None, None, 20).unwrap().into_iter().map(|entry| entry.activity_type).collect()
}

fn promote(c: &mut Conn, actor: &Actor, role: account::Role) {
    let account = Account::find(c, actor.account_id.unwrap()).unwrap().unwrap();
    account.set_role(c, role, None).unwrap();
}

#[test]
fn an_open_group_takes_whoever_comes() {
    check(|c| {
        let (ana, bo) = (member(c, "ana"), member(c, "bo"));
        let group = group(c, &ana, Openness::Open);
        assert_eq!(Membership::ask(c, &hosts(), &group, &bo).unwrap().role, Role::Member);
        assert!(Follow::find(c, bo.id, group.id).unwrap().is_some());
        assert_eq!(Membership::count(c, group.id).unwrap(), 2);
        assert!(Membership::belongs(c, group.id, bo.id).unwrap());
        assert!(sent(c).is_empty());
    });
}

#[test]
fn a_moderated_group_is_asked_and_those_who_run_it_hear_of_it() {
    check(|c| {
        let (ana, bo, cy) = (member(c, "ana"), member(c, "bo"), member(c, "cy"));
        let group = group(c, &ana, Openness::Moderated);
        let asked = Membership::ask(c, &hosts(), &group, &bo).unwrap();
        assert_eq!(asked.role, Role::Requested);
        assert_eq!(told(c, &ana), [NotificationKind::GroupRequest]);
        assert_eq!(Membership::count(c, group.id).unwrap(), 1);
        assert_eq!(asked.approve(c, &hosts()).unwrap().role, Role::Member);
        Membership::ask(c, &hosts(), &group, &cy).unwrap().remove(c, &hosts()).unwrap();
        assert_eq!(role(c, &group, &cy), None);
    });
}

#[test]
fn a_closed_group_takes_only_whom_it_asks() {
    check(|c| {
        let (ana, bo, cy) = (member(c, "ana"), member(c, "bo"), member(c, "cy"));
        let group = group(c, &ana, Openness::InviteOnly);
        let refused = Membership::ask(c, &hosts(), &group, &bo);
        assert!(matches!(refused, Err(MembershipError::InviteOnly)));
        assert_eq!(Membership::invite(c, &hosts(), &group, &bo).unwrap().role, Role::Invited);
        assert_eq!(told(c, &bo), [NotificationKind::GroupInvite]);
        assert_eq!(Membership::ask(c, &hosts(), &group, &bo).unwrap().role, Role::Member);
        assert!(told(c, &bo).is_empty(), "an invitation that was followed is told no more");
        let invited = Membership::invite(c, &hosts(), &group, &cy).unwrap();
        invited.leave(c, &hosts()).unwrap();
        assert_eq!(role(c, &group, &cy), None);
        let nested = Membership::invite(c, &hosts(), &group, &group);
        assert!(matches!(nested, Err(MembershipError::NotAPerson)));
    });
}

#[test]
fn administrators_and_moderators_act_for_a_group() {
    check(|c| {
        let (ana, bo) = (member(c, "ana"), member(c, "bo"));
        let group = group(c, &ana, Openness::Open);
        let joined = Membership::ask(c, &hosts(), &group, &bo).unwrap();
        assert!(may_act_for(c, ana.id, group.id).unwrap());
        assert!(may_act_for(c, bo.id, bo.id).unwrap());
        assert!(!may_act_for(c, bo.id, group.id).unwrap() && !may_act_for(c, bo.id, ana.id).unwrap());
        let joined = joined.set_role(c, Role::Moderator).unwrap();
        assert!(may_act_for(c, bo.id, group.id).unwrap());
        assert_eq!(run_by(c, &bo).unwrap().len(), 1);
        assert_eq!(runners(c, group.id).unwrap().len(), 2);
        joined.set_role(c, Role::Member).unwrap();
        assert!(run_by(c, &bo).unwrap().is_empty());
    });
}

#[test]
fn a_group_keeps_an_administrator() {
    check(|c| {
        let (ana, bo) = (member(c, "ana"), member(c, "bo"));
        let group = group(c, &ana, Openness::Open);
        let founder = Membership::find(c, group.id, ana.id).unwrap().unwrap();
        let last = |result: Result<(), MembershipError>| matches!(result, Err(MembershipError::LastAdministrator));
        assert!(last(founder.leave(c, &hosts())));
        assert!(last(founder.set_role(c, Role::Member).map(drop)));
        let joined = Membership::ask(c, &hosts(), &group, &bo).unwrap();
        joined.set_role(c, Role::Administrator).unwrap();
        founder.leave(c, &hosts()).unwrap();
        assert_eq!((role(c, &group, &ana), role(c, &group, &bo)), (None, Some(Role::Administrator)));
    });
}

#[test]
fn a_group_passes_to_who_is_left_and_else_to_the_clubs_moderators() {
    check(|c| {
        let (ana, bo, cy, mo) = (member(c, "ana"), member(c, "bo"), member(c, "cy"), member(c, "mo"));
        promote(c, &mo, account::Role::Moderator);
        let group = group(c, &ana, Openness::Open);
        Membership::ask(c, &hosts(), &group, &bo).unwrap();
        let third = Membership::ask(c, &hosts(), &group, &cy).unwrap();
        third.set_role(c, Role::Moderator).unwrap();
        assert!(!may_act_for(c, mo.id, group.id).unwrap());
        Actor::delete(c, &hosts(), ana.id).unwrap();
        assert_eq!(role(c, &group, &cy), Some(Role::Administrator), "who acted for it comes before who belonged to it");
        Actor::delete(c, &hosts(), cy.id).unwrap();
        assert_eq!(role(c, &group, &bo), Some(Role::Administrator));
        Actor::delete(c, &hosts(), bo.id).unwrap();
        assert!(may_act_for(c, mo.id, group.id).unwrap());
        assert_eq!(runners(c, group.id).unwrap(), [mo.id]);
    });
}

#[test]
fn who_administers_the_club_acts_for_its_own_group() {
    check(|c| {
        let (ana, mo) = (member(c, "ana"), member(c, "mo"));
        promote(c, &ana, account::Role::Admin);
        promote(c, &mo, account::Role::Moderator);
        let username = Name::parse("club").unwrap();
        let openness = Openness::InviteOnly;
        let new = NewGroup { stall: "microblog", username: &username, name: "Club", openness, keys: &[] };
        let club = Group::found_club(c, &hosts(), &new).unwrap();
        assert!(may_act_for(c, ana.id, club.id).unwrap());
        assert!(!may_act_for(c, mo.id, club.id).unwrap());
        assert_eq!(runners(c, club.id).unwrap(), [ana.id]);
    });
}

#[test]
fn who_is_elsewhere_is_answered_under_the_id_that_began_it() {
    check(|c| {
        let (ana, bo) = (member(c, "ana"), stranger(c, "bo", "b.example", false));
        let group = group(c, &ana, Openness::Moderated);
        let uri = "https://b.example/join/1";
        let asked = Membership::receive_join(c, &hosts(), uri, &group, &bo).unwrap();
        assert_eq!((asked.role, sent(c).len()), (Role::Requested, 0));
        asked.approve(c, &hosts()).unwrap();
        assert_eq!(sent(c), ["Accept"]);
        let entry = OutboxEntry::list(c, None, None, 1).unwrap().remove(0);
        assert!(entry.body.contains(uri) && entry.actor_id == group.id, "{}", entry.body);
        let known = Membership::find_by_uri(c, uri).unwrap().unwrap();
        known.remove(c, &hosts()).unwrap();
        assert_eq!(sent(c), ["Remove", "Accept"]);
        Group::set_openness(c, group.id, Openness::InviteOnly).unwrap();
        let refused = Membership::receive_join(c, &hosts(), uri, &group, &bo);
        assert!(matches!(refused, Err(MembershipError::InviteOnly)));
        assert_eq!(sent(c)[0], "Reject");
        Membership::invite(c, &hosts(), &group, &bo).unwrap();
        assert_eq!(sent(c)[0], "Invite");
    });
}

#[test]
fn a_group_elsewhere_is_asked_and_left_by_activities() {
    check(|c| {
        let (ana, there) = (member(c, "ana"), stranger(c, "gamers", "b.example", false));
        let there = Actor { kind: ActorKind::Group, ..there };
        let asked = Membership::ask(c, &hosts(), &there, &ana).unwrap();
        assert_eq!((asked.role, sent(c)), (Role::Requested, vec!["Join".to_owned()]));
        asked.hold(c, &hosts()).unwrap();
        let member = Membership::find(c, there.id, ana.id).unwrap().unwrap();
        assert_eq!(member.role, Role::Member);
        assert!(!may_act_for(c, ana.id, there.id).unwrap());
        member.leave(c, &hosts()).unwrap();
        assert_eq!(sent(c)[0], "Leave");
        let invited = Membership::receive_invite(c, "https://b.example/invite/1", &there, &ana).unwrap();
        invited.accept(c, &hosts()).unwrap();
        assert_eq!(role(c, &there, &ana), Some(Role::Member));
        assert_eq!(sent(c)[0], "Accept");
    });
}
