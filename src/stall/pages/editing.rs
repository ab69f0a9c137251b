//! Pictures, edited by their author: turned, mirrored, cut, coloured, and made again what they were.

use actix_web::HttpResponse;
use actix_web::web::Path;
use diesel::result::Error as DbError;
use host::development;
use host::editor::{EditForm, Editor};
use host::social::actor::ActorId;
use host::social::media::{Development, Media, MediaId, MediaState};
use host::store::Conn;
use host::web::error::FieldErrors;
use host::web::{self, Bucket, Form, Key, Visit};
use serde::{Deserialize, Serialize};

use crate::here::MemberHere;

#[derive(Serialize)]
struct Page {
    editor: Editor,
    /// It is being made anew.
    pending: bool,
    /// Where the page leads back to.
    back: String,
}

/// What shall be done.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Edits {
    picture: EditForm,
    /// Everything is undone.
    original: bool,
    /// Whoever sends it sees by itself what came of it.
    quiet: bool,
}

/// The editor of one of the member's pictures.
pub(crate) async fn edit(here: MemberHere, id: Path<MediaId>) -> web::Result<HttpResponse> {
    let (me, id) = (here.me, id.into_inner());
    let media = here.app.db.read(move |c| own(c, me, id)).await?;
    here.visit.render("stall/editing.html", &Page::of(&here.visit, &media, Editor::of(&media)))
}

/// Has it made anew.
pub(crate) async fn update(here: MemberHere, id: Path<MediaId>, form: Form<Edits>) -> web::Result<HttpResponse> {
    let account = here.visit.need_member()?.account;
    here.app.web.limiter.check(Bucket::Write, Key::account(account))?;
    let (me, id, edits) = (here.me, id.into_inner(), form.into_inner());
    let media = here.app.db.read(move |c| own(c, me, id)).await?;
    let read = if edits.original { Ok(Development::default()) } else { edits.picture.read(&media) };
    let wanted = match read {
        Ok(wanted) if media.can_be_developed() => wanted,
        Ok(_) => return Err(web::Error::not_found("picture")),
        Err((field, message)) => {
            let page = Page::of(&here.visit, &media, Editor::with(&media, edits.picture));
            return here.visit.render_invalid("stall/editing.html", &page, &FieldErrors::one(field, message));
        }
    };
    let media = development::develop(&here.app, me, id, wanted).await?;
    if media.error.is_some() {
        let page = Page::of(&here.visit, &media, Editor::of(&media));
        return here.visit.render_invalid("stall/editing.html", &page, &FieldErrors::one("", "edit-failed"));
    }
    if !edits.quiet {
        here.visit.notice(if media.state == MediaState::Pending { "edit-soon" } else { "edit-done" });
    }
    Ok(here.visit.see_next(&format!("/pictures/{id}/edit")))
}

impl Page {
    fn of(visit: &Visit, media: &Media, editor: Editor) -> Self {
        let back = visit.next().unwrap_or("/").to_owned();
        Self { editor, pending: media.state == MediaState::Pending, back }
    }
}

/// One of the member's pictures that can be shown. Errors: there is none.
fn own(c: &mut Conn, me: ActorId, id: MediaId) -> Result<Media, DbError> {
    let own = Media::find(c, id)?.filter(|media| media.actor_id == Some(me) && media.is_local());
    own.filter(|media| media.media_key.is_some()).ok_or(DbError::NotFound)
}
