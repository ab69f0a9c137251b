//! What a demonstration club has to say. Everybody in it is made up.

use host::social::account::Account;
use host::social::actor::{Actor, ActorId};
use host::social::boost::Boost;
use host::social::follow::Follow;
use host::social::media::{Focus, Media, Purpose};
use host::social::object::{Object, ObjectId};
use host::social::reaction::Reaction;
use host::social::visibility::Visibility;
use host::statement::Question;
use host::store::Conn;
use host::upload::{UploadError, take_image};
use host::{App, Statement, StatementError};

use crate::{MANIFEST, federate::NOTE, post};

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
    Follow(#[from] host::social::follow::FollowError),
    #[error("a picture could not be made: {0}")]
    Picture(#[from] image::ImageError),
}

/// Members follow one another and talk.
pub(crate) async fn fill(app: &App, names: &[&str]) -> Result<(), FillError> {
    let wanted: Vec<String> = names.iter().map(|name| (*name).to_owned()).collect();
    let people = app.db.read(move |c| actors(c, &wanted)).await?;
    let &[ana, bob, chloe, dimitri] = people.as_slice() else { return Ok(()) };
    let hosts = app.hosts.clone();
    app.db
        .write(move |c| {
            for follower in &people {
                for followed in people.iter().filter(|other| *other != follower) {
                    let (follower, followed) = (Actor::get(c, *follower)?, Actor::get(c, *followed)?);
                    Follow::request(c, &hosts, &follower, &followed)?;
                }
            }
            Ok::<_, FillError>(())
        })
        .await?;
    let evening = say(app, bob, text("The lanterns are up for Saturday. Four stalls, one square, and somebody please bring a ladder. #kermesse")).await?;
    let answer = say(app, chloe, reply("J’apporte l’échelle, et des gaufres. @bob", evening)).await?;
    say(app, dimitri, reply("Waffles decide it. I am coming.", answer)).await?;
    let lanterns = picture(app, ana, lanterns(), "Une guirlande de lampions ronds, orange, roses et bleus, sur un ciel du soir.").await?;
    let photo = Statement { media: vec![lanterns.id.to_string()], ..text("Les lampions du club, ce soir, vus de la place. #lampions #kermesse") };
    let photo = say(app, ana, photo).await?;
    let poll = Statement {
        poll: Some(Question {
            options: ["Gaufres", "Crêpes", "Les deux"].map(str::to_owned).to_vec(),
            multiple: false,
            seconds: 3 * 24 * 3600,
        }),
        ..text("Question sérieuse pour samedi :")
    };
    say(app, chloe, poll).await?;
    let warned = Statement { summary: "Spoiler: the raffle".to_owned(), ..text("First prize is a very old modem. It still sings.") };
    say(app, dimitri, warned).await?;
    let private = Statement { visibility: Visibility::Followers, ..text("For followers only: I have not bought the raffle tickets yet.") };
    say(app, bob, private).await?;
    let hosts = app.hosts.clone();
    app.db
        .write(move |c| {
            let photo = Object::get(c, photo)?;
            for fan in [bob, chloe, dimitri] {
                let fan = Actor::get(c, fan)?;
                Reaction::like(c, &hosts, &fan, &photo)?;
            }
            let chloe = Actor::get(c, chloe)?;
            Boost::make(c, &hosts, &chloe, &photo, Visibility::Public)?;
            Ok::<_, FillError>(())
        })
        .await
}

fn actors(c: &mut Conn, names: &[String]) -> Result<Vec<ActorId>, diesel::result::Error> {
    let mut actors = Vec::new();
    for name in names {
        if let Some(account) = Account::find_by_name(c, name)? {
            actors.extend(Actor::of_account_at(c, account.id, MANIFEST.name)?.map(|actor| actor.id));
        }
    }
    Ok(actors)
}

fn text(text: &str) -> Statement {
    Statement { text: text.to_owned(), ..Statement::default() }
}

fn reply(words: &str, to: ObjectId) -> Statement {
    Statement { in_reply_to: Some(to), ..text(words) }
}

async fn say(app: &App, author: ActorId, statement: Statement) -> Result<ObjectId, FillError> {
    let desk = post::desk(app);
    app.db
        .write(move |c| {
            let author = Actor::get(c, author)?;
            Ok(statement.publish(c, &desk, &author, NOTE)?.id)
        })
        .await
}

async fn picture(app: &App, author: ActorId, image: image::RgbImage, alt: &'static str) -> Result<Media, FillError> {
    let mut bytes = std::io::Cursor::new(Vec::new());
    image.write_to(&mut bytes, image::ImageFormat::Png)?;
    let media = take_image(app, author, bytes.into_inner().into(), Purpose::Attachment).await?;
    let id = media.id;
    app.db.write(move |c| Media::describe(c, author, id, alt, Some(Focus { x: 0.0, y: 0.2 })).map(|_| ())).await
        .map_err(|error: diesel::result::Error| FillError::from(error))?;
    Ok(media)
}

/// An evening sky with a string of lanterns, computed.
fn lanterns() -> image::RgbImage {
    const COLOURS: [[f32; 3]; 4] = [[255.0, 160.0, 60.0], [240.0, 90.0, 140.0], [90.0, 170.0, 250.0], [250.0, 210.0, 90.0]];
    image::RgbImage::from_fn(1200, 800, |x, y| {
        let (x, y) = (x as f32, y as f32);
        let mut colour = [20.0 + y / 16.0, 16.0 + y / 22.0, 60.0 + y / 12.0];
        for (place, lantern) in (0..9).zip(COLOURS.iter().cycle()) {
            let centre = (60.0 + place as f32 * 135.0, 320.0 - 90.0 * ((place as f32 - 4.0) / 4.0).powi(2));
            let distance = ((x - centre.0).powi(2) + (y - centre.1).powi(2)).sqrt();
            let glow = if distance < 46.0 { 1.0 } else { (-(distance - 46.0) / 42.0).exp() * 0.55 };
            for (channel, light) in colour.iter_mut().zip(lantern) {
                *channel += (light - *channel) * glow;
            }
        }
        image::Rgb(colour.map(|channel| channel.clamp(0.0, 255.0) as u8))
    })
}
