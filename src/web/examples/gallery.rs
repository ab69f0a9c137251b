//! A page with every component, for whoever draws a theme:
//! `cargo run -p web --example gallery`, then <http://microblog.localhost:8123/gallery> (`?as=member` to be logged in).

#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    reason = "an example that cannot be set up has nothing to show"
)]

use std::sync::Arc;

use actix_web::http::StatusCode;
use actix_web::web::{self, Path, ServiceConfig};
use actix_web::{HttpRequest, HttpResponse};
use serde::Serialize;
use social::account::{Account, NewMember, Role};
use social::session::{Client, Session};
use social::visibility::Visibility;
use store::uri::{Hosts, Origin, Site as Place, Stall};
use store::{clock, migrations};
use web_crate::card::{
    AuthorCard, Counts, MediaCard, MediaKind, ObjectCard, Pagination, PollCard, PollOption, QuoteCard, ReplyTo, Viewer,
};
use web_crate::theme::Additions;
use web_crate::tls::Certified;
use web_crate::{
    Club, FieldErrors, Limiter, LimitsConfig, NavItem, Needs, Parts, ServerConfig, ServerKey, Site, State, Themes,
    Visit,
};

extern crate web as web_crate;

const WORDS: [(&str, &str); 2] = [
    (
        "en",
        "site-square = The square\nsite-microblog = Microblog\nsite-photos = Photos\nnav-home = Home\nnav-local = Local\nnav-federated = Federated\nnav-notifications = Notifications\nnav-search = Search\n",
    ),
    (
        "fr",
        "site-square = La place\nsite-microblog = Microblog\nsite-photos = Photos\nnav-home = Accueil\nnav-local = Local\nnav-federated = Fédéré\nnav-notifications = Notifications\nnav-search = Recherche\n",
    ),
];

#[derive(Serialize)]
struct Gallery {
    cards: Vec<ObjectCard>,
    pages: Pagination,
    icons: Vec<String>,
}

fn author(name: &str, handle: &str, picture: u8) -> AuthorCard {
    AuthorCard {
        name: name.to_owned(),
        handle: handle.to_owned(),
        avatar_url: if picture > 0 { format!("/pictures/{picture}") } else { String::new() },
        page_url: format!("/@{}", handle.split('@').next().unwrap_or(handle)),
        is_local: picture == 1,
        is_bot: picture == 0,
    }
}

fn card(id: u8, author: AuthorCard, content: &str, viewer: Option<Viewer>) -> ObjectCard {
    ObjectCard {
        held: false,
        tags: Vec::new(),
        id: id.to_string(),
        page_url: format!("{}/{id}", author.page_url),
        url: format!("https://social.example/{id}"),
        kind: "note".to_owned(),
        author,
        title: None,
        content_html: content.to_owned(),
        summary: None,
        sensitive: false,
        published: clock::now() - chrono::Duration::minutes(i64::from(id) * i64::from(id) * 7),
        edited: None,
        language: Some("en".to_owned()),
        visibility: Visibility::Public,
        media: Vec::new(),
        poll: None,
        place: None,
        participation: None,
        preview: None,
        quote: None,
        in_reply_to: None,
        boosted_by: None,
        counts: Counts { replies: 3, boosts: 12, likes: 1204 },
        mine: false,
        viewer,
        origin_host: None,
        filtered: None,
        occasion: None,
    }
}

fn picture(number: u8, width: i32, height: i32) -> MediaCard {
    MediaCard {
        kind: MediaKind::Image,
        url: format!("/pictures/{number}"),
        preview_url: format!("/pictures/{number}"),
        renditions: Vec::new(),
        page_url: String::new(),
        licence: String::new(),
        licence_url: String::new(),
        exposure: None,
        alt: "Stripes of colour".to_owned(),
        width,
        height,
        ratio: 20,
        blurhash: String::new(),
        focus_x: 5,
        focus_y: 5,
    }
}

fn poll(voted: bool) -> PollCard {
    let option =
        |title: &str, percent, own| PollOption { title: title.to_owned(), votes: i64::from(percent), percent, own };
    PollCard {
        options: vec![
            option("Waffles", 62, voted),
            option("Gingerbread, with a rather long name to see it wrap on a small screen", 38, false),
        ],
        multiple: false,
        closed: false,
        voters: 100,
        ends_at: Some(clock::now() + chrono::Duration::hours(5)),
        voted,
    }
}

fn cards(viewer: Option<Viewer>) -> Vec<ObjectCard> {
    let ana = || author("Ana", "ana@microblog.localhost", 1);
    let bob = || author("Bob de la Très Longue Rue", "bob@a-rather-long-host-name.example", 2);
    let mut first = card(
        1,
        ana(),
        "<p>The <strong>merry-go-round</strong> is painted. See <a href=\"#t\">#fair</a> and <a href=\"#b\">@bob</a>!</p><p>New stripes, old horses. https://a-very-long-address.example/with/many/parts/that/does/not/want/to/end</p>",
        viewer.map(|v| Viewer { liked: true, pinned: true, ..v }),
    );
    first.mine = viewer.is_some();
    first.edited = Some(first.published);
    first.media = vec![picture(3, 1200, 800)];
    let mut second = card(2, bob(), "<p>Waffles or gingerbread?</p>", viewer.map(|v| Viewer { boosted: true, ..v }));
    second.boosted_by = Some(ana());
    second.poll = Some(poll(false));
    second.origin_host = Some("a-rather-long-host-name.example".to_owned());
    let mut third = card(3, bob(), "<p>The killer is the clown.</p>", viewer);
    third.summary = Some("Ghost train, plot".to_owned());
    third.visibility = Visibility::Unlisted;
    let mut fourth = card(
        4,
        author("Fair bot", "bot@social.example", 0),
        "<p>Voted.</p>",
        viewer.map(|v| Viewer { bookmarked: true, may_boost: false, ..v }),
    );
    fourth.in_reply_to = Some(ReplyTo { handle: "ana@microblog.localhost".to_owned(), url: "/@ana/1".to_owned() });
    fourth.visibility = Visibility::Followers;
    fourth.poll = Some(poll(true));
    let mut fifth = card(5, ana(), "<p>Three pictures, and a quote.</p>", viewer);
    fifth.media = vec![picture(1, 0, 0), picture(2, 0, 0), picture(3, 0, 0)];
    fifth.quote = Some(Box::new(QuoteCard::Shown { card: card(9, bob(), "<p>Quoted words.</p>", None) }));
    let mut sixth = card(6, ana(), "<p>Not for everyone.</p>", viewer);
    sixth.sensitive = true;
    sixth.visibility = Visibility::Direct;
    sixth.media = vec![picture(2, 0, 0), picture(3, 0, 0)];
    sixth.quote = Some(Box::new(QuoteCard::Pending { url: "https://social.example/1".to_owned() }));
    vec![first, second, third, fourth, fifth, sixth]
}

async fn gallery(visit: Visit) -> web_crate::Result<HttpResponse> {
    let viewer = visit.member.as_ref().map(|_| Viewer {
        may_boost: true,
        may_quote: true,
        may_answer: true,
        ..Viewer::default()
    });
    let sprite = include_str!("../../../themes/default/images/icons.svg");
    let icons = sprite.split("id=\"").skip(1).map(|rest| rest.split('"').next().unwrap_or_default().to_owned());
    let pages = Pagination { newer: Some("?newer=1".to_owned()), older: Some("?older=1".to_owned()) };
    visit.notice("preferences-saved");
    let errors = FieldErrors::one("email", "form-unfit");
    visit.render_as(
        StatusCode::OK,
        "gallery.html",
        &Gallery { cards: cards(viewer), pages, icons: icons.collect() },
        &errors,
    )
}

/// A picture that needs no file.
async fn stripes(number: Path<u8>) -> HttpResponse {
    let (one, two) = [("#c62848", "#f6d9a8"), ("#1f8a80", "#e9f3e6"), ("#3f6fb5", "#f2b632")][usize::from(*number % 3)];
    let svg = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"1200\" height=\"800\" viewBox=\"0 0 12 8\"><rect width=\"12\" height=\"8\" fill=\"{two}\"/><path fill=\"{one}\" d=\"M0 0h2v8H0zM4 0h2v8H4zM8 0h2v8H8z\"/></svg>"
    );
    HttpResponse::Ok().content_type("image/svg+xml").body(svg)
}

/// Logs in without a question: it is a gallery.
async fn enter(state: State, req: HttpRequest) -> HttpResponse {
    let token = state.db.write(|c| {
        let account = match Account::find_by_name(c, "ana")? {
            Some(account) => account,
            None => {
                let new = NewMember {
                    name: "ana",
                    email: "ana@example.org",
                    password_hash: "hash",
                    locale: "en",
                    role: Role::Owner,
                };
                Account::create(c, new).expect("an account")
            }
        };
        Ok::<_, diesel::result::Error>(
            Session::open(c, account.id, &Place::Stall("microblog"), None, &Client::default())?.1,
        )
    });
    let cookie = web_crate::session::open(&state, token.await.unwrap().as_str());
    let path = req.query_string().split("next=").nth(1).unwrap_or("/gallery");
    HttpResponse::SeeOther().cookie(cookie).insert_header(("location", path)).finish()
}

fn routes(config: &mut ServiceConfig) {
    config
        .route("/gallery", web::get().to(gallery))
        .route("/pictures/{number}", web::get().to(stripes))
        .route("/enter", web::get().to(enter));
}

fn state(db: store::Db) -> State {
    let origin = |host: &str| Origin::new("http", host).unwrap();
    let stalls = [("microblog", "microblog.localhost:8123"), ("photos", "photos.localhost:8123")];
    let stalls = stalls.map(|(name, host)| Stall { name, origin: origin(host) }).to_vec();
    let hosts = Hosts::new(origin("localhost:8123"), stalls).unwrap();
    let item = |label, path, icon, needs| NavItem { label, path, icon, needs };
    let navigation = vec![
        item("nav-home", "/gallery", "home", Needs::Everyone),
        item("nav-local", "/local", "people", Needs::Everyone),
        item("nav-federated", "/federated", "world", Needs::Everyone),
        item("nav-notifications", "/notifications", "bell", Needs::Member),
        item("nav-search", "/search", "search", Needs::Everyone),
    ];
    let site = |place, name, title, origin: &Origin| {
        let (origin, navigation) = (origin.clone(), navigation.clone());
        let look = web_crate::Look::Cards;
        Arc::new(Site { place, name, title, origin, look, navigation, object_pages: &[], upload_bytes: 1 << 20 })
    };
    let mut sites = vec![site(Place::Square, "square", "site-square", hosts.square())];
    sites.push(site(Place::Stall("microblog"), "microblog", "site-microblog", &hosts.stalls()[0].origin));
    sites.push(site(Place::Stall("photos"), "photos", "site-photos", &hosts.stalls()[1].origin));
    let additions = Additions {
        templates: vec![("gallery.html", include_str!("gallery/page.html"))],
        locales: WORDS.to_vec(),
        origins: sites.iter().map(|site| (site.name, site.origin.to_string())).collect(),
        ..Additions::default()
    };
    let parts = Parts {
        db,
        hosts,
        themes: Themes::load(None, &additions).unwrap(),
        config: ServerConfig { listen: vec!["127.0.0.1:8123".parse().unwrap()], workers: 1, ..ServerConfig::default() },
        sites,
        key: ServerKey::new(&[1; 32]),
        limiter: Limiter::new(&LimitsConfig::default()),
        upload_bytes: 1 << 20,
        version: env!("CARGO_PKG_VERSION"),
    };
    State::new(parts, Club { name: "Kermesse de Saint-Martin".to_owned(), registration: true, ..Club::default() })
}

#[actix_web::main]
async fn main() -> std::io::Result<()> {
    let db = store::testing::db(&[migrations::HOST]);
    let serving = web_crate::bind(&state(db.db()), &Certified::default(), routes).unwrap();
    serving.server.await
}
