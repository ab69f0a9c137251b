//! Other people's servers, in this process: as small, and as rude, as a test wants them.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use http::{HeaderMap, HeaderName, HeaderValue, Method};
use tokio::io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt};
use tokio::net::TcpListener;
use tokio::task::AbortHandle;
use tokio_rustls::TlsAcceptor;
use url::Url;

use crate::signature::{Parsed, Received, Refusal, parse};

/// A request that arrived at a [`Peer`].
#[derive(Debug, Clone)]
pub(crate) struct Heard {
    pub(crate) method: Method,
    pub(crate) target: String,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Vec<u8>,
    origin: String,
}

impl Heard {
    pub(crate) fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", |value| value.to_str().unwrap())
    }

    /// Judges the signature as the server that was asked.
    pub(crate) fn signature(&self) -> Result<Parsed, Refusal> {
        let received = Received {
            method: &self.method,
            target: &self.target,
            host: self.header("host"),
            headers: &self.headers,
            body: &self.body,
        };
        parse(&received, &self.origin, chrono::Utc::now())
    }
}

/// What a [`Peer`] answers.
#[derive(Debug, Clone, Default)]
pub(crate) struct Reply {
    status: u16,
    headers: String,
    body: Vec<u8>,
    /// Bytes at a time, and the pause after each.
    pace: Option<(usize, Duration)>,
    lies_of_length: Option<usize>,
}

impl Reply {
    pub(crate) fn new(status: u16) -> Self {
        Self { status, ..Self::default() }
    }

    pub(crate) fn header(mut self, name: &str, value: impl std::fmt::Display) -> Self {
        self.headers.push_str(&format!("{name}: {value}\r\n"));
        self
    }

    pub(crate) fn body(mut self, content_type: &str, body: impl Into<Vec<u8>>) -> Self {
        self.body = body.into();
        self.header("content-type", content_type)
    }

    pub(crate) fn drip(mut self, bytes: usize, pause: Duration) -> Self {
        self.pace = Some((bytes, pause));
        self
    }

    pub(crate) fn claim_length(mut self, bytes: usize) -> Self {
        self.lies_of_length = Some(bytes);
        self
    }

    async fn write(&self, stream: &mut (impl AsyncWrite + Unpin)) -> std::io::Result<()> {
        let length = self.lies_of_length.unwrap_or(self.body.len());
        let head = format!("HTTP/1.1 {} Said\r\n{}content-length: {length}\r\n\r\n", self.status, self.headers);
        let all = [head.as_bytes(), &self.body].concat();
        let (bytes, pause) = self.pace.unwrap_or((all.len(), Duration::ZERO));
        for piece in all.chunks(bytes) {
            stream.write_all(piece).await?;
            stream.flush().await?;
            tokio::time::sleep(pause).await;
        }
        Ok(())
    }
}

/// A server on a loopback address of its own; ends with its value.
pub(crate) struct Peer {
    pub(crate) origin: String,
    connections: Arc<AtomicUsize>,
    heard: Arc<Mutex<Vec<Heard>>>,
    task: AbortHandle,
}

type Answer = dyn Fn(&Heard) -> Reply + Send + Sync;

impl Peer {
    pub(crate) async fn start(ip: &str, answer: impl Fn(&Heard) -> Reply + Send + Sync + 'static) -> Self {
        Self::listen(ip, None, Arc::new(answer)).await
    }

    pub(crate) async fn start_tls(
        ip: &str,
        tls: TlsAcceptor,
        answer: impl Fn(&Heard) -> Reply + Send + Sync + 'static,
    ) -> Self {
        Self::listen(ip, Some(tls), Arc::new(answer)).await
    }

    async fn listen(ip: &str, tls: Option<TlsAcceptor>, answer: Arc<Answer>) -> Self {
        let listener = TcpListener::bind((ip, 0)).await.unwrap();
        let scheme = if tls.is_some() { "https" } else { "http" };
        let origin = format!("{scheme}://{}", listener.local_addr().unwrap());
        let connections = Arc::new(AtomicUsize::new(0));
        let heard = Arc::new(Mutex::new(Vec::new()));
        let talk = Talk { origin: origin.clone(), heard: Arc::clone(&heard), answer };
        let counter = Arc::clone(&connections);
        let task = tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                counter.fetch_add(1, Ordering::SeqCst);
                let (talk, tls) = (talk.clone(), tls.clone());
                tokio::spawn(async move {
                    match tls {
                        None => talk.serve(stream).await,
                        Some(tls) => match tls.accept(stream).await {
                            Ok(stream) => talk.serve(stream).await,
                            Err(_) => Ok(()),
                        },
                    }
                });
            }
        });
        Self { origin, connections, heard, task: task.abort_handle() }
    }

    pub(crate) fn url(&self, path: &str) -> Url {
        format!("{}{path}", self.origin).parse().unwrap()
    }

    pub(crate) fn port(&self) -> u16 {
        self.url("/").port().unwrap()
    }

    pub(crate) fn connections(&self) -> usize {
        self.connections.load(Ordering::SeqCst)
    }

    pub(crate) fn heard(&self) -> Vec<Heard> {
        self.heard.lock().unwrap().clone()
    }
}

impl Drop for Peer {
    fn drop(&mut self) {
        self.task.abort();
    }
}

#[derive(Clone)]
struct Talk {
    origin: String,
    heard: Arc<Mutex<Vec<Heard>>>,
    answer: Arc<Answer>,
}

impl Talk {
    async fn serve(self, mut stream: impl AsyncRead + AsyncWrite + Unpin) -> std::io::Result<()> {
        let mut buffer = Vec::new();
        while let Some(heard) = self.read(&mut stream, &mut buffer).await? {
            self.heard.lock().unwrap().push(heard.clone());
            (self.answer)(&heard).write(&mut stream).await?;
        }
        Ok(())
    }

    async fn read(
        &self,
        stream: &mut (impl AsyncRead + Unpin),
        buffer: &mut Vec<u8>,
    ) -> std::io::Result<Option<Heard>> {
        loop {
            if let Some((heard, length)) = self.understand(buffer) {
                buffer.drain(..length);
                return Ok(Some(heard));
            }
            if stream.read_buf(buffer).await? == 0 {
                return Ok(None);
            }
        }
    }

    /// One whole request from the beginning of `buffer`, and its length.
    fn understand(&self, buffer: &[u8]) -> Option<(Heard, usize)> {
        let end = buffer.windows(4).position(|window| window == b"\r\n\r\n")? + 4;
        let head = std::str::from_utf8(&buffer[..end]).unwrap();
        let mut lines = head.lines();
        let mut start = lines.next().unwrap().split(' ');
        let mut headers = HeaderMap::new();
        for line in lines.take_while(|line| !line.is_empty()) {
            let (name, value) = line.split_once(": ").unwrap();
            headers.append(name.parse::<HeaderName>().unwrap(), HeaderValue::from_str(value).unwrap());
        }
        let length = headers.get("content-length").map_or(0, |value| value.to_str().unwrap().parse().unwrap());
        let body = buffer.get(end..end + length)?.to_vec();
        let heard = Heard {
            method: start.next().unwrap().parse().unwrap(),
            target: start.next().unwrap().to_owned(),
            headers,
            body,
            origin: self.origin.clone(),
        };
        Some((heard, end + length))
    }
}
