//! Mails on their way out.

use chrono::Duration;
use diesel::prelude::*;
use store::{Conn, clock};

use super::{check, fresh, race, write};
use crate::mail::{self, Mail, MailId};
use crate::schema::mails;

fn queue(c: &mut Conn) -> MailId {
    Mail::queue(c, "ana@example.org", "Hello", "https://club.example/reset/secret").unwrap()
}

fn get(c: &mut Conn, id: MailId) -> Mail {
    Mail::find(c, id).unwrap().unwrap()
}

#[test]
fn a_mail_is_claimed_sent_and_forgets_its_text() {
    check(|c| {
        let id = queue(c);
        assert_eq!(get(c, id).body, "https://club.example/reset/secret");
        assert!(Mail::next_at(c).unwrap().unwrap() <= clock::now());
        let claimed = Mail::claim(c, 10).unwrap();
        assert_eq!(claimed.iter().map(|mail| mail.id).collect::<Vec<_>>(), [id]);
        assert!(!format!("{:?}", claimed[0]).contains("secret"));
        assert!(Mail::claim(c, 10).unwrap().is_empty(), "somebody is at it");
        assert!(Mail::next_at(c).unwrap().unwrap() > clock::now());
        claimed[0].sent(c).unwrap();
        let mail = get(c, id);
        assert!(mail.sent_at.is_some() && mail.run_at.is_none() && mail.body.is_empty());
        assert_eq!(Mail::next_at(c).unwrap(), None);
    });
}

#[test]
fn what_fails_is_tried_again_later_and_later() {
    check(|c| {
        let id = queue(c);
        let mut waits = Vec::new();
        for _ in 0..12 {
            let before = clock::now();
            get(c, id).failed(c, "no route to host", false).unwrap();
            let again = get(c, id).run_at.unwrap();
            waits.push((again - before).num_minutes());
        }
        assert_eq!(waits, [1, 2, 4, 8, 16, 32, 64, 128, 256, 360, 360, 360]);
        let mail = get(c, id);
        assert_eq!((mail.tries, mail.error.as_deref()), (12, Some("no route to host")));
        assert!(!mail.body.is_empty());
    });
}

#[test]
fn what_is_refused_or_old_is_given_up() {
    check(|c| {
        let refused = queue(c);
        get(c, refused).failed(c, "no such mailbox", true).unwrap();
        assert_eq!(get(c, refused).run_at, None);

        let old = queue(c);
        let set = mails::created_at.eq(clock::now() - Duration::days(3));
        diesel::update(mails::table.find(old)).set(set).execute(c).unwrap();
        assert!(Mail::claim(c, 10).unwrap().is_empty());
        assert_eq!(Mail::next_at(c).unwrap(), None);
        get(c, old).failed(c, "no route to host", false).unwrap();
        assert_eq!(get(c, old).run_at, None);

        let listed: Vec<_> = Mail::list(c, None, 10).unwrap().into_iter().map(|mail| mail.id).collect();
        assert_eq!(listed, [old, refused]);
        assert_eq!(Mail::list(c, Some(old), 10).unwrap().len(), 1);
        assert_eq!(Mail::prune(c, clock::now() - Duration::days(1)).unwrap(), 1);
        assert!(Mail::find(c, old).unwrap().is_none());
    });
}

#[test]
fn each_mail_is_claimed_by_one() {
    let db = fresh();
    write(&db, |c| {
        for _ in 0..20 {
            queue(c);
        }
    });
    let mut claimed: Vec<MailId> =
        race(&db, |c| Mail::claim(c, 5).unwrap()).into_iter().flatten().map(|mail| mail.id).collect();
    let all = claimed.len();
    claimed.sort();
    claimed.dedup();
    assert_eq!((claimed.len(), all), (20, 20));
}

#[test]
fn queueing_wakes_who_sends() {
    let db = fresh();
    let mut listener = db.listen(mail::TOPIC);
    write(&db, |c| {
        queue(c);
    });
    let runtime = tokio::runtime::Builder::new_current_thread().enable_time().build().unwrap();
    let woken =
        runtime.block_on(async { tokio::time::timeout(std::time::Duration::from_secs(5), listener.wait()).await });
    assert!(woken.is_ok());
}
