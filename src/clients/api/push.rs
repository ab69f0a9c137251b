//! The push subscription of the token that is shown: there is one at most.

use std::collections::BTreeMap;

use actix_web::web::Json;
use base64::Engine as _;
use base64::alphabet::URL_SAFE;
use base64::engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig};
use diesel::result::Error as DbError;
use host::federation::push::Reader;
use host::social::notification::NotificationKind;
use host::social::push_subscription::{NewPushSubscription, PushPolicy, PushSubscription};
use host::store;
use serde::Deserialize;
use url::Url;
use utoipa::ToSchema;

use crate::body::Body;
use crate::caller::Me;
use crate::entities::{Empty, WebPushSubscription, notification_kind};
use crate::error::{Error, Result};
use crate::table::{Access, Table};

const PATH: &str = "/api/v1/push/subscription";

/// The longest address of a push service, in bytes.
const LONGEST_ENDPOINT: usize = 2048;

/// Keys come with padding and without.
const BASE64: GeneralPurpose = GeneralPurpose::new(
    &URL_SAFE,
    GeneralPurposeConfig::new().with_decode_padding_mode(DecodePaddingMode::Indifferent),
);

pub(crate) fn routes(table: &mut Table) {
    table.get(PATH, Access::Member("push"), show);
    table.post(PATH, Access::Member("push"), create);
    table.put(PATH, Access::Member("push"), update);
    table.delete(PATH, Access::Member("push"), delete);
}

/// A subscription as a program makes it.
#[derive(Debug, Deserialize, ToSchema)]
struct Wanted {
    subscription: Target,
    data: Option<Choice>,
}

/// Where messages go to, and who reads them.
#[derive(Debug, Deserialize, ToSchema)]
struct Target {
    /// The address at the push service.
    endpoint: String,
    keys: Keys,
    /// Whether messages are to be as RFC 8291 has them.
    #[serde(default)]
    standard: bool,
}

/// The keys of the program (RFC 8291 §3), in base64url.
#[derive(Debug, Deserialize, ToSchema)]
struct Keys {
    /// Its public key.
    p256dh: String,
    /// The secret that it shares with the server.
    auth: String,
}

/// What is told of.
#[derive(Debug, Default, Deserialize, ToSchema)]
struct Choice {
    /// Types of notifications; what is not named is not told.
    alerts: Option<BTreeMap<String, bool>>,
    /// Of whose deeds.
    policy: Option<String>,
}

/// A change of what is told of.
#[derive(Debug, Deserialize, ToSchema)]
struct Change {
    data: Option<Choice>,
}

impl Choice {
    /// The kinds of notifications that are told of, where it says so. What we know nothing of is never told.
    fn alerts(&self) -> Option<Vec<NotificationKind>> {
        let wanted = self.alerts.as_ref()?.iter().filter(|(_, wanted)| **wanted);
        Some(wanted.filter_map(|(name, _)| notification_kind(name)).collect())
    }

    fn policy(&self) -> Result<Option<PushPolicy>> {
        let read = |policy: &String| {
            policy.parse().map_err(|_| Error::invalid("policy", "ERR_INCLUSION", "is not included in the list"))
        };
        self.policy.as_ref().map(read).transpose()
    }
}

impl Wanted {
    /// Errors: the address is none, or the keys are.
    fn check(self, plain_http: bool) -> Result<NewPushSubscription> {
        let Target { endpoint, keys, standard } = self.subscription;
        let choice = self.data.unwrap_or_default();
        let address =
            Url::parse(&endpoint).ok().filter(|url| url.scheme() == "https" || (plain_http && url.scheme() == "http"));
        if address.is_none() || endpoint.len() > LONGEST_ENDPOINT {
            return Err(Error::invalid("endpoint", "ERR_INVALID", "is not a valid URL"));
        }
        let unfit = || Error::invalid("keys", "ERR_INVALID", "are not keys of a push subscription");
        let (public_key, auth_secret) =
            (decode(&keys.p256dh).ok_or_else(unfit)?, decode(&keys.auth).ok_or_else(unfit)?);
        Reader::new(&public_key, &auth_secret, standard).map_err(|_| unfit())?;
        Ok(NewPushSubscription {
            endpoint,
            public_key,
            auth_secret,
            standard,
            alerts: store::Json(choice.alerts().unwrap_or_default()),
            policy: choice.policy()?.unwrap_or(PushPolicy::All),
        })
    }
}

/// Some programs write base64 in its older alphabet.
fn decode(key: &str) -> Option<Vec<u8>> {
    BASE64.decode(key.trim().replace('+', "-").replace('/', "_")).ok()
}

async fn show(me: Me) -> Result<Json<WebPushSubscription>> {
    let token = me.token.id;
    let found = me.app.db.read(move |c| PushSubscription::find(c, token)).await?;
    answer(&me, &found.ok_or_else(Error::not_found)?)
}

async fn create(me: Me, wanted: Body<Wanted>) -> Result<Json<WebPushSubscription>> {
    let (token, actor, new) =
        (me.token.id, me.actor.id, wanted.into_inner().check(me.app.config.federation.plain_http)?);
    let made = me.app.db.write(move |c| PushSubscription::set(c, token, actor, &new)).await?;
    answer(&me, &made)
}

async fn update(me: Me, change: Body<Change>) -> Result<Json<WebPushSubscription>> {
    let choice = change.into_inner().data.unwrap_or_default();
    let (token, alerts, policy) = (me.token.id, choice.alerts(), choice.policy()?);
    let changed = me.app.db.write(move |c| {
        let known = PushSubscription::find(c, token)?.ok_or(DbError::NotFound)?;
        let alerts = alerts.clone().unwrap_or_else(|| known.alerts.0.clone());
        known.change(c, alerts, policy.unwrap_or(known.policy))
    });
    answer(&me, &changed.await?)
}

async fn delete(me: Me) -> Result<Json<Empty>> {
    let token = me.token.id;
    me.app.db.write(move |c| PushSubscription::remove(c, token)).await?;
    Ok(Json(Empty {}))
}

fn answer(me: &Me, subscription: &PushSubscription) -> Result<Json<WebPushSubscription>> {
    Ok(Json(WebPushSubscription::new(subscription, &me.app.vapid)))
}
