//! Photos: pictures and what is said about them, as on Pixelfed.

mod demonstration;
mod federate;
mod pages;
#[cfg(test)]
mod tests;

use actix_web::web::ServiceConfig;
use async_trait::async_trait;
use host::module::KnobValue;
use host::social::media::Purpose;
use host::social::setting::Setting;
use host::web::{Look, NavItem, Needs};
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
    migrations: None,
    templates: &[],
    messages: &[],
    navigation: &[
        NavItem { label: "nav-home", path: "/", icon: "home", needs: Needs::Member },
        NavItem { label: "photos-nav-discover", path: "/discover", icon: "images", needs: Needs::Everyone },
        NavItem { label: "photos-nav-add", path: "/photos/new", icon: "plus", needs: Needs::Member },
    ],
    composer: Some(Composer { path: "/photos/new", answers: false }),
    pictures: Purpose::Photo,
    look: Look::Tiles,
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

    async fn demonstrate(&self, app: &App, names: &[&str]) -> Result<(), String> {
        demonstration::fill(app, names).await.map_err(|error| error.to_string())
    }
}
