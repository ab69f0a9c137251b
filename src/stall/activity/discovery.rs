//! How others find out what is here: WebFinger (RFC 7033), host-meta (RFC 6415), NodeInfo (FEP-f1d5).

use actix_web::HttpResponse;
use actix_web::web::{Path, Query};
use host::federation::{nodeinfo, webfinger};
use host::social::setting;
use host::vocab::HostMeta;
use host::web;
use serde::{Deserialize, Serialize};

use crate::here::Here;

/// What WebFinger is asked for.
#[derive(Deserialize)]
pub(crate) struct Asked {
    resource: String,
}

/// Who a handle or an address is.
pub(crate) async fn webfinger(here: Here, asked: Query<Asked>) -> web::Result<HttpResponse> {
    let (hosts, stall, resource) = (here.app.hosts.clone(), here.stall.clone(), asked.into_inner().resource);
    let answer = here.app.db.read(move |c| webfinger::answer(c, &hosts, &stall, &resource)).await?;
    let answer = answer.ok_or_else(|| web::Error::not_found("actor"))?;
    open("application/jrd+json; charset=utf-8", &answer)
}

/// Where WebFinger is, for who does not know.
pub(crate) async fn host_meta(here: Here) -> HttpResponse {
    HttpResponse::Ok()
        .content_type("application/xrd+xml; charset=utf-8")
        .body(HostMeta::of(&here.stall.origin.to_string()).to_xrd())
}

/// Which versions of NodeInfo there are.
pub(crate) async fn nodeinfo_index(here: Here) -> web::Result<HttpResponse> {
    open("application/json; charset=utf-8", &nodeinfo::index(&here.stall))
}

/// What runs here.
pub(crate) async fn nodeinfo(here: Here, version: Path<String>) -> web::Result<HttpResponse> {
    let version = version.into_inner();
    if !matches!(version.as_str(), "2.0" | "2.1") {
        return Err(web::Error::not_found("nodeinfo"));
    }
    let (stall, mode) = (here.stall.clone(), here.app.config.registration.mode);
    let features = here.app.modules.find(stall.name).map_or(&[][..], |module| module.manifest().features);
    let document = here
        .app
        .db
        .read(move |c| {
            let mode = setting::REGISTRATION.get(c)?.unwrap_or(mode);
            nodeinfo::document(c, &stall, features, mode)
        })
        .await?;
    let profile =
        format!("application/json; profile=\"http://nodeinfo.diaspora.software/ns/schema/{version}#\"; charset=utf-8");
    let body = if version == "2.0" { document.to_json_2_0() } else { document.to_json_2_1() };
    Ok(written(&profile, body))
}

/// What anybody may read from anywhere, a script in a browser too.
fn open(content_type: &str, document: &impl Serialize) -> web::Result<HttpResponse> {
    Ok(written(content_type, serde_json::to_string(document).map_err(web::Error::internal)?))
}

fn written(content_type: &str, body: String) -> HttpResponse {
    HttpResponse::Ok().content_type(content_type).insert_header(("Cache-Control", "public, max-age=600")).body(body)
}
