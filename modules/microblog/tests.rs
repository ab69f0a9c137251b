//! The microblog without its pages: what is typed becomes a post, now or later.

#![expect(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic, reason = "a test that fails is to say where")]

use std::time::Duration;

use chrono::TimeDelta;
use diesel::migration::MigrationSource;
use diesel::result::Error as DbError;
use diesel_migrations::MigrationHarness;
use host::draft::{self, Draft};
use host::saying::{Said, SayDue, Saying};
use host::social::actor::{Actor, ActorId};
use host::social::media::Media;
use host::social::mention::Mention;
use host::social::object::ObjectId;
use host::social::outbox::OutboxEntry;
use host::social::poll::Poll;
use host::social::quote::QuotePolicy;
use host::social::visibility::Visibility;
use host::statement::Question;
use host::store::jobs::Job;
use host::store::{Backend, clock};
use host::testing::Club;
use host::vocab::{Entity, Object as WireObject};
use host::{Claim, Module, Modules, ObjectKind, Statement, StatementError};

use crate::federate::{NOTE, Note};
use crate::{MANIFEST, Microblog};

const MODULES: Modules = Modules::new(&[&Microblog]);

async fn drafts(club: &Club, of: ActorId) -> Vec<Draft> {
    let drafts = club.app.db.read(move |c| {
        let mut drafts = Draft::list(c, of)?;
        drafts.extend(Draft::agenda(c, of)?);
        Ok::<_, DbError>(drafts)
    });
    drafts.await.unwrap()
}

/// Keeps something, due so many minutes ago.
async fn keep(club: &Club, of: ActorId, statement: Statement, minutes_ago: Option<i64>) -> Draft {
    let due = minutes_ago.map(|minutes| clock::now() - TimeDelta::minutes(minutes));
    club.app.db.write(move |c| Draft::keep(c, of, None, &statement, due)).await.unwrap()
}

fn text(text: &str) -> Statement {
    Statement { text: text.to_owned(), ..Statement::default() }
}

#[tokio::test]
async fn what_is_typed_becomes_a_note_with_its_parts() {
    let club = Club::open(MODULES).await;
    let (ana, bob) = (club.member("ana").await, club.member("bob").await);
    let picture = club.picture(ana, 32, 24).await;
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
    let club = Club::open(MODULES).await;
    let (ana, bob) = (club.member("ana").await, club.member("bob").await);
    let question = |options: [&str; 2]| Statement {
        poll: Some(Question { options: options.map(str::to_owned).to_vec(), multiple: false, seconds: 3600 }),
        ..text("Gaufres ou crêpes ?")
    };
    let object = club.say(ana, question(["Gaufres", "Crêpes"])).await;
    assert_eq!(object.wire_type, "Question");
    let wire = club.wire(object.id).await;
    assert_eq!(wire["oneOf"][1]["name"], "Crêpes");

    let desk = club.app.desk();
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
    let club = Club::open(MODULES).await;
    let (ana, bob) = (club.member("ana").await, club.member("bob").await);
    let private = club.say(ana, Statement { visibility: Visibility::Direct, ..text("@bob entre nous") }).await;
    let answer = club.say(bob, Statement { in_reply_to: Some(private.id), ..text("Bien reçu.") }).await;
    assert_eq!((answer.visibility, answer.conversation_id), (Visibility::Direct, private.conversation_id));
    let dimitri = club.member("dimitri").await;
    let stranger = Statement { in_reply_to: Some(private.id), ..text("Et moi ?") };
    let refused = Saying::now(dimitri, stranger).say(&club.app).await;
    assert!(matches!(refused, Err(StatementError::Reference)), "{refused:?}");
}

#[tokio::test]
async fn an_edit_keeps_to_whom_it_was() {
    let club = Club::open(MODULES).await;
    let ana = club.member("ana").await;
    let object = club.say(ana, Statement { visibility: Visibility::Followers, ..text("Pour les abonnés") }).await;
    let desk = club.app.desk();
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
    let club = Club::open(MODULES).await;
    let ana = club.member("ana").await;
    let options = |options: &[&str], seconds| Statement {
        poll: Some(Question { options: options.iter().map(|o| (*o).to_owned()).collect(), multiple: false, seconds }),
        ..text("?")
    };
    for (statement, field, key) in [
        (text("  "), "text", "statement-empty"),
        (text(&"é".repeat(5001)), "text", "statement-too-long"),
        (Statement { media: vec!["1".to_owned(); 21], ..text("x") }, "media", "statement-too-many-media"),
        (options(&["a", "a"], 3600), "options", "statement-poll-options"),
        (options(&["a", "b"], 60), "poll_minutes", "statement-poll-time"),
        (Statement { quote: Some(ObjectId(1)), ..text("x") }, "", "statement-reference-gone"),
    ] {
        let error = Saying::now(ana, statement).say(&club.app).await.unwrap_err();
        let (at, message) = error.explain().unwrap();
        assert_eq!((at, message.key.as_ref()), (field, key));
    }
    assert!(club.published(ana).await.is_empty());
}

#[tokio::test]
async fn drafts_are_their_owners_and_hold_their_pictures() {
    let club = Club::open(MODULES).await;
    let (ana, bob) = (club.member("ana").await, club.member("bob").await);
    let picture = club.picture(ana, 32, 24).await;
    let first = keep(&club, ana, Statement { media: vec![picture.id.to_string()], ..text("un") }, None).await;
    keep(&club, ana, text("deux"), Some(-60)).await;
    let (id, media) = (first.id, picture.id);
    let replaced = club.app.db.write(move |c| {
        assert!(Draft::find(c, bob, id)?.is_none(), "a draft is nobody else's");
        let stolen = Draft::keep(c, bob, Some(id), &text("volé"), None);
        assert!(matches!(stolen, Err(StatementError::Database(DbError::NotFound))));
        let held = Media::find(c, media)?.and_then(|media| media.held_until);
        assert!(held.is_some_and(|until| until > clock::now() + TimeDelta::days(300)), "{held:?}");
        Draft::keep(c, ana, Some(id), &text("un et demi"), None)
    });
    assert_eq!(replaced.await.unwrap().id, first.id);
    let texts = |drafts: Vec<Draft>| drafts.into_iter().map(|draft| draft.statement.0.text).collect::<Vec<_>>();
    assert_eq!(texts(drafts(&club, ana).await), ["un et demi", "deux"]);
    // Said, it is a draft no longer.
    let said = Saying { draft: Some(first.id), ..Saying::now(ana, text("un, enfin")) }.say(&club.app).await.unwrap();
    assert!(matches!(said, Said::Now(_)));
    assert_eq!(texts(drafts(&club, ana).await), ["deux"]);
}

#[tokio::test]
async fn what_is_due_is_said_once_and_the_rest_waits() {
    let club = Club::open(MODULES).await;
    let ana = club.member("ana").await;
    let due = keep(&club, ana, text("C’est l’heure."), Some(1)).await;
    keep(&club, ana, text("Plus tard."), Some(-60)).await;
    keep(&club, ana, text("Un jour, peut-être."), None).await;
    SayDue.run(&club.app).await.unwrap();
    SayDue.run(&club.app).await.unwrap();
    let published = club.published(ana).await;
    assert_eq!(published.iter().map(|object| object.source.as_deref()).collect::<Vec<_>>(), [Some("C’est l’heure.")]);
    assert_eq!(drafts(&club, ana).await.len(), 2);
    // One of the others is said at once, when its author wants that.
    let (later, desk) = (drafts(&club, ana).await[1].clone(), club.app.desk());
    let now = club.app.db.write(move |c| later.hasten(c, &desk)).await.unwrap();
    assert!(matches!(now, Said::Now(object) if object.source.as_deref() == Some("Plus tard.")));
    // Another worker read it before it was said: it is not said twice.
    let desk = club.app.desk();
    club.app.db.write(move |c| due.say(c, &desk)).await.unwrap();
    assert_eq!(club.published(ana).await.len(), 2);
}

#[tokio::test]
async fn what_cannot_be_said_stays_a_draft_with_the_reason() {
    let club = Club::open(MODULES).await;
    let ana = club.member("ana").await;
    let broken = Statement { quote: Some(ObjectId(1)), ..text("Voyez :") };
    keep(&club, ana, broken, Some(1)).await;
    SayDue.run(&club.app).await.unwrap();
    let drafts = drafts(&club, ana).await;
    assert_eq!(drafts.len(), 1);
    assert_eq!(
        (drafts[0].due_at, drafts[0].error.as_ref().unwrap().0.key.as_ref()),
        (None, "statement-reference-gone")
    );
    assert!(club.published(ana).await.is_empty());
}

#[tokio::test]
async fn a_post_waits_until_whom_it_names_was_looked_for() {
    let club = Club::open(MODULES).await;
    let ana = club.member("ana").await;
    let greeting = text("Bonjour @nobody@remote.example");
    let said = Saying::now(ana, greeting.clone()).say(&club.app).await.unwrap();
    assert!(matches!(said, Said::Later(draft) if draft.is_due()));
    assert!(club.published(ana).await.is_empty());
    // Nobody can be asked here: it goes out all the same, and the name stays text.
    SayDue.run(&club.app).await.unwrap();
    let published = club.published(ana).await;
    assert_eq!(published.len(), 1);
    assert!(!published[0].content.contains("<a"), "{}", published[0].content);
    // A program that waits for it is given what was said.
    let patient = Saying { patience: Some(Duration::from_secs(5)), ..Saying::now(ana, greeting) };
    assert!(matches!(patient.say(&club.app).await.unwrap(), Said::Now(_)));
}

#[tokio::test]
async fn what_is_said_under_one_key_is_said_once() {
    let club = Club::open(MODULES).await;
    let (ana, bob) = (club.member("ana").await, club.member("bob").await);
    let keyed = |of, key: &str| Saying { key: Some(key.to_owned()), ..Saying::now(of, text("Une fois.")) };
    let now = |said| match said {
        Ok(Said::Now(object)) => object.id,
        other => panic!("{other:?}"),
    };
    let both = tokio::join!(keyed(ana, "a").say(&club.app), keyed(ana, "a").say(&club.app));
    let (first, second) = (now(both.0), now(both.1));
    assert_eq!(first, second);
    assert_ne!(now(keyed(ana, "b").say(&club.app).await), first);
    assert_ne!(now(keyed(bob, "a").say(&club.app).await), first, "keys are their owners'");
    assert_eq!(club.published(ana).await.len(), 2);
    // What was refused took no key.
    let refused = Saying { statement: text(""), ..keyed(ana, "c") }.say(&club.app).await;
    assert!(matches!(refused, Err(StatementError::Empty)));
    now(keyed(ana, "c").say(&club.app).await);

    // What was scheduled under a key is the same when it is out.
    let at = Some(clock::now() + TimeDelta::hours(1));
    let scheduled = Saying { at, ..keyed(bob, "d") };
    let Said::Later(draft) = scheduled.clone().say(&club.app).await.unwrap() else { panic!("it is not scheduled") };
    let again = scheduled.clone().say(&club.app).await.unwrap();
    assert!(matches!(again, Said::Later(again) if again.id == draft.id));
    club.app.db.write(move |c| draft.put_off(c, clock::now() - TimeDelta::minutes(1))).await.unwrap();
    SayDue.run(&club.app).await.unwrap();
    let out = club.published(bob).await[0].id;
    assert_eq!(now(scheduled.say(&club.app).await), out);
}

#[tokio::test]
async fn a_day_has_room_for_so_many() {
    let club = Club::open(MODULES).await;
    let ana = club.member("ana").await;
    let day = (clock::now() + TimeDelta::days(3)).date().and_hms_opt(12, 0, 0).unwrap();
    let at = |at| Saying { at: Some(at), ..Saying::now(ana, text("Midi.")) };
    let mut last = None;
    for minute in 0..draft::DAILY_LIMIT {
        last = Some(at(day + TimeDelta::minutes(minute)).say(&club.app).await.unwrap());
    }
    let refused = at(day).say(&club.app).await.unwrap_err().explain().unwrap();
    assert_eq!((refused.0, refused.1.key.as_ref()), ("due_at", "statement-too-many-that-day"));
    let Some(Said::Later(last)) = last else { panic!("nothing is scheduled") };
    let moved = last.clone();
    club.app.db.write(move |c| moved.put_off(c, day)).await.unwrap();
    club.app.db.write(move |c| last.put_off(c, day + TimeDelta::days(1))).await.unwrap();
    at(day).say(&club.app).await.unwrap();
}

/// Drafts were this module's own once: an older backup still has them so.
#[tokio::test]
async fn drafts_of_before_are_moved_to_the_host() {
    let club = Club::open(MODULES).await;
    let ana = club.member("ana").await;
    let kept = keep(&club, ana, text("d’avant"), None).await;
    let (away, moved) = club
        .app
        .db
        .write(move |c| {
            let all = MigrationSource::<Backend>::migrations(MANIFEST.migrations.unwrap().migrations).unwrap();
            let moves = all.iter().find(|one| one.name().to_string().ends_with("_move_to_the_host")).unwrap();
            c.revert_migration(moves.as_ref()).unwrap();
            let away = Draft::list(c, ana)?;
            c.run_migration(moves.as_ref()).unwrap();
            Ok::<_, DbError>((away, Draft::list(c, ana)?))
        })
        .await
        .unwrap();
    assert!(away.is_empty(), "they are the module's again");
    assert_eq!((moved[0].id, &moved[0].statement.0), (kept.id, &kept.statement.0));
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
    assert!(
        manifest.navigation.iter().any(|item| Some(item.path) == manifest.composer.map(|composer| composer.path)),
        "members find where to write"
    );
    assert!(Microblog.objects().iter().any(|kind| kind.name() == NOTE));
}
