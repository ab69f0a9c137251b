//! Whoever is logged in.

use diesel::QueryResult;
use social::account::{AccountId, Colours, Role};
use social::actor::{Actor, ActorId};
use social::announcement::Announcement;
use social::notification::Notification;
use social::session::Session;
use store::uri::Site;
use store::{Conn, Db};

use crate::site::Needs;

/// A member, as every page needs to know them.
#[derive(Debug, Clone)]
pub struct Member {
    /// The account.
    pub account: AccountId,
    /// What they log in with, and the name of their actors.
    pub name: String,
    /// What they may do for the club.
    pub role: Role,
    /// The language of their pages, a language tag.
    pub locale: String,
    /// The theme that they chose.
    pub theme: Option<String>,
    /// The colours that they chose.
    pub colours: Colours,
    /// The time zone that they chose.
    pub time_zone: Option<String>,
    /// The session that this request belongs to.
    pub session: Session,
    /// Their actor on this site; none on the square.
    pub actor: Option<ActorId>,
    /// How many notifications this actor has not seen.
    pub unread: i64,
    /// What the club has to say to them here and they did not put away.
    pub announcements: Vec<Announcement>,
}

impl Member {
    /// Whether an entry of a menu is for them.
    pub fn may_see(&self, needs: Needs) -> bool {
        match needs {
            Needs::Everyone | Needs::Member => true,
            Needs::Moderator => self.role >= Role::Moderator,
            Needs::Admin => self.role >= Role::Admin,
        }
    }
}

/// The member whom the token of a session stands for on this site, with their actor there.
fn find(c: &mut Conn, site: &Site, token: &str) -> QueryResult<Option<Member>> {
    let Some((session, account)) = Session::find_by_token(c, site, token)? else { return Ok(None) };
    let actor = match site {
        Site::Square => None,
        Site::Stall(stall) => Actor::of_account_at(c, account.id, stall)?.map(|actor| actor.id),
    };
    let unread = actor.map_or(Ok(0), |actor| Notification::unread(c, actor))?;
    let announcements = actor.map_or(Ok(Vec::new()), |_| Announcement::unread(c, account.id))?;
    let preferences = account.preferences.0;
    Ok(Some(Member {
        account: account.id,
        name: account.name,
        role: account.role,
        locale: account.locale,
        theme: preferences.theme,
        colours: preferences.colours,
        time_zone: preferences.time_zone,
        session,
        actor,
        unread,
        announcements,
    }))
}

/// Finds out who is logged in, and lets their session live on.
pub(crate) async fn identify(db: &Db, site: Site, token: String) -> crate::Result<Option<Member>> {
    let member = db.read(move |c| find(c, &site, &token)).await?;
    if let Some(session) = member.as_ref().map(|member| &member.session).filter(|session| session.is_due()) {
        let (db, session) = (db.clone(), session.clone());
        // Nobody waits for this: should it fail, the next request does it.
        actix_web::rt::spawn(async move { db.write(move |c| session.touch(c)).await });
    }
    Ok(member)
}
