//! A club with one stall, and what its pages cost the database.

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test may panic")]

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use diesel::connection::InstrumentationEvent;
use diesel::prelude::*;
use host::social::account::{Account, NewMember, Role};
use host::social::actor::{Actor, ActorId};
use host::social::boost::Boost;
use host::social::filter::{Filter, FilterAction, FilterContext, FilterForm};
use host::social::follow::Follow;
use host::social::range::Range;
use host::social::reaction::Reaction;
use host::social::timeline;
use host::social::visibility::Visibility;
use host::statement::Question;
use host::store::{Conn, Json, migrations};
use host::{App, Config, Manifest, Module, Modules, Statement, membership};
use store::testing::TestDb;

use crate::api::timelines;
use crate::entities::{Status, View};

struct Toy;

static MANIFEST: Manifest = Manifest {
    name: "toy",
    title: "toy-title",
    about: "toy-about",
    like: "Elsewhere",
    host: "toy",
    icon: "tent",
    migrations: None,
    templates: &[],
    messages: &[("en", "toy-title = Toys\n"), ("fr", "toy-title = Jouets\n")],
    navigation: &[],
    upload_bytes: None,
    object_pages: &[],
    features: &[],
    settings: &[],
    actor_types: &[],
    composer: None,
    pictures: host::social::media::Purpose::Attachment,
    look: host::web::Look::Cards,
};

impl Module for Toy {
    fn manifest(&self) -> &'static Manifest {
        &MANIFEST
    }
}

/// A club in which ana follows bob.
struct Club {
    app: App,
    ana: Actor,
    bob: Actor,
    // The folder goes last.
    _database: TestDb,
}

impl Club {
    async fn open() -> Self {
        let database = store::testing::db(&[migrations::HOST]);
        let mut config = Config {
            domain: "club.example".to_owned(),
            data_dir: database.folder().to_owned(),
            database: database.config(),
            ..Config::default()
        };
        config.federation.enabled = false;
        let app = App::open(config, Modules::new(&[&Toy])).await.unwrap();
        let (ana, bob) = (member(&app, "ana").await, member(&app, "bob").await);
        let (hosts, follower, followed) = (app.hosts.clone(), ana.clone(), bob.clone());
        app.db
            .write(move |c| {
                Follow::request(c, &hosts, &follower, &followed).unwrap();
                Ok::<_, diesel::result::Error>(())
            })
            .await
            .unwrap();
        Self { app, ana, bob, _database: database }
    }

    /// Bob says so many things with all that a status can have; ana likes some and boosts some.
    async fn say(&self, count: usize) {
        let desk = self.app.desk();
        let (ana, bob) = (self.ana.clone(), self.bob.clone());
        let said = self.app.db.write(move |c| {
            let mut before = None;
            for number in 0..count {
                let poll = (number % 3 == 0).then(|| Question {
                    options: vec!["waffles".to_owned(), "crêpes".to_owned()],
                    multiple: false,
                    seconds: 3600,
                });
                let statement = Statement {
                    text: format!("@ana number {number} #fair #lanterns"),
                    poll,
                    quote: before.filter(|_| number % 4 == 0),
                    in_reply_to: before.filter(|_| number % 5 == 0),
                    ..Statement::default()
                };
                let object = statement.publish(c, &desk, &bob).unwrap();
                Reaction::like(c, &desk.hosts, &ana, &object)?;
                if number % 7 == 0 {
                    Boost::make(c, &desk.hosts, &ana, &object, Visibility::Public)?;
                }
                before = Some(object.id);
            }
            Ok::<_, diesel::result::Error>(())
        });
        said.await.unwrap();
    }

    /// The home timeline of ana, and how many questions it asks the database.
    async fn home(&self, limit: usize) -> (Vec<Status>, usize) {
        let (ana, stall) = (self.ana.id, self.app.hosts.stall("toy").unwrap().clone());
        let asked = Arc::new(AtomicUsize::new(0));
        let counter = Arc::clone(&asked);
        let shown = self.app.db.read(move |c| {
            let count = Arc::clone(&counter);
            c.set_instrumentation(move |event: InstrumentationEvent<'_>| {
                if matches!(event, InstrumentationEvent::StartQuery { .. }) {
                    count.fetch_add(1, Ordering::Relaxed);
                }
            });
            let shown = read(c, ana, limit);
            c.set_instrumentation(|_: InstrumentationEvent<'_>| {});
            shown
        });
        let shown = shown.await.unwrap();
        let view = View::new(&self.app, &stall, Some(ana));
        (shown.iter().map(|shown| view.shown(shown)).collect(), asked.load(Ordering::Relaxed))
    }
}

fn read(c: &mut Conn, owner: ActorId, limit: usize) -> QueryResult<Vec<host::social::card::Shown>> {
    let entries = timeline::read(c, owner, Some(owner), Range::default(), limit)?;
    timelines::shown(c, Some(owner), entries)
}

async fn member(app: &App, name: &'static str) -> Actor {
    let account = app.db.write(move |c| {
        let email = format!("{name}@mail.example");
        let new = NewMember { name, email: &email, password_hash: "", locale: "en", role: Role::Member };
        Ok::<_, diesel::result::Error>(Account::create(c, new).unwrap())
    });
    let account = account.await.unwrap();
    membership::settle(app, account.id).await.unwrap();
    let actor = app.db.read(move |c| Actor::of_account_at(c, account.id, "toy")).await;
    actor.unwrap().expect("an actor")
}

#[tokio::test]
async fn a_page_of_forty_asks_as_many_questions_as_a_page_of_ten() {
    let club = Club::open().await;
    let ana = club.ana.id;
    let filter = FilterForm {
        title: "Enough".to_owned(),
        contexts: Json(vec![FilterContext::Home]),
        action: FilterAction::Warn,
        expires_at: None,
    };
    let filtered = club.app.db.write(move |c| {
        let mut filter = Filter::create(c, ana, &filter)?;
        filter.add(c, "lanterns", true)
    });
    filtered.await.unwrap();
    club.say(60).await;
    let (ten, few) = club.home(10).await;
    let (forty, many) = club.home(40).await;
    assert_eq!((ten.len(), forty.len()), (10, 40));
    assert!(forty.iter().any(|status| status.poll.is_some()) && forty.iter().any(|status| status.quote.is_some()));
    assert!(forty.iter().all(|status| status.favourited == Some(true)), "ana likes them all");
    assert_eq!(few, many, "no status asks for itself");
    println!("a page of the home timeline asks {many} questions");
}
