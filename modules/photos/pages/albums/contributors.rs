//! Who may add photos to an album besides its owner.

use actix_web::HttpResponse;
use actix_web::web::Path;
use host::social::actor::ActorId;
use host::web::error::FieldErrors;
use host::web::{self, Form, Message};
use serde::Deserialize;

use super::Button;
use super::edit::again;
use super::visit::AlbumVisit;
use crate::album::{AlbumError, AlbumId, MAX_CONTRIBUTORS, Part};

/// Whom to ask, by name.
#[derive(Debug, Deserialize)]
pub(super) struct Asked {
    name: String,
}

/// Lets a member of the club add photos.
pub(super) async fn create(here: AlbumVisit, form: Form<Asked>) -> web::Result<HttpResponse> {
    here.need_owner()?;
    let typed = form.into_inner().name.trim().to_owned();
    // A handle of this stall does as well.
    let name = typed.trim_start_matches('@');
    let own = format!("@{}", here.stall.origin.host());
    let (album, wanted) = (here.album.clone(), name.strip_suffix(&own).unwrap_or(name).to_owned());
    match here.app.db.write(move |c| album.invite(c, &wanted)).await {
        Ok(member) => {
            here.visit.notice(Message::new("albums-contributor-added").with("name", member.display_name()));
            Ok(here.visit.see_other(&format!("{}#contributors", here.path("/edit"))))
        }
        Err(AlbumError::Database(error)) => Err(error.into()),
        Err(AlbumError::TooManyContributors) => {
            let many = Message::new("albums-contributors-too-many").with("most", MAX_CONTRIBUTORS);
            again(&here, &typed, &FieldErrors::one("name", many)).await
        }
        Err(_) => again(&here, &typed, &FieldErrors::one("name", "albums-contributor-unknown")).await,
    }
}

/// Lets somebody add no more: its owner decides that, or whoever was asked.
pub(super) async fn delete(
    here: AlbumVisit,
    path: Path<(String, AlbumId, ActorId)>,
    _form: Form<Button>,
) -> web::Result<HttpResponse> {
    let (_, _, member) = path.into_inner();
    let me = here.need_contributor()?;
    if here.part != Part::Owner && member != me {
        return Err(web::Error::forbidden("contributor"));
    }
    let album = here.album.clone();
    here.app.db.write(move |c| album.dismiss(c, member)).await?;
    if here.part == Part::Owner {
        here.visit.notice("albums-contributor-dismissed");
        return Ok(here.visit.see_other(&format!("{}#contributors", here.path("/edit"))));
    }
    here.visit.notice("albums-left");
    Ok(here.visit.see_other("/albums"))
}
