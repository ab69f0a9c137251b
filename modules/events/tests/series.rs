//! What takes place again and again.

use chrono::{TimeDelta, Timelike};
use host::social::object::Object;
use host::social::occasion::{NewOccasion, Occasion};
use host::store::clock;
use host::testing::Club;
use host::web::Zone;

use super::{MODULES, evening, statement};
use crate::calendar::Moment;
use crate::calendar::recurrence::{Ending, Frequency, Rule};
use crate::series::{self, Occurrence, Scope, Series, SeriesProblem};

fn weekly() -> NewOccasion {
    NewOccasion { ends_at: Some(evening(2) + TimeDelta::hours(3)), ..NewOccasion::at(evening(2), "Europe/Paris") }
}

async fn begin(club: &Club, of: host::social::actor::ActorId, rule: Rule) -> Result<Object, SeriesProblem> {
    let desk = club.app.desk();
    club.app.db.write(move |c| Series::begin(c, &desk, of, &statement("Atelier", weekly()), &rule)).await
}

#[tokio::test]
async fn the_dates_of_the_next_weeks_are_events_of_their_own() {
    let club = Club::open(MODULES).await;
    let ana = club.member("ana").await;
    let first = begin(&club, ana, Rule::every(1, Frequency::Weekly)).await.unwrap();
    let published = club.published(ana).await;
    assert_eq!(published.len(), 8, "eight weeks are looked ahead");
    let id = first.id;
    let dates = club.app.db.read(move |c| {
        let (series, _) = series::of_event(c, id)?.unwrap();
        let dates = series.occurrences(c, clock::now())?;
        let ids: Vec<_> = dates.iter().map(|(_, object)| object.id).collect();
        Occasion::of(c, &ids)
    });
    let mut dates = dates.await.unwrap();
    dates.sort_by_key(|occasion| occasion.starts_at);
    let paris = Zone::find("Europe/Paris").unwrap();
    assert_eq!(dates[0].starts_at, evening(2));
    for pair in dates.windows(2) {
        // The clock stays, also where it is changed meanwhile.
        let (a, b) = (paris.local(pair[0].starts_at), paris.local(pair[1].starts_at));
        assert_eq!((b.date() - a.date(), b.hour()), (TimeDelta::weeks(1), 19));
        assert_eq!(pair[1].ends_at.unwrap() - pair[1].starts_at, TimeDelta::hours(3));
        assert_ne!(pair[0].uid, pair[1].uid);
    }
    // Nothing is due before time passes: looking again publishes nothing twice.
    let desk = club.app.desk();
    let again = club.app.db.write(move |c| {
        let (series, _) = series::of_event(c, id)?.unwrap();
        series.extend(c, &desk)
    });
    assert_eq!(again.await.unwrap().len(), 0);
}

#[tokio::test]
async fn one_date_or_all_are_changed() {
    let club = Club::open(MODULES).await;
    let ana = club.member("ana").await;
    let rule = Rule { ending: Ending::Count(4), ..Rule::every(1, Frequency::Weekly) };
    begin(&club, ana, rule).await.unwrap();
    let desk = club.app.desk();
    let told = club.app.db.write(move |c| {
        let newest = Object::of_actor(c, ana, true, Default::default(), 1)?[0].id;
        let (series, _) = series::of_event(c, newest)?.unwrap();
        let dates = series.occurrences(c, clock::now())?;
        // The second goes its own way; the third and those that follow are an hour later, and called otherwise.
        dates[1].0.detach(c)?;
        let third = &dates[2].0;
        let later = NewOccasion { starts_at: third.rule_at + TimeDelta::hours(1), ends_at: None, ..weekly() };
        series.change(c, &desk, third, Scope::Following, &statement("Grand atelier", later))?;
        let mut told = Vec::new();
        for (occurrence, object) in series.occurrences(c, clock::now())? {
            let occasion = Occasion::find(c, object.id)?.unwrap();
            told.push((object.title.unwrap(), (occasion.starts_at - occurrence.rule_at).num_hours()));
        }
        Ok::<_, SeriesProblem>(told)
    });
    let told = told.await.unwrap();
    let name = |title: &str, hours| (title.to_owned(), hours);
    // The third itself is edited where the form is read.
    assert_eq!(told, [name("Atelier", 0), name("Atelier", 0), name("Atelier", 0), name("Grand atelier", 1)]);
}

#[tokio::test]
async fn a_series_ends_by_its_rule_or_by_hand() {
    let club = Club::open(MODULES).await;
    let ana = club.member("ana").await;
    // Once a year: the next one is there, however far it is.
    let yearly = begin(&club, ana, Rule::every(1, Frequency::Yearly)).await.unwrap();
    assert_eq!(club.published(ana).await.len(), 1);
    let (id, desk) = (yearly.id, club.app.desk());
    let ended = club.app.db.write(move |c| {
        let (series, occurrence) = series::of_event(c, id)?.unwrap();
        series.end(c, &desk, occurrence.rule_at)?;
        let (series, _) = series::of_event(c, id)?.unwrap();
        Ok::<_, SeriesProblem>(series.ended)
    });
    assert!(ended.await.unwrap());
    assert_eq!(club.published(ana).await.len(), 0);

    let short = begin(&club, ana, Rule { ending: Ending::Count(1), ..Rule::every(1, Frequency::Daily) }).await.unwrap();
    assert_eq!(short.title.as_deref(), Some("Atelier"));
}

#[tokio::test]
async fn another_rule_holds_from_one_date_on() {
    let club = Club::open(MODULES).await;
    let ana = club.member("ana").await;
    let rule = Rule { ending: Ending::Count(6), ..Rule::every(1, Frequency::Weekly) };
    let first = begin(&club, ana, rule).await.unwrap();
    let (id, desk) = (first.id, club.app.desk());
    let dates = club.app.db.write(move |c| {
        let (series, _) = series::of_event(c, id)?.unwrap();
        let before = series.occurrences(c, clock::now())?;
        // From the second date on only every other week, three times altogether: of the former dates the fourth and the sixth stay.
        let second = &before[1].0;
        let rule = Rule { ending: Ending::Count(3), ..Rule::every(2, Frequency::Weekly) };
        series.repeat(c, &desk, second, &rule)?;
        let never = Rule { ending: Ending::Until(Moment::Utc(second.rule_at)), ..Rule::every(1, Frequency::Weekly) };
        assert!(matches!(series.repeat(c, &desk, second, &never), Err(SeriesProblem::Never)));
        let ids = |of: &[(Occurrence, Object)]| of.iter().map(|(_, object)| object.id).collect::<Vec<_>>();
        Ok::<_, SeriesProblem>((ids(&before), ids(&series.occurrences(c, clock::now())?)))
    });
    let (before, after) = dates.await.unwrap();
    assert_eq!(after, [before[0], before[1], before[3], before[5]]);

    // What a rule has more of is published.
    let (id, desk) = (after[1], club.app.desk());
    let daily = club.app.db.write(move |c| {
        let (series, occurrence) = series::of_event(c, id)?.unwrap();
        let rule = Rule { ending: Ending::Count(15), ..Rule::every(1, Frequency::Daily) };
        series.repeat(c, &desk, &occurrence, &rule)?;
        Ok::<_, SeriesProblem>(series.occurrences(c, clock::now())?)
    });
    let daily: Vec<_> = daily.await.unwrap().into_iter().map(|(_, object)| object.id).collect();
    assert_eq!((daily.len(), daily[1], daily[15]), (16, after[1], after[2]));
}
