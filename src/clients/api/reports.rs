//! Reports: a member asks the moderators to look.

use actix_web::web::Json;
use diesel::result::Error as DbError;
use host::social::actor::ActorId;
use host::social::object::ObjectId;
use host::social::report::{COMMENT_LIMIT, Category, Complaint, Report as SocialReport};
use host::social::rule::RuleId;
use host::web::Bucket;
use serde::Deserialize;
use utoipa::ToSchema;

use super::accounts::known;
use crate::body::{Body, Several};
use crate::caller::Me;
use crate::entities::Report;
use crate::error::{Error, Result};
use crate::table::{Access, Table};

pub(crate) fn routes(table: &mut Table) {
    table.post("/api/v1/reports", Access::Member("write:reports"), create);
}

/// What is reported.
#[derive(Debug, Deserialize, ToSchema)]
struct ReportForm {
    /// Who is reported.
    #[schema(value_type = String)]
    account_id: ActorId,
    /// What of theirs.
    #[serde(default)]
    #[schema(value_type = Vec<String>)]
    status_ids: Several<ObjectId>,
    /// The reporter's words.
    #[serde(default)]
    comment: String,
    /// Whether the account's server is told.
    #[serde(default)]
    forward: bool,
    /// `spam`, `legal`, `violation` or `other`.
    #[schema(value_type = Option<String>)]
    category: Option<Category>,
    /// The rules that were broken.
    #[serde(default)]
    #[schema(value_type = Vec<String>)]
    rule_ids: Several<RuleId>,
}

async fn create(me: Me, form: Body<ReportForm>) -> Result<Json<Report>> {
    me.limit(Bucket::Write)?;
    let form = form.into_inner();
    if form.comment.chars().count() > COMMENT_LIMIT {
        let words = format!("is too long (maximum is {COMMENT_LIMIT} characters)");
        return Err(Error::invalid("comment", "ERR_TOO_LONG", words));
    }
    let (reporter, hosts) = (me.actor.clone(), me.app.hosts.clone());
    let (objects, rules) = (form.status_ids.into_vec(), form.rule_ids.into_vec());
    let filed = me.app.db.write(move |c| {
        let target = known(c, form.account_id)?;
        let complaint = Complaint {
            objects: &objects,
            comment: form.comment.trim(),
            category: form.category,
            rules: &rules,
            forward: form.forward,
        };
        let report = SocialReport::file(c, &hosts, &reporter, &target, &complaint)?;
        Ok::<_, DbError>((report, target))
    });
    let (report, target) = filed.await?;
    Ok(Json(me.view().report(&report, &target)))
}
