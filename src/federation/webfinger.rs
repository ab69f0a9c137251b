//! WebFinger (RFC 7033): from a handle to an actor, for others who ask us and for us who ask others.

#[cfg(test)]
mod tests;

use diesel::QueryResult;
use social::actor::Actor;
use social::media::Media;
use social::text::Handle;
use store::Conn;
use store::uri::{Hosts, Stall};
use url::Url;
use vocab::{HostMeta, Iri, Jrd, JrdLink, mime};

use crate::Federation;
use crate::fetch::{Budget, Error};

/// What `/.well-known/webfinger` of a stall answers about a resource: an `acct:` of it, the id or page of an actor, or the
/// stall itself, which stands for its own actor (FEP-d556). None: 404.
pub fn answer(c: &mut Conn, hosts: &Hosts, stall: &Stall, resource: &str) -> QueryResult<Option<Jrd>> {
    let Some(actor) = find(c, hosts, stall, resource)? else { return Ok(None) };
    if !actor.is_present() || actor.stall.as_deref() != Some(stall.name) {
        return Ok(None);
    }
    let mut links = vec![
        JrdLink::to(Jrd::PROFILE_PAGE, "text/html", actor.page()),
        JrdLink::to("self", mime::ACTIVITY_JSON, actor.uri.as_str()),
        JrdLink::by_template(Jrd::SUBSCRIBE, format!("{}/authorize_interaction?uri={{uri}}", stall.origin)),
    ];
    if let Some(avatar) = actor.avatar_id.map(|id| Media::find(c, id)).transpose()?.flatten()
        && let Some(url) = avatar.url(stall)
    {
        links.push(JrdLink::to(Jrd::AVATAR, avatar.media_type, url));
    }
    let mut aliases = vec![Iri::from(actor.uri.as_str())];
    aliases.extend(actor.url.as_deref().map(Iri::from));
    Ok(Some(Jrd {
        subject: Some(format!("acct:{}", actor.handle())),
        aliases: aliases.into(),
        links: links.into(),
        ..Jrd::default()
    }))
}

fn find(c: &mut Conn, hosts: &Hosts, stall: &Stall, resource: &str) -> QueryResult<Option<Actor>> {
    if let Some(acct) = resource.strip_prefix("acct:") {
        let Some((name, host)) = acct.trim_start_matches('@').split_once('@') else { return Ok(None) };
        if hosts.stall_at(host).map(|at| at.name) != Some(stall.name) {
            return Ok(None);
        }
        return if hosts.stall_at(name).is_some() {
            Actor::of_stall(c, stall.name)
        } else {
            Actor::find_at(c, stall.name, name)
        };
    }
    let Ok(url) = Url::parse(resource) else { return Ok(None) };
    if hosts.site_of(&url) != Some(store::uri::Site::Stall(stall.name)) {
        return Ok(None);
    }
    match hosts.local_page(&url) {
        Some((_, name, None)) => Actor::find_at(c, stall.name, name),
        Some(_) => Ok(None),
        None if url.path() == "/" => Actor::of_stall(c, stall.name),
        None => Actor::find_by_uri(c, url.as_str()),
    }
}

/// What WebFinger elsewhere says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Found {
    /// The actor's id. It is for the actor's document to agree.
    pub(crate) actor: Iri,
    /// The handle as that server writes it, with its host.
    pub(crate) handle: Handle,
}

impl Federation {
    /// The id of the actor behind a handle elsewhere. Where the handle's host only points to another (split domains), that
    /// one is asked too, so that the answer comes from the host of the handle that it gives.
    pub(crate) async fn find_actor_id(&self, handle: &Handle, budget: &Budget) -> Result<Iri, Error> {
        let scheme = self.hosts.square().scheme();
        match self.webfinger(scheme, handle, budget).await {
            Ok(found) => Ok(found.actor),
            // Among plain servers there may be one behind TLS, and the other way round in a lab.
            Err(error) if self.plain_http && error.is_temporary() => {
                let other = if scheme == "http" { "https" } else { "http" };
                self.webfinger(other, handle, budget).await.map(|found| found.actor)
            }
            Err(error) => Err(error),
        }
    }

    /// Asks the host of a handle, at the usual place, else where its host-meta says.
    pub(crate) async fn webfinger(&self, scheme: &str, handle: &Handle, budget: &Budget) -> Result<Found, Error> {
        let nobody = || Error::Nobody(handle.to_string());
        let (host, acct) = handle.host.as_deref().zip(handle.acct()).ok_or_else(nobody)?;
        let at = |path: &str| Url::parse(&format!("{scheme}://{host}{path}")).map_err(|_| nobody());
        let mut usual = at("/.well-known/webfinger")?;
        usual.query_pairs_mut().append_pair("resource", &acct);
        if self.hosts.is_local(&usual) {
            return Err(Error::Ours(usual.into()));
        }
        self.check_host(&usual.clone().into()).await?;
        let jrd = match self.jrd(&usual, budget).await {
            Err(error) if error.is_gone() => {
                let elsewhere = self.lrdd(&at("/.well-known/host-meta")?, &acct, budget).await.ok_or_else(nobody)?;
                self.jrd(&elsewhere, budget).await
            }
            result => result,
        };
        let jrd = jrd.map_err(|error| if error.is_gone() { nobody() } else { error })?;
        let actor = jrd.actor().cloned().ok_or_else(nobody)?;
        let subject = jrd.handle().and_then(|(name, host)| Handle::new(name, host).ok());
        Ok(Found { actor, handle: subject.ok_or_else(nobody)? })
    }

    async fn jrd(&self, at: &Url, budget: &Budget) -> Result<Jrd, Error> {
        budget.take()?;
        let fetched = self.client.get_json(at).await?;
        Ok(Jrd::parse(&fetched.body)?)
    }

    /// Where host-meta says that WebFinger is; none where it says nothing.
    async fn lrdd(&self, host_meta: &Url, acct: &str, budget: &Budget) -> Option<Url> {
        budget.take().ok()?;
        let fetched = self.client.get_host_meta(host_meta).await.ok()?;
        let meta = HostMeta::parse(std::str::from_utf8(&fetched.body).ok()?)?;
        let escaped: String = url::form_urlencoded::byte_serialize(acct.as_bytes()).collect();
        Url::parse(&meta.lrdd.replace("{uri}", &escaped)).ok().filter(|url| !self.hosts.is_local(url))
    }
}
