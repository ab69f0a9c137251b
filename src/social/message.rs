//! Messages from one actor to another that travel otherwise than as a `Create`: they are written down here, and nothing is sent.

use diesel::prelude::*;
use store::uri::{Hosts, Stall};
use store::{Conn, clock};

use crate::actor::Actor;
use crate::object::{NewObject, Object, ObjectId, Parts};
use crate::text::{self, Handle, MentionTarget};
use crate::visibility::Visibility;

/// What its object is on the wire.
const WIRE_TYPE: &str = "Note";

/// A message.
#[derive(Debug, Clone, Copy)]
pub struct Message<'a> {
    /// Who says it.
    pub from: &'a Actor,
    /// To whom.
    pub to: &'a Actor,
    /// The `ObjectKind` that is to understand it.
    pub kind: &'a str,
    /// What is said, plain text with links and handles.
    pub text: &'a str,
}

impl Message<'_> {
    /// Keeps what a local actor said to a remote one.
    pub fn keep(&self, c: &mut Conn, hosts: &Hosts) -> QueryResult<Object> {
        let new = NewObject::local(hosts, self.from, self.kind, WIRE_TYPE, Visibility::Direct)?;
        let content = self.html(self.from.home(hosts)?);
        Object::insert(c, &NewObject { content, ..new }, &self.parts())
    }

    /// Keeps what a remote actor said to a local one, under the id of the activity that said it. None: it came before.
    pub fn receive(&self, c: &mut Conn, hosts: &Hosts, uri: &str) -> QueryResult<Option<Object>> {
        if Object::find_by_uri(c, uri)?.is_some() {
            return Ok(None);
        }
        let (id, uri) = (ObjectId::next(), uri.to_owned());
        let new = NewObject {
            content: self.html(self.to.home(hosts)?),
            fetched_at: Some(clock::now()),
            ..NewObject::bare(id, uri, self.from.id, self.kind, WIRE_TYPE, Visibility::Direct)
        };
        Object::insert(c, &new, &self.parts()).map(Some)
    }

    fn parts(&self) -> Parts {
        Parts { mentions: vec![self.to.id], ..Parts::default() }
    }

    fn html(&self, stall: &Stall) -> String {
        let resolve = |handle: &Handle| {
            let host = handle.host.as_deref().unwrap_or_else(|| stall.origin.host());
            let is_meant = handle.username.eq_ignore_ascii_case(&self.to.username) && host == self.to.host;
            is_meant.then(|| self.to.page().parse().ok()).flatten().map(|url| MentionTarget { url })
        };
        text::compose(self.text, resolve, |tag| stall.tag(tag)).html
    }
}
