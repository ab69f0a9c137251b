//! Another people's server, in this process: one actor with a key, who says things and keeps what it is told.

use std::collections::HashMap;
use std::sync::{Arc, Mutex};

use actix_web::dev::ServerHandle;
use actix_web::web::{Bytes, Data, to};
use actix_web::{App, HttpRequest, HttpResponse, HttpServer};
use chrono::Utc;
use federation::key::{PrivateKey, PublicKey};
use federation::signature::{Received, Scheme, Signer, parse};
use serde_json::{Value, json};

use crate::wait::eventually;
use crate::{browser, funkwhale, mobilizon};

const ACTIVITY: &str = "application/activity+json";

/// The server and its one actor, `eve`. It ends when this goes.
pub struct Peer {
    site: Data<Site>,
    signer: Signer,
    handle: ServerHandle,
}

struct Site {
    origin: String,
    host: String,
    actor: Value,
    told: Mutex<Vec<Value>>,
    /// What other calendars, and Funkwhale, would have against what it was told.
    objections: Mutex<Vec<String>>,
    files: Mutex<HashMap<String, (String, Vec<u8>)>>,
    asked: Mutex<Vec<String>>,
    /// What was shown to open a path.
    shown: Mutex<HashMap<String, String>>,
    /// By whom a path must be asked for.
    confined: Mutex<HashMap<String, String>>,
    keys: Mutex<HashMap<String, PublicKey>>,
    client: reqwest::Client,
}

impl Peer {
    /// Opens it on a free port, as `<name>.localhost`.
    ///
    /// # Panics
    ///
    /// When it cannot listen.
    pub fn open(name: &str) -> Self {
        let port = store::testing::free_port();
        let host = format!("{name}.localhost:{port}");
        let origin = format!("http://{host}");
        let key = PrivateKey::generate_rsa().expect("a key");
        let id = format!("{origin}/actors/eve");
        let actor = json!({
            "@context": ["https://www.w3.org/ns/activitystreams", "https://w3id.org/security/v1"],
            "id": id, "type": "Person", "preferredUsername": "eve", "name": "Eve", "url": format!("{origin}/@eve"),
            "inbox": format!("{origin}/inbox"), "outbox": format!("{id}/outbox"), "followers": format!("{id}/followers"),
            "publicKey": { "id": format!("{id}#main-key"), "owner": id, "publicKeyPem": key.public().to_pem() },
        });
        let signer = Signer { key_id: format!("{id}#main-key").parse().expect("an address"), key: Arc::new(key) };
        let client = browser::client();
        let (told, files, asked, keys) = (Mutex::default(), Mutex::default(), Mutex::default(), Mutex::default());
        let (shown, objections, confined) = (Mutex::default(), Mutex::default(), Mutex::default());
        let site = Site { origin, host, actor, told, objections, files, asked, shown, confined, keys, client };
        let site = Data::new(site);
        let shown = site.clone();
        let server = HttpServer::new(move || App::new().app_data(shown.clone()).default_service(to(answer)));
        let server = server.workers(1).disable_signals().bind(("127.0.0.1", port)).expect("a free port").run();
        let handle = server.handle();
        tokio::spawn(server);
        Self { site, signer, handle }
    }

    /// The id of its actor.
    pub fn id(&self) -> String {
        format!("{}/actors/eve", self.site.origin)
    }

    /// The handle of its actor.
    pub fn actor_handle(&self) -> String {
        format!("eve@{}", self.site.host)
    }

    /// An address of this server.
    pub fn url(&self, path: &str) -> String {
        format!("{}{path}", self.site.origin)
    }

    /// Serves something at a path from now on.
    ///
    /// # Panics
    ///
    /// When another test thread failed while it was asked for something.
    pub fn serve(&self, path: &str, content_type: &str, body: impl AsRef<[u8]>) {
        let file = (content_type.to_owned(), body.as_ref().to_vec());
        self.site.files.lock().expect("what it serves").insert(path.to_owned(), file);
    }

    /// Serves what is at a path to an actor alone, as Funkwhale does: to others it is not there.
    ///
    /// # Panics
    ///
    /// When another test thread failed while it was asked for something.
    pub fn confine(&self, path: &str, to: &str) {
        self.site.confined.lock().expect("what it confines").insert(path.to_owned(), to.to_owned());
    }

    /// Asks for something as its actor, signed; returns the status and the body of the answer.
    ///
    /// # Panics
    ///
    /// When it cannot be signed, or there is no answer.
    pub async fn get(&self, url: &str) -> (u16, Vec<u8>) {
        let request = http::Request::get(url).header("accept", ACTIVITY).body(bytes::Bytes::new());
        let mut request = request.expect("a request");
        self.signer.sign(Scheme::Cavage, &mut request, Utc::now()).expect("a signature");
        let (parts, _) = request.into_parts();
        let answer = self.site.client.get(url).headers(parts.headers).send().await.expect("an answer");
        (answer.status().as_u16(), answer.bytes().await.expect("a body").to_vec())
    }

    /// How often a path was asked for.
    ///
    /// # Panics
    ///
    /// When another test thread failed while it was asked for something.
    pub fn asked(&self, path: &str) -> usize {
        self.site.asked.lock().expect("what it was asked for").iter().filter(|asked| *asked == path).count()
    }

    /// What was last shown as `Authorization` where a path was asked for.
    ///
    /// # Panics
    ///
    /// When another test thread failed while it was asked for something.
    pub fn shown(&self, path: &str) -> Option<String> {
        self.site.shown.lock().expect("what it was shown").get(path).cloned()
    }

    /// Says by NodeInfo what it runs.
    pub fn runs(&self, software: &str) {
        let link =
            json!({ "rel": "http://nodeinfo.diaspora.software/ns/schema/2.0", "href": self.url("/nodeinfo/2.0") });
        self.serve("/.well-known/nodeinfo", "application/json", json!({ "links": [link] }).to_string());
        let told = json!({ "version": "2.0", "software": { "name": software, "version": "0.12.5" } });
        self.serve("/nodeinfo/2.0", "application/json", told.to_string());
    }

    /// What it was told so far: activities whose signatures were good.
    ///
    /// # Panics
    ///
    /// When another test thread failed while it was told something.
    pub fn told(&self) -> Vec<Value> {
        self.site.told.lock().expect("what it was told").clone()
    }

    /// Waits until it is told something.
    pub async fn hears(&self, what: &str, wanted: impl Fn(&Value) -> bool) -> Value {
        eventually(what, async || self.told().into_iter().find(|activity| wanted(activity))).await
    }

    /// Delivers an activity of its actor, signed; returns the status of the answer.
    ///
    /// # Errors
    ///
    /// When there is no answer.
    ///
    /// # Panics
    ///
    /// When it cannot be signed.
    pub async fn deliver(&self, inbox: &str, activity: &Value) -> reqwest::Result<u16> {
        self.deliver_signed(&self.signer, inbox, activity).await
    }

    /// Delivers an activity signed by a key that is said to be elsewhere.
    ///
    /// # Errors
    ///
    /// When there is no answer.
    ///
    /// # Panics
    ///
    /// When it cannot be signed.
    pub async fn deliver_as(&self, key_id: &str, inbox: &str, activity: &Value) -> reqwest::Result<u16> {
        let signer = Signer { key_id: key_id.parse().expect("an address"), ..self.signer.clone() };
        self.deliver_signed(&signer, inbox, activity).await
    }

    async fn deliver_signed(&self, signer: &Signer, inbox: &str, activity: &Value) -> reqwest::Result<u16> {
        let body = serde_json::to_vec(activity).expect("JSON");
        let request = http::Request::post(inbox).header("content-type", ACTIVITY).body(bytes::Bytes::from(body));
        let mut request = request.expect("a request");
        signer.sign(Scheme::Cavage, &mut request, Utc::now()).expect("a signature");
        let (parts, body) = request.into_parts();
        let sent = self.site.client.post(inbox).headers(parts.headers).body(body).send().await?;
        Ok(sent.status().as_u16())
    }

    /// An activity of its actor.
    pub fn activity(&self, kind: &str, id: &str, object: Value) -> Value {
        json!({
            "@context": "https://www.w3.org/ns/activitystreams",
            "id": self.url(&format!("/activities/{id}")), "type": kind, "actor": self.id(), "object": object,
        })
    }

    /// A `Create` of a public note that names somebody.
    pub fn note(&self, id: &str, text: &str, named: &str) -> Value {
        let now = Utc::now().to_rfc3339_opts(chrono::SecondsFormat::Secs, true);
        let mut create = self.activity("Create", id, json!({
            "id": self.url(&format!("/notes/{id}")), "type": "Note", "attributedTo": self.id(), "published": now,
            "to": ["https://www.w3.org/ns/activitystreams#Public"], "cc": [named], "content": format!("<p>{text}</p>"),
            "tag": [{ "type": "Mention", "href": named }],
        }));
        create["to"] = json!(["https://www.w3.org/ns/activitystreams#Public"]);
        create["cc"] = json!([named]);
        create
    }
}

impl Drop for Peer {
    fn drop(&mut self) {
        drop(self.handle.stop(false));
        if !std::thread::panicking() {
            let objections = self.site.objections.lock().expect("what is wrong with events");
            assert!(objections.is_empty(), "other calendars would not take it: {objections:#?}");
        }
    }
}

async fn answer(req: HttpRequest, body: Bytes, site: Data<Site>) -> HttpResponse {
    match (req.method().as_str(), req.path()) {
        ("GET", "/actors/eve") => HttpResponse::Ok().content_type(ACTIVITY).body(site.actor.to_string()),
        ("GET", "/.well-known/webfinger") => {
            let jrd = json!({
                "subject": format!("acct:eve@{}", site.host),
                "links": [{ "rel": "self", "type": ACTIVITY, "href": format!("{}/actors/eve", site.origin) }],
            });
            HttpResponse::Ok().content_type("application/jrd+json").body(jrd.to_string())
        }
        ("POST", "/inbox") => site.listen(&req, &body).await,
        _ => {
            if let Some(shown) = req.headers().get("authorization").and_then(|shown| shown.to_str().ok()) {
                let (path, shown) = (req.path().to_owned(), shown.to_owned());
                site.shown.lock().expect("what it was shown").insert(path, shown);
            }
            let signature = req.headers().get("signature").and_then(|shown| shown.to_str().ok()).unwrap_or_default();
            match site.confined.lock().expect("what it confines").get(req.path()) {
                Some(to) if !signature.contains(&format!("keyId=\"{to}#")) => HttpResponse::NotFound().finish(),
                _ => site.file(req.path()),
            }
        }
    }
}

impl Site {
    fn file(&self, path: &str) -> HttpResponse {
        self.asked.lock().expect("what it was asked for").push(path.to_owned());
        match self.files.lock().expect("what it serves").get(path) {
            Some((content_type, body)) => HttpResponse::Ok().content_type(content_type.as_str()).body(body.clone()),
            None => HttpResponse::NotFound().finish(),
        }
    }

    /// Keeps what is signed by who says it, and refuses the rest.
    async fn listen(&self, req: &HttpRequest, body: &[u8]) -> HttpResponse {
        let mut headers = http::HeaderMap::new();
        for (name, value) in req.headers() {
            let name = http::HeaderName::from_bytes(name.as_str().as_bytes()).expect("a name");
            headers.append(name, http::HeaderValue::from_bytes(value.as_bytes()).expect("a value"));
        }
        let received =
            Received { method: &http::Method::POST, target: req.path(), host: &self.host, headers: &headers, body };
        let Ok(parsed) = parse(&received, &self.origin, Utc::now()) else {
            return HttpResponse::Unauthorized().finish();
        };
        let Some(key) = self.key(parsed.key_id.as_str()).await else {
            return HttpResponse::ServiceUnavailable().finish();
        };
        let Ok(activity) = serde_json::from_slice::<Value>(body) else { return HttpResponse::BadRequest().finish() };
        let owner = activity["actor"].as_str().unwrap_or_default();
        if !parsed.verify(&key) || !parsed.key_id.as_str().starts_with(owner) {
            return HttpResponse::Unauthorized().finish();
        }
        let objections = [mobilizon::objections(&activity), funkwhale::objections(&activity)];
        self.objections.lock().expect("what is wrong with it").extend(objections.into_iter().flatten());
        self.told.lock().expect("what it was told").push(activity);
        HttpResponse::Accepted().finish()
    }

    /// The key of that id, asked for once. None while its server is away.
    async fn key(&self, id: &str) -> Option<PublicKey> {
        if let Some(key) = self.keys.lock().expect("the keys").get(id) {
            return Some(key.clone());
        }
        let document = self.client.get(id.split('#').next()?).header("accept", ACTIVITY).send().await.ok()?;
        let actor: Value = serde_json::from_slice(&document.bytes().await.ok()?).ok()?;
        let key = PublicKey::from_pem(actor["publicKey"]["publicKeyPem"].as_str()?).ok()?;
        self.keys.lock().expect("the keys").insert(id.to_owned(), key.clone());
        Some(key)
    }
}
