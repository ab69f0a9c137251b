//! The application: everything that a handler, a job or a command can reach.

use std::ops::Deref;
use std::path::PathBuf;
use std::sync::Arc;

use actix_web::web::ServiceConfig;
use actix_web::{FromRequest, HttpRequest, dev};
use federation::journal::JournalLimits;
use federation::push::{PushError, Vapid};
use federation::{Federation, Kinds};
use rand::RngCore;
use social::account::RegistrationMode;
use social::media::{Filter, Purpose};
use social::setting::{self, Setting};
use std::future::{Ready, ready};
use store::jobs::Runner;
use store::media::Media;
use store::uri::Hosts;
use store::{Db, OpenError};
use tokio::sync::watch;
use web::theme::Additions;
use web::{Club, Limiter, Locale, Look, NavItem, Needs, Parts, ServerKey, Site, State, Themes};

use crate::figures::Figures;
use crate::membership::{self, MembershipError};
use crate::module::Modules;
use crate::statement::Desk;
use crate::{Config, ConfigError, housekeeping, mail, tiles};

/// The secret from which tokens are made; written at the first start.
const SERVER_KEY: Setting<Option<[u8; 32]>> = Setting::new("server.key", || None);

/// The key by which push services know the club (PKCS#8); written at the first start. With another one every program would have
/// to subscribe anew.
const PUSH_KEY: Setting<Option<Vec<u8>>> = Setting::new("push.key", || None);

/// The menu that every stall has behind its module's own.
const STALL_NAVIGATION: &[NavItem] = &[
    NavItem { label: "nav-notifications", path: "/notifications", icon: "bell", needs: Needs::Member },
    NavItem { label: "nav-search", path: "/search", icon: "search", needs: Needs::Everyone },
];

/// Everything that a handler, a job or a command can reach. Cheap to clone.
#[derive(Clone)]
pub struct App(Arc<Inner>);

/// What an [`App`] holds.
pub struct Inner {
    /// The configuration.
    pub config: Config,
    /// The modules that were built in, whether their stalls are open or not.
    pub modules: Modules,
    /// The database.
    pub db: Db,
    /// The square and the open stalls.
    pub hosts: Hosts,
    /// The files.
    pub media: Media,
    /// Other servers.
    pub federation: Federation,
    /// What push messages are signed with.
    pub vapid: Vapid,
    /// Pages.
    pub web: State,
    /// What is counted once in a while.
    pub figures: Figures,
}

/// Why the server cannot start.
#[derive(Debug, thiserror::Error)]
pub enum StartError {
    /// The configuration is wrong.
    #[error(transparent)]
    Config(#[from] ConfigError),
    /// The folder for everything cannot be made.
    #[error("{path}: {reason}")]
    Folder {
        /// The folder.
        path: PathBuf,
        /// Why.
        reason: std::io::Error,
    },
    /// The database cannot be opened.
    #[error(transparent)]
    Open(#[from] OpenError),
    /// The tables cannot be brought up to date.
    #[error(transparent)]
    Migration(#[from] store::migrations::Error),
    /// The place for files cannot be used.
    #[error(transparent)]
    Media(#[from] store::media::MediaError),
    /// A theme is broken.
    #[error(transparent)]
    Theme(#[from] web::theme::ThemeError),
    /// The outbound client cannot be made.
    #[error(transparent)]
    Federation(#[from] federation::SetupError),
    /// The key for push messages cannot be made or read.
    #[error("the key for push messages: {0}")]
    Push(#[from] PushError),
    /// The stalls' own actors cannot be made.
    #[error(transparent)]
    Membership(#[from] MembershipError),
    /// The database failed.
    #[error(transparent)]
    Database(#[from] diesel::result::Error),
    /// It cannot listen, or has no certificate.
    #[error(transparent)]
    Listen(#[from] std::io::Error),
}

impl App {
    /// Opens database and files, brings the tables up to date and gives new stalls their actors.
    /// Nothing is served yet, and no worker runs.
    pub async fn open(config: Config, modules: Modules) -> Result<Self, StartError> {
        let hosts = config.hosts(&modules)?;
        let folder = |reason| StartError::Folder { path: config.data_dir.clone(), reason };
        std::fs::create_dir_all(&config.data_dir).map_err(folder)?;
        let db = Db::open(&config.database, &config.data_dir)?;
        for migration in store::migrations::run(&db, &modules.migrations())? {
            tracing::info!(migration, "the database was brought up to date");
        }
        let media = Media::open(&config.media, &config.data_dir)?;
        membership::settle_stalls(&db, &hosts).await?;
        let kinds = kinds(&modules, &hosts);
        let federation = {
            let journal = JournalLimits { days: config.limits.journal_days, entries: config.limits.journal_entries };
            Federation::new(db.clone(), hosts.clone(), kinds, &config.federation, &config.limits.fetch, journal)?
        };
        let vapid = vapid(&db, &hosts).await?;
        let web = state(&config, &modules, &db, &hosts).await?;
        let figures = Figures::default();
        Ok(Self(Arc::new(Inner { config, modules, db, hosts, media, federation, vapid, web, figures })))
    }

    /// Puts what administrators changed about the club before the readers.
    pub async fn refresh_club(&self) -> Result<(), diesel::result::Error> {
        let club = club(&self.db, &self.config, self.web.themes.clone()).await?;
        self.web.set_club(club);
        Ok(())
    }

    /// What everything that is said here keeps to.
    pub fn desk(&self) -> Desk {
        Desk {
            hosts: self.hosts.clone(),
            kinds: self.federation.kinds().clone(),
            modules: self.modules,
            characters: self.config.limits.post_characters,
            media: self.config.limits.post_media,
            locates: !self.config.map.geocoder.is_empty(),
        }
    }

    /// What pictures are uploaded for at a stall.
    pub fn pictures(&self, stall: &str) -> Purpose {
        self.modules.find(stall).map_or(Purpose::Attachment, |module| module.manifest().pictures)
    }

    /// Starts everything that works behind the pages; it ends when `shutdown` says true.
    /// `further` tells of the jobs of what stands above: the square's.
    pub fn start_workers(
        &self,
        shutdown: &watch::Receiver<bool>,
        further: fn(Runner<Self>) -> Runner<Self>,
    ) -> Vec<tokio::task::JoinHandle<()>> {
        let mut runner = further(housekeeping::register(Runner::new()));
        for module in self.modules.iter().filter(|m| self.hosts.stall(m.manifest().name).is_some()) {
            runner = module.jobs(runner);
        }
        let mut tasks = vec![
            runner.start(self.db.clone(), Arc::new(self.clone()), shutdown.clone()),
            tokio::spawn(mail::run(self.db.clone(), self.config.clone(), shutdown.clone())),
        ];
        if self.config.federation.enabled {
            tasks.extend(self.federation.start(shutdown));
        }
        tasks
    }

    /// The addresses of the open stalls, each asked only for its own host: those of its module, then those that `every`
    /// stall has.
    pub fn stall_routes(&self, config: &mut ServiceConfig, every: fn(&mut ServiceConfig)) {
        for stall in self.hosts.stalls() {
            if let Some(module) = self.modules.find(stall.name) {
                let own = web::on(store::uri::Site::Stall(stall.name));
                let scope = actix_web::web::scope("").guard(own);
                config.service(scope.configure(|scope| module.routes(scope)).configure(every));
            }
        }
    }

    /// The application that a request came to.
    pub fn of(req: &HttpRequest) -> web::Result<Self> {
        req.app_data::<Self>().cloned().ok_or_else(|| web::Error::internal("there is no application"))
    }
}

impl Deref for App {
    type Target = Inner;

    fn deref(&self) -> &Inner {
        &self.0
    }
}

impl FromRequest for App {
    type Error = web::Error;
    type Future = Ready<web::Result<Self>>;

    fn from_request(req: &HttpRequest, _: &mut dev::Payload) -> Self::Future {
        ready(Self::of(req))
    }
}

/// The kinds of object of the open stalls.
fn kinds(modules: &Modules, hosts: &Hosts) -> Kinds {
    let open = modules.iter().filter(|module| hosts.stall(module.manifest().name).is_some());
    Kinds::new(open.flat_map(|module| module.objects().iter().map(move |kind| (module.manifest().name, *kind))))
}

/// The styles that preview what the server does to pictures.
const FILTER_STYLES: &str = "styles/filters.css";

async fn state(config: &Config, modules: &Modules, db: &Db, hosts: &Hosts) -> Result<State, StartError> {
    let filters = Filter::styles();
    let manifests: Vec<_> = modules.iter().map(|module| module.manifest()).collect();
    let additions = Additions {
        templates: manifests.iter().flat_map(|m| m.templates.iter().copied()).collect(),
        locales: manifests.iter().flat_map(|m| m.messages.iter().copied()).collect(),
        assets: web::library::LIBRARIES.iter().copied().chain([(FILTER_STYLES, filters.as_bytes())]).collect(),
        origins: std::iter::once(("square", hosts.square().to_string()))
            .chain(hosts.stalls().iter().map(|stall| (stall.name, stall.origin.to_string())))
            .collect(),
    };
    let folder = config.data_dir.join(&config.themes_dir);
    let themes = Themes::load(folder.is_dir().then_some(folder.as_path()), &additions)?;
    let club = club(db, config, themes.clone()).await?;
    let parts = Parts {
        db: db.clone(),
        hosts: hosts.clone(),
        themes,
        config: config.server.clone(),
        sites: sites(config, modules, hosts),
        key: server_key(db).await?,
        limiter: Limiter::new(&config.limits.rates),
        upload_bytes: config.limits.upload_bytes,
        version: env!("CARGO_PKG_VERSION"),
    };
    Ok(State::new(parts, club))
}

/// The square, then the open stalls.
fn sites(config: &Config, modules: &Modules, hosts: &Hosts) -> Vec<Arc<Site>> {
    let square = Site {
        place: store::uri::Site::Square,
        name: "square",
        title: "square-title",
        origin: hosts.square().clone(),
        look: Look::Cards,
        navigation: SQUARE_NAVIGATION.to_vec(),
        object_pages: &[],
        upload_bytes: config.limits.upload_bytes,
    };
    let stalls = hosts.stalls().iter().filter_map(|stall| {
        let manifest = modules.find(stall.name)?.manifest();
        let navigation = manifest.navigation.iter().chain(STALL_NAVIGATION).cloned().collect();
        let place = store::uri::Site::Stall(stall.name);
        Some(Site {
            place,
            name: stall.name,
            title: manifest.title,
            origin: stall.origin.clone(),
            look: manifest.look,
            navigation,
            object_pages: manifest.object_pages,
            upload_bytes: manifest.upload_bytes.unwrap_or(config.limits.upload_bytes),
        })
    });
    std::iter::once(square).chain(stalls).map(Arc::new).collect()
}

/// The menu of the square.
const SQUARE_NAVIGATION: &[NavItem] = &[
    NavItem { label: "nav-square", path: "/", icon: "home", needs: Needs::Everyone },
    NavItem { label: "nav-how", path: "/how-it-works", icon: "question", needs: Needs::Everyone },
    NavItem { label: "nav-settings", path: "/settings", icon: "settings", needs: Needs::Member },
    NavItem { label: "nav-admin", path: "/admin", icon: "shield", needs: Needs::Moderator },
];

async fn club(db: &Db, config: &Config, themes: Themes) -> Result<Club, diesel::result::Error> {
    let (mode, map) = (config.registration.mode, config.map.clone());
    db.read(move |c| {
        let settings = setting::Settings::load(c)?;
        let languages = settings.get(&setting::LANGUAGES);
        let locale = languages.iter().find_map(|tag| themes.translations().find(tag)).unwrap_or_else(Locale::english);
        Ok(Club {
            name: settings.get(&setting::TITLE),
            locale,
            theme: settings.get(&setting::THEME),
            registration: settings.get(&setting::REGISTRATION).unwrap_or(mode) != RegistrationMode::Closed,
            tiles: tiles::of(&settings, &map),
        })
    })
    .await
}

async fn server_key(db: &Db) -> Result<ServerKey, diesel::result::Error> {
    let bytes = db
        .write(|c| match SERVER_KEY.get(c)? {
            Some(bytes) => Ok::<_, diesel::result::Error>(bytes),
            None => {
                let mut bytes = [0; 32];
                rand::rng().fill_bytes(&mut bytes);
                SERVER_KEY.set(c, &Some(bytes))?;
                Ok(bytes)
            }
        })
        .await?;
    Ok(ServerKey::new(&bytes))
}

async fn vapid(db: &Db, hosts: &Hosts) -> Result<Vapid, StartError> {
    let new = Vapid::generate()?;
    let kept = db.write(move |c| match PUSH_KEY.get(c)? {
        Some(kept) => Ok::<_, diesel::result::Error>(kept),
        None => {
            PUSH_KEY.set(c, &Some(new.clone()))?;
            Ok(new.clone())
        }
    });
    Ok(Vapid::from_pkcs8(&kept.await?, &hosts.square().url("/"))?)
}
