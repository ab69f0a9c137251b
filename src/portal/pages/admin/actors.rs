//! Keeping an actor out, or out of public timelines; of ours or of another server's.

use actix_web::HttpResponse;
use actix_web::web::Path;
use host::App;
use host::social::account::Account;
use host::social::actor::{Actor, ActorId};
use host::social::audit::AuditEntry;
use host::store::Conn;
use host::web::{self, Form};

use crate::button::Button;
use crate::staff::ModeratorVisit;

type Change = fn(&mut Conn, ActorId) -> diesel::QueryResult<()>;

/// `POST /admin/actors/{id}/suspension`
pub(super) async fn suspend(
    visit: ModeratorVisit,
    app: App,
    id: Path<ActorId>,
    _: Form<Button>,
) -> web::Result<HttpResponse> {
    change(visit, app, *id, "actor.suspend", |c, id| Actor::suspend(c, id, true)).await
}

/// `DELETE /admin/actors/{id}/suspension`
pub(super) async fn restore(
    visit: ModeratorVisit,
    app: App,
    id: Path<ActorId>,
    _: Form<Button>,
) -> web::Result<HttpResponse> {
    change(visit, app, *id, "actor.restore", |c, id| Actor::suspend(c, id, false)).await
}

/// `POST /admin/actors/{id}/silence`
pub(super) async fn silence(
    visit: ModeratorVisit,
    app: App,
    id: Path<ActorId>,
    _: Form<Button>,
) -> web::Result<HttpResponse> {
    change(visit, app, *id, "actor.silence", |c, id| Actor::silence(c, id, true)).await
}

/// `DELETE /admin/actors/{id}/silence`
pub(super) async fn unsilence(
    visit: ModeratorVisit,
    app: App,
    id: Path<ActorId>,
    _: Form<Button>,
) -> web::Result<HttpResponse> {
    change(visit, app, *id, "actor.unsilence", |c, id| Actor::silence(c, id, false)).await
}

async fn change(
    visit: ModeratorVisit,
    app: App,
    id: ActorId,
    action: &'static str,
    change: Change,
) -> web::Result<HttpResponse> {
    let me = visit.me.account;
    app.db
        .write(move |c| {
            let actor = Actor::find(c, id)?.ok_or(web::Error::not_found("actor"))?;
            if let Some(account) = actor.account_id {
                crate::staff::subordinate(c, me, account)?;
            } else if actor.is_local() {
                return Err(web::Error::forbidden("a stall's own actor"));
            }
            AuditEntry::write(c, Some(me), action, &actor.handle(), "")?;
            change(c, id).map_err(web::Error::from)
        })
        .await?;
    visit.notice("actor-changed");
    Ok(visit.see_next("/admin/reports"))
}

/// The actor of whoever may be acted on: see [`change`].
pub(super) fn author(c: &mut Conn, me: host::social::account::AccountId, id: ActorId) -> web::Result<Actor> {
    let actor = Actor::get(c, id)?;
    match actor.account_id {
        // Moderators may take down what they themselves wrote.
        Some(account) if account != me && !Account::get(c, me)?.outranks(&crate::staff::find(c, account)?) => {
            Err(web::Error::forbidden("the author stands no lower"))
        }
        _ => Ok(actor),
    }
}
