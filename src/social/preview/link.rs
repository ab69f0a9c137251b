//! Which link of an object a preview is made of.

use std::collections::HashSet;

use diesel::prelude::*;
use store::Conn;
use store::uri::Hosts;
use url::Url;

use super::MAX_ADDRESS;
use crate::markup::token::{Piece, Tag, Tokens, decode};
use crate::media::Media;
use crate::object::Object;
use crate::schema::{actors, mentions};

/// The page that an object is to show a preview of: the first that it links to. What has pictures of its own or quotes
/// something shows enough; people, hashtags and pages of ours are no such links.
pub fn link_of(c: &mut Conn, hosts: &Hosts, object: &Object) -> QueryResult<Option<Url>> {
    let shows_enough = object.deleted_at.is_some() || object.quote_uri.is_some();
    if shows_enough || !object.content.contains("href") || !Media::of_object(c, object.id)?.is_empty() {
        return Ok(None);
    }
    let people: HashSet<String> = mentions::table
        .inner_join(actors::table.on(actors::id.eq(mentions::actor_id)))
        .filter(mentions::object_id.eq(object.id))
        .select((actors::uri, actors::url))
        .load::<(String, Option<String>)>(c)?
        .into_iter()
        .flat_map(|(uri, url)| std::iter::once(uri).chain(url))
        .collect();
    Ok(links(&object.content).find(|url| !hosts.is_local(url) && !people.contains(url.as_str())).map(without_fragment))
}

/// The links of a text that lead to pages, as far as their marks tell.
pub(super) fn links(html: &str) -> impl Iterator<Item = Url> {
    let mut quoting = false;
    Tokens::new(html).filter_map(move |token| match token.piece {
        // The line that stands for a quote where quotes are not understood (FEP-044f).
        Piece::Open(tag) if matches!(&*tag.name, "p" | "span") => {
            quoting |= tag.has_class("quote-inline");
            None
        }
        Piece::Close(name) if name == "p" => {
            quoting = false;
            None
        }
        Piece::Open(tag) if tag.name == "a" && !quoting => page(&tag),
        _ => None,
    })
}

fn page(tag: &Tag<'_>) -> Option<Url> {
    let marked = ["mention", "hashtag", "u-url"].iter().any(|class| tag.has_class(class));
    let is_tag = tag.attribute("rel").is_some_and(|rel| rel.split_ascii_whitespace().any(|word| word == "tag"));
    let url = Url::parse(&decode(tag.attribute("href")?)).ok()?;
    let fit = matches!(url.scheme(), "http" | "https") && url.username().is_empty() && url.password().is_none();
    (!marked && !is_tag && fit && url.as_str().len() <= MAX_ADDRESS).then_some(url)
}

fn without_fragment(mut url: Url) -> Url {
    url.set_fragment(None);
    url
}
