//! Fetching actors, and proving the handles that they claim.

use social::actor::Actor;
use social::text::Handle;
use vocab::Iri;

use super::{Budget, Error};
use crate::Federation;
use crate::actor::{self, Profile};
use crate::authenticate::Authentic;

impl Federation {
    /// The actor of that id: as it is known here, else as its server describes it.
    pub(crate) async fn actor(&self, id: &Iri, budget: &Budget) -> Result<Actor, Error> {
        let uri = id.to_string();
        match self.db.read(move |c| Actor::find_by_uri(c, &uri)).await? {
            Some(known) => Ok(known),
            None => self.fetch_actor(id, budget).await,
        }
    }

    /// Fetches the actor of that id and writes it down, known or not.
    pub(crate) async fn fetch_actor(&self, id: &Iri, budget: &Budget) -> Result<Actor, Error> {
        let document = self.document(id, budget).await?;
        let kind = document.kind().to_owned();
        let actor = document.into_actor().ok_or_else(|| Error::Unusable(format!("“{kind}” is not a type of actor")))?;
        self.take_in_actor(actor, budget).await
    }

    /// Writes down an actor that was fetched, with the handle that it can prove.
    pub(crate) async fn take_in_actor(&self, actor: Authentic<vocab::Actor>, budget: &Budget) -> Result<Actor, Error> {
        let mut profile = Profile::from_wire(&actor).map_err(|reason| Error::Unusable(reason.to_string()))?;
        self.prove_handle(&mut profile, budget).await?;
        let profile = actor.try_map(|_| Ok::<_, Error>(profile))?;
        let keys: Vec<String> = profile.keys.iter().map(|(id, _, _)| id.clone()).collect();
        let stored = self.db.write(move |c| actor::record::record(c, &profile)).await?;
        keys.iter().for_each(|key| self.keyring.forget(key));
        Ok(stored)
    }

    /// Finds the host of the handle. One at another host than the id counts where WebFinger says so on that side too
    /// (FEP-2c59); who says nothing is asked at the id's host, which may know of another (split domains).
    async fn prove_handle(&self, profile: &mut Profile, budget: &Budget) -> Result<(), Error> {
        let id = Iri::from(profile.row.uri.as_str());
        let scheme = if id.as_str().starts_with("http:") { "http" } else { "https" };
        let claimed = profile.handle_host.clone();
        let ask = claimed.as_deref().unwrap_or(&profile.row.host);
        let found = match Handle::new(&profile.row.username, ask) {
            Ok(handle) => self.webfinger(scheme, &handle, budget).await,
            Err(_) => return Ok(()),
        };
        match found {
            Ok(found) if found.actor == id => {
                if let Some(host) = found.handle.host.filter(|host| *host != profile.row.host)
                    && (claimed.as_ref() == Some(&host)
                        || self.confirms(scheme, &profile.row.username, &host, &id, budget).await)
                {
                    profile.row.host = host;
                }
                Ok(())
            }
            // Nobody vouches for the handle: it may be had as long as it is free.
            _ => self.check_free(profile).await,
        }
    }

    /// Whether WebFinger at `host` says that the handle there is this actor's.
    async fn confirms(&self, scheme: &str, username: &str, host: &str, id: &Iri, budget: &Budget) -> bool {
        let Ok(handle) = Handle::new(username, host) else { return false };
        let found = self.webfinger(scheme, &handle, budget).await;
        found.is_ok_and(|found| found.actor == *id && found.handle.same(&handle))
    }

    async fn check_free(&self, profile: &Profile) -> Result<(), Error> {
        let (uri, username, host) = (profile.row.uri.clone(), profile.row.username.clone(), profile.row.host.clone());
        let holder = self.db.read(move |c| Actor::find_by_handle(c, &username, &host)).await?;
        match holder.filter(|holder| holder.uri != uri && holder.deleted_at.is_none()) {
            Some(holder) => Err(Error::Unusable(format!("the handle {} belongs to {}", holder.handle(), holder.uri))),
            None => Ok(()),
        }
    }
}
