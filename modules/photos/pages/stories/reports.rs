//! Asking the moderators to look at a story.

use actix_web::HttpResponse;
use diesel::result::Error as DbError;
use host::social::actor::Actor;
use host::social::report::{COMMENT_LIMIT, Complaint, Report};
use host::web::card::AuthorCard;
use host::web::{self, Bucket, Form, Key};
use serde::{Deserialize, Serialize};

use super::visit::StoryVisit;

/// The form of a report.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct ReportForm {
    comment: String,
    forward: bool,
}

#[derive(Serialize)]
struct New {
    target: AuthorCard,
    path: String,
    /// The server that can be told too.
    host: Option<String>,
    most: usize,
}

/// Asks what is wrong with it.
pub(super) async fn new(here: StoryVisit) -> web::Result<HttpResponse> {
    let context = New {
        target: here.show().author(&here.author),
        path: here.path(""),
        host: (!here.author.is_local()).then(|| here.author.host.clone()),
        most: COMMENT_LIMIT,
    };
    here.visit.render("photos/stories/report.html", &context)
}

/// Files the report, with the address of the story; moderators may see it from then on.
pub(super) async fn create(here: StoryVisit, form: Form<ReportForm>) -> web::Result<HttpResponse> {
    here.app.web.limiter.check(Bucket::Write, Key::account(here.visit.me.account))?;
    if here.is_mine() {
        return Err(web::Error::forbidden("story"));
    }
    let (me, author, story, form) = (here.me, here.author.clone(), here.story.clone(), form.into_inner());
    let (hosts, page) = (here.app.hosts.clone(), here.stall.origin.url(&here.path("")));
    let filed = here.app.db.write(move |c| {
        let me = Actor::get(c, me)?;
        let comment = format!("{page}\n\n{}", form.comment.trim());
        let complaint = Complaint { comment: &comment, forward: form.forward, ..Complaint::default() };
        Report::file(c, &hosts, &me, &author, &complaint)?;
        story.flag(c)?;
        Ok::<_, DbError>(())
    });
    filed.await?;
    here.visit.notice("report-filed");
    Ok(here.visit.see_other("/"))
}
