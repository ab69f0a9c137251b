//! Reports: a member asks the moderators to look.

use actix_web::web::Json;
use diesel::result::Error as DbError;
use host::social::actor::{Actor, ActorId};
use host::social::object::ObjectId;
use host::social::report::{COMMENT_LIMIT, Category, Complaint, Report as SocialReport};
use host::social::rule::RuleId;
use host::web::Bucket;
use serde::Deserialize;
use utoipa::ToSchema;

use super::accounts::known;
use super::statuses;
use crate::body::{Body, Several};
use crate::caller::Me;
use crate::entities::{Receipt, Report};
use crate::error::{Error, Result};
use crate::table::{Access, Table};

pub(crate) fn routes(table: &mut Table) {
    table.post("/api/v1/reports", Access::Member("write:reports"), create);
    table.post("/api/v1.1/report", Access::Member("write:reports"), create_briefly);
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
    let (report, target) = file(&me, form).await?;
    Ok(Json(me.view().report(&report, &target)))
}

/// Files it.
async fn file(me: &Me, form: ReportForm) -> Result<(SocialReport, Actor)> {
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
    Ok(filed.await?)
}

/// What is reported, in the words of Pixelfed.
#[derive(Debug, Deserialize, ToSchema)]
struct BriefReport {
    /// `spam`, `sensitive`, `abusive`, `underage`, `violence`, `copyright`, `impersonation`, `scam` or `terrorism`.
    report_type: String,
    /// What it is.
    object_type: Reported,
    /// The number of the post or of the account.
    #[schema(value_type = String)]
    object_id: i64,
}

/// What can be reported.
#[derive(Debug, Clone, Copy, Deserialize, ToSchema)]
#[serde(rename_all = "lowercase")]
enum Reported {
    /// A post.
    Post,
    /// Somebody.
    User,
}

/// Each reason, and the category that it falls into.
const REASONS: [(&str, Category); 9] = [
    ("spam", Category::Spam),
    ("sensitive", Category::Other),
    ("abusive", Category::Other),
    ("underage", Category::Legal),
    ("violence", Category::Legal),
    ("copyright", Category::Legal),
    ("impersonation", Category::Other),
    ("scam", Category::Spam),
    ("terrorism", Category::Legal),
];

/// A report of one thing for one reason.
async fn create_briefly(me: Me, report: Body<BriefReport>) -> Result<Json<Receipt>> {
    me.limit(Bucket::Write)?;
    let BriefReport { report_type, object_type, object_id } = report.into_inner();
    let (reason, category) = REASONS
        .into_iter()
        .find(|(reason, _)| *reason == report_type)
        .ok_or_else(|| Error::invalid("report_type", "ERR_INCLUSION", "is not included in the list"))?;
    let (author, objects) = match object_type {
        Reported::User => (ActorId(object_id), Vec::new()),
        Reported::Post => {
            let viewer = me.actor.id;
            let found = me.app.db.read(move |c| statuses::find(c, Some(viewer), object_id)).await?;
            let object = found.object;
            (object.actor_id, vec![object.id])
        }
    };
    let form = ReportForm {
        account_id: author,
        status_ids: Several(Some(objects)),
        comment: reason.to_owned(),
        forward: false,
        category: Some(category),
        rule_ids: Several::default(),
    };
    file(&me, form).await?;
    Ok(Json(Receipt { msg: "Successfully sent report", code: 200 }))
}
