//! The microblog without its pages: what is typed becomes a post, now or later.

#![expect(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic, reason = "a test that fails is to say where")]

use chrono::TimeDelta;
use diesel::prelude::*;
use diesel::result::Error as DbError;
use host::social::account::{Account, NewMember, Role};
use host::social::actor::{Actor, ActorId};
use host::social::media::{Media, Purpose};
use host::social::mention::Mention;
use host::social::object::{Object, ObjectId};
use host::social::outbox::OutboxEntry;
use host::social::poll::Poll;
use host::social::quote::QuotePolicy;
use host::social::range::Range;
use host::social::visibility::Visibility;
use host::statement::Question;
use host::store::jobs::Job;
use host::store::testing::TestDb;
use host::store::{clock, migrations, testing};
use host::vocab::{Entity, Object as WireObject};
use host::{App, Claim, Config, Module, Modules, ObjectKind, Statement, StatementError, membership};

use crate::draft::Draft;
use crate::federate::{NOTE, Note};
use crate::jobs::Publish;
use crate::post::{self, Said};
use crate::schema::microblog_drafts;
use crate::{MANIFEST, Microblog};

const MODULES: Modules = Modules::new(&[&Microblog]);

/// A club with nothing but a microblog, which asks no other server.
struct Club {
    app: App,
    // Goes last: it takes the files along.
    _db: TestDb,
}

impl Club {
    async fn open() -> Self {
        let db = testing::db(&[migrations::HOST, MANIFEST.migrations.unwrap()]);
        let mut config = Config {
            database: db.config(),
            data_dir: db.folder().to_owned(),
            domain: "club.example".to_owned(),
            ..Config::default()
        };
        config.federation.enabled = false;
        Self { app: App::open(config, MODULES).await.unwrap(), _db: db }
    }

    async fn member(&self, name: &'static str) -> ActorId {
        let account = self.app.db.write(move |c| {
            let email = format!("{name}@example.org");
            let new = NewMember { name, email: &email, password_hash: "hash", locale: "fr", role: Role::Member };
            Account::create(c, new)
        });
        let account = account.await.unwrap();
        membership::settle(&self.app, account.id).await.unwrap();
        let actor = self.app.db.read(move |c| Actor::of_account_at(c, account.id, MANIFEST.name)).await;
        actor.unwrap().unwrap().id
    }

    async fn say(&self, author: ActorId, statement: Statement) -> Object {
        match post::say(&self.app, author, statement, None).await.unwrap() {
            Said::Now(object) => *object,
            Said::Soon => panic!("it waits for somebody"),
        }
    }

    async fn wire(&self, id: ObjectId) -> serde_json::Value {
        let desk = post::desk(&self.app);
        let wire = self.app.db.read(move |c| {
            let object = Object::get(c, id)?;
            desk.wire(c, &object)
        });
        serde_json::to_value(wire.await.unwrap()).unwrap()
    }

    async fn picture(&self, of: ActorId) -> Media {
        let mut bytes = std::io::Cursor::new(Vec::new());
        image::RgbImage::from_pixel(32, 24, image::Rgb([200, 40, 90]))
            .write_to(&mut bytes, image::ImageFormat::Png)
            .unwrap();
        host::upload::take_image(&self.app, of, bytes.into_inner().into(), Purpose::Attachment).await.unwrap()
    }

    async fn drafts(&self, of: ActorId) -> Vec<Draft> {
        let drafts = self.app.db.read(move |c| {
            let mut drafts = Draft::list(c, of, false)?;
            drafts.extend(Draft::list(c, of, true)?);
            Ok::<_, DbError>(drafts)
        });
        drafts.await.unwrap()
    }

    /// Keeps something, due so many minutes ago.
    async fn keep(&self, of: ActorId, statement: Statement, minutes_ago: Option<i64>) -> Draft {
        let due = minutes_ago.map(|minutes| clock::now() - TimeDelta::minutes(minutes));
        self.app.db.write(move |c| Draft::keep(c, of, None, &statement, due)).await.unwrap()
    }

    /// What an actor published, newest first.
    async fn published(&self, by: ActorId) -> Vec<Object> {
        self.app.db.read(move |c| Object::of_actor(c, by, true, Range::default(), 40)).await.unwrap()
    }
}

fn text(text: &str) -> Statement {
    Statement { text: text.to_owned(), ..Statement::default() }
}

#[tokio::test]
async fn what_is_typed_becomes_a_note_with_its_parts() {
    let club = Club::open().await;
    let (ana, bob) = (club.member("ana").await, club.member("bob").await);
    let picture = club.picture(ana).await;
    let id = picture.id;
    club.app.db.write(move |c| Media::describe(c, ana, id, "Un carré rose", None)).await.unwrap();
    let statement = Statement {
        summary: "Lampions".to_owned(),
        language: Some("fr".to_owned()),
        media: vec![picture.id.to_string()],
        quotes: Some(QuotePolicy::Followers),
        ..text("Bonsoir @bob, regardez <ceci> : https://example.org/a #Fête")
    };
    let object = club.say(ana, statement).await;
    assert_eq!((object.kind.as_str(), object.wire_type.as_str()), (NOTE, "Note"));
    assert_eq!((object.visibility, object.quote_policy), (Visibility::Public, QuotePolicy::Followers));
    assert!(object.sensitive, "what hides the words hides the picture");
    assert!(object.content.contains("&lt;ceci&gt;"), "{}", object.content);
    let id = object.id;
    let (mentioned, sent) = club
        .app
        .db
        .read(move |c| Ok::<_, DbError>((Mention::of(c, &[id])?, OutboxEntry::of_object(c, id)?)))
        .await
        .unwrap();
    assert_eq!(mentioned.iter().map(|mention| mention.actor_id).collect::<Vec<_>>(), [bob]);
    assert_eq!(sent.iter().map(|(entry, _)| entry.activity_type.as_str()).collect::<Vec<_>>(), ["Create"]);

    let wire = club.wire(object.id).await;
    assert_eq!(wire["type"], "Note");
    assert_eq!(wire["summary"], "Lampions");
    assert_eq!(wire["attachment"][0]["name"], "Un carré rose");
    let tags: Vec<&str> = wire["tag"].as_array().unwrap().iter().map(|tag| tag["name"].as_str().unwrap()).collect();
    assert!(
        tags.contains(&"@bob@microblog.club.example") && tags.iter().any(|tag| tag.eq_ignore_ascii_case("#fête")),
        "{tags:?}"
    );
}

#[tokio::test]
async fn a_question_is_asked_and_keeps_its_votes_while_it_stays_the_same() {
    let club = Club::open().await;
    let (ana, bob) = (club.member("ana").await, club.member("bob").await);
    let question = |options: [&str; 2]| Statement {
        poll: Some(Question { options: options.map(str::to_owned).to_vec(), multiple: false, seconds: 3600 }),
        ..text("Gaufres ou crêpes ?")
    };
    let object = club.say(ana, question(["Gaufres", "Crêpes"])).await;
    assert_eq!(object.wire_type, "Question");
    let wire = club.wire(object.id).await;
    assert_eq!(wire["oneOf"][1]["name"], "Crêpes");

    let desk = post::desk(&club.app);
    let (voted, hosts, asked) = (object.clone(), club.app.hosts.clone(), object.clone());
    club.app
        .db
        .write(move |c| {
            let bob = Actor::get(c, bob)?;
            Poll::vote(c, &hosts, &bob, &voted, &[1]).unwrap();
            Ok::<_, DbError>(())
        })
        .await
        .unwrap();
    let (same, other) = (question(["Gaufres", "Crêpes"]), question(["Gaufres", "Beignets"]));
    let votes = club.app.db.write(move |c| {
        let author = Actor::get(c, ana)?;
        let mut votes = Vec::new();
        for statement in [&same, &other] {
            statement.edit(c, &desk, &author, &asked).unwrap();
            votes.push(Poll::find(c, asked.id)?.unwrap().votes_count());
        }
        Ok::<_, DbError>(votes)
    });
    assert_eq!(votes.await.unwrap(), [1, 0]);
}

#[tokio::test]
async fn an_answer_reaches_no_further_than_what_it_answers() {
    let club = Club::open().await;
    let (ana, bob) = (club.member("ana").await, club.member("bob").await);
    let private = club.say(ana, Statement { visibility: Visibility::Direct, ..text("@bob entre nous") }).await;
    let answer = club.say(bob, Statement { in_reply_to: Some(private.id), ..text("Bien reçu.") }).await;
    assert_eq!((answer.visibility, answer.conversation_id), (Visibility::Direct, private.conversation_id));
    let dimitri = club.member("dimitri").await;
    let stranger = Statement { in_reply_to: Some(private.id), ..text("Et moi ?") };
    let refused = post::say(&club.app, dimitri, stranger, None).await;
    assert!(matches!(refused, Err(StatementError::Reference)), "{refused:?}");
}

#[tokio::test]
async fn an_edit_keeps_to_whom_it_was() {
    let club = Club::open().await;
    let ana = club.member("ana").await;
    let object = club.say(ana, Statement { visibility: Visibility::Followers, ..text("Pour les abonnés") }).await;
    let desk = post::desk(&club.app);
    let edited = club.app.db.write(move |c| {
        let author = Actor::get(c, ana)?;
        text("Pour les abonnés, corrigé").edit(c, &desk, &author, &object)
    });
    let edited = edited.await.unwrap();
    assert_eq!((edited.visibility, edited.quote_policy), (Visibility::Followers, QuotePolicy::Nobody));
    assert!(edited.edited_at.is_some() && edited.content.contains("corrigé"));
}

#[tokio::test]
async fn what_does_not_hold_is_refused_by_name() {
    let club = Club::open().await;
    let ana = club.member("ana").await;
    let options = |options: &[&str], seconds| Statement {
        poll: Some(Question { options: options.iter().map(|o| (*o).to_owned()).collect(), multiple: false, seconds }),
        ..text("?")
    };
    for (statement, field, key) in [
        (text("  "), "text", "statement-empty"),
        (text(&"é".repeat(5001)), "text", "statement-too-long"),
        (Statement { media: vec!["1".to_owned(); 17], ..text("x") }, "media", "statement-too-many-media"),
        (options(&["a", "a"], 3600), "options", "statement-poll-options"),
        (options(&["a", "b"], 60), "poll_minutes", "statement-poll-time"),
        (Statement { quote: Some(ObjectId(1)), ..text("x") }, "", "statement-reference-gone"),
    ] {
        let error = post::say(&club.app, ana, statement, None).await.unwrap_err();
        let (at, message) = error.explain().unwrap();
        assert_eq!((at, message.key.as_ref()), (field, key));
    }
    assert!(club.published(ana).await.is_empty());
}

#[tokio::test]
async fn drafts_are_their_owners_and_hold_their_pictures() {
    let club = Club::open().await;
    let (ana, bob) = (club.member("ana").await, club.member("bob").await);
    let picture = club.picture(ana).await;
    let first = club.keep(ana, Statement { media: vec![picture.id.to_string()], ..text("un") }, None).await;
    club.keep(ana, text("deux"), Some(-60)).await;
    let (id, media) = (first.id, picture.id);
    let replaced = club.app.db.write(move |c| {
        assert!(Draft::find(c, bob, id)?.is_none(), "a draft is nobody else's");
        assert_eq!(Draft::keep(c, bob, Some(id), &text("volé"), None).unwrap_err(), DbError::NotFound);
        let held = Media::find(c, media)?.and_then(|media| media.held_until);
        assert!(held.is_some_and(|until| until > clock::now() + TimeDelta::days(300)), "{held:?}");
        Draft::keep(c, ana, Some(id), &text("un et demi"), None)
    });
    assert_eq!(replaced.await.unwrap().id, first.id);
    let counted = club.app.db.read(move |c| Draft::count(c, ana)).await.unwrap();
    assert_eq!(counted, 2);
    let texts = |drafts: Vec<Draft>| drafts.into_iter().map(|draft| draft.statement.0.text).collect::<Vec<_>>();
    assert_eq!(texts(club.drafts(ana).await), ["un et demi", "deux"]);
    // Said, it is a draft no longer.
    let said = post::say(&club.app, ana, text("un, enfin"), Some(first.id)).await.unwrap();
    assert!(matches!(said, Said::Now(_)));
    assert_eq!(texts(club.drafts(ana).await), ["deux"]);
}

#[tokio::test]
async fn what_is_due_is_said_once_and_the_rest_waits() {
    let club = Club::open().await;
    let ana = club.member("ana").await;
    let due = club.keep(ana, text("C’est l’heure."), Some(1)).await;
    club.keep(ana, text("Plus tard."), Some(-60)).await;
    club.keep(ana, text("Un jour, peut-être."), None).await;
    Publish.run(&club.app).await.unwrap();
    Publish.run(&club.app).await.unwrap();
    let published = club.published(ana).await;
    assert_eq!(published.iter().map(|object| object.source.as_deref()).collect::<Vec<_>>(), [Some("C’est l’heure.")]);
    assert_eq!(club.drafts(ana).await.len(), 2);
    // Another worker read it before it was said: it is not said twice.
    let desk = post::desk(&club.app);
    club.app.db.write(move |c| post::say_draft(c, &desk, &due)).await.unwrap();
    assert_eq!(club.published(ana).await.len(), 1);
}

#[tokio::test]
async fn what_cannot_be_said_stays_a_draft_with_the_reason() {
    let club = Club::open().await;
    let ana = club.member("ana").await;
    let broken = Statement { quote: Some(ObjectId(1)), ..text("Voyez :") };
    club.keep(ana, broken, Some(1)).await;
    Publish.run(&club.app).await.unwrap();
    let drafts = club.drafts(ana).await;
    assert_eq!(drafts.len(), 1);
    assert_eq!(
        (drafts[0].due_at, drafts[0].error.as_ref().unwrap().0.key.as_ref()),
        (None, "statement-reference-gone")
    );
    assert!(club.published(ana).await.is_empty());
}

#[tokio::test]
async fn a_post_waits_until_whom_it_names_was_looked_for() {
    let club = Club::open().await;
    let ana = club.member("ana").await;
    let said = post::say(&club.app, ana, text("Bonjour @nobody@remote.example"), None).await.unwrap();
    assert!(matches!(said, Said::Soon));
    assert!(club.published(ana).await.is_empty());
    let queued: i64 = club.app.db.read(|c| microblog_drafts::table.count().get_result(c)).await.unwrap();
    assert_eq!(queued, 1);
    // Nobody can be asked here: it goes out all the same, and the name stays text.
    Publish.run(&club.app).await.unwrap();
    let published = club.published(ana).await;
    assert_eq!(published.len(), 1);
    assert!(!published[0].content.contains("<a"), "{}", published[0].content);
}

#[test]
fn notes_are_claimed_unless_somebody_may_know_better() {
    let read = |json: &str| -> WireObject {
        match Entity::parse(json.as_bytes()).unwrap() {
            Entity::Object(object) => *object,
            other => panic!("{other:?} is no object"),
        }
    };
    let claim = |json: &str| Note.claim(&read(json));
    for sample in Note.samples() {
        assert_eq!(claim(sample), Claim::Exact, "{sample}");
    }
    let of = |kind: &str, more: &str| {
        format!(
            r#"{{"@context": "https://www.w3.org/ns/activitystreams", "id": "https://remote.example/1", "type": "{kind}",
                 "attributedTo": "https://remote.example/bob", "content": "x"{more}}}"#
        )
    };
    let picture =
        r#", "attachment": [{"type": "Image", "mediaType": "image/png", "url": "https://remote.example/1.png"}]"#;
    assert_eq!(claim(&of("Note", picture)), Claim::Fallback);
    assert_eq!(claim(&of("Event", "")), Claim::No);
    assert_eq!(claim(&of("Article", "")), Claim::No);
}

#[test]
fn what_the_manifest_says_belongs_together() {
    let manifest = Microblog.manifest();
    assert!(manifest.navigation.iter().any(|item| Some(item.path) == manifest.composer), "members find where to write");
    assert!(Microblog.objects().iter().any(|kind| kind.name() == NOTE));
}
