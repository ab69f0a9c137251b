//! The member's actors, one at each stall: where they are, and where each is edited.

use actix_web::HttpResponse;
use host::App;
use host::social::actor::Actor;
use host::web::{self, MemberVisit};
use serde::Serialize;

#[derive(Serialize)]
struct Index {
    profiles: Vec<Profile>,
}

#[derive(Serialize)]
struct Profile {
    title: &'static str,
    icon: &'static str,
    name: String,
    handle: String,
    page: String,
    edit: String,
    followers: i64,
    following: i64,
    objects: i64,
}

/// `GET /settings/profiles`
pub(super) async fn index(visit: MemberVisit, app: App) -> web::Result<HttpResponse> {
    let me = visit.me.account;
    let actors = app.db.read(move |c| Actor::of_account(c, me)).await?;
    let profile = |actor: Actor| {
        let stall = app.hosts.stall(actor.stall.as_deref()?)?;
        let manifest = app.modules.find(stall.name)?.manifest();
        Some(Profile {
            title: manifest.title,
            icon: manifest.icon,
            name: actor.display_name().to_owned(),
            handle: actor.handle(),
            page: actor.page().to_owned(),
            edit: stall.origin.url("/profile").into(),
            followers: actor.followers_count,
            following: actor.following_count,
            objects: actor.objects_count,
        })
    };
    let index = Index { profiles: actors.into_iter().filter_map(profile).collect() };
    visit.render("square/settings/profiles.html", &index)
}
