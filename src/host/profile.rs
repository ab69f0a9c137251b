//! A profile as its member types it: checked, made into HTML, kept and told to the followers.

use diesel::result::Error as DbError;
use federation::jobs::VerifyLinks;
use social::actor::{Actor, Defaults, Field, Profile};
use social::emoji::EmojiMap;
use social::media::MediaId;
use social::text::{self, Handle, MentionTarget};
use store::uri::Stall;
use store::{Conn, Json};
use web::Message;
use web::error::FieldErrors;

use crate::statement::Desk;

/// How many lines a profile has.
pub const FIELDS: usize = 6;
/// How long a name may be, in characters.
pub const NAME: usize = 60;
/// How long a bio may be, in characters.
pub const NOTE: usize = 2000;
/// How long a line's name and its value may each be, in characters.
pub const FIELD: usize = 255;

/// A profile as typed.
#[derive(Debug, Clone, PartialEq)]
pub struct TypedProfile {
    /// Display name.
    pub name: String,
    /// Bio.
    pub note: String,
    /// Lines: what it is, and what stands behind it.
    pub fields: Vec<(String, String)>,
    /// Follows wait for consent.
    pub locked: bool,
    /// Marked as automated.
    pub bot: bool,
    /// May be suggested and listed.
    pub discoverable: bool,
    /// Its public posts may be found by search.
    pub indexable: bool,
    /// Keeps to itself who follows it and whom it follows.
    pub follows_hidden: bool,
    /// Its picture.
    pub avatar: Option<MediaId>,
    /// Its banner.
    pub header: Option<MediaId>,
    /// How new posts start out.
    pub defaults: Defaults,
}

impl TypedProfile {
    /// What an actor's profile was typed as.
    pub fn of(actor: &Actor) -> Self {
        let typed = |field: &Field| (field.name.clone(), field.source.clone().unwrap_or_default());
        Self {
            name: actor.name.clone(),
            note: actor.note.clone(),
            fields: actor.fields.0.iter().map(typed).collect(),
            locked: actor.locked,
            bot: actor.bot,
            discoverable: actor.discoverable,
            indexable: actor.indexable,
            follows_hidden: actor.follows_hidden,
            avatar: actor.avatar_id,
            header: actor.header_id,
            defaults: actor.settings.0.clone(),
        }
    }

    /// What is wrong with it, by field: `name`, `note`, `fields`.
    pub fn mistakes(&self) -> FieldErrors {
        let mut errors = FieldErrors::new();
        let too_long = |text: &str, most: usize| text.chars().count() > most;
        let say = |most: usize| Message::new("field-too-long").with("most", most as i64);
        if too_long(&self.name, NAME) {
            errors.add("name", say(NAME));
        }
        if too_long(&self.note, NOTE) {
            errors.add("note", say(NOTE));
        }
        if self.fields.iter().any(|(name, value)| too_long(name, FIELD) || too_long(value, FIELD)) {
            errors.add("fields", say(FIELD));
        }
        errors
    }

    /// Makes it the profile of a local actor; followers are told, and links are looked at for a link back.
    pub fn publish(&self, c: &mut Conn, desk: &Desk, actor: &Actor) -> Result<Actor, DbError> {
        let profile = self.compose(c, actor.home(&desk.hosts)?, actor)?;
        let edited = Actor::edit(c, &desk.hosts, actor.id, &profile, |c, actor| desk.wire_actor(c, actor))?;
        VerifyLinks::later(c, actor.id)?;
        Ok(edited)
    }

    /// The profile as it is kept. A line that did not change stays verified.
    fn compose(&self, c: &mut Conn, stall: &Stall, actor: &Actor) -> Result<Profile, DbError> {
        let mut people = Vec::new();
        let texts = std::iter::once(&self.note).chain(self.fields.iter().map(|(_, value)| value));
        for handle in texts.flat_map(|typed| text::handles(typed)) {
            if let Some(found) = crate::statement::find(c, stall, &handle)? {
                people.push((handle.to_string(), found));
            }
        }
        let resolve = |handle: &Handle| {
            let (_, found) = people.iter().find(|(known, _)| *known == handle.to_string())?;
            Some(MentionTarget { url: found.page().parse().ok()? })
        };
        let bio = text::compose(&self.note, resolve, |tag| stall.tag(tag));
        let mut codes = bio.emojis.clone();
        codes.extend(text::compose(&self.name, |_| None, |tag| stall.tag(tag)).emojis);
        let mut fields = Vec::new();
        for (name, typed) in self.fields.iter().take(FIELDS) {
            if name.trim().is_empty() && typed.trim().is_empty() {
                continue;
            }
            let value = text::compose_field(typed, resolve, |tag| stall.tag(tag));
            let before = actor.fields.0.iter().find(|field| field.value == value.html);
            codes.extend(value.emojis);
            fields.push(Field {
                name: name.trim().to_owned(),
                value: value.html,
                source: Some(typed.trim().to_owned()),
                verified_at: before.and_then(|field| field.verified_at),
            });
        }
        Ok(Profile {
            name: self.name.trim().to_owned(),
            note: self.note.clone(),
            summary: bio.html,
            fields: Json(fields),
            emojis: Json(EmojiMap::of_text(c, stall, &codes)?),
            locked: self.locked,
            bot: self.bot,
            discoverable: self.discoverable,
            indexable: self.indexable,
            follows_hidden: self.follows_hidden,
            avatar_id: self.avatar,
            header_id: self.header,
            settings: Json(self.defaults.clone()),
        })
    }
}
