//! A program that speaks the client API of a stall, most often the microblog, for a member or for nobody: in JSON or in forms, as real ones do.

use reqwest::{Client, Method, RequestBuilder};
use serde_json::{Value, json};

use crate::wait::eventually;
use crate::{Server, browser};

/// The program: where it asks, and what it shows.
#[derive(Debug, Clone)]
pub struct Program {
    client: Client,
    origin: String,
    token: Option<String>,
}

/// What came back.
#[derive(Debug, Clone)]
pub struct Answer {
    /// Status of the answer.
    pub status: u16,
    /// The links to the pages beside it.
    pub links: String,
    /// Its body; null where that is no JSON.
    pub json: Value,
}

impl Answer {
    async fn of(request: RequestBuilder) -> Self {
        let response = request.send().await.expect("an answer");
        let status = response.status().as_u16();
        let link = response.headers().get("link").and_then(|links| links.to_str().ok());
        let links = link.unwrap_or_default().to_owned();
        let body = response.bytes().await.expect("a body");
        Self { status, links, json: serde_json::from_slice(&body).unwrap_or_default() }
    }

    /// Refuses any other status, and gives the body.
    ///
    /// # Panics
    ///
    /// When there is another.
    pub fn expect(self, status: u16) -> Value {
        assert_eq!(self.status, status, "{}", self.json);
        self.json
    }
}

impl Program {
    /// For nobody, at the microblog.
    pub fn of_nobody(server: &Server) -> Self {
        Self { client: browser::client(), origin: server.url(""), token: None }
    }

    /// For a member, at the microblog, with all that members may do.
    pub fn of(server: &Server, name: &str) -> Self {
        Self { token: Some(server.token(name, "microblog")), ..Self::of_nobody(server) }
    }

    /// For a member, at a stall, with all that members may do.
    pub fn at(server: &Server, name: &str, stall: &str) -> Self {
        Self { token: Some(server.token(name, stall)), origin: server.stall(stall, ""), ..Self::of_nobody(server) }
    }

    /// For a member, with these scopes.
    pub fn with_scopes(server: &Server, name: &str, scopes: &str) -> Self {
        let made = ["account", "token", name, "--stall", "microblog", "--scopes", scopes];
        Self { token: Some(server.does(&made, "").trim().to_owned()), ..Self::of_nobody(server) }
    }

    /// The token that it shows.
    ///
    /// # Panics
    ///
    /// When it is nobody's.
    pub fn token(&self) -> &str {
        self.token.as_deref().expect("a token")
    }

    /// A request, with its token.
    pub fn request(&self, method: Method, path: &str) -> RequestBuilder {
        let request = self.client.request(method, format!("{}{path}", self.origin));
        match &self.token {
            Some(token) => request.bearer_auth(token),
            None => request,
        }
    }

    /// Reads something.
    pub async fn get(&self, path: &str) -> Answer {
        self.send(Method::GET, path, None).await
    }

    /// Does something.
    pub async fn post(&self, path: &str, body: Value) -> Answer {
        self.send(Method::POST, path, Some(body)).await
    }

    /// Sets something.
    pub async fn put(&self, path: &str, body: Value) -> Answer {
        self.send(Method::PUT, path, Some(body)).await
    }

    /// Takes something away.
    pub async fn delete(&self, path: &str) -> Answer {
        self.send(Method::DELETE, path, None).await
    }

    /// Any call, with a body of JSON.
    ///
    /// # Panics
    ///
    /// When there is no answer.
    pub async fn send(&self, method: Method, path: &str, body: Option<Value>) -> Answer {
        let mut request = self.request(method, path);
        if let Some(body) = body {
            request = request.header("content-type", "application/json").body(body.to_string());
        }
        Answer::of(request).await
    }

    /// Finds somebody by handle, on another server too, follows them, and waits until they have heard of it.
    ///
    /// # Panics
    ///
    /// When that does not come to pass.
    pub async fn follow(&self, handle: &str, them: &Self) {
        let found = eventually("somebody is found", async || {
            let answer = self.get(&format!("/api/v2/search?q={handle}&resolve=true&type=accounts")).await.expect(200);
            answer["accounts"][0]["id"].as_str().map(str::to_owned)
        })
        .await;
        self.post(&format!("/api/v1/accounts/{found}/follow"), json!({})).await.expect(200);
        eventually("they hear of it", async || {
            let me = them.get("/api/v1/accounts/verify_credentials").await.expect(200);
            (me["followers_count"] == 1).then_some(())
        })
        .await;
    }

    /// Uploads a picture and returns its id; what is to be seen on it goes along.
    ///
    /// # Panics
    ///
    /// When it is refused.
    pub async fn upload(&self, picture: &[u8], description: &str) -> String {
        let answer = self.send_file("/api/v1/media", picture, &[("description", description)]).await.expect(200);
        answer["id"].as_str().expect("an id").to_owned()
    }

    /// Sends a file, with fields beside it.
    ///
    /// # Panics
    ///
    /// When there is no answer.
    pub async fn send_file(&self, path: &str, file: &[u8], fields: &[(&str, &str)]) -> Answer {
        const BOUNDARY: &str = "----between-two-parts";
        let mut body = String::new();
        for (name, value) in fields {
            body += &format!("--{BOUNDARY}\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n");
        }
        body += &format!("--{BOUNDARY}\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.jpg\"\r\n");
        body += "Content-Type: image/jpeg\r\n\r\n";
        let body = [body.as_bytes(), file, format!("\r\n--{BOUNDARY}--\r\n").as_bytes()].concat();
        let request = self.request(Method::POST, path);
        let request = request.header("content-type", format!("multipart/form-data; boundary={BOUNDARY}"));
        Answer::of(request.body(body)).await
    }

    /// Any call, with the fields of a form.
    ///
    /// # Panics
    ///
    /// When there is no answer.
    pub async fn submit(&self, method: Method, path: &str, fields: &[(&str, &str)]) -> Answer {
        let body = url::form_urlencoded::Serializer::new(String::new()).extend_pairs(fields).finish();
        let request = self.request(method, path).header("content-type", "application/x-www-form-urlencoded");
        Answer::of(request.body(body)).await
    }

    /// The same, where it must succeed.
    ///
    /// # Panics
    ///
    /// When it does not.
    pub async fn does(&self, method: Method, path: &str, fields: &[(&str, &str)]) -> Value {
        self.submit(method, path, fields).await.expect(200)
    }

    /// Publishes something and returns its id.
    ///
    /// # Panics
    ///
    /// When it is refused.
    pub async fn say(&self, words: &str, fields: &[(&str, &str)]) -> String {
        let fields = [&[("status", words)], fields].concat();
        let status = self.does(Method::POST, "/api/v1/statuses", &fields).await;
        status["id"].as_str().expect("an id").to_owned()
    }

    /// The id of its member's account.
    ///
    /// # Panics
    ///
    /// When it is not told.
    pub async fn id(&self) -> String {
        let account = self.get("/api/v1/accounts/verify_credentials").await.expect(200);
        account["id"].as_str().expect("an id").to_owned()
    }
}
