//! Whom a member blocks or mutes, and which hosts it hides.

use actix_web::HttpResponse;
use actix_web::web::Path;
use chrono::{NaiveDateTime, TimeDelta};
use diesel::result::Error as DbError;
use host::social::actor::Actor;
use host::social::block::Block;
use host::social::mute::{self, Mute};
use host::social::range::{ALL, Range};
use host::store::clock;
use host::web::card::AuthorCard;
use host::web::{self, Form};
use serde::{Deserialize, Serialize};

use super::Button;
use crate::here::{Here, MemberHere};

#[derive(Serialize)]
struct Blocks {
    blocked: Vec<AuthorCard>,
    muted: Vec<Muted>,
    hosts: Vec<String>,
}

#[derive(Serialize)]
struct Muted {
    line: AuthorCard,
    until: Option<NaiveDateTime>,
}

/// For how long somebody is muted.
#[derive(Debug, Deserialize)]
pub(crate) struct MuteForm {
    /// Hours; for good where empty.
    hours: Option<i64>,
    /// Whether notifications still come.
    #[serde(default)]
    keep_notifications: bool,
}

/// A host.
#[derive(Debug, Deserialize)]
pub(crate) struct HostForm {
    host: String,
}

/// Everything that is blocked, muted and hidden.
pub(crate) async fn index(here: MemberHere) -> web::Result<HttpResponse> {
    let me = here.me;
    let (blocked, muted, hosts) = here
        .app
        .db
        .read(move |c| {
            let blocked = Block::list(c, me, Range::default(), ALL)?;
            let muted = Mute::list(c, me, Range::default(), ALL)?;
            Ok::<_, DbError>((blocked, muted, mute::hosts(c, me, Range::default(), ALL)?))
        })
        .await?;
    let show = here.show();
    let context = Blocks {
        blocked: blocked.iter().map(|(_, actor)| show.author(actor)).collect(),
        muted: muted.iter().map(|(mute, actor)| Muted { line: show.author(actor), until: mute.expires_at }).collect(),
        hosts: hosts.into_iter().map(|(_, host)| host).collect(),
    };
    here.visit.render("stall/blocks.html", &context)
}

/// The actor that is meant; one that is blocked is found here too.
async fn meant(here: &Here, handle: &str) -> web::Result<(Actor, String)> {
    let actor = here.actor(handle).await?;
    let back = here.show().actor_path(&actor);
    Ok((actor, back))
}

/// Blocks.
pub(crate) async fn create(here: MemberHere, handle: Path<String>, _form: Form<Button>) -> web::Result<HttpResponse> {
    let (actor, back) = meant(&here, &handle).await?;
    let (me, hosts) = (here.me, here.app.hosts.clone());
    if actor.id == me {
        return Err(web::Error::not_found("actor"));
    }
    here.app
        .db
        .write(move |c| {
            let me = Actor::get(c, me)?;
            Block::set(c, &hosts, &me, &actor)
        })
        .await?;
    here.visit.notice("block-set");
    Ok(here.visit.see_next(&back))
}

/// Blocks no more.
pub(crate) async fn delete(here: MemberHere, handle: Path<String>, _form: Form<Button>) -> web::Result<HttpResponse> {
    let (actor, back) = meant(&here, &handle).await?;
    let (me, hosts) = (here.me, here.app.hosts.clone());
    here.app.db.write(move |c| Block::find(c, me, actor.id)?.map_or(Ok(()), |block| block.undo(c, &hosts))).await?;
    here.visit.notice("block-lifted");
    Ok(here.visit.see_next(&back))
}

/// Mutes, for a time or for good.
pub(crate) async fn mute(here: MemberHere, handle: Path<String>, form: Form<MuteForm>) -> web::Result<HttpResponse> {
    let (actor, back) = meant(&here, &handle).await?;
    let (me, form) = (here.me, form.into_inner());
    let until = form.hours.filter(|hours| *hours > 0).and_then(TimeDelta::try_hours).map(|time| clock::now() + time);
    here.app.db.write(move |c| Mute::set(c, me, actor.id, !form.keep_notifications, until)).await?;
    here.visit.notice("mute-set");
    Ok(here.visit.see_next(&back))
}

/// Mutes no more.
pub(crate) async fn unmute(here: MemberHere, handle: Path<String>, _form: Form<Button>) -> web::Result<HttpResponse> {
    let (actor, back) = meant(&here, &handle).await?;
    let me = here.me;
    here.app.db.write(move |c| Mute::lift(c, me, actor.id)).await?;
    here.visit.notice("mute-lifted");
    Ok(here.visit.see_next(&back))
}

/// Hides everybody at a host.
pub(crate) async fn hide_host(here: MemberHere, form: Form<HostForm>) -> web::Result<HttpResponse> {
    let (me, host) = (here.me, form.into_inner().host);
    let host = host.trim().trim_start_matches("https://").trim_end_matches('/').to_owned();
    if host.is_empty() || host.contains(|c: char| c.is_whitespace() || matches!(c, '/' | '@')) {
        here.visit.warn("host-unfit");
        return Ok(here.visit.see_other("/blocks"));
    }
    here.app.db.write(move |c| mute::set_host(c, me, &host, true)).await?;
    here.visit.notice("host-hidden");
    Ok(here.visit.see_next("/blocks"))
}

/// Shows them again.
pub(crate) async fn show_host(here: MemberHere, host: Path<String>, _form: Form<Button>) -> web::Result<HttpResponse> {
    let (me, host) = (here.me, host.into_inner());
    here.app.db.write(move |c| mute::set_host(c, me, &host, false)).await?;
    here.visit.notice("host-shown");
    Ok(here.visit.see_next("/blocks"))
}
