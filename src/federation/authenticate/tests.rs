#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic, reason = "tests")]

use url::Url;
use vocab::{Activity, Entity, Iri};

use super::{Method, Refusal, Signatory, authenticate, authenticate_document, can_be_refetched};
use crate::signature::Scheme;

fn signed_by(actor: &str) -> Signatory {
    Signatory { actor: Iri::new(actor), scheme: Scheme::Cavage }
}

fn activity(json: &str) -> Activity {
    match Entity::parse(json.as_bytes()).unwrap() {
        Entity::Activity(activity) => *activity,
        other => panic!("no activity: {other:?}"),
    }
}

/// What is believed of an activity.
#[derive(Debug, PartialEq, Eq)]
enum Believed {
    /// Nothing.
    Nothing,
    /// That it was done, not what is embedded.
    Deed,
    /// All of it.
    All,
}

/// The matrix of FEP-fe34: who signs, who acts, where the ids are, whose the embedded object is.
#[test]
fn origins_decide_what_is_believed_of_a_signed_activity() {
    const ALICE: &str = "https://good.example/alice";
    const MALLORY: &str = "https://good.example/mallory";
    const EVIL: &str = "https://evil.example/eve";
    use Believed::{All, Deed, Nothing};
    let cases = [
        // signer, actor, activity id, object id, object's owner
        (ALICE, ALICE, "https://good.example/a/1", "https://good.example/n/1", ALICE, All),
        (ALICE, ALICE, "https://good.example/a/1", "https://good.example/n/1", MALLORY, Deed),
        (ALICE, ALICE, "https://good.example/a/1", "https://good.example/n/1", EVIL, Deed),
        (ALICE, ALICE, "https://good.example/a/1", "https://evil.example/n/1", ALICE, Deed),
        (ALICE, ALICE, "https://good.example/a/1", "https://evil.example/n/1", EVIL, Deed),
        (ALICE, ALICE, "https://evil.example/a/1", "https://good.example/n/1", ALICE, Nothing),
        (ALICE, ALICE, "https://good.example:8443/a/1", "https://good.example/n/1", ALICE, Nothing),
        (ALICE, ALICE, "http://good.example/a/1", "https://good.example/n/1", ALICE, Nothing),
        (ALICE, ALICE, "https://good.example/a/1", "https://good.example:8443/n/1", ALICE, Deed),
        (ALICE, ALICE, "https://good.example/a/1", "http://good.example/n/1", ALICE, Deed),
        (ALICE, ALICE, "https://good.example/a/1", "https://good.example.evil.example/n/1", ALICE, Deed),
        (ALICE, ALICE, "https://good.example@evil.example/a/1", "https://good.example/n/1", ALICE, Nothing),
        (ALICE, ALICE, "https://good.example/a/1", "https://good.example@evil.example/n/1", ALICE, Deed),
        (MALLORY, ALICE, "https://good.example/a/1", "https://good.example/n/1", ALICE, Nothing),
        (EVIL, ALICE, "https://good.example/a/1", "https://good.example/n/1", ALICE, Nothing),
        (EVIL, ALICE, "https://evil.example/a/1", "https://evil.example/n/1", EVIL, Nothing),
        (EVIL, EVIL, "https://evil.example/a/1", "https://good.example/n/1", ALICE, Deed),
        (EVIL, EVIL, "https://good.example/a/1", "https://evil.example/n/1", EVIL, Nothing),
        (EVIL, EVIL, "https://evil.example/a/1", "https://good.example/n/1", EVIL, Deed),
        (
            "https://good.example/alice#main",
            ALICE,
            "https://good.example/a/1",
            "https://good.example/n/1",
            ALICE,
            Nothing,
        ),
    ];
    for (signer, actor, id, object, owner, expected) in cases {
        let activity = activity(&format!(
            r#"{{"type": "Create", "id": "{id}", "actor": "{actor}",
                "object": {{"type": "Note", "id": "{object}", "attributedTo": "{owner}", "content": "hi"}}}}"#
        ));
        let believed = match authenticate(activity, &signed_by(signer)) {
            Err(_) => Nothing,
            Ok(activity) if activity.vouched_object().is_none() => Deed,
            Ok(_) => All,
        };
        assert_eq!(believed, expected, "{signer} signs for {actor}: {id} of {object} by {owner}");
    }
}

#[test]
fn the_reason_says_what_is_wrong() {
    let note = r#"{"type": "Create", "actor": "https://a.example/ana", "id": "https://b.example/1", "object": "https://a.example/2"}"#;
    let refused = |signer: &str| authenticate(activity(note), &signed_by(signer)).unwrap_err();
    assert!(matches!(refused("https://c.example/eve"), Refusal::OtherSigner { .. }));
    assert!(matches!(refused("https://a.example/ana"), Refusal::ForeignId { .. }));
    let anonymous = activity(r#"{"type": "Create", "object": "https://a.example/2"}"#);
    assert_eq!(authenticate(anonymous, &signed_by("https://a.example/ana")), Err(Refusal::NoActor));
}

#[test]
fn an_activity_without_an_id_is_believed_for_what_it_is() {
    let like = activity(r#"{"type": "Like", "actor": "https://a.example/ana", "object": "https://b.example/1"}"#);
    let like = authenticate(like, &signed_by("https://a.example/ana")).unwrap();
    assert_eq!(like.by().as_str(), "https://a.example/ana");
    assert_eq!(like.method(), Method::Signed(Scheme::Cavage));
}

#[test]
fn an_actor_speaks_only_for_itself() {
    let update = |object: &str| {
        let json = format!(
            r#"{{"type": "Update", "id": "https://a.example/u/1", "actor": "https://a.example/ana",
                "object": {{"type": "Person", "id": "{object}", "inbox": "{object}/inbox"}}}}"#
        );
        authenticate(activity(&json), &signed_by("https://a.example/ana")).unwrap()
    };
    assert!(update("https://a.example/ana").vouched_actor().is_some());
    assert!(update("https://a.example/bob").vouched_actor().is_none());
    assert!(update("https://b.example/ana").vouched_actor().is_none());
}

#[test]
fn what_is_taken_back_must_be_ones_own() {
    let undo = |who: &str| {
        let json = format!(
            r#"{{"type": "Undo", "id": "https://a.example/u/1", "actor": "https://a.example/ana",
                "object": {{"type": "Like", "actor": "{who}", "object": "https://c.example/1"}}}}"#
        );
        authenticate(activity(&json), &signed_by("https://a.example/ana")).unwrap()
    };
    assert!(undo("https://a.example/ana").own_activity().is_some());
    assert!(undo("https://a.example/bob").own_activity().is_none());
    assert!(undo("https://a.example/bob").claimed_activity().is_some());
}

/// Where a document is found, what it calls itself, and who it says it belongs to.
#[test]
fn a_fetched_document_is_believed_at_its_own_address_only() {
    let cases = [
        ("https://a.example/n/1", "https://a.example/n/1", Some("https://a.example/ana"), true),
        ("https://a.example/n/1#x", "https://a.example/n/1", Some("https://a.example/ana"), true),
        ("https://a.example/n/1", "https://a.example/n/2", Some("https://a.example/ana"), false),
        ("https://a.example/n/1", "https://b.example/n/1", Some("https://a.example/ana"), false),
        ("https://a.example/n/1", "https://b.example/n/1", Some("https://b.example/bob"), false),
        ("https://a.example/n/1", "https://a.example/n/1", Some("https://b.example/bob"), false),
        ("https://a.example/n/1", "https://a.example/n/1", Some("http://a.example/ana"), false),
        ("https://a.example/n/1", "https://a.example/n/1", None, false),
        ("https://a.example/n/1?x", "https://a.example/n/1", Some("https://a.example/ana"), false),
    ];
    for (at, id, owner, expected) in cases {
        let owner = owner.map(|owner| format!(r#", "attributedTo": "{owner}""#)).unwrap_or_default();
        let json = format!(r#"{{"type": "Note", "id": "{id}", "content": "hi"{owner}}}"#);
        let document = Entity::parse(json.as_bytes()).unwrap();
        let believed = authenticate_document(document, &Url::parse(at).unwrap());
        assert_eq!(believed.is_ok(), expected, "{json} at {at}");
    }
}

#[test]
fn a_document_of_every_sort_belongs_to_its_server() {
    let at = |json: &str, at: &str| {
        authenticate_document(Entity::parse(json.as_bytes()).unwrap(), &Url::parse(at).unwrap())
            .map(|document| document.by().to_string())
    };
    let own = "https://a.example/x";
    assert_eq!(
        at(r#"{"type": "Person", "id": "https://a.example/x", "inbox": "https://a.example/i"}"#, own).unwrap(),
        own
    );
    assert_eq!(at(r#"{"type": "Tombstone", "id": "https://a.example/x"}"#, own).unwrap(), own);
    assert_eq!(at(r#"{"type": "Collection", "id": "https://a.example/x", "totalItems": 1}"#, own).unwrap(), own);
    let stamp = r#"{"type": "QuoteAuthorization", "id": "https://a.example/x", "attributedTo": "https://b.example/bob",
        "interactingObject": "https://c.example/1", "interactionTarget": "https://a.example/2"}"#;
    assert!(matches!(at(stamp, own), Err(Refusal::ForeignId { .. })));
    let deed = r#"{"type": "Announce", "id": "https://a.example/x", "actor": "https://b.example/bob", "object": "https://c.example/1"}"#;
    assert!(matches!(at(deed, own), Err(Refusal::ForeignId { .. })));
    assert_eq!(at(r#"{"type": "Note", "content": "hi"}"#, own), Err(Refusal::NoId));
}

#[test]
fn only_what_has_an_object_of_its_own_is_worth_fetching() {
    for (kind, expected) in
        [("Create", true), ("Update", true), ("Delete", true), ("Follow", false), ("Like", false), ("Move", false)]
    {
        assert_eq!(can_be_refetched(&kind.into()), expected, "{kind}");
    }
}
