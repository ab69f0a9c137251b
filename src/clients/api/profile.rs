//! The member's own profile at this stall.

use actix_web::web::Json;
use host::profile::TypedProfile;
use host::social::actor::Actor;
use host::social::follow::Follow;
use host::social::media::MediaId;
use host::social::media::pipeline::Purpose;
use host::social::quote::QuotePolicy;
use host::social::visibility::Visibility;
use host::upload;
use serde::Deserialize;
use utoipa::ToSchema;

use super::posts::{Quoters, Reach};
use crate::body::{Body, Several, Typed};
use crate::caller::Me;
use crate::entities::Account;
use crate::error::{Error, Result};
use crate::table::{Access, Table};

pub(crate) fn routes(table: &mut Table) {
    table.get("/api/v1/accounts/verify_credentials", Access::Member("profile"), show);
    table.patch("/api/v1/accounts/update_credentials", Access::Member("write:accounts"), update);
    // Programs for Pixelfed say it so.
    table.post("/api/v1/accounts/update_credentials", Access::Member("write:accounts"), update);
    table.delete("/api/v1/profile/avatar", Access::Member("write:accounts"), delete_avatar);
    table.delete("/api/v1/profile/header", Access::Member("write:accounts"), delete_header);
}

async fn show(me: Me) -> Result<Json<Account>> {
    credentials(&me, me.actor.clone()).await
}

/// The caller's account as it is now, with what was typed.
async fn credentials(me: &Me, actor: Actor) -> Result<Json<Account>> {
    let id = actor.id;
    let requests = me.app.db.read(move |c| Follow::count_requests(c, id)).await?;
    Ok(Json(me.view().credentials(&actor, &me.account, requests)))
}

/// What shall be changed; what is left out stays.
#[derive(Debug, Default, Deserialize, ToSchema)]
struct Change {
    #[serde(default)]
    #[schema(value_type = Option<String>)]
    display_name: Typed,
    #[serde(default)]
    #[schema(value_type = Option<String>)]
    note: Typed,
    locked: Option<bool>,
    bot: Option<bool>,
    discoverable: Option<bool>,
    indexable: Option<bool>,
    hide_collections: Option<bool>,
    /// Lines, in order: `fields_attributes[0][name]`; an empty list takes them away.
    #[schema(value_type = Option<Vec<Line>>)]
    #[serde(default)]
    fields_attributes: Several<Line>,
    source: Option<SourceChange>,
}

/// A line of the profile.
#[derive(Debug, Default, Deserialize, ToSchema)]
struct Line {
    #[serde(default)]
    name: String,
    #[serde(default)]
    value: String,
}

/// How new posts start out.
#[derive(Debug, Default, Deserialize, ToSchema)]
struct SourceChange {
    privacy: Option<Reach>,
    sensitive: Option<bool>,
    language: Option<String>,
    quote_policy: Option<Quoters>,
}

impl Change {
    /// The profile with these changes. Errors: something is too long.
    fn onto(self, mut profile: TypedProfile) -> Result<TypedProfile> {
        let set = |place: &mut bool, value: Option<bool>| *place = value.unwrap_or(*place);
        if let Typed(Some(name)) = self.display_name {
            profile.name = name;
        }
        if let Typed(Some(note)) = self.note {
            profile.note = note;
        }
        set(&mut profile.locked, self.locked);
        set(&mut profile.bot, self.bot);
        set(&mut profile.discoverable, self.discoverable);
        set(&mut profile.indexable, self.indexable);
        set(&mut profile.follows_hidden, self.hide_collections);
        if let Several(Some(lines)) = self.fields_attributes {
            profile.fields = lines.into_iter().map(|line| (line.name, line.value)).collect();
        }
        if let Some(source) = self.source {
            let defaults = &mut profile.defaults;
            set(&mut defaults.sensitive, source.sensitive);
            defaults.visibility = source.privacy.map(Visibility::from).or(defaults.visibility);
            defaults.language = source.language.or(defaults.language.take());
            defaults.quotes = source.quote_policy.map(QuotePolicy::from).or(defaults.quotes);
        }
        profile.mistakes().into_result()?;
        Ok(profile)
    }
}

async fn update(me: Me, mut change: Body<Change>) -> Result<Json<Account>> {
    let avatar = picture(&me, &mut change, "avatar", Purpose::Avatar).await?;
    let header = picture(&me, &mut change, "header", Purpose::Header).await?;
    let mut profile = change.into_inner().onto(TypedProfile::of(&me.actor))?;
    profile.avatar = avatar.or(profile.avatar);
    profile.header = header.or(profile.header);
    publish(&me, profile).await
}

async fn delete_avatar(me: Me) -> Result<Json<Account>> {
    publish(&me, TypedProfile { avatar: None, ..TypedProfile::of(&me.actor) }).await
}

async fn delete_header(me: Me) -> Result<Json<Account>> {
    publish(&me, TypedProfile { header: None, ..TypedProfile::of(&me.actor) }).await
}

async fn publish(me: &Me, profile: TypedProfile) -> Result<Json<Account>> {
    let (desk, actor) = (me.app.desk(), me.actor.clone());
    let edited = me.app.db.write(move |c| profile.publish(c, &desk, &actor)).await?;
    credentials(me, edited).await
}

async fn picture(me: &Me, change: &mut Body<Change>, field: &str, purpose: Purpose) -> Result<Option<MediaId>> {
    let Some(file) = change.take_upload(field) else { return Ok(None) };
    let bytes = file.read().await.map_err(Error::internal)?;
    Ok(Some(upload::take_image(&me.app, me.actor.id, bytes.into(), purpose).await?.id))
}
