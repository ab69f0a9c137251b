//! What holds for every module, those that are built in and the toy; and that a club is one with any number of them.

use std::collections::BTreeSet;
use std::path::PathBuf;

use host::module::KnobValue;
use host::store::testing;
use host::web::Needs;
use host::{App, Claim, Config, Kinds, Module, vocab};
use tests::toy::{self, Cookbook};
use tests::tree::{files, root};
use tests::{Browser, Options, Server};

fn every() -> Vec<&'static dyn Module> {
    kermesse::modules().iter().chain([&Cookbook as &dyn Module]).collect()
}

/// Refuses what is there twice.
fn unique(what: &str, names: impl IntoIterator<Item = &'static str>) {
    let mut seen = BTreeSet::new();
    for name in names {
        assert!(seen.insert(name), "two modules have the {what} {name}");
        assert!(name.chars().all(|letter| letter.is_ascii_lowercase()), "{what} {name}: one lower-case word");
    }
}

#[test]
fn names_are_unique() {
    unique("name", every().iter().map(|module| module.manifest().name));
    unique("host", every().iter().map(|module| module.manifest().host));
    unique("kind", every().iter().flat_map(|module| module.objects()).map(|kind| kind.name()));
}

#[test]
fn tables_bear_the_name_of_their_module() {
    for module in every() {
        let name = module.manifest().name;
        for backend in ["sqlite", "postgres"] {
            let folder = root().join("migrations").join(backend).join(name);
            assert_eq!(folder.is_dir(), module.manifest().migrations.is_some(), "{}", folder.display());
            for path in if folder.is_dir() { files(&folder, "sql") } else { Vec::new() } {
                let text = std::fs::read_to_string(&path).unwrap();
                for made in text.split("CREATE TABLE ").skip(1) {
                    assert!(
                        made.starts_with(&format!("{name}_")),
                        "{}: {}",
                        path.display(),
                        made.lines().next().unwrap()
                    );
                }
            }
        }
    }
}

/// All templates of all themes are parsed, and every one that is named is there.
#[tokio::test(flavor = "multi_thread")]
async fn templates_exist_and_parse_in_every_theme() {
    let database = testing::db(&[]);
    let config = Config { database: database.config(), data_dir: database.folder().to_owned(), ..Config::default() };
    let app = App::open(config, toy::modules()).await.unwrap();
    assert!(app.hosts.stall("cookbook").is_some());

    let default = root().join("themes/default/templates");
    let theirs: BTreeSet<&str> =
        every().iter().flat_map(|module| module.manifest().templates).map(|(name, _)| *name).collect();
    let mut named = 0;
    for folder in ["src/portal", "src/stall", "modules"] {
        for path in files(&root().join(folder), "rs") {
            let text = std::fs::read_to_string(&path).unwrap();
            for name in
                text.split('"').filter(|word| word.ends_with(".html") && word.contains('/') && !word.contains(' '))
            {
                assert!(
                    default.join(name).is_file() || theirs.contains(name),
                    "{} names {name}, which is nowhere",
                    path.display()
                );
                named += 1;
            }
        }
    }
    assert!(named > 30, "only {named} names of templates were found");
}

#[test]
fn what_it_says_of_itself_is_said_in_both_languages() {
    for module in every() {
        let manifest = module.manifest();
        for language in ["en", "fr"] {
            let folder = root().join("themes/default/locales").join(language);
            let mut words: String =
                files(&folder, "ftl").iter().map(|path| std::fs::read_to_string(path).unwrap()).collect();
            words.extend(manifest.messages.iter().filter(|(tag, _)| *tag == language).map(|(_, text)| *text));
            let says = |key: &str| words.lines().any(|line| line.starts_with(&format!("{key} =")));
            let own =
                [manifest.title, manifest.about].into_iter().chain(manifest.navigation.iter().map(|item| item.label));
            for key in own {
                assert!(says(key), "{}: {key} is not said in {language}", manifest.name);
            }
            for knob in manifest.settings {
                let hint = format!("{}-hint", knob.label);
                assert!(
                    says(knob.label) && says(&hint),
                    "{}: the setting {} is not explained in {language}",
                    manifest.name,
                    knob.key
                );
            }
        }
        for knob in manifest.settings {
            assert!(knob.key.starts_with(&format!("{}.", manifest.name)), "{} belongs to {}", knob.key, manifest.name);
            if let KnobValue::Number(default, least, most) = knob.value {
                assert!((least..=most).contains(&default), "{}", knob.key);
            }
        }
    }
}

#[test]
fn every_kind_knows_its_samples_and_nobody_elses() {
    let kinds = Kinds::new(
        every().into_iter().flat_map(|module| module.objects().iter().map(move |kind| (module.manifest().name, *kind))),
    );
    for (stall, kind) in kinds.iter() {
        assert!(!kind.samples().is_empty(), "{stall}: {} shows no document of its own", kind.name());
        for sample in kind.samples() {
            let object: vocab::Object = serde_json::from_str(sample).unwrap();
            assert!(kind.wire_types().contains(&object.kind()), "{}: {}", kind.name(), object.kind());
            let exact: Vec<_> = kinds
                .iter()
                .filter(|(_, other)| other.claim(&object) == Claim::Exact)
                .map(|(_, other)| other.name())
                .collect();
            assert_eq!(exact, [kind.name()], "{sample}");
            assert_eq!(kinds.claim(&object).map(|claimed| claimed.name()), Some(kind.name()));

            let written = serde_json::to_value(&object).unwrap();
            let read: vocab::Object = serde_json::from_value(written.clone()).unwrap();
            assert_eq!(read, object, "what is written reads the same");
            let incoming = host::federation::object::Incoming::from_wire(&kinds, read);
            assert!(incoming.is_ok(), "{}: {:?}", kind.name(), incoming.err());
            assert_eq!(written["type"], object.kind());
        }
    }
}

fn club(program: &str) -> Options {
    let executable = match program {
        "toy" => env!("CARGO_BIN_EXE_toy-club"),
        _ => env!("CARGO_BIN_EXE_empty-club"),
    };
    Options { executable: Some(PathBuf::from(executable)), ..Options::default() }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_toy_is_a_stall_like_any_other() {
    let server = Server::start(club("toy")).await;
    server.account("ana");
    let ana = Browser::new();
    ana.log_in(&server, "ana").await;
    let page = ana.open(&server.square("/log-in?site=cookbook&next=/")).await;
    let home = server.stall("recipes", "/");
    assert_eq!(page.url, home);

    ana.submit(&page, "/recipes", &[("title", "Waffles"), ("text", "Four eggs & patience")]).await.expect(200);
    let anybody = Browser::new();
    let page = anybody.open(&home).await;
    let recipe = server.stall("recipes", &page.card("Four eggs &amp; patience").unwrap().path());
    let page = anybody.open(&recipe).await;
    assert!(page.says("Waffles") && page.says(&format!("ana@recipes.{}", server.domain())));
    ana.mark(&recipe, "likes", &[]).await;
    assert_eq!(ana.open(&recipe).await.card("Four eggs").unwrap().count("likes"), 1);
    assert_eq!(anybody.get(&server.url("/@ana/1")).await.status, 404);

    let resource = format!("acct:ana@recipes.{}", server.domain());
    let found = anybody.open(&server.stall("recipes", &format!("/.well-known/webfinger?resource={resource}"))).await;
    assert!(found.says("application/activity+json"), "{}", found.html);
    let listed = server.does(&["stall", "list", "--json"], "");
    assert!(listed.contains("cookbook") && listed.contains("microblog"), "{listed}");
}

#[tokio::test(flavor = "multi_thread")]
async fn every_menu_leads_somewhere() {
    let server = Server::start(club("toy")).await;
    server.does(
        &["account", "create", "olga", "--email", "olga@mail.example", "--role", "owner", "--password-stdin"],
        &tests::server::password("olga"),
    );
    let (olga, anybody) = (Browser::new(), Browser::new());
    olga.log_in(&server, "olga").await;
    for path in ["/", "/how-it-works", "/settings", "/admin", "/journal", "/about", "/rules", "/privacy"] {
        olga.open(&server.square(path)).await;
    }
    for module in toy::modules().iter() {
        let manifest = module.manifest();
        olga.open(&server.square(&format!("/log-in?site={}&next=/", manifest.name))).await;
        for item in manifest.navigation {
            let url = server.stall(manifest.host, item.path);
            olga.open(&url).await;
            if item.needs == Needs::Everyone {
                assert_eq!(anybody.open(&url).await.url, url, "nobody has to log in for it");
            }
        }
        for path in [
            "/notifications",
            "/search",
            "/profile",
            "/bookmarks",
            "/lists",
            "/filters",
            "/blocks",
            "/requests",
            "/profile/move",
        ] {
            olga.open(&server.stall(manifest.host, path)).await;
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_club_without_stalls_is_a_club() {
    let server = Server::start(club("empty")).await;
    server.account("ana");
    let ana = Browser::new();
    ana.open(&server.square("/")).await;
    ana.log_in(&server, "ana").await.expect(200);
    assert!(ana.open(&server.square("/settings")).await.says("ana"), "she is logged in");
    assert_eq!(ana.get(&server.url("/")).await.status, 421, "a host that is not ours");
    assert_eq!(server.does(&["stall", "list", "--json"], "").trim(), "[]");
}
