//! A browser without scripts: cookies for each host, redirects, forms with what they carry against forgery.

use std::collections::HashMap;
use std::net::{Ipv4Addr, SocketAddr};
use std::sync::Mutex;

use reqwest::dns::{Addrs, Name, Resolve, Resolving};
use reqwest::header::{COOKIE, LOCATION, SET_COOKIE};
use reqwest::redirect::Policy;
use reqwest::{Method, RequestBuilder, Response};
use url::Url;

use crate::Page;
use crate::server::{Server, password};
use crate::wait::eventually;

/// How many redirects are followed.
const HOPS: usize = 10;
/// Where a program asks a member for leave.
const AUTHORIZE: &str = "/oauth/authorize";

/// One person's browser.
pub struct Browser {
    client: reqwest::Client,
    /// By host and port, as no cookie of ours goes to another: name and value.
    cookies: Mutex<HashMap<String, HashMap<String, String>>>,
}

/// Every host of the tests is this machine.
struct Loopback;

impl Resolve for Loopback {
    fn resolve(&self, _: Name) -> Resolving {
        let found: Addrs = Box::new(std::iter::once(SocketAddr::from((Ipv4Addr::LOCALHOST, 0))));
        Box::pin(async { Ok(found) })
    }
}

/// A client that takes every host for this machine and follows nothing.
///
/// # Panics
///
/// When it cannot be made.
pub fn client() -> reqwest::Client {
    let client =
        reqwest::Client::builder().dns_resolver(std::sync::Arc::new(Loopback)).no_proxy().redirect(Policy::none());
    client.build().expect("a client")
}

impl Default for Browser {
    fn default() -> Self {
        Self::new()
    }
}

impl Browser {
    /// One that was nowhere yet.
    pub fn new() -> Self {
        Self { client: client(), cookies: Mutex::default() }
    }

    /// Opens a page.
    pub async fn get(&self, url: &str) -> Page {
        self.follow(Method::GET, url, &[]).await
    }

    /// Opens a page that must be there.
    pub async fn open(&self, url: &str) -> Page {
        self.get(url).await.expect(200)
    }

    /// Sends a form of a page, with its tag, to an address of the same site; `fields` are added.
    ///
    /// # Panics
    ///
    /// When the page has no such form.
    pub async fn submit(&self, page: &Page, action: &str, fields: &[(&str, &str)]) -> Page {
        assert!(page.html.contains(&format!("action=\"{action}\"")), "no form leads to {action}:\n{}", page.html);
        let csrf = page.csrf().expect("a form");
        let mut all = vec![("csrf", csrf)];
        all.extend(fields);
        let url = Url::parse(&page.url).and_then(|url| url.join(action)).expect("an address");
        self.follow(Method::POST, url.as_str(), &all).await
    }

    /// Sends fields as they are.
    pub async fn post(&self, url: &str, fields: &[(&str, &str)]) -> Page {
        self.follow(Method::POST, url, fields).await
    }

    /// Sends a form of a page with a file: the name of its field, what it is called, and what is in it.
    ///
    /// # Panics
    ///
    /// When the page has no such form.
    pub async fn attach(&self, page: &Page, action: &str, fields: &[(&str, &str)], file: (&str, &str, &str)) -> Page {
        assert!(page.says(&format!("action=\"{action}\"")), "no form leads to {action}:\n{}", page.html);
        const BOUNDARY: &str = "----between-two-parts";
        let part = |named: String, value: &str| {
            format!("--{BOUNDARY}\r\nContent-Disposition: form-data; {named}\r\n\r\n{value}\r\n")
        };
        let csrf = ("csrf", page.csrf().expect("a form"));
        let texts = std::iter::once(&csrf).chain(fields);
        let mut body: String = texts.map(|(name, value)| part(format!("name=\"{name}\""), value)).collect();
        body.push_str(&part(format!("name=\"{}\"; filename=\"{}\"", file.0, file.1), file.2));
        body.push_str(&format!("--{BOUNDARY}--\r\n"));
        let url = Url::parse(&page.url).and_then(|url| url.join(action)).expect("an address");
        let request = self.with_cookies(self.client.post(url.clone()), &url);
        let request = request.header("content-type", format!("multipart/form-data; boundary={BOUNDARY}")).body(body);
        let response = request.header("accept-language", "en").send().await.expect("an answer");
        self.keep_cookies(&url, &response);
        self.arrive(url, response).await
    }

    async fn follow(&self, method: Method, url: &str, fields: &[(&str, &str)]) -> Page {
        let url = Url::parse(url).expect("an address");
        let response = self.send(method, &url, fields).await;
        self.arrive(url, response).await
    }

    /// Goes where an answer leads.
    async fn arrive(&self, mut url: Url, mut response: Response) -> Page {
        for _ in 0..HOPS {
            let Some(to) = response.headers().get(LOCATION) else { break };
            url = url.join(to.to_str().expect("an address")).expect("an address");
            response = self.send(Method::GET, &url, &[]).await;
        }
        let status = response.status().as_u16();
        Page { url: url.into(), status, html: response.text().await.expect("a page") }
    }

    /// One request with this browser's cookies; what it answers is not followed.
    ///
    /// # Panics
    ///
    /// When there is no answer.
    pub async fn send(&self, method: Method, url: &Url, fields: &[(&str, &str)]) -> Response {
        self.try_send(method.clone(), url, fields).await.unwrap_or_else(|error| panic!("{method} {url}: {error:?}"))
    }

    /// The same, where the server may be gone.
    ///
    /// # Errors
    ///
    /// When there is no answer.
    pub async fn try_send(&self, method: Method, url: &Url, fields: &[(&str, &str)]) -> reqwest::Result<Response> {
        let mut request = self.with_cookies(self.client.request(method.clone(), url.clone()), url);
        if method == Method::POST {
            let body = url::form_urlencoded::Serializer::new(String::new()).extend_pairs(fields).finish();
            request = request.header("content-type", "application/x-www-form-urlencoded").body(body);
        }
        let response = request.header("accept-language", "en").send().await?;
        self.keep_cookies(url, &response);
        Ok(response)
    }

    fn with_cookies(&self, request: RequestBuilder, url: &Url) -> RequestBuilder {
        let cookies = self.cookies.lock().expect("the cookies");
        let of_host = cookies.get(url.authority()).into_iter().flatten();
        let line: Vec<String> = of_host.map(|(name, value)| format!("{name}={value}")).collect();
        if line.is_empty() { request } else { request.header(COOKIE, line.join("; ")) }
    }

    fn keep_cookies(&self, url: &Url, response: &Response) {
        let mut cookies = self.cookies.lock().expect("the cookies");
        let of_host = cookies.entry(url.authority().to_owned()).or_default();
        for cookie in response.headers().get_all(SET_COOKIE) {
            let line = cookie.to_str().expect("a cookie");
            let (name, value) = line.split(';').next().and_then(|pair| pair.split_once('=')).expect("a pair");
            assert!(!line.to_lowercase().contains("domain="), "a cookie for more than its host: {line}");
            if line.contains("Max-Age=0") {
                of_host.remove(name);
            } else {
                of_host.insert(name.to_owned(), value.to_owned());
            }
        }
    }

    /// Logs in on the square.
    pub async fn log_in(&self, server: &Server, name: &str) -> Page {
        let page = self.open(&server.square("/log-in")).await;
        self.submit(&page, "/log-in", &[("login", name), ("password", &password(name)), ("site", ""), ("next", "/")])
            .await
    }

    /// Goes to the microblog as who is logged in on the square: by way of its log-in link, and with a ticket.
    pub async fn enter(&self, server: &Server) -> Page {
        let page = self.open(&server.square("/log-in?site=microblog&next=/")).await;
        assert!(page.url.starts_with(&server.url("/")), "the square led to {}", page.url);
        page
    }

    /// Allows a program what it asks for at an address of `/oauth/authorize`, and returns the code that the page then shows.
    ///
    /// # Panics
    ///
    /// When it is not asked for, or there is no code.
    pub async fn allow(&self, url: &str) -> String {
        let page = self.open(url).await;
        let form = page.form(AUTHORIZE).unwrap_or_else(|| panic!("nothing to allow at {}:\n{}", page.url, page.html));
        let fields: Vec<_> = form.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
        let to = Url::parse(&page.url).and_then(|url| url.join(AUTHORIZE)).expect("an address");
        let page = self.post(to.as_str(), &fields).await.expect(200);
        page.code().unwrap_or_else(|| panic!("no code at {}:\n{}", page.url, page.html))
    }

    /// Writes a post and returns the address of its page.
    ///
    /// # Panics
    ///
    /// When it is refused.
    pub async fn write(&self, server: &Server, fields: &[(&str, &str)]) -> String {
        let form = self.open(&server.url("/posts/new")).await;
        let mut all = vec![("action", "publish")];
        all.extend(fields);
        let page = self.submit(&form, "/posts", &all).await.expect(200);
        assert!(page.url.starts_with(&server.url("/@")), "the post was refused at {}:\n{}", page.url, page.html);
        page.url
    }

    /// Writes a post of text alone and returns the address of its page.
    pub async fn say(&self, server: &Server, text: &str) -> String {
        self.write(server, &[("text", text)]).await
    }

    /// Follows somebody, who is looked up where nobody knows them here.
    pub async fn follow_actor(&self, server: &Server, handle: &str) {
        let page = self.find(server, handle).await;
        let path = Url::parse(&page.url).expect("an address").path().to_owned();
        self.submit(&page, &format!("{path}/follow"), &[]).await.expect(200);
    }

    /// The page of an actor or an object that is named by its handle or address, looked up at its server if need be.
    pub async fn find(&self, server: &Server, what: &str) -> Page {
        let query: String = url::form_urlencoded::byte_serialize(what.as_bytes()).collect();
        let search = server.url(&format!("/search?q={query}"));
        eventually(&format!("{what} is found"), async || {
            let page = self.get(&search).await;
            (!page.url.contains("/search")).then_some(page)
        })
        .await
        .expect(200)
    }

    /// Opens a page until it is as wanted.
    pub async fn until(&self, url: &str, what: &str, mut wanted: impl FnMut(&Page) -> bool) -> Page {
        let mut last = None;
        let deadline = std::time::Instant::now() + crate::wait::PATIENCE;
        while std::time::Instant::now() < deadline {
            let page = self.get(url).await;
            if wanted(&page) {
                return page;
            }
            last = Some(page);
            tokio::time::sleep(std::time::Duration::from_millis(60)).await;
        }
        panic!("{what}: not at {url}, which says\n{}", last.map(|page| page.html).unwrap_or_default());
    }

    /// Does one of the things below an object's page: `likes`, `boosts`, `votes`…
    pub async fn mark(&self, page_url: &str, mark: &str, fields: &[(&str, &str)]) -> Page {
        let page = self.open(page_url).await;
        let path = Url::parse(&page.url).expect("an address").path().to_owned();
        self.submit(&page, &format!("{path}/{mark}"), fields).await.expect(200)
    }
}
