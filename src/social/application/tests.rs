//! What a program may say of itself, and how it is known again.

#![expect(clippy::unwrap_used, clippy::panic, reason = "a test that fails is to say where")]

use chrono::Duration;
use diesel::prelude::*;
use store::{Conn, clock};

use super::{Application, NewApplication, OUT_OF_BAND, RegistrationError};
use crate::access_token::{AccessToken, NewToken};
use crate::authorization::{Authorization, Consent};
use crate::fixture::{check, member};
use crate::schema::{access_tokens, applications, authorizations};
use crate::scope::Scopes;

fn new<'a>(redirect_uris: &'a str, scopes: &'a Scopes) -> NewApplication<'a> {
    NewApplication { stall: "microblog", name: "Mouse", website: "", redirect_uris, scopes }
}

/// What becomes of a program with that redirect URI.
fn redirect(c: &mut Conn, uris: &str) -> Result<(), RegistrationError> {
    Application::register(c, new(uris, &Scopes::fallback())).map(drop)
}

#[test]
fn a_program_is_known_at_its_stall_by_its_secret() {
    check(|c| {
        let (app, secret) = Application::register(c, new(OUT_OF_BAND, &Scopes::fallback())).unwrap();
        let found = Application::find_by_client_id(c, "microblog", &app.client_id).unwrap().unwrap();
        assert!(found.proves(secret.as_str()));
        assert!(!found.proves(""));
        assert!(!found.proves(&found.client_id));
        assert!(Application::find_by_client_id(c, "pottery", &app.client_id).unwrap().is_none());
        let kept: String = applications::table.select(applications::secret_hash).first(c).unwrap();
        assert_ne!(kept, secret.as_str());
    });
}

#[test]
fn codes_are_sent_where_a_program_listens() {
    check(|c| {
        let good = [
            OUT_OF_BAND,
            "https://client.example/callback?x=1",
            "http://127.0.0.1:4000/",
            "com.tapbots.Ivory.10217:/request_token",
            "moshidon-android-auth://callback",
            "mastodon://joinmastodon.org/oauth",
        ];
        for uri in good {
            redirect(c, uri).unwrap_or_else(|error| panic!("{uri}: {error}"));
        }
        let bad = [
            "javascript:alert(1)",
            "JavaScript:alert(1)",
            "data:text/html,x",
            "vbscript:x",
            "blob:https://client.example/1",
            "/callback",
            "client.example/callback",
            "https://client.example/#here",
            "https://",
        ];
        for uri in bad {
            assert!(matches!(redirect(c, uri), Err(RegistrationError::Redirect(_))), "{uri}");
        }
        assert!(matches!(redirect(c, " \n"), Err(RegistrationError::RedirectMissing)));
        let many: Vec<String> = (0..21).map(|n| format!("https://client.example/{n}")).collect();
        assert!(matches!(redirect(c, &many.join("\n")), Err(RegistrationError::TooManyRedirects)));
        let long = format!("https://client.example/{}", "x".repeat(2000));
        assert!(matches!(redirect(c, &long), Err(RegistrationError::Redirect(_))));
    });
}

#[test]
fn a_redirect_must_match_to_the_letter() {
    check(|c| {
        let uris = "https://client.example/back\nmouse:/back https://client.example/back";
        let (app, _) = Application::register(c, new(uris, &Scopes::fallback())).unwrap();
        assert_eq!(app.redirect_uris().collect::<Vec<_>>(), ["https://client.example/back", "mouse:/back"]);
        assert!(app.redirects_to("mouse:/back"));
        for uri in ["https://client.example/back/", "https://client.example/back?x", "https://client.example", ""] {
            assert!(!app.redirects_to(uri), "{uri}");
        }
    });
}

#[test]
fn a_name_and_a_website_are_short_and_plain() {
    check(|c| {
        let scopes = Scopes::fallback();
        let mut register = |name: &str, website: &str| {
            let new = NewApplication { name, website, ..new(OUT_OF_BAND, &scopes) };
            Application::register(c, new).map(|(app, _)| app)
        };
        let mouse = register(" Mouse ", " https://mouse.example ").unwrap();
        assert_eq!((mouse.name.as_str(), mouse.website.as_deref()), ("Mouse", Some("https://mouse.example")));
        assert_eq!(register("Mouse", "").unwrap().website, None);
        assert!(matches!(register("  ", ""), Err(RegistrationError::NameMissing)));
        assert!(matches!(register(&"x".repeat(61), ""), Err(RegistrationError::NameTooLong)));
        for website in ["javascript:alert(1)", "mouse.example", "mailto:a@mouse.example"] {
            assert!(matches!(register("Mouse", website), Err(RegistrationError::Website)), "{website}");
        }
    });
}

#[test]
fn programs_that_hold_nothing_are_forgotten_after_a_day() {
    check(|c| {
        let scopes = Scopes::fallback();
        let ana = member(c, "ana").account_id.unwrap();
        let [used, asked, idle, fresh] =
            [(); 4].map(|()| Application::register(c, new(OUT_OF_BAND, &scopes)).unwrap().0);
        let yesterday = applications::created_at.eq(clock::now() - Duration::hours(25));
        let old = applications::table.filter(applications::id.ne(fresh.id));
        diesel::update(old).set(yesterday).execute(c).unwrap();
        AccessToken::issue(c, NewToken::of_program(&used, &scopes)).unwrap();
        let consent = Consent { account: ana, scopes: &scopes, redirect_uri: OUT_OF_BAND, challenge: None };
        Authorization::issue(c, &asked, consent).unwrap();

        Application::expire(c).unwrap();
        let left = Application::load(c, &[used.id, asked.id, idle.id, fresh.id]).unwrap();
        assert_eq!(left.len(), 3);
        assert!(left.iter().all(|app| app.id != idle.id));

        let month_ago = clock::now() - Duration::days(31);
        diesel::update(authorizations::table).set(authorizations::expires_at.eq(month_ago)).execute(c).unwrap();
        diesel::update(access_tokens::table).set(access_tokens::created_at.eq(month_ago)).execute(c).unwrap();
        Authorization::expire(c).unwrap();
        AccessToken::expire(c).unwrap();
        Application::expire(c).unwrap();
        let left: Vec<_> =
            Application::load(c, &[used.id, asked.id, fresh.id]).unwrap().into_iter().map(|a| a.id).collect();
        assert_eq!(left, [fresh.id]);
    });
}
