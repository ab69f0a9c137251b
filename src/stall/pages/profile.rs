//! A member's own profile at this stall.

use actix_web::HttpResponse;
use diesel::result::Error as DbError;
use host::federation::{self, actor};
use host::language::{self, Choice};
use host::social::actor::{Actor, Defaults, Field, Profile};
use host::social::emoji::EmojiMap;
use host::social::media::{MediaId, Purpose};
use host::social::quote::QuotePolicy;
use host::social::text::{self, Handle, MentionTarget};
use host::social::visibility::Visibility;
use host::store::uri::Stall;
use host::store::{Conn, Json};
use host::upload::take_image;
use host::web::error::FieldErrors;
use host::web::{self, Form, Message};
use serde::{Deserialize, Serialize};

use super::profiles::ProfileCard;
use crate::here::MemberHere;

/// How many lines a profile has.
const FIELDS: usize = 6;
/// How long a name may be, in characters.
const NAME: usize = 60;
/// How long a bio may be, in characters.
const NOTE: usize = 2000;
/// How long a line's name and its value may each be, in characters.
const FIELD: usize = 255;

/// The form.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(default)]
pub(crate) struct ProfileForm {
    name: String,
    note: String,
    field_names: Vec<String>,
    field_values: Vec<String>,
    locked: bool,
    bot: bool,
    discoverable: bool,
    indexable: bool,
    follows_hidden: bool,
    remove_avatar: bool,
    remove_header: bool,
    default_visibility: Option<Visibility>,
    default_language: Option<String>,
    default_sensitive: bool,
    default_quotes: Option<QuotePolicy>,
}

#[derive(Serialize)]
struct Edit<'a> {
    form: &'a ProfileForm,
    profile: ProfileCard,
    places: usize,
    name_most: usize,
    note_most: usize,
    languages: Vec<Choice>,
}

/// The form, filled in.
pub(crate) async fn edit(here: MemberHere) -> web::Result<HttpResponse> {
    let actor = own(&here).await?;
    show(&here, &actor, &ProfileForm::of(&actor), &FieldErrors::new())
}

fn show(here: &MemberHere, actor: &Actor, form: &ProfileForm, errors: &FieldErrors) -> web::Result<HttpResponse> {
    let profile = ProfileCard::of(here, actor);
    let languages = language::choices(&here.visit, form.default_language.as_deref());
    let context = Edit { form, profile, places: FIELDS, name_most: NAME, note_most: NOTE, languages };
    match errors.is_empty() {
        true => here.visit.render("stall/profile-edit.html", &context),
        false => here.visit.render_invalid("stall/profile-edit.html", &context, errors),
    }
}

/// Changes the profile; followers are told, and links are looked at for a link back.
pub(crate) async fn update(here: MemberHere, mut form: Form<ProfileForm>) -> web::Result<HttpResponse> {
    let actor = own(&here).await?;
    let mut errors = form.mistakes();
    let avatar = picture(&here, &mut form, "avatar", Purpose::Avatar, &mut errors).await?;
    let header = picture(&here, &mut form, "header", Purpose::Header, &mut errors).await?;
    let form = form.into_inner();
    if !errors.is_empty() {
        return show(&here, &actor, &form, &errors);
    }
    let (hosts, stall) = (here.app.hosts.clone(), here.stall.clone());
    here.app
        .db
        .write(move |c| {
            let profile = Profile {
                avatar_id: avatar.or(actor.avatar_id.filter(|_| !form.remove_avatar)),
                header_id: header.or(actor.header_id.filter(|_| !form.remove_header)),
                ..form.compose(c, &stall, &actor)?
            };
            let told = hosts.clone();
            Actor::edit(c, &hosts, actor.id, &profile, move |c, actor| actor::to_wire(c, &told, actor))?;
            federation::jobs::VerifyLinks::later(c, actor.id)
        })
        .await?;
    here.visit.notice("profile-changed");
    Ok(here.visit.see_other(&format!("/@{}", here.name)))
}

async fn own(here: &MemberHere) -> web::Result<Actor> {
    let me = here.me;
    Ok(here.app.db.read(move |c| Actor::get(c, me)).await?)
}

async fn picture(
    here: &MemberHere,
    form: &mut Form<ProfileForm>,
    field: &str,
    purpose: Purpose,
    errors: &mut FieldErrors,
) -> web::Result<Option<MediaId>> {
    let Some(upload) = form.take_upload(field) else { return Ok(None) };
    let bytes = upload.read().await.map_err(web::Error::internal)?;
    match take_image(&here.app, here.me, bytes.into(), purpose).await {
        Ok(media) => Ok(Some(media.id)),
        Err(error) => {
            errors.add(field, error.explain()?);
            Ok(None)
        }
    }
}

impl ProfileForm {
    fn of(actor: &Actor) -> Self {
        let typed = |field: &Field| field.source.clone().unwrap_or_default();
        let defaults = actor.settings.0.clone();
        Self {
            name: actor.name.clone(),
            note: actor.note.clone(),
            field_names: actor.fields.0.iter().map(|field| field.name.clone()).collect(),
            field_values: actor.fields.0.iter().map(typed).collect(),
            locked: actor.locked,
            bot: actor.bot,
            discoverable: actor.discoverable,
            indexable: actor.indexable,
            follows_hidden: actor.follows_hidden,
            default_visibility: defaults.visibility,
            default_language: defaults.language,
            default_sensitive: defaults.sensitive,
            default_quotes: defaults.quotes,
            ..Self::default()
        }
    }

    fn mistakes(&self) -> FieldErrors {
        let mut errors = FieldErrors::new();
        let too_long = |text: &str, most: usize| text.chars().count() > most;
        let say = |most: usize| Message::new("field-too-long").with("most", most as i64);
        if too_long(&self.name, NAME) {
            errors.add("name", say(NAME));
        }
        if too_long(&self.note, NOTE) {
            errors.add("note", say(NOTE));
        }
        if self.field_names.iter().chain(&self.field_values).any(|text| too_long(text, FIELD)) {
            errors.add("fields", say(FIELD));
        }
        errors
    }

    /// The profile as it is kept. A line that did not change stays verified.
    fn compose(&self, c: &mut Conn, stall: &Stall, actor: &Actor) -> Result<Profile, DbError> {
        let mut people = Vec::new();
        for handle in std::iter::once(&self.note).chain(&self.field_values).flat_map(|typed| text::handles(typed)) {
            if let Some(found) = host::statement::find(c, stall, &handle)? {
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
        for (name, typed) in self.field_names.iter().zip(&self.field_values).take(FIELDS) {
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
            avatar_id: actor.avatar_id,
            header_id: actor.header_id,
            settings: Json(Defaults {
                visibility: self.default_visibility,
                language: self.default_language.clone().filter(|tag| !tag.is_empty()),
                sensitive: self.default_sensitive,
                quotes: self.default_quotes,
            }),
        })
    }
}
