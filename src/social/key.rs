//! The keys by which actors are known: local pairs and remote public keys.

use chrono::NaiveDateTime;
use diesel::prelude::*;
use store::{Conn, clock, snowflake};

use crate::actor::ActorId;
use crate::schema::actor_keys;

store::id_type! {
    /// Names a key.
    pub KeyId
}

store::text_enum! {
    /// The algorithms of keys in use.
    pub KeyAlgorithm {
        /// RSA, published as `publicKey` (PEM).
        Rsa = "rsa",
        /// Ed25519, published as `assertionMethod` (FEP-521a Multikey).
        Ed25519 = "ed25519",
    }
}

/// A key pair for a new local actor.
#[derive(Debug, Clone)]
pub struct NewKey {
    /// What kind.
    pub algorithm: KeyAlgorithm,
    /// PEM (RSA) or multibase (Ed25519).
    pub public: String,
    /// PKCS#8.
    pub private: Vec<u8>,
}

impl NewKey {
    /// The fragment behind the actor's id that names such a key.
    pub fn fragment(&self) -> &'static str {
        match self.algorithm {
            KeyAlgorithm::Rsa => "main-key",
            KeyAlgorithm::Ed25519 => "ed25519-key",
        }
    }
}

/// A row of `actor_keys`.
#[derive(Debug, Clone, Queryable, Selectable)]
#[diesel(table_name = actor_keys)]
pub struct ActorKey {
    /// Its number here.
    pub id: KeyId,
    /// Whose it is.
    pub actor_id: ActorId,
    /// Its id on the wire, which signatures name.
    pub key_uri: String,
    /// What kind.
    pub algorithm: KeyAlgorithm,
    /// PEM (RSA) or multibase (Ed25519).
    pub public_key: String,
    /// PKCS#8, of local actors alone.
    pub private_key: Option<Vec<u8>>,
    /// When a remote one was last read from its server.
    pub fetched_at: NaiveDateTime,
}

impl ActorKey {
    /// Stores the pair of a local actor.
    pub fn add(c: &mut Conn, actor: ActorId, uri: &str, key: &NewKey) -> QueryResult<()> {
        diesel::insert_into(actor_keys::table)
            .values((
                actor_keys::id.eq(KeyId(snowflake::next())),
                actor_keys::actor_id.eq(actor),
                actor_keys::key_uri.eq(uri),
                actor_keys::algorithm.eq(key.algorithm),
                actor_keys::public_key.eq(&key.public),
                actor_keys::private_key.eq(&key.private),
                actor_keys::fetched_at.eq(clock::now()),
            ))
            .execute(c)?;
        Ok(())
    }

    /// Replaces the public keys of a remote actor by what its own server says.
    pub fn replace(c: &mut Conn, actor: ActorId, keys: &[(String, KeyAlgorithm, String)]) -> QueryResult<()> {
        diesel::delete(actor_keys::table.filter(actor_keys::actor_id.eq(actor))).execute(c)?;
        for (uri, algorithm, public) in keys {
            diesel::insert_into(actor_keys::table)
                .values((
                    actor_keys::id.eq(KeyId(snowflake::next())),
                    actor_keys::actor_id.eq(actor),
                    actor_keys::key_uri.eq(uri),
                    actor_keys::algorithm.eq(*algorithm),
                    actor_keys::public_key.eq(public),
                    actor_keys::fetched_at.eq(clock::now()),
                ))
                // A key id that is already somebody else's stays theirs.
                .on_conflict_do_nothing()
                .execute(c)?;
        }
        Ok(())
    }

    /// By the id that a signature names.
    pub fn find_by_uri(c: &mut Conn, uri: &str) -> QueryResult<Option<Self>> {
        actor_keys::table.filter(actor_keys::key_uri.eq(uri)).select(Self::as_select()).first(c).optional()
    }

    /// All keys of an actor.
    pub fn of(c: &mut Conn, actor: ActorId) -> QueryResult<Vec<Self>> {
        actor_keys::table.filter(actor_keys::actor_id.eq(actor)).order(actor_keys::id).select(Self::as_select()).load(c)
    }
}
