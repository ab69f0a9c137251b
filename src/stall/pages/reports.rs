//! Reports to the moderators.

use actix_web::HttpResponse;
use actix_web::web::Path;
use diesel::result::Error as DbError;
use host::social::actor::Actor;
use host::social::card::Card;
use host::social::object::ObjectId;
use host::social::report::{COMMENT_LIMIT, Category, Complaint, Report};
use host::social::rule::{RuleId, Translated};
use host::web::card::{AuthorCard, ObjectCard};
use host::web::{self, Bucket, Form, Key};
use serde::{Deserialize, Serialize};

use crate::here::MemberHere;

/// The form of a report.
#[derive(Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub(crate) struct ReportForm {
    comment: String,
    forward: bool,
    object: Option<ObjectId>,
    category: Option<Category>,
    rules: Vec<RuleId>,
}

#[derive(Serialize)]
struct New {
    target: AuthorCard,
    card: Option<ObjectCard>,
    /// The server that can be told too.
    host: Option<String>,
    most: usize,
    /// The rules of the club, in the reader's language.
    rules: Vec<Broken>,
}

/// A rule that may have been broken.
#[derive(Serialize)]
struct Broken {
    id: RuleId,
    text: String,
}

/// Asks what is wrong with an actor.
pub(crate) async fn new(here: MemberHere, handle: Path<String>) -> web::Result<HttpResponse> {
    let target = here.actor(&handle).await?;
    show(&here, &target, None).await
}

/// Asks what is wrong with an object.
pub(crate) async fn new_about(here: MemberHere, path: Path<(String, ObjectId)>) -> web::Result<HttpResponse> {
    let (handle, id) = path.into_inner();
    let (author, object) = here.object(&handle, id).await?;
    let viewer = here.viewer();
    let card = here.app.db.read(move |c| Card::of(c, viewer, object)).await?;
    show(&here, &author, Some(&card)).await
}

async fn show(here: &MemberHere, target: &Actor, card: Option<&Card>) -> web::Result<HttpResponse> {
    let rules = here.app.db.read(Translated::list).await?;
    let locale = here.visit.locale.as_str();
    let show = here.show();
    let context = New {
        target: show.author(target),
        card: card.map(|card| show.card(card)),
        host: (!target.is_local()).then(|| target.host.clone()),
        most: COMMENT_LIMIT,
        rules: rules.iter().map(|rule| Broken { id: rule.rule.id, text: rule.say(locale).0.to_owned() }).collect(),
    };
    here.visit.render("stall/report.html", &context)
}

/// Files a report; where wished, the actor's own server is told too.
pub(crate) async fn create(
    here: MemberHere,
    handle: Path<String>,
    form: Form<ReportForm>,
) -> web::Result<HttpResponse> {
    let account = here.visit.need_member()?.account;
    here.app.web.limiter.check(Bucket::Write, Key::account(account))?;
    let target = here.actor(&handle).await?;
    let back = here.show().actor_path(&target);
    let (me, hosts, form) = (here.me, here.app.hosts.clone(), form.into_inner());
    here.app
        .db
        .write(move |c| {
            let me = Actor::get(c, me)?;
            let objects: Vec<ObjectId> = form.object.into_iter().collect();
            let complaint = Complaint {
                objects: &objects,
                comment: form.comment.trim(),
                category: form.category,
                rules: &form.rules,
                forward: form.forward,
            };
            Report::file(c, &hosts, &me, &target, &complaint)?;
            Ok::<_, DbError>(())
        })
        .await?;
    here.visit.notice("report-filed");
    Ok(here.visit.see_other(&back))
}
