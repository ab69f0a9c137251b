//! The microblog: short posts, as on Mastodon.

mod demonstration;
mod federate;
mod pages;
#[cfg(test)]
mod tests;

use actix_web::web::ServiceConfig;
use async_trait::async_trait;
use host::social::media::Purpose;
use host::store::migrations::Folder;
use host::web::{Look, NavItem, Needs};
use host::{App, Composer, Manifest, Module, ObjectKind};

/// The stall.
#[derive(Debug, Clone, Copy)]
pub struct Microblog;

const MANIFEST: Manifest = Manifest {
    name: "microblog",
    title: "microblog-title",
    about: "microblog-about",
    like: "Mastodon",
    host: "microblog",
    icon: "microblog",
    migrations: Some(Folder {
        owner: "microblog",
        migrations: host::store::migrations!(
            "../../migrations/sqlite/microblog",
            "../../migrations/postgres/microblog",
        ),
    }),
    templates: &[],
    messages: &[],
    navigation: &[
        NavItem { label: "nav-home", path: "/", icon: "home", needs: Needs::Member },
        NavItem { label: "nav-local", path: "/local", icon: "people", needs: Needs::Everyone },
        NavItem { label: "nav-federated", path: "/federated", icon: "world", needs: Needs::Everyone },
        NavItem { label: "microblog-nav-write", path: "/posts/new", icon: "write", needs: Needs::Member },
    ],
    composer: Some(Composer { path: "/posts/new", answers: true }),
    pictures: Purpose::Attachment,
    look: Look::Cards,
    upload_bytes: None,
    object_pages: &[],
    features: &[],
    settings: &[],
    actor_types: &[],
};

#[async_trait]
impl Module for Microblog {
    fn manifest(&self) -> &'static Manifest {
        &MANIFEST
    }

    fn routes(&self, config: &mut ServiceConfig) {
        pages::routes(config);
    }

    fn objects(&self) -> &'static [&'static dyn ObjectKind] {
        &[&federate::Note]
    }

    async fn demonstrate(&self, app: &App, names: &[&str]) -> Result<(), String> {
        demonstration::fill(app, names).await.map_err(|error| error.to_string())
    }
}
