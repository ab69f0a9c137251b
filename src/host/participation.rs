//! What those who take part are told in words: by mail, and by a message to those elsewhere for whom the wire has no word.

use std::time::Duration;

use async_trait::async_trait;
use chrono::NaiveDateTime;
use diesel::QueryResult;
use serde::{Deserialize, Serialize};
use social::account::Account;
use social::actor::Actor;
use social::object::{Object, ObjectId};
use social::occasion::Occasion;
use social::participation::{FOLLOW_UP, Farewell, News, Participation, TELL, Tidings};
use social::place::Place;
use social::visibility::Visibility;
use store::Conn;
use store::jobs::{Failure, Job, Runner};
use web::moment::{Hand, Style};
use web::{Locale, Message, Zone};

use crate::letter::Letter;
use crate::statement::Desk;
use crate::{App, Statement, StatementError};

/// Tells a participant something in words.
#[derive(Debug, Serialize, Deserialize)]
#[serde(transparent)]
struct TellParticipant(Tidings);

/// Looks what an edit of an occasion means for those who take part.
#[derive(Debug, Serialize, Deserialize)]
struct FollowUpOccasion {
    object: ObjectId,
    news: Option<News>,
}

/// Reminds those whose occasion begins soon.
#[derive(Debug, Default, Serialize, Deserialize)]
struct Remind;

pub(crate) fn register(runner: Runner<App>) -> Runner<App> {
    runner.register::<TellParticipant>().register::<FollowUpOccasion>().every::<Remind>(Duration::from_secs(60))
}

#[async_trait]
impl Job for TellParticipant {
    type Context = App;
    const NAME: &'static str = TELL;

    async fn run(&self, app: &App) -> Result<(), Failure> {
        let (app, tidings) = (app.clone(), self.0.clone());
        let db = app.db.clone();
        Ok(db.write(move |c| tell(c, &app, &tidings)).await?)
    }
}

#[async_trait]
impl Job for FollowUpOccasion {
    type Context = App;
    const NAME: &'static str = FOLLOW_UP;

    async fn run(&self, app: &App) -> Result<(), Failure> {
        let (hosts, id, news) = (app.hosts.clone(), self.object, self.news);
        let done: QueryResult<()> = app
            .db
            .write(move |c| {
                let Some(object) = Object::find(c, id)?.filter(|object| object.deleted_at.is_none()) else {
                    return Ok(());
                };
                if let Some(news) = news {
                    Participation::tell_all(c, &object, news)?;
                }
                match object.is_local() {
                    true => Participation::promote(c, &hosts, id),
                    false => Ok(()),
                }
            })
            .await;
        Ok(done?)
    }
}

#[async_trait]
impl Job for Remind {
    type Context = App;
    const NAME: &'static str = "remind-participants";

    async fn run(&self, app: &App) -> Result<(), Failure> {
        while app.db.write(Participation::remind_due).await? {}
        Ok(())
    }
}

fn tell(c: &mut Conn, app: &App, tidings: &Tidings) -> QueryResult<()> {
    if let Some(farewell) = &tidings.farewell {
        return part(c, app, farewell);
    }
    let Some(of) = Participation::find(c, tidings.participation)? else { return Ok(()) };
    let object = Object::find(c, of.object_id)?.filter(|object| object.deleted_at.is_none());
    let occasion = Occasion::find(c, of.object_id)?;
    let (Some(object), Some(occasion)) = (object, occasion) else { return Ok(()) };
    let about = About { app, object: &object, occasion: &occasion };
    match of.actor_id.map(|id| Actor::get(c, id)).transpose()? {
        None => about.write_to_guest(c, &of, tidings),
        Some(actor) if tidings.news == News::Message => about.pass_on(c, &actor, tidings),
        Some(actor) if actor.is_local() => about.write_to_member(c, &actor, tidings.news),
        Some(actor) => about.say_to(c, &of, &actor),
    }
}

/// What is told about.
struct About<'a> {
    app: &'a App,
    object: &'a Object,
    occasion: &'a Occasion,
}

impl About<'_> {
    fn locale(&self, tag: &str) -> Locale {
        self.app.web.themes.translations().find(tag).unwrap_or_else(Locale::english)
    }

    /// A mail with a link of its own, by which everything can be changed.
    fn write_to_guest(&self, c: &mut Conn, of: &Participation, tidings: &Tidings) -> QueryResult<()> {
        let Some(email) = &of.email else { return Ok(()) };
        let Some(stall) = self.object.stall.as_deref().and_then(|name| self.app.hosts.stall(name)) else {
            return Ok(());
        };
        let link = of.link(c, self.occasion)?;
        let link = stall.origin.url(&format!("/participations/{}", link.as_str()));
        let place = of.place(c)?.unwrap_or_default();
        let letter = Letter::addressed(email, &of.language, &format!("participation-{}", word(tidings.news)))
            .with("name", of.name.as_str())
            .with("link", link)
            .with("place", place.to_string())
            .with("text", tidings.text.as_deref().unwrap_or_default())
            .with("code", of.code.to_uppercase());
        self.describe(c, letter, &of.language)?.send(c, self.app)
    }

    /// A mail to a member's account: it reminds.
    fn write_to_member(&self, c: &mut Conn, actor: &Actor, news: News) -> QueryResult<()> {
        let account = actor.account_id.map(|id| Account::find(c, id)).transpose()?.flatten();
        let Some(account) = account.filter(|_| news == News::Reminder) else { return Ok(()) };
        let stall = actor.home(&self.app.hosts)?;
        let author = Actor::get(c, self.object.actor_id)?;
        let here = author.stall.as_deref() == Some(stall.name);
        let handle = if here { author.username.clone() } else { author.handle() };
        let link = stall.origin.url(&format!("/@{handle}/{}", self.object.id));
        let letter = Letter::addressed(&account.email, &account.locale, "participation-member-reminder")
            .with("name", actor.display_name())
            .with("link", link);
        self.describe(c, letter, &account.locale)?.send(c, self.app)
    }

    /// Adds what it is, when by its own clocks, and where.
    fn describe(&self, c: &mut Conn, letter: Letter, language: &str) -> QueryResult<Letter> {
        let locale = self.locale(language);
        let place = Place::find(c, self.object.id)?.map(|place| place.name).filter(|name| !name.is_empty());
        let at = place.or_else(|| self.occasion.online_url.clone()).unwrap_or_else(|| "–".to_owned());
        Ok(letter
            .with("title", self.title())
            .with("when", when(self.app, &locale, self.occasion.starts_at, &self.occasion.zone, self.occasion.all_day))
            .with("where", at)
            .with("page", self.object.page()))
    }

    fn title(&self) -> String {
        self.object.title.clone().filter(|title| !title.is_empty()).unwrap_or_else(|| "…".to_owned())
    }

    /// Passes on what the organiser says to somebody who has an actor.
    fn pass_on(&self, c: &mut Conn, actor: &Actor, tidings: &Tidings) -> QueryResult<()> {
        let Some(text) = tidings.text.as_deref().filter(|_| self.object.is_local()) else { return Ok(()) };
        let locale = self.locale(self.object.language.as_deref().unwrap_or_default());
        let words = Message::new("participation-said")
            .with("handle", format!("@{}", actor.handle()))
            .with("title", self.title())
            .with("text", text.to_owned())
            .with("link", self.object.page().to_owned());
        say(c, self.app, self.object, &locale, words)
    }

    /// Says to somebody elsewhere which place in the line they have: a message from the organiser.
    fn say_to(&self, c: &mut Conn, of: &Participation, actor: &Actor) -> QueryResult<()> {
        let Some(place) = of.place(c)?.filter(|_| self.object.is_local()) else { return Ok(()) };
        let locale = self.locale(self.object.language.as_deref().unwrap_or_default());
        let words = Message::new("participation-line-message")
            .with("handle", format!("@{}", actor.handle()))
            .with("title", self.title())
            .with("place", place)
            .with("link", self.object.page().to_owned());
        say(c, self.app, self.object, &locale, words)
    }
}

/// Says something directly in the organiser's name.
fn say(c: &mut Conn, app: &App, object: &Object, locale: &Locale, words: Message) -> QueryResult<()> {
    let organiser = Actor::get(c, object.actor_id)?;
    let statement = Statement {
        text: app.web.themes.translations().message(locale, &words),
        visibility: Visibility::Direct,
        language: Some(locale.as_str().to_owned()),
        ..Statement::default()
    };
    // What is short enough for the form is short enough with the words around it.
    let desk = Desk { characters: usize::MAX, ..app.desk() };
    match statement.publish(c, &desk, &organiser) {
        Ok(_) => Ok(()),
        Err(StatementError::Database(error)) => Err(error),
        // A word too many for the club's limits is no reason to try again.
        Err(reason) => {
            tracing::warn!(%reason, object = object.uri, "a participant could not be told");
            Ok(())
        }
    }
}

/// A mail about something that was deleted.
fn part(c: &mut Conn, app: &App, farewell: &Farewell) -> QueryResult<()> {
    let locale = app.web.themes.translations().find(&farewell.language).unwrap_or_else(Locale::english);
    Letter::addressed(&farewell.email, &farewell.language, "participation-gone")
        .with("name", farewell.name.as_str())
        .with("title", farewell.title.as_str())
        .with("when", when(app, &locale, farewell.starts_at, &farewell.zone, false))
        .send(c, app)
}

/// When that is, by the clocks of a zone, which is named.
fn when(app: &App, locale: &Locale, at: NaiveDateTime, zone: &str, all_day: bool) -> String {
    let known = Zone::find(zone).unwrap_or(Zone::UTC);
    let hand = Hand { words: app.web.themes.translations(), locale, zone: known };
    let style = if all_day { Style::Date } else { Style::Full };
    let written = hand.write(at.and_utc(), at.and_utc(), style);
    match known == Zone::UTC || all_day {
        true => written,
        false => format!("{written} ({})", known.name().replace('_', " ")),
    }
}

/// What a mail of it is called among the words.
fn word(news: News) -> &'static str {
    match news {
        News::Confirm => "confirm",
        News::Known => "known",
        News::Pending => "pending",
        News::Accepted => "accepted",
        News::Waiting => "waiting",
        News::MovedUp => "moved-up",
        News::Rejected => "rejected",
        News::Changed => "changed",
        News::Cancelled => "cancelled",
        News::Reminder => "reminder",
        News::Gone => "gone",
        News::Message => "message",
    }
}
