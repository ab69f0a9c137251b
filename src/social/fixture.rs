//! What the tests of this crate start from: a fresh database, our hosts, members, strangers and what they publish.

#![expect(clippy::unwrap_used, reason = "a test that cannot be set up has failed")]

use chrono::Utc;
use store::testing;
use store::uri::{Hosts, Origin, Stall};
use store::{Conn, Json, clock, migrations};

use crate::account::{Account, NewMember, Role};
use crate::actor::{Actor, ActorKind, NewActor, RemoteActor};
use crate::emoji::EmojiMap;
use crate::object::{NewObject, Object, ObjectId, Parts};
use crate::visibility::Visibility;

/// Runs a test in one transaction on a fresh database.
pub(crate) fn check(test: impl Fn(&mut Conn) + Send + 'static) {
    let db = testing::db(&[migrations::HOST]);
    db.write_blocking(move |c| {
        test(c);
        Ok::<_, diesel::result::Error>(())
    })
    .unwrap();
}

/// A club with a microblog.
pub(crate) fn hosts() -> Hosts {
    let origin = |host| Origin::new("https", host).unwrap();
    Hosts::new(origin("club.example"), vec![Stall { name: "microblog", origin: origin("microblog.club.example") }])
        .unwrap()
}

/// A member's actor at the microblog.
pub(crate) fn member(c: &mut Conn, name: &str) -> Actor {
    let email = format!("{name}@example.org");
    let new = NewMember { name, email: &email, password_hash: "hash", locale: "en", role: Role::Member };
    let account = Account::create(c, new).unwrap();
    let new = NewActor {
        stall: "microblog",
        account_id: Some(account.id),
        kind: ActorKind::Person,
        username: name,
        name: "",
        keys: &[],
    };
    Actor::create(c, &hosts(), &new).unwrap()
}

/// An actor elsewhere, who may be found by search or not.
pub(crate) fn stranger(c: &mut Conn, name: &str, host: &str, indexable: bool) -> Actor {
    let uri = format!("https://{host}/users/{name}");
    let remote = RemoteActor {
        kind: ActorKind::Person,
        username: name.to_owned(),
        host: host.to_owned(),
        name: String::new(),
        summary: String::new(),
        url: None,
        fields: Json(Vec::new()),
        emojis: Json(EmojiMap::default()),
        inbox: format!("{uri}/inbox"),
        shared_inbox: None,
        outbox: None,
        followers: Some(format!("{uri}/followers")),
        following: None,
        featured: None,
        locked: false,
        bot: false,
        discoverable: true,
        indexable,
        also_known_as: Json(Vec::new()),
        moved_to: None,
        created_at: clock::now(),
        updated_at: clock::now(),
        fetched_at: Some(clock::now()),
        uri,
    };
    Actor::upsert(c, &remote).unwrap()
}

/// A public note that is about to be published.
pub(crate) fn draft(author: &Actor, content: &str) -> NewObject {
    let id = ObjectId::at(Utc::now());
    let uri = format!("https://{}/objects/{id}", author.host);
    NewObject {
        stall: author.stall.clone(),
        content: content.to_owned(),
        ..NewObject::bare(id, uri, author.id, "note", "Note", Visibility::Public)
    }
}

/// A public note.
pub(crate) fn post(c: &mut Conn, author: &Actor, content: &str) -> Object {
    Object::insert(c, &draft(author, content), &Parts::default()).unwrap()
}
