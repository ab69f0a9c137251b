//! A club with one stall, and a browser to look at it.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test may panic"
)]

use std::collections::BTreeMap;
use std::sync::Arc;

use actix_web::dev::Service;
use actix_web::http::{StatusCode, header};
use actix_web::test::{self, TestRequest};
use host::social::account::{Account, NewMember, RegistrationMode, Role};
use host::social::mail::Mail;
use host::social::password;
use host::social::setting;
use host::store::jobs::Runner;
use host::store::migrations;
use host::{App, Config, Manifest, Module, Modules, membership};
use regex::Regex;
use store::testing::TestDb;

/// The password of every member.
pub(crate) const PASSWORD: &str = "four quiet herons";

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
    messages: &[
        ("en", "toy-title = Toys\ntoy-about = For play.\n"),
        ("fr", "toy-title = Jouets\ntoy-about = Pour jouer.\n"),
    ],
    navigation: &[],
    upload_bytes: None,
    object_pages: &[],
    features: &[],
    settings: &[
        host::Knob { key: "toy.loud", label: "toy-title", value: host::module::KnobValue::Switch(false) },
        host::Knob { key: "toy.count", label: "toy-about", value: host::module::KnobValue::Number(3, 1, 9) },
    ],
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

pub(crate) struct Club {
    pub(crate) app: App,
    // In this order: the folder goes last.
    _database: TestDb,
}

impl Club {
    pub(crate) async fn open(mode: RegistrationMode) -> Self {
        let database = store::testing::db(&[migrations::HOST]);
        let mut config = Config {
            domain: "club.example".to_owned(),
            data_dir: database.folder().to_owned(),
            database: database.config(),
            ..Config::default()
        };
        config.registration.mode = mode;
        config.federation.enabled = false;
        let app = App::open(config, Modules::new(&[&Toy])).await.unwrap();
        Self { app, _database: database }
    }

    /// A member who may log in with [`PASSWORD`], with an actor at the stall.
    pub(crate) async fn member(&self, name: &'static str, role: Role) -> Account {
        let hash = password::hash(PASSWORD).unwrap();
        let made = self.app.db.write(move |c| {
            let email = format!("{name}@example.org");
            let new = NewMember { name, email: &email, password_hash: &hash, locale: "en", role };
            Ok::<_, diesel::result::Error>(Account::create(c, new).expect("a new account"))
        });
        let account = made.await.unwrap();
        membership::settle(&self.app, account.id).await.unwrap();
        account
    }

    /// A browser in which that member is logged in.
    pub(crate) async fn browser_of(&self, name: &str) -> Browser<'_> {
        let mut browser = self.browser();
        browser.get("/log-in").await;
        let answer = browser.post("/log-in", &[("login", name), ("password", PASSWORD)]).await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.body);
        browser
    }

    pub(crate) fn browser(&self) -> Browser<'_> {
        Browser { club: self, cookies: BTreeMap::new(), csrf: String::new() }
    }

    /// The newest kept mail to an address.
    pub(crate) async fn mail_to(&self, address: &str) -> Mail {
        let mails = self.app.db.read(|c| Mail::list(c, None, 100)).await.unwrap();
        mails.into_iter().find(|mail| mail.recipient == address).unwrap_or_else(|| panic!("no mail to {address}"))
    }

    /// The path of the link in that mail.
    pub(crate) async fn link_to(&self, address: &str) -> String {
        let mail = self.mail_to(address).await;
        let link = mail.body.lines().find_map(|line| line.strip_prefix("https://club.example")).expect("a link");
        link.to_owned()
    }

    /// Does the jobs that wait.
    pub(crate) async fn work(&self) {
        Arc::new(crate::jobs(Runner::new())).drain(&self.app.db, &Arc::new(self.app.clone())).await;
    }

    pub(crate) async fn set_mode(&self, mode: RegistrationMode) {
        self.app.db.write(move |c| setting::REGISTRATION.set(c, &Some(mode))).await.unwrap();
    }

    pub(crate) async fn account(&self, name: &'static str) -> Account {
        self.app.db.read(move |c| Account::find_by_name(c, name)).await.unwrap().expect("an account")
    }
}

/// What came back.
pub(crate) struct Answer {
    pub(crate) status: StatusCode,
    pub(crate) location: String,
    pub(crate) body: String,
    pub(crate) bytes: Vec<u8>,
    pub(crate) disposition: String,
}

/// Keeps cookies and the tag of the last form, as a browser does.
pub(crate) struct Browser<'c> {
    club: &'c Club,
    cookies: BTreeMap<String, String>,
    csrf: String,
}

impl Browser<'_> {
    pub(crate) async fn get(&mut self, path: &str) -> Answer {
        self.ask(TestRequest::get().uri(path)).await
    }

    /// Sends a form as the page that was shown last would.
    pub(crate) async fn post(&mut self, path: &str, fields: &[(&str, &str)]) -> Answer {
        let mut form: Vec<(&str, &str)> = fields.to_vec();
        let csrf = self.csrf.clone();
        form.push(("csrf", &csrf));
        let request = TestRequest::post().uri(path).insert_header((header::ORIGIN, "https://club.example"));
        self.ask(request.set_form(form)).await
    }

    /// Sends a form with a file, as the page that was shown last would.
    pub(crate) async fn attach(&mut self, path: &str, fields: &[(&str, &str)], name: &str, bytes: &[u8]) -> Answer {
        let mut body = Vec::new();
        for (field, value) in [&[("csrf", self.csrf.as_str())], fields].concat() {
            let part = format!("--part\r\nContent-Disposition: form-data; name=\"{field}\"\r\n\r\n{value}\r\n");
            body.extend_from_slice(part.as_bytes());
        }
        let head = format!("--part\r\nContent-Disposition: form-data; name=\"file\"; filename=\"{name}\"\r\n\r\n");
        body.extend_from_slice(head.as_bytes());
        body.extend_from_slice(bytes);
        body.extend_from_slice(b"\r\n--part--\r\n");
        let request = TestRequest::post().uri(path).insert_header((header::ORIGIN, "https://club.example"));
        let kind = (header::CONTENT_TYPE, "multipart/form-data; boundary=part");
        self.ask(request.insert_header(kind).set_payload(body)).await
    }

    async fn ask(&mut self, request: TestRequest) -> Answer {
        let app = self.club.app.clone();
        let routes = move |config: &mut actix_web::web::ServiceConfig| {
            config.app_data(app);
            crate::routes(config);
        };
        let service = test::init_service(host::web::app(self.club.app.web.clone(), routes)).await;
        let jar: Vec<String> = self.cookies.iter().map(|(name, value)| format!("{name}={value}")).collect();
        let request =
            request.insert_header((header::HOST, "club.example")).insert_header((header::COOKIE, jar.join("; ")));
        let request =
            request.insert_header((header::ACCEPT, "text/html")).insert_header((header::ACCEPT_LANGUAGE, "en"));
        let response = service.call(request.to_request()).await.unwrap();
        self.keep(response.headers());
        let said =
            |name| response.headers().get(name).map(|value| value.to_str().unwrap().to_owned()).unwrap_or_default();
        let (status, location, disposition) =
            (response.status(), said(header::LOCATION), said(header::CONTENT_DISPOSITION));
        let bytes = test::read_body(response).await.to_vec();
        let body = String::from_utf8_lossy(&bytes).into_owned();
        if let Some(found) = Regex::new(r#"name="csrf" value="([^"]+)""#).unwrap().captures(&body) {
            self.csrf = found[1].to_owned();
        }
        Answer { status, location, body, bytes, disposition }
    }

    fn keep(&mut self, headers: &header::HeaderMap) {
        for line in headers.get_all(header::SET_COOKIE) {
            let pair = line.to_str().unwrap().split(';').next().unwrap();
            let (name, value) = pair.split_once('=').unwrap();
            match value {
                "" => self.cookies.remove(name),
                value => self.cookies.insert(name.to_owned(), value.to_owned()),
            };
        }
    }
}

impl Answer {
    /// The page without what differs from one showing to the next.
    pub(crate) fn steady(&self) -> String {
        Regex::new(r#"name="csrf" value="[^"]+""#).unwrap().replace_all(&self.body, "").into_owned()
    }
}
