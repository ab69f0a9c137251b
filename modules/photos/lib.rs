//! Photos: pictures and what is said about them, as on Pixelfed.

mod album;
mod collection;
mod commands;
mod demonstration;
mod federate;
mod import;
mod jobs;
mod pages;
mod portfolio;
mod reels;
mod schema;
mod story;
#[cfg(test)]
mod tests;

use actix_web::web::ServiceConfig;
use async_trait::async_trait;
use diesel::QueryResult;
use host::collection::Collections;
use host::module::{KnobValue, ProfileLink};
use host::social::actor::{Actor, ActorId};
use host::social::media::{MediaId, Purpose};
use host::social::setting::Setting;
use host::store::Conn;
use host::store::jobs::Runner;
use host::store::migrations::Folder;
use host::story::Stories;
use host::web::{Look, NavItem, Needs, SubPage};
use host::{App, Composer, Knob, Manifest, Module, ObjectKind};

/// The stall.
#[derive(Debug, Clone, Copy)]
pub struct Photos;

/// Whether every picture must be described before it is published.
const DESCRIPTIONS_REQUIRED: Setting<bool> = Setting::new("photos.descriptions_required", || false);

const MANIFEST: Manifest = Manifest {
    name: "photos",
    title: "photos-title",
    about: "photos-about",
    like: "Pixelfed",
    host: "photos",
    icon: "photos",
    migrations: Some(Folder {
        owner: "photos",
        migrations: host::store::migrations!("../../migrations/sqlite/photos", "../../migrations/postgres/photos"),
    }),
    templates: &[],
    messages: &[],
    navigation: &[
        NavItem { label: "nav-home", path: "/", icon: "home", needs: Needs::Member },
        NavItem { label: "photos-nav-discover", path: "/discover", icon: "images", needs: Needs::Everyone },
        NavItem { label: "albums", path: "/albums", icon: "album", needs: Needs::Member },
        NavItem { label: "photos-nav-add", path: "/photos/new", icon: "plus", needs: Needs::Member },
    ],
    composer: Some(Composer { path: "/photos/new", answers: false }),
    pictures: Purpose::Photo,
    look: Look::Tiles,
    upload_bytes: None,
    object_pages: &[SubPage {
        label: "albums-of-photo",
        path: "albums",
        icon: "album",
        kind: federate::PHOTO,
        readers: false,
    }],
    features: &["stories"],
    settings: &[Knob {
        key: DESCRIPTIONS_REQUIRED.key(),
        label: "photos-descriptions-required",
        value: KnobValue::Switch(false),
    }],
    actor_types: &[],
};

#[async_trait]
impl Module for Photos {
    fn manifest(&self) -> &'static Manifest {
        &MANIFEST
    }

    fn routes(&self, config: &mut ServiceConfig) {
        pages::routes(config);
    }

    fn objects(&self) -> &'static [&'static dyn ObjectKind] {
        &[&federate::Photo]
    }

    fn collections(&self) -> Option<&'static dyn Collections> {
        Some(&collection::Albums)
    }

    fn stories(&self) -> Option<&'static dyn Stories> {
        Some(&reels::OfADay)
    }

    fn shows_file(&self, c: &mut Conn, viewer: Option<ActorId>, media: MediaId) -> QueryResult<bool> {
        story::shows_file(c, viewer, media)
    }

    fn jobs(&self, runner: Runner<App>) -> Runner<App> {
        jobs::register(runner)
    }

    fn sweep(&self, c: &mut Conn) -> QueryResult<()> {
        album::sweep(c)?;
        story::sweep(c)
    }

    fn keepsakes(&self, c: &mut Conn, actor: &Actor) -> QueryResult<Vec<(String, String)>> {
        Ok([album::keepsakes(c, actor)?, story::keepsakes(c, actor)?].concat())
    }

    fn commands(&self) -> Vec<clap::Command> {
        commands::all()
    }

    async fn command(&self, app: &App, verb: &str, arguments: &clap::ArgMatches) -> Result<(), String> {
        commands::run(app, verb, arguments).await
    }

    fn profile_links(&self, c: &mut Conn, actor: &Actor, mine: bool) -> QueryResult<Vec<ProfileLink>> {
        let albums = ProfileLink { label: "albums", path: format!("/@{}/albums", actor.username), icon: "album" };
        Ok(std::iter::once(albums).chain(portfolio::link(c, actor, mine)?).collect())
    }

    async fn demonstrate(&self, app: &App, names: &[&str]) -> Result<(), String> {
        demonstration::fill(app, names).await.map_err(|error| error.to_string())
    }
}
