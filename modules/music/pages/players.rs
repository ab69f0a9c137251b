//! Players: programs of others that play a member's music by Subsonic, and the keys that they are given.

use actix_web::HttpResponse;
use actix_web::web::{Path, ServiceConfig, delete, get, post};
use chrono::NaiveDateTime;
use host::App;
use host::web::error::FieldErrors;
use host::web::{self, Bucket, Form, Key, MemberVisit};
use serde::{Deserialize, Serialize};

use super::visit::{me, stall};
use crate::player_key::{self, MAX_TITLE, PlayerKey, PlayerKeyId};

/// Every address.
pub(super) fn routes(config: &mut ServiceConfig) {
    config
        .route("/players", get().to(index))
        .route("/players/keys", post().to(create))
        .route("/players/keys/{id}", delete().to(revoke));
}

#[derive(Serialize)]
struct Line {
    id: String,
    title: String,
    created: NaiveDateTime,
    used: Option<NaiveDateTime>,
}

#[derive(Serialize)]
struct Players {
    /// What a program is told: where it is, and the member's name.
    server: String,
    name: String,
    keys: Vec<Line>,
    /// The secret of the key that was made just now: it is shown this once.
    secret: Option<String>,
    title: String,
    title_most: usize,
    errors: FieldErrors,
}

#[derive(Debug, Default, Deserialize)]
pub(super) struct KeyForm {
    #[serde(default)]
    title: String,
}

/// The page.
async fn index(visit: MemberVisit, app: App) -> web::Result<HttpResponse> {
    show(&visit, &app, None, String::new(), FieldErrors::new()).await
}

async fn show(
    visit: &MemberVisit,
    app: &App,
    secret: Option<String>,
    title: String,
    errors: FieldErrors,
) -> web::Result<HttpResponse> {
    let me = me(visit)?;
    let keys = app.db.read(move |c| PlayerKey::of(c, me)).await?;
    let line =
        |key: PlayerKey| Line { id: key.id.to_string(), title: key.title, created: key.created_at, used: key.used_at };
    let server = stall(app)?.origin.url("/").to_string();
    let context = Players {
        server: server.trim_end_matches('/').to_owned(),
        name: visit.me.name.clone(),
        keys: keys.into_iter().map(line).collect(),
        secret,
        title,
        title_most: MAX_TITLE,
        errors,
    };
    visit.render("music/players.html", &context)
}

/// Makes a key, and shows its secret once.
async fn create(visit: MemberVisit, app: App, form: Form<KeyForm>) -> web::Result<HttpResponse> {
    let (me, title) = (me(&visit)?, form.into_inner().title);
    app.web.limiter.check(Bucket::Write, Key::account(visit.me.account))?;
    let wanted = title.trim().to_owned();
    let made = match wanted.is_empty() {
        true => Err("music-key-unnamed"),
        false => app.db.write(move |c| PlayerKey::issue(c, me, &wanted)).await?.ok_or("music-key-too-many"),
    };
    match made {
        Ok(id) => {
            show(&visit, &app, Some(player_key::secret(&app.web.key, id)), String::new(), FieldErrors::new()).await
        }
        Err(wrong) => show(&visit, &app, None, title, FieldErrors::one("title", wrong)).await,
    }
}

/// Takes a key back: from now on it opens nothing.
async fn revoke(visit: MemberVisit, app: App, id: Path<PlayerKeyId>) -> web::Result<HttpResponse> {
    let (me, id) = (me(&visit)?, id.into_inner());
    match app.db.write(move |c| PlayerKey::revoke(c, me, id)).await? {
        true => visit.notice("music-key-revoked"),
        false => return Err(web::Error::not_found("key")),
    }
    Ok(visit.see_other("/players"))
}
