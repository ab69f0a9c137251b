//! How a module describes itself. A module is data first, then few functions; whatever it leaves out means “nothing to do”.

use std::fmt;

use actix_web::web::ServiceConfig;
use async_trait::async_trait;
use diesel::QueryResult;
use serde::Serialize;
use social::actor::{Actor, ActorId, ActorKind};
use social::card::Card;
use social::media::{MediaId, Purpose};
use social::object::Object;
use store::Conn;
use store::jobs::Runner;
use store::migrations::Folder;
use store::uri::Stall;
use web::{Look, NavItem, SubPage};

use crate::collection::Collections;
use crate::story::Stories;
use crate::teaser::TeaserPicture;
use crate::{App, ObjectKind};

/// What a module is, without running anything.
#[derive(Clone, Copy)]
pub struct Manifest {
    /// One lower-case word, used everywhere: crate, tables, templates, configuration, command line.
    pub name: &'static str,
    /// The key of the message that names the stall to readers.
    pub title: &'static str,
    /// The key of the message that says in a sentence what it is for, on the square.
    pub about: &'static str,
    /// The software that it stands in for, as members may know it; shown on the square.
    pub like: &'static str,
    /// What stands before the domain in its host unless the configuration says otherwise.
    pub host: &'static str,
    /// The icon of the theme's sprite.
    pub icon: &'static str,
    /// Its tables, each named with the module's name before an underscore.
    pub migrations: Option<Folder>,
    /// Templates that the themes do not have: name and source. The stall's own pages lie in the default theme.
    pub templates: &'static [(&'static str, &'static str)],
    /// Messages that the themes do not have: language and Fluent source.
    pub messages: &'static [(&'static str, &'static str)],
    /// Its menu, in the order in which it is shown. What every stall has (notifications, search) follows by itself.
    pub navigation: &'static [NavItem],
    /// Where a member publishes; none: the stall's own form for answers is all there is.
    pub composer: Option<Composer>,
    /// What pictures are uploaded for.
    pub pictures: Purpose,
    /// The most bytes of a file that comes with one of its forms, where that is not the club's `limits.upload_bytes`.
    pub upload_bytes: Option<u64>,
    /// How what its actors published is shown in lists of it.
    pub look: Look,
    /// Its own pages below an object, linked from the menu of the member's own.
    pub object_pages: &'static [SubPage],
    /// What NodeInfo says that it has, under `config.features`, by the words of the software that it stands in for.
    pub features: &'static [&'static str],
    /// What administrators can set.
    pub settings: &'static [Knob],
    /// The types of actor that live there besides members' own.
    pub actor_types: &'static [ActorKind],
}

/// Where a member publishes at a stall.
#[derive(Debug, Clone, Copy)]
pub struct Composer {
    /// Its path. It takes `?edit=<id>`, `?draft=<id>`, `?text=<words>` and `?mention=<handle>`.
    pub path: &'static str,
    /// Whether answers and quotes are written there too (`?reply=<id>`, `?quote=<id>`). Else answers have the stall's own
    /// form, and nothing is quoted.
    pub answers: bool,
}

/// A setting of a module that administrators change on a page.
#[derive(Debug, Clone, Copy)]
pub struct Knob {
    /// Its key, with the module's name before the dot.
    pub key: &'static str,
    /// The key of the message that names it; with `-hint` behind it, the one that explains it.
    pub label: &'static str,
    /// What kind of value it takes, with its default.
    pub value: KnobValue,
}

/// The values that a [`Knob`] takes, each with its default.
#[derive(Debug, Clone, Copy)]
pub enum KnobValue {
    /// Yes or no.
    Switch(bool),
    /// A whole number between two bounds: default, least, most.
    Number(i64, i64, i64),
    /// A line of text.
    Line(&'static str),
}

/// What leads from an actor's page to another about the same actor.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ProfileLink {
    /// The key of the message that names it.
    pub label: &'static str,
    /// Where it leads, a path of the stall.
    pub path: String,
    /// The icon of the theme's sprite.
    pub icon: &'static str,
}

/// What an actor does at this moment, as the actor's page tells it.
#[derive(Debug, Clone, Serialize)]
pub struct ProfileNote {
    /// The key of the message that says it, of `$said`.
    pub label: &'static str,
    /// What it is about.
    pub said: String,
    /// Where it leads, a path of the stall.
    pub path: String,
    /// The icon of the theme's sprite.
    pub icon: &'static str,
}

/// Something that is said of an object on its page in a line of its own.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Fact {
    /// The key of the message that names it.
    pub label: &'static str,
    /// What is said.
    pub text: String,
    /// The key of the message that is said instead, where readers have it in their language.
    pub message: Option<&'static str>,
    /// Where it is explained: an address, with what it is to the object (`rel`).
    pub link: Option<(String, &'static str)>,
}

/// A page that other sites show within theirs, with a page made for that (oEmbed).
#[derive(Debug, Clone)]
pub struct Embeddable {
    /// What it is called.
    pub title: String,
    /// Whose it is.
    pub author: Actor,
    /// The page of the frame, a path of the stall. Its scripts run.
    pub frame: String,
    /// How high the frame is, in pixels.
    pub height: u32,
    /// What is to be seen.
    pub picture: Option<TeaserPicture>,
    /// What is to be heard first, an address.
    pub sound: Option<String>,
}

/// A stall. Implementations are unit structs in `MODULES`.
#[async_trait]
pub trait Module: Send + Sync {
    /// What it is.
    fn manifest(&self) -> &'static Manifest;

    /// Its pages. They are asked only for requests to its own host, before those that every stall has.
    fn routes(&self, config: &mut ServiceConfig) {
        let _ = config;
    }

    /// The kinds of object that it understands.
    fn objects(&self) -> &'static [&'static dyn ObjectKind] {
        &[]
    }

    /// What its members put together of their posts, for programs; none: it has no such thing.
    fn collections(&self) -> Option<&'static dyn Collections> {
        None
    }

    /// What its members show their followers for a day, for programs; none: it has no such thing.
    fn stories(&self) -> Option<&'static dyn Stories> {
        None
    }

    /// What leads further from the page of one of its actors, which may be one that the reader acts for.
    fn profile_links(&self, c: &mut Conn, actor: &Actor, mine: bool) -> QueryResult<Vec<ProfileLink>> {
        let _ = (c, actor, mine);
        Ok(Vec::new())
    }

    /// What one of its actors does at this moment, as far as the actor shows that and the viewer may see it.
    fn profile_note(&self, c: &mut Conn, viewer: Option<ActorId>, actor: &Actor) -> QueryResult<Option<ProfileNote>> {
        let _ = (c, viewer, actor);
        Ok(None)
    }

    /// What search engines read of one of its objects in the head of its page (<https://schema.org>): JSON-LD in which `<` is
    /// escaped. The object may be of any kind, and for anybody.
    fn structured(&self, stall: &Stall, card: &Card) -> Option<String> {
        let _ = (stall, card);
        None
    }

    /// What it says of an object on its page besides what every stall says.
    fn facts(&self, c: &mut Conn, object: &Object) -> QueryResult<Vec<Fact>> {
        let _ = (c, object);
        Ok(Vec::new())
    }

    /// One of its objects as a calendar (RFC 5545), where it takes place.
    fn calendar(&self, stall: &Stall, card: &Card) -> Option<String> {
        let _ = (stall, card);
        None
    }

    /// One of its pages, a path, as other sites may show it in a way of its own. Only what everybody may see.
    fn embeddable(&self, c: &mut Conn, stall: &Stall, path: &str) -> QueryResult<Option<Embeddable>> {
        let _ = (c, stall, path);
        Ok(None)
    }

    /// Whether the viewer may see a file that hangs on no object, because of something that the module shows with it.
    fn shows_file(&self, c: &mut Conn, viewer: Option<ActorId>, media: MediaId) -> QueryResult<bool> {
        let _ = (c, viewer, media);
        Ok(false)
    }

    /// Its jobs.
    fn jobs(&self, runner: Runner<App>) -> Runner<App> {
        runner
    }

    /// Its verbs on the command line: `kermesse <name> <verb> …`.
    fn commands(&self) -> Vec<clap::Command> {
        Vec::new()
    }

    /// Does what a verb of [`commands`](Self::commands) says. Errors are told to the user as they are.
    async fn command(&self, app: &App, verb: &str, arguments: &clap::ArgMatches) -> Result<(), String> {
        let _ = (app, arguments);
        Err(format!("there is no command “{verb}”"))
    }

    /// Lets go of what it keeps about objects and members that are gone: of these the rows of the host stay as tombstones.
    /// Asked whenever a member is deleted, and once in a while.
    fn sweep(&self, c: &mut Conn) -> QueryResult<()> {
        let _ = c;
        Ok(())
    }

    /// What a member's archive holds of it besides what was published: names of files, and what is in them.
    fn keepsakes(&self, c: &mut Conn, actor: &Actor) -> QueryResult<Vec<(String, String)>> {
        let _ = (c, actor);
        Ok(Vec::new())
    }

    /// Fills a demonstration club with something to look at; `names` are its members.
    async fn demonstrate(&self, app: &App, names: &[&str]) -> Result<(), String> {
        let _ = (app, names);
        Ok(())
    }
}

/// The modules that were built in.
#[derive(Clone, Copy)]
pub struct Modules(&'static [&'static dyn Module]);

impl Modules {
    /// From the bill of materials.
    pub const fn new(modules: &'static [&'static dyn Module]) -> Self {
        Self(modules)
    }

    /// Whether one of them shows the viewer a file that hangs on no object.
    pub fn show_file(&self, c: &mut Conn, viewer: Option<ActorId>, media: MediaId) -> QueryResult<bool> {
        for module in self.iter() {
            if module.shows_file(c, viewer, media)? {
                return Ok(true);
            }
        }
        Ok(false)
    }

    /// All of them, in the order in which they are shown.
    pub fn iter(&self) -> impl Iterator<Item = &'static dyn Module> + use<> {
        self.0.iter().copied()
    }

    /// The one of that name.
    pub fn find(&self, name: &str) -> Option<&'static dyn Module> {
        self.iter().find(|module| module.manifest().name == name)
    }

    /// What the members of a stall put together of their posts; none: it has no such thing.
    pub fn collections(&self, stall: &str) -> Option<&'static dyn Collections> {
        self.find(stall)?.collections()
    }

    /// The tables of the host and of all modules. Those of a stall that is switched off stay.
    pub fn migrations(&self) -> Vec<Folder> {
        let own = self.iter().filter_map(|module| module.manifest().migrations);
        std::iter::once(store::migrations::HOST).chain(own).collect()
    }
}

impl fmt::Debug for Modules {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.iter().map(|module| module.manifest().name)).finish()
    }
}
