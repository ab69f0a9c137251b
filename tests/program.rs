//! A program that speaks the client API of a stall, for a member or for nobody.

use reqwest::{Client, Method};
use serde_json::Value;

use crate::{Server, browser};

/// The program: where it asks, and what it shows.
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

    /// For a member, with these scopes.
    pub fn with_scopes(server: &Server, name: &str, scopes: &str) -> Self {
        let made = ["account", "token", name, "--stall", "microblog", "--scopes", scopes];
        Self { token: Some(server.does(&made, "").trim().to_owned()), ..Self::of_nobody(server) }
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

    /// Any call.
    ///
    /// # Panics
    ///
    /// When there is no answer.
    pub async fn send(&self, method: Method, path: &str, body: Option<Value>) -> Answer {
        let mut request = self.client.request(method.clone(), format!("{}{path}", self.origin));
        if let Some(token) = &self.token {
            request = request.bearer_auth(token);
        }
        if let Some(body) = body {
            request = request.header("content-type", "application/json").body(body.to_string());
        }
        let response = request.send().await.unwrap_or_else(|error| panic!("{method} {path}: {error}"));
        let status = response.status().as_u16();
        let link = response.headers().get("link").and_then(|links| links.to_str().ok());
        let links = link.unwrap_or_default().to_owned();
        let body = response.bytes().await.expect("a body");
        Answer { status, links, json: serde_json::from_slice(&body).unwrap_or_default() }
    }
}
