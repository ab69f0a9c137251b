//! A club for the tests of this crate: a square, one stall, a fresh database, and what one needs to ask it things.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing)]

use std::sync::Arc;

use actix_web::dev::{Service, ServiceResponse};
use actix_web::http::{StatusCode, header};
use actix_web::test::{self, TestRequest};
use actix_web::web::ServiceConfig;
use social::account::{Account, NewMember, Role};
use social::session::{Client, Session};
use store::migrations;
use store::testing::TestDb;
use store::uri::{Hosts, Origin, Site as Place, Stall};

use crate::theme::Additions;
use crate::{Club, Limiter, LimitsConfig, NavItem, Needs, Parts, ServerConfig, ServerKey, Site, State, Themes};

/// Messages and a template that the modules of a real club would bring.
const EN: &str = "site-square = The square\nsite-stall = Microblog\nnav-home = Home\nnav-federated = Federated\nnav-reports = Reports\n";
const FR: &str = "site-square = La place\nsite-stall = Microblog\nnav-home = Accueil\nnav-federated = Fédéré\nnav-reports = Signalements\n";

pub(crate) struct TestClub {
    pub(crate) db: TestDb,
    pub(crate) state: State,
}

/// What came back.
pub(crate) struct Answer {
    pub(crate) status: StatusCode,
    pub(crate) headers: header::HeaderMap,
    pub(crate) body: String,
}

impl Answer {
    pub(crate) fn header(&self, name: &str) -> &str {
        self.headers.get(name).map(|value| value.to_str().unwrap()).unwrap_or_default()
    }

    /// The value of a cookie that is set, and all that is said of it.
    pub(crate) fn cookie(&self, name: &str) -> Option<String> {
        let lines = self.headers.get_all(header::SET_COOKIE).map(|value| value.to_str().unwrap());
        lines.filter_map(|line| line.strip_prefix(&format!("{name}="))).map(ToOwned::to_owned).next()
    }
}

pub(crate) fn hosts(scheme: &str) -> Hosts {
    let origin = |host| Origin::new(scheme, host).unwrap();
    let stall = Stall { name: "microblog", origin: origin("microblog.club.example") };
    Hosts::new(origin("club.example"), vec![stall]).unwrap()
}

fn sites(hosts: &Hosts) -> Vec<Arc<Site>> {
    let item = |label, path, icon, needs| NavItem { label, path, icon, needs };
    let square = Site {
        place: Place::Square,
        name: "square",
        title: "site-square",
        origin: hosts.square().clone(),
        look: crate::Look::Cards,
        object_pages: &[],
        upload_bytes: 100_000,
        navigation: Vec::new(),
    };
    let stall = Site {
        place: Place::Stall("microblog"),
        name: "microblog",
        title: "site-stall",
        origin: hosts.stalls()[0].origin.clone(),
        look: crate::Look::Cards,
        object_pages: &[],
        upload_bytes: 100_000,
        navigation: vec![
            item("nav-home", "/home", "home", Needs::Member),
            item("nav-federated", "/federated", "world", Needs::Everyone),
            item("nav-reports", "/reports", "report", Needs::Moderator),
        ],
    };
    vec![Arc::new(square), Arc::new(stall)]
}

pub(crate) fn themes(templates: &[(&str, &str)]) -> Themes {
    let additions = Additions {
        templates: templates.to_vec(),
        locales: vec![("en", EN), ("fr", FR)],
        origins: vec![
            ("square", "https://club.example".to_owned()),
            ("microblog", "https://microblog.club.example".to_owned()),
        ],
        ..Additions::default()
    };
    Themes::load(None, &additions).unwrap()
}

impl TestClub {
    pub(crate) fn new(templates: &[(&str, &str)]) -> Self {
        Self::with("https", templates, ServerConfig::default())
    }

    /// Over plain HTTP, as on a developer's machine.
    pub(crate) fn plain(templates: &[(&str, &str)]) -> Self {
        Self::with("http", templates, ServerConfig::default())
    }

    /// With the section `[server]` of its configuration.
    pub(crate) fn with(scheme: &str, templates: &[(&str, &str)], config: ServerConfig) -> Self {
        let db = store::testing::db(&[migrations::HOST]);
        let hosts = hosts(scheme);
        let parts = Parts {
            db: db.db(),
            sites: sites(&hosts),
            hosts,
            themes: themes(templates),
            config,
            key: ServerKey::new(&[42; 32]),
            limiter: Limiter::new(&LimitsConfig::default()),
            upload_bytes: 100_000,
            version: "0.0.0",
        };
        let club = Club { name: "The <Fair>".to_owned(), registration: true, ..Club::default() };
        Self { db, state: State::new(parts, club) }
    }

    /// A member, and the token of a session of theirs at a place.
    pub(crate) fn log_in(&self, name: &'static str, role: Role, locale: &'static str, place: Place) -> String {
        let made = self.db.write_blocking(move |c| {
            let email = format!("{name}@example.org");
            let new = NewMember { name, email: &email, password_hash: "hash", locale, role };
            let account = Account::create(c, new).expect("an account");
            let (square, token) = Session::open(c, account.id, &Place::Square, None, &Client::default())?;
            if place == Place::Square {
                return Ok::<_, diesel::result::Error>(token);
            }
            Ok(Session::open(c, account.id, &place, Some(square.id), &Client::default())?.1)
        });
        made.unwrap().into()
    }

    /// Asks the application one thing.
    pub(crate) async fn ask(&self, routes: fn(&mut ServiceConfig), request: TestRequest) -> Answer {
        let service = test::init_service(crate::app(self.state.clone(), routes)).await;
        let response: ServiceResponse<_> = service.call(request.to_request()).await.unwrap();
        let (status, headers) = (response.status(), response.headers().clone());
        let body = String::from_utf8_lossy(&test::read_body(response).await).into_owned();
        Answer { status, headers, body }
    }
}

pub(crate) fn get(host: &str, path: &str) -> TestRequest {
    TestRequest::get().uri(path).insert_header((header::HOST, host))
}

pub(crate) fn post(host: &str, path: &str) -> TestRequest {
    TestRequest::post().uri(path).insert_header((header::HOST, host))
}

pub(crate) const SQUARE: &str = "club.example";
pub(crate) const STALL: &str = "microblog.club.example";
