//! What a server says about itself (NodeInfo 2.0 and 2.1, FEP-f1d5).

use serde_json::{Map, Value};

use crate::iri::Iri;
use crate::many::Many;
use crate::parse::{Malformed, read_json_object};
use crate::wire::{Wire, object_only, wire};

const SCHEMA: &str = "http://nodeinfo.diaspora.software/ns/schema/";

/// The relation of a server's own actor in its index (FEP-2677).
const APPLICATION: &str = "https://www.w3.org/ns/activitystreams#Application";

wire! {
    /// `/.well-known/nodeinfo`: where to find what.
    struct NodeInfoIndex {
        /// One link for each version.
        links: Many<NodeInfoLink> => "links",
    }
}

wire! {
    /// One link of the index.
    struct NodeInfoLink {
        /// Which version, as a schema's address, or another relation.
        rel: Option<String> => "rel",
        /// Where it is.
        href: Option<Iri> => "href",
    }
}

impl NodeInfoIndex {
    /// An index of the versions 2.0 and 2.1, and of the server's own actor.
    pub fn new(version_2_0: impl Into<Iri>, version_2_1: impl Into<Iri>, actor: impl Into<Iri>) -> Self {
        let link =
            |rel: String, href: Iri| NodeInfoLink { rel: Some(rel), href: Some(href), ..NodeInfoLink::default() };
        let links = vec![
            link(format!("{SCHEMA}2.0"), version_2_0.into()),
            link(format!("{SCHEMA}2.1"), version_2_1.into()),
            link(APPLICATION.to_owned(), actor.into()),
        ];
        Self { links: links.into(), ..Self::default() }
    }

    /// Reads an index; one without links is none.
    pub fn parse(bytes: &[u8]) -> Result<Self, Malformed> {
        let index = Self::read_map(read_json_object(bytes)?);
        if index.links.is_empty() { Err(Malformed::Missing("links")) } else { Ok(index) }
    }

    /// Where the newest version is that is understood here.
    pub fn newest(&self) -> Option<&Iri> {
        ["2.1", "2.0", "1.1", "1.0"].into_iter().find_map(|version| self.href(&format!("{SCHEMA}{version}")))
    }

    /// The server's own actor (FEP-2677).
    pub fn application(&self) -> Option<&Iri> {
        self.href(APPLICATION)
    }

    fn href(&self, rel: &str) -> Option<&Iri> {
        self.links.iter().filter(|link| link.rel.as_deref() == Some(rel)).find_map(|link| link.href.as_ref())
    }

    /// The index as JSON.
    pub fn to_json(&self) -> String {
        Value::Object(self.write_map()).to_string()
    }
}

wire! {
    /// What a server says about itself.
    struct NodeInfo {
        /// Version of the schema.
        version: Option<String> => "version",
        /// What it runs.
        software: Option<NodeSoftware> => "software",
        /// What it speaks: `activitypub`.
        protocols: Many<String> => "protocols",
        /// What it exchanges with services that do not speak these.
        services: Option<NodeServices> => "services",
        /// Whether one can sign up.
        open_registrations: Option<bool> => "openRegistrations",
        /// How much it is used.
        usage: Option<NodeUsage> => "usage",
        /// Whatever else it says.
        metadata: Metadata => "metadata",
    }
}

wire! {
    /// The software of a server.
    struct NodeSoftware {
        /// Its name in lower case.
        name: Option<String> => "name",
        /// Its version.
        version: Option<String> => "version",
        /// Where its source is (2.1).
        repository: Option<Iri> => "repository",
        /// Where its page is (2.1).
        homepage: Option<Iri> => "homepage",
    }
}

wire! {
    /// Exchange with other services, by name.
    struct NodeServices {
        /// What is taken.
        inbound: Many<String> => "inbound",
        /// What is given: `atom1.0`, `rss2.0`.
        outbound: Many<String> => "outbound",
    }
}

wire! {
    /// How much a server is used.
    struct NodeUsage {
        /// Its accounts.
        users: Option<NodeUsers> => "users",
        /// Posts that began here and answer nothing.
        local_posts: Option<u64> => "localPosts",
        /// Answers that began here.
        local_comments: Option<u64> => "localComments",
    }
}

wire! {
    /// The accounts of a server.
    struct NodeUsers {
        /// All.
        total: Option<u64> => "total",
        /// Active within 30 days.
        active_month: Option<u64> => "activeMonth",
        /// Active within 180 days.
        active_halfyear: Option<u64> => "activeHalfyear",
    }
}

object_only!(NodeInfoIndex, NodeInfoLink, NodeInfo, NodeSoftware, NodeServices, NodeUsage, NodeUsers);

/// The `metadata` of a server, without a schema.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Metadata(pub Map<String, Value>);

impl Metadata {
    /// A text among it, such as `nodeName` or `nodeDescription`.
    pub fn text(&self, key: &str) -> Option<&str> {
        self.0.get(key).and_then(Value::as_str)
    }
}

impl Wire for Metadata {
    fn read(value: Value) -> Option<Self> {
        match value {
            Value::Object(map) => Some(Self(map)),
            _ => None,
        }
    }

    fn write(&self) -> Option<Value> {
        Some(Value::Object(self.0.clone()))
    }
}

impl NodeInfo {
    /// Reads what a server says; it must name its software.
    pub fn parse(bytes: &[u8]) -> Result<Self, Malformed> {
        let info = Self::read_map(read_json_object(bytes)?);
        match info.software_name() {
            Some(_) => Ok(info),
            None => Err(Malformed::Missing("software.name")),
        }
    }

    /// The name of the software.
    pub fn software_name(&self) -> Option<&str> {
        self.software.as_ref()?.name.as_deref()
    }

    /// The version of the software.
    pub fn software_version(&self) -> Option<&str> {
        self.software.as_ref()?.version.as_deref()
    }

    /// What is said, as version 2.0, which forbids the keys that 2.1 added.
    pub fn to_json_2_0(&self) -> String {
        let mut info = self.clone();
        if let Some(software) = &mut info.software {
            (software.repository, software.homepage) = (None, None);
        }
        info.to_json("2.0")
    }

    /// What is said, as version 2.1.
    pub fn to_json_2_1(&self) -> String {
        self.to_json("2.1")
    }

    /// Both schemas require every key.
    fn to_json(&self, version: &str) -> String {
        let mut map = self.write_map();
        map.insert("version".into(), Value::from(version));
        let services = self.services.clone().unwrap_or_default();
        let list = |names: &Many<String>| names.write().unwrap_or_else(|| Value::Array(Vec::new()));
        let services = [("inbound", list(&services.inbound)), ("outbound", list(&services.outbound))];
        map.insert("services".into(), services.into_iter().map(|(key, names)| (key.to_owned(), names)).collect());
        map.insert("protocols".into(), list(&self.protocols));
        map.insert("openRegistrations".into(), Value::Bool(self.open_registrations.unwrap_or_default()));
        let mut usage = self.usage.clone().unwrap_or_default();
        usage.users.get_or_insert_default();
        map.insert("usage".into(), Value::Object(usage.write_map()));
        Value::Object(map).to_string()
    }
}
