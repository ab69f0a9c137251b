//! Taking down what was published: everywhere for one of ours, here alone for another server's.

use actix_web::HttpResponse;
use actix_web::web::Path;
use host::App;
use host::social::audit::AuditEntry;
use host::social::object::{Object, ObjectId};
use host::web::{self, Form};

use super::actors::author;
use crate::button::Button;
use crate::staff::ModeratorVisit;

/// `DELETE /admin/objects/{id}`
pub(super) async fn destroy(
    visit: ModeratorVisit,
    app: App,
    id: Path<ObjectId>,
    _: Form<Button>,
) -> web::Result<HttpResponse> {
    let (me, hosts) = (visit.me.account, app.hosts.clone());
    app.db
        .write(move |c| {
            let object = Object::find(c, *id)?.filter(|object| object.deleted_at.is_none());
            let object = object.ok_or(web::Error::not_found("object"))?;
            let author = author(c, me, object.actor_id)?;
            AuditEntry::write(c, Some(me), "object.delete", &object.uri, &author.handle())?;
            match object.is_local() {
                true => object.delete(c, &hosts, &author)?,
                false => object.bury(c)?,
            }
            Ok::<_, web::Error>(())
        })
        .await?;
    visit.notice("object-deleted");
    Ok(visit.see_next("/admin/reports"))
}
