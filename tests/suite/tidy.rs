//! What holds the tree together: who may name whom, what files may be called, and what must lie beside what.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use host::Config;
use host::config::StallConfig;
use tests::tree::{files, root};

/// Which of our crates each may depend on (ARCHITECTURE.md). Modules know the host and nothing else of ours.
const ARROWS: &[(&str, &[&str])] = &[
    ("vocab", &[]),
    ("store", &[]),
    ("social", &["vocab", "store"]),
    ("federation", &["vocab", "store", "social"]),
    ("web", &["store", "social"]),
    ("host", &["vocab", "store", "social", "federation", "web"]),
    ("stall", &["host"]),
    ("portal", &["host"]),
    ("clients", &["host"]),
];

/// Words for files that say nothing of what is in them.
const EMPTY_WORDS: &[&str] = &[
    "util",
    "utils",
    "helper",
    "helpers",
    "common",
    "misc",
    "manager",
    "service",
    "services",
    "processor",
    "data",
    "info",
    "dao",
    "shared",
    "base",
    "stuff",
];

fn modules() -> Vec<String> {
    let folders = std::fs::read_dir(root().join("modules")).unwrap();
    folders.map(|folder| folder.unwrap().file_name().into_string().unwrap()).collect()
}

/// The names under one heading of a Cargo.toml.
fn dependencies(path: &Path, heading: &str) -> BTreeSet<String> {
    let text = std::fs::read_to_string(path).unwrap();
    let manifest: toml::Table = text.parse().unwrap();
    manifest.get(heading).and_then(toml::Value::as_table).into_iter().flat_map(|table| table.keys().cloned()).collect()
}

fn ours() -> BTreeSet<String> {
    let crates =
        std::fs::read_dir(root().join("src")).unwrap().map(|folder| folder.unwrap().file_name().into_string().unwrap());
    crates.map(|name| if name == "main" { "kermesse".to_owned() } else { name }).chain(modules()).collect()
}

#[test]
fn crates_depend_on_what_lies_below_them() {
    let (allowed, ours) = (BTreeMap::from_iter(ARROWS.iter().copied()), ours());
    for folder in std::fs::read_dir(root().join("src")).unwrap() {
        let name = folder.unwrap().file_name().into_string().unwrap();
        if name == "main" {
            continue;
        }
        let allowed =
            allowed.get(name.as_str()).unwrap_or_else(|| panic!("src/{name} has no place in the dependency rule"));
        let named = dependencies(&root().join("src").join(&name).join("Cargo.toml"), "dependencies");
        for below in named.intersection(&ours) {
            assert!(allowed.contains(&below.as_str()), "src/{name} depends on {below}");
        }
    }
    for name in modules() {
        let named = dependencies(&root().join("modules").join(&name).join("Cargo.toml"), "dependencies");
        let below: Vec<_> = named.intersection(&ours).collect();
        assert_eq!(below, ["host"], "the module {name} depends on the host alone");
    }
}

/// The modules' names stand in `main` and in the modules' own folders, as names: some are words of every day besides, and words of
/// the wire, of which `vocab` has no choice. Tests and comments may use them as examples.
#[test]
fn no_crate_below_main_names_a_module() {
    for path in files(&root().join("src"), "rs") {
        let place = path.strip_prefix(root()).unwrap();
        if place.starts_with("src/main") || place.starts_with("src/vocab") || is_of_tests(place) {
            continue;
        }
        for (number, line) in std::fs::read_to_string(&path).unwrap().lines().enumerate() {
            let code = line.trim_start();
            if code.starts_with("//") {
                continue;
            }
            for module in modules() {
                assert!(
                    !code.contains(&format!("\"{module}\"")) && !is_within(code, &module),
                    "{}:{} names the module {module}: {code}",
                    place.display(),
                    number + 1
                );
            }
        }
    }
}

/// Whether code reaches into a crate of that name.
fn is_within(code: &str, module: &str) -> bool {
    let path = format!("{module}::");
    code.match_indices(&path)
        .any(|(at, _)| !code[..at].ends_with(|before: char| before.is_alphanumeric() || before == '_' || before == ':'))
}

fn is_of_tests(place: &Path) -> bool {
    let words = ["tests", "tests.rs", "fixture.rs", "fixture", "testing.rs", "examples"];
    place.iter().any(|part| words.contains(&part.to_str().unwrap()))
}

#[test]
fn files_are_named_for_what_is_in_them() {
    for folder in ["src", "modules", "tests"] {
        for path in files(&root().join(folder), "rs") {
            let name = path.file_stem().unwrap().to_str().unwrap();
            assert!(!EMPTY_WORDS.contains(&name), "{} says nothing", path.display());
        }
    }
}

#[test]
fn no_file_outgrows_a_few_screens() {
    for folder in ["src", "modules", "tests"] {
        for path in files(&root().join(folder), "rs") {
            let place = path.strip_prefix(root()).unwrap();
            // The table of all tables is a list.
            if is_of_tests(place) || place.ends_with("schema.rs") {
                continue;
            }
            let lines = std::fs::read_to_string(&path).unwrap().lines().count();
            assert!(lines <= 600, "{} has {lines} lines", place.display());
        }
    }
}

fn migrations(backend: &str) -> BTreeMap<String, PathBuf> {
    let mut found = BTreeMap::new();
    for owner in std::fs::read_dir(root().join("migrations").join(backend)).unwrap() {
        for migration in std::fs::read_dir(owner.unwrap().path()).unwrap() {
            let path = migration.unwrap().path();
            let owner = path.parent().unwrap().file_name().unwrap().to_str().unwrap();
            found.insert(format!("{owner}/{}", path.file_name().unwrap().to_str().unwrap()), path);
        }
    }
    found
}

#[test]
fn every_migration_is_there_for_both_databases_and_can_be_undone() {
    let (sqlite, postgres) = (migrations("sqlite"), migrations("postgres"));
    let names = |found: &BTreeMap<String, PathBuf>| found.keys().cloned().collect::<Vec<_>>();
    assert_eq!(names(&sqlite), names(&postgres));
    let mut versions = BTreeSet::new();
    for (name, folder) in &sqlite {
        let version = name.split('/').nth(1).unwrap().split('_').next().unwrap();
        assert!(versions.insert(version.to_owned()), "two migrations have the version {version}");
        for folder in [folder, &postgres[name]] {
            for file in ["up.sql", "down.sql"] {
                let text = std::fs::read_to_string(folder.join(file)).unwrap_or_default();
                assert!(!text.trim().is_empty(), "{}/{file} is missing or empty", folder.display());
            }
        }
    }
}

/// The types that stand for one another: what diesel calls a type is one thing in one database and another in the other.
fn meaning(written: &str) -> &'static str {
    match written {
        "BIGINT" | "INTEGER" | "SMALLINT" | "BIGSERIAL" | "INT" => "number",
        "TEXT" | "VARCHAR" | "CITEXT" => "text",
        "BOOLEAN" | "BOOL" => "truth",
        "TIMESTAMP" => "moment",
        "BLOB" | "BYTEA" => "bytes",
        "REAL" | "DOUBLE" | "FLOAT" => "fraction",
        other => panic!("{other} is a type that the two databases do not share"),
    }
}

/// Tables, with what each column holds and whether it must be filled.
type Tables = BTreeMap<String, BTreeMap<String, (&'static str, bool)>>;

/// The tables as the migrations make and change them one after another.
fn tables(backend: &str) -> Tables {
    let mut tables = Tables::new();
    // Full text is the one thing that each database has in a form of its own.
    for (_, folder) in migrations(backend).into_iter().filter(|(name, _)| !name.ends_with("_search")) {
        let text = std::fs::read_to_string(folder.join("up.sql")).unwrap();
        let code: String = text.lines().map(|line| format!("{}\n", line.split("--").next().unwrap())).collect();
        for statement in code.split(';').map(|statement| statement.split_whitespace().collect::<Vec<_>>()) {
            match *statement {
                ["CREATE", "TABLE", name, ..] => {
                    let body = statement.join(" ");
                    let body = body.split_once('(').unwrap().1.rsplit_once(')').unwrap().0;
                    tables.insert(name.to_owned(), clauses(body).iter().filter_map(|line| column(line)).collect());
                }
                ["DROP", "TABLE", name] => drop(tables.remove(name).unwrap()),
                ["ALTER", "TABLE", name, "RENAME", "TO", other] => {
                    let table = tables.remove(name).unwrap();
                    tables.insert(other.to_owned(), table);
                }
                ["ALTER", "TABLE", name, ref rest @ ..] => {
                    let table = tables.get_mut(name).unwrap();
                    clauses(&rest.join(" ")).iter().for_each(|clause| change(table, clause));
                }
                _ => {}
            }
        }
    }
    tables
}

/// What stands between commas, those within brackets aside.
fn clauses(text: &str) -> Vec<String> {
    let (mut depth, mut found) = (0, vec![String::new()]);
    for letter in text.chars() {
        depth += i32::from(letter == '(') - i32::from(letter == ')');
        match letter {
            ',' if depth == 0 => found.push(String::new()),
            letter => found.last_mut().unwrap().push(letter),
        }
    }
    found.into_iter().map(|clause| clause.trim().to_owned()).collect()
}

/// A column as it is written: its name, what it holds, and whether it must be filled. None for what is a constraint.
fn column(written: &str) -> Option<(String, (&'static str, bool))> {
    let (name, kind) = written.split_once(' ')?;
    let is_name = name.chars().all(|letter| letter.is_ascii_lowercase() || letter == '_' || letter.is_ascii_digit());
    let kind = kind.split([' ', '(']).next().unwrap();
    let filled = written.contains("NOT NULL") || written.contains("PRIMARY KEY");
    is_name.then(|| (name.to_owned(), (meaning(kind), filled)))
}

/// Changes a table as a clause of `ALTER TABLE` says.
fn change(table: &mut BTreeMap<String, (&'static str, bool)>, clause: &str) {
    match *clause.split(' ').collect::<Vec<_>>() {
        ["ADD", "COLUMN", ref written @ ..] => table.extend(column(&written.join(" "))),
        ["DROP", "COLUMN", name] => drop(table.remove(name).unwrap()),
        ["ALTER", "COLUMN", name, verb @ ("SET" | "DROP"), "NOT", "NULL"] => {
            table.get_mut(name).unwrap().1 = verb == "SET";
        }
        _ => {}
    }
}

#[test]
fn both_databases_have_the_same_tables() {
    let (sqlite, postgres) = (tables("sqlite"), tables("postgres"));
    let names = |tables: &Tables| tables.keys().cloned().collect::<Vec<_>>();
    assert_eq!(names(&sqlite), names(&postgres));
    let columns: usize = sqlite.values().map(BTreeMap::len).sum();
    assert!(columns > 200, "only {columns} columns were found");
    for (name, columns) in &sqlite {
        assert_eq!(columns, &postgres[name], "{name} differs");
    }
}

#[test]
fn the_changelog_has_a_place_for_what_comes_next() {
    let text = std::fs::read_to_string(root().join("CHANGELOG.md")).unwrap();
    assert!(text.lines().any(|line| line.starts_with("## ") && line.contains("Unreleased")));
}

#[test]
fn every_key_of_the_configuration_is_documented_with_its_default() {
    let page = std::fs::read_to_string(root().join("docs/configuration.md")).unwrap();
    let block = page.split("```toml").nth(1).unwrap().split("```").next().unwrap();
    let mut documented: toml::Table = block.parse().unwrap();
    let stalls: BTreeMap<String, StallConfig> = documented.remove("stalls").unwrap().try_into().unwrap();
    assert!(stalls.values().all(|stall| *stall == StallConfig::default()));
    let mut known = toml::Table::try_from(Config::default()).unwrap();
    known.remove("stalls");
    assert_eq!(documented, known);
}
