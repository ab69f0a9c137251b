//! WebFinger answers (RFC 7033).

use serde_json::Value;

use crate::iri::Iri;
use crate::many::Many;
use crate::mime;
use crate::parse::{Malformed, read_json_object};
use crate::wire::{object_only, wire};

wire! {
    /// A JSON Resource Descriptor.
    struct Jrd {
        /// Whom it describes, `acct:name@host`.
        subject: Option<String> => "subject",
        /// Other addresses of the same.
        aliases: Many<Iri> => "aliases",
        /// What belongs to it.
        links: Many<JrdLink> => "links",
    }
}

wire! {
    /// One link of a [`Jrd`].
    struct JrdLink {
        /// What the link is.
        rel: Option<String> => "rel",
        /// Media type of what is there.
        media_type: Option<String> => "type",
        /// Where it leads.
        href: Option<Iri> => "href",
        /// Where it leads once `{uri}` is filled in.
        template: Option<String> => "template",
    }
}

object_only!(Jrd, JrdLink);

impl Jrd {
    /// The relation of an actor's profile page.
    pub const PROFILE_PAGE: &'static str = "http://webfinger.net/rel/profile-page";
    /// The relation of an actor's picture.
    pub const AVATAR: &'static str = "http://webfinger.net/rel/avatar";
    /// The relation of the page on which one can follow someone elsewhere.
    pub const SUBSCRIBE: &'static str = "http://ostatus.org/schema/1.0/subscribe";

    /// Reads an answer. One without subject or links is no answer.
    pub fn parse(bytes: &[u8]) -> Result<Self, Malformed> {
        let jrd = Self::read_map(read_json_object(bytes)?);
        if jrd.subject.is_none() {
            return Err(Malformed::Missing("subject"));
        }
        if jrd.links.is_empty() {
            return Err(Malformed::Missing("links"));
        }
        Ok(jrd)
    }

    /// The actor's id: the `self` link of an ActivityStreams type.
    pub fn actor(&self) -> Option<&Iri> {
        let is_actor = |link: &&JrdLink| {
            link.rel.as_deref() == Some("self") && link.media_type.as_deref().is_some_and(mime::is_activity)
        };
        self.links.iter().filter(is_actor).find_map(|link| link.href.as_ref())
    }

    /// The template of the page on which one can follow someone elsewhere.
    pub fn subscribe(&self) -> Option<&str> {
        let link = self.links.iter().find(|link| link.rel.as_deref() == Some(Self::SUBSCRIBE))?;
        link.template.as_deref().filter(|template| template.contains("{uri}"))
    }

    /// The name and host of the subject, without `acct:` and `@`.
    pub fn handle(&self) -> Option<(&str, &str)> {
        let subject = self.subject.as_deref()?;
        let (name, host) = subject.strip_prefix("acct:").unwrap_or(subject).trim_start_matches('@').split_once('@')?;
        (!name.is_empty() && !host.is_empty() && !host.contains(['@', '/'])).then_some((name, host))
    }

    /// The answer as JSON.
    pub fn to_json(&self) -> String {
        Value::Object(self.write_map()).to_string()
    }
}

impl JrdLink {
    /// A link to a resource of a type.
    pub fn to(rel: impl Into<String>, media_type: impl Into<String>, href: impl Into<Iri>) -> Self {
        Self { rel: Some(rel.into()), media_type: Some(media_type.into()), href: Some(href.into()), ..Self::default() }
    }

    /// A link by a template.
    pub fn by_template(rel: impl Into<String>, template: impl Into<String>) -> Self {
        Self { rel: Some(rel.into()), template: Some(template.into()), ..Self::default() }
    }
}
