//! Who asks to follow the member.

use actix_web::HttpResponse;
use actix_web::web::Path;
use diesel::result::Error as DbError;
use host::social::actor::ActorId;
use host::social::follow::{Follow, FollowState};
use host::store::Conn;
use host::web::card::AuthorCard;
use host::web::{self, Form};
use serde::Serialize;

use super::Button;
use crate::here::MemberHere;

#[derive(Serialize)]
struct Requests {
    people: Vec<Asking>,
}

#[derive(Serialize)]
struct Asking {
    id: String,
    line: AuthorCard,
}

/// The requests that wait.
pub(crate) async fn index(here: MemberHere) -> web::Result<HttpResponse> {
    let me = here.me;
    let asking = here.app.db.read(move |c| Follow::requests(c, me)).await?;
    let show = here.show();
    let people =
        asking.iter().map(|(follow, actor)| Asking { id: follow.follower_id.to_string(), line: show.author(actor) });
    here.visit.render("stall/requests.html", &Requests { people: people.collect() })
}

/// Lets somebody follow.
pub(crate) async fn accept(here: MemberHere, id: Path<ActorId>, _form: Form<Button>) -> web::Result<HttpResponse> {
    let (me, hosts, id) = (here.me, here.app.hosts.clone(), id.into_inner());
    here.app.db.write(move |c| pending(c, id, me)?.accept(c, &hosts)).await?;
    here.visit.notice("request-accepted");
    Ok(here.visit.see_next("/requests"))
}

/// Lets somebody not follow.
pub(crate) async fn reject(here: MemberHere, id: Path<ActorId>, _form: Form<Button>) -> web::Result<HttpResponse> {
    let (me, hosts, id) = (here.me, here.app.hosts.clone(), id.into_inner());
    here.app.db.write(move |c| pending(c, id, me)?.reject(c, &hosts)).await?;
    here.visit.notice("request-rejected");
    Ok(here.visit.see_next("/requests"))
}

fn pending(c: &mut Conn, follower: ActorId, me: ActorId) -> Result<Follow, DbError> {
    Follow::find(c, follower, me)?.filter(|follow| follow.state == FollowState::Pending).ok_or(DbError::NotFound)
}
