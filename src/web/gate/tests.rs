#![allow(clippy::unwrap_used, clippy::indexing_slicing)]

use actix_web::http::header;
use actix_web::web::{self, Path, ServiceConfig};
use actix_web::{HttpResponse, ResponseError};
use social::account::Role;
use store::uri::Site as Place;

use super::*;
use crate::Visit;
use crate::testing::{Answer, SQUARE, STALL, TestClub, get, post};

const PAGE: (&str, &str) = (
    "page.html",
    r#"{% extends "layout.html" %}{% block main %}<h1>{{ said }}</h1><form method="post">{{ <form.csrf /> }}</form>{% endblock %}"#,
);

/// An error of another crate, which has its own format.
#[derive(Debug)]
struct Foreign;

impl std::fmt::Display for Foreign {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("foreign")
    }
}

impl ResponseError for Foreign {
    fn error_response(&self) -> HttpResponse {
        HttpResponse::NotFound().json(serde_json::json!({ "error": "Record not found" }))
    }
}

fn routes(config: &mut ServiceConfig) {
    let missing = || async { Err::<HttpResponse, _>(Error::not_found("post")) };
    let forbidden = || async { Err::<HttpResponse, _>(Error::forbidden("followers only")) };
    let broken = || async { Err::<HttpResponse, _>(Error::internal("secret detail")) };
    let often = || async { Err::<HttpResponse, _>(Error::too_many(std::time::Duration::from_secs(61))) };
    let invalid = || async { Err::<HttpResponse, _>(Error::invalid("name", "form-taken")) };
    let foreign = || async { Err::<HttpResponse, _>(Foreign) };
    let number = |id: Path<i64>| async move { format!("number {id}") };
    let member = |_: crate::MemberVisit| async { "for members" };
    let show = |visit: Visit| async move { visit.render("page.html", &serde_json::json!({ "said": "Hello & <hi>" })) };
    config
        .route("/missing", web::get().to(missing))
        .route("/forbidden", web::get().to(forbidden))
        .route("/broken", web::get().to(broken))
        .route("/often", web::get().to(often))
        .route("/invalid", web::get().to(invalid))
        .route("/api/foreign", web::get().to(foreign))
        .route("/number/{id}", web::get().to(number))
        .route("/member", web::route().to(member))
        .route("/page", web::get().to(show))
        .route("/healthz", web::get().to(|| async { "ok" }))
        .route("/posts/1", web::delete().to(|| async { "deleted" }))
        .service(web::resource("/stall").guard(crate::on_any_stall()).to(|| async { "at a stall" }))
        .service(web::resource("/square").guard(crate::on(Place::Square)).to(|| async { "on the square" }));
}

async fn ask(host: &str, path: &str, accept: &str) -> Answer {
    let club = TestClub::new(&[PAGE]);
    club.ask(routes, get(host, path).insert_header((header::ACCEPT, accept))).await
}

#[actix_web::test]
async fn the_host_decides_the_site() {
    for (host, path, status) in [
        (SQUARE, "/square", 200),
        (STALL, "/stall", 200),
        ("CLUB.example:443", "/square", 200),
        ("club.example.", "/square", 200),
        (SQUARE, "/stall", 404),
        (STALL, "/square", 404),
        ("evil.example", "/square", 421),
        ("evil.example", "/missing", 421),
        ("club.example:8080", "/square", 421),
        ("club.example@evil.example", "/square", 421),
        ("", "/square", 421),
        ("evil.example", "/healthz", 200),
    ] {
        assert_eq!(ask(host, path, "*/*").await.status, status, "{host} {path}");
    }
    let club = TestClub::new(&[]);
    let two = get(SQUARE, "/square").append_header((header::HOST, STALL));
    assert_eq!(club.ask(routes, two).await.status, 421);
    let forwarded = get("evil.example", "/square").insert_header(("x-forwarded-host", SQUARE));
    assert_eq!(club.ask(routes, forwarded).await.status, 421);
}

#[actix_web::test]
async fn missing_and_forbidden_are_the_same_bytes() {
    for accept in ["text/html", "application/activity+json"] {
        let (missing, forbidden) = (ask(STALL, "/missing", accept).await, ask(STALL, "/forbidden", accept).await);
        assert_eq!(missing.status, 404);
        assert_eq!(forbidden.status, 404);
        // The page names its own path, for the way back from the log-in.
        assert_eq!(missing.body.replace("missing", "*"), forbidden.body.replace("forbidden", "*"));
        let names = |answer: &Answer| {
            let mut names: Vec<String> = answer.headers.keys().map(ToString::to_string).collect();
            names.sort();
            names
        };
        assert_eq!(names(&missing), names(&forbidden));
    }
}

#[actix_web::test]
async fn errors_are_pages_for_people_and_problems_for_programs() {
    let page = ask(STALL, "/missing", "text/html").await;
    assert_eq!(page.header("content-type"), "text/html; charset=utf-8");
    assert!(page.body.contains("<h1>There is nothing here</h1>"), "{}", page.body);
    assert!(page.body.contains("The &lt;Fair&gt;"));

    let problem = ask(STALL, "/invalid", "application/json").await;
    assert_eq!(problem.status, 422);
    assert_eq!(problem.header("content-type"), "application/problem+json");
    let json: serde_json::Value = serde_json::from_str(&problem.body).unwrap();
    assert_eq!(json["status"], 422);
    assert_eq!(json["type"], "about:blank");
    assert_eq!(json["errors"][0]["field"], "name");
    assert_eq!(json["errors"][0]["detail"], "This is taken already.");

    let often = ask(STALL, "/often", "text/html").await;
    assert_eq!((often.status.as_u16(), often.header("retry-after")), (429, "61"));
    assert!(often.body.contains("in 2 minutes"));
    let often = ask(STALL, "/often", "application/activity+json").await;
    let json: serde_json::Value = serde_json::from_str(&often.body).unwrap();
    assert_eq!(json["type"], "https://w3id.org/fep/c180#rate-limit-exceeded");
    assert_eq!((&json["status"], often.header("retry-after")), (&429.into(), "61"));
}

#[actix_web::test]
async fn what_the_framework_refuses_gets_a_page_too() {
    assert_eq!(ask(STALL, "/number/7", "text/html").await.body, "number 7");
    for (path, title) in [("/number/x", "There is nothing here"), ("/nowhere", "There is nothing here")] {
        let answer = ask(STALL, path, "text/html").await;
        assert_eq!(answer.status, 404);
        assert!(answer.body.contains(title) && answer.body.contains("class=\"skip\""), "{path}");
    }
    let foreign = ask(STALL, "/api/foreign", "text/html").await;
    assert_eq!(foreign.body, r#"{"error":"Record not found"}"#);
}

#[actix_web::test]
async fn our_own_faults_tell_nothing_but_a_number() {
    let answer = ask(STALL, "/broken", "text/html").await;
    assert_eq!(answer.status, 500);
    assert!(!answer.body.contains("secret detail"));
    assert!(regex::Regex::new("give the number [0-9a-f]{16}").unwrap().is_match(&answer.body));
}

#[actix_web::test]
async fn a_handler_that_panics_answers_all_the_same() {
    let club = TestClub::new(&[]);
    let service = actix_web::test::init_service(crate::app(club.state.clone(), |routes| {
        routes.route("/panic", web::get().to(|| async { [0][std::hint::black_box(1)].to_string() }));
    }));
    let request = get(STALL, "/panic").to_request();
    let error = actix_web::dev::Service::call(&service.await, request).await.err().unwrap();
    assert_eq!(error.error_response().status(), 500);
}

#[actix_web::test]
async fn every_answer_is_secured() {
    for path in ["/page", "/missing", "/number/7", "/nowhere"] {
        let answer = ask(STALL, path, "text/html").await;
        let policy = answer.header("content-security-policy");
        assert!(policy.contains("default-src 'self'") && !policy.contains("unsafe"), "{policy}");
        assert!(policy.contains("form-action 'self' https://club.example https://microblog.club.example"));
        assert!(policy.contains("frame-ancestors 'none'"));
        assert_eq!(answer.header("x-content-type-options"), "nosniff");
        assert_eq!(answer.header("referrer-policy"), "same-origin");
        assert!(answer.header("strict-transport-security").starts_with("max-age="));
    }
    let plain = TestClub::plain(&[PAGE]);
    assert_eq!(plain.ask(routes, get(STALL, "/page")).await.header("strict-transport-security"), "");
}

#[actix_web::test]
async fn pages_speak_the_readers_language() {
    let club = TestClub::new(&[PAGE]);
    let french = get(STALL, "/missing").insert_header((header::ACCEPT_LANGUAGE, "fr-CH, en;q=0.5"));
    let answer = club.ask(routes, french).await;
    assert!(answer.body.contains("<html lang=\"fr\"") && answer.body.contains("Il n’y a rien ici"));
    assert_eq!(answer.header("content-language"), "fr");
    let token = club.log_in("ana", Role::Member, "fr", Place::Stall("microblog"));
    let member = get(STALL, "/page").insert_header((header::COOKIE, format!("__Host-session={token}")));
    let answer = club.ask(routes, member.insert_header((header::ACCEPT_LANGUAGE, "en"))).await;
    assert!(answer.body.contains("<html lang=\"fr\"") && answer.body.contains("Accueil"));
    assert!(answer.body.contains("Hello &amp; &lt;hi&gt;"));
}

#[actix_web::test]
async fn a_session_is_good_at_its_own_place_only() {
    let club = TestClub::new(&[PAGE]);
    let token = club.log_in("ana", Role::Moderator, "en", Place::Stall("microblog"));
    let visit =
        |host: &str, cookie: &str| get(host, "/member").insert_header((header::COOKIE, format!("{cookie}={token}")));
    assert_eq!(club.ask(routes, visit(STALL, "__Host-session")).await.body, "for members");
    let at_square = club.ask(routes, visit(SQUARE, "__Host-session")).await;
    assert_eq!(at_square.status, 303);
    assert_eq!(club.ask(routes, visit(STALL, "session")).await.status, 303);
    let page = get(STALL, "/page").insert_header((header::COOKIE, format!("__Host-session={token}")));
    let body = club.ask(routes, page).await.body;
    assert!(body.contains("Reports") && body.contains("Administration") && body.contains("Log out"));
    let stranger = club.ask(routes, get(STALL, "/page")).await.body;
    assert!(!stranger.contains("Reports") && !stranger.contains(">Home<") && stranger.contains("Federated"));
}

#[actix_web::test]
async fn who_must_log_in_is_led_there_and_back() {
    let club = TestClub::new(&[PAGE]);
    let location = async |request| club.ask(routes, request).await.header("location").to_owned();
    assert_eq!(
        location(get(STALL, "/member?tab=1")).await,
        "https://club.example/log-in?site=microblog&next=%2Fmember%3Ftab%3D1"
    );
    assert_eq!(location(get(SQUARE, "/member")).await, "https://club.example/log-in?next=%2Fmember");
    // A form cannot be sent again after log-in: back to the page that it stands on, if that is ours.
    let from = |referer: &str| post(STALL, "/member").insert_header((header::REFERER, referer.to_owned()));
    assert!(location(from("https://microblog.club.example/@ana/1")).await.ends_with("next=%2F%40ana%2F1"));
    assert!(location(from("https://evil.example/@ana/1")).await.ends_with("next=%2F"));
    let program = club.ask(routes, get(STALL, "/member").insert_header((header::ACCEPT, "application/json"))).await;
    assert_eq!(program.status, 401);
}

#[actix_web::test]
async fn forms_can_delete() {
    let club = TestClub::new(&[]);
    assert_eq!(club.ask(routes, post(STALL, "/posts/1?_method=delete")).await.body, "deleted");
    assert_ne!(club.ask(routes, post(STALL, "/posts/1")).await.status, 200);
    assert_ne!(club.ask(routes, get(STALL, "/posts/1?_method=delete")).await.status, 200);
}

#[actix_web::test]
async fn only_a_page_with_a_form_sets_a_cookie() {
    let with_form = ask(STALL, "/page", "text/html").await;
    let cookie = with_form.cookie("__Host-visitor").unwrap();
    for attribute in ["HttpOnly", "Secure", "SameSite=Lax", "Path=/"] {
        assert!(cookie.contains(attribute), "{cookie}");
    }
    assert!(!cookie.contains("Domain"));
    assert!(ask(STALL, "/missing", "text/html").await.cookie("__Host-visitor").is_none());
}
