#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic, reason = "tests")]

use store::Conn;

use super::{FoundError, Group, NewGroup, Openness};
use crate::account::{Name, NameError};
use crate::actor::{Actor, ActorKind};
use crate::fixture::{check, hosts, member};
use crate::follow::Follow;
use crate::membership::{Membership, Role};

fn found(c: &mut Conn, founder: &Actor, name: &str) -> Result<Actor, FoundError> {
    let username = Name::parse(name).unwrap();
    let new = NewGroup {
        stall: "microblog",
        username: &username,
        name: "The group",
        openness: Openness::Moderated,
        keys: &[],
    };
    Group::found(c, &hosts(), founder, &new)
}

#[test]
fn who_founds_a_group_administers_and_follows_it() {
    check(|c| {
        let ana = member(c, "ana");
        let group = found(c, &ana, "gamers").unwrap();
        assert_eq!((group.kind, group.account_id), (ActorKind::Group, None));
        assert_eq!(Group::find(c, group.id).unwrap().unwrap().openness, Openness::Moderated);
        assert_eq!(Membership::find(c, group.id, ana.id).unwrap().unwrap().role, Role::Administrator);
        assert!(Follow::find(c, ana.id, group.id).unwrap().is_some());
        assert_eq!(Group::at_stall(c, "microblog", 10).unwrap().len(), 1);
        Group::set_openness(c, group.id, Openness::Open).unwrap();
        assert_eq!(Group::find(c, group.id).unwrap().unwrap().openness, Openness::Open);
    });
}

#[test]
fn groups_and_members_share_their_names() {
    check(|c| {
        let ana = member(c, "ana");
        let refused = |error: FoundError| match error {
            FoundError::Name(reason) => reason,
            FoundError::Database(error) => panic!("{error}"),
        };
        assert_eq!(found(c, &ana, "ana").map_err(refused).unwrap_err(), NameError::Taken);
        assert_eq!(found(c, &ana, "club").map_err(refused).unwrap_err(), NameError::Reserved);
        let group = found(c, &ana, "gamers").unwrap();
        assert!(Name::parse("gamers").unwrap().is_taken(c).unwrap());
        Actor::delete(c, &hosts(), group.id).unwrap();
        assert_eq!(found(c, &ana, "gamers").map_err(refused).unwrap_err(), NameError::Taken);
        assert!(Group::at_stall(c, "microblog", 10).unwrap().is_empty());
    });
}

#[test]
fn there_is_one_group_of_the_club() {
    check(|c| {
        let username = Name::parse("club").unwrap();
        let new = NewGroup {
            stall: "microblog",
            username: &username,
            name: "Club",
            openness: Openness::InviteOnly,
            keys: &[],
        };
        assert!(Group::of_club(c, "microblog").unwrap().is_none());
        let club = Group::found_club(c, &hosts(), &new).unwrap();
        assert_eq!(Group::found_club(c, &hosts(), &new).unwrap().id, club.id);
        assert_eq!(Group::of_club(c, "microblog").unwrap().unwrap().id, club.id);
    });
}
