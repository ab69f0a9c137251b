//! The events stall without its pages: what is said becomes an event that others take.

#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test that fails is to say where")]

mod series;

use chrono::{NaiveDate, NaiveDateTime, TimeDelta};
use diesel::result::Error as DbError;
use host::social::actor::Actor;
use host::social::edit::ObjectEdit;
use host::social::object::Object;
use host::social::occasion::{JoinMode, NewOccasion, Occasion, OccasionStatus};
use host::social::place::{Address, NewPlace, Point};
use host::store::clock;
use host::testing::Club;
use host::{Modules, Statement, StatementError};

use crate::Events;
use crate::selection::Selection;

const MODULES: Modules = Modules::new(&[&Events]);

/// A day in a while, at seven in the evening by the clocks of Paris.
fn evening(days: i64) -> NaiveDateTime {
    let day = clock::now().date() + TimeDelta::days(days);
    host::web::Zone::find("Europe/Paris").unwrap().moment(day.and_hms_opt(19, 0, 0).unwrap())
}

fn statement(title: &str, occasion: NewOccasion) -> Statement {
    Statement {
        title: title.to_owned(),
        text: "Apportez un jeu. #jeux".to_owned(),
        occasion: Some(occasion),
        ..Statement::default()
    }
}

#[tokio::test]
async fn an_event_is_what_the_strictest_reader_takes() {
    let club = Club::open(MODULES).await;
    let ana = club.member("ana").await;
    let picture = club.picture(ana, 900, 600).await.id;
    let starts = NaiveDate::from_ymd_opt(2031, 12, 18).unwrap().and_hms_opt(18, 0, 0).unwrap();
    let occasion = NewOccasion {
        ends_at: Some(starts + TimeDelta::hours(4)),
        capacity: Some(40),
        category: "GAMES".to_owned(),
        online_url: Some("https://meet.example/room".to_owned()),
        join_mode: JoinMode::Restricted,
        ..NewOccasion::at(starts, "Europe/Paris")
    };
    let address = Address {
        street: "1 place du Marché".to_owned(),
        postal_code: "75001".to_owned(),
        locality: "Paris".to_owned(),
        ..Address::default()
    };
    let place = NewPlace {
        name: "Salle du club".to_owned(),
        country: Some("France".to_owned()),
        point: Point::new(48.0, 2.0),
        address: Some(address),
    };
    let said = Statement {
        place: Some(place),
        tags: vec!["#club".to_owned()],
        media: vec![picture.to_string()],
        ..statement("Soirée jeux", occasion)
    };
    let event = club.say(ana, said).await;
    assert_eq!((event.kind.as_str(), event.wire_type.as_str()), ("event", "Event"));
    let wire = club.wire(event.id).await;
    assert_eq!(wire["type"], "Event");
    assert_eq!(wire["name"], "Soirée jeux");
    assert_eq!(
        (&wire["startTime"], &wire["endTime"]),
        (&"2031-12-18T18:00:00Z".into(), &"2031-12-18T22:00:00Z".into())
    );
    assert_eq!((&wire["timezone"], &wire["joinMode"]), (&"Europe/Paris".into(), &"restricted".into()));
    assert_eq!((&wire["status"], &wire["eventStatus"]), (&"CONFIRMED".into(), &"EventScheduled".into()));
    assert_eq!(wire["category"], "GAMES");
    assert_eq!((&wire["maximumAttendeeCapacity"], &wire["isOnline"]), (&40.into(), &true.into()));
    // Numbers without a point are no coordinates to Mobilizon.
    assert_eq!(serde_json::to_string(&wire["location"]["latitude"]).unwrap(), "48.0");
    assert_eq!(wire["location"]["address"]["addressLocality"], "Paris");
    // The picture stands first, and by itself; each attachment says what it is.
    let attached = wire["attachment"].as_array().unwrap();
    assert_eq!((&attached[0]["type"], &attached[1]["name"]), (&"Document".into(), &"Website".into()));
    assert!(attached.iter().all(|file| file["mediaType"].is_string()));
    assert_eq!(wire["image"]["url"], attached[0]["url"]);
    let summary = wire["summary"].as_str().unwrap();
    assert!(summary.contains("2031-12-18 19:00–23:00 (Europe/Paris)"), "{summary}");
    assert!(summary.contains("Salle du club, 1 place du Marché, 75001 Paris, France"), "{summary}");
    let tags: Vec<_> = wire["tag"].as_array().unwrap().iter().map(|tag| tag["name"].as_str().unwrap()).collect();
    assert_eq!(tags, ["#club", "#jeux"]);
}

#[tokio::test]
async fn what_cannot_take_place_is_refused_beside_its_field() {
    let club = Club::open(MODULES).await;
    let ana = club.member("ana").await;
    let at = || NewOccasion::at(evening(3), "Europe/Paris");
    let cases = [
        (statement("Xy", at()), "title"),
        (statement("Soirée", NewOccasion { ends_at: Some(evening(2)), ..at() }), "ends_at"),
        (statement("Soirée", NewOccasion { zone: "Europe/Nowhere".to_owned(), ..at() }), "zone"),
        (statement("Soirée", NewOccasion { join_mode: JoinMode::External, ..at() }), "join_url"),
        // The stall is for what takes place: words alone are said elsewhere.
        (Statement { text: "Bonjour".to_owned(), ..Statement::default() }, ""),
    ];
    for (said, field) in cases {
        match (club.try_say(ana, said).await, field) {
            (Ok(object), "") => assert_eq!(object.kind, "card"),
            (Ok(object), _) => unreachable!("{} was taken", object.uri),
            (Err(error), _) => assert_eq!(error.explain().unwrap().0, field),
        }
    }
    let behalf = Statement { behalf: Some(club.member("bob").await), ..statement("Soirée", at()) };
    assert!(matches!(club.try_say(ana, behalf).await, Err(StatementError::Behalf)));
}

#[tokio::test]
async fn an_edit_moves_it_and_tells_of_it() {
    let club = Club::open(MODULES).await;
    let ana = club.member("ana").await;
    let event = club.say(ana, statement("Soirée jeux", NewOccasion::at(evening(3), "Europe/Paris"))).await;
    let (desk, id) = (club.app.desk(), event.id);
    let cancelled = NewOccasion { status: OccasionStatus::Cancelled, ..NewOccasion::at(evening(4), "Europe/Paris") };
    let edited = club.app.db.write(move |c| {
        let (object, author) = (Object::get(c, id)?, Actor::get(c, ana)?);
        ObjectEdit::keep(c, &object)?;
        statement("Soirée jeux", cancelled.clone()).edit(c, &desk, &author, &object)?;
        Ok::<_, StatementError>(Occasion::find(c, id)?)
    });
    let occasion = edited.await.unwrap().unwrap();
    assert_eq!((occasion.sequence, occasion.previous_starts_at), (1, Some(evening(3))));
    let sent = club.sent(ana).await;
    let update = sent.iter().find(|activity| activity["type"] == "Update").unwrap();
    assert_eq!(update["object"]["ical:status"], "CANCELLED");
    assert!(update["object"]["previousStartTime"].is_string());
}

#[tokio::test]
async fn views_find_what_touches_their_days() {
    let club = Club::open(MODULES).await;
    let ana = club.member("ana").await;
    let long = NewOccasion { ends_at: Some(evening(9)), ..NewOccasion::at(evening(2), "Europe/Paris") };
    let online = NewOccasion {
        online_url: Some("https://meet.example/".to_owned()),
        category: "GAMES".to_owned(),
        ..NewOccasion::at(evening(5), "Europe/Paris")
    };
    for (title, occasion) in
        [("Festival", long), ("En ligne", online), ("Plus tard", NewOccasion::at(evening(30), "Europe/Paris"))]
    {
        club.say(ana, statement(title, occasion)).await;
    }
    let hidden = Statement {
        visibility: host::social::visibility::Visibility::Followers,
        ..statement("Entre nous", NewOccasion::at(evening(5), "Europe/Paris"))
    };
    club.say(ana, hidden).await;
    let titles = async |wanted: Selection| {
        let found = club.app.db.read(move |c| wanted.find(c, None, 50)).await;
        let found: Result<_, DbError> = found;
        found.unwrap().into_iter().map(|(object, _)| object.title.unwrap()).collect::<Vec<_>>()
    };
    let week = Selection { from: Some(evening(4)), until: Some(evening(6)), ..Selection::default() };
    assert_eq!(titles(week.clone()).await, ["Festival", "En ligne"]);
    assert_eq!(titles(Selection { online: true, ..week.clone() }).await, ["En ligne"]);
    assert_eq!(titles(Selection { category: Some("GAMES".to_owned()), ..week.clone() }).await, ["En ligne"]);
    assert_eq!(titles(Selection { tag: Some("JEUX".to_owned()), local: true, ..week.clone() }).await.len(), 2);
    assert_eq!(titles(Selection { place: Some("Quimper".to_owned()), ..week }).await, [""; 0]);
    let backwards = Selection { backwards: true, ..Selection::default() };
    assert_eq!(titles(backwards).await, ["Plus tard", "En ligne", "Festival"]);
}
