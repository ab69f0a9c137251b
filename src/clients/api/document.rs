//! The document that describes this API.

use actix_web::HttpResponse;

use crate::caller::Caller;
use crate::error::{Error, Result};
use crate::table::{Access, Table};

pub(crate) fn routes(table: &mut Table) {
    table.get("/api/openapi.json", Access::Public, show);
}

/// The document, made anew for each who asks: few do.
async fn show(caller: Caller) -> Result<HttpResponse> {
    let document = crate::document::of(&crate::table(), &caller.stall.origin.to_string(), caller.app.web.version);
    let json = document.to_json().map_err(Error::internal)?;
    Ok(HttpResponse::Ok().content_type("application/json").body(json))
}
