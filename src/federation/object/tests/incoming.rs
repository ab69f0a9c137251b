//! What is read of a remote object, before the database is touched.

use chrono::{DateTime, Utc};
use social::quote::QuotePolicy;
use social::visibility::Visibility;
use vocab::Entity;

use crate::kind::Kinds;
use crate::object::{Addressing, Incoming, Reason};

fn read(json: &str) -> Result<Incoming, Reason> {
    match Entity::parse(json.as_bytes()).unwrap() {
        Entity::Object(object) => Incoming::from_wire(&Kinds::new([]), *object),
        other => panic!("no object: {other:?}"),
    }
}

fn note(more: &str) -> Incoming {
    read(&format!(
        r#"{{"type": "Note", "id": "https://a.example/n/1", "attributedTo": "https://a.example/ana", "content": "<p>hi</p>"{more}}}"#
    ))
    .unwrap()
}

#[test]
fn visibility_is_what_mastodon_reads() {
    const PUBLIC: &str = "https://www.w3.org/ns/activitystreams#Public";
    const FOLLOWERS: &str = "https://a.example/ana/followers";
    let cases: [(&[&str], &[&str], Visibility); 10] = [
        (&[PUBLIC], &[FOLLOWERS], Visibility::Public),
        (&["as:Public"], &[], Visibility::Public),
        (&["Public"], &[], Visibility::Public),
        (&[FOLLOWERS], &[PUBLIC], Visibility::Unlisted),
        (&[], &[PUBLIC], Visibility::Unlisted),
        (&[FOLLOWERS], &[], Visibility::Followers),
        (&[], &[FOLLOWERS], Visibility::Direct),
        (&["https://a.example/bob/followers"], &[], Visibility::Direct),
        (&["https://b.example/bob"], &[], Visibility::Direct),
        (&[], &[], Visibility::Direct),
    ];
    for (to, cc, expected) in cases {
        let list = |iris: &[&str]| iris.iter().map(|iri| (*iri).into()).collect();
        let addressing = Addressing { to: list(to), cc: list(cc) };
        assert_eq!(addressing.visibility(Some(FOLLOWERS)), expected, "to {to:?} cc {cc:?}");
    }
    let only_followers = Addressing { to: vec![FOLLOWERS.into()], cc: Vec::new() };
    assert_eq!(only_followers.visibility(None), Visibility::Direct);
}

#[test]
fn html_is_made_safe_and_titles_are_plain() {
    let read = note(r#", "name": "<b>T</b> &amp; U", "summary": "<i>careful</i>""#);
    assert_eq!(read.title.as_deref(), Some("T & U"));
    assert_eq!(read.summary.as_deref(), Some("careful"));
    assert!(read.sensitive, "a warning hides media");
    let evil = r#"{"type": "Note", "id": "https://a.example/n/1", "attributedTo": "https://a.example/ana",
        "content": "<p onclick=x>hi<script>alert(1)</script></p>"}"#;
    assert_eq!(super::incoming::read(evil).unwrap().content, "<p>hi</p>");
    let plain = r#"{"type": "Note", "id": "https://a.example/n/1", "attributedTo": "https://a.example/ana",
        "mediaType": "text/plain", "content": "a < b\nc\n\nd"}"#;
    assert_eq!(super::incoming::read(plain).unwrap().content, "<p>a &lt; b<br>c</p><p>d</p>");
}

#[test]
fn dates_are_believed_within_reason() {
    let ahead = note(r#", "published": "2999-01-01T00:00:00Z""#);
    assert!(ahead.published <= Utc::now());
    let old = r#"{"type": "Note", "id": "https://a.example/n/1", "attributedTo": "https://a.example/ana",
        "content": "x", "published": "1969-07-20T20:17:00Z"}"#;
    assert_eq!(read(old).unwrap_err(), Reason::TooOld);
    let honest = note(r#", "published": "2026-01-02T03:04:05Z""#);
    assert_eq!(honest.published, "2026-01-02T03:04:05Z".parse::<DateTime<Utc>>().unwrap());
}

#[test]
fn what_cannot_be_shown_is_refused_with_its_reason() {
    let by = r#""id": "https://a.example/n/1", "attributedTo": "https://a.example/ana""#;
    assert_eq!(
        read(r#"{"type": "Note", "content": "x", "attributedTo": "https://a.example/ana"}"#).unwrap_err(),
        Reason::NoId
    );
    assert_eq!(
        read(r#"{"type": "Note", "content": "x", "id": "https://a.example/n/1"}"#).unwrap_err(),
        Reason::NoAuthor
    );
    assert_eq!(read(&format!(r#"{{"type": "Note", {by}}}"#)).unwrap_err(), Reason::Silent("Note".to_owned()));
    assert_eq!(read(&format!(r#"{{"type": "Tombstone", {by}}}"#)).unwrap_err(), Reason::Silent("Tombstone".to_owned()));
}

#[test]
fn a_page_elsewhere_is_not_the_objects() {
    assert_eq!(note(r#", "url": "https://a.example/@ana/1""#).url.as_deref(), Some("https://a.example/@ana/1"));
    assert_eq!(note(r#", "url": "https://evil.example/@ana/1""#).url, None);
    assert_eq!(note(r#", "url": "javascript:alert(1)""#).url, None);
}

#[test]
fn files_come_from_wherever_their_type_keeps_them() {
    let media = |json: &str| -> Vec<(String, String)> {
        read(json).unwrap().media.into_iter().map(|file| (file.url, file.media_type)).collect()
    };
    let by = r#""id": "https://a.example/1", "attributedTo": "https://a.example/ana", "name": "x""#;
    let attached = format!(
        r#"{{"type": "Note", {by}, "attachment": [
            {{"type": "Document", "mediaType": "image/png", "url": "https://a.example/f"}},
            {{"type": "Image", "url": "https://a.example/no-ending"}},
            {{"type": "Image", "url": "https://a.example/p.webp"}},
            {{"type": "Link", "href": "https://a.example/page"}},
            {{"type": "Document", "mediaType": "image/png", "url": "javascript:x"}}]}}"#
    );
    assert_eq!(
        media(&attached),
        [
            ("https://a.example/f".to_owned(), "image/png".to_owned()),
            ("https://a.example/no-ending".to_owned(), "image/jpeg".to_owned()),
            ("https://a.example/p.webp".to_owned(), String::new()),
        ]
    );
    let sound = format!(
        r#"{{"type": "Audio", {by}, "url": [
            {{"type": "Link", "mediaType": "text/html", "href": "https://a.example/page"}},
            {{"type": "Link", "mediaType": "audio/ogg", "href": "https://a.example/t.ogg"}},
            {{"type": "Link", "mediaType": "audio/mpeg", "href": "https://a.example/t.mp3"}}]}}"#
    );
    assert_eq!(media(&sound), [("https://a.example/t.mp3".to_owned(), "audio/mpeg".to_owned())]);
    let cover =
        format!(r#"{{"type": "Article", {by}, "image": {{"type": "Image", "url": "https://a.example/c.png"}}}}"#);
    assert_eq!(media(&cover), [("https://a.example/c.png".to_owned(), String::new())]);
}

/// As Vernissage sends a photo.
#[test]
fn a_photo_keeps_where_and_how_it_was_taken() {
    let photo = note(
        r#", "attachment": {"type": "Image", "mediaType": "image/jpeg", "url": "https://a.example/p.jpg",
            "location": {"type": "Place", "name": "Évreux", "latitude": 49.0241, "longitude": 1.1511},
            "exifData": [
                {"@type": "PropertyValue", "name": "FNumber", "value": "f/2.2"},
                {"type": "PropertyValue", "name": "ExposureTime", "value": "1/250"},
                {"type": "PropertyValue", "name": "GPSLatitude", "value": "49.0241"}]}"#,
    );
    let exposure = photo.media[0].exposure.as_ref().unwrap();
    assert_eq!((exposure.aperture, exposure.time), (Some(220), Some(4000)));
    let place = photo.place.unwrap();
    assert_eq!((place.name.as_str(), place.point.is_some()), ("Évreux", true));
}

#[test]
fn an_event_that_no_stall_claims_keeps_when_and_where() {
    let event = r#"{"type": "Event", "id": "https://a.example/e/1", "attributedTo": "https://a.example/club", "name": "Concert",
        "content": "<p>Bring a friend.</p>", "startTime": "2026-12-12T19:00:00+01:00", "endTime": "2026-12-12T22:30:00+01:00",
        "location": {"type": "Place", "name": "Club &amp; <b>House</b>", "address": {"type": "PostalAddress", "addressLocality": "Paris"}}}"#;
    let read = read(event).unwrap();
    assert_eq!(read.kind.name(), "card");
    assert_eq!(read.title.as_deref(), Some("Concert"));
    assert_eq!(read.content, "<p>Bring a friend.</p>");
    let (occasion, place) = (read.occasion.unwrap(), read.place.unwrap());
    let times = [Some(occasion.starts_at), occasion.ends_at].map(|at| at.unwrap().to_string());
    assert_eq!(times, ["2026-12-12 18:00:00", "2026-12-12 21:30:00"]);
    assert_eq!((place.name.as_str(), place.address.unwrap().locality.as_str()), ("Club & House", "Paris"));
}

#[test]
fn a_poll_keeps_its_figures() {
    let poll = note(
        r#", "type": "Question", "oneOf": [{"type": "Note", "name": "a", "replies": {"type": "Collection", "totalItems": 3}},
            {"type": "Note", "name": "b"}], "endTime": "2999-01-01T00:00:00Z", "closed": "2999-01-01T00:00:00Z""#,
    )
    .poll
    .unwrap();
    assert!(!poll.multiple);
    assert_eq!(poll.options, [("a".to_owned(), 3), ("b".to_owned(), 0)]);
    assert_eq!((poll.voters_count, poll.closed_at), (3, None), "a time to come is no end yet");
}

#[test]
fn who_may_quote_is_as_narrow_as_it_can_be_read() {
    let policy = |json: &str| note(json).quote_policy(Some("https://a.example/ana/followers"));
    let of = |who: &str| format!(r#", "interactionPolicy": {{"canQuote": {{"automaticApproval": ["{who}"]}}}}"#);
    assert_eq!(policy(""), QuotePolicy::Nobody);
    assert_eq!(policy(&of("https://www.w3.org/ns/activitystreams#Public")), QuotePolicy::Public);
    assert_eq!(policy(&of("https://a.example/ana/followers")), QuotePolicy::Followers);
    assert_eq!(policy(&of("https://b.example/bob")), QuotePolicy::Nobody);
}

/// As GoToSocial says it, which names its author wherever there are limits, and as Pixelfed does.
#[test]
fn comments_are_closed_where_nobody_but_the_author_may_answer() {
    let answerable = |json: &str| note(json).answerable;
    let of = |automatic: &str, manual: &str| {
        format!(
            r#", "interactionPolicy": {{"canReply": {{"automaticApproval": {automatic}, "manualApproval": {manual}}}}}"#
        )
    };
    let (ana, followers) =
        (r#""https://a.example/ana""#, r#"["https://a.example/ana", "https://a.example/ana/followers"]"#);
    assert!(answerable(""));
    assert!(!answerable(&of(ana, "[]")));
    assert!(answerable(&of(followers, "[]")), "some may");
    assert!(answerable(&of(ana, r#""as:Public""#)), "anybody may ask");
    assert!(answerable(&of("[]", "[]")), "nothing is said");
    assert!(!answerable(r#", "commentsEnabled": false"#));
    assert!(answerable(&format!(r#", "commentsEnabled": true{}"#, of(ana, "[]"))));
}

#[test]
fn a_vote_is_no_post() {
    let is_vote = |json: &str| match Entity::parse(json.as_bytes()).unwrap() {
        Entity::Object(object) => Incoming::is_vote(&object),
        other => panic!("no object: {other:?}"),
    };
    assert!(is_vote(
        r#"{"type": "Note", "id": "https://a.example/v", "name": "yes", "inReplyTo": "https://b.example/q"}"#
    ));
    // As snac writes it.
    assert!(is_vote(
        r#"{"type": "Note", "id": "https://a.example/v", "name": "yes", "content": "<br>", "inReplyTo": "https://b.example/q"}"#
    ));
    assert!(!is_vote(
        r#"{"type": "Note", "id": "https://a.example/v", "name": "yes", "content": "no", "inReplyTo": "https://b.example/q"}"#
    ));
    assert!(!is_vote(r#"{"type": "Note", "id": "https://a.example/v", "name": "yes"}"#));
}
