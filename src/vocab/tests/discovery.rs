//! WebFinger, host-meta, NodeInfo, media types and problems.

use serde_json::json;

use super::written;
use crate::{
    HostMeta, Iri, Jrd, JrdLink, Malformed, NodeInfo, NodeInfoIndex, NodeSoftware, NodeUsage, NodeUsers, Problem,
    ProblemType, mime,
};

fn jrd(document: serde_json::Value) -> Result<Jrd, Malformed> {
    Jrd::parse(document.to_string().as_bytes())
}

#[test]
fn the_actor_is_the_self_link_of_an_activitystreams_type() {
    let of_type = |media_type: &str| {
        let link = json!({ "rel": "self", "type": media_type, "href": "https://peer.example/eva" });
        jrd(json!({ "subject": "acct:eva@peer.example", "links": [link] })).unwrap().actor().map(Iri::to_string)
    };
    for accepted in
        [mime::ACTIVITY_JSON, mime::LD_JSON, "application/ld+json;profile=\"https://www.w3.org/ns/activitystreams\""]
    {
        assert_eq!(of_type(accepted).as_deref(), Some("https://peer.example/eva"), "{accepted}");
    }
    for refused in ["text/html", "application/ld+json", "application/json", ""] {
        assert_eq!(of_type(refused), None, "{refused}");
    }
}

#[test]
fn an_answer_needs_a_subject_and_links() {
    assert_eq!(jrd(json!({ "links": [{ "rel": "self" }] })), Err(Malformed::Missing("subject")));
    assert_eq!(jrd(json!({ "subject": "acct:eva@peer.example", "links": [] })), Err(Malformed::Missing("links")));
    assert!(matches!(Jrd::parse(b"<html>"), Err(Malformed::Json(_))));
}

#[test]
fn a_handle_is_a_name_and_a_host() {
    let handle = |subject: &str| {
        let jrd = Jrd { subject: Some(subject.to_owned()), ..Jrd::default() };
        jrd.handle().map(|(name, host)| format!("{name} at {host}"))
    };
    assert_eq!(handle("acct:eva@peer.example").as_deref(), Some("eva at peer.example"));
    assert_eq!(handle("acct:eva@left.test:8111").as_deref(), Some("eva at left.test:8111"));
    assert_eq!(handle("@eva@peer.example").as_deref(), Some("eva at peer.example"));
    for wrong in [
        "acct:eva",
        "acct:@peer.example",
        "acct:eva@",
        "acct:eva@peer.example@evil.example",
        "acct:eva@peer.example/x",
        "",
    ] {
        assert_eq!(handle(wrong), None, "{wrong}");
    }
}

#[test]
fn an_answer_of_ours_has_the_links_that_peers_look_for() {
    let ours = Jrd {
        subject: Some("acct:ana@club.example".to_owned()),
        aliases: Iri::new("https://club.example/@ana").into(),
        links: vec![
            JrdLink::to("self", mime::ACTIVITY_JSON, "https://club.example/actors/7"),
            JrdLink::to(Jrd::PROFILE_PAGE, "text/html", "https://club.example/@ana"),
            JrdLink::by_template(Jrd::SUBSCRIBE, "https://club.example/interact?uri={uri}"),
        ]
        .into(),
        ..Jrd::default()
    };
    assert_eq!(ours.subscribe(), Some("https://club.example/interact?uri={uri}"));
    assert_eq!(
        written(&ours.to_json()),
        json!({
            "subject": "acct:ana@club.example",
            "aliases": ["https://club.example/@ana"],
            "links": [
                { "rel": "self", "type": "application/activity+json", "href": "https://club.example/actors/7" },
                { "rel": "http://webfinger.net/rel/profile-page", "type": "text/html", "href": "https://club.example/@ana" },
                { "rel": "http://ostatus.org/schema/1.0/subscribe", "template": "https://club.example/interact?uri={uri}" },
            ],
        })
    );
}

#[test]
fn host_meta_tells_where_webfinger_is() {
    let ours = HostMeta::of("https://club.example");
    assert_eq!(ours.lrdd, "https://club.example/.well-known/webfinger?resource={uri}");
    assert_eq!(HostMeta::parse(&ours.to_xrd()), Some(ours));
    let template = "https://peer.example/wf?a=1&r={uri}";
    let escaped = template.replace('&', "&amp;");
    for text in [
        format!("<XRD><Link rel='lrdd' template='{escaped}'/></XRD>"),
        format!(
            "<?xml version=\"1.0\"?><x:XRD><x:Link template = \"{escaped}\" type=\"application/xrd+xml\"\n rel = \"lrdd\"></x:Link></x:XRD>"
        ),
        format!(
            "<XRD><Link rel=\"other\" template=\"https://wrong.example/{{uri}}\"/><Link rel=\"lrdd\" template=\"{escaped}\"/></XRD>"
        ),
        json!({ "links": [{ "rel": "lrdd", "template": template }] }).to_string(),
    ] {
        assert_eq!(HostMeta::parse(&text).map(|meta| meta.lrdd).as_deref(), Some(template), "{text}");
    }
    for text in [
        "",
        "{",
        "<XRD/>",
        "<Link rel=\"lrdd\">",
        "<Link rel=\"lrdd\" template=\"https://peer.example/\"/>",
        "<Link rel=lrdd template={uri}>",
    ] {
        assert_eq!(HostMeta::parse(text), None, "{text}");
    }
}

#[test]
fn entities_that_a_document_declares_have_no_effect() {
    let text = "<!DOCTYPE x [<!ENTITY e SYSTEM \"file:///etc/passwd\">]><XRD><Link rel=\"lrdd\" template=\"https://peer.example/&e;{uri}\"/></XRD>";
    assert_eq!(HostMeta::parse(text).unwrap().lrdd, "https://peer.example/&e;{uri}");
}

fn info() -> NodeInfo {
    NodeInfo {
        software: Some(NodeSoftware {
            name: Some("kermesse".to_owned()),
            version: Some("0.1.0".to_owned()),
            repository: Some("https://forge.example/kermesse".into()),
            ..NodeSoftware::default()
        }),
        protocols: "activitypub".to_owned().into(),
        open_registrations: Some(true),
        usage: Some(NodeUsage {
            users: Some(NodeUsers {
                total: Some(3),
                active_month: Some(2),
                active_halfyear: Some(3),
                ..NodeUsers::default()
            }),
            local_posts: Some(12),
            ..NodeUsage::default()
        }),
        ..NodeInfo::default()
    }
}

#[test]
fn nodeinfo_has_every_key_that_its_schema_demands() {
    let expected = |version: &str, software: serde_json::Value| {
        json!({
            "version": version, "software": software, "protocols": ["activitypub"], "services": { "inbound": [], "outbound": [] },
            "openRegistrations": true, "usage": { "users": { "total": 3, "activeMonth": 2, "activeHalfyear": 3 }, "localPosts": 12 },
            "metadata": {},
        })
    };
    let repository = "https://forge.example/kermesse";
    assert_eq!(written(&info().to_json_2_0()), expected("2.0", json!({ "name": "kermesse", "version": "0.1.0" })));
    assert_eq!(
        written(&info().to_json_2_1()),
        expected("2.1", json!({ "name": "kermesse", "version": "0.1.0", "repository": repository }))
    );
    let empty = written(&NodeInfo::default().to_json_2_0());
    assert_eq!((&empty["usage"], &empty["openRegistrations"]), (&json!({ "users": {} }), &json!(false)));
}

#[test]
fn the_newest_nodeinfo_is_taken() {
    let index = NodeInfoIndex::new(
        "https://club.example/nodeinfo/2.0",
        "https://club.example/nodeinfo/2.1",
        "https://club.example/actor",
    );
    let index = NodeInfoIndex::parse(index.to_json().as_bytes()).unwrap();
    assert_eq!(index.newest().unwrap(), "https://club.example/nodeinfo/2.1");
    assert_eq!(index.application().unwrap(), "https://club.example/actor");
    assert_eq!(NodeInfoIndex::parse(b"{}"), Err(Malformed::Missing("links")));
    assert_eq!(NodeInfo::parse(b"{\"software\":{}}"), Err(Malformed::Missing("software.name")));
}

#[test]
fn only_activitystreams_is_activitystreams() {
    for accepted in [
        "application/activity+json",
        "Application/Activity+JSON; charset=utf-8",
        mime::LD_JSON,
        "application/ld+json; charset=utf-8; profile=https://www.w3.org/ns/activitystreams",
        "application/ld+json; profile=\"https://other.example https://www.w3.org/ns/activitystreams\"",
    ] {
        assert!(mime::is_activity(accepted), "{accepted}");
    }
    for refused in [
        "",
        "application/json",
        "text/html",
        "application/ld+json",
        "application/ld+json; profile=\"https://other.example\"",
        "image/png",
        "text/plain; x=application/activity+json",
        "application/activity+jsonx",
    ] {
        assert!(!mime::is_activity(refused), "{refused}");
    }
}

#[test]
fn a_problem_names_its_type_and_what_is_wrong() {
    let problem =
        Problem::of(ProblemType::UnsupportedType, "Arrive is not supported").with("id", "https://peer.example/1");
    assert_eq!(
        written(&problem.to_json()),
        json!({
            "type": "https://w3id.org/fep/c180#unsupported-type", "title": "Unsupported type", "status": 400,
            "detail": "Arrive is not supported", "id": "https://peer.example/1",
        })
    );
    assert_eq!(written(&Problem::new(401, "Unauthorized", "The request is not signed").to_json()).get("type"), None);
}
