//! Public keys.

use crate::iri::Iri;
use crate::many::Many;
use crate::wire::{object_only, wire};

wire! {
    /// An RSA key in PEM (security/v1 `publicKey`): inside an actor, or a document of its own.
    struct PublicKey {
        /// Its types, if the document says any.
        kind: Many<String> => (one "type"),
        /// What `keyId` of a signature names.
        id: Option<Iri> => "id",
        /// The actor it belongs to.
        owner: Option<Iri> => "owner",
        /// `-----BEGIN PUBLIC KEY-----` (SPKI) or, from Mobilizon, `-----BEGIN RSA PUBLIC KEY-----` (PKCS #1).
        public_key_pem: Option<String> => "publicKeyPem",
    }
}

wire! {
    /// A key in multibase (FEP-521a `assertionMethod`).
    struct Multikey {
        /// `Multikey`.
        kind: Many<String> => (one "type"),
        /// What `keyId` of a signature names.
        id: Option<Iri> => "id",
        /// The actor it belongs to.
        controller: Option<Iri> => "controller",
        /// `z…`: base58-btc of the multicodec prefix and the key.
        public_key_multibase: Option<String> => "publicKeyMultibase",
    }
}

object_only!(PublicKey, Multikey);
