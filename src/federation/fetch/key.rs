//! Fetching keys.

use vocab::{Entity, Iri};

use super::{Budget, Error};
use crate::Federation;

impl Federation {
    /// Fetches the owner of a key, with all its keys. The key may be a part of its owner's document, or one of its own
    /// that names its owner; then the owner has to name it too.
    pub(crate) async fn fetch_key(&self, key_id: &Iri, budget: &Budget) -> Result<(), Error> {
        let at = Iri::from(key_id.document());
        self.keyring.forget(key_id.as_str());
        let document = self.document(&at, budget).await?;
        let owner = document.by().clone();
        match &*document {
            Entity::Actor(_) => {}
            Entity::Key(_) | Entity::Multikey(_) => {
                self.fetch_actor(&owner, budget).await?;
                return Ok(());
            }
            other => return Err(Error::Unusable(format!("at the address of a key there is a “{}”", other.kind()))),
        }
        if let Some(actor) = document.into_actor() {
            self.take_in_actor(actor, budget).await?;
        }
        Ok(())
    }
}
