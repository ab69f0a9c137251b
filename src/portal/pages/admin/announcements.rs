//! Announcements: what the club says to all its members.

use std::collections::BTreeMap;

use actix_web::HttpResponse;
use actix_web::web::Path;
use chrono::NaiveDateTime;
use host::App;
use host::language::{self, Choice};
use host::social::announcement::{Announcement, AnnouncementId, Draft, MAX_TEXT};
use host::social::audit::AuditEntry;
use host::social::text;
use host::store::Conn;
use host::web::{self, FieldErrors, Form, Message, Zone};
use serde::{Deserialize, Serialize};

use crate::button::Button;
use crate::staff::AdminVisit;

/// How a time is typed into a form, by the clocks of the member's zone.
const TYPED: &str = "%Y-%m-%dT%H:%M";

#[derive(Serialize)]
struct Index {
    announcements: Vec<Row>,
}

#[derive(Serialize)]
struct Row {
    id: AnnouncementId,
    text: String,
    starts_at: Option<NaiveDateTime>,
    ends_at: Option<NaiveDateTime>,
    published_at: Option<NaiveDateTime>,
    /// `draft`, `waiting`, `shown` or `over`.
    state: &'static str,
}

/// An announcement as it is typed.
#[derive(Clone, Default, Serialize, Deserialize)]
#[serde(default)]
pub(super) struct AnnouncementForm {
    texts: BTreeMap<String, String>,
    starts_at: String,
    ends_at: String,
    /// `preview`, or nothing: then it is saved.
    action: String,
}

#[derive(Serialize)]
struct Edit<'a> {
    /// The one that is edited; a new one has no number yet.
    id: Option<AnnouncementId>,
    form: &'a AnnouncementForm,
    languages: Vec<Choice>,
    /// What members will see, in each language in which something was typed.
    previews: Vec<Said>,
    most: usize,
}

#[derive(Serialize)]
struct Said {
    language: Choice,
    content_html: String,
}

/// `GET /admin/announcements`
pub(super) async fn index(visit: AdminVisit, app: App) -> web::Result<HttpResponse> {
    let row = |announcement: Announcement| Row {
        text: announcement.say(visit.locale.as_str()).to_owned(),
        state: state(&announcement),
        id: announcement.id,
        starts_at: announcement.starts_at,
        ends_at: announcement.ends_at,
        published_at: announcement.published_at,
    };
    let announcements = app.db.read(Announcement::list).await?.into_iter().map(row).collect();
    visit.render("square/admin/announcements/index.html", &Index { announcements })
}

/// `GET /admin/announcements/new`
pub(super) async fn new(visit: AdminVisit, app: App) -> web::Result<HttpResponse> {
    page(&visit, &app, None, &AnnouncementForm::default(), &FieldErrors::new()).await
}

/// `POST /admin/announcements`: writes one down, or shows what it would look like.
pub(super) async fn create(visit: AdminVisit, app: App, form: Form<AnnouncementForm>) -> web::Result<HttpResponse> {
    let form = form.into_inner();
    let (draft, errors) = form.read(visit.zone.unwrap_or_default());
    if form.action == "preview" || !errors.is_empty() {
        return page(&visit, &app, None, &form, &errors).await;
    }
    let me = visit.me.account;
    app.db
        .write(move |c| {
            let announcement = Announcement::write(c, &draft)?;
            AuditEntry::write(c, Some(me), "announcement.write", &announcement.id.to_string(), "")
        })
        .await?;
    visit.notice("announcement-saved");
    Ok(visit.see_other("/admin/announcements"))
}

/// `GET /admin/announcements/{id}`
pub(super) async fn edit(visit: AdminVisit, app: App, id: Path<AnnouncementId>) -> web::Result<HttpResponse> {
    let announcement = app.db.read(move |c| find(c, *id)).await?;
    let form = AnnouncementForm::of(&announcement, visit.zone.unwrap_or_default());
    page(&visit, &app, Some(announcement.id), &form, &FieldErrors::new()).await
}

/// `POST /admin/announcements/{id}`
pub(super) async fn update(
    visit: AdminVisit,
    app: App,
    id: Path<AnnouncementId>,
    form: Form<AnnouncementForm>,
) -> web::Result<HttpResponse> {
    let (id, form) = (id.into_inner(), form.into_inner());
    let (draft, errors) = form.read(visit.zone.unwrap_or_default());
    if form.action == "preview" || !errors.is_empty() {
        return page(&visit, &app, Some(id), &form, &errors).await;
    }
    let me = visit.me.account;
    app.db
        .write(move |c| {
            AuditEntry::write(c, Some(me), "announcement.change", &id.to_string(), "")?;
            find(c, id)?.change(c, &draft).map_err(web::Error::from)
        })
        .await?;
    visit.notice("announcement-saved");
    Ok(visit.see_other("/admin/announcements"))
}

/// `POST /admin/announcements/{id}/publication`
pub(super) async fn publish(
    visit: AdminVisit,
    app: App,
    id: Path<AnnouncementId>,
    _: Form<Button>,
) -> web::Result<HttpResponse> {
    set_published(&visit, &app, *id, true).await?;
    visit.notice("announcement-published");
    Ok(visit.see_other("/admin/announcements"))
}

/// `DELETE /admin/announcements/{id}/publication`: it is a draft again.
pub(super) async fn withdraw(
    visit: AdminVisit,
    app: App,
    id: Path<AnnouncementId>,
    _: Form<Button>,
) -> web::Result<HttpResponse> {
    set_published(&visit, &app, *id, false).await?;
    visit.notice("announcement-withdrawn");
    Ok(visit.see_other("/admin/announcements"))
}

async fn set_published(visit: &AdminVisit, app: &App, id: AnnouncementId, published: bool) -> web::Result<()> {
    let me = visit.me.account;
    let action = if published { "announcement.publish" } else { "announcement.withdraw" };
    app.db
        .write(move |c| {
            AuditEntry::write(c, Some(me), action, &id.to_string(), "")?;
            find(c, id)?.publish(c, published).map(drop).map_err(web::Error::from)
        })
        .await
}

/// `DELETE /admin/announcements/{id}`
pub(super) async fn destroy(
    visit: AdminVisit,
    app: App,
    id: Path<AnnouncementId>,
    _: Form<Button>,
) -> web::Result<HttpResponse> {
    let (me, id) = (visit.me.account, id.into_inner());
    app.db
        .write(move |c| {
            AuditEntry::write(c, Some(me), "announcement.remove", &id.to_string(), "")?;
            find(c, id)?.remove(c).map_err(web::Error::from)
        })
        .await?;
    visit.notice("announcement-removed");
    Ok(visit.see_other("/admin/announcements"))
}

fn find(c: &mut Conn, id: AnnouncementId) -> web::Result<Announcement> {
    Announcement::find(c, id)?.ok_or(web::Error::not_found("announcement"))
}

fn state(announcement: &Announcement) -> &'static str {
    let now = host::store::clock::now();
    match announcement.published_at {
        None => "draft",
        Some(_) if announcement.ends_at.is_some_and(|at| at <= now) => "over",
        Some(_) if announcement.starts_at.is_some_and(|at| at > now) => "waiting",
        Some(_) => "shown",
    }
}

async fn page(
    visit: &AdminVisit,
    app: &App,
    id: Option<AnnouncementId>,
    form: &AnnouncementForm,
    errors: &FieldErrors,
) -> web::Result<HttpResponse> {
    let languages = language::of_club(app).await?;
    let said = |language: &Choice| {
        let text = form.texts.get(&language.value).filter(|text| !text.trim().is_empty())?;
        let content_html = text::compose(text, |_| None, |tag| visit.state.square_url(&format!("/tags/{tag}"))).html;
        Some(Said { language: language.clone(), content_html })
    };
    let previews = if form.action == "preview" { languages.iter().filter_map(said).collect() } else { Vec::new() };
    let edit = Edit { id, form, languages, previews, most: MAX_TEXT };
    match errors.is_empty() {
        true => visit.render("square/admin/announcements/edit.html", &edit),
        false => visit.render_invalid("square/admin/announcements/edit.html", &edit, errors),
    }
}

impl AnnouncementForm {
    fn of(announcement: &Announcement, zone: Zone) -> Self {
        let typed =
            |at: Option<NaiveDateTime>| at.map(|at| zone.local(at).format(TYPED).to_string()).unwrap_or_default();
        Self {
            texts: announcement.texts.0.clone(),
            starts_at: typed(announcement.starts_at),
            ends_at: typed(announcement.ends_at),
            action: String::new(),
        }
    }

    fn read(&self, zone: Zone) -> (Draft, FieldErrors) {
        let mut errors = FieldErrors::new();
        if self.texts.values().all(|text| text.trim().is_empty()) {
            errors.add("", "announcement-empty");
        }
        if self.texts.values().any(|text| text.chars().count() > MAX_TEXT) {
            errors.add("", Message::new("form-too-long").with("most", MAX_TEXT));
        }
        let mut time = |field: &str, typed: &str| {
            let typed = Some(typed.trim()).filter(|typed| !typed.is_empty())?;
            // Browsers leave out the seconds where they are none, and some write them.
            let at = NaiveDateTime::parse_from_str(typed, TYPED).or_else(|_| typed.parse());
            if at.is_err() {
                errors.add(field, "announcement-no-time");
            }
            at.ok().map(|at| zone.moment(at))
        };
        let (starts_at, ends_at) = (time("starts_at", &self.starts_at), time("ends_at", &self.ends_at));
        if starts_at.zip(ends_at).is_some_and(|(from, until)| until <= from) {
            errors.add("ends_at", "announcement-ends-before");
        }
        (Draft { texts: self.texts.clone(), starts_at, ends_at }, errors)
    }
}
