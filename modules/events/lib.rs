//! Events: what takes place, when and where, and who comes, as on Mobilizon.

pub mod calendar;
mod calendar_file;
mod calendar_key;
mod category;
mod commands;
mod demonstration;
mod entry;
mod federate;
mod import;
mod jobs;
mod pages;
mod schema;
mod selection;
mod series;
mod structured;
mod subscription;
mod template;
#[cfg(test)]
mod tests;

use actix_web::web::ServiceConfig;
use async_trait::async_trait;
use diesel::QueryResult;
use host::module::ProfileLink;
use host::social::actor::{Actor, ActorKind};
use host::social::card::Card;
use host::social::media::Purpose;
use host::store::Conn;
use host::store::jobs::Runner;
use host::store::migrations::Folder;
use host::store::uri::Stall;
use host::web::{Look, NavItem, Needs, SubPage};
use host::{App, Composer, Manifest, Module, ObjectKind};

/// The stall.
#[derive(Debug, Clone, Copy)]
pub struct Events;

const MANIFEST: Manifest = Manifest {
    name: "events",
    title: "events-title",
    about: "events-about",
    like: "Mobilizon",
    host: "events",
    icon: "calendar",
    migrations: Some(Folder {
        owner: "events",
        migrations: host::store::migrations!("../../migrations/sqlite/events", "../../migrations/postgres/events"),
    }),
    templates: &[],
    messages: &[],
    navigation: &[
        NavItem { label: "events-nav-agenda", path: "/", icon: "calendar", needs: Needs::Everyone },
        NavItem { label: "groups", path: "/groups", icon: "people", needs: Needs::Everyone },
        NavItem { label: "events-nav-add", path: "/events/new", icon: "plus", needs: Needs::Member },
        NavItem { label: "events-calendars", path: "/calendars", icon: "feed", needs: Needs::Member },
    ],
    composer: Some(Composer { path: "/events/new", answers: false }),
    pictures: Purpose::Attachment,
    look: Look::Cards,
    upload_bytes: None,
    object_pages: &[
        SubPage { label: "events-calendar-add", path: "calendar", icon: "plus", kind: federate::EVENT, readers: true },
        SubPage { label: "events-dates", path: "dates", icon: "calendar", kind: federate::EVENT, readers: false },
    ],
    features: &[],
    settings: &[],
    actor_types: &[ActorKind::Group],
};

#[async_trait]
impl Module for Events {
    fn manifest(&self) -> &'static Manifest {
        &MANIFEST
    }

    fn routes(&self, config: &mut ServiceConfig) {
        pages::routes(config);
    }

    async fn demonstrate(&self, app: &App, names: &[&str]) -> Result<(), String> {
        demonstration::fill(app, names).await.map_err(|error| error.to_string())
    }

    fn jobs(&self, runner: Runner<App>) -> Runner<App> {
        jobs::register(runner)
    }

    fn sweep(&self, c: &mut Conn) -> QueryResult<()> {
        series::sweep(c)?;
        import::sweep(c)?;
        subscription::sweep(c)?;
        calendar_file::sweep(c)?;
        calendar_key::sweep(c)?;
        template::sweep(c)
    }

    fn structured(&self, stall: &Stall, card: &Card) -> Option<String> {
        structured::of(stall, card)
    }

    fn calendar(&self, stall: &Stall, card: &Card) -> Option<String> {
        card.occasion.as_ref().map(|_| calendar::write(&pages::calendar_of(stall, card)))
    }

    fn profile_links(&self, c: &mut Conn, actor: &Actor, mine: bool) -> QueryResult<Vec<ProfileLink>> {
        let _ = (c, mine);
        let path = format!("/@{}/events", actor.username);
        Ok(vec![ProfileLink { label: "events-of-actor", path, icon: "calendar" }])
    }

    fn commands(&self) -> Vec<clap::Command> {
        commands::all()
    }

    async fn command(&self, app: &App, verb: &str, arguments: &clap::ArgMatches) -> Result<(), String> {
        commands::run(app, verb, arguments).await
    }

    fn objects(&self) -> &'static [&'static dyn ObjectKind] {
        &[&federate::Event]
    }
}
