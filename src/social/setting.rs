//! What administrators set for the club on its pages, as against what the configuration file says of the machine.

use std::collections::HashMap;

use diesel::prelude::*;
use diesel::result::Error;
use serde::Serialize;
use serde::de::DeserializeOwned;
use store::Conn;

use crate::account::{RegistrationMode, Role};
use crate::schema::settings;

store::text_enum! {
    /// With which hosts the club talks.
    pub FederationMode {
        /// With all that are not blocked.
        Open = "open",
        /// With those that are on its list.
        AllowList = "allow_list",
    }
}

/// What the club is called.
pub const TITLE: Setting<String> = Setting::new("club.title", || "Kermesse".to_owned());
/// What it is, in a sentence or two: on the welcome page and in NodeInfo.
pub const DESCRIPTION: Setting<String> = Setting::new("club.description", String::new);
/// What it is, at length, in Markdown: on the page about the club.
pub const ABOUT: Setting<String> = Setting::new("club.about", String::new);
/// What it does with what it knows of its members, in Markdown.
pub const PRIVACY: Setting<String> = Setting::new("club.privacy", String::new);
/// What stands above the list of rules ([`crate::rule`]), in Markdown.
pub const RULES: Setting<String> = Setting::new("club.rules", String::new);
/// Where strangers may write to the club.
pub const CONTACT_EMAIL: Setting<Option<String>> = Setting::new("club.contact_email", none);
/// The name of the account that answers for the club.
pub const CONTACT_ACCOUNT: Setting<Option<String>> = Setting::new("club.contact_account", none);
/// The languages of the club, as codes of BCP 47, the usual one first.
pub const LANGUAGES: Setting<Vec<String>> = Setting::new("club.languages", Vec::new);
/// The theme of the pages.
pub const THEME: Setting<String> = Setting::new("club.theme", || "default".to_owned());
/// Who may sign up; as the configuration file says where unset.
pub const REGISTRATION: Setting<Option<RegistrationMode>> = Setting::new("registration.mode", none);
/// What those who sign up are asked, where a moderator decides.
pub const APPROVAL_MESSAGE: Setting<String> = Setting::new("registration.approval_message", String::new);
/// What is said where nobody may sign up.
pub const CLOSED_MESSAGE: Setting<String> = Setting::new("registration.closed_message", String::new);
/// The least role whose members may invite. An invitation spares approval.
pub const INVITES_FROM: Setting<Role> = Setting::new("registration.invites_from", || Role::Moderator);
/// The address of the tiles of maps; none where empty, as the configuration file says where unset.
pub const MAP_TILES: Setting<Option<String>> = Setting::new("map.tiles", none);
/// Whose map it is, in Markdown; as the configuration file says where unset.
pub const MAP_ATTRIBUTION: Setting<Option<String>> = Setting::new("map.attribution", none);
/// With which hosts the club talks.
pub const FEDERATION: Setting<FederationMode> = Setting::new("federation.mode", || FederationMode::Open);

/// A setting: its key and what holds as long as nobody set it. Modules make their own, with their name before the dot.
#[derive(Debug, Clone, Copy)]
pub struct Setting<T> {
    key: &'static str,
    default: fn() -> T,
}

impl<T: Serialize + DeserializeOwned> Setting<T> {
    /// A setting of that key.
    pub const fn new(key: &'static str, default: fn() -> T) -> Self {
        Self { key, default }
    }

    /// Its key.
    pub const fn key(&self) -> &'static str {
        self.key
    }

    /// What it is set to.
    pub fn get(&self, c: &mut Conn) -> QueryResult<T> {
        let value: Option<String> = settings::table.find(self.key).select(settings::value).first(c).optional()?;
        Ok(self.read(value.as_deref()))
    }

    /// Sets it.
    pub fn set(&self, c: &mut Conn, value: &T) -> QueryResult<()> {
        let value = serde_json::to_string(value).map_err(|e| Error::SerializationError(e.into()))?;
        diesel::insert_into(settings::table)
            .values((settings::key.eq(self.key), settings::value.eq(&value)))
            .on_conflict(settings::key)
            .do_update()
            .set(settings::value.eq(&value))
            .execute(c)?;
        Ok(())
    }

    /// Lets the default hold again.
    pub fn reset(&self, c: &mut Conn) -> QueryResult<()> {
        diesel::delete(settings::table.find(self.key)).execute(c)?;
        Ok(())
    }

    /// The default also stands in for a value that an older or newer version wrote and this one cannot read.
    fn read(&self, value: Option<&str>) -> T {
        let Some(value) = value else {
            return (self.default)();
        };
        serde_json::from_str(value).unwrap_or_else(|error| {
            tracing::warn!(key = self.key, %error, "a setting cannot be read");
            (self.default)()
        })
    }
}

/// Every setting as it is, for a page that shows many.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Settings(HashMap<String, String>);

impl Settings {
    /// Reads them all at once.
    pub fn load(c: &mut Conn) -> QueryResult<Self> {
        let rows: Vec<(String, String)> = settings::table.load(c)?;
        Ok(Self(rows.into_iter().collect()))
    }

    /// What this one is set to.
    pub fn get<T: Serialize + DeserializeOwned>(&self, setting: &Setting<T>) -> T {
        setting.read(self.0.get(setting.key).map(String::as_str))
    }
}

fn none<T>() -> Option<T> {
    None
}
