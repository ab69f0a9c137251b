//! For whom a token is good, and when it ends.

#![expect(clippy::unwrap_used, reason = "a test that fails is to say where")]

use chrono::Duration;
use diesel::prelude::*;
use store::{Conn, clock, migrations, testing};

use super::{AccessToken, NewToken, REVOKED};
use crate::account::{Account, AccountId};
use crate::actor::Actor;
use crate::application::{Application, NewApplication, OUT_OF_BAND};
use crate::fixture::{check, member};
use crate::schema::{access_tokens, accounts};
use crate::scope::Scopes;
use crate::secret::Secret;

const HERE: &str = "microblog";

fn token(c: &mut Conn, account: AccountId, scopes: &str) -> (AccessToken, Secret) {
    let scopes = scopes.parse().unwrap();
    let new =
        NewToken { account_id: Some(account), stall: HERE, application_id: None, scopes: &scopes, name: "by hand" };
    AccessToken::issue(c, new).unwrap()
}

fn program(c: &mut Conn) -> Application {
    let new = NewApplication {
        stall: HERE,
        name: "Mouse",
        website: "https://mouse.example",
        redirect_uris: OUT_OF_BAND,
        scopes: &Scopes::fallback(),
    };
    Application::register(c, new).unwrap().0
}

fn is_good(c: &mut Conn, secret: &Secret) -> bool {
    AccessToken::find_by_token(c, HERE, secret.as_str()).unwrap().is_some()
}

fn account(c: &mut Conn, id: AccountId) -> Account {
    Account::get(c, id).unwrap()
}

#[test]
fn a_token_stands_for_a_member_at_one_stall() {
    check(|c| {
        let actor = member(c, "ana");
        let ana = actor.account_id.unwrap();
        let (token, secret) = token(c, ana, "read write:media");
        let bearer = AccessToken::find_by_token(c, HERE, secret.as_str()).unwrap().unwrap();
        assert_eq!(bearer.token.id, token.id);
        assert_eq!(bearer.account.unwrap().id, ana);
        assert_eq!(bearer.actor.unwrap().id, actor.id);
        assert!(token.allows("read:lists") && !token.allows("write:lists"));
        assert!(AccessToken::find_by_token(c, "pottery", secret.as_str()).unwrap().is_none());
        assert!(AccessToken::find_by_token(c, HERE, "").unwrap().is_none());
        let kept: String = access_tokens::table.select(access_tokens::token_hash).first(c).unwrap();
        assert_ne!(kept, secret.as_str());
    });
}

#[test]
fn a_program_has_a_token_of_its_own() {
    check(|c| {
        let app = program(c);
        let (_, secret) = AccessToken::issue(c, NewToken::of_program(&app, &Scopes::fallback())).unwrap();
        let bearer = AccessToken::find_by_token(c, HERE, secret.as_str()).unwrap().unwrap();
        assert_eq!(bearer.token.application_id, Some(app.id));
        assert!(bearer.account.is_none() && bearer.actor.is_none());
    });
}

#[test]
fn who_may_not_log_in_yet_is_found_with_their_token() {
    check(|c| {
        let ana = member(c, "ana").account_id.unwrap();
        let (_, secret) = token(c, ana, "read");
        let unconfirmed = accounts::confirmed_at.eq(None::<chrono::NaiveDateTime>);
        diesel::update(accounts::table.find(ana)).set(unconfirmed).execute(c).unwrap();
        let bearer = AccessToken::find_by_token(c, HERE, secret.as_str()).unwrap().unwrap();
        assert!(bearer.account.unwrap().may_log_in().is_err());
        let suspended = accounts::suspended_at.eq(clock::now());
        diesel::update(accounts::table.find(ana)).set(suspended).execute(c).unwrap();
        assert!(!is_good(c, &secret), "left over by mistake");
    });
}

#[test]
fn tokens_end_as_sessions_do() {
    check(|c| {
        let [first, second, third, fourth] =
            ["ana", "bela", "cora", "dora"].map(|name| member(c, name).account_id.unwrap());
        let secrets = [first, second, third, fourth].map(|id| token(c, id, "read").1);
        account(c, first).set_password(c, "other", None).unwrap();
        account(c, second).set_password_by_hand(c, "other", None).unwrap();
        account(c, third).suspend(c, "", None).unwrap();
        account(c, fourth).delete(c, None).unwrap();
        for secret in secrets {
            assert!(!is_good(c, &secret));
        }
    });
}

#[test]
fn an_actor_that_is_kept_out_has_no_token() {
    check(|c| {
        let actor = member(c, "ana");
        let (_, secret) = token(c, actor.account_id.unwrap(), "read");
        Actor::suspend(c, actor.id, true).unwrap();
        assert!(!is_good(c, &secret));
        Actor::suspend(c, actor.id, false).unwrap();
        assert!(is_good(c, &secret));
    });
}

#[test]
fn everybody_ends_only_their_own() {
    check(|c| {
        let (ana, bela) = (member(c, "ana").account_id.unwrap(), member(c, "bela").account_id.unwrap());
        let (hers, secret) = token(c, ana, "read");
        assert!(!AccessToken::revoke(c, bela, hers.id).unwrap());
        let (app, other) = (program(c), program(c));
        let (_, of_app) = AccessToken::issue(c, NewToken::of_member(&app, ana, &Scopes::fallback())).unwrap();
        AccessToken::give_up(c, &other, of_app.as_str()).unwrap();
        AccessToken::give_up(c, &app, secret.as_str()).unwrap();
        assert!(is_good(c, &of_app) && is_good(c, &secret));

        let names: Vec<_> = AccessToken::connections(c, ana)
            .unwrap()
            .into_iter()
            .map(|connection| (connection.token.name, connection.website))
            .collect();
        let website = Some("https://mouse.example".to_owned());
        assert_eq!(names, [("Mouse".to_owned(), website), ("by hand".to_owned(), None)]);

        AccessToken::give_up(c, &app, of_app.as_str()).unwrap();
        assert!(AccessToken::revoke(c, ana, hers.id).unwrap());
        assert!(!is_good(c, &of_app) && !is_good(c, &secret));
        assert_eq!(AccessToken::revoke_all(c, ana).unwrap(), 0);
    });
}

#[test]
fn use_is_noted_every_ten_minutes() {
    check(|c| {
        let ana = member(c, "ana").account_id.unwrap();
        let (fresh, secret) = token(c, ana, "read");
        assert!(fresh.is_due());
        fresh.touch(c).unwrap();
        let bearer = AccessToken::find_by_token(c, HERE, secret.as_str()).unwrap().unwrap();
        assert!(!bearer.token.is_due());
        assert!(bearer.account.unwrap().last_seen_at.is_some());
        let earlier = access_tokens::last_used_at.eq(clock::now() - Duration::minutes(11));
        diesel::update(access_tokens::table).set(earlier).execute(c).unwrap();
        let bearer = AccessToken::find_by_token(c, HERE, secret.as_str()).unwrap().unwrap();
        assert!(bearer.token.is_due());
    });
}

#[tokio::test]
async fn the_end_of_a_token_is_told_to_whatever_goes_on_in_its_name() {
    let db = testing::db(&[migrations::HOST]);
    let (ana, id) = db
        .write(|c| {
            let ana = member(c, "ana").account_id.unwrap();
            let (token, _) = token(c, ana, "read");
            Ok::<_, diesel::result::Error>((ana, token.id))
        })
        .await
        .unwrap();
    let mut ended = db.subscribe(REVOKED);
    db.write(move |c| account(c, ana).suspend(c, "", None).map(drop)).await.unwrap();
    assert_eq!(&*ended.recv().await.unwrap(), id.to_string().as_str());
    assert_eq!(db.read(move |c| AccessToken::still_good(c, &[id])).await.unwrap(), []);
}
