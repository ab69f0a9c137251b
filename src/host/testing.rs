//! A club of one stall for the tests of a module: the real thing without its pages, which asks no other server.

#![expect(clippy::unwrap_used, clippy::panic, reason = "a test that cannot be set up has failed")]

use diesel::result::Error as DbError;
use social::account::{Account, NewMember, Role};
use social::actor::{Actor, ActorId};
use social::media::Media;
use social::object::{Object, ObjectId};
use social::outbox::OutboxEntry;
use social::range::Range;
use store::testing::{self, TestDb};

use crate::saying::{Said, Saying};
use crate::{App, Config, Modules, Statement, StatementError, membership, upload};

/// How many of the newest objects are asked for: more than any test publishes.
const ALL: i64 = 40;

/// The club. It goes with its files when this does.
pub struct Club {
    /// What its module is given.
    pub app: App,
    stall: &'static str,
    // Goes last: it takes the files along.
    _db: TestDb,
}

impl Club {
    /// A club of the one stall of that list.
    pub async fn open(modules: Modules) -> Self {
        let stall = modules.iter().next().unwrap().manifest().name;
        let db = testing::db(&modules.migrations());
        let mut config = Config {
            database: db.config(),
            data_dir: db.folder().to_owned(),
            domain: "club.example".to_owned(),
            ..Config::default()
        };
        config.federation.enabled = false;
        Self { app: App::open(config, modules).await.unwrap(), stall, _db: db }
    }

    /// A new member's actor at the stall.
    pub async fn member(&self, name: &'static str) -> ActorId {
        let account = self.app.db.write(move |c| {
            let email = format!("{name}@example.org");
            let new = NewMember { name, email: &email, password_hash: "hash", locale: "fr", role: Role::Member };
            Account::create(c, new)
        });
        let account = account.await.unwrap();
        membership::settle(&self.app, account.id).await.unwrap();
        let stall = self.stall;
        let actor = self.app.db.read(move |c| Actor::of_account_at(c, account.id, stall)).await;
        actor.unwrap().unwrap().id
    }

    /// A picture that a member uploaded, of so many pixels.
    pub async fn picture(&self, of: ActorId, width: u32, height: u32) -> Media {
        let mut bytes = std::io::Cursor::new(Vec::new());
        let paint = |x: u32, y: u32| image::Rgb([(x % 251) as u8, (y % 241) as u8, ((x * y) % 239) as u8]);
        image::RgbImage::from_fn(width, height, paint).write_to(&mut bytes, image::ImageFormat::Jpeg).unwrap();
        let purpose = self.app.pictures(self.stall);
        upload::take_image(&self.app, of, bytes.into_inner().into(), purpose).await.unwrap()
    }

    /// Says something at once.
    ///
    /// # Errors
    ///
    /// As [`Saying::say`].
    pub async fn try_say(&self, author: ActorId, statement: Statement) -> Result<Object, StatementError> {
        match Saying::now(author, statement).say(&self.app).await? {
            Said::Now(object) => Ok(*object),
            Said::Later(_) => panic!("it waits for somebody"),
        }
    }

    /// Says something at once, which nothing speaks against.
    pub async fn say(&self, author: ActorId, statement: Statement) -> Object {
        self.try_say(author, statement).await.unwrap()
    }

    /// What an actor published, newest first.
    pub async fn published(&self, by: ActorId) -> Vec<Object> {
        self.app.db.read(move |c| Object::of_actor(c, by, true, Range::default(), ALL)).await.unwrap()
    }

    /// An object as other servers read it.
    pub async fn wire(&self, id: ObjectId) -> serde_json::Value {
        let desk = self.app.desk();
        let wire = self.app.db.read(move |c| {
            let object = Object::get(c, id)?;
            desk.wire(c, &object)
        });
        serde_json::to_value(wire.await.unwrap()).unwrap()
    }

    /// Every activity that an actor sent about what it published.
    pub async fn sent(&self, by: ActorId) -> Vec<serde_json::Value> {
        let published = self.published(by).await;
        let sent = self.app.db.read(move |c| {
            let mut entries = Vec::new();
            for object in published {
                entries.extend(OutboxEntry::of_object(c, object.id)?.into_iter().map(|(entry, _)| entry.id));
            }
            OutboxEntry::bodies(c, &entries)
        });
        let sent: Result<_, DbError> = sent.await;
        sent.unwrap().iter().map(|(_, body)| serde_json::from_str(body).unwrap()).collect()
    }
}
