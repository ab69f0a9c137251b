//! Whose notifications a member is told at once, whose wait, and whose are dropped.

use actix_web::web::Json;
use diesel::result::Error as DbError;
use host::social::notification::{Policy, Request, Treatment};
use host::web::Bucket;
use serde::Deserialize;
use utoipa::ToSchema;

use crate::body::Body;
use crate::caller::Me;
use crate::entities::{NotificationPolicy, NotificationPolicyV1, PolicySummary};
use crate::error::Result;
use crate::table::{Access, Table};

const READ: Access = Access::Member("read:notifications");
const WRITE: Access = Access::Member("write:notifications");

pub(crate) fn routes(table: &mut Table) {
    table.get("/api/v2/notifications/policy", READ, show);
    table.put("/api/v2/notifications/policy", WRITE, update);
    table.patch("/api/v2/notifications/policy", WRITE, update);
    table.get("/api/v1/notifications/policy", READ, show_v1);
    table.put("/api/v1/notifications/policy", WRITE, update_v1);
    table.patch("/api/v1/notifications/policy", WRITE, update_v1);
}

/// What shall become of whose notifications: `accept`, `filter` or `drop`; what is left out stays as it is.
#[derive(Debug, Clone, Copy, Default, Deserialize, ToSchema)]
#[serde(default)]
struct Change {
    /// Of those whom the member does not follow.
    #[schema(value_type = Option<String>)]
    for_not_following: Option<Treatment>,
    /// Of those who do not follow the member, or only since a few days.
    #[schema(value_type = Option<String>)]
    for_not_followers: Option<Treatment>,
    /// Of those who are new.
    #[schema(value_type = Option<String>)]
    for_new_accounts: Option<Treatment>,
    /// Direct messages that were not asked for.
    #[schema(value_type = Option<String>)]
    for_private_mentions: Option<Treatment>,
    /// Of those whom moderators limited.
    #[schema(value_type = Option<String>)]
    for_limited_accounts: Option<Treatment>,
}

impl Change {
    fn of(self, policy: Policy) -> Policy {
        Policy {
            not_following: self.for_not_following.unwrap_or(policy.not_following),
            not_followers: self.for_not_followers.unwrap_or(policy.not_followers),
            new_accounts: self.for_new_accounts.unwrap_or(policy.new_accounts),
            private_mentions: self.for_private_mentions.unwrap_or(policy.private_mentions),
            limited_accounts: self.for_limited_accounts.unwrap_or(policy.limited_accounts),
        }
    }
}

/// Whose notifications shall be held back; what is left out stays as it is.
#[derive(Debug, Clone, Copy, Default, Deserialize, ToSchema)]
#[serde(default)]
struct ChangeV1 {
    /// Those whom the member does not follow.
    filter_not_following: Option<bool>,
    /// Those who do not follow the member.
    filter_not_followers: Option<bool>,
    /// Those who are new.
    filter_new_accounts: Option<bool>,
    /// Direct messages that were not asked for.
    filter_private_mentions: Option<bool>,
}

impl ChangeV1 {
    fn of(self, policy: Policy) -> Policy {
        // Who knows of no dropping does not end it either.
        let hold_back = |wanted: Option<bool>, now: Treatment| match wanted {
            Some(true) => now.max(Treatment::Filter),
            Some(false) => Treatment::Accept,
            None => now,
        };
        Policy {
            not_following: hold_back(self.filter_not_following, policy.not_following),
            not_followers: hold_back(self.filter_not_followers, policy.not_followers),
            new_accounts: hold_back(self.filter_new_accounts, policy.new_accounts),
            private_mentions: hold_back(self.filter_private_mentions, policy.private_mentions),
            ..policy
        }
    }
}

async fn read(me: &Me) -> Result<(Policy, PolicySummary)> {
    let owner = me.actor.id;
    let read = me.app.db.read(move |c| Ok::<_, DbError>((Policy::of(c, owner)?, Request::figures(c, owner)?)));
    let (policy, figures) = read.await?;
    Ok((policy, figures.into()))
}

async fn change(me: &Me, change: impl Fn(Policy) -> Policy + Send + 'static) -> Result<(Policy, PolicySummary)> {
    me.limit(Bucket::Write)?;
    let owner = me.actor.id;
    me.app.db.write(move |c| change(Policy::of(c, owner)?).set(c, owner)).await?;
    read(me).await
}

async fn show(me: Me) -> Result<Json<NotificationPolicy>> {
    let (policy, summary) = read(&me).await?;
    Ok(Json(NotificationPolicy::new(&policy, summary)))
}

async fn update(me: Me, wanted: Body<Change>) -> Result<Json<NotificationPolicy>> {
    let wanted = wanted.into_inner();
    let (policy, summary) = change(&me, move |policy| wanted.of(policy)).await?;
    Ok(Json(NotificationPolicy::new(&policy, summary)))
}

async fn show_v1(me: Me) -> Result<Json<NotificationPolicyV1>> {
    let (policy, summary) = read(&me).await?;
    Ok(Json(NotificationPolicyV1::new(&policy, summary)))
}

async fn update_v1(me: Me, wanted: Body<ChangeV1>) -> Result<Json<NotificationPolicyV1>> {
    let wanted = wanted.into_inner();
    let (policy, summary) = change(&me, move |policy| wanted.of(policy)).await?;
    Ok(Json(NotificationPolicyV1::new(&policy, summary)))
}
