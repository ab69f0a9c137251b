#![allow(clippy::unwrap_used, clippy::indexing_slicing)]

use actix_web::HttpResponse;
use actix_web::http::header;
use actix_web::web::{self, ServiceConfig};
use serde::Deserialize;
use serde_json::json;
use social::account::Role;
use store::uri::Site as Place;

use crate::testing::{Answer, SQUARE, STALL, TestClub, get, post};
use crate::{Error, FieldErrors, Form, MemberVisit, Message, Result, Visit};

const FORM: (&str, &str) = (
    "form.html",
    r#"{% extends "layout.html" %}{% block main %}<form method="post" enctype="multipart/form-data">{{ <form.csrf /> }}{{ <form.errors /> }}
{{ <form.field name="title" label="Title" value={title} required={true} hint="Short." /> }}
{{ <form.area name="text" label="Text" value="a < b" most={500} /> }}</form>{% endblock %}"#,
);

#[derive(Debug, Deserialize)]
struct Filled {
    title: String,
}

async fn edit(visit: Visit) -> Result<HttpResponse> {
    visit.render("form.html", &json!({ "title": "" }))
}

async fn update(visit: Visit, mut form: Form<Filled>) -> Result<HttpResponse> {
    if form.title.is_empty() {
        let mut errors = FieldErrors::one("title", "form-required");
        errors.add("text", Message::new("form-too-long").with("most", 500));
        return visit.render_invalid("form.html", &json!({ "title": form.title }), &errors);
    }
    if let Some(file) = form.take_upload("picture") {
        let bytes = file.read().await.map_err(Error::internal)?;
        return Ok(HttpResponse::Ok().body(format!(
            "{} {} {} {}",
            file.name,
            file.claimed_type,
            file.size,
            bytes.len()
        )));
    }
    visit.notice(Message::new("title-with-site").with("title", "<Done>").with("site", "x"));
    visit.warn("form-taken");
    Ok(visit.see_next("/default"))
}

async fn mine(visit: MemberVisit, form: Form<Filled>) -> Result<HttpResponse> {
    Ok(HttpResponse::Ok().body(format!("{} {} {}", visit.me.name, form.title, visit.next().unwrap_or("nowhere"))))
}

fn routes(config: &mut ServiceConfig) {
    config
        .route("/form", web::get().to(edit))
        .route("/form", web::post().to(update))
        .route("/mine", web::post().to(mine));
}

/// The tag of the form on a page, and the cookie that it belongs to.
fn tag(page: &Answer) -> String {
    let (_, rest) = page.body.split_once("name=\"csrf\" value=\"").unwrap();
    rest.split('"').next().unwrap().to_owned()
}

/// A stranger who has read the form.
struct Stranger {
    club: TestClub,
    tag: String,
    cookie: String,
}

impl Stranger {
    async fn new() -> Self {
        let club = TestClub::new(&[FORM]);
        let page = club.ask(routes, get(STALL, "/form")).await;
        let value = page.cookie("__Host-visitor").unwrap();
        let cookie = format!("__Host-visitor={}", value.split(';').next().unwrap());
        Self { tag: tag(&page), cookie, club }
    }

    async fn send(&self, body: String, headers: &[(&str, &str)]) -> Answer {
        let mut request = post(STALL, "/form")
            .insert_header((header::CONTENT_TYPE, "application/x-www-form-urlencoded"))
            .insert_header((header::COOKIE, self.cookie.clone()))
            .set_payload(body);
        for (name, value) in headers {
            request = request.insert_header((*name, *value));
        }
        self.club.ask(routes, request).await
    }

    async fn attach(&self, tag: &str, bytes: &[u8]) -> Answer {
        let mut body = format!(
            "--b\r\nContent-Disposition: form-data; name=\"csrf\"\r\n\r\n{tag}\r\n\
             --b\r\nContent-Disposition: form-data; name=\"title\"\r\n\r\nx\r\n\
             --b\r\nContent-Disposition: form-data; name=\"picture\"; filename=\"../a.png\"\r\nContent-Type: image/png\r\n\r\n"
        )
        .into_bytes();
        body.extend_from_slice(bytes);
        body.extend_from_slice(b"\r\n--b--\r\n");
        let request = post(STALL, "/form")
            .insert_header((header::CONTENT_TYPE, "multipart/form-data; boundary=b"))
            .insert_header((header::COOKIE, self.cookie.clone()))
            .set_payload(body);
        self.club.ask(routes, request).await
    }
}

#[actix_web::test]
async fn a_form_of_ours_is_taken() {
    let stranger = Stranger::new().await;
    let sent = stranger.send(format!("csrf={}&title=x", stranger.tag), &[]).await;
    assert_eq!((sent.status.as_u16(), sent.header("location")), (303, "/default"));
    let browser = [("origin", "https://microblog.club.example"), ("sec-fetch-site", "same-origin")];
    let led_on = stranger.send(format!("csrf={}&title=x&next=/%40ana%23object-1", stranger.tag), &browser).await;
    assert_eq!(led_on.header("location"), "/@ana#object-1");
    let astray = stranger.send(format!("csrf={}&title=x&next=//evil.example", stranger.tag), &browser).await;
    assert_eq!(astray.header("location"), "/default");
}

#[actix_web::test]
async fn a_form_of_others_is_not() {
    let stranger = Stranger::new().await;
    let other = Stranger::new().await;
    for body in ["title=x".to_owned(), "csrf=&title=x".to_owned(), format!("csrf={}&title=x", other.tag)] {
        let sent = stranger.send(body, &[]).await;
        assert_eq!(sent.status, 403);
        assert!(sent.body.contains("out of date"));
    }
    let ours = format!("csrf={}&title=x", stranger.tag);
    assert_eq!(stranger.send(ours.clone(), &[("origin", "https://evil.example")]).await.status, 403);
    assert_eq!(stranger.send(ours.clone(), &[("sec-fetch-site", "cross-site")]).await.status, 403);
    assert_eq!(stranger.send(ours.clone(), &[("content-type", "text/plain")]).await.status, 415);
    assert_eq!(stranger.send(format!("{ours}&x={}", "y".repeat(1 << 20)), &[]).await.status, 413);
}

#[actix_web::test]
async fn a_form_is_shown_again_with_what_is_wrong() {
    let stranger = Stranger::new().await;
    let again = stranger.send(format!("csrf={}&title=", stranger.tag), &[]).await;
    assert_eq!(again.status, 422);
    assert!(again.body.contains("2 things need another look."));
    assert!(again.body.contains(r#"aria-invalid="true" aria-describedby="title-hint title-error""#), "{}", again.body);
    assert!(again.body.contains("This is needed.") && again.body.contains("At most 500 characters fit."));
    assert!(again.body.contains("a &lt; b</textarea>"));
    let unread = stranger.send(format!("csrf={}", stranger.tag), &[("accept", "application/json")]).await;
    assert!(unread.body.contains(r#""field":"title""#) && unread.status == 422, "{}", unread.body);
}

#[actix_web::test]
async fn files_come_with_forms() {
    let stranger = Stranger::new().await;
    assert_eq!(stranger.attach(&stranger.tag, b"picture").await.body, "a.png image/png 7 7");
    assert_eq!(stranger.attach(&stranger.tag, &[b'x'; 100_001]).await.status, 413);
    assert_eq!(stranger.attach("forged", b"picture").await.status, 403);
    // Nothing attached: the handler goes on as if there were no such field.
    assert_eq!(stranger.attach(&stranger.tag, b"").await.body, "a.png image/png 0 0");
}

#[actix_web::test]
async fn notices_are_said_once() {
    let stranger = Stranger::new().await;
    let sent = stranger.send(format!("csrf={}&title=x", stranger.tag), &[]).await;
    let cookie = sent.cookie("__Host-notices").unwrap();
    let cookie = format!("__Host-notices={}", cookie.split(';').next().unwrap());
    let page = stranger.club.ask(routes, get(STALL, "/form").insert_header((header::COOKIE, cookie))).await;
    assert!(page.body.contains("&lt;Done&gt; · x</p>"), "{}", page.body);
    assert!(page.body.contains("notice bad") && page.body.contains("This is taken already."));
    assert!(page.cookie("__Host-notices").unwrap().contains("Max-Age=0"));
    let garbage = get(STALL, "/form").insert_header((header::COOKIE, "__Host-notices=%00garbage"));
    assert_eq!(stranger.club.ask(routes, garbage).await.status, 200);
}

#[actix_web::test]
async fn a_members_form_is_bound_to_the_session() {
    let club = TestClub::new(&[FORM]);
    let ana = club.log_in("ana", Role::Member, "en", Place::Stall("microblog"));
    let bob = club.log_in("bob", Role::Member, "en", Place::Stall("microblog"));
    let page = get(STALL, "/form").insert_header((header::COOKIE, format!("__Host-session={ana}")));
    let page = club.ask(routes, page).await;
    assert!(page.cookie("__Host-visitor").is_none());
    let send = async |session: &str| {
        let request = post(STALL, "/mine")
            .insert_header((header::CONTENT_TYPE, "application/x-www-form-urlencoded"))
            .insert_header((header::COOKIE, format!("__Host-session={session}")))
            .set_payload(format!("csrf={}&title=x&next=/there", tag(&page)));
        club.ask(routes, request).await
    };
    // Visit and form are read side by side and see the same visit.
    assert_eq!(send(&ana).await.body, "ana x /there");
    assert_eq!(send(&bob).await.status, 403);
}

#[actix_web::test]
async fn over_plain_http_cookies_have_no_prefix() {
    let club = TestClub::plain(&[FORM]);
    let page = club.ask(routes, get(SQUARE, "/form")).await;
    assert!(!page.cookie("visitor").unwrap().contains("Secure"));
    assert!(page.cookie("__Host-visitor").is_none());
}

#[actix_web::test]
async fn a_browser_keeps_its_choice() {
    let club = TestClub::new(&[FORM]);
    let page = club.ask(routes, get(STALL, "/preferences?next=/form")).await;
    assert!(page.body.contains(r#"<option value="fair">Merry-go-round</option>"#), "{}", page.body);
    let visitor = page.cookie("__Host-visitor").unwrap();
    let request = post(STALL, "/preferences")
        .insert_header((header::CONTENT_TYPE, "application/x-www-form-urlencoded"))
        .insert_header((header::COOKIE, format!("__Host-visitor={}", visitor.split(';').next().unwrap())))
        .set_payload(format!("csrf={}&next=/form&locale=fr&theme=fair&colours=dark", tag(&page)));
    let kept = club.ask(routes, request).await;
    assert_eq!((kept.status.as_u16(), kept.header("location")), (303, "/form"));
    let cookies: Vec<String> = ["locale", "theme", "colours"]
        .map(|name| {
            format!("__Host-{name}={}", kept.cookie(&format!("__Host-{name}")).unwrap().split(';').next().unwrap())
        })
        .into();
    let page = club.ask(routes, get(STALL, "/form").insert_header((header::COOKIE, cookies.join("; ")))).await;
    assert!(page.body.contains(r#"<html lang="fr" data-colours="dark" data-theme="fair""#), "{}", page.body);
}
