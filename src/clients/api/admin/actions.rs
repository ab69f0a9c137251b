//! What is decided on accounts.

use actix_web::web::Json;
use host::membership;
use host::moderation::{self, ModerationError, Verdict};
use host::social::account::{AccountId, Role};
use host::social::actor::ActorId;
use host::social::report::ReportId;
use host::store::Conn;
use serde::Deserialize;
use utoipa::ToSchema;

use super::accounts::Subject;
use crate::body::Body;
use crate::caller::Me;
use crate::entities::{AdminAccount, Empty};
use crate::error::{Error, Result};
use crate::path::Path;
use crate::table::{Access, Table};

const WRITE: Access = Access::Staff("admin:write:accounts", Role::Moderator);

pub(crate) fn routes(table: &mut Table) {
    table.post("/api/v1/admin/accounts/{id}/approve", WRITE, approve);
    table.post("/api/v1/admin/accounts/{id}/reject", WRITE, reject);
    table.post("/api/v1/admin/accounts/{id}/action", WRITE, act);
    table.post("/api/v1/admin/accounts/{id}/unsuspend", WRITE, unsuspend);
    table.post("/api/v1/admin/accounts/{id}/unsilence", WRITE, unsilence);
    table.post("/api/v1/admin/accounts/{id}/enable", WRITE, enable);
    table.post("/api/v1/admin/accounts/{id}/unsensitive", WRITE, enable);
    table.delete("/api/v1/admin/accounts/{id}", Access::Staff("admin:write:accounts", Role::Admin), destroy);
}

/// The account of a member or of a sign-up; another server's have none here.
async fn account(me: &Me, id: i64) -> Result<AccountId> {
    let stall = me.stall.name;
    let subject = me.app.db.read(move |c| Subject::find(c, stall, id)).await?;
    let account = subject.account().map(|account| account.id);
    account.ok_or_else(|| Error::unprocessable("Validation failed: this is an account of another server"))
}

async fn subject(me: &Me, id: i64) -> Result<Json<AdminAccount>> {
    let stall = me.stall.name;
    let subject = me.app.db.read(move |c| Subject::find(c, stall, id)).await?;
    Ok(Json(subject.show(&me.view())))
}

async fn approve(me: Me, id: Path<i64>) -> Result<Json<AdminAccount>> {
    let (account, by, app) = (account(&me, id.0).await?, me.account.id, me.app.clone());
    me.app.db.write(move |c| moderation::approve(c, &app, by, account)).await?;
    membership::settle(&me.app, account).await.map_err(Error::internal)?;
    subject(&me, account.0).await
}

/// Nothing is left of the sign-up; it is told as it was.
async fn reject(me: Me, id: Path<i64>) -> Result<Json<AdminAccount>> {
    let told = subject(&me, id.0).await?;
    let (account, by, app) = (account(&me, id.0).await?, me.account.id, me.app.clone());
    me.app.db.write(move |c| moderation::reject(c, &app, by, account)).await?;
    Ok(told)
}

/// What is done to an account.
#[derive(Debug, Deserialize, ToSchema)]
struct Action {
    /// `none`, `silence` or `suspend`.
    #[serde(rename = "type")]
    kind: String,
    /// The report that is settled by it.
    #[schema(value_type = Option<String>)]
    report_id: Option<ReportId>,
    /// Why.
    #[serde(default)]
    text: String,
}

async fn act(me: Me, id: Path<i64>, action: Body<Action>) -> Result<Json<Empty>> {
    let (stall, by, app, action) = (me.stall.name, me.account.id, me.app.clone(), action.into_inner());
    me.app
        .db
        .write(move |c| {
            let subject = Subject::find(c, stall, id.0)?;
            match action.kind.as_str() {
                "none" => {}
                "silence" => judge(c, by, &subject, Verdict::Silenced)?,
                "suspend" => match subject.account() {
                    Some(account) => moderation::suspend(c, &app, by, account.id, action.text.trim())?,
                    None => judge(c, by, &subject, Verdict::Suspended)?,
                },
                "sensitive" => return Err(unknown("media are hidden post by post here, not account by account")),
                "disable" => return Err(unknown("a log-in is switched off by a suspension here")),
                _ => return Err(unknown("there is no such action")),
            }
            match action.report_id.map(|report| moderation::settle_report(c, by, report, true)).transpose()? {
                Some(false) => Err(Error::not_found()),
                _ => Ok(()),
            }
        })
        .await?;
    Ok(Json(Empty {}))
}

fn unknown(words: &str) -> Error {
    Error::invalid("type", "ERR_INVALID", words)
}

/// Decides on the actor at this stall; a sign-up has none yet.
fn judge(c: &mut Conn, by: AccountId, subject: &Subject, verdict: Verdict) -> Result<(), ModerationError> {
    match subject {
        Subject::Actor(actor, _) => moderation::judge(c, by, actor.id, verdict),
        Subject::SignUp(_) => Err(ModerationError::Missing),
    }
}

async fn unsuspend(me: Me, id: Path<i64>) -> Result<Json<AdminAccount>> {
    let (stall, by) = (me.stall.name, me.account.id);
    me.app
        .db
        .write(move |c| {
            let subject = Subject::find(c, stall, id.0)?;
            match subject.account() {
                Some(account) => moderation::restore(c, by, account.id),
                None => judge(c, by, &subject, Verdict::Restored),
            }
        })
        .await?;
    subject(&me, id.0).await
}

async fn unsilence(me: Me, id: Path<i64>) -> Result<Json<AdminAccount>> {
    let by = me.account.id;
    me.app.db.write(move |c| moderation::judge(c, by, ActorId(id.0), Verdict::Listed)).await?;
    subject(&me, id.0).await
}

/// There is nothing here that this would undo: it is told how the account stands.
async fn enable(me: Me, id: Path<i64>) -> Result<Json<AdminAccount>> {
    subject(&me, id.0).await
}

/// Deletes a member with all their actors. As at Mastodon they have to be suspended before.
async fn destroy(me: Me, id: Path<i64>) -> Result<Json<AdminAccount>> {
    let told = subject(&me, id.0).await?;
    if !told.suspended {
        return Err(Error::forbidden("This action is not allowed"));
    }
    let (account, by, app) = (account(&me, id.0).await?, me.account.id, me.app.clone());
    me.app.db.write(move |c| moderation::delete(c, &app, by, account)).await?;
    Ok(told)
}
