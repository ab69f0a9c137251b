//! Fetching objects, and whatever an address stands for.

use social::actor::Actor;
use social::object::Object;
use vocab::{Entity, Iri};

use super::{Budget, Error};
use crate::Federation;
use crate::authenticate::Authentic;
use crate::jobs;
use crate::object::Incoming;
use crate::object::record::{Stored, record};

/// What an address stands for.
#[derive(Debug, Clone)]
pub enum Resolved {
    /// Somebody.
    Actor(Box<Actor>),
    /// Something.
    Object(Box<Object>),
}

impl Federation {
    /// Fetches whatever is at an address and writes it down: an actor, an object, or what an activity is about.
    pub(crate) async fn resolve(&self, at: &Iri, budget: &Budget) -> Result<Resolved, Error> {
        let document = self.document(at, budget).await?;
        if matches!(&*document, Entity::Actor(_)) {
            let Some(actor) = document.into_actor() else { return Err(Error::NotAnAddress(at.clone())) };
            return self.take_in_actor(actor, budget).await.map(|actor| Resolved::Actor(Box::new(actor)));
        }
        self.take_in(document, budget).await.map(|object| Resolved::Object(Box::new(object)))
    }

    /// Fetches the object of that id and writes it down, known or not. What is gone at its server goes here too.
    pub(crate) async fn fetch_object(&self, id: &Iri, budget: &Budget) -> Result<Object, Error> {
        let document = match self.document(id, budget).await {
            Err(error) if error.is_gone() => {
                self.bury(id).await?;
                return Err(error);
            }
            other => other?,
        };
        self.take_in(document, budget).await
    }

    async fn take_in(&self, document: Authentic<Entity>, budget: &Budget) -> Result<Object, Error> {
        let document = match &*document {
            Entity::Activity(activity) => {
                let object = activity
                    .object_id()
                    .cloned()
                    .ok_or_else(|| Error::Unusable("the activity is about nothing".to_owned()))?;
                self.document(&object, budget).await?
            }
            _ => document,
        };
        let kind = document.kind().to_owned();
        let object =
            document.into_object().ok_or_else(|| Error::Unusable(format!("“{kind}” is not a type of object")))?;
        if object.is("Tombstone") {
            if let Some(id) = &object.id {
                self.bury(id).await?;
            }
            return Err(Error::Deleted);
        }
        self.take_in_object(object, budget).await
    }

    /// Writes down an object that was fetched, and its author before it.
    pub(crate) async fn take_in_object(
        &self,
        object: Authentic<vocab::Object>,
        budget: &Budget,
    ) -> Result<Object, Error> {
        let kinds = self.kinds.clone();
        let incoming = object
            .try_map(|wire| Incoming::from_wire(&kinds, wire))
            .map_err(|reason| Error::Unusable(reason.to_string()))?;
        let author = self.actor(&incoming.author, budget).await?;
        if !author.is_present() {
            return Err(Error::Unusable(format!("{} is kept out", author.uri)));
        }
        let hosts = self.hosts.clone();
        let stored = self
            .db
            .write(move |c| {
                let stored = record(c, &hosts, &incoming, &author)?;
                if let Stored::New(object) = &stored {
                    jobs::follow_up(c, &hosts, object, &incoming)?;
                }
                Ok::<_, diesel::result::Error>(stored)
            })
            .await?;
        match stored {
            Stored::Refused(reason) => Err(Error::Unusable(reason.to_owned())),
            Stored::New(object) | Stored::Edited(object) | Stored::Counted(object) | Stored::Known(object) => {
                Ok(object)
            }
        }
    }

    /// Its server says that it is gone: a remote object becomes a tombstone.
    async fn bury(&self, id: &Iri) -> Result<(), Error> {
        let uri = id.to_string();
        self.db
            .write(move |c| match Object::find_by_uri(c, &uri)? {
                Some(object) if !object.is_local() => object.bury(c),
                _ => Ok(()),
            })
            .await?;
        Ok(())
    }
}
