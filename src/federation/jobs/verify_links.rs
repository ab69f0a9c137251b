//! Looking whether the pages that a profile links to link back (`rel="me"`).

use async_trait::async_trait;
use diesel::QueryResult;
use serde::{Deserialize, Serialize};
use social::actor::{Actor, ActorId, Field};
use store::jobs::{self, Failure, Job};
use store::{Conn, clock};
use url::Url;

use crate::Federation;

/// Fetches the pages in the fields of a local profile and marks those that link back.
#[derive(Debug, Serialize, Deserialize)]
pub struct VerifyLinks {
    /// Whose profile.
    pub actor: ActorId,
}

impl VerifyLinks {
    /// Writes the job down, unless it waits already.
    pub fn later(c: &mut Conn, actor: ActorId) -> QueryResult<()> {
        jobs::enqueue_unique(c, &Self { actor }, &actor.to_string())
    }
}

#[async_trait]
impl Job for VerifyLinks {
    type Context = Federation;
    const NAME: &'static str = "federation.verify-links";
    const ATTEMPTS: i32 = 3;

    async fn run(&self, federation: &Federation) -> Result<(), Failure> {
        let id = self.actor;
        let found = federation.db.read(move |c| Actor::find(c, id)).await?;
        let Some(actor) = found.filter(|actor| actor.is_local() && actor.is_present()) else { return Ok(()) };
        let mut links_back: Vec<String> = Vec::new();
        for field in actor.fields.iter() {
            if let Some(page) = link(field)
                && federation.links_back(&page, &actor).await
            {
                links_back.push(field.value.clone());
            }
        }
        Ok(federation.db.write(move |c| mark(c, id, &links_back)).await?)
    }
}

/// Marks the fields as they are now: they may have been edited while the pages were fetched.
fn mark(c: &mut Conn, actor: ActorId, links_back: &[String]) -> QueryResult<()> {
    let mut fields = Actor::get(c, actor)?.fields.0;
    let before = fields.clone();
    for field in &mut fields {
        field.verified_at = match links_back.contains(&field.value) {
            true => field.verified_at.or_else(|| Some(clock::now())),
            false => None,
        };
    }
    if fields != before {
        Actor::set_fields(c, actor, fields)?;
    }
    Ok(())
}

/// The page that a field links to: the first link in it, which is all of it where it is to be verified.
fn link(field: &Field) -> Option<Url> {
    let typed = field.source.as_deref().and_then(|source| Url::parse(source.trim()).ok());
    let url = typed.or_else(|| Tag::all(&field.value).find_map(|tag| Url::parse(&tag.attribute("href")?).ok()))?;
    matches!(url.scheme(), "http" | "https").then_some(url)
}

impl Federation {
    async fn links_back(&self, page: &Url, actor: &Actor) -> bool {
        if self.hosts.is_local(page) || self.check_host(&page.clone().into()).await.is_err() {
            return false;
        }
        match self.client.get_page(page).await {
            Ok(fetched) => has_link(&String::from_utf8_lossy(&fetched.body), &[actor.page(), &actor.uri]),
            Err(error) => {
                tracing::debug!(%page, %error, "a page could not be fetched to see whether it links back");
                false
            }
        }
    }
}

/// Whether a page has an `a` or `link` with `rel="me"` to one of these addresses, to the letter but for a slash at the end.
pub(super) fn has_link(html: &str, to: &[&str]) -> bool {
    let same = |href: &str| to.iter().any(|to| href.trim_end_matches('/') == to.trim_end_matches('/'));
    Tag::all(html)
        .filter(|tag| matches!(tag.name.as_str(), "a" | "link"))
        .filter(|tag| {
            tag.attribute("rel").is_some_and(|rel| rel.split_ascii_whitespace().any(|r| r.eq_ignore_ascii_case("me")))
        })
        .any(|tag| tag.attribute("href").is_some_and(|href| same(href.trim())))
}

/// A start tag in a page. This looks for tags, it does not parse: what stands in comments and scripts is seen too, which
/// only its author can put there.
struct Tag<'a> {
    name: String,
    attributes: &'a str,
}

impl<'a> Tag<'a> {
    fn all(html: &'a str) -> impl Iterator<Item = Tag<'a>> {
        html.split('<').skip(1).filter_map(|piece| {
            let tag = piece.split('>').next()?;
            let (name, attributes) = tag.split_once(|c: char| c.is_ascii_whitespace())?;
            Some(Tag { name: name.to_ascii_lowercase(), attributes })
        })
    }

    /// The value of an attribute, quoted or not.
    fn attribute(&self, wanted: &str) -> Option<String> {
        let mut rest = self.attributes;
        while let Some((before, after)) = rest.split_once('=') {
            let name = before.rsplit(|c: char| c.is_ascii_whitespace()).find(|word| !word.is_empty())?;
            let after = after.trim_start();
            let (value, tail) = match after.chars().next()? {
                quote @ ('"' | '\'') => after.get(1..)?.split_once(quote)?,
                _ => after.split_once(|c: char| c.is_ascii_whitespace()).unwrap_or((after, "")),
            };
            if name.eq_ignore_ascii_case(wanted) {
                return Some(value.replace("&amp;", "&"));
            }
            rest = tail;
        }
        None
    }
}
