//! Who may do what with an object (FEP-044f, GoToSocial's interaction policy).

use serde_json::{Map, Value};

use crate::iri::Iri;
use crate::many::Many;
use crate::wire::{Wire, object_only, take, wire};

wire! {
    /// `interactionPolicy` of an object or actor. What is absent is left to the reader's custom.
    struct InteractionPolicy {
        /// Who may quote. Mastodon takes absence as nobody.
        can_quote: Option<Approval> => "canQuote",
        /// Who may reply.
        can_reply: Option<Approval> => "canReply",
        /// Who may like.
        can_like: Option<Approval> => "canLike",
        /// Who may boost.
        can_announce: Option<Approval> => "canAnnounce",
        /// Who may list the actor in a collection (FEP-7aa9).
        can_feature: Option<Approval> => "canFeature",
    }
}

object_only!(InteractionPolicy);

/// One rule of a policy: [`Iri::PUBLIC`], followers collections or actors.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Approval {
    /// Who needs not ask.
    pub automatic: Many<Iri>,
    /// Whose request the author decides upon.
    pub manual: Many<Iri>,
}

impl Approval {
    /// Whoever is in `automatic` may, and nobody else need ask.
    pub fn only(automatic: impl IntoIterator<Item = Iri>) -> Self {
        Self { automatic: automatic.into_iter().collect(), manual: Many::new() }
    }
}

impl Wire for Approval {
    /// Also under the names that GoToSocial used first.
    fn read(value: Value) -> Option<Self> {
        let Value::Object(mut map) = value else {
            return None;
        };
        let mut both = |new: &str, old: &str| -> Many<Iri> {
            let mut ids: Many<Iri> = take(&mut map, new);
            for id in take::<Many<Iri>>(&mut map, old) {
                if !ids.contains(&id) {
                    ids.push(id);
                }
            }
            ids
        };
        Some(Self {
            automatic: both("automaticApproval", "always"),
            manual: both("manualApproval", "approvalRequired"),
        })
    }

    /// Always both lists: an empty one means nobody, an absent one anything.
    fn write(&self) -> Option<Value> {
        let list = |ids: &Many<Iri>| ids.write().unwrap_or_else(|| Value::Array(Vec::new()));
        let mut map = Map::new();
        map.insert("automaticApproval".into(), list(&self.automatic));
        map.insert("manualApproval".into(), list(&self.manual));
        Some(Value::Object(map))
    }
}
