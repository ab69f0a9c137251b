//! What a demonstration club has on its calendar. Everybody in it is made up.

use chrono::{NaiveDateTime, NaiveTime, TimeDelta, Weekday};
use host::demonstration;
use host::group::{self, GroupError};
use host::social::account::{Name, NameError};
use host::social::actor::{Actor, ActorId};
use host::social::follow::FollowError;
use host::social::group::Openness;
use host::social::object::ObjectId;
use host::social::occasion::{JoinMode, NewOccasion, OccasionStatus};
use host::social::participation::{Asking, Participation, ParticipationError};
use host::social::place::{Address, NewPlace, Point};
use host::store::clock;
use host::web::Zone;
use host::{App, Statement, StatementError};

use crate::MANIFEST;
use crate::calendar::recurrence::{Frequency, Rule};
use crate::series::{Series, SeriesProblem};

/// The zone of the club.
const ZONE: &str = "Europe/Paris";

/// What could go wrong while the club was filled.
#[derive(Debug, thiserror::Error)]
pub(crate) enum FillError {
    #[error(transparent)]
    Statement(#[from] StatementError),
    #[error(transparent)]
    Series(#[from] SeriesProblem),
    #[error(transparent)]
    Group(#[from] GroupError),
    #[error(transparent)]
    Name(#[from] NameError),
    #[error(transparent)]
    Follow(#[from] FollowError),
    #[error(transparent)]
    Participation(#[from] ParticipationError),
    #[error(transparent)]
    Database(#[from] diesel::result::Error),
}

/// Something that takes place: after how many days, from which hour on, for how many, and what is said of it.
struct Plan {
    days: i64,
    hour: u32,
    hours: i64,
    title: &'static str,
    text: &'static str,
    language: &'static str,
    category: &'static str,
    place: Option<(&'static str, &'static str, (f64, f64))>,
    online: Option<&'static str>,
    capacity: Option<i64>,
    join_mode: JoinMode,
    status: OccasionStatus,
}

const QUIET: Plan = Plan {
    days: 0,
    hour: 19,
    hours: 3,
    title: "",
    text: "",
    language: "fr",
    category: "MEETING",
    place: Some(("Salle des fêtes", "2 place des Tilleuls", (48.0512, -2.9733))),
    online: None,
    capacity: None,
    join_mode: JoinMode::Free,
    status: OccasionStatus::Confirmed,
};

const PLANS: [Plan; 5] = [
    Plan {
        days: 16,
        hour: 14,
        hours: 8,
        title: "Grande kermesse d’hiver",
        text: "Stands, gaufres, train miniature et lampions. Entrée libre, venez en famille. #kermesse",
        category: "FESTIVALS",
        place: Some(("Place des Tilleuls", "", (48.0516, -2.9729))),
        ..QUIET
    },
    Plan {
        days: 5,
        title: "Soldering for beginners",
        text: "We build a lantern that blinks. Bring nothing but patience. #electronics",
        language: "en",
        category: "DIY_MAKER_SPACES",
        capacity: Some(3),
        ..QUIET
    },
    Plan {
        days: 9,
        title: "Parlons vie privée",
        text: "Un tour d’horizon des réseaux décentralisés, sur place ou à distance. #fediverse",
        category: "LEARNING",
        online: Some("https://visio.example/kermesse"),
        join_mode: JoinMode::Restricted,
        ..QUIET
    },
    Plan {
        days: 12,
        hour: 8,
        hours: 4,
        title: "Sortie photo au lever du jour",
        text: "On part de la place. #photo",
        category: "PHOTOGRAPHY",
        place: Some(("Colline du relais", "", (48.0702, -2.9511))),
        status: OccasionStatus::Tentative,
        ..QUIET
    },
    Plan {
        days: 20,
        title: "Concert de la fanfare",
        text: "Le trombone est malade.",
        category: "MUSIC",
        status: OccasionStatus::Cancelled,
        ..QUIET
    },
];

/// A group organises what takes place, members take part, and a workshop comes every week.
pub(crate) async fn fill(app: &App, names: &[&str]) -> Result<(), FillError> {
    let people = demonstration::members(app, MANIFEST.name, names).await?;
    let Some(founder) = people.first().copied() else { return Ok(()) };
    demonstration::befriend(app, &people).await?;
    let username = Name::parse("lampions")?;
    let founded = group::found(app, MANIFEST.name, founder, "Les Lampions", &username, Openness::Open);
    let group = founded.await?.id;
    let mut published = Vec::new();
    for (number, plan) in PLANS.iter().enumerate() {
        let minutes = i64::try_from(PLANS.len() - number).unwrap_or_default() * 300;
        published.push(demonstration::say(app, group, minutes, statement(plan)).await?);
    }
    workshop(app, founder, group).await?;
    for (number, person) in people.iter().enumerate() {
        // The place for beginners is small: the last one waits.
        for object in published.iter().take(if number == 0 { 2 } else { 3 }) {
            take_part(app, *person, *object).await?;
        }
    }
    Ok(())
}

fn statement(plan: &Plan) -> Statement {
    let zone = Zone::find(ZONE).unwrap_or_default();
    let day = zone.local(clock::now()).date() + TimeDelta::days(plan.days);
    let starts_at = zone.moment(at(day, plan.hour));
    Statement {
        title: plan.title.to_owned(),
        text: plan.text.to_owned(),
        language: Some(plan.language.to_owned()),
        place: plan.place.map(|(name, street, (north, east))| NewPlace {
            name: name.to_owned(),
            country: Some("France".to_owned()),
            point: Point::new(north, east),
            address: Some(Address {
                street: street.to_owned(),
                postal_code: "29990".to_owned(),
                locality: "Plouvenec".to_owned(),
                ..Address::default()
            }),
        }),
        occasion: Some(NewOccasion {
            ends_at: Some(starts_at + TimeDelta::hours(plan.hours)),
            category: plan.category.to_owned(),
            online_url: plan.online.map(str::to_owned),
            capacity: plan.capacity,
            join_mode: plan.join_mode,
            status: plan.status,
            anonymous: true,
            guests_most: 2,
            ..NewOccasion::at(starts_at, ZONE)
        }),
        ..Statement::default()
    }
}

fn at(day: chrono::NaiveDate, hour: u32) -> NaiveDateTime {
    day.and_time(NaiveTime::from_hms_opt(hour, 0, 0).unwrap_or_default())
}

/// Every Thursday evening.
async fn workshop(app: &App, founder: ActorId, group: ActorId) -> Result<(), FillError> {
    let today = Zone::find(ZONE).unwrap_or_default().local(clock::now()).date();
    let thursday = today.iter_days().skip(1).find(|day| chrono::Datelike::weekday(day) == Weekday::Thu);
    let days = thursday.map_or(7, |day| (day - today).num_days());
    let plan = Plan {
        days,
        hour: 18,
        hours: 2,
        title: "Atelier réparation",
        text: "Apportez ce qui ne marche plus, on le répare ensemble.",
        category: "DIY_MAKER_SPACES",
        ..QUIET
    };
    let (desk, statement) = (app.desk(), Statement { behalf: Some(group), ..statement(&plan) });
    let rule = Rule::every(1, Frequency::Weekly);
    app.db.write(move |c| Series::begin(c, &desk, founder, &statement, &rule)).await?;
    Ok(())
}

async fn take_part(app: &App, person: ActorId, object: ObjectId) -> Result<(), FillError> {
    let hosts = app.hosts.clone();
    let asked = app.db.write(move |c| {
        let (actor, object) = (Actor::get(c, person)?, host::social::object::Object::get(c, object)?);
        Participation::ask(c, &hosts, &actor, &object, &Asking::default())
    });
    asked.await?;
    Ok(())
}
