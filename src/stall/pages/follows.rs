//! Following.

use actix_web::HttpResponse;
use actix_web::web::Path;
use diesel::result::Error as DbError;
use host::social::actor::Actor;
use host::social::follow::{Follow, FollowError, FollowState, Manner};
use host::web::{self, Bucket, Form, Key, Message};
use serde::Deserialize;

use super::Button;
use crate::here::MemberHere;

/// How somebody is followed.
#[derive(Debug, Deserialize)]
pub(crate) struct Preference {
    #[serde(default)]
    notify: bool,
    #[serde(default)]
    show_boosts: bool,
}

/// Follows, or asks to.
pub(crate) async fn create(here: MemberHere, handle: Path<String>, _form: Form<Button>) -> web::Result<HttpResponse> {
    let account = here.visit.need_member()?.account;
    here.app.web.limiter.check(Bucket::Follow, Key::account(account))?;
    let actor = here.actor(&handle).await?;
    let back = here.show().actor_path(&actor);
    let (me, hosts, name) = (here.me, here.app.hosts.clone(), actor.display_name().to_owned());
    let followed = here.app.db.write(move |c| {
        let me = Actor::get(c, me)?;
        Follow::request(c, &hosts, &me, &actor)
    });
    match followed.await {
        Ok(follow) if follow.state == FollowState::Accepted => {
            here.visit.notice(Message::new("follow-begun").with("name", name))
        }
        Ok(_) => here.visit.notice(Message::new("follow-asked").with("name", name)),
        Err(FollowError::Database(error)) => return Err(error.into()),
        Err(FollowError::Oneself) => here.visit.warn("follow-oneself"),
        Err(FollowError::Blocked) => here.visit.warn("follow-blocked"),
        Err(FollowError::Gone) => here.visit.warn("follow-gone"),
    }
    Ok(here.visit.see_next(&back))
}

/// Sets whether each object is notified, and boosts are shown.
pub(crate) async fn update(
    here: MemberHere,
    handle: Path<String>,
    form: Form<Preference>,
) -> web::Result<HttpResponse> {
    let actor = here.actor(&handle).await?;
    let back = here.show().actor_path(&actor);
    let (me, preference) = (here.me, form.into_inner());
    here.app
        .db
        .write(move |c| {
            let follow = Follow::find(c, me, actor.id)?.ok_or(DbError::NotFound)?;
            let manner = Manner { notify: preference.notify, show_boosts: preference.show_boosts, ..follow.manner() };
            follow.prefer(c, &manner)
        })
        .await?;
    here.visit.notice("follow-changed");
    Ok(here.visit.see_next(&back))
}

/// Follows no more, or withdraws the request.
pub(crate) async fn delete(here: MemberHere, handle: Path<String>, _form: Form<Button>) -> web::Result<HttpResponse> {
    let actor = here.actor(&handle).await?;
    let back = here.show().actor_path(&actor);
    let (me, hosts) = (here.me, here.app.hosts.clone());
    here.app
        .db
        .write(move |c| match Follow::find(c, me, actor.id)? {
            Some(follow) => follow.undo(c, &hosts),
            None => Ok(()),
        })
        .await?;
    Ok(here.visit.see_next(&back))
}

/// Removes a follower; its server is told.
pub(crate) async fn remove_follower(
    here: MemberHere,
    handle: Path<String>,
    _form: Form<Button>,
) -> web::Result<HttpResponse> {
    let actor = here.actor(&handle).await?;
    let (me, hosts) = (here.me, here.app.hosts.clone());
    here.app
        .db
        .write(move |c| match Follow::find(c, actor.id, me)? {
            Some(follow) => follow.reject(c, &hosts),
            None => Err(DbError::NotFound),
        })
        .await?;
    here.visit.notice("follower-removed");
    Ok(here.visit.see_next(&format!("/@{}/followers", here.name)))
}
