//! Memberships as Mobilizon writes them: a `Member` with its role.

use social::actor::Actor;
use social::membership::Membership;
use vocab::Iri;

/// The document of a membership.
pub(crate) fn to_wire(membership: &Membership, group: &Actor, member: &Actor) -> vocab::Object {
    let mut wire = vocab::Object {
        id: Some(Iri::new(&membership.uri)),
        actor: Some(Iri::new(&member.uri)),
        ..vocab::Object::new("Member")
    };
    // No other object has an object and a role.
    for (key, value) in [("object", group.uri.as_str()), ("role", membership.role.as_str())] {
        wire.extra.insert(key.to_owned(), value.into());
    }
    wire
}
