//! Channels: who publishes here, and what a channel says of itself.

use actix_web::HttpResponse;
use actix_web::web::Path;
use diesel::result::Error as DbError;
use host::language::{self, Choice};
use host::social::actor::{Actor, ActorId};
use host::social::membership;
use host::store::Conn;
use host::web::card::AuthorCard;
use host::web::error::FieldErrors;
use host::web::{self, Bucket, Form, Key, MemberVisit, Message, Visit};
use host::{App, Show};
use serde::{Deserialize, Serialize};
use url::Url;

use super::licences;
use super::visit::{me, stall, viewer};
use crate::channel::{CATEGORIES, Channel, Medium, publishing};
use crate::feed;

/// How many are shown.
const MOST: i64 = 500;
/// The longest address, in characters.
const LONGEST: usize = 500;

#[derive(Serialize)]
struct ChannelCard {
    line: AuthorCard,
    summary_html: String,
    medium: &'static str,
    tracks: i64,
    /// Whether the reader publishes in its name.
    mine: bool,
}

#[derive(Serialize)]
struct Channels {
    channels: Vec<ChannelCard>,
}

/// Who publishes at this stall.
pub(super) async fn index(visit: Visit, app: App) -> web::Result<HttpResponse> {
    let (viewer, here) = (viewer(&visit), stall(&app)?.clone());
    let read = app.db.read(move |c| {
        let found = publishing(c, here.name, MOST)?;
        let ids: Vec<ActorId> = found.iter().map(|(actor, _)| actor.id).collect();
        let acting = viewer.map(|me| membership::acting_for(c, me, &ids)).transpose()?.unwrap_or_default();
        let show = Show { stall: &here, viewer };
        let mut channels = Vec::new();
        for (actor, tracks) in found {
            channels.push(ChannelCard {
                line: show.author(&actor),
                summary_html: show.emojis(&actor.host, &actor.emojis.0).render(&actor.summary),
                medium: Channel::of(c, actor.id)?.medium.as_str(),
                tracks,
                mine: acting.contains(&actor.id),
            });
        }
        Ok::<_, DbError>(Channels { channels })
    });
    visit.render("music/channels.html", &read.await?)
}

/// A channel's feed for podcast programs.
pub(super) async fn feed(app: App, handle: Path<String>) -> web::Result<HttpResponse> {
    let (here, handle) = (stall(&app)?.clone(), handle.into_inner());
    let read = app.db.read(move |c| {
        let actor = Actor::find_at(c, here.name, &handle)?.filter(Actor::is_present).ok_or(DbError::NotFound)?;
        feed::of_channel(c, &here, &actor)
    });
    Ok(web::feed::respond("application/rss+xml; charset=utf-8", read.await?.to_string()))
}

/// What a channel says of itself, as it is typed.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(default)]
pub(super) struct ChannelForm {
    medium: String,
    category: String,
    explicit: bool,
    licence: String,
    language: String,
    owner_email: String,
    funding_url: String,
}

#[derive(Serialize)]
struct Edit<'a> {
    line: AuthorCard,
    form: &'a ChannelForm,
    errors: &'a FieldErrors,
    feed: String,
    categories: &'static [&'static str],
    licences: Vec<Choice>,
    languages: Vec<Choice>,
}

/// The form.
pub(super) async fn edit(visit: MemberVisit, app: App, handle: Path<String>) -> web::Result<HttpResponse> {
    let (me, handle) = (me(&visit)?, handle.into_inner());
    let read = app.db.read(move |c| {
        let actor = own(c, me, &handle)?;
        Ok::<_, DbError>((Channel::of(c, actor.id)?, actor))
    });
    let (channel, actor) = read.await?;
    render(&visit, &app, &actor, &ChannelForm::of(&channel), &FieldErrors::new())
}

fn render(
    visit: &MemberVisit,
    app: &App,
    actor: &Actor,
    form: &ChannelForm,
    errors: &FieldErrors,
) -> web::Result<HttpResponse> {
    let here = stall(app)?;
    let context = Edit {
        line: Show { stall: here, viewer: visit.me.actor }.author(actor),
        form,
        errors,
        feed: feed::address(here, actor).into(),
        categories: &CATEGORIES,
        licences: licences::choices(visit, "music-licence-none"),
        languages: language::choices(visit, Some(&form.language)),
    };
    match errors.is_empty() {
        true => visit.render("music/channel-edit.html", &context),
        false => visit.render_invalid("music/channel-edit.html", &context, errors),
    }
}

/// Says something else of it; followers are told.
pub(super) async fn update(
    visit: MemberVisit,
    app: App,
    handle: Path<String>,
    form: Form<ChannelForm>,
) -> web::Result<HttpResponse> {
    let (me, handle, form) = (me(&visit)?, handle.into_inner(), form.into_inner());
    app.web.limiter.check(Bucket::Write, Key::account(visit.me.account))?;
    let actor = app.db.read(move |c| own(c, me, &handle)).await?;
    let mut errors = FieldErrors::new();
    let channel = form.channel(actor.id, &mut errors);
    if !errors.is_empty() {
        return render(&visit, &app, &actor, &form, &errors);
    }
    let (desk, page) = (app.desk(), format!("/@{}", actor.username));
    let written = app.db.write(move |c| {
        channel.keep(c)?;
        let document = desk.wire_actor(c, &actor)?;
        host::social::outbox::update_actor(c, &desk.hosts, &actor, document).map(drop)
    });
    written.await?;
    visit.notice("music-channel-changed");
    Ok(visit.see_other(&page))
}

impl ChannelForm {
    fn of(channel: &Channel) -> Self {
        let text = |told: &Option<String>| told.clone().unwrap_or_default();
        Self {
            medium: channel.medium.to_string(),
            category: text(&channel.category),
            explicit: channel.explicit,
            licence: channel.licence.map(|licence| licence.to_string()).unwrap_or_default(),
            language: text(&channel.language),
            owner_email: text(&channel.owner_email),
            funding_url: text(&channel.funding_url),
        }
    }

    fn channel(&self, actor_id: ActorId, errors: &mut FieldErrors) -> Channel {
        let said = |text: &str| Some(text.trim().to_owned()).filter(|text| !text.is_empty());
        let mut refuse = |field: &'static str, wrong: bool, message: &'static str| {
            if wrong {
                errors.add(field, Message::new(message));
            }
        };
        let (category, language) = (said(&self.category), said(&self.language));
        let (owner_email, funding_url) = (said(&self.owner_email), said(&self.funding_url));
        let unknown = |name: &String| !CATEGORIES.contains(&name.as_str());
        refuse("category", category.as_ref().is_some_and(unknown), "form-unfit");
        let unfit = |text: &String| host::social::email::Email::parse(text).is_err();
        refuse("owner_email", owner_email.as_ref().is_some_and(unfit), "music-email-unfit");
        let unfit = |text: &String| {
            text.len() > LONGEST || !Url::parse(text).is_ok_and(|url| ["http", "https"].contains(&url.scheme()))
        };
        refuse("funding_url", funding_url.as_ref().is_some_and(unfit), "music-licence-unfit");
        Channel {
            actor_id,
            medium: self.medium.parse().unwrap_or(Medium::Music),
            category,
            explicit: self.explicit,
            licence: self.licence.parse().ok(),
            language: language.filter(|tag| tag.len() <= 35),
            owner_email,
            funding_url,
        }
    }
}

/// One in whose name the member publishes.
fn own(c: &mut Conn, me: ActorId, handle: &str) -> Result<Actor, DbError> {
    let actor = Actor::find_at(c, crate::MANIFEST.name, handle)?.ok_or(DbError::NotFound)?;
    match membership::may_act_for(c, me, actor.id)? {
        true => Ok(actor),
        false => Err(DbError::NotFound),
    }
}
