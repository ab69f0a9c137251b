//! Keys at hand: our own, parsed and ready to sign, and those of others by which signatures are verified.
//!
//! A signature is checked for every activity and made for every delivery; what it takes for that is read once and kept.

use std::sync::Arc;
use std::time::Duration;

use diesel::QueryResult;
use diesel::result::Error::NotFound;
use moka::sync::Cache;
use social::actor::{Actor, ActorId};
use social::key::{ActorKey, KeyAlgorithm};
use store::{Conn, Db};
use url::Url;

use crate::authenticate::Signatory;
use crate::key::{PrivateKey, PublicKey};
use crate::signature::{Parsed, Signer};

/// How many keys of each kind are kept at hand.
const KEPT: u64 = 10_000;
/// How long a remote key is believed without another look at the database, where another node may have changed it.
const FRESH: Duration = Duration::from_secs(300);
/// How long a key pair of ours stays parsed that nobody uses.
const IDLE: Duration = Duration::from_secs(3600);

/// The public key of an actor, and who that is.
#[derive(Debug)]
pub(crate) struct KnownKey {
    /// Whose it is.
    pub(crate) actor_id: ActorId,
    /// Its owner's ActivityPub id.
    pub(crate) owner: String,
    /// Whether moderators keep the owner out, or it is gone.
    pub(crate) barred: bool,
    key: PublicKey,
}

impl KnownKey {
    /// The owner, where this key made the signature.
    pub(crate) fn verify(&self, parsed: &Parsed) -> Option<Signatory> {
        Signatory::verify(parsed, &self.key, &self.owner)
    }

    /// Reads the key of that id, and its owner.
    pub(crate) fn find(c: &mut Conn, key_id: &str) -> QueryResult<Option<Self>> {
        let Some(row) = ActorKey::find_by_uri(c, key_id)? else { return Ok(None) };
        let key = match row.algorithm {
            KeyAlgorithm::Rsa => PublicKey::from_pem(&row.public_key),
            KeyAlgorithm::Ed25519 => PublicKey::from_multibase(&row.public_key),
        };
        let (Ok(key), owner) = (key, Actor::get(c, row.actor_id)?) else { return Ok(None) };
        Ok(Some(Self { actor_id: owner.id, barred: !owner.is_present(), owner: owner.uri, key }))
    }
}

/// The keys at hand.
pub(crate) struct Keyring {
    signers: Cache<ActorId, Arc<Signer>>,
    own: Cache<String, ActorId>,
    known: Cache<String, Arc<KnownKey>>,
}

impl Default for Keyring {
    fn default() -> Self {
        Self {
            signers: Cache::builder().max_capacity(KEPT).time_to_idle(IDLE).build(),
            own: Cache::builder().max_capacity(KEPT).build(),
            known: Cache::builder().max_capacity(KEPT).time_to_live(FRESH).build(),
        }
    }
}

impl Keyring {
    /// The key of that id, from memory or else from the database; never from its server.
    pub(crate) async fn find(&self, db: &Db, key_id: &str) -> QueryResult<Option<Arc<KnownKey>>> {
        if let Some(known) = self.known.get(key_id) {
            return Ok(Some(known));
        }
        let id = key_id.to_owned();
        let found = db.read(move |c| KnownKey::find(c, &id)).await?.map(Arc::new);
        if let Some(found) = &found {
            self.known.insert(key_id.to_owned(), Arc::clone(found));
        }
        Ok(found)
    }

    /// Forgets a key, because it was replaced.
    pub(crate) fn forget(&self, key_id: &str) {
        self.known.invalidate(key_id);
    }

    /// Forgets all keys of others: who is kept out may have changed.
    pub(crate) fn forget_all(&self) {
        self.known.invalidate_all();
    }

    /// What a local actor signs with: its RSA key, which everybody reads.
    ///
    /// # Errors
    /// `NotFound` where the actor has no such key, which is no actor of ours then.
    pub(crate) async fn signer(&self, db: &Db, actor: ActorId) -> QueryResult<Arc<Signer>> {
        if let Some(signer) = self.signers.get(&actor) {
            return Ok(signer);
        }
        let signer = Arc::new(db.read(move |c| read_signer(c, actor)).await?);
        self.signers.insert(actor, Arc::clone(&signer));
        Ok(signer)
    }

    /// What a stall signs with when nobody in particular asks.
    ///
    /// # Errors
    /// `NotFound` where the stall has no actor of its own.
    pub(crate) async fn stall_signer(&self, db: &Db, stall: &str) -> QueryResult<Arc<Signer>> {
        let actor = match self.own.get(stall) {
            Some(actor) => actor,
            None => {
                let name = stall.to_owned();
                let found = db.read(move |c| Actor::of_stall(c, &name)).await?.ok_or(NotFound)?;
                self.own.insert(stall.to_owned(), found.id);
                found.id
            }
        };
        self.signer(db, actor).await
    }
}

fn read_signer(c: &mut Conn, actor: ActorId) -> QueryResult<Signer> {
    let keys = ActorKey::of(c, actor)?;
    let key = keys.into_iter().find(|key| key.algorithm == KeyAlgorithm::Rsa).ok_or(NotFound)?;
    let private = key.private_key.as_deref().and_then(|der| PrivateKey::from_pkcs8(der).ok()).ok_or(NotFound)?;
    let key_id = Url::parse(&key.key_uri).map_err(|_| NotFound)?;
    Ok(Signer { key_id, key: Arc::new(private) })
}
