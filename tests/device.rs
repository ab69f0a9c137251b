//! A member's device: a program that speaks the client API in forms, and can be left listening.

use reqwest::{Method, RequestBuilder, Response};
use serde_json::Value;

use crate::Server;
use crate::browser::client;

/// A device with a token.
#[derive(Debug, Clone)]
pub struct Device {
    client: reqwest::Client,
    url: String,
    /// The token that it shows.
    pub token: String,
}

impl Device {
    /// One with all that members may do at the microblog.
    pub fn of(server: &Server, member: &str) -> Self {
        Self::with(server, server.token(member, "microblog"))
    }

    /// One with these scopes.
    pub fn scoped(server: &Server, member: &str, scopes: &str) -> Self {
        let arguments = ["account", "token", member, "--stall", "microblog", "--scopes", scopes];
        Self::with(server, server.does(&arguments, "").trim().to_owned())
    }

    /// One with that token.
    pub fn with(server: &Server, token: String) -> Self {
        Self { client: client(), url: server.url(""), token }
    }

    /// A request.
    pub fn request(&self, method: Method, path: &str) -> RequestBuilder {
        self.client.request(method, format!("{}{path}", self.url)).bearer_auth(&self.token)
    }

    /// What is answered to a request with such fields.
    ///
    /// # Panics
    ///
    /// When nothing is.
    pub async fn send(&self, method: Method, path: &str, fields: &[(&str, &str)]) -> Response {
        let body = url::form_urlencoded::Serializer::new(String::new()).extend_pairs(fields).finish();
        let request = self.request(method, path).header("content-type", "application/x-www-form-urlencoded");
        request.body(body).send().await.expect("an answer")
    }

    /// The same, where it must succeed.
    ///
    /// # Panics
    ///
    /// When it does not.
    pub async fn does(&self, method: Method, path: &str, fields: &[(&str, &str)]) -> Value {
        let response = self.send(method.clone(), path, fields).await;
        let (status, said) = (response.status(), response.text().await.expect("an answer"));
        assert!(status.is_success(), "{method} {path}: {status} {said}");
        serde_json::from_str(&said).expect("JSON")
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
        let account = self.does(Method::GET, "/api/v1/accounts/verify_credentials", &[]).await;
        account["id"].as_str().expect("an id").to_owned()
    }
}
