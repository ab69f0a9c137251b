//! Podcasts elsewhere: what the reader is subscribed to, the list as a file, and each with its episodes.

use std::collections::HashMap;

use actix_web::HttpResponse;
use actix_web::http::header;
use actix_web::web::{Path, Query, ServiceConfig, delete, get, post};
use chrono::NaiveDateTime;
use diesel::result::Error as DbError;
use host::App;
use host::social::actor::{Actor, ActorId};
use host::social::media::Media;
use host::store::{Conn, clock};
use host::web::card::{MediaCard, Pagination};
use host::web::error::FieldErrors;
use host::web::{self, Bucket, Form, Key, MemberVisit, Message};
use serde::{Deserialize, Serialize};

use super::cards;
use super::part::{PAGE, Part};
use super::player::Nothing;
use super::positions::PlaceCard;
use super::visit::me;
use crate::episode::Episode;
use crate::podcast::{self, Podcast, PodcastId};
use crate::position::{Kind, Position};
use crate::{opml, subscription};

/// Every address, by resource.
pub(super) fn routes(config: &mut ServiceConfig) {
    config
        .route("/podcasts", get().to(index))
        .route("/podcasts", post().to(create))
        .route("/podcasts/list", post().to(import))
        .route("/podcasts/list.opml", get().to(export))
        .route("/podcasts/{id}", get().to(show))
        .route("/podcasts/{id}", delete().to(destroy))
        .route("/podcasts/{id}/readings", post().to(refresh))
        .route("/episodes/{id}/sound", get().to(super::episodes::sound));
}

/// A podcast, as it stands in lists and on its own page.
#[derive(Debug, Clone, Serialize)]
struct PodcastCard {
    id: String,
    title: String,
    author: String,
    description_html: String,
    /// Its feed, and its page.
    url: String,
    link: Option<String>,
    picture: Option<MediaCard>,
    checked: Option<NaiveDateTime>,
    /// The word for why it could not be read.
    problem: Option<&'static str>,
}

/// An episode, as it stands in lists and as a player takes it.
#[derive(Debug, Clone, Serialize)]
struct EpisodeCard {
    id: String,
    podcast_id: String,
    podcast: String,
    title: String,
    description_html: String,
    cover_url: String,
    number: Option<i32>,
    season: Option<i32>,
    duration_ms: i64,
    duration: String,
    published: NaiveDateTime,
    /// Where the reader is in it.
    place: PlaceCard,
}

impl PodcastCard {
    fn gather(c: &mut Conn, podcasts: Vec<Podcast>) -> Result<Vec<Self>, DbError> {
        let ids: Vec<_> = podcasts.iter().filter_map(|podcast| podcast.picture_id).collect();
        let pictures = Media::load(c, &ids)?;
        let picture = |podcast: &Podcast| {
            let found = pictures.iter().find(|media| Some(media.id) == podcast.picture_id)?;
            Some(host::show::media(found, &[]))
        };
        Ok(podcasts
            .into_iter()
            .map(|podcast| Self {
                id: podcast.id.to_string(),
                title: podcast.name().to_owned(),
                picture: picture(&podcast),
                author: podcast.author,
                description_html: podcast.description,
                url: podcast.url,
                link: podcast.link,
                checked: podcast.checked_at,
                problem: podcast.problem.map(podcast::Problem::as_str),
            })
            .collect())
    }
}

impl EpisodeCard {
    fn of(episode: Episode, podcast: &PodcastCard, places: &HashMap<i64, Position>) -> Self {
        Self {
            place: places.get(&episode.id.0).map(PlaceCard::from).unwrap_or_default(),
            id: episode.id.to_string(),
            podcast_id: podcast.id.clone(),
            podcast: podcast.title.clone(),
            cover_url: podcast.picture.as_ref().map(|picture| picture.preview_url.clone()).unwrap_or_default(),
            title: episode.title,
            description_html: episode.description,
            number: episode.number,
            season: episode.season,
            duration: if episode.duration_ms > 0 { cards::clock(episode.duration_ms) } else { String::new() },
            duration_ms: episode.duration_ms,
            published: episode.published_at,
        }
    }
}

#[derive(Serialize)]
struct Index {
    podcasts: Vec<PodcastCard>,
    /// The newest of all.
    episodes: Vec<EpisodeCard>,
    pages: Pagination,
    /// An address, as it was typed.
    url: String,
}

/// What the reader is subscribed to, and what is new there.
async fn index(visit: MemberVisit, app: App, part: Query<Part>) -> web::Result<HttpResponse> {
    list(&visit, &app, *part, String::new(), &FieldErrors::new()).await
}

async fn list(
    visit: &MemberVisit,
    app: &App,
    part: Part,
    url: String,
    errors: &FieldErrors,
) -> web::Result<HttpResponse> {
    let (me, offset) = (me(visit)?, part.offset());
    let read = app.db.read(move |c| {
        let podcasts = subscription::of(c, me)?;
        let podcasts = PodcastCard::gather(c, podcasts)?;
        let newest = Episode::newest(c, me, PAGE, offset)?;
        let places = places(c, me, newest.iter().map(|(episode, _)| episode))?;
        Ok::<_, DbError>((podcasts, newest, places))
    });
    let (podcasts, newest, places) = read.await?;
    let pages = part.pages("/podcasts", newest.len() as i64 == PAGE);
    let card = |(episode, of): (Episode, Podcast)| {
        let podcast = podcasts.iter().find(|podcast| podcast.id == of.id.to_string())?;
        Some(EpisodeCard::of(episode, podcast, &places))
    };
    let episodes = newest.into_iter().filter_map(card).collect();
    let context = Index { episodes, podcasts, pages, url };
    match errors.is_empty() {
        true => visit.render("music/podcasts.html", &context),
        false => visit.render_invalid("music/podcasts.html", &context, errors),
    }
}

/// The address of a feed, or of a page that says where its feed is.
#[derive(Debug, Deserialize)]
struct AddressForm {
    #[serde(default)]
    url: String,
}

/// Subscribes the reader.
async fn create(visit: MemberVisit, app: App, form: Form<AddressForm>) -> web::Result<HttpResponse> {
    let (me, typed) = (me(&visit)?, form.into_inner().url);
    app.web.limiter.check(Bucket::Write, Key::account(visit.me.account))?;
    let wrong = async |message: &'static str, typed: String| {
        list(&visit, &app, Part::default(), typed, &FieldErrors::one("url", message)).await
    };
    let Some(url) = podcast::address(&typed) else { return wrong("music-podcast-address", typed).await };
    if app.hosts.is_local(&url) {
        return wrong("music-podcast-own", typed).await;
    }
    match app.db.write(move |c| subscription::begin(c, me, &url)).await? {
        Some(podcast) => Ok(visit.see_other(&format!("/podcasts/{podcast}"))),
        None => wrong("music-podcast-too-many", typed).await,
    }
}

#[derive(Serialize)]
struct Shown {
    podcast: PodcastCard,
    episodes: Vec<EpisodeCard>,
}

/// A podcast with its episodes.
async fn show(visit: MemberVisit, app: App, id: Path<PodcastId>) -> web::Result<HttpResponse> {
    let (me, id) = (me(&visit)?, id.into_inner());
    let read = app.db.read(move |c| {
        let podcast = own(c, me, id)?;
        let podcast = PodcastCard::gather(c, vec![podcast])?.pop().ok_or(DbError::NotFound)?;
        let episodes = Episode::of(c, id)?;
        let places = places(c, me, episodes.iter())?;
        let card = |episode: Episode| EpisodeCard::of(episode, &podcast, &places);
        let episodes = episodes.into_iter().map(card).collect();
        Ok::<_, DbError>(Shown { podcast, episodes })
    });
    visit.render("music/podcast.html", &read.await?)
}

/// Has it read now.
async fn refresh(visit: MemberVisit, app: App, id: Path<PodcastId>, _form: Form<Nothing>) -> web::Result<HttpResponse> {
    let (me, id) = (me(&visit)?, id.into_inner());
    app.web.limiter.check(Bucket::Write, Key::account(visit.me.account))?;
    let hastened = app.db.write(move |c| {
        own(c, me, id)?;
        Podcast::hasten(c, id)
    });
    hastened.await?;
    visit.notice("music-podcast-reading");
    Ok(visit.see_other(&format!("/podcasts/{id}")))
}

/// Ends the subscription.
async fn destroy(visit: MemberVisit, app: App, id: Path<PodcastId>, _form: Form<Nothing>) -> web::Result<HttpResponse> {
    let (me, id) = (me(&visit)?, id.into_inner());
    match app.db.write(move |c| subscription::end(c, me, id)).await? {
        true => visit.notice("music-podcast-ended"),
        false => return Err(web::Error::not_found("podcast")),
    }
    Ok(visit.see_other("/podcasts"))
}

/// The list as a file, for other programs.
async fn export(visit: MemberVisit, app: App) -> web::Result<HttpResponse> {
    let me = me(&visit)?;
    let read = app.db.read(move |c| {
        let podcasts = subscription::of(c, me)?;
        Ok::<_, DbError>((Actor::get(c, me)?, podcasts))
    });
    let (actor, podcasts) = read.await?;
    Ok(HttpResponse::Ok()
        .insert_header((header::CACHE_CONTROL, "private, no-store"))
        .insert_header((header::CONTENT_DISPOSITION, "attachment; filename=\"podcasts.opml\""))
        .content_type("text/x-opml; charset=utf-8")
        .body(opml::write(actor.display_name(), &podcasts, clock::now())))
}

/// Subscribes the reader to all of a list from elsewhere; each is read by a job of its own.
async fn import(visit: MemberVisit, app: App, mut form: Form<Nothing>) -> web::Result<HttpResponse> {
    let me = me(&visit)?;
    app.web.limiter.check(Bucket::Upload, Key::account(visit.me.account))?;
    let found = match form.take_upload("file").filter(|upload| upload.size <= opml::MAX_BYTES) {
        Some(upload) => opml::read(&upload.read().await.map_err(|error| web::Error::internal(error.to_string()))?),
        None => None,
    };
    let Some(found) = found.filter(|list| !list.feeds.is_empty()) else {
        let errors = FieldErrors::one("file", "music-podcast-no-list");
        return list(&visit, &app, Part::default(), String::new(), &errors).await;
    };
    let local = found.feeds.iter().filter(|url| app.hosts.is_local(url)).count();
    let (feeds, hosts) = (found.feeds, app.hosts.clone());
    let begun = app.db.write(move |c| {
        let mut begun = (0, 0);
        for url in feeds.iter().filter(|url| !hosts.is_local(url)) {
            match subscription::begin(c, me, url)? {
                Some(_) => begun.0 += 1,
                None => begun.1 += 1,
            }
        }
        Ok::<_, DbError>(begun)
    });
    let (begun, beyond) = begun.await?;
    visit.notice(Message::new("music-podcast-list-taken").with("count", begun));
    let left = found.unfit + local + beyond;
    if left > 0 {
        visit.notice(Message::new("music-podcast-list-left").with("count", left));
    }
    Ok(visit.see_other("/podcasts"))
}

/// Where the member is in these episodes, by their numbers.
fn places<'a>(
    c: &mut Conn,
    me: ActorId,
    episodes: impl Iterator<Item = &'a Episode>,
) -> Result<HashMap<i64, Position>, DbError> {
    let ids: Vec<i64> = episodes.map(|episode| episode.id.0).collect();
    Position::among(c, me, Kind::Episode, &ids)
}

/// One to which the member is subscribed.
fn own(c: &mut Conn, me: ActorId, id: PodcastId) -> Result<Podcast, DbError> {
    subscription::find(c, me, id)?.ok_or(DbError::NotFound)
}
