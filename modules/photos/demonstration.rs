//! What a demonstration club has to show. Everybody in it is made up, and every picture is computed.

mod albums;
mod pictures;
mod stories;

use host::demonstration;
use host::profile::TypedProfile;
use host::social::actor::{Actor, ActorId};
use host::social::follow::FollowError;
use host::social::media::{Licence, Media, Purpose};
use host::social::object::ObjectId;
use host::social::place::NewPlace;
use host::story::StoryError;
use host::upload::{UploadError, take_image};
use host::{App, Statement, StatementError};

use crate::MANIFEST;
use crate::album::AlbumError;
use pictures::Scene;

/// What could go wrong while the club was filled.
#[derive(Debug, thiserror::Error)]
pub(crate) enum FillError {
    #[error(transparent)]
    Statement(#[from] StatementError),
    #[error(transparent)]
    Upload(#[from] UploadError),
    #[error(transparent)]
    Database(#[from] diesel::result::Error),
    #[error(transparent)]
    Follow(#[from] FollowError),
    #[error(transparent)]
    Album(#[from] AlbumError),
    #[error(transparent)]
    Story(#[from] StoryError),
    #[error("a picture could not be made: {0}")]
    Picture(#[from] image::ImageError),
}

/// A set of pictures: who shows it (by their place among the members), since how many minutes, what is said, where, under
/// which licence, and what is to be seen.
struct Set {
    by: usize,
    minutes: i64,
    text: &'static str,
    language: &'static str,
    place: &'static str,
    licence: Option<Licence>,
    pictures: &'static [(Scene, &'static str)],
}

const SETS: [Set; 5] = [
    Set {
        by: 0,
        minutes: 2900,
        text: "Repérages pour la #kermesse : la place, le matin, avant tout le monde.",
        language: "fr",
        place: "Place des Tilleuls",
        licence: Some(Licence::BySa),
        pictures: &[
            (
                Scene { width: 1600, height: 1067, sky: [246, 196, 140], land: [60, 54, 88], seed: 1 },
                "Trois collines sombres sous un ciel orange",
            ),
            (
                Scene { width: 1067, height: 1600, sky: [250, 214, 180], land: [92, 60, 70], seed: 2 },
                "Le soleil se lève entre deux collines, en hauteur",
            ),
            (
                Scene { width: 1600, height: 900, sky: [180, 206, 230], land: [40, 70, 74], seed: 3 },
                "Une brume bleue devant des collines",
            ),
        ],
    },
    Set {
        by: 3,
        minutes: 1500,
        text: "Night shift at the relay mast. #night",
        language: "en",
        place: "Relay Hill",
        licence: Some(Licence::Zero),
        pictures: &[(
            Scene { width: 1800, height: 1200, sky: [30, 34, 74], land: [8, 10, 24], seed: 4 },
            "Black hills under a dark blue sky with a small moon",
        )],
    },
    Set {
        by: 1,
        minutes: 700,
        text: "Four ladders, two of them mine.",
        language: "en",
        place: "",
        licence: None,
        pictures: &[
            (
                Scene { width: 1200, height: 1200, sky: [214, 226, 170], land: [70, 96, 50], seed: 5 },
                "Green hills in the afternoon",
            ),
            (
                Scene { width: 1500, height: 1000, sky: [236, 228, 190], land: [110, 100, 60], seed: 6 },
                "Dry hills under a pale sky",
            ),
        ],
    },
    Set {
        by: 2,
        minutes: 240,
        text: "Le train miniature traverse des montagnes de papier. #trains #kermesse",
        language: "fr",
        place: "Salle des fêtes",
        licence: Some(Licence::ByNc),
        pictures: &[
            (
                Scene { width: 1600, height: 1000, sky: [240, 190, 196], land: [96, 40, 70], seed: 7 },
                "Des montagnes roses découpées dans du papier",
            ),
            (
                Scene { width: 1000, height: 1400, sky: [226, 214, 236], land: [80, 66, 120], seed: 8 },
                "Des montagnes violettes, en hauteur",
            ),
        ],
    },
    Set {
        by: 0,
        minutes: 50,
        text: "Les lampions sont prêts.",
        language: "fr",
        place: "Place des Tilleuls",
        licence: Some(Licence::BySa),
        pictures: &[(
            Scene { width: 1700, height: 1130, sky: [250, 150, 90], land: [66, 22, 50], seed: 9 },
            "Le soir tombe derrière trois rangées de collines",
        )],
    },
];

/// Members follow one another and show what they saw.
pub(crate) async fn fill(app: &App, names: &[&str]) -> Result<(), FillError> {
    let people = demonstration::members(app, MANIFEST.name, names).await?;
    introduce(app, people.clone()).await?;
    demonstration::befriend(app, &people).await?;
    let mut published = Vec::new();
    for set in &SETS {
        let Some(author) = people.get(set.by) else { continue };
        let shown = publish(app, *author, set).await?;
        let fans: Vec<_> = people.iter().copied().filter(|fan| fan != author).take(set.pictures.len()).collect();
        demonstration::like(app, &fans, shown).await?;
        published.push((*author, shown));
    }
    albums::fill(app, &people, published).await?;
    stories::fill(app, &people).await
}

/// The members by the names that they show, in the order in which the club is filled.
const NAMES: [&str; 4] = ["Ana Lumière", "Bob", "Chloé", "Dimitri"];

async fn introduce(app: &App, people: Vec<ActorId>) -> Result<(), FillError> {
    let desk = app.desk();
    app.db
        .write(move |c| {
            for (actor, name) in people.iter().zip(NAMES) {
                let known = Actor::get(c, *actor)?;
                let profile = TypedProfile {
                    name: name.to_owned(),
                    indexable: true,
                    discoverable: true,
                    ..TypedProfile::of(&known)
                };
                profile.publish(c, &desk, &known)?;
            }
            Ok(())
        })
        .await
}

/// Publishes a set as if it had been then: a club that begins this second has nothing to look back on.
async fn publish(app: &App, author: ActorId, set: &'static Set) -> Result<ObjectId, FillError> {
    let mut media = Vec::new();
    for (scene, alt) in set.pictures {
        let picture = take_image(app, author, scene.jpeg()?.into(), Purpose::Photo).await?.id;
        media.push((picture, *alt));
    }
    let attached = media.iter().map(|(picture, _)| picture.to_string()).collect();
    let described = app.db.write(move |c| {
        for (picture, alt) in &media {
            Media::describe(c, author, *picture, alt, None)?;
            Media::license(c, author, *picture, set.licence, false)?;
        }
        Ok::<_, FillError>(())
    });
    described.await?;
    let statement = Statement {
        text: set.text.to_owned(),
        language: Some(set.language.to_owned()),
        media: attached,
        place: Some(NewPlace { name: set.place.to_owned(), ..NewPlace::default() }),
        ..Statement::default()
    };
    Ok(demonstration::say(app, author, set.minutes, statement).await?)
}
