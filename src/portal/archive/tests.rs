#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test may panic"
)]

use std::io::{Cursor, Read};

use host::social::account::{RegistrationMode, Role};
use host::social::actor::Actor;
use host::social::bookmark;
use host::social::follow::Follow;
use host::social::object::{NewObject, Object, Parts};
use host::social::visibility::Visibility;
use host::store::Conn;
use host::store::uri::Hosts;
use tokio::runtime::Handle;
use zip::ZipArchive;

use crate::tests::club::Club;

fn say(c: &mut Conn, hosts: &Hosts, author: &Actor, visibility: Visibility, content: &str) -> Object {
    let mut new = NewObject::local(hosts, author, "toy", "Note", visibility).unwrap();
    new.content = format!("<p>{content}</p>");
    Object::insert(c, &new, &Parts::default()).unwrap()
}

fn read(zip: &mut ZipArchive<Cursor<Vec<u8>>>, name: &str) -> String {
    let mut text = String::new();
    zip.by_name(name).unwrap_or_else(|_| panic!("no {name}")).read_to_string(&mut text).unwrap();
    text
}

#[actix_web::test]
async fn an_archive_holds_all_that_is_the_members_and_nothing_that_is_not() {
    let club = Club::open(RegistrationMode::Open).await;
    let ana = club.member("ana", Role::Member).await;
    club.member("bob", Role::Member).await;
    let hosts = club.app.hosts.clone();
    club.app
        .db
        .write(move |c| {
            let ana = Actor::find_at(c, "toy", "ana")?.unwrap();
            let bob = Actor::find_at(c, "toy", "bob")?.unwrap();
            for number in 0..45 {
                say(c, &hosts, &ana, Visibility::Public, &format!("number {number}"));
            }
            say(c, &hosts, &ana, Visibility::Followers, "for followers");
            let open = say(c, &hosts, &bob, Visibility::Public, "bob in public");
            let secret = say(c, &hosts, &bob, Visibility::Followers, "bob in private");
            // A bookmark on what one may not see must not bring it out.
            bookmark::set(c, ana.id, open.id, true)?;
            bookmark::set(c, ana.id, secret.id, true)?;
            Follow::request(c, &hosts, &bob, &ana).unwrap();
            Ok::<_, diesel::result::Error>(())
        })
        .await
        .unwrap();
    let (app, handle) = (club.app.clone(), Handle::current());
    let built = tokio::task::spawn_blocking(move || super::write(&app, &ana, Cursor::new(Vec::new()), &handle));
    let mut zip = ZipArchive::new(Cursor::new(built.await.unwrap().unwrap().into_inner())).unwrap();

    let outbox: serde_json::Value = serde_json::from_str(&read(&mut zip, "toy/ana/outbox.json")).unwrap();
    let items = outbox["orderedItems"].as_array().unwrap();
    assert_eq!(items.len(), 46, "every page of the outbox, private posts too");
    assert!(items.iter().all(|item| item["type"] == "Create"));
    let kept: serde_json::Value = serde_json::from_str(&read(&mut zip, "toy/ana/bookmarks.json")).unwrap();
    assert_eq!(kept["orderedItems"].as_array().unwrap().len(), 1);
    let actor: serde_json::Value = serde_json::from_str(&read(&mut zip, "toy/ana/actor.json")).unwrap();
    assert_eq!(actor["preferredUsername"], "ana");
    assert_eq!(read(&mut zip, "toy/ana/followers.csv"), "Account address\r\nbob@toy.club.example\r\n");
    let account = read(&mut zip, "account.json");
    assert!(account.contains("ana@example.org") && !account.contains("argon2"));
    assert!(read(&mut zip, "README.txt").contains("everything that belonged to ana at club.example"));
    for at in 0..zip.len() {
        let mut text = Vec::new();
        zip.by_index(at).unwrap().read_to_end(&mut text).unwrap();
        assert!(!String::from_utf8_lossy(&text).contains("bob in"));
    }
}
