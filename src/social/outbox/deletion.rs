//! What goes out when objects are deleted, one by one or several at once.

use std::collections::{BTreeMap, HashSet};

use diesel::QueryResult;
use store::Conn;
use store::uri::Hosts;
use vocab::{ActivityType, Entity, Iri, Many, Ref};

use super::{Audience, OutboxId, Servers, activity, write};
use crate::actor::Actor;
use crate::collection_follow::{self, Listing};
use crate::domain::Peer;
use crate::mention::Mention;
use crate::object::{Object, ObjectId};
use crate::visibility::Visibility;

/// `Delete` of an object: its `Tombstone`, to whom the object was addressed.
pub(crate) fn delete_object(
    c: &mut Conn,
    hosts: &Hosts,
    actor: &Actor,
    object: &Object,
    audience: Audience,
) -> QueryResult<OutboxId> {
    // Gancio looks at what it was.
    let tombstone = vocab::Object::tombstone(Iri::new(&object.uri), None).formerly(&object.wire_type);
    let document = Ref::Inline(Box::new(Entity::Object(Box::new(tombstone))));
    let mut delete = activity(ActivityType::Delete, &actor.uri, document);
    delete.id = Some(Iri::new(format!("{}#delete", object.uri)));
    delete.to = addressees(c, actor, object)?;
    write(c, hosts, actor, delete, Some(object.id), audience)
}

/// Whom the deletion of an object names.
fn addressees(c: &mut Conn, actor: &Actor, object: &Object) -> QueryResult<Many<Iri>> {
    Ok(match object.visibility {
        Visibility::Public | Visibility::Unlisted => [Iri::public()].into_iter().collect(),
        Visibility::Followers => actor.followers.iter().map(Iri::new).collect(),
        Visibility::Direct => Mention::actors(c, object.id)?.iter().map(|a| Iri::new(&a.uri)).collect(),
        Visibility::Members => Many::new(),
    })
}

/// What takes several ids in one `Delete`.
const TAKES_LISTS: [&str; 2] = ["funkwhale", "kermesse"];

/// `Delete` of several objects of an actor: to servers that take a list one, to others one for each.
pub(crate) fn delete_objects(c: &mut Conn, hosts: &Hosts, actor: &Actor, objects: &[Object]) -> QueryResult<()> {
    let mut knowing = HashSet::new();
    for software in TAKES_LISTS {
        knowing.extend(Peer::running(c, software)?);
    }
    let mut together: BTreeMap<(&str, &str), (Vec<&Object>, Audience)> = BTreeMap::new();
    for object in objects {
        let audience = Audience::of_object(c, object)?.with_touched(c, object.id)?;
        let alone = Audience { servers: Some(Servers::But(knowing.clone())), ..audience.clone() };
        delete_object(c, hosts, actor, object, alone)?;
        let (several, all) = together.entry((object.visibility.as_str(), &object.wire_type)).or_default();
        several.push(object);
        all.followers |= audience.followers;
        all.followers_of = audience.followers_of.or(all.followers_of);
        all.actors.extend(audience.actors);
    }
    for ((_, kind), (several, audience)) in together {
        let ids = several.iter().map(|object| Iri::new(&object.uri)).collect();
        let mut delete = activity(ActivityType::Delete, &actor.uri, vocab::Object::several(kind, ids).into());
        if let Some(first) = several.first() {
            delete.to = addressees(c, actor, first)?;
        }
        write(c, hosts, actor, delete, None, Audience { servers: Some(Servers::Only(knowing.clone())), ..audience })?;
    }
    Ok(())
}

/// `Delete` of objects by the ids under which collections list them, to who follows those.
pub(crate) fn delete_listed(c: &mut Conn, hosts: &Hosts, actor: &Actor, objects: &[Object]) -> QueryResult<()> {
    let ids: Vec<ObjectId> = objects.iter().map(|object| object.id).collect();
    let mut together: BTreeMap<(String, &str), Vec<Iri>> = BTreeMap::new();
    for Listing { collection_uri, object_id, item_uri } in Listing::of(c, &ids)? {
        let Some(object) = objects.iter().find(|object| object.id == object_id) else { continue };
        let id = item_uri.unwrap_or_else(|| object.uri.clone());
        together.entry((collection_uri, &object.wire_type)).or_default().push(Iri::from(id));
    }
    for ((collection, kind), ids) in together {
        let audience = Audience::of(collection_follow::readers(c, &collection)?);
        if !audience.actors.is_empty() {
            let delete = activity(ActivityType::Delete, &actor.uri, vocab::Object::several(kind, ids).into());
            write(c, hosts, actor, delete, None, audience)?;
        }
    }
    Ok(())
}
