//! Kinds of object: what a stall understands of what travels, and what it adds to it.
//!
//! The base mapping ([`crate::object`]) reads and writes everything that all objects have. A kind says which objects are
//! its own, and adds only what no other kind has.

use std::sync::Arc;

use diesel::QueryResult;
use social::actor::Actor;
use social::object::Object;
use store::Conn;
use store::uri::Hosts;
use vocab::{Activity, Entity};

use crate::authenticate::Authentic;
use crate::card::Card;

/// How strongly a kind claims an object for itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Claim {
    /// It is not one of these.
    No,
    /// It is one of these unless somebody knows better.
    Fallback,
    /// It is one of these. Two kinds never claim one object so.
    Exact,
}

/// What a kind did with an activity on one of its objects.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Handled {
    /// It does not know such activities.
    No,
    /// It took effect.
    Yes,
    /// It is sound and changes nothing, for that reason.
    Ignored(String),
}

/// An activity on an object, as a kind gets to see it.
#[derive(Debug, Clone, Copy)]
pub struct Act<'a> {
    /// What is done; known to be said by its actor.
    pub activity: &'a Authentic<Activity>,
    /// Who does it.
    pub actor: &'a Actor,
    /// What it is done to.
    pub object: &'a Object,
    /// Our addresses.
    pub hosts: &'a Hosts,
}

/// An activity about something that is no object here, as a kind gets to see it.
#[derive(Debug, Clone, Copy)]
pub struct Deed<'a> {
    /// What is done; known to be said by its actor.
    pub activity: &'a Authentic<Activity>,
    /// Who does it.
    pub actor: &'a Actor,
    /// Our addresses.
    pub hosts: &'a Hosts,
}

/// A kind of object. Implementations are unit structs; everything runs inside a transaction.
pub trait ObjectKind: Send + Sync {
    /// The name that `objects.kind` keeps. Never changed once released.
    fn name(&self) -> &'static str;

    /// The types that its objects have on the wire; the first is the one that it writes.
    fn wire_types(&self) -> &'static [&'static str];

    /// Whether a remote object is of this kind.
    fn claim(&self, object: &vocab::Object) -> Claim;

    /// Keeps what is its own of a remote object that was just written or changed.
    fn receive(&self, c: &mut Conn, object: &Object, wire: &vocab::Object) -> QueryResult<()> {
        let _ = (c, object, wire);
        Ok(())
    }

    /// Adds what is its own to the document of a local object.
    fn to_wire(&self, c: &mut Conn, hosts: &Hosts, object: &Object, wire: &mut vocab::Object) -> QueryResult<()> {
        let _ = (c, hosts, object, wire);
        Ok(())
    }

    /// Adds what its stall says of local actors besides what everybody says of theirs.
    fn actor_to_wire(&self, c: &mut Conn, hosts: &Hosts, actor: &Actor, wire: &mut vocab::Actor) -> QueryResult<()> {
        let _ = (c, hosts, actor, wire);
        Ok(())
    }

    /// Takes an activity that the crate does not know itself, such as `Join`, or the answer to one, on an object of this
    /// kind.
    fn activity(&self, c: &mut Conn, act: Act<'_>) -> QueryResult<Handled> {
        let _ = (c, act);
        Ok(Handled::No)
    }

    /// Takes an activity about something that its stall has besides objects. All kinds are asked until one knows it.
    fn deed(&self, c: &mut Conn, deed: Deed<'_>) -> QueryResult<Handled> {
        let _ = (c, deed);
        Ok(Handled::No)
    }

    /// Documents of this kind, as JSON: each is claimed exactly, by this kind alone.
    fn samples(&self) -> &'static [&'static str] {
        &[]
    }
}

/// The kinds of the stalls that are open. Cheap to clone.
#[derive(Clone)]
pub struct Kinds(Arc<[(&'static str, &'static dyn ObjectKind)]>);

impl Kinds {
    /// From pairs of a stall's name and a kind. Earlier ones win where two claim with the same strength.
    pub fn new(kinds: impl IntoIterator<Item = (&'static str, &'static dyn ObjectKind)>) -> Self {
        Self(kinds.into_iter().collect())
    }

    /// The kind that an object is of: the strongest claim, else a card; none where there is nothing to show.
    pub fn claim(&self, object: &vocab::Object) -> Option<&'static dyn ObjectKind> {
        let by_strength = |wanted: Claim| self.iter().map(|(_, kind)| kind).find(|kind| kind.claim(object) == wanted);
        by_strength(Claim::Exact)
            .or_else(|| by_strength(Claim::Fallback))
            .or_else(|| (Card.claim(object) != Claim::No).then_some(&Card as &dyn ObjectKind))
    }

    /// The kind of that name, as `objects.kind` keeps it.
    pub fn find(&self, name: &str) -> Option<&'static dyn ObjectKind> {
        if name == Card.name() {
            return Some(&Card);
        }
        self.iter().map(|(_, kind)| kind).find(|kind| kind.name() == name)
    }

    /// The kind of a stall's own that an object is of: the strongest claim.
    pub fn claim_at(&self, stall: &str, object: &vocab::Object) -> Option<&'static dyn ObjectKind> {
        let claims = |wanted: Claim| self.at(stall).find(|kind| kind.claim(object) == wanted);
        claims(Claim::Exact).or_else(|| claims(Claim::Fallback))
    }

    /// What nobody claims is one of these.
    pub fn card() -> &'static dyn ObjectKind {
        &Card
    }

    /// The kinds that a stall brought.
    pub fn at<'k>(&'k self, stall: &'k str) -> impl Iterator<Item = &'static dyn ObjectKind> + 'k {
        self.iter().filter(move |(of, _)| *of == stall).map(|(_, kind)| kind)
    }

    /// Whether a stall has a kind whose objects are notes.
    pub fn takes_notes(&self, stall: &str) -> bool {
        self.at(stall).any(|kind| kind.wire_types().contains(&"Note"))
    }

    /// The stall whose module brought the kind of that name; none for a card.
    pub fn stall(&self, name: &str) -> Option<&'static str> {
        self.iter().find(|(_, kind)| kind.name() == name).map(|(stall, _)| stall)
    }

    /// What is wrong with the samples of the kinds: each must be an object that its kind claims exactly, and no other does.
    pub fn quarrels(&self) -> Vec<String> {
        let mut quarrels = Vec::new();
        for (stall, kind) in self.iter() {
            for sample in kind.samples() {
                let name = kind.name();
                let object = match Entity::parse(sample.as_bytes()) {
                    Ok(Entity::Object(object)) => object,
                    Ok(other) => {
                        quarrels.push(format!("{stall}: a sample of {name} is a “{}”", other.kind()));
                        continue;
                    }
                    Err(error) => {
                        quarrels.push(format!("{stall}: a sample of {name} cannot be read: {error}"));
                        continue;
                    }
                };
                let exact = |(_, other): &(&str, &'static dyn ObjectKind)| other.claim(&object) == Claim::Exact;
                let claimed: Vec<&str> = self.iter().filter(exact).map(|(_, other)| other.name()).collect();
                if claimed != [name] {
                    quarrels.push(format!("{stall}: a sample of {name} is claimed by {claimed:?}: {sample}"));
                }
            }
        }
        quarrels
    }

    /// Every kind with the name of its stall.
    pub fn iter(&self) -> impl Iterator<Item = (&'static str, &'static dyn ObjectKind)> + '_ {
        self.0.iter().copied()
    }
}

impl std::fmt::Debug for Kinds {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_list().entries(self.iter().map(|(_, kind)| kind.name())).finish()
    }
}
