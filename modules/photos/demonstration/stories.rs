//! Stories of the demonstration: two members show something today, one of them twice.

use host::App;
use host::social::actor::{Actor, ActorId};
use host::social::media::{Media, Purpose};
use host::story::NewStory;
use host::upload::take_image;

use super::FillError;
use super::pictures::Scene;
use crate::story::{Story, USUAL_SECONDS};

/// A story: who shows it (by their place among the members), what is said, and what is to be seen.
struct Telling {
    by: usize,
    caption: &'static str,
    scene: Scene,
    alt: &'static str,
}

const TELLINGS: [Telling; 3] = [
    Telling {
        by: 2,
        caption: "Dernier essai avant l’ouverture.",
        scene: Scene { width: 1080, height: 1920, sky: [250, 200, 150], land: [70, 40, 80], seed: 11 },
        alt: "Le soleil entre des collines violettes, en hauteur",
    },
    Telling {
        by: 2,
        caption: "",
        scene: Scene { width: 1080, height: 1920, sky: [170, 210, 230], land: [40, 80, 90], seed: 12 },
        alt: "Des collines bleues dans la brume, en hauteur",
    },
    Telling {
        by: 3,
        caption: "The mast from below.",
        scene: Scene { width: 1600, height: 1200, sky: [40, 44, 90], land: [10, 12, 30], seed: 13 },
        alt: "Black hills at night",
    },
];

/// Has members show their stories.
pub(super) async fn fill(app: &App, people: &[ActorId]) -> Result<(), FillError> {
    for telling in &TELLINGS {
        let Some(author) = people.get(telling.by).copied() else { continue };
        let picture = take_image(app, author, telling.scene.jpeg()?.into(), Purpose::Photo).await?.id;
        let hosts = app.hosts.clone();
        let shown = app.db.write(move |c| {
            Media::describe(c, author, picture, telling.alt, None)?;
            let author = Actor::get(c, author)?;
            let caption = telling.caption.to_owned();
            let new = NewStory { media: picture, caption, seconds: USUAL_SECONDS, answerable: true };
            Story::publish(c, &hosts, &author, &new)?;
            Ok::<_, FillError>(())
        });
        shown.await?;
    }
    Ok(())
}
