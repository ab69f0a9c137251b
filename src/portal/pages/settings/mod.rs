//! A member's settings: what holds at every stall. Profiles are edited at each stall itself.

mod account;
mod apps;
mod deletion;
mod email;
mod export;
mod imports;
mod invites;
mod password;
mod profiles;
mod security;
mod sessions;
mod two_factor;

pub(super) use invites::Invitation;

use actix_web::web::{ServiceConfig, delete, get, post, resource};
use host::App;
use host::social::account::Account;
use host::social::password as passwords;
use host::web::{self, Bucket, Key, MemberVisit};

pub(super) fn routes(settings: &mut ServiceConfig) {
    settings
        .service(resource("").get(account::edit).post(account::update))
        .route("/profiles", get().to(profiles::index))
        .route("/security", get().to(security::show))
        .route("/password", post().to(password::update))
        .route("/email", post().to(email::create))
        .route("/sessions", delete().to(sessions::destroy_others))
        .route("/sessions/{id}", delete().to(sessions::destroy))
        .service(resource("/apps").get(apps::index).delete(apps::destroy_all))
        .route("/apps/{id}", delete().to(apps::destroy))
        .service(resource("/two-factor").get(two_factor::new).post(two_factor::create).delete(two_factor::destroy))
        .route("/two-factor/codes", post().to(two_factor::renew))
        .service(resource("/export").get(export::index).post(export::create))
        .route("/export/{id}", get().to(export::show))
        .route("/export/{actor}/{file}", get().to(export::table))
        .service(resource("/imports").get(imports::index).post(imports::create))
        .service(resource("/imports/{id}").get(imports::show).delete(imports::destroy))
        .route("/imports/{id}/confirmation", post().to(imports::confirm))
        .route("/imports/{id}/cancellation", post().to(imports::cancel))
        .route("/imports/{id}/refused.csv", get().to(imports::refused))
        .service(resource("/invites").get(invites::index).post(invites::create))
        .route("/invites/{id}", delete().to(invites::destroy))
        .service(resource("/deletion").get(deletion::new).post(deletion::create));
}

/// The member's account, if the password is theirs: asked for before what a borrowed browser must not do.
async fn with_password(visit: &MemberVisit, app: &App, password: &str) -> web::Result<Option<Account>> {
    app.web.limiter.check(Bucket::LogIn, Key::account(visit.me.account))?;
    let me = visit.me.account;
    let account = app.db.read(move |c| Account::get(c, me)).await?;
    let hash = Some(account.password_hash.clone());
    let right = passwords::verify_off_thread(hash, password.to_owned()).await.map_err(web::Error::internal)?;
    Ok(right.then_some(account))
}
