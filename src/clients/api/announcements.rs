//! Announcements: what the club says to all its members.

use actix_web::web::Json;
use diesel::QueryResult;
use diesel::result::Error as DbError;
use host::social::account::AccountId;
use host::social::announcement::{self, Announcement as SocialAnnouncement, AnnouncementId, ReactionError};
use host::social::emoji::Emoji;
use host::social::text::Composed;
use host::store::Conn;
use serde::Deserialize;
use utoipa::IntoParams;

use crate::body::Params;
use crate::caller::Me;
use crate::entities::{Announcement, Empty, View};
use crate::error::{Error, Result};
use crate::path::Path;
use crate::table::{Access, Table};

pub(crate) fn routes(table: &mut Table) {
    table.get("/api/v1/announcements", Access::Member("read:accounts"), index);
    table.post("/api/v1/announcements/{id}/dismiss", Access::Member("write:accounts"), dismiss);
    table.put("/api/v1/announcements/{id}/reactions/{name}", Access::Member("write:favourites"), react);
    table.delete("/api/v1/announcements/{id}/reactions/{name}", Access::Member("write:favourites"), unreact);
}

#[derive(Debug, Default, Deserialize, IntoParams)]
#[serde(default)]
#[into_params(parameter_in = Query)]
struct Wanted {
    /// Whether those that the caller put away are wanted too.
    with_dismissed: bool,
}

/// Those that are shown now, the oldest first.
async fn index(me: Me, wanted: Params<Wanted>) -> Result<Json<Vec<Announcement>>> {
    let (account, locale, view) = (me.account.id, me.account.locale.clone(), me.view());
    let with_dismissed = wanted.with_dismissed;
    let announcements = me.app.db.read(move |c| {
        let current = SocialAnnouncement::current(c)?;
        let mut told = told(c, &view, account, &locale, current)?;
        told.retain(|said| with_dismissed || !said.read);
        Ok::<_, DbError>(told)
    });
    Ok(Json(announcements.await?))
}

/// Announcements as a member reads them, in that language.
pub(crate) fn told(
    c: &mut Conn,
    view: &View,
    account: AccountId,
    locale: &str,
    announcements: Vec<SocialAnnouncement>,
) -> QueryResult<Vec<Announcement>> {
    let read = SocialAnnouncement::read_by(c, account)?;
    let ids: Vec<AnnouncementId> = announcements.iter().map(|said| said.id).collect();
    let reactions = announcement::reactions(c, &ids, Some(account))?;
    let composed: Vec<Composed> = announcements.iter().map(|said| view.compose_announcement(said, locale)).collect();
    let codes: Vec<String> = composed.iter().flat_map(|text| text.emojis.iter().cloned()).collect();
    let emojis = if codes.is_empty() { Vec::new() } else { Emoji::local(c, &codes)? };
    let told = announcements.iter().zip(&composed).map(|(said, text)| {
        let answers = reactions.get(&said.id).map(Vec::as_slice).unwrap_or_default();
        view.announcement(said, text, &emojis, answers, read.contains(&said.id))
    });
    Ok(told.collect())
}

async fn dismiss(me: Me, id: Path<AnnouncementId>) -> Result<Json<Empty>> {
    let account = me.account.id;
    me.app
        .db
        .write(move |c| {
            let said = SocialAnnouncement::find_current(c, id.0)?.ok_or(DbError::NotFound)?;
            said.dismiss(c, account)
        })
        .await?;
    Ok(Json(Empty {}))
}

async fn react(me: Me, path: Path<(AnnouncementId, String)>) -> Result<Json<Empty>> {
    let ((id, name), account) = (path.0, me.account.id);
    let reacted = me.app.db.write(move |c| {
        let said = SocialAnnouncement::find_current(c, id)?.ok_or(DbError::NotFound)?;
        announcement::react(c, &said, account, &name)
    });
    match reacted.await {
        Ok(()) => Ok(Json(Empty {})),
        Err(ReactionError::Database(error)) => Err(error.into()),
        Err(refused) => Err(Error::invalid("name", "ERR_INVALID", refused.to_string())),
    }
}

async fn unreact(me: Me, path: Path<(AnnouncementId, String)>) -> Result<Json<Empty>> {
    let ((id, name), account) = (path.0, me.account.id);
    me.app
        .db
        .write(move |c| {
            let said = SocialAnnouncement::find_current(c, id)?.ok_or(DbError::NotFound)?;
            announcement::unreact(c, &said, account, &name)
        })
        .await?;
    Ok(Json(Empty {}))
}
