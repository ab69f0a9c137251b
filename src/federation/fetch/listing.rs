//! Collections that are read for a member: what they list may be for that one alone.

use social::actor::{Actor, ActorId};
use social::object::Object;
use vocab::{Collection, Iri};

use super::{Budget, Error};
use crate::Federation;
use crate::authenticate::Authentic;

impl Federation {
    /// The collection at an address, or a page of one, asked for in the name of an actor of ours.
    ///
    /// # Errors
    /// Why it cannot be had.
    pub async fn collection(&self, at: &Iri, reader: ActorId) -> Result<Authentic<Collection>, Error> {
        let signer = self.keyring.signer(&self.db, reader).await?;
        let document = self.document_as(at, &signer, &Budget::default()).await?;
        let kind = document.kind().to_owned();
        document.into_collection().ok_or_else(|| Error::Unusable(format!("a “{kind}” is no collection")))
    }

    /// Whose a collection is: an actor at its own server.
    ///
    /// # Errors
    /// Why that is not known.
    pub async fn owner(&self, collection: &Authentic<Collection>) -> Result<Actor, Error> {
        let owner = collection.attributed_to.iter().find_map(|owner| owner.id());
        let owner = owner.ok_or_else(|| Error::Unusable("it does not say whose it is".to_owned()))?;
        if !owner.same_origin(collection.by()) {
            return Err(Error::Unusable(format!("it is not at the server of {owner}")));
        }
        let actor = self.actor(owner, &Budget::default()).await?;
        match actor.is_present() && !actor.is_local() {
            true => Ok(actor),
            false => Err(Error::Unusable(format!("{owner} is kept out"))),
        }
    }

    /// Writes down what a page lists whole, as far as its owner answers for it, up to so many. What cannot be taken in is left out.
    ///
    /// # Errors
    /// Those of the database.
    pub async fn take_in_listed(
        &self,
        page: Authentic<Collection>,
        owner: &Actor,
        most: usize,
    ) -> Result<Vec<Object>, Error> {
        let mut taken = Vec::new();
        for object in page.vouched_objects(&Iri::from(owner.uri.as_str())).into_iter().take(most) {
            match self.take_in_object(object, &Budget::default()).await {
                Ok(object) => taken.push(object),
                Err(error) if error.is_temporary() => return Err(error),
                Err(error) => tracing::debug!(owner = owner.uri, %error, "what a collection lists was not taken"),
            }
        }
        Ok(taken)
    }
}
