//! Asking a page what it says of itself, because an object links to it.

use async_trait::async_trait;
use chrono::TimeDelta;
use diesel::QueryResult;
use serde::{Deserialize, Serialize};
use social::object::{Object, ObjectId};
use social::preview::{self, Page, Preview};
use store::jobs::{self, Failure, Job};
use store::uri::Hosts;
use store::{Conn, clock};
use url::Url;

use crate::Federation;
use crate::fetch::Error;
use crate::page::{self, Embed, Head};

/// Over how many seconds the servers that got the same object spread their questions, so that a page is not run over.
const SPREAD: i64 = 60;

/// Fetches the page that an object links to first, unless it was asked lately, and shows its preview below the object.
#[derive(Debug, Serialize, Deserialize)]
pub struct FetchPreview {
    /// The object that links to it.
    pub object: ObjectId,
}

impl FetchPreview {
    /// Writes the job down for an object that is new or was edited, where it links to a page. What it showed before goes.
    pub fn later(c: &mut Conn, hosts: &Hosts, object: &Object) -> QueryResult<()> {
        if object.edited_at.is_some() {
            Preview::detach(c, object.id)?;
        }
        if preview::link_of(c, hosts, object)?.is_none() {
            return Ok(());
        }
        // Of what was published here others ask when it reached them.
        let wait = if object.is_local() { 0 } else { rand::random_range(0..SPREAD) };
        let job = Self { object: object.id };
        jobs::enqueue_unique_at(c, &job, &object.id.to_string(), clock::now() + TimeDelta::seconds(wait))
    }
}

#[async_trait]
impl Job for FetchPreview {
    type Context = Federation;
    const NAME: &'static str = "federation.fetch-preview";
    const ATTEMPTS: i32 = 3;

    async fn run(&self, federation: &Federation) -> Result<(), Failure> {
        let (id, hosts) = (self.object, federation.hosts.clone());
        let found = federation.db.read(move |c| {
            let Some(object) = Object::find(c, id)? else { return Ok::<_, diesel::result::Error>(None) };
            let Some(url) = preview::link_of(c, &hosts, &object)? else { return Ok(None) };
            Ok(Some((Preview::find(c, url.as_str())?, url)))
        });
        let Some((known, url)) = found.await? else { return Ok(()) };
        let preview = match known.filter(Preview::is_fresh) {
            Some(preview) => preview,
            None => {
                let page = federation.preview(&url).await?;
                federation.db.write(move |c| Preview::keep(c, url.as_str(), page.as_ref())).await?
            }
        };
        let attached =
            federation.db.write(move |c| match Object::find(c, id)?.filter(|object| object.deleted_at.is_none()) {
                Some(object) => preview.attach(c, object.id),
                None => Ok(()),
            });
        Ok(attached.await?)
    }
}

impl Federation {
    /// What the page at an address says of itself. Whatever else stands there, and whatever goes wrong for good, is nothing
    /// to show.
    async fn preview(&self, at: &Url) -> Result<Option<Page>, Error> {
        match self.read_page(at).await {
            Err(error) if error.is_temporary() => Err(error),
            Err(error) => {
                tracing::debug!(%at, %error, "a page has no preview");
                Ok(None)
            }
            Ok(page) => Ok(page),
        }
    }

    async fn read_page(&self, at: &Url) -> Result<Option<Page>, Error> {
        self.check_host(&at.clone().into()).await?;
        let fetched = self.client.get_page(at).await?;
        // A redirect may lead to a page of ours, or into a blocked house.
        self.check_host(&fetched.final_url.clone().into()).await?;
        let body = fetched.body;
        let read = tokio::task::spawn_blocking(move || Head::read(&page::decode(&body))).await;
        let head = read.map_err(|error| Error::Unusable(error.to_string()))?;
        let embed = match head.embed().and_then(|said| page::link(&fetched.final_url, said)) {
            Some(address) => self.read_embed(&address).await,
            None => None,
        };
        Ok(page::describe(&fetched.final_url, &head, embed.as_ref()))
    }

    /// An oEmbed document; a page can be shown without.
    async fn read_embed(&self, at: &Url) -> Option<Embed> {
        self.check_host(&at.clone().into()).await.ok()?;
        let fetched = self.client.get_json(at).await.ok()?;
        serde_json::from_slice(&fetched.body).ok()
    }
}
