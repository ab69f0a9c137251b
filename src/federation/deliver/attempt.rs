//! One delivery: signed, sent, and judged.

use std::time::Duration;

use bytes::Bytes;
use chrono::{NaiveDateTime, TimeDelta};
use social::outbox::DeliveryState;
use social::parcel::{Attempt, Parcel};
use store::clock;
use url::Url;

use crate::Federation;
use crate::authenticate::in_a_word;
use crate::client::{Delivered, DeliveryError};

/// How often a delivery is tried. The pauses between are those of Mastodon and add up to some three days.
const TRIES: i16 = 16;
/// The longest pause that a peer may ask for.
const LONGEST_PAUSE: Duration = Duration::from_secs(3 * 24 * 3600);
/// How much of a reason is kept, in characters.
const LONGEST_REASON: usize = 500;

/// What a try says of the peer, beside of the delivery.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Health {
    /// It answered.
    Alive,
    /// It did not, or said that it cannot.
    Failing,
    /// It was not asked.
    Unknown,
}

/// What came of a try.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Outcome {
    pub(super) attempt: Attempt,
    pub(super) host: String,
    pub(super) health: Health,
    /// How long the peer asks to be left alone.
    pub(super) rest: Option<Duration>,
    /// Where it went.
    pub(super) inbox: String,
}

/// Sends a parcel.
pub(super) async fn attempt(federation: &Federation, parcel: Parcel, body: Bytes) -> Outcome {
    let result = send(federation, &parcel, body).await;
    judge(parcel, result, clock::now())
}

/// Why a parcel was not sent, or not taken.
#[derive(Debug)]
pub(super) enum Failure {
    /// The peer's verdict, or the network's.
    Delivery(DeliveryError),
    /// Something here is not as it should be.
    Here { reason: String, is_final: bool },
}

async fn send(federation: &Federation, parcel: &Parcel, body: Bytes) -> Result<Delivered, Failure> {
    let here = |reason: String, is_final| Failure::Here { reason, is_final };
    let inbox = Url::parse(&parcel.inbox).map_err(|error| here(format!("the inbox is no address: {error}"), true))?;
    let policies = federation.policies().await.map_err(|error| here(error.to_string(), false))?;
    if policies.blocks(&parcel.host) {
        return Err(here("the server is blocked".to_owned(), true));
    }
    let signer = federation.keyring.signer(&federation.db, parcel.actor_id).await;
    let signer = signer.map_err(|error| match error {
        diesel::result::Error::NotFound => here("the actor has no key any more".to_owned(), true),
        error => here(error.to_string(), false),
    })?;
    // A key's id is its owner's, with a fragment.
    let mut id = signer.key_id.clone();
    id.set_fragment(None);
    let followers = match parcel.is_for_followers() {
        true => Some(federation.followers_statement(parcel.actor_id, &id, &inbox).await),
        false => None,
    };
    let followers = followers.transpose().map_err(|error| here(error.to_string(), false))?;
    federation.client.post_activity(&inbox, body, followers, &signer).await.map_err(Failure::Delivery)
}

/// What a try means for the delivery and for the peer.
pub(super) fn judge(parcel: Parcel, result: Result<Delivered, Failure>, now: NaiveDateTime) -> Outcome {
    let mut attempt = Attempt {
        id: parcel.id,
        state: DeliveryState::Delivered,
        signed: None,
        status: None,
        reason: None,
        run_at: None,
    };
    let (mut health, mut rest) = (Health::Alive, None);
    match result {
        Ok(delivered) => {
            attempt.signed = Some(in_a_word(delivered.scheme).to_owned());
            attempt.status = i16::try_from(delivered.status.as_u16()).ok();
        }
        Err(Failure::Here { reason, is_final }) => {
            health = Health::Unknown;
            attempt.reason = Some(reason);
            attempt.state = if is_final { DeliveryState::Dropped } else { DeliveryState::Pending };
        }
        Err(Failure::Delivery(error)) => {
            attempt.status = error.status().and_then(|status| i16::try_from(status.as_u16()).ok());
            attempt.reason = Some(error.to_string().chars().take(LONGEST_REASON).collect());
            rest = error.retry_after();
            (attempt.state, health) = match &error {
                DeliveryError::Gone { .. } => (DeliveryState::Gone, Health::Alive),
                DeliveryError::Refused { .. } => (DeliveryState::Failed, Health::Alive),
                DeliveryError::Impossible(_) => (DeliveryState::Failed, Health::Unknown),
                // It answers; what it does not take now is this, or so much at once.
                DeliveryError::RetryLater { status, .. } if status.is_client_error() => {
                    (DeliveryState::Pending, Health::Alive)
                }
                DeliveryError::RetryLater { .. } | DeliveryError::Unreachable(_) => {
                    (DeliveryState::Pending, Health::Failing)
                }
            };
        }
    }
    if attempt.state == DeliveryState::Pending {
        if parcel.tries + 1 >= TRIES {
            attempt.state = DeliveryState::Failed;
        } else {
            let pause = pause(parcel.tries + 1).max(rest.unwrap_or_default().min(LONGEST_PAUSE));
            attempt.run_at = Some(now + TimeDelta::from_std(pause).unwrap_or(TimeDelta::days(3)));
        }
    }
    Outcome { attempt, host: parcel.host, health, rest, inbox: parcel.inbox }
}

/// How long to wait after so many tries, counted from 1: seconds to the fourth power, a quarter of a minute, and up to a
/// tenth more so that not everything comes back at once.
fn pause(tries: i16) -> Duration {
    let seconds = u64::from(tries.unsigned_abs()).pow(4) + 15;
    Duration::from_secs(seconds).mul_f64(rand::random_range(1.0..1.1))
}
