//! What a demonstration club has to say. Everybody in it is made up.

mod pictures;

use host::demonstration::{self, say};
use host::social::actor::{Actor, ActorId, Field, Profile};
use host::social::boost::Boost;
use host::social::emoji::EmojiMap;
use host::social::follow::FollowError;
use host::social::media::{Focus, Media, Purpose};
use host::social::object::{Object, ObjectId};
use host::social::poll::{Poll, VoteError};
use host::social::visibility::Visibility;
use host::social::{pin, text};
use host::statement::Question;
use host::store::Json;
use host::upload::{UploadError, take_image};
use host::{App, Statement, StatementError};

use crate::MANIFEST;

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
    Vote(#[from] VoteError),
    #[error(transparent)]
    Pin(#[from] pin::PinError),
    #[error("a picture could not be made: {0}")]
    Picture(#[from] image::ImageError),
}

/// Who somebody is: display name, bio, a line of the profile, and the shape and colours of their picture.
struct Persona {
    name: &'static str,
    note: &'static str,
    field: (&'static str, &'static str),
    corners: f32,
    colours: [[u8; 3]; 2],
}

/// The members, in the order in which the club is filled.
const PERSONAS: [Persona; 4] = [
    Persona {
        name: "Ana Lumière",
        note: "Photos du club, lampions et vieilles lentilles. Présidente malgré elle. #kermesse",
        field: ("Appareil", "un reflex de 1987"),
        corners: 60.0,
        colours: [[46, 32, 92], [255, 168, 72]],
    },
    Persona {
        name: "Bob",
        note: "Ladders, cables, sound checks. Writes in English because his keyboard has no accents.",
        field: ("Tools", "all of them, somewhere"),
        corners: 4.0,
        colours: [[18, 92, 84], [246, 214, 120]],
    },
    Persona {
        name: "Chloé",
        note: "Gaufres le samedi, trains miniatures le reste du temps.",
        field: ("Recette", "non"),
        corners: 5.0,
        colours: [[150, 28, 74], [250, 224, 208]],
    },
    Persona {
        name: "Dimitri",
        note: "I keep the club's modems alive. Some of them answer.",
        field: ("Baud", "14 400"),
        corners: 3.0,
        colours: [[28, 66, 120], [128, 214, 220]],
    },
];

/// Members say who they are, follow one another and talk.
pub(crate) async fn fill(app: &App, names: &[&str]) -> Result<(), FillError> {
    let people = demonstration::members(app, MANIFEST.name, names).await?;
    let &[ana, bob, chloe, dimitri] = people.as_slice() else { return Ok(()) };
    for (actor, persona) in people.iter().zip(&PERSONAS) {
        introduce(app, *actor, persona).await?;
    }
    demonstration::befriend(app, &people).await?;
    let evening = english(
        "The lanterns are up for Saturday. Four stalls, one square, and somebody please bring a ladder. #kermesse",
    );
    let evening = say(app, bob, 410, evening).await?;
    let answer = say(app, chloe, 395, reply(french("J’apporte l’échelle, et des gaufres. @bob"), evening)).await?;
    say(app, dimitri, 380, reply(english("Waffles decide it. I am coming."), answer)).await?;
    let picture = attach(
        app,
        ana,
        pictures::lanterns(),
        "Une guirlande de lampions ronds, orange, roses et bleus, sur un ciel du soir.",
    )
    .await?;
    let photo = Statement {
        media: vec![picture.id.to_string()],
        ..french("Les lampions du club, ce soir, vus de la place. #lampions #kermesse")
    };
    let photo = say(app, ana, 240, photo).await?;
    let poll =
        say(app, chloe, 170, question("Question sérieuse pour samedi :", ["Gaufres", "Crêpes", "Les deux"])).await?;
    let programme = "Le programme de samedi : 18 h les lampions, 19 h les gaufres, 20 h la fanfare. Il manque encore deux personnes à la caisse !";
    say(app, ana, 95, Statement { quote: Some(evening), ..french(programme) }).await?;
    let warned = Statement {
        summary: "Spoiler: the raffle".to_owned(),
        ..english("First prize is a very old modem. It still sings.")
    };
    say(app, dimitri, 40, warned).await?;
    let private = Statement {
        visibility: Visibility::Followers,
        ..english("For followers only: I have not bought the raffle tickets yet.")
    };
    say(app, bob, 12, private).await?;
    demonstration::like(app, &[bob, chloe, dimitri], photo).await?;
    vote(app, [(ana, 2), (bob, 0), (dimitri, 0)], poll).await?;
    let hosts = app.hosts.clone();
    app.db
        .write(move |c| {
            let (chloe, photo) = (Actor::get(c, chloe)?, Object::get(c, photo)?);
            Boost::make(c, &hosts, &chloe, &photo, Visibility::Public)?;
            let (bob, evening) = (Actor::get(c, bob)?, Object::get(c, evening)?);
            Ok::<_, FillError>(pin::set(c, &hosts, &bob, &evening)?)
        })
        .await
}

/// Gives somebody a name, a face and a few words.
async fn introduce(app: &App, actor: ActorId, persona: &'static Persona) -> Result<(), FillError> {
    let face = pictures::png(&pictures::face(persona.corners, persona.colours))?;
    let avatar = take_image(app, actor, face.into(), Purpose::Avatar).await?;
    let view = pictures::png(&pictures::view(persona.corners, persona.colours))?;
    let header = take_image(app, actor, view.into(), Purpose::Header).await?;
    let desk = app.desk();
    app.db
        .write(move |c| {
            let known = Actor::get(c, actor)?;
            let stall = known.home(&desk.hosts)?.clone();
            let (title, value) = persona.field;
            let field = Field {
                name: title.to_owned(),
                value: value.to_owned(),
                source: Some(value.to_owned()),
                verified_at: None,
            };
            let profile = Profile {
                name: persona.name.to_owned(),
                note: persona.note.to_owned(),
                summary: text::compose(persona.note, |_| None, |tag| stall.tag(tag)).html,
                fields: Json(vec![field]),
                emojis: Json(EmojiMap::default()),
                locked: known.locked,
                bot: known.bot,
                discoverable: true,
                indexable: true,
                follows_hidden: known.follows_hidden,
                avatar_id: Some(avatar.id),
                header_id: Some(header.id),
                settings: known.settings,
            };
            Actor::edit(c, &desk.hosts, actor, &profile, |c, actor| desk.wire_actor(c, actor)).map(|_| ())
        })
        .await
        .map_err(|error: diesel::result::Error| error.into())
}

async fn vote(app: &App, votes: [(ActorId, i16); 3], poll: ObjectId) -> Result<(), FillError> {
    let hosts = app.hosts.clone();
    app.db
        .write(move |c| {
            let poll = Object::get(c, poll)?;
            for (voter, choice) in votes {
                let voter = Actor::get(c, voter)?;
                Poll::vote(c, &hosts, &voter, &poll, &[choice])?;
            }
            Ok(())
        })
        .await
}

fn english(text: &str) -> Statement {
    Statement { text: text.to_owned(), language: Some("en".to_owned()), ..Statement::default() }
}

fn french(text: &str) -> Statement {
    Statement { language: Some("fr".to_owned()), ..english(text) }
}

fn reply(statement: Statement, to: ObjectId) -> Statement {
    Statement { in_reply_to: Some(to), ..statement }
}

fn question(text: &str, options: [&str; 3]) -> Statement {
    let options = options.map(str::to_owned).to_vec();
    Statement { poll: Some(Question { options, multiple: false, seconds: 3 * 24 * 3600 }), ..french(text) }
}

async fn attach(app: &App, author: ActorId, image: image::RgbImage, alt: &'static str) -> Result<Media, FillError> {
    let media = take_image(app, author, pictures::png(&image)?.into(), Purpose::Attachment).await?;
    let id = media.id;
    let focus = Some(Focus { x: 0.0, y: 0.2 });
    app.db.write(move |c| Ok::<_, FillError>(Media::describe(c, author, id, alt, focus).map(|_| ())?)).await?;
    Ok(media)
}
