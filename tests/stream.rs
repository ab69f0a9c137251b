//! The two ways to be told what happens: a WebSocket, and server-sent events.

use futures::{SinkExt, StreamExt};
use reqwest::Method;
use serde_json::Value;
use tokio::net::TcpStream;
use tokio::time::timeout;
use tokio_tungstenite::WebSocketStream;
use tokio_tungstenite::tungstenite::client::IntoClientRequest;
use tokio_tungstenite::tungstenite::http::HeaderValue;
use tokio_tungstenite::tungstenite::{Error, Message, handshake};

use crate::wait::PATIENCE;
use crate::{Program, Server};

/// A WebSocket that is open.
pub struct Socket(WebSocketStream<TcpStream>);

impl Socket {
    /// Opens one with a token in the header, and with what stands in the query.
    ///
    /// # Panics
    ///
    /// When it is refused.
    pub async fn open(server: &Server, program: &Program, query: &str) -> Self {
        let bearer = format!("Bearer {}", program.token());
        let opened = Self::knock(server, query, &[("authorization", &bearer)]).await;
        opened.unwrap_or_else(|status| panic!("the stream is refused: {status}")).0
    }

    /// The same with other headers, and what the server answered.
    ///
    /// # Errors
    ///
    /// The status of a refusal.
    ///
    /// # Panics
    ///
    /// When there is no server.
    pub async fn knock(
        server: &Server,
        query: &str,
        headers: &[(&'static str, &str)],
    ) -> Result<(Self, handshake::client::Response), u16> {
        let url = server.url(&format!("/api/v1/streaming{query}")).replacen("http", "ws", 1);
        let mut request = url.into_client_request().expect("a request");
        for (name, value) in headers {
            request.headers_mut().insert(*name, HeaderValue::from_str(value).expect("a header"));
        }
        let stream = TcpStream::connect(("127.0.0.1", server.port)).await.expect("a server");
        match tokio_tungstenite::client_async(request, stream).await {
            Ok((socket, response)) => Ok((Self(socket), response)),
            Err(Error::Http(response)) => Err(response.status().as_u16()),
            Err(error) => panic!("the stream cannot be opened: {error}"),
        }
    }

    /// Says something.
    ///
    /// # Panics
    ///
    /// When it is closed.
    pub async fn say(&mut self, message: Message) {
        self.0.send(message).await.expect("it is open");
    }

    /// Says something as JSON.
    pub async fn command(&mut self, command: Value) {
        self.say(Message::text(command.to_string())).await;
    }

    /// The next message.
    ///
    /// # Panics
    ///
    /// When none comes.
    pub async fn next(&mut self) -> Value {
        match self.frame().await {
            Some(Message::Text(text)) => serde_json::from_str(&text).expect("JSON"),
            other => panic!("no message: {other:?}"),
        }
    }

    /// The next message, which is of such an event: its stream, and its payload read as JSON.
    ///
    /// # Panics
    ///
    /// When it is another.
    pub async fn event(&mut self, event: &str) -> (Value, Value) {
        let mut message = self.next().await;
        assert_eq!(message["event"], event, "{message}");
        let payload = message["payload"].as_str().map_or(Value::Null, |json| serde_json::from_str(json).expect("JSON"));
        (message["stream"].take(), payload)
    }

    /// Waits until the server closes it, and returns the code that it gives.
    ///
    /// # Panics
    ///
    /// When a message comes instead.
    pub async fn closes(&mut self) -> Option<u16> {
        match self.frame().await {
            Some(Message::Close(frame)) => frame.map(|frame| frame.code.into()),
            None => None,
            Some(other) => panic!("a message: {other:?}"),
        }
    }

    /// The next frame that says something.
    async fn frame(&mut self) -> Option<Message> {
        let frame = async {
            loop {
                match self.0.next().await {
                    Some(Ok(Message::Ping(_) | Message::Pong(_))) => {}
                    // A connection that breaks has ended.
                    other => return other.and_then(Result::ok),
                }
            }
        };
        timeout(PATIENCE, frame).await.expect("something happens on the stream")
    }
}

/// Server-sent events.
pub struct EventSource {
    response: reqwest::Response,
    heard: String,
}

impl EventSource {
    /// Opens a stream, whose greeting must come at once.
    ///
    /// # Panics
    ///
    /// When it is refused, or begins in another way.
    pub async fn open(program: &Program, path: &str) -> Self {
        let request = program.request(Method::GET, &format!("/api/v1/streaming/{path}"));
        let response = request.header("accept-encoding", "gzip").send().await.expect("an answer");
        assert_eq!(response.status(), 200);
        assert_eq!(response.headers()["content-type"], "text/event-stream");
        assert_eq!(response.headers()["content-encoding"], "identity");
        let mut source = Self { response, heard: String::new() };
        assert_eq!(source.line().await.as_deref(), Some(":)"));
        source
    }

    async fn line(&mut self) -> Option<String> {
        loop {
            if let Some((line, rest)) = self.heard.split_once('\n') {
                let line = line.to_owned();
                self.heard = rest.to_owned();
                return Some(line);
            }
            let chunk = timeout(PATIENCE, self.response.chunk()).await.expect("something happens on the stream");
            self.heard.push_str(std::str::from_utf8(&chunk.ok()??).expect("text"));
        }
    }

    /// The next event and its data; none at the end.
    ///
    /// # Panics
    ///
    /// When what comes is no event.
    pub async fn next(&mut self) -> Option<(String, Value)> {
        loop {
            let line = self.line().await?;
            let Some(event) = line.strip_prefix("event: ") else {
                assert!(line.is_empty() || line.starts_with(':'), "{line}");
                continue;
            };
            let data = self.line().await?;
            let data = data.strip_prefix("data: ").expect("data");
            return Some((event.to_owned(), serde_json::from_str(data).expect("JSON")));
        }
    }
}
