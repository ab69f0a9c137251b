//! Lists: some of those whom a member follows, read apart.

use actix_web::HttpResponse;
use actix_web::web::{Path, Query};
use diesel::result::Error as DbError;
use host::social::actor::{Actor, ActorId};
use host::social::card::Card;
use host::social::filter::{self, FilterContext};
use host::social::follow::Follow;
use host::social::list::{List, ListForm, ListId, RepliesPolicy};
use host::social::range::{ALL, Range};
use host::social::timeline::{self, EntryId};
use host::store::Conn;
use host::web::card::{AuthorCard, ObjectCard, Pagination};
use host::web::error::FieldErrors;
use host::web::{self, Form};
use serde::{Deserialize, Serialize};

use super::Button;
use crate::here::MemberHere;

/// How many objects a page shows.
const PAGE: usize = 20;
/// How many of those whom a member follows are offered.
const OFFERED: i64 = 500;

/// What a list is called, and how it works.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(default)]
pub(crate) struct ListFields {
    title: String,
    exclusive: bool,
}

/// Who shall be on it.
#[derive(Debug, Deserialize)]
pub(crate) struct Adding {
    actor: ActorId,
}

#[derive(Debug, Deserialize)]
pub(crate) struct Part {
    before: Option<EntryId>,
}

#[derive(Serialize)]
struct Row {
    id: String,
    title: String,
    exclusive: bool,
}

#[derive(Serialize)]
struct Lists {
    lists: Vec<Row>,
    form: ListFields,
}

#[derive(Serialize)]
struct ListPage {
    list: Row,
    members: Vec<Member>,
    offered: Vec<Member>,
    cards: Vec<ObjectCard>,
    pages: Pagination,
}

#[derive(Serialize)]
struct Member {
    id: String,
    line: AuthorCard,
}

impl From<&List> for Row {
    fn from(list: &List) -> Self {
        Self { id: list.id.to_string(), title: list.title.clone(), exclusive: list.exclusive }
    }
}

impl ListFields {
    /// What was typed, and which answers the list shows, which is not asked here.
    fn into_form(self, replies_policy: RepliesPolicy) -> ListForm {
        ListForm { title: self.title.trim().to_owned(), replies_policy, exclusive: self.exclusive }
    }

    fn mistakes(&self) -> FieldErrors {
        match self.title.trim().chars().count() {
            1..=256 => FieldErrors::new(),
            _ => FieldErrors::one("title", "list-title-wrong"),
        }
    }
}

/// All lists, and a form for another.
pub(crate) async fn index(here: MemberHere) -> web::Result<HttpResponse> {
    show_all(&here, ListFields::default(), &FieldErrors::new()).await
}

async fn show_all(here: &MemberHere, form: ListFields, errors: &FieldErrors) -> web::Result<HttpResponse> {
    let me = here.me;
    let lists = here.app.db.read(move |c| List::of(c, me)).await?;
    let context = Lists { lists: lists.iter().map(Row::from).collect(), form };
    match errors.is_empty() {
        true => here.visit.render("stall/lists.html", &context),
        false => here.visit.render_invalid("stall/lists.html", &context, errors),
    }
}

/// Makes a list.
pub(crate) async fn create(here: MemberHere, form: Form<ListFields>) -> web::Result<HttpResponse> {
    let fields = form.into_inner();
    let mistakes = fields.mistakes();
    if !mistakes.is_empty() {
        return show_all(&here, fields, &mistakes).await;
    }
    let (me, kept) = (here.me, fields.clone());
    match here.app.db.write(move |c| List::create(c, me, &kept.clone().into_form(RepliesPolicy::List))).await? {
        Some(list) => Ok(here.visit.see_other(&format!("/lists/{}", list.id))),
        None => show_all(&here, fields, &FieldErrors::one("title", "list-too-many")).await,
    }
}

/// A list: who is on it, and what they publish.
pub(crate) async fn show(here: MemberHere, id: Path<ListId>, part: Query<Part>) -> web::Result<HttpResponse> {
    let (me, id, before) = (here.me, id.into_inner(), part.before);
    let (list, members, followed, cards, last) = here
        .app
        .db
        .read(move |c| {
            let list = own(c, me, id)?;
            let mut members = list.members(c, Range::default(), ALL)?;
            members.sort_by_cached_key(Actor::handle);
            let followed = Follow::following(c, me, Range::default(), OFFERED)?;
            let entries = timeline::of_list(c, &list, Range::before(before), PAGE)?;
            let last = entries.last().filter(|_| entries.len() == PAGE).map(|entry| entry.id);
            let cards = Card::of_entries(c, Some(me), entries)?;
            let cards = filter::sift(c, Some(me), FilterContext::Home, cards)?;
            Ok::<_, DbError>((list, members, followed, cards, last))
        })
        .await?;
    let show = here.show();
    let path = format!("/lists/{id}");
    let context = ListPage {
        offered: followed
            .iter()
            .filter(|(_, actor)| !members.iter().any(|member| member.id == actor.id))
            .map(|(_, actor)| Member { id: actor.id.to_string(), line: show.author(actor) })
            .collect(),
        members: members.iter().map(|actor| Member { id: actor.id.to_string(), line: show.author(actor) }).collect(),
        pages: Pagination {
            newer: before.map(|_| path.clone()),
            older: last.map(|last| format!("{path}?before={last}")),
        },
        cards: cards.iter().map(|shown| show.shown(shown)).collect(),
        list: Row::from(&list),
    };
    here.visit.render("stall/list.html", &context)
}

/// Renames a list, or changes how it works.
pub(crate) async fn update(here: MemberHere, id: Path<ListId>, form: Form<ListFields>) -> web::Result<HttpResponse> {
    let (me, id, fields) = (here.me, id.into_inner(), form.into_inner());
    if fields.mistakes().is_empty() {
        let changed = here.app.db.write(move |c| {
            let list = own(c, me, id)?;
            list.change(c, &fields.clone().into_form(list.replies_policy))
        });
        changed.await?;
    } else {
        here.visit.warn("list-title-wrong");
    }
    Ok(here.visit.see_other(&format!("/lists/{id}")))
}

/// Drops a list; who was on it is followed as before.
pub(crate) async fn delete(here: MemberHere, id: Path<ListId>, _form: Form<Button>) -> web::Result<HttpResponse> {
    let (me, id) = (here.me, id.into_inner());
    here.app.db.write(move |c| own(c, me, id)?.remove(c)).await?;
    here.visit.notice("list-gone");
    Ok(here.visit.see_other("/lists"))
}

/// Puts somebody on it whom the member follows.
pub(crate) async fn add(here: MemberHere, id: Path<ListId>, form: Form<Adding>) -> web::Result<HttpResponse> {
    let (me, id, actor) = (here.me, id.into_inner(), form.into_inner().actor);
    here.app.db.write(move |c| own(c, me, id)?.add(c, actor).map(|_| ())).await?;
    Ok(here.visit.see_other(&format!("/lists/{id}")))
}

/// Takes somebody off it.
pub(crate) async fn remove(
    here: MemberHere,
    path: Path<(ListId, ActorId)>,
    _form: Form<Button>,
) -> web::Result<HttpResponse> {
    let (me, (id, actor)) = (here.me, path.into_inner());
    here.app.db.write(move |c| own(c, me, id)?.drop_member(c, actor)).await?;
    Ok(here.visit.see_other(&format!("/lists/{id}")))
}

fn own(c: &mut Conn, me: ActorId, id: ListId) -> Result<List, DbError> {
    List::find(c, me, id)?.ok_or(DbError::NotFound)
}
