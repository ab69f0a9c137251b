//! Music: records and podcasts, as on Funkwhale, for browsers and for players that speak Subsonic.

mod album;
mod analysis;
mod artist;
mod channel;
mod commands;
mod demonstration;
mod document;
mod embed;
mod episode;
mod federate;
mod feed;
mod intake;
mod jobs;
mod library;
mod licence;
mod listen;
mod lyrics;
mod opml;
mod pages;
mod play_queue;
mod player_key;
mod playing;
mod playlist;
mod podcast;
mod position;
mod remote;
mod remote_library;
mod schema;
mod scrobbling;
mod share;
mod sound;
mod star;
mod station;
mod subscription;
#[cfg(test)]
mod tests;
mod text;
mod track;

use actix_web::web::ServiceConfig;
use async_trait::async_trait;
use diesel::QueryResult;
use host::module::KnobValue;
use host::social::actor::{Actor, ActorId, ActorKind};
use host::social::media::{MediaId, Purpose};
use host::social::object::Object;
use host::store::Conn;
use host::store::jobs::Runner;
use host::store::migrations::Folder;
use host::store::uri::Stall;
use host::web::{Look, NavItem, Needs, SubPage};
use host::{App, Composer, Embeddable, Fact, Knob, Manifest, Module, ObjectKind, ProfileLink, ProfileNote};

/// The stall.
#[derive(Debug, Clone, Copy)]
pub struct Music;

const MANIFEST: Manifest = Manifest {
    name: "music",
    title: "music-title",
    about: "music-about",
    like: "Funkwhale",
    host: "music",
    icon: "music",
    migrations: Some(Folder {
        owner: "music",
        migrations: host::store::migrations!("../../migrations/sqlite/music", "../../migrations/postgres/music"),
    }),
    templates: &[],
    messages: &[],
    navigation: &[
        NavItem { label: "music-nav-catalogue", path: "/", icon: "album", needs: Needs::Everyone },
        NavItem { label: "music-nav-radio", path: "/radio", icon: "play", needs: Needs::Member },
        NavItem { label: "music-nav-own", path: "/playlists", icon: "list", needs: Needs::Member },
        NavItem { label: "music-nav-add", path: "/tracks/new", icon: "plus", needs: Needs::Member },
    ],
    composer: Some(Composer { path: "/tracks/new", answers: false }),
    pictures: Purpose::Attachment,
    upload_bytes: Some(sound::MAX_BYTES),
    look: Look::Cards,
    object_pages: &[SubPage {
        label: "music-share",
        path: "share",
        icon: "share",
        kind: federate::TRACK,
        readers: false,
    }],
    features: &[],
    settings: &[
        Knob { key: intake::QUOTA.key(), label: "music-quota", value: KnobValue::Number(0, 0, 100_000_000) },
        Knob { key: intake::LARGEST.key(), label: "music-largest", value: KnobValue::Number(512, 1, 1024) },
    ],
    actor_types: &[ActorKind::Group],
};

#[async_trait]
impl Module for Music {
    fn manifest(&self) -> &'static Manifest {
        &MANIFEST
    }

    fn routes(&self, config: &mut ServiceConfig) {
        pages::routes(config);
    }

    fn objects(&self) -> &'static [&'static dyn ObjectKind] {
        &[&federate::Recording]
    }

    fn profile_links(&self, c: &mut Conn, actor: &Actor, mine: bool) -> QueryResult<Vec<ProfileLink>> {
        let link = |label, page: &str, icon| ProfileLink { label, path: format!("/@{}/{page}", actor.username), icon };
        let albums = link("music-albums", "albums", "album");
        let shown = mine || !playlist::Playlist::of(c, None, actor.id)?.is_empty();
        let playlists = shown.then(|| link("music-playlists", "playlists", "list"));
        let channel = mine.then(|| link("music-channel-edit", "channel", "feed"));
        Ok(std::iter::once(albums).chain(playlists).chain(channel).collect())
    }

    fn profile_note(&self, c: &mut Conn, viewer: Option<ActorId>, actor: &Actor) -> QueryResult<Option<ProfileNote>> {
        let Some(heard) = playing::Playing::on_profile(c, actor.id, viewer)? else { return Ok(None) };
        let (path, title) = (format!("/albums/{}", heard.album.id), heard.object.title.unwrap_or_default());
        let said =
            if heard.track.artist_line.is_empty() { title } else { format!("{title} – {}", heard.track.artist_line) };
        Ok(Some(ProfileNote { label: "music-playing-now", said, path, icon: "play" }))
    }

    fn embeddable(&self, c: &mut Conn, stall: &Stall, path: &str) -> QueryResult<Option<Embeddable>> {
        embed::Programme::at(c, stall, path)?.map(|programme| programme.embeddable(c, stall)).transpose()
    }

    fn facts(&self, c: &mut Conn, object: &Object) -> QueryResult<Vec<Fact>> {
        licence::facts(c, object)
    }

    fn shows_file(&self, c: &mut Conn, viewer: Option<ActorId>, media: MediaId) -> QueryResult<bool> {
        Ok(album::shows_file(c, viewer, media)? || podcast::Podcast::shows_file(c, viewer, media)?)
    }

    fn jobs(&self, runner: Runner<App>) -> Runner<App> {
        jobs::register(runner)
    }

    fn sweep(&self, c: &mut Conn) -> QueryResult<()> {
        track::sweep(c)?;
        subscription::sweep(c)?;
        playing::sweep(c)?;
        share::sweep(c)?;
        position::sweep(c)?;
        remote_library::sweep(c)?;
        scrobbling::Scrobbling::sweep(c)
    }

    fn keepsakes(&self, c: &mut Conn, actor: &Actor) -> QueryResult<Vec<(String, String)>> {
        subscription::keepsakes(c, actor)
    }

    fn commands(&self) -> Vec<clap::Command> {
        commands::all()
    }

    async fn command(&self, app: &App, verb: &str, arguments: &clap::ArgMatches) -> Result<(), String> {
        commands::run(app, verb, arguments).await
    }

    async fn demonstrate(&self, app: &App, names: &[&str]) -> Result<(), String> {
        demonstration::fill(app, names).await.map_err(|error| error.to_string())
    }
}
