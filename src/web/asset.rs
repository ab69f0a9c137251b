//! Styles, scripts and pictures of a theme, served under the hash of the whole set so that browsers keep them for good.

use std::borrow::Cow;
use std::collections::BTreeMap;

use actix_web::http::header;
use actix_web::{HttpRequest, HttpResponse, web};
use aws_lc_rs::digest;
use bytes::Bytes;

use crate::{Error, State};

/// The file that holds all styles of a theme in one.
pub const STYLES: &str = "styles/all.css";

/// The assets of one theme.
#[derive(Debug)]
pub struct Assets {
    hash: String,
    files: BTreeMap<String, Bytes>,
}

impl Assets {
    /// The default theme's files with a theme's own in their place. All styles are also joined to [`STYLES`]: the default's by
    /// name, then those that only the theme has, so that these have the last word.
    pub(crate) fn bundle(
        base: &BTreeMap<String, Cow<'static, [u8]>>,
        own: &BTreeMap<String, Cow<'static, [u8]>>,
    ) -> Self {
        let mut files: BTreeMap<String, Bytes> = BTreeMap::new();
        for (path, bytes) in base.iter().chain(own) {
            files.insert(path.clone(), Bytes::copy_from_slice(bytes));
        }
        let further = own.keys().filter(|path| !base.contains_key(*path));
        let mut styles = Vec::new();
        for path in base.keys().chain(further).filter(|path| path.starts_with("styles/") && path.ends_with(".css")) {
            styles.extend_from_slice(files.get(path).map_or(&[], |bytes| bytes));
            styles.push(b'\n');
        }
        files.insert(STYLES.to_owned(), styles.into());
        Self { hash: hash(&files), files }
    }

    /// What these files hash to: it changes when any of them does.
    pub fn hash(&self) -> &str {
        &self.hash
    }

    /// The path that a file is served at, where there is such a file.
    pub fn path(&self, file: &str) -> Option<String> {
        self.files.contains_key(file).then(|| format!("/assets/{}/{file}", self.hash))
    }

    /// The contents of a file.
    pub fn find(&self, file: &str) -> Option<&Bytes> {
        self.files.get(file)
    }
}

fn hash(files: &BTreeMap<String, Bytes>) -> String {
    let mut context = digest::Context::new(&digest::SHA256);
    for (path, bytes) in files {
        context.update(format!("{path}\0{}\0", bytes.len()).as_bytes());
        context.update(bytes);
    }
    hex::encode(context.finish()).chars().take(16).collect()
}

fn content_type(path: &str) -> &'static str {
    match path.rsplit_once('.').map(|(_, extension)| extension) {
        Some("css") => "text/css; charset=utf-8",
        Some("js") => "text/javascript; charset=utf-8",
        Some("svg") => "image/svg+xml",
        Some("png") => "image/png",
        Some("jpg") => "image/jpeg",
        Some("webp") => "image/webp",
        Some("ico") => "image/x-icon",
        Some("woff2") => "font/woff2",
        Some("json") => "application/json",
        _ => "application/octet-stream",
    }
}

/// `GET /assets/{hash}/{path}`.
pub(crate) async fn show(req: HttpRequest, path: web::Path<(String, String)>) -> Result<HttpResponse, Error> {
    let state = State::of(&req)?;
    let (hash, file) = path.into_inner();
    let theme = state.themes.by_hash(&hash).ok_or_else(|| Error::not_found("theme"))?;
    let bytes = theme.assets.find(&file).ok_or_else(|| Error::not_found("asset"))?;
    Ok(HttpResponse::Ok()
        .insert_header((header::CONTENT_TYPE, content_type(&file)))
        .insert_header((header::CACHE_CONTROL, "public, max-age=31536000, immutable"))
        .body(bytes.clone()))
}

#[cfg(test)]
mod tests;
