//! What an account can do and what can be done to it, with all that belongs to logging in and to running the club.

#![expect(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic, reason = "a test that fails is to say where")]

mod club;
mod credentials;
mod invite;
mod mail;
mod second_factor;
mod session;
mod shape;
mod sign_up;
mod standing;

use store::testing::{self, TestDb};
use store::uri::Site;
use store::{Conn, Db, migrations};

use super::{Account, NewMember, Role};
use crate::secret::Secret;
use crate::session::{Client, Session};

fn fresh() -> TestDb {
    testing::db(&[migrations::HOST])
}

/// Runs a test in one transaction on a fresh database.
fn check(test: impl Fn(&mut Conn) + Send + 'static) {
    let db = fresh();
    write(&db, test);
}

fn write<T: Send + 'static>(db: &Db, closure: impl Fn(&mut Conn) -> T + Send + 'static) -> T {
    db.write_blocking(move |c| Ok::<_, diesel::result::Error>(closure(c))).unwrap()
}

/// What `closure` gives to each of eight threads that run it at the same moment.
fn race<T: Send + 'static>(db: &Db, closure: impl Fn(&mut Conn) -> T + Clone + Send + 'static) -> Vec<T> {
    let threads: Vec<_> = (0..8)
        .map(|_| {
            let (db, closure) = ((*db).clone(), closure.clone());
            std::thread::spawn(move || write(&db, closure))
        })
        .collect();
    threads.into_iter().map(|thread| thread.join().unwrap()).collect()
}

/// An account that may log in.
fn member(c: &mut Conn, name: &str) -> Account {
    with_role(c, name, Role::Member)
}

fn with_role(c: &mut Conn, name: &str, role: Role) -> Account {
    let email = format!("{name}@example.org");
    let new = NewMember { name, email: &email, password_hash: "hash", locale: "en", role };
    Account::create(c, new).unwrap()
}

/// A session of that account on the square.
fn log_in(c: &mut Conn, account: &Account) -> (Session, Secret) {
    Session::open(c, account.id, &Site::Square, None, &Client::default()).unwrap()
}
