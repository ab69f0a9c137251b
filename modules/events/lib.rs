//! Events: what takes place, when and where, and who comes, as on Mobilizon.

pub mod calendar;
mod category;
mod event;
mod federate;
mod pages;

use actix_web::web::ServiceConfig;
use async_trait::async_trait;
use host::social::actor::ActorKind;
use host::social::media::Purpose;
use host::web::{Look, NavItem, Needs};
use host::{Composer, Manifest, Module, ObjectKind};

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
    migrations: None,
    templates: &[],
    messages: &[],
    navigation: &[
        NavItem { label: "events-nav-agenda", path: "/", icon: "calendar", needs: Needs::Everyone },
        NavItem { label: "groups", path: "/groups", icon: "people", needs: Needs::Everyone },
        NavItem { label: "events-nav-add", path: "/events/new", icon: "plus", needs: Needs::Member },
    ],
    composer: Some(Composer { path: "/events/new", answers: false }),
    pictures: Purpose::Attachment,
    look: Look::Cards,
    object_pages: &[],
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

    fn objects(&self) -> &'static [&'static dyn ObjectKind] {
        &[&federate::Event]
    }
}
