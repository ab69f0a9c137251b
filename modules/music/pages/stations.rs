//! Internet radio stations that the club recommends. A station opens where it sends; nothing of it goes through here.

use actix_web::HttpResponse;
use actix_web::web::{Path, ServiceConfig, delete, get, post, put};
use host::App;
use host::social::account::Role;
use host::web::error::FieldErrors;
use host::web::{self, Bucket, Form, Key, MemberVisit, Visit};
use serde::{Deserialize, Serialize};

use super::player::Nothing;
use crate::station::{MAX_TITLE, Station, StationId, Told, Wrong};

/// Every address.
pub(super) fn routes(config: &mut ServiceConfig) {
    config
        .route("/stations", get().to(index))
        .route("/stations", post().to(create))
        .route("/stations/{id}", put().to(update))
        .route("/stations/{id}", delete().to(destroy));
}

#[derive(Serialize)]
struct Line {
    id: String,
    title: String,
    stream: String,
    home: String,
}

/// A station as it is typed.
#[derive(Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub(super) struct StationForm {
    title: String,
    stream: String,
    home: String,
}

#[derive(Serialize)]
struct Stations {
    stations: Vec<Line>,
    /// Whether the reader may change them.
    administers: bool,
    form: StationForm,
    title_most: usize,
    errors: FieldErrors,
}

/// The page.
async fn index(visit: Visit, app: App) -> web::Result<HttpResponse> {
    show(&visit, &app, StationForm::default(), FieldErrors::new()).await
}

async fn show(visit: &Visit, app: &App, form: StationForm, errors: FieldErrors) -> web::Result<HttpResponse> {
    let line = |station: Station| Line {
        id: station.id.to_string(),
        title: station.title,
        stream: station.stream_url,
        home: station.home_url.unwrap_or_default(),
    };
    let stations = app.db.read(Station::all).await?.into_iter().map(line).collect();
    let administers = visit.member.as_ref().is_some_and(|member| member.role >= Role::Admin);
    visit.render("music/stations.html", &Stations { stations, administers, form, title_most: MAX_TITLE, errors })
}

/// Lets administrators pass.
fn administer(visit: &MemberVisit, app: &App) -> web::Result<()> {
    if visit.me.role < Role::Admin {
        return Err(web::Error::not_found("station"));
    }
    app.web.limiter.check(Bucket::Write, Key::account(visit.me.account))
}

impl StationForm {
    fn told(&self) -> Result<Told, FieldErrors> {
        Told::read(&self.title, &self.stream, &self.home).map_err(|wrong| match wrong {
            Wrong::Title => FieldErrors::one("title", "music-broadcaster-unnamed"),
            Wrong::Stream => FieldErrors::one("stream", "music-broadcaster-address"),
            Wrong::Home => FieldErrors::one("home", "music-broadcaster-address"),
        })
    }
}

/// Adds one.
async fn create(visit: MemberVisit, app: App, form: Form<StationForm>) -> web::Result<HttpResponse> {
    administer(&visit, &app)?;
    let form = form.into_inner();
    let made = match form.told() {
        Err(errors) => Err(errors),
        Ok(told) => {
            let made = app.db.write(move |c| Station::create(c, &told)).await?;
            made.ok_or_else(|| FieldErrors::one("title", "music-broadcaster-too-many"))
        }
    };
    match made {
        Ok(_) => Ok(visit.see_other("/stations")),
        Err(errors) => show(&visit, &app, form, errors).await,
    }
}

/// Says something else of one.
async fn update(
    visit: MemberVisit,
    app: App,
    id: Path<StationId>,
    form: Form<StationForm>,
) -> web::Result<HttpResponse> {
    administer(&visit, &app)?;
    let (id, form) = (id.into_inner(), form.into_inner());
    let told = match form.told() {
        Ok(told) => told,
        Err(errors) => return show(&visit, &app, form, errors).await,
    };
    if !app.db.write(move |c| Station::change(c, id, &told)).await? {
        return Err(web::Error::not_found("station"));
    }
    Ok(visit.see_other("/stations"))
}

/// Drops one.
async fn destroy(visit: MemberVisit, app: App, id: Path<StationId>, _form: Form<Nothing>) -> web::Result<HttpResponse> {
    administer(&visit, &app)?;
    let id = id.into_inner();
    if !app.db.write(move |c| Station::remove(c, id)).await? {
        return Err(web::Error::not_found("station"));
    }
    Ok(visit.see_other("/stations"))
}
