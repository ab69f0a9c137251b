//! What the club says to all its members, to those who look at their home timeline.

use std::sync::Arc;

use diesel::result::Error as DbError;
use host::App;
use host::social::account::{Account, AccountId};
use host::social::actor::ActorId;
use host::social::announcement::{self, Announcement, AnnouncementId, Change};
use host::social::live::Place;
use serde::Serialize;

use super::telling::{Message, json};
use crate::api::announcements;
use crate::entities::View;

/// A member who is connected.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) struct Reader {
    pub(super) account: AccountId,
    pub(super) viewer: ActorId,
    pub(super) stall: &'static str,
}

/// How often a reaction was chosen; nobody where that is 0.
#[derive(Serialize)]
struct Reacted<'a> {
    name: &'a str,
    count: i64,
    announcement_id: &'a str,
}

/// What a member is told of a change; nothing where it is of no account any more.
pub(super) async fn to(app: &App, change: Arc<Change>, reader: Reader) -> Result<Option<Message>, DbError> {
    let (event, payload) = match &*change {
        Change::Gone(id) => ("announcement.delete", id.as_str().into()),
        Change::Reaction(id, name) => ("announcement.reaction", reacted(app, id, name).await?),
        Change::Shown(id) => match shown(app, id, reader).await? {
            Some(payload) => ("announcement", payload),
            None => return Ok(None),
        },
    };
    Ok(Some(Message { places: vec![Place::Home], event, payload: Some(payload) }))
}

/// The announcement in the member's language, with what they did with it.
async fn shown(app: &App, id: &str, reader: Reader) -> Result<Option<Arc<str>>, DbError> {
    let (Some(stall), Ok(id)) = (app.hosts.stall(reader.stall), id.parse::<AnnouncementId>()) else { return Ok(None) };
    let view = View::new(app, stall, Some(reader.viewer));
    let told = app.db.read(move |c| {
        let said = Announcement::find_current(c, id)?.into_iter().collect();
        let locale = Account::get(c, reader.account)?.locale;
        announcements::told(c, &view, reader.account, &locale, said)
    });
    told.await?.first().map(json).transpose()
}

async fn reacted(app: &App, id: &str, name: &str) -> Result<Arc<str>, DbError> {
    let ids: Vec<AnnouncementId> = id.parse().into_iter().collect();
    let reactions = app.db.read(move |c| announcement::reactions(c, &ids, None)).await?;
    let count = reactions.values().flatten().find(|reaction| reaction.name == name).map_or(0, |found| found.count);
    json(&Reacted { name, count, announcement_id: id })
}
