//! A story at a time, over the whole page.

use actix_web::HttpResponse;
use actix_web::web::Path;
use diesel::result::Error as DbError;
use host::social::actor::{Actor, ActorId};
use host::social::audit::AuditEntry;
use host::social::media::{Media, Rendition};
use host::store::Conn;
use host::web::card::{AuthorCard, MediaCard};
use host::web::{self, Form, MemberVisit};
use host::{App, show};
use serde::Serialize;

use super::Button;
use super::visit::{StoryVisit, find_author, me, stall};
use crate::story::{Reel, Story};

#[derive(Serialize)]
struct Shown {
    author: AuthorCard,
    picture: MediaCard,
    caption: String,
    seconds: i16,
    published: chrono::NaiveDateTime,
    expires: chrono::NaiveDateTime,
    /// Its path, below which its pages lie.
    path: String,
    /// Its place among its author's, from 1, and how many these are.
    number: usize,
    count: usize,
    previous: Option<String>,
    next: Option<String>,
    mine: bool,
    liked: bool,
    answerable: bool,
    /// How many saw it; told to its author alone.
    seen_by: usize,
    /// Whether the reader may remove it as a moderator.
    judges: bool,
}

/// What leads from a story to others.
struct Neighbours {
    number: usize,
    count: usize,
    previous: Option<String>,
    next: Option<String>,
}

impl Neighbours {
    fn of(c: &mut Conn, me: ActorId, author: &Actor, story: &Story) -> Result<Self, DbError> {
        let reel = Reel::of(c, me, author.clone())?;
        let place = reel.as_ref().and_then(|reel| Some((reel, reel.place(story.id)?)));
        // A moderator sees the one alone that is in question.
        let Some((reel, at)) = place else { return Ok(Self { number: 1, count: 1, previous: None, next: None }) };
        let path = |story: &Story| story.path(author);
        let next = reel.stories.get(at + 1).map(path);
        Ok(Self {
            number: at + 1,
            count: reel.stories.len(),
            previous: at.checked_sub(1).and_then(|before| reel.stories.get(before)).map(path),
            next: match next {
                Some(next) => Some(next),
                None if author.id == me => None,
                None => another(c, me, author)?,
            },
        })
    }
}

/// Who has something new after one is through with an actor's.
fn another(c: &mut Conn, me: ActorId, but: &Actor) -> Result<Option<String>, DbError> {
    let reels = Reel::followed(c, me)?;
    let next = reels.iter().find(|reel| reel.author.id != but.id && !reel.is_seen());
    Ok(next.and_then(|reel| Some(reel.begins()?.path(&reel.author))))
}

/// Leads to where the reader goes on with an actor's stories.
pub(super) async fn begin(visit: MemberVisit, app: App, handle: Path<String>) -> web::Result<HttpResponse> {
    let (me, here, handle) = (me(&visit)?, stall(&app)?.clone(), handle.into_inner());
    let begun = app.db.read(move |c| {
        let author = find_author(c, &here, &handle)?;
        let reel = Reel::of(c, me, author)?.ok_or(DbError::NotFound)?;
        reel.begins().map(|story| story.path(&reel.author)).ok_or(DbError::NotFound)
    });
    Ok(visit.see_other(&begun.await?))
}

/// Shows one, which is seen then.
pub(super) async fn show(here: StoryVisit) -> web::Result<HttpResponse> {
    let (me, author, story) = (here.me, here.author.clone(), here.story.clone());
    let read = here.app.db.read(move |c| {
        let media = Media::find(c, story.media_id)?.ok_or(DbError::NotFound)?;
        let renditions = Rendition::of(c, &[media.id])?;
        let seen_by = if author.id == me { story.onlookers(c)?.len() } else { 0 };
        let liked = story.is_liked_by(c, me)?;
        Ok::<_, DbError>((media, renditions, Neighbours::of(c, me, &author, &story)?, seen_by, liked))
    });
    let (media, renditions, around, seen_by, liked) = read.await?;
    if !here.judges && !here.is_mine() {
        let story = here.story.clone();
        let hosts = here.app.hosts.clone();
        here.app.db.write(move |c| story.look(c, &hosts, me)).await?;
    }
    let context = Shown {
        author: here.show().author(&here.author),
        picture: show::media(&media, &renditions),
        caption: here.story.caption.clone(),
        seconds: here.story.seconds,
        published: here.story.created_at,
        expires: here.story.expires_at,
        path: here.path(""),
        number: around.number,
        count: around.count,
        previous: around.previous,
        next: around.next,
        mine: here.is_mine(),
        liked,
        answerable: here.story.answerable && !here.judges,
        seen_by,
        judges: here.judges,
    };
    here.visit.render("photos/stories/show.html", &context)
}

/// Takes one back; a moderator removes it.
pub(super) async fn destroy(here: StoryVisit, _form: Form<Button>) -> web::Result<HttpResponse> {
    if !here.is_mine() && !here.judges {
        return Err(web::Error::forbidden("story"));
    }
    let (story, handle) = (here.story.clone(), here.author.handle());
    let hosts = here.app.hosts.clone();
    let moderator = here.judges.then_some(here.visit.me.account);
    let ended = here.app.db.write(move |c| {
        if let Some(moderator) = moderator {
            AuditEntry::write(c, Some(moderator), "story.remove", &handle, &story.uri)?;
        }
        story.withdraw(c, &hosts)
    });
    ended.await?;
    here.visit.notice("stories-removed");
    let back = if here.is_mine() { "/".to_owned() } else { here.show().actor_path(&here.author) };
    Ok(here.visit.see_other(&back))
}
