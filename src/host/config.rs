//! The configuration: one TOML file, overridden by the environment.
//!
//! Each layer describes its own section; this file puts them together, and says of every mistake where it stands.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use federation::FederationConfig;
use federation::config::FetchLimits;
use serde::{Deserialize, Serialize};
use social::account::RegistrationMode;
use store::uri::{HostError, Hosts, Origin, Stall};
use store::{DatabaseConfig, MediaConfig};
use toml::{Table, Value};
use web::{LimitsConfig, ServerConfig};

use crate::module::Modules;

/// What the names of overriding environment variables begin with.
pub const PREFIX: &str = "KERMESSE_";

/// The whole configuration.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Config {
    /// The square's host. It may carry a port in development.
    pub domain: String,
    /// `http` (for localhost and tests only) or `https`. Where it is empty: `https`, but `http` when the domain is localhost.
    pub scheme: String,
    /// The folder for everything that is kept.
    pub data_dir: PathBuf,
    /// A folder of themes laid over the built-in ones; relative to `data_dir`. It need not exist.
    pub themes_dir: PathBuf,
    /// How the server is reached.
    pub server: ServerConfig,
    /// Where rows are kept.
    pub database: DatabaseConfig,
    /// Where files are kept.
    pub media: MediaConfig,
    /// The stalls, by name.
    pub stalls: BTreeMap<String, StallConfig>,
    /// Who may sign up.
    pub registration: RegistrationConfig,
    /// How mail is sent.
    pub mail: MailConfig,
    /// How other servers are treated.
    pub federation: FederationConfig,
    /// What maps are drawn with.
    pub map: MapConfig,
    /// How much of everything.
    pub limits: Limits,
}

/// One stall.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct StallConfig {
    /// Whether it is open. What was published stays when it is closed.
    pub enabled: bool,
    /// Its host; empty: the stall's name before the domain. It cannot change later: other servers know it.
    pub host: String,
}

/// Section `[registration]`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct RegistrationConfig {
    /// `open`, `approval` (a moderator lets each one in), `invite` or `closed`.
    pub mode: RegistrationMode,
}

/// Section `[mail]`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct MailConfig {
    /// `smtp://user:password@host:587` (STARTTLS where offered) or `smtps://…:465`. Empty: messages are kept and shown
    /// to administrators.
    pub url: String,
    /// Whom messages come from; empty: `kermesse@<domain>`.
    pub from: String,
}

/// Section `[map]`. Administrators may set the same on a page of the square.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct MapConfig {
    /// The address of a tile, with `{z}`, `{x}` and `{y}`. Empty: there are no maps, and no reader's browser asks another server.
    pub tiles: String,
    /// Whose map it is, in Markdown.
    pub attribution: String,
    /// The address of a server that knows where addresses are (Nominatim, Photon, Addok), with `{query}`. Empty: points are set by hand.
    pub geocoder: String,
}

/// Section `[limits]`: the layers' own parts side by side.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Limits {
    /// How often: see the table of rates.
    #[serde(flatten)]
    pub rates: LimitsConfig,
    /// What one outgoing request may cost.
    #[serde(flatten)]
    pub fetch: FetchLimits,
    /// How large an uploaded file may be, in bytes.
    pub upload_bytes: u64,
    /// How many characters a post may have.
    pub post_characters: usize,
    /// How many media a post may have.
    pub post_media: usize,
    /// How much of other servers' media is kept, in bytes.
    pub media_cache_bytes: u64,
    /// For how many days the journal is kept.
    pub journal_days: u16,
    /// How many activities the journal keeps in each direction.
    pub journal_entries: u64,
}

impl Default for Config {
    fn default() -> Self {
        Self {
            domain: "localhost:8080".to_owned(),
            scheme: String::new(),
            data_dir: PathBuf::from("data"),
            themes_dir: PathBuf::from("themes"),
            server: ServerConfig::default(),
            database: DatabaseConfig::default(),
            media: MediaConfig::default(),
            stalls: BTreeMap::new(),
            registration: RegistrationConfig::default(),
            mail: MailConfig::default(),
            federation: FederationConfig::default(),
            map: MapConfig::default(),
            limits: Limits::default(),
        }
    }
}

impl Default for StallConfig {
    fn default() -> Self {
        Self { enabled: true, host: String::new() }
    }
}

impl Default for RegistrationConfig {
    fn default() -> Self {
        Self { mode: RegistrationMode::Approval }
    }
}

impl Default for MapConfig {
    fn default() -> Self {
        let attribution = "© [OpenStreetMap](https://www.openstreetmap.org/copyright)".to_owned();
        Self { tiles: String::new(), attribution, geocoder: String::new() }
    }
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            rates: LimitsConfig::default(),
            fetch: FetchLimits::default(),
            upload_bytes: 20 * 1024 * 1024,
            post_characters: 5000,
            post_media: 20,
            media_cache_bytes: 5 * 1024 * 1024 * 1024,
            journal_days: 30,
            journal_entries: 100_000,
        }
    }
}

/// What is wrong with the configuration, and where.
#[derive(Debug, thiserror::Error)]
pub enum ConfigError {
    /// The file cannot be read.
    #[error("{path}: {reason}")]
    Unreadable {
        /// The file.
        path: PathBuf,
        /// Why.
        reason: std::io::Error,
    },
    /// The file is no TOML, or a value has the wrong type.
    #[error("{path}:{line}: {reason}")]
    Malformed {
        /// The file.
        path: PathBuf,
        /// The line, counted from 1.
        line: usize,
        /// What is wrong.
        reason: String,
    },
    /// An environment variable has a value of the wrong type, or names no key.
    #[error("environment variable {name}: {reason}")]
    Environment {
        /// The variable.
        name: String,
        /// What is wrong.
        reason: String,
    },
    /// A key is not known.
    #[error("{path}:{line}: there is no key “{key}”")]
    UnknownKey {
        /// The file.
        path: PathBuf,
        /// The line, counted from 1.
        line: usize,
        /// The key with its section.
        key: String,
    },
    /// A value makes no sense.
    #[error("configuration key “{key}”: {reason}")]
    Senseless {
        /// The key with its section.
        key: String,
        /// What is wrong.
        reason: String,
    },
}

impl Config {
    /// Reads the file, where one is named, and the environment's overrides.
    /// `variables` are the environment's pairs; those that do not begin with [`PREFIX`] are passed over.
    pub fn load(
        path: Option<&Path>,
        variables: impl IntoIterator<Item = (String, String)>,
    ) -> Result<Self, ConfigError> {
        let mut table = match path {
            Some(path) => read(path)?,
            None => Table::new(),
        };
        for (name, value) in variables {
            if let Some(key) = name.strip_prefix(PREFIX)
                && key != "CONFIG"
                && !key.starts_with("TEST_")
            {
                override_by(&mut table, &name, key, &value)?;
            }
        }
        let config: Self = table.try_into().map_err(|error: toml::de::Error| ConfigError::Senseless {
            key: path.map_or_else(|| "environment".to_owned(), |p| p.display().to_string()),
            reason: error.message().to_owned(),
        })?;
        config.check()
    }

    /// Refuses what has the right type and makes no sense.
    fn check(self) -> Result<Self, ConfigError> {
        let senseless = |key: &str, reason: String| ConfigError::Senseless { key: key.to_owned(), reason };
        Origin::new(self.scheme(), &self.domain).map_err(|error| senseless("domain", error.to_string()))?;
        if self.scheme() == "http" && !self.is_local() && !self.federation.plain_http {
            let reason = "http is for localhost and tests; browsers and other servers need https".to_owned();
            return Err(senseless("scheme", reason));
        }
        if self.server.listen.is_empty() {
            return Err(senseless("server.listen", "name at least one address, such as 127.0.0.1:8080".to_owned()));
        }
        if !self.mail.url.is_empty() {
            crate::mail::check_url(&self.mail.url).map_err(|reason| senseless("mail.url", reason))?;
        }
        if !self.map.tiles.is_empty() && crate::tiles::origin(&self.map.tiles).is_none() {
            let reason = "an address such as https://tiles.example/{z}/{x}/{y}.png is needed".to_owned();
            return Err(senseless("map.tiles", reason));
        }
        Ok(self)
    }

    /// `http` or `https`.
    pub fn scheme(&self) -> &str {
        match self.scheme.as_str() {
            "" if self.is_local() => "http",
            "" => "https",
            scheme => scheme,
        }
    }

    /// Whether the domain is this machine under its own name.
    pub fn is_local(&self) -> bool {
        let name = self.domain.rsplit_once(':').map_or(self.domain.as_str(), |(name, _)| name);
        name == "localhost" || name.ends_with(".localhost")
    }

    /// The square and the stalls that are open. Errors: a stall that no module stands behind, two sites at one host.
    pub fn hosts(&self, modules: &Modules) -> Result<Hosts, ConfigError> {
        let refuse = |key: String, error: HostError| ConfigError::Senseless { key, reason: error.to_string() };
        if let Some(name) = self.stalls.keys().find(|name| modules.find(name).is_none()) {
            return Err(ConfigError::Senseless {
                key: format!("stalls.{name}"),
                reason: "there is no such stall".to_owned(),
            });
        }
        let square = Origin::new(self.scheme(), &self.domain).map_err(|error| refuse("domain".to_owned(), error))?;
        let mut stalls = Vec::new();
        for manifest in modules.iter().map(|module| module.manifest()) {
            let stall = self.stalls.get(manifest.name).cloned().unwrap_or_default();
            if !stall.enabled {
                continue;
            }
            let host = match stall.host.as_str() {
                "" => format!("{}.{}", manifest.host, self.domain),
                host => host.to_owned(),
            };
            let key = format!("stalls.{}.host", manifest.name);
            let origin = Origin::new(self.scheme(), &host).map_err(|error| refuse(key, error))?;
            stalls.push(Stall { name: manifest.name, origin });
        }
        Hosts::new(square, stalls).map_err(|error| refuse("stalls".to_owned(), error))
    }
}

fn read(path: &Path) -> Result<Table, ConfigError> {
    let text =
        std::fs::read_to_string(path).map_err(|reason| ConfigError::Unreadable { path: path.to_owned(), reason })?;
    let malformed = |error: toml::de::Error| ConfigError::Malformed {
        path: path.to_owned(),
        line: error.span().map_or(1, |span| line_of(&text, span.start)),
        reason: error.message().to_owned(),
    };
    let table: Table = toml::from_str(&text).map_err(malformed)?;
    if let Some(key) = unknown_key(&table) {
        let last = key.rsplit('.').next().unwrap_or(&key);
        let line = text
            .lines()
            .position(|line| line.trim_start().starts_with(last) || line.contains(&format!("[{key}")))
            .unwrap_or(0)
            + 1;
        return Err(ConfigError::UnknownKey { path: path.to_owned(), line, key });
    }
    toml::from_str::<Config>(&text).map_err(malformed)?;
    Ok(table)
}

fn line_of(text: &str, offset: usize) -> usize {
    text.get(..offset).map_or(1, |before| before.matches('\n').count() + 1)
}

/// The keys that exist, as the default configuration written out; stalls are named by modules.
fn known() -> Table {
    let mut known = Table::try_from(Config::default()).unwrap_or_default();
    let stall = Table::try_from(StallConfig::default()).unwrap_or_default();
    known.insert("stalls".to_owned(), Value::Table(Table::from_iter([("*".to_owned(), Value::Table(stall))])));
    known
}

/// The first key of the table that does not exist, with its section.
fn unknown_key(table: &Table) -> Option<String> {
    fn search(table: &Table, known: &Table) -> Option<String> {
        table.iter().find_map(|(key, value)| match (value, known.get(key).or_else(|| known.get("*"))) {
            (_, None) => Some(key.clone()),
            (Value::Table(inner), Some(Value::Table(known))) => {
                search(inner, known).map(|below| format!("{key}.{below}"))
            }
            _ => None,
        })
    }
    search(table, &known())
}

/// Lays one variable over the table: `KERMESSE_SERVER__LISTEN` is `listen` of `[server]`.
/// The value is read as the kind of value that the key has; a list is written as TOML, or as one element.
fn override_by(table: &mut Table, name: &str, key: &str, text: &str) -> Result<(), ConfigError> {
    let refuse = |reason: String| ConfigError::Environment { name: name.to_owned(), reason };
    let mut path: Vec<String> = key.to_lowercase().split("__").map(str::to_owned).collect();
    let last = path.pop().unwrap_or_default();
    let known = known();
    let (mut table, mut shape) = (table, Some(&known));
    for section in path {
        shape = shape.and_then(|s| s.get(&section).or_else(|| s.get("*"))).and_then(Value::as_table);
        let inner = table.entry(section).or_insert_with(|| Value::Table(Table::new()));
        table = inner.as_table_mut().ok_or_else(|| refuse("is no section".to_owned()))?;
    }
    let shape =
        shape.and_then(|s| s.get(&last)).ok_or_else(|| refuse("names no key of the configuration".to_owned()))?;
    let as_toml = || toml::from_str::<Table>(&format!("value = {text}")).ok().and_then(|mut t| t.remove("value"));
    let value = match shape {
        Value::String(_) => Some(Value::String(text.to_owned())),
        Value::Array(_) => {
            as_toml().filter(Value::is_array).or_else(|| Some(Value::Array(vec![Value::String(text.to_owned())])))
        }
        other => as_toml().filter(|value| value.same_type(other)),
    };
    let value = value.ok_or_else(|| refuse(format!("“{text}” is no {}", shape.type_str())))?;
    table.insert(last, value);
    Ok(())
}

#[cfg(test)]
mod tests;
