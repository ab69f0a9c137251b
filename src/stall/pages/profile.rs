//! A member's own profile at this stall.

use actix_web::HttpResponse;
use host::language::{self, Choice};
use host::profile::{FIELDS, NAME, NOTE, TypedProfile};
use host::social::actor::{Actor, Defaults};
use host::social::media::{MediaId, Purpose};
use host::social::quote::QuotePolicy;
use host::social::visibility::Visibility;
use host::upload::take_image;
use host::web::error::FieldErrors;
use host::web::{self, Form};
use serde::{Deserialize, Serialize};

use super::profiles::ProfileCard;
use crate::here::MemberHere;

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
    let mut typed = form.typed(&actor);
    let mut errors = typed.mistakes();
    let avatar = picture(&here, &mut form, "avatar", Purpose::Avatar, &mut errors).await?;
    let header = picture(&here, &mut form, "header", Purpose::Header, &mut errors).await?;
    let form = form.into_inner();
    if !errors.is_empty() {
        return show(&here, &actor, &form, &errors);
    }
    typed.avatar = avatar.or(actor.avatar_id.filter(|_| !form.remove_avatar));
    typed.header = header.or(actor.header_id.filter(|_| !form.remove_header));
    let desk = here.app.desk();
    here.app.db.write(move |c| typed.publish(c, &desk, &actor)).await?;
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
        let TypedProfile { name, note, fields, locked, bot, discoverable, indexable, follows_hidden, defaults, .. } =
            TypedProfile::of(actor);
        let (field_names, field_values) = fields.into_iter().unzip();
        Self {
            name,
            note,
            field_names,
            field_values,
            locked,
            bot,
            discoverable,
            indexable,
            follows_hidden,
            default_visibility: defaults.visibility,
            default_language: defaults.language,
            default_sensitive: defaults.sensitive,
            default_quotes: defaults.quotes,
            ..Self::default()
        }
    }

    /// The profile that it asks for, with the pictures that the actor has.
    fn typed(&self, actor: &Actor) -> TypedProfile {
        TypedProfile {
            name: self.name.clone(),
            note: self.note.clone(),
            fields: self.field_names.iter().cloned().zip(self.field_values.iter().cloned()).collect(),
            locked: self.locked,
            bot: self.bot,
            discoverable: self.discoverable,
            indexable: self.indexable,
            follows_hidden: self.follows_hidden,
            avatar: actor.avatar_id,
            header: actor.header_id,
            defaults: Defaults {
                visibility: self.default_visibility,
                language: self.default_language.clone().filter(|tag| !tag.is_empty()),
                sensitive: self.default_sensitive,
                quotes: self.default_quotes,
            },
        }
    }
}
