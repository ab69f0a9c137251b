//! Moving: other addresses of the same person, and where followers are sent (FEP-7628).

use actix_web::HttpResponse;
use host::federation::fetch::Resolved;
use host::federation::jobs::{self, Sought};
use host::social::account::Account;
use host::social::actor::Actor;
use host::social::{outbox, password};
use host::web::error::FieldErrors;
use host::web::{self, Bucket, Form, Key, Message};
use serde::{Deserialize, Serialize};

use super::search;
use crate::here::MemberHere;

/// How many other addresses a profile names.
const ALIASES: usize = 10;

/// Other addresses, one a line.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(default)]
pub(crate) struct AliasForm {
    aliases: String,
}

/// Where to move.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(crate) struct MoveForm {
    target: String,
    password: String,
}

#[derive(Serialize)]
struct Edit {
    aliases: String,
    target: String,
    moved_to: Option<String>,
}

/// The two forms.
pub(crate) async fn edit(here: MemberHere) -> web::Result<HttpResponse> {
    show(&here, None, String::new(), &FieldErrors::new()).await
}

async fn show(
    here: &MemberHere,
    aliases: Option<String>,
    target: String,
    errors: &FieldErrors,
) -> web::Result<HttpResponse> {
    let me = here.me;
    let actor = here.app.db.read(move |c| Actor::get(c, me)).await?;
    let aliases = aliases.unwrap_or_else(|| actor.also_known_as.0.join("\n"));
    let context = Edit { aliases, target, moved_to: actor.moved_to };
    match errors.is_empty() {
        true => here.visit.render("stall/move.html", &context),
        false => here.visit.render_invalid("stall/move.html", &context, errors),
    }
}

/// The actor that was typed. One that is not known here is asked for, and the member to send the form again: no page waits
/// for another server.
async fn find(here: &MemberHere, typed: &str) -> web::Result<Result<Actor, Message>> {
    Ok(match here.app.federation.look_up(typed, true).await? {
        Sought::Found(Resolved::Actor(actor)) => Ok(*actor),
        Sought::Waiting | Sought::Unknown => Err(Message::new("actor-asked-for").with("actor", typed.to_owned())),
        Sought::Found(Resolved::Object(_)) | Sought::NotSearchable => {
            Err(Message::new("actor-not-found").with("actor", typed.to_owned()))
        }
        Sought::Missing(why) => {
            let reason = here.visit.translate(search::reason(why));
            Err(Message::new("actor-missing").with("actor", typed.to_owned()).with("reason", reason))
        }
    })
}

/// Names the other addresses: a move from one of them is believed.
pub(crate) async fn alias(here: MemberHere, form: Form<AliasForm>) -> web::Result<HttpResponse> {
    let lines: Vec<String> =
        form.aliases.lines().map(|line| line.trim().to_owned()).filter(|line| !line.is_empty()).collect();
    if lines.len() > ALIASES {
        let errors = FieldErrors::one("aliases", Message::new("aliases-too-many").with("most", ALIASES as i64));
        return show(&here, Some(form.into_inner().aliases), String::new(), &errors).await;
    }
    let (mut ids, mut mistake) = (Vec::new(), None);
    for line in lines {
        match find(&here, &line).await? {
            Ok(actor) if actor.id != here.me => ids.push(actor.uri),
            Ok(_) => mistake = Some(Message::new("alias-oneself")),
            Err(message) => mistake = Some(message),
        }
    }
    if let Some(mistake) = mistake {
        let errors = FieldErrors::one("aliases", mistake);
        return show(&here, Some(form.into_inner().aliases), String::new(), &errors).await;
    }
    let (me, desk) = (here.me, here.app.desk());
    here.app
        .db
        .write(move |c| {
            Actor::set_aliases(c, me, ids.clone())?;
            let actor = Actor::get(c, me)?;
            let document = desk.wire_actor(c, &actor)?;
            outbox::update_actor(c, &desk.hosts, &actor, document).map(|_| ())
        })
        .await?;
    here.visit.notice("aliases-changed");
    Ok(here.visit.see_other("/profile/move"))
}

/// Sends the followers elsewhere. The other profile must name this one among its addresses.
pub(crate) async fn create(here: MemberHere, form: Form<MoveForm>) -> web::Result<HttpResponse> {
    let form = form.into_inner();
    let account = here.visit.need_member()?.account;
    here.app.web.limiter.check(Bucket::LogIn, Key::account(account))?;
    let account = here.app.db.read(move |c| Account::get(c, account)).await?;
    let verified = password::verify_off_thread(Some(account.password_hash.clone()), form.password.clone()).await;
    if !verified.map_err(web::Error::internal)? {
        return show(&here, None, form.target, &FieldErrors::one("password", "move-password-wrong")).await;
    }
    let me = here.me;
    let own = here.app.db.read(move |c| Actor::get(c, me)).await?;
    let target = match find(&here, form.target.trim()).await? {
        Ok(target) => target,
        Err(message) => return show(&here, None, form.target, &FieldErrors::one("target", message)).await,
    };
    if target.id == me || !target.also_known_as.0.contains(&own.uri) {
        // What is known of it may be old: it is read again for the next try.
        let uri = target.uri;
        here.app.db.write(move |c| jobs::FetchActor::later(c, &uri)).await?;
        return show(&here, None, form.target, &FieldErrors::one("target", "move-not-named")).await;
    }
    let hosts = here.app.hosts.clone();
    here.app
        .db
        .write(move |c| {
            Actor::move_to(c, &hosts, me, &target)?;
            jobs::MoveFollowers::later(c, me, target.id)
        })
        .await?;
    here.visit.notice("moved");
    Ok(here.visit.see_other("/profile/move"))
}
