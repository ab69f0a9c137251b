//! What becomes of whose notifications.

use actix_web::HttpResponse;
use host::social::notification::{Policy, Treatment};
use host::web::{self, Form};
use serde::{Deserialize, Serialize};

use super::notification_requests::PATH;
use crate::here::MemberHere;

/// The policy, as it is filled in; see [`Policy`] for the fields.
#[derive(Debug, Clone, Copy, Serialize, Deserialize)]
pub(crate) struct Rules {
    not_following: Treatment,
    not_followers: Treatment,
    new_accounts: Treatment,
    private_mentions: Treatment,
    limited_accounts: Treatment,
}

impl From<Policy> for Rules {
    fn from(policy: Policy) -> Self {
        let Policy { not_following, not_followers, new_accounts, private_mentions, limited_accounts } = policy;
        Self { not_following, not_followers, new_accounts, private_mentions, limited_accounts }
    }
}

impl From<Rules> for Policy {
    fn from(rules: Rules) -> Self {
        let Rules { not_following, not_followers, new_accounts, private_mentions, limited_accounts } = rules;
        Self { not_following, not_followers, new_accounts, private_mentions, limited_accounts }
    }
}

/// Sets it.
pub(crate) async fn update(here: MemberHere, form: Form<Rules>) -> web::Result<HttpResponse> {
    let (me, policy) = (here.me, Policy::from(form.into_inner()));
    here.app.db.write(move |c| policy.set(c, me)).await?;
    here.visit.notice("held-policy-set");
    Ok(here.visit.see_other(PATH))
}
