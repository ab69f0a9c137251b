//! Completing threads: what an object answers, and what answers it, as far as a budget goes.

use social::object::Object;
use vocab::{Collection, Entity, Iri, Ref};

use crate::Federation;
use crate::fetch::{Budget, Error};

impl Federation {
    /// Fetches what leads to an object, then what answers it, where everybody may read the object: of any other its server
    /// tells its answers to nobody who just asks. Each document that cannot be had ends its branch; only what may work
    /// later is an error.
    pub(crate) async fn fetch_thread(&self, object: &Object) -> Result<(), Error> {
        let budget = Budget::default();
        self.fetch_ancestors(object, &budget).await?;
        if !object.is_local() && object.visibility.is_open() {
            self.fetch_replies(object, &budget).await;
        }
        Ok(())
    }

    /// Upwards, until something is here whose own parent is here too. The walk ends with the budget at the latest, so that
    /// a circle does no harm.
    async fn fetch_ancestors(&self, object: &Object, budget: &Budget) -> Result<(), Error> {
        let mut next = object.in_reply_to_uri.clone();
        while let Some(uri) = next.filter(|_| budget.left() > 0) {
            let known = uri.clone();
            let parent = match self.db.read(move |c| Object::find_by_uri(c, &known)).await? {
                Some(known) if known.is_local() || known.deleted_at.is_some() || known.in_reply_to_id.is_some() => {
                    break;
                }
                Some(known) => known,
                None => match self.fetch_object(&uri.into(), budget).await {
                    Ok(parent) => parent,
                    Err(error) if error.is_temporary() => return Err(error),
                    Err(_) => break,
                },
            };
            next = parent.in_reply_to_uri;
        }
        Ok(())
    }

    /// Downwards: what the object's server lists as its answers, fetched each from its own server.
    async fn fetch_replies(&self, object: &Object, budget: &Budget) {
        let id = Iri::from(object.uri.as_str());
        let Ok(document) = self.document(&id, budget).await else { return };
        let Some(replies) = document.into_object().and_then(|object| object.into_inner().replies) else { return };
        for uri in self.members(replies, &id, budget).await {
            if budget.left() == 0 {
                return;
            }
            let known = uri.to_string();
            let is_known = self.db.read(move |c| Object::find_by_uri(c, &known)).await;
            if matches!(is_known, Ok(None))
                && let Err(error) = self.fetch_object(&uri, budget).await
            {
                tracing::debug!(%uri, %error, "an answer could not be fetched");
            }
        }
    }

    /// The ids that a collection lists: those embedded, and a few pages more. Only pages at the server of `owner` are
    /// followed, each once, and never a page of ours.
    pub(crate) async fn members(&self, collection: Ref<Collection>, owner: &Iri, budget: &Budget) -> Vec<Iri> {
        /// How many pages of one collection are read.
        const PAGES: usize = 10;
        let mut members: Vec<Iri> = Vec::new();
        let mut visited: Vec<Iri> = Vec::new();
        let mut next = Some(collection);
        while let Some(part) = next.take().filter(|_| visited.len() < PAGES) {
            let part = match part {
                Ref::Inline(part) => *part,
                Ref::Id(at) => {
                    if !at.same_origin(owner) || visited.contains(&at) {
                        break;
                    }
                    visited.push(at.clone());
                    match self.document(&at, budget).await.map(|document| document.into_inner()) {
                        Ok(Entity::Collection(part)) => *part,
                        _ => break,
                    }
                }
            };
            members.extend(part.items.iter().filter_map(Ref::id).cloned());
            next = part.first.or(part.next);
        }
        members.dedup();
        members
    }
}
