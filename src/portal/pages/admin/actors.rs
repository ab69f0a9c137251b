//! Keeping an actor out, or out of public timelines; of ours or of another server's.

use actix_web::HttpResponse;
use actix_web::web::Path;
use host::App;
use host::moderation::{self, Verdict};
use host::social::account::Account;
use host::social::actor::{Actor, ActorId};
use host::store::Conn;
use host::web::{self, Form};

use crate::button::Button;
use crate::staff::ModeratorVisit;

/// `POST /admin/actors/{id}/suspension`
pub(super) async fn suspend(
    visit: ModeratorVisit,
    app: App,
    id: Path<ActorId>,
    _: Form<Button>,
) -> web::Result<HttpResponse> {
    judge(visit, app, *id, Verdict::Suspended).await
}

/// `DELETE /admin/actors/{id}/suspension`
pub(super) async fn restore(
    visit: ModeratorVisit,
    app: App,
    id: Path<ActorId>,
    _: Form<Button>,
) -> web::Result<HttpResponse> {
    judge(visit, app, *id, Verdict::Restored).await
}

/// `POST /admin/actors/{id}/silence`
pub(super) async fn silence(
    visit: ModeratorVisit,
    app: App,
    id: Path<ActorId>,
    _: Form<Button>,
) -> web::Result<HttpResponse> {
    judge(visit, app, *id, Verdict::Silenced).await
}

/// `DELETE /admin/actors/{id}/silence`
pub(super) async fn unsilence(
    visit: ModeratorVisit,
    app: App,
    id: Path<ActorId>,
    _: Form<Button>,
) -> web::Result<HttpResponse> {
    judge(visit, app, *id, Verdict::Listed).await
}

async fn judge(visit: ModeratorVisit, app: App, id: ActorId, verdict: Verdict) -> web::Result<HttpResponse> {
    let me = visit.me.account;
    app.db.write(move |c| moderation::judge(c, me, id, verdict).map_err(web::Error::from)).await?;
    visit.notice("actor-changed");
    Ok(visit.see_next("/admin/reports"))
}

/// The actor of whoever may be acted on: see [`moderation::judge`].
pub(super) fn author(c: &mut Conn, me: host::social::account::AccountId, id: ActorId) -> web::Result<Actor> {
    let actor = Actor::get(c, id)?;
    match actor.account_id {
        // Moderators may take down what they themselves wrote.
        Some(account) if account != me && !Account::get(c, me)?.outranks(&moderation::find(c, account)?) => {
            Err(web::Error::forbidden("the author stands no lower"))
        }
        _ => Ok(actor),
    }
}
