//! What can be done with an activity before the database is touched: its signature is verified, what it says is read.

use social::inbox::{InboxEntry, InboxId};
use vocab::{Activity, ActivityType, Entity, Iri};

use super::entry_id;
use crate::Federation;
use crate::authenticate::{Authentic, Refusal, Signatory, authenticate, can_be_refetched};
use crate::fetch::{Budget, Error};
use crate::object::{Incoming, Reason};
use crate::signature::Parsed;

/// An activity that was kept, ready to take effect or not.
pub(super) struct Prepared {
    pub(super) id: InboxId,
    pub(super) host: String,
    pub(super) tries: i16,
    pub(super) what: What,
}

/// What is to be done with it.
pub(super) enum What {
    /// It takes effect.
    Act(Box<Act>),
    /// Somebody passed it on: what it is about is asked for at its own server.
    PassedOn(ActivityType, Iri),
    /// It is unsound.
    Refuse(String),
    /// What it takes to judge it cannot be had now.
    Later(String),
}

/// An activity that is believed.
pub(super) struct Act {
    pub(super) activity: Authentic<Activity>,
    pub(super) incoming: Option<Result<Authentic<Incoming>, Reason>>,
    /// The id to keep it under, where that was open until its signature was verified.
    pub(super) confirmed: Option<String>,
}

impl Federation {
    /// Reads an entry. The network is asked for nothing but keys.
    pub(super) async fn prepare(&self, entry: InboxEntry, budget: &Budget) -> Prepared {
        let (id, host, tries) = (entry.id, entry.host.clone(), entry.tries);
        let what = match Entity::parse(entry.body.as_bytes()) {
            Ok(Entity::Activity(activity)) => self.judge(&entry, *activity, budget).await,
            Ok(other) => What::Refuse(format!("a “{}” is no activity", other.kind())),
            Err(error) => What::Refuse(error.to_string()),
        };
        Prepared { id, host, tries, what }
    }

    async fn judge(&self, entry: &InboxEntry, activity: Activity, budget: &Budget) -> What {
        let signatory = match Signatory::of_entry(entry) {
            Some(signatory) => signatory,
            None => match self.verify_late(entry, budget).await {
                Ok(Some(signatory)) => signatory,
                Ok(None) => return What::Refuse("the signature does not fit the key".to_owned()),
                Err(error) if error.is_temporary() => return What::Later(format!("the key cannot be had: {error}")),
                Err(error) => return What::Refuse(format!("the key cannot be had: {error}")),
            },
        };
        let (kind, about) = (activity.kind.clone(), activity.object_id().cloned());
        let confirmed = (!entry.verified).then(|| entry_id(&activity, entry.body.as_bytes()));
        match (authenticate(activity, &signatory), about) {
            (Ok(activity), _) => {
                let object = activity.vouched_object();
                let incoming = object.map(|object| object.try_map(|wire| Incoming::from_wire(&self.kinds, wire)));
                What::Act(Box::new(Act { activity, incoming, confirmed }))
            }
            (Err(Refusal::OtherSigner { .. }), Some(about)) if can_be_refetched(&kind) => What::PassedOn(kind, about),
            (Err(refusal), _) => What::Refuse(refusal.to_string()),
        }
    }

    /// Verifies a signature whose key was not known, or not its actor's, when it came. A key that does not fit is fetched
    /// again, once: its owner may have changed it.
    async fn verify_late(&self, entry: &InboxEntry, budget: &Budget) -> Result<Option<Signatory>, Error> {
        let parsed: Parsed = match entry.signature.as_deref().map(serde_json::from_str) {
            Some(Ok(parsed)) => parsed,
            _ => return Ok(None),
        };
        let key_id = parsed.key_id.as_str();
        let known = self.keyring.find(&self.db, key_id).await?;
        if let Some(signatory) = known.and_then(|key| key.verify(&parsed)) {
            return Ok(Some(signatory));
        }
        self.fetch_key(&Iri::from(key_id), budget).await?;
        let fetched = self.keyring.find(&self.db, key_id).await?;
        Ok(fetched.filter(|key| !key.barred).and_then(|key| key.verify(&parsed)))
    }
}
