//! Push messages: a program that sleeps is told of a notification, in its member's language.

use async_trait::async_trait;
use diesel::QueryResult;
use host::App;
use host::federation::client::DeliveryError;
use host::federation::push::{Message, Reader, Urgency};
use host::social::account::Account;
use host::social::actor::Actor;
use host::social::markup;
use host::social::notification::{Notification, NotificationKind};
use host::social::object::Object;
use host::social::push_subscription::{PUSH_JOB, Push, PushSubscription};
use host::social::visibility;
use host::store::Conn;
use host::store::jobs::{Failure, Job, Runner};
use host::web::{self, Locale};
use serde::{Deserialize, Serialize};
use url::Url;

use crate::entities::{View, notification_name};

/// How much of a name and of a text a message has, in characters: it must fit into what push services take.
const NAME: usize = 80;
const TEXT: usize = 140;

pub(crate) fn register(runner: Runner<App>) -> Runner<App> {
    runner.register::<SendPush>()
}

/// Tells one program of one notification.
#[derive(Debug, Clone, Copy, Serialize, Deserialize)]
#[serde(transparent)]
struct SendPush(Push);

/// What a message is about, as its member may see it.
struct About {
    subscription: PushSubscription,
    notification: Notification,
    from: Actor,
    object: Option<Object>,
    /// Where the member lives, and in which language.
    stall: String,
    locale: String,
}

/// What a message says, in the shape that programs for Mastodon read.
#[derive(Serialize)]
struct Words<'a> {
    /// Empty: of a token only its hash is kept. Programs with several accounts tell them apart by the keys or the address that
    /// they subscribed with.
    access_token: &'static str,
    preferred_locale: &'a str,
    /// A number, which programs for iOS insist on.
    notification_id: i64,
    notification_type: &'static str,
    icon: &'a str,
    title: &'a str,
    body: &'a str,
}

#[async_trait]
impl Job for SendPush {
    type Context = App;
    const NAME: &'static str = PUSH_JOB;
    // For about an hour: later nobody wants to be woken for it.
    const ATTEMPTS: i32 = 8;

    async fn run(&self, app: &App) -> Result<(), Failure> {
        let Self(push) = *self;
        // The subscription may have ended meanwhile, what it is about may be gone.
        let Some(about) = app.db.read(move |c| About::gather(c, push)).await? else { return Ok(()) };
        let PushSubscription { public_key, auth_secret, standard, endpoint, .. } = &about.subscription;
        let endpoint = Url::parse(endpoint).map_err(never)?;
        let reader = Reader::new(public_key, auth_secret, *standard).map_err(never)?;
        let words = about.words(app).map_err(never)?;
        let message = Message::new(&app.vapid, &endpoint, &reader, &words, about.urgency()).map_err(never)?;
        match app.federation.client().push(&endpoint, message).await {
            Ok(()) => Ok(()),
            // RFC 8030 §7.3: the program is gone.
            Err(DeliveryError::Gone { .. }) => Ok(app.db.write(move |c| about.subscription.expire(c)).await?),
            Err(error) if error.is_final() => Err(never(error)),
            Err(error) => Err(match error.retry_after() {
                Some(wait) => Failure::RetryAfter(wait, error.to_string()),
                None => Failure::Retry(error.to_string()),
            }),
        }
    }
}

fn never(error: impl std::fmt::Display) -> Failure {
    Failure::Drop(error.to_string())
}

impl About {
    fn gather(c: &mut Conn, Push { subscription, notification }: Push) -> QueryResult<Option<Self>> {
        let Some(subscription) = PushSubscription::find(c, subscription)? else { return Ok(None) };
        let viewer = subscription.actor_id;
        let Some(notification) = Notification::find(c, viewer, notification)? else { return Ok(None) };
        let Some(from) = Actor::find(c, notification.from_id)?.filter(Actor::is_present) else { return Ok(None) };
        let object = match notification.object_id {
            None => None,
            Some(id) => {
                let Some(object) = Object::find(c, id)? else { return Ok(None) };
                if !visibility::may_see(c, Some(viewer), &object)? {
                    return Ok(None);
                }
                Some(object)
            }
        };
        let Actor { account_id: Some(account), stall: Some(stall), .. } = Actor::get(c, viewer)? else {
            return Ok(None);
        };
        let locale = Account::get(c, account)?.locale;
        Ok(Some(Self { subscription, notification, from, object, stall, locale }))
    }

    fn urgency(&self) -> Urgency {
        match self.notification.kind {
            NotificationKind::Mention => Urgency::High,
            _ => Urgency::Normal,
        }
    }

    fn words(&self, app: &App) -> serde_json::Result<Vec<u8>> {
        let (translations, kind) = (app.web.themes.translations(), self.notification.kind);
        let locale = translations.find(&self.locale).unwrap_or_else(Locale::english);
        let key = format!("notification-{}", kind.as_str().replace('.', "-"));
        let name = markup::shorten(self.from.display_name(), NAME);
        let icon = app
            .hosts
            .stall(&self.stall)
            .map(|stall| View::new(app, stall, None).account(&self.from).avatar)
            .unwrap_or_default();
        serde_json::to_vec(&Words {
            access_token: "",
            preferred_locale: locale.as_str(),
            notification_id: self.notification.id.0,
            notification_type: notification_name(kind),
            icon: &icon,
            title: &translations.message(&locale, &web::Message::new(key).with("name", name)),
            body: &self.body(),
        })
    }

    /// What it is about: the warning where there is one, the beginning of the text, or who it is.
    fn body(&self) -> String {
        match &self.object {
            Some(object) => match object.summary.as_deref().filter(|warning| !warning.is_empty()) {
                Some(warning) => markup::shorten(warning, TEXT),
                None => markup::excerpt(&object.content, TEXT),
            },
            None => markup::excerpt(&self.from.summary, TEXT),
        }
    }
}
