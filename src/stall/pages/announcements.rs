//! What the club says to all its members, on top of each page until they put it away.

use actix_web::HttpResponse;
use actix_web::web::Path;
use host::social::announcement::{Announcement, AnnouncementId};
use host::web::{self, Form};

use super::Button;
use crate::here::MemberHere;

/// Puts an announcement away, at every stall.
pub(crate) async fn dismiss(
    here: MemberHere,
    id: Path<AnnouncementId>,
    _form: Form<Button>,
) -> web::Result<HttpResponse> {
    let account = here.visit.need_member()?.account;
    here.app
        .db
        .write(move |c| match Announcement::find(c, *id)? {
            Some(announcement) => announcement.dismiss(c, account),
            None => Ok(()),
        })
        .await?;
    Ok(here.visit.see_next("/"))
}
