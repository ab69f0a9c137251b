//! Errors that programs can read (RFC 9457), with the types of FEP-c180.

use serde_json::{Map, Value};

use crate::wire::{object_only, wire};

const FEP_C180: &str = "https://w3id.org/fep/c180#";

wire! {
    /// The body of an error answer.
    struct Problem {
        /// What kind of problem, an address; `about:blank` if absent.
        kind: Option<String> => "type",
        /// What kind of problem, in words that are the same every time.
        title: Option<String> => "title",
        /// The status code of the answer.
        status: Option<u64> => "status",
        /// What is wrong this time, in one sentence.
        detail: Option<String> => "detail",
        /// Which occurrence.
        instance: Option<String> => "instance",
    }
}

object_only!(Problem);

impl Problem {
    /// A problem that its status code says everything about.
    pub fn new(status: u16, title: impl Into<String>, detail: impl Into<String>) -> Self {
        Self { status: Some(status.into()), title: Some(title.into()), detail: Some(detail.into()), ..Self::default() }
    }

    /// A problem of a type of FEP-c180; the title follows from the type.
    pub fn of(kind: ProblemType, detail: impl Into<String>) -> Self {
        let (slug, title, status) = kind.parts();
        Self { kind: Some(format!("{FEP_C180}{slug}")), ..Self::new(status, title, detail) }
    }

    /// The same with one more key, such as `id` or `actor`.
    pub fn with(mut self, key: &str, value: impl Into<String>) -> Self {
        self.extra.insert(key.to_owned(), Value::String(value.into()));
        self
    }

    /// The body as JSON.
    pub fn to_json(&self) -> String {
        let map: Map<String, Value> = self.write_map();
        Value::Object(map).to_string()
    }
}

/// The types of FEP-c180 that servers answer one another with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ProblemType {
    /// The type of the activity or of what it is about is not supported.
    UnsupportedType,
    /// The activity refers to what does not exist.
    ObjectDoesNotExist,
    /// The activity was delivered before.
    DuplicateDelivery,
    /// Another activity did the same before.
    RedundantActivity,
    /// Someone has to approve first.
    ApprovalRequired,
    /// What should act or be acted upon is not an actor.
    NotAnActor,
    /// Who signed is not who acts.
    PrincipalActorMismatch,
    /// The actor may not do this.
    ActorNotAuthorized,
    /// Who signed may not do this.
    PrincipalNotAuthorized,
    /// The program may not do this, whoever uses it.
    ClientNotAuthorized,
    /// Files of this type are not taken.
    UnsupportedMediaType,
    /// The file is too large.
    MediaTooLarge,
    /// Nobody here is addressed.
    NoApplicableAddressees,
    /// Too much at once.
    RateLimitExceeded,
}

impl ProblemType {
    /// Fragment of the address, title and status code.
    fn parts(self) -> (&'static str, &'static str, u16) {
        match self {
            Self::UnsupportedType => ("unsupported-type", "Unsupported type", 400),
            Self::ObjectDoesNotExist => ("object-does-not-exist", "Object does not exist", 400),
            Self::DuplicateDelivery => ("duplicate-delivery", "Duplicate delivery", 400),
            Self::RedundantActivity => ("redundant-activity", "Redundant activity", 400),
            Self::ApprovalRequired => ("approval-required", "Approval required", 202),
            Self::NotAnActor => ("not-an-actor", "Not an actor", 400),
            Self::PrincipalActorMismatch => ("principal-actor-mismatch", "Principal-actor mismatch", 400),
            Self::ActorNotAuthorized => ("actor-not-authorized", "Actor not authorized", 403),
            Self::PrincipalNotAuthorized => ("principal-not-authorized", "Principal not authorized", 403),
            Self::ClientNotAuthorized => ("client-not-authorized", "Client not authorized", 403),
            Self::UnsupportedMediaType => ("unsupported-media-type", "Unsupported media type", 400),
            Self::MediaTooLarge => ("media-too-large", "Media too large", 413),
            Self::NoApplicableAddressees => ("no-applicable-addressees", "No applicable addressees", 400),
            Self::RateLimitExceeded => ("rate-limit-exceeded", "Rate limit exceeded", 429),
        }
    }
}
