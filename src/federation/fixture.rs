//! What the tests of this crate start from: a club on a fresh database, its members, and other people's servers in this
//! process, whom it asks over real connections.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic, reason = "tests")]

use std::collections::HashMap;
use std::sync::{Arc, Mutex};

use bytes::Bytes;
use chrono::Utc;
use http::{HeaderMap, Method, Request, StatusCode, Uri};
use serde_json::{Value, json};
use social::actor::{Actor, ActorKind, NewActor};
use social::inbox::{InboxEntry, InboxState};
use social::key::{KeyAlgorithm, NewKey};
use social::object::{NewObject, Object, Parts};
use social::outbox::OutboxEntry;
use social::visibility::Visibility;
use store::jobs::Runner;
use store::testing::{self, TestDb};
use store::uri::{Hosts, Origin, Stall};
use store::{Conn, migrations};
use vocab::Iri;

use crate::client::tests::KEY;
use crate::client::tests::peer::{Heard, Peer, Reply};
use crate::config::{FederationConfig, FetchLimits};
use crate::inbox::Refused;
use crate::journal::JournalLimits;
use crate::kind::Kinds;
use crate::signature::{Received, Scheme, Signer};
use crate::{Federation, inbox, jobs, object};

/// Everyone.
pub(crate) const PUBLIC: &str = Iri::PUBLIC;

/// A club with a microblog and photos.
pub(crate) fn hosts() -> Hosts {
    let origin = |host| Origin::new("https", host).unwrap();
    let stall = |name, host| Stall { name, origin: origin(host) };
    let stalls = vec![stall("microblog", "microblog.club.example"), stall("photos", "photos.club.example")];
    Hosts::new(origin("club.example"), stalls).unwrap()
}

/// The key pair of every actor in these tests.
pub(crate) fn keys() -> Vec<NewKey> {
    vec![NewKey { algorithm: KeyAlgorithm::Rsa, public: KEY.public().to_pem(), private: KEY.to_pkcs8().unwrap() }]
}

/// A club.
pub(crate) struct Club {
    pub(crate) db: TestDb,
    pub(crate) federation: Federation,
    pub(crate) hosts: Hosts,
}

impl Club {
    pub(crate) async fn open() -> Self {
        Self::with(Kinds::new([])).await
    }

    pub(crate) async fn with(kinds: Kinds) -> Self {
        let (db, hosts) = (testing::db(&[migrations::HOST]), hosts());
        let config = FederationConfig {
            allow_addresses: vec!["127.0.0.2".parse().unwrap()],
            plain_http: true,
            ..FederationConfig::default()
        };
        let limits = FetchLimits { fetch_seconds: 5, ..FetchLimits::default() };
        let federation =
            Federation::new(db.db(), hosts.clone(), kinds, &config, &limits, JournalLimits::default()).unwrap();
        let club = Self { db, federation, hosts };
        for stall in ["microblog", "photos"] {
            club.actor(stall, ActorKind::Application, &format!("{stall}.club.example")).await;
        }
        club
    }

    /// Runs queries that write.
    pub(crate) async fn write<T: Send + 'static>(
        &self,
        closure: impl Fn(&mut Conn) -> diesel::QueryResult<T> + Send + 'static,
    ) -> T {
        self.db.write(closure).await.unwrap()
    }

    async fn actor(&self, stall: &'static str, kind: ActorKind, username: &str) -> Actor {
        let (hosts, username) = (self.hosts.clone(), username.to_owned());
        self.write(move |c| {
            let new = NewActor { stall, account_id: None, kind, username: &username, name: "", keys: &keys() };
            Actor::create(c, &hosts, &new)
        })
        .await
    }

    /// A member's actor at the microblog.
    pub(crate) async fn member(&self, name: &str) -> Actor {
        self.actor("microblog", ActorKind::Person, name).await
    }

    /// A note of a member, published; the document goes to whom it concerns.
    pub(crate) async fn publish(&self, author: &Actor, visibility: Visibility, content: &str) -> Object {
        let (federation, author, content) = (self.federation.clone(), author.clone(), content.to_owned());
        self.write(move |c| {
            let mut new = NewObject::local(&federation.hosts, &author, "card", "Note", visibility)?;
            new.content.clone_from(&content);
            Object::publish(c, &federation.hosts, &author, &new, &Parts::default(), |c, object| {
                object::to_wire(c, &federation.hosts, &federation.kinds, object)
            })
        })
        .await
    }

    /// An actor as it is now.
    pub(crate) async fn find_actor(&self, uri: &str) -> Option<Actor> {
        let uri = uri.to_owned();
        self.write(move |c| Actor::find_by_uri(c, &uri)).await
    }

    /// An object as it is now.
    pub(crate) async fn find(&self, uri: &str) -> Option<Object> {
        let uri = uri.to_owned();
        self.write(move |c| Object::find_by_uri(c, &uri)).await
    }

    /// Has a request come to the microblog's inbox, and answers it.
    pub(crate) async fn hear(&self, request: &Post) -> Result<(), Refused> {
        self.federation
            .receive(
                Some("microblog"),
                &Received {
                    method: &Method::POST,
                    target: "/inbox",
                    host: request.headers["host"].to_str().unwrap(),
                    headers: &request.headers,
                    body: &request.body,
                },
            )
            .await
    }

    /// Has an activity come, signed by an actor elsewhere, deals with it and says what came of it.
    pub(crate) async fn take(&self, signer: &str, activity: Value) -> (InboxState, String) {
        let uri = activity["id"].as_str().unwrap_or_default().to_owned();
        self.hear(&Post::signed(signer, &activity)).await.unwrap();
        inbox::drain(&self.federation).await;
        let entries = self.write(|c| InboxEntry::list(c, None, None, None, 10)).await;
        let entry = entries.into_iter().find(|entry| entry.activity_uri.starts_with(&uri));
        let entry = entry.unwrap_or_else(|| panic!("nothing was kept of {uri}"));
        (entry.state, entry.reason.unwrap_or_default())
    }

    /// As [`take`](Self::take), for what is to take effect.
    pub(crate) async fn accept(&self, signer: &str, activity: Value) {
        let told = activity.to_string();
        assert_eq!(self.take(signer, activity).await, (InboxState::Accepted, String::new()), "{told}");
    }

    /// Does all jobs that are due.
    pub(crate) async fn work(&self) {
        let runner = Arc::new(jobs::register(Runner::new()));
        runner.drain(&self.db, &Arc::new(self.federation.clone())).await;
    }

    /// What went out, newest first: type and document.
    pub(crate) async fn sent(&self) -> Vec<(String, Value)> {
        let entries = self.write(|c| OutboxEntry::list(c, None, None, 50)).await;
        entries.into_iter().map(|e| (e.activity_type, serde_json::from_str(&e.body).unwrap())).collect()
    }
}

/// A request to an inbox.
pub(crate) struct Post {
    pub(crate) headers: HeaderMap,
    pub(crate) body: Bytes,
}

impl Post {
    /// Signed by an actor elsewhere, for the microblog's inbox.
    pub(crate) fn signed(actor: &str, activity: &Value) -> Self {
        Self::signed_with(actor, activity, &HeaderMap::new())
    }

    /// The same, with further headers.
    pub(crate) fn signed_with(actor: &str, activity: &Value, further: &HeaderMap) -> Self {
        let signer = Signer { key_id: format!("{actor}#main-key").parse().unwrap(), key: Arc::clone(&KEY) };
        let body = Bytes::from(activity.to_string());
        let mut request = Request::new(body.clone());
        *request.method_mut() = Method::POST;
        *request.uri_mut() = Uri::from_static("https://microblog.club.example/inbox");
        request.headers_mut().extend(further.clone());
        request.headers_mut().insert("content-type", "application/activity+json".parse().unwrap());
        signer.sign(Scheme::Cavage, &mut request, Utc::now()).unwrap();
        let mut headers = request.headers().clone();
        headers.insert("host", "microblog.club.example".parse().unwrap());
        Self { headers, body }
    }
}

/// Somebody else's server: it serves documents by their paths, and counts who asks.
pub(crate) struct Elsewhere {
    pub(crate) peer: Peer,
    documents: Arc<Mutex<HashMap<String, (u16, String)>>>,
}

impl Elsewhere {
    pub(crate) async fn start() -> Self {
        let documents: Arc<Mutex<HashMap<String, (u16, String)>>> = Arc::default();
        let served = Arc::clone(&documents);
        let peer = Peer::start("127.0.0.2", move |heard: &Heard| {
            let kind = if heard.target.starts_with("/.well-known/") {
                "application/jrd+json"
            } else {
                "application/activity+json"
            };
            match served.lock().unwrap().get(&heard.target) {
                Some((status, body)) => Reply::new(*status).body(kind, body.clone()),
                None if heard.method == Method::POST => Reply::new(202),
                None => Reply::new(404),
            }
        })
        .await;
        Self { peer, documents }
    }

    /// The address of a path here.
    pub(crate) fn at(&self, path: &str) -> String {
        format!("{}{path}", self.peer.origin)
    }

    /// Serves a document at the path of its id.
    pub(crate) fn serve(&self, document: &Value) {
        let id = document["id"].as_str().unwrap();
        self.answer(id.strip_prefix(&self.peer.origin).unwrap(), StatusCode::OK, &document.to_string());
    }

    /// Answers requests for a path.
    pub(crate) fn answer(&self, path: &str, status: StatusCode, body: &str) {
        self.documents.lock().unwrap().insert(path.to_owned(), (status.as_u16(), body.to_owned()));
    }

    /// Nothing is at the address any more.
    pub(crate) fn forget(&self, uri: &str) {
        self.documents.lock().unwrap().remove(uri.strip_prefix(&self.peer.origin).unwrap());
    }

    /// An actor who lives here; returns its id.
    pub(crate) fn person(&self, name: &str) -> String {
        self.actor(name, json!({}))
    }

    /// An actor who lives here, with some keys of its document set otherwise; returns its id.
    pub(crate) fn actor(&self, name: &str, more: Value) -> String {
        let id = self.at(&format!("/users/{name}"));
        let mut document = actor(&id, name);
        for (key, value) in more.as_object().unwrap() {
            document[key] = value.clone();
        }
        self.serve(&document);
        id
    }

    /// How often a path was asked for.
    pub(crate) fn asked(&self, path: &str) -> usize {
        self.peer.heard().iter().filter(|heard| heard.target == path).count()
    }
}

/// The document of an actor of that id.
pub(crate) fn actor(id: &str, name: &str) -> Value {
    json!({
        "@context": ["https://www.w3.org/ns/activitystreams", "https://w3id.org/security/v1"],
        "type": "Person", "id": id, "preferredUsername": name, "name": name.to_uppercase(),
        "inbox": format!("{id}/inbox"), "outbox": format!("{id}/outbox"), "followers": format!("{id}/followers"),
        "featured": format!("{id}/featured"), "manuallyApprovesFollowers": false,
        "publicKey": {"id": format!("{id}#main-key"), "owner": id, "publicKeyPem": KEY.public().to_pem()},
    })
}

/// A public note of an actor elsewhere, at a path below its server.
pub(crate) fn note(author: &str, path: &str, content: &str) -> Value {
    let origin = url::Url::parse(author).unwrap().origin().ascii_serialization();
    json!({
        "@context": "https://www.w3.org/ns/activitystreams",
        "type": "Note", "id": format!("{origin}{path}"), "attributedTo": author, "content": content,
        "to": [PUBLIC], "cc": [format!("{author}/followers")], "published": "2026-11-01T12:00:00Z",
    })
}

/// An activity of an actor elsewhere, on something; its id follows from both.
pub(crate) fn act(kind: &str, actor: &str, object: Value) -> Value {
    let about = object["id"].as_str().or(object.as_str()).unwrap_or_default().replace(['/', ':'], "-");
    json!({
        "@context": "https://www.w3.org/ns/activitystreams",
        "type": kind, "id": format!("{actor}/{}/{about}", kind.to_lowercase()), "actor": actor, "object": object,
        "to": [PUBLIC], "cc": [format!("{actor}/followers")],
    })
}
