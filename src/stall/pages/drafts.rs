//! Drafts, and what is said later.

use actix_web::HttpResponse;
use actix_web::web::Path;
use chrono::NaiveDateTime;
use diesel::result::Error as DbError;
use host::Composer;
use host::draft::{Draft, DraftId};
use host::saying::Said;
use host::show;
use host::social::actor::ActorId;
use host::social::markup;
use host::social::media::{Media, MediaId, MediaKind, MediaState};
use host::store::Conn;
use host::web::card::MediaCard;
use host::web::{self, Bucket, Form, Key};
use serde::Serialize;

use super::Button;
use crate::here::MemberHere;

/// How many characters of a text are shown.
const EXCERPT: usize = 200;

#[derive(Serialize)]
struct Index {
    scheduled: Vec<Row>,
    drafts: Vec<Row>,
    /// Where another one is begun.
    composer: Option<&'static str>,
}

#[derive(Serialize)]
struct Row {
    id: String,
    excerpt: String,
    /// Those of its files that can be shown.
    pictures: Vec<MediaCard>,
    files: usize,
    due_at: Option<NaiveDateTime>,
    updated_at: NaiveDateTime,
    error: Option<String>,
    /// Where it is gone on with.
    edit: Option<String>,
}

/// The drafts of a member, with all their files at once.
struct Found {
    scheduled: Vec<Draft>,
    drafts: Vec<Draft>,
    media: Vec<Media>,
}

impl Found {
    fn read(c: &mut Conn, me: ActorId) -> Result<Self, DbError> {
        let (scheduled, drafts) = (Draft::agenda(c, me)?, Draft::list(c, me)?);
        let ids: Vec<MediaId> = scheduled.iter().chain(&drafts).flat_map(|draft| draft.statement.media_ids()).collect();
        let mut media = Media::load(c, &ids)?;
        media.retain(|media| media.actor_id == Some(me));
        Ok(Self { scheduled, drafts, media })
    }
}

impl Row {
    fn of(here: &MemberHere, composer: Option<Composer>, draft: &Draft, media: &[Media]) -> Self {
        let said = &draft.statement.0;
        let ids = said.media_ids();
        let files: Vec<&Media> = ids.iter().filter_map(|id| media.iter().find(|media| media.id == *id)).collect();
        let is_shown = |media: &&&Media| media.kind == MediaKind::Image && media.state == MediaState::Ready;
        let composer = composer.filter(|composer| composer.answers || said.in_reply_to.is_none());
        Self {
            id: draft.id.to_string(),
            excerpt: markup::shorten(&said.text, EXCERPT),
            pictures: files.iter().filter(is_shown).map(|media| show::media(media, &[])).collect(),
            files: files.len(),
            due_at: draft.due_at,
            updated_at: draft.updated_at,
            error: draft.error.as_ref().map(|reason| here.visit.translate(reason.0.clone())),
            edit: composer.map(|composer| format!("{}?draft={}", composer.path, draft.id)),
        }
    }
}

/// What waits to be said, by itself or not.
pub(crate) async fn index(here: MemberHere) -> web::Result<HttpResponse> {
    let (me, composer) = (here.me, here.composer());
    let found = here.app.db.read(move |c| Found::read(c, me)).await?;
    let rows = |drafts: &[Draft]| drafts.iter().map(|draft| Row::of(&here, composer, draft, &found.media)).collect();
    let context = Index {
        scheduled: rows(&found.scheduled),
        drafts: rows(&found.drafts),
        composer: composer.map(|composer| composer.path),
    };
    here.visit.render("stall/drafts.html", &context)
}

/// Says now what is scheduled.
pub(crate) async fn publish(here: MemberHere, path: Path<DraftId>, _form: Form<Button>) -> web::Result<HttpResponse> {
    here.app.web.limiter.check(Bucket::Write, Key::account(here.visit.need_member()?.account))?;
    let (me, id, desk) = (here.me, path.into_inner(), here.app.desk());
    let said = here.app.db.write(move |c| scheduled(c, me, id)?.hasten(c, &desk)).await;
    match said {
        Ok(Said::Now(object)) => {
            here.visit.notice("draft-said");
            Ok(here.visit.see_other(&format!("/@{}/{}", here.name, object.id)))
        }
        Ok(Said::Later(_)) => {
            here.visit.notice("draft-soon");
            Ok(here.visit.see_other("/drafts"))
        }
        Err(error) => {
            let (_, reason) = error.explain()?;
            here.visit.warn(reason);
            Ok(here.visit.see_other("/drafts"))
        }
    }
}

/// Throws one away.
pub(crate) async fn delete(here: MemberHere, path: Path<DraftId>, _form: Form<Button>) -> web::Result<HttpResponse> {
    let (me, id) = (here.me, path.into_inner());
    here.app.db.write(move |c| own(c, me, id)?.remove(c)).await?;
    here.visit.notice("draft-gone");
    Ok(here.visit.see_other("/drafts"))
}

/// One of the member's own. Errors: there is none.
fn own(c: &mut Conn, me: ActorId, id: DraftId) -> Result<Draft, DbError> {
    Draft::find(c, me, id)?.ok_or(DbError::NotFound)
}

/// The same with a time: what has none may be anything yet, and is looked over where it is written.
fn scheduled(c: &mut Conn, me: ActorId, id: DraftId) -> Result<Draft, DbError> {
    Some(own(c, me, id)?).filter(|draft| draft.due_at.is_some()).ok_or(DbError::NotFound)
}
