//! Imports: what is read, done, refused, taken away and kept.

#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test that fails is to say where")]

use chrono::Duration;
use diesel::prelude::*;
use store::{Conn, clock};

use super::{
    Counts, Import, ImportKind, ImportMode, ImportState, MOST_KEPT, MOST_OPEN, NewImport, Refusal, Row, Target,
};
use crate::actor::Actor;
use crate::block::Block;
use crate::bookmark;
use crate::fixture::{check, hosts, member, stranger};
use crate::follow::{Follow, FollowState};
use crate::list::List;
use crate::mute::{self, Mute};
use crate::range::{ALL, Range};
use crate::schema::{import_rows, imports};

fn read(c: &mut Conn, of: &Actor, kind: ImportKind, mode: ImportMode, rows: &[&[&str]]) -> Option<Import> {
    let rows: Vec<_> =
        rows.iter().zip(1..).map(|(row, line)| (line, row.iter().map(|cell| (*cell).to_owned()).collect())).collect();
    let new = NewImport {
        account_id: of.account_id.unwrap(),
        actor_id: of.id,
        kind,
        mode,
        file_name: kind.file_name().to_owned(),
    };
    Import::create(c, &new, &rows).unwrap()
}

/// Confirms it and does what names somebody who is known, then what has to be taken away.
fn carry_out(c: &mut Conn, import: &Import) {
    assert!(import.confirm(c).unwrap());
    let import = Import::running(c, import.id).unwrap().unwrap();
    for row in Row::waiting(c, import.id, 100).unwrap() {
        let handle = row.entry(&import).unwrap().sought();
        let target = handle.map_or(Target::Host, |handle| {
            let (name, host) = handle.trim_start_matches('@').split_once('@').unwrap();
            Target::Actor(Box::new(Actor::find_by_handle(c, name, host).unwrap().unwrap()))
        });
        row.carry_out(c, &hosts(), &target).unwrap();
    }
    for surplus in import.surplus(c).unwrap().iter().filter(|_| import.mode == ImportMode::Overwrite) {
        surplus.drop(c, &hosts(), import.actor_id).unwrap();
    }
    import.finish(c).unwrap();
}

fn counts(c: &mut Conn, import: &Import) -> Counts {
    Import::counts(c, &[import.id]).unwrap()[&import.id]
}

fn followed(c: &mut Conn, who: &Actor) -> Vec<String> {
    let mut names: Vec<_> = crate::schema::follows::table
        .inner_join(crate::schema::actors::table.on(crate::schema::actors::id.eq(crate::schema::follows::followed_id)))
        .filter(crate::schema::follows::follower_id.eq(who.id))
        .select(crate::schema::actors::username)
        .load::<String>(c)
        .unwrap();
    names.sort();
    names
}

fn hidden(c: &mut Conn, who: &Actor) -> Vec<String> {
    mute::hosts(c, who.id, Range::default(), ALL).unwrap().into_iter().map(|(_, host)| host).collect()
}

#[test]
fn rows_are_done_one_by_one_and_a_repeat_changes_nothing() {
    check(|c| {
        let (ana, bob) = (member(c, "ana"), member(c, "bob"));
        let far = stranger(c, "far", "remote.example", true);
        let rows: [&[&str]; 4] = [
            &["bob@microblog.club.example", "false", "true", "fr, en"],
            &["@Far@remote.example", "", "", ""],
            &["ana@microblog.club.example", "", "", ""],
            &["nobody", "", "", ""],
        ];
        for _ in 0..2 {
            let import = read(c, &ana, ImportKind::Following, ImportMode::Merge, &rows).unwrap();
            assert_eq!(
                counts(c, &import),
                Counts { total: 4, done: 0, refused: 1 },
                "what is no handle is refused at once"
            );
            carry_out(c, &import);
            assert_eq!(counts(c, &import), Counts { total: 4, done: 2, refused: 2 });
            let refused: Vec<_> =
                Row::refused(c, import.id, 9).unwrap().iter().map(|row| (row.line, row.refusal)).collect();
            assert_eq!(refused, [(3, Some(Refusal::Oneself)), (4, Some(Refusal::NotAHandle))]);
            let follow = Follow::find(c, ana.id, bob.id).unwrap().unwrap();
            assert_eq!((follow.state, follow.show_boosts, follow.notify), (FollowState::Accepted, false, true));
            assert_eq!(follow.languages.0, ["fr", "en"]);
            assert_eq!(Follow::find(c, ana.id, far.id).unwrap().unwrap().state, FollowState::Pending);
            let sent: i64 = crate::schema::deliveries::table.count().get_result(c).unwrap();
            assert_eq!(sent, 1, "Far is asked once");
        }
    });
}

#[test]
fn overwriting_takes_away_what_was_there_and_is_not_named() {
    check(|c| {
        let ana = member(c, "ana");
        for name in ["bob", "cyd", "dee"] {
            let who = member(c, name);
            if name != "dee" {
                Follow::request(c, &hosts(), &ana, &who).unwrap();
            }
        }
        let rows: [&[&str]; 2] = [&["dee@microblog.club.example"], &["CYD@microblog.club.example"]];
        let import = read(c, &ana, ImportKind::Following, ImportMode::Overwrite, &rows).unwrap();
        assert_eq!(import.surplus(c).unwrap().len(), 1, "it is shown before it is confirmed");
        carry_out(c, &import);
        assert_eq!(followed(c, &ana), ["cyd", "dee"]);

        let named: [&[&str]; 2] = [&["one.example"], &["microblog.club.example"]];
        mute::set_host(c, ana.id, "two.example", true).unwrap();
        let import = read(c, &ana, ImportKind::Domains, ImportMode::Overwrite, &named).unwrap();
        carry_out(c, &import);
        assert_eq!(hidden(c, &ana), ["one.example"]);
        assert_eq!(Row::refused(c, import.id, 9).unwrap()[0].refusal, Some(Refusal::OurHost));
    });
}

#[test]
fn lists_blocks_and_mutes_become_what_the_file_says() {
    check(|c| {
        let (ana, bob, cyd) = (member(c, "ana"), member(c, "bob"), member(c, "cyd"));
        let both: [&[&str]; 2] =
            [&["Friends", "bob@microblog.club.example"], &["Friends", "cyd@microblog.club.example"]];
        let import = read(c, &ana, ImportKind::Lists, ImportMode::Merge, &both).unwrap();
        carry_out(c, &import);
        assert_eq!(List::of(c, ana.id).unwrap()[0].members(c, Range::default(), ALL).unwrap().len(), 2);
        assert_eq!(followed(c, &ana), ["bob", "cyd"], "who is on a list is followed");
        let import = read(c, &ana, ImportKind::Lists, ImportMode::Overwrite, &both[..1]).unwrap();
        carry_out(c, &import);
        assert_eq!(List::of(c, ana.id).unwrap()[0].members(c, Range::default(), ALL).unwrap()[0].id, bob.id);
        assert_eq!(followed(c, &ana), ["bob", "cyd"], "who is off a list is followed as before");

        let import = read(c, &ana, ImportKind::Mutes, ImportMode::Merge, &[&["bob@microblog.club.example", "false"]]);
        carry_out(c, &import.unwrap());
        assert!(!Mute::find(c, ana.id, bob.id).unwrap().unwrap().notifications);
        let import = read(c, &ana, ImportKind::Blocks, ImportMode::Merge, &[&["cyd@microblog.club.example"]]);
        carry_out(c, &import.unwrap());
        assert!(Block::find(c, ana.id, cyd.id).unwrap().is_some());
        assert!(bookmark::list(c, ana.id, Range::default(), 9).unwrap().is_empty());
        let import =
            read(c, &ana, ImportKind::Following, ImportMode::Merge, &[&["cyd@microblog.club.example"]]).unwrap();
        carry_out(c, &import);
        assert_eq!(Row::refused(c, import.id, 9).unwrap()[0].refusal, Some(Refusal::Blocked));
    });
}

#[test]
fn nothing_is_done_before_it_is_confirmed_nor_after_it_was_ended() {
    check(|c| {
        let (ana, bob) = (member(c, "ana"), member(c, "bob"));
        let rows: [&[&str]; 1] = [&["bob@microblog.club.example"]];
        let import = read(c, &ana, ImportKind::Following, ImportMode::Merge, &rows).unwrap();
        let row = Row::waiting(c, import.id, 1).unwrap().pop().unwrap();
        let target = Target::Actor(Box::new(bob));
        row.carry_out(c, &hosts(), &target).unwrap();
        assert!(followed(c, &ana).is_empty());
        assert!(import.confirm(c).unwrap() && !import.confirm(c).unwrap());
        import.cancel(c).unwrap();
        row.carry_out(c, &hosts(), &target).unwrap();
        assert!(followed(c, &ana).is_empty());
        import.finish(c).unwrap();
        let ended = Import::find(c, import.account_id, import.id).unwrap().unwrap();
        assert_eq!((ended.state, counts(c, &import).left()), (ImportState::Cancelled, 1));
    });
}

#[test]
fn a_server_that_does_not_answer_is_left_alone_with_all_its_rows() {
    check(|c| {
        let ana = member(c, "ana");
        let rows: [&[&str]; 3] = [&["a@dead.example"], &["b@dead.example"], &["c@live.example"]];
        let import = read(c, &ana, ImportKind::Following, ImportMode::Merge, &rows).unwrap();
        import.confirm(c).unwrap();
        for row in Row::waiting(c, import.id, 9).unwrap() {
            row.ask(c).unwrap();
        }
        for tries in 1..=3 {
            let asked = Row::asking(c, import.id, 9).unwrap();
            assert_eq!(asked.len(), 3, "all are due");
            let dead = asked.iter().find(|row| row.line == 1).unwrap();
            dead.put_off_or_refuse(c, true, Refusal::Unreachable).unwrap();
            if tries < 3 {
                assert_eq!(Row::asking(c, import.id, 9).unwrap().len(), 1);
                assert_eq!(Row::put_off(c, import.id).unwrap(), 2);
                assert!(Row::next_due(c, import.id).unwrap().unwrap() <= clock::now(), "the living one");
                let due = import_rows::table.filter(import_rows::import_id.eq(import.id));
                diesel::update(due).set(import_rows::due_at.eq(clock::now())).execute(c).unwrap();
            }
        }
        assert_eq!(Row::refused(c, import.id, 9).unwrap()[0].refusal, Some(Refusal::Unreachable));
    });
}

#[test]
fn imports_are_few_and_go_when_their_time_is_over() {
    check(|c| {
        let ana = member(c, "ana");
        let account = ana.account_id.unwrap();
        let begin = |c: &mut Conn| read(c, &ana, ImportKind::Domains, ImportMode::Merge, &[&["one.example"]]);
        for _ in 0..MOST_KEPT + 5 {
            let import = begin(c).unwrap();
            import.confirm(c).unwrap();
            import.cancel(c).unwrap();
        }
        assert!(Import::list(c, account).unwrap().len() <= MOST_KEPT as usize);
        for _ in 0..MOST_OPEN {
            begin(c).unwrap();
        }
        assert!(begin(c).is_none());
        assert_eq!(Import::forget_stale(c).unwrap(), 0);
        let of_ana = imports::table.filter(imports::account_id.eq(account));
        let long_ago = clock::now() - Duration::days(8);
        diesel::update(of_ana.filter(imports::finished_at.is_not_null()))
            .set(imports::finished_at.eq(long_ago))
            .execute(c)
            .unwrap();
        Import::forget_stale(c).unwrap();
        assert_eq!(Import::list(c, account).unwrap().len(), MOST_OPEN as usize);
        diesel::update(of_ana).set(imports::created_at.eq(long_ago)).execute(c).unwrap();
        Import::forget_stale(c).unwrap();
        let rows: i64 = import_rows::table.count().get_result(c).unwrap();
        assert_eq!((Import::list(c, account).unwrap().len(), rows), (0, 0));
    });
}
