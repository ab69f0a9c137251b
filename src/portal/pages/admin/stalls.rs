//! What administrators set for each stall: the knobs of its module's manifest.

use std::collections::BTreeMap;

use actix_web::HttpResponse;
use host::App;
use host::module::{Knob, KnobValue};
use host::social::audit::AuditEntry;
use host::social::setting::Setting;
use host::store::Conn;
use host::web::{self, FieldErrors, Form, Message};
use serde::{Deserialize, Serialize};

use crate::staff::AdminVisit;

#[derive(Serialize)]
struct Edit {
    stalls: Vec<Stall>,
}

#[derive(Serialize)]
struct Stall {
    title: &'static str,
    host: String,
    settings: Vec<Shown>,
}

/// A setting as the form shows it.
#[derive(Serialize)]
struct Shown {
    /// The key, with which the field is named; its messages are `label` and that with `-hint`.
    key: &'static str,
    label: &'static str,
    /// `switch`, `number` or `line`.
    kind: &'static str,
    value: String,
    on: bool,
    least: i64,
    most: i64,
}

#[derive(Deserialize)]
pub(super) struct Turned {
    #[serde(default)]
    knobs: BTreeMap<String, String>,
}

/// `GET /admin/stalls`
pub(super) async fn edit(visit: AdminVisit, app: App) -> web::Result<HttpResponse> {
    page(&visit, &app, None, &FieldErrors::new()).await
}

/// `POST /admin/stalls`: every setting of every stall at once.
pub(super) async fn update(visit: AdminVisit, app: App, form: Form<Turned>) -> web::Result<HttpResponse> {
    let typed = form.into_inner().knobs;
    let errors = check(&app, &typed);
    if !errors.is_empty() {
        return page(&visit, &app, Some(typed), &errors).await;
    }
    let (me, club) = (visit.me.account, app.clone());
    app.db
        .write(move |c| {
            for knob in knobs(&club) {
                turn(c, knob, typed.get(knob.key).map(String::as_str))?;
            }
            AuditEntry::write(c, Some(me), "stall.settings", "", "")
        })
        .await?;
    visit.notice("settings-saved");
    Ok(visit.see_other("/admin/stalls"))
}

/// The knobs of the open stalls.
fn knobs(app: &App) -> impl Iterator<Item = &'static Knob> {
    let open = app.hosts.stalls().iter().filter_map(|stall| app.modules.find(stall.name));
    open.flat_map(|module| module.manifest().settings.iter())
}

fn check(app: &App, typed: &BTreeMap<String, String>) -> FieldErrors {
    let mut errors = FieldErrors::new();
    for knob in knobs(app) {
        let KnobValue::Number(_, least, most) = knob.value else { continue };
        let number = typed.get(knob.key).and_then(|text| text.trim().parse::<i64>().ok());
        if !number.is_some_and(|number| (least..=most).contains(&number)) {
            errors.add(field(knob), Message::new("knob-bounds").with("least", least).with("most", most));
        }
    }
    errors
}

/// The name of a setting's field.
fn field(knob: &Knob) -> String {
    format!("knobs[{}]", knob.key)
}

/// Writes a setting. A switch that is not sent is off; anything else that is not sent stays.
fn turn(c: &mut Conn, knob: &'static Knob, typed: Option<&str>) -> diesel::QueryResult<()> {
    match (knob.value, typed) {
        (KnobValue::Switch(_), typed) => setting::<bool>(knob).set(c, &Some(typed.is_some())),
        (KnobValue::Number(..), Some(text)) => setting::<i64>(knob).set(c, &text.trim().parse().ok()),
        (KnobValue::Line(_), Some(text)) => setting::<String>(knob).set(c, &Some(text.trim().to_owned())),
        (_, None) => Ok(()),
    }
}

/// The setting behind a knob; none as long as nobody turned it.
fn setting<T>(knob: &'static Knob) -> Setting<Option<T>>
where
    Option<T>: Serialize + serde::de::DeserializeOwned,
{
    Setting::new(knob.key, || None)
}

fn shown(c: &mut Conn, knob: &'static Knob, typed: Option<&BTreeMap<String, String>>) -> diesel::QueryResult<Shown> {
    let typed = typed.map(|typed| typed.get(knob.key).cloned());
    let blank =
        Shown { key: knob.key, label: knob.label, kind: "", value: String::new(), on: false, least: 0, most: 0 };
    Ok(match knob.value {
        KnobValue::Switch(default) => {
            let kept = setting::<bool>(knob).get(c)?.unwrap_or(default);
            Shown { kind: "switch", on: typed.map_or(kept, |typed| typed.is_some()), ..blank }
        }
        KnobValue::Number(default, least, most) => {
            let kept = setting::<i64>(knob).get(c)?.unwrap_or(default).to_string();
            Shown { kind: "number", value: typed.flatten().unwrap_or(kept), least, most, ..blank }
        }
        KnobValue::Line(default) => {
            let kept = setting::<String>(knob).get(c)?.unwrap_or_else(|| default.to_owned());
            Shown { kind: "line", value: typed.flatten().unwrap_or(kept), ..blank }
        }
    })
}

async fn page(
    visit: &AdminVisit,
    app: &App,
    typed: Option<BTreeMap<String, String>>,
    errors: &FieldErrors,
) -> web::Result<HttpResponse> {
    let club = app.clone();
    let stalls = app.db.read(move |c| {
        let mut stalls = Vec::new();
        for stall in club.hosts.stalls() {
            let Some(manifest) = club.modules.find(stall.name).map(|module| module.manifest()) else { continue };
            let settings = manifest.settings.iter().map(|knob| shown(c, knob, typed.as_ref()));
            let settings = settings.collect::<Result<_, diesel::result::Error>>()?;
            stalls.push(Stall { title: manifest.title, host: stall.origin.host().to_owned(), settings });
        }
        Ok::<_, web::Error>(stalls)
    });
    let page = Edit { stalls: stalls.await? };
    match errors.is_empty() {
        true => visit.render("square/admin/stalls.html", &page),
        false => visit.render_invalid("square/admin/stalls.html", &page, errors),
    }
}
