//! A site with feeds and files, as podcasts are published: it knows editions (`ETag`) and parts (`Range`).

use std::collections::HashMap;
use std::sync::Mutex;

use actix_web::dev::ServerHandle;
use actix_web::web::{Data, to};
use actix_web::{App, HttpRequest, HttpResponse, HttpServer};

/// The site. It ends when this goes.
pub struct FeedSite {
    origin: String,
    shelf: Data<Shelf>,
    handle: ServerHandle,
}

#[derive(Default)]
struct Shelf {
    files: Mutex<HashMap<String, (String, Vec<u8>)>>,
    /// What was answered: path, status, and the range that was asked for.
    answered: Mutex<Vec<(String, u16, String)>>,
    /// What was handed to it: path, and body.
    taken: Mutex<Vec<(String, String)>>,
}

impl FeedSite {
    /// Opens it on a free port, as `<name>.localhost`.
    ///
    /// # Panics
    ///
    /// When it cannot listen.
    pub fn open(name: &str) -> Self {
        let (port, shelf) = (store::testing::free_port(), Data::new(Shelf::default()));
        let kept = shelf.clone();
        let server = HttpServer::new(move || App::new().app_data(kept.clone()).default_service(to(answer)));
        let server = server.workers(1).disable_signals().bind(("127.0.0.1", port)).expect("a free port").run();
        let handle = server.handle();
        tokio::spawn(server);
        Self { origin: format!("http://{name}.localhost:{port}"), shelf, handle }
    }

    /// An address of it.
    pub fn url(&self, path: &str) -> String {
        format!("{}{path}", self.origin)
    }

    /// Serves something at a path from now on.
    ///
    /// # Panics
    ///
    /// When another test thread failed meanwhile.
    pub fn serve(&self, path: &str, content_type: &str, body: impl AsRef<[u8]>) {
        let file = (content_type.to_owned(), body.as_ref().to_vec());
        self.shelf.files.lock().expect("its files").insert(path.to_owned(), file);
    }

    /// What it answered at a path so far: statuses, and which ranges were asked for.
    ///
    /// # Panics
    ///
    /// When another test thread failed meanwhile.
    pub fn answered(&self, path: &str) -> Vec<(u16, String)> {
        let answered = self.shelf.answered.lock().expect("what it answered");
        answered.iter().filter(|(at, ..)| at == path).map(|(_, status, range)| (*status, range.clone())).collect()
    }
}

impl FeedSite {
    /// What was handed to it at a path so far.
    ///
    /// # Panics
    ///
    /// When another test thread failed meanwhile.
    pub fn taken(&self, path: &str) -> Vec<String> {
        let taken = self.shelf.taken.lock().expect("what it took");
        taken.iter().filter(|(at, _)| at == path).map(|(_, body)| body.clone()).collect()
    }
}

impl Drop for FeedSite {
    fn drop(&mut self) {
        drop(self.handle.stop(false));
    }
}

async fn answer(req: HttpRequest, shelf: Data<Shelf>, body: String) -> HttpResponse {
    if !body.is_empty() {
        shelf.taken.lock().expect("what it took").push((req.path().to_owned(), body));
    }
    let said =
        |name: &str| req.headers().get(name).and_then(|value| value.to_str().ok()).unwrap_or_default().to_owned();
    let found = shelf.files.lock().expect("its files").get(req.path()).cloned();
    let response = match found {
        None => HttpResponse::NotFound().finish(),
        Some((content_type, body)) => {
            let etag = format!("\"{:x}-{}\"", body.iter().map(|byte| u64::from(*byte)).sum::<u64>(), body.len());
            let part = said("range").strip_prefix("bytes=").and_then(|range| {
                let (first, last) = range.split_once('-')?;
                Some((first.parse::<usize>().ok()?, last.parse::<usize>().unwrap_or(body.len() - 1)))
            });
            match part {
                _ if said("if-none-match") == etag => HttpResponse::NotModified().finish(),
                Some((first, last)) => HttpResponse::PartialContent()
                    .content_type(content_type)
                    .insert_header(("content-range", format!("bytes {first}-{last}/{}", body.len())))
                    .body(body[first..=last].to_vec()),
                None => HttpResponse::Ok()
                    .content_type(content_type)
                    .insert_header(("etag", etag))
                    .insert_header(("accept-ranges", "bytes"))
                    .insert_header(("set-cookie", "watched=1"))
                    .body(body),
            }
        }
    };
    let line = (req.path().to_owned(), response.status().as_u16(), said("range"));
    shelf.answered.lock().expect("what it answered").push(line);
    response
}
