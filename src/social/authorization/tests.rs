//! What a code buys, and for whom.

#![expect(clippy::unwrap_used, reason = "a test that fails is to say where")]

use aws_lc_rs::digest::{SHA256, digest};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use chrono::Duration;
use diesel::prelude::*;
use store::{Conn, clock, migrations, testing};

use super::{Authorization, Claim, Consent, is_challenge};
use crate::access_token::AccessToken;
use crate::account::AccountId;
use crate::application::{Application, NewApplication};
use crate::fixture::{check, member};
use crate::schema::{access_tokens, authorizations};
use crate::scope::Scopes;
use crate::secret::Secret;

const HERE: &str = "https://client.example/back";
const VERIFIER: &str = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";

fn challenge() -> String {
    URL_SAFE_NO_PAD.encode(digest(&SHA256, VERIFIER.as_bytes()))
}

fn program(c: &mut Conn) -> Application {
    let scopes = Scopes::fallback();
    let new = NewApplication { stall: "microblog", name: "Mouse", website: "", redirect_uris: HERE, scopes: &scopes };
    Application::register(c, new).unwrap().0
}

fn code(c: &mut Conn, app: &Application, account: AccountId, challenge: Option<&str>) -> Secret {
    let consent = Consent { account, scopes: &Scopes::fallback(), redirect_uri: HERE, challenge };
    Authorization::issue(c, app, consent).unwrap()
}

fn claim(code: &Secret) -> Claim<'_> {
    Claim { code: code.as_str(), redirect_uri: HERE, verifier: "" }
}

fn ana(c: &mut Conn) -> AccountId {
    member(c, "ana").account_id.unwrap()
}

fn tokens(c: &mut Conn) -> i64 {
    access_tokens::table.count().get_result(c).unwrap()
}

#[test]
fn a_code_buys_one_token() {
    check(|c| {
        let (app, ana) = (program(c), ana(c));
        let code = code(c, &app, ana, None);
        let (token, secret) = Authorization::redeem(c, &app, claim(&code)).unwrap().unwrap();
        assert_eq!((token.account_id, token.application_id), (Some(ana), Some(app.id)));
        assert_eq!((token.stall.as_str(), token.name.as_str()), ("microblog", "Mouse"));
        let bearer = AccessToken::find_by_token(c, "microblog", secret.as_str()).unwrap().unwrap();
        assert_eq!(bearer.token.id, token.id);
    });
}

#[test]
fn a_code_that_is_brought_again_ends_its_token() {
    check(|c| {
        let (app, ana) = (program(c), ana(c));
        let code = code(c, &app, ana, None);
        assert!(Authorization::redeem(c, &app, claim(&code)).unwrap().is_some());
        assert_eq!(tokens(c), 1);
        assert!(Authorization::redeem(c, &app, claim(&code)).unwrap().is_none());
        assert_eq!(tokens(c), 0);
        assert!(Authorization::redeem(c, &app, claim(&code)).unwrap().is_none(), "still used, with its token gone");
    });
}

#[test]
fn a_code_is_bound_to_program_redirect_and_time() {
    check(|c| {
        let (app, other, ana) = (program(c), program(c), ana(c));
        let code = code(c, &app, ana, None);
        assert!(Authorization::redeem(c, &other, claim(&code)).unwrap().is_none());
        let elsewhere = Claim { redirect_uri: "https://client.example/", ..claim(&code) };
        assert!(Authorization::redeem(c, &app, elsewhere).unwrap().is_none());
        assert!(Authorization::redeem(c, &app, Claim { code: "", ..claim(&code) }).unwrap().is_none());

        let past = authorizations::expires_at.eq(clock::now() - Duration::seconds(1));
        diesel::update(authorizations::table).set(past).execute(c).unwrap();
        assert!(Authorization::redeem(c, &app, claim(&code)).unwrap().is_none());
        Authorization::expire(c).unwrap();
        assert_eq!(authorizations::table.count().get_result::<i64>(c).unwrap(), 0);
    });
}

#[test]
fn the_verifier_must_be_what_the_challenge_is_of() {
    check(|c| {
        let (app, ana) = (program(c), ana(c));
        let code = code(c, &app, ana, Some(&challenge()));
        for verifier in ["", "wrong", &challenge()] {
            assert!(Authorization::redeem(c, &app, Claim { verifier, ..claim(&code) }).unwrap().is_none());
        }
        let right = Claim { verifier: VERIFIER, ..claim(&code) };
        assert!(Authorization::redeem(c, &app, right).unwrap().is_some());
    });
}

#[test]
fn a_verifier_without_a_challenge_is_refused() {
    check(|c| {
        let (app, ana) = (program(c), ana(c));
        let code = code(c, &app, ana, None);
        let claim = Claim { verifier: VERIFIER, ..claim(&code) };
        assert!(Authorization::redeem(c, &app, claim).unwrap().is_none());
    });
}

#[test]
fn a_challenge_is_a_hash() {
    assert!(is_challenge(&challenge()));
    for text in ["", "plain", VERIFIER.get(1..).unwrap(), &format!("{}=", challenge()), &format!("{}A", challenge())] {
        assert!(!is_challenge(text), "{text}");
    }
}

#[test]
fn codes_end_with_what_may_end_tokens() {
    check(|c| {
        let (app, ana) = (program(c), ana(c));
        let code = code(c, &app, ana, None);
        AccessToken::revoke_all(c, ana).unwrap();
        assert!(Authorization::redeem(c, &app, claim(&code)).unwrap().is_none());
    });
}

#[test]
fn a_code_is_taken_once_however_many_bring_it() {
    let db = testing::db(&[migrations::HOST]);
    let write = |f: fn(&mut Conn) -> (Application, Secret)| {
        db.write_blocking(move |c| Ok::<_, diesel::result::Error>(f(c))).unwrap()
    };
    let (app, code) = write(|c| {
        let (app, ana) = (program(c), ana(c));
        let code = code(c, &app, ana, None);
        (app, code)
    });
    let threads: Vec<_> = (0..8)
        .map(|_| {
            let (db, app, code) = ((*db).clone(), app.clone(), code.clone());
            std::thread::spawn(move || {
                db.write_blocking(move |c| Authorization::redeem(c, &app, claim(&code)).map(|got| got.is_some()))
            })
        })
        .collect();
    let taken: Vec<bool> = threads.into_iter().map(|thread| thread.join().unwrap().unwrap()).collect();
    assert_eq!(taken.iter().filter(|got| **got).count(), 1);
}
