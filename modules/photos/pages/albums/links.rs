//! The secret link of an album.

use actix_web::HttpResponse;
use host::web::{self, Form};

use super::Button;
use super::visit::AlbumVisit;

/// Makes another one: the old one opens nothing any more.
pub(super) async fn renew(here: AlbumVisit, _form: Form<Button>) -> web::Result<HttpResponse> {
    here.need_owner()?;
    let album = here.album.clone();
    here.app.db.write(move |c| album.renew_link(c)).await?;
    here.visit.notice("albums-link-renewed");
    Ok(here.visit.see_other(&here.path("/edit")))
}
