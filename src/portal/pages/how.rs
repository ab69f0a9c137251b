//! How it works: decentralisation explained to a newcomer, with this club's own names as the example.

use actix_web::HttpResponse;
use host::App;
use host::web::{self, Visit};
use serde::Serialize;

#[derive(Serialize)]
struct Show<'a> {
    /// The name in the examples: the reader's own where they have one.
    name: &'a str,
    stalls: Vec<Stall<'a>>,
}

#[derive(Serialize)]
struct Stall<'a> {
    name: &'a str,
    title: &'a str,
    like: &'a str,
    icon: &'a str,
    host: &'a str,
}

pub(super) async fn show(visit: Visit, app: App) -> web::Result<HttpResponse> {
    let stalls = app.hosts.stalls().iter().filter_map(|stall| {
        let manifest = app.modules.find(stall.name)?.manifest();
        let (title, like, icon) = (manifest.title, manifest.like, manifest.icon);
        Some(Stall { name: stall.name, title, like, icon, host: stall.origin.host() })
    });
    let name = visit.member.as_ref().map_or("ana", |member| &member.name);
    visit.render("square/how.html", &Show { name, stalls: stalls.collect() })
}
