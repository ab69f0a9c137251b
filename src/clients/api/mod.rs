//! The resources of the API, one file each.

mod account_statuses;
mod accounts;
mod admin;
mod announcements;
mod blocks;
mod custom_emojis;
mod directory;
mod document;
mod domain_blocks;
mod endorsements;
mod featured_tags;
mod follow_requests;
mod follows;
mod instance;
mod lists;
mod marks;
mod media;
mod mutes;
mod oembed;
mod people;
mod posts;
mod profile;
mod push;
mod quotes;
mod relationships;
mod reports;
mod saved;
mod search;
mod statuses;
mod suggestions;
mod tags;
pub(crate) mod timelines;
mod trends;

use diesel::result::Error as DbError;
use host::App;
use host::federation::card;
use host::social::actor::ActorId;
use host::social::card::Card;
use host::social::filter::{self, FilterContext};
use host::statement::Desk;
use host::store::Conn;

use crate::caller::Call;
use crate::table::Table;

/// Every route of the API, by resource.
pub(crate) fn routes(table: &mut Table) {
    account_statuses::routes(table);
    accounts::routes(table);
    admin::routes(table);
    announcements::routes(table);
    blocks::routes(table);
    custom_emojis::routes(table);
    directory::routes(table);
    document::routes(table);
    domain_blocks::routes(table);
    endorsements::routes(table);
    featured_tags::routes(table);
    follow_requests::routes(table);
    follows::routes(table);
    instance::routes(table);
    lists::routes(table);
    marks::routes(table);
    media::routes(table);
    mutes::routes(table);
    oembed::routes(table);
    posts::routes(table);
    profile::routes(table);
    push::routes(table);
    quotes::routes(table);
    relationships::routes(table);
    reports::routes(table);
    saved::routes(table);
    search::routes(table);
    statuses::routes(table);
    suggestions::routes(table);
    tags::routes(table);
    timelines::routes(table);
    trends::routes(table);
}

/// Holds the viewer's filters against what is about to be shown.
fn marked<T: AsMut<Card>>(
    c: &mut Conn,
    viewer: Option<ActorId>,
    context: FilterContext,
    items: Vec<T>,
) -> Result<Vec<T>, DbError> {
    filter::sift(c, viewer, context, items)
}

/// What every statement of this club keeps to.
fn desk(app: &App) -> Desk {
    Desk {
        hosts: app.hosts.clone(),
        kinds: app.federation.kinds().clone(),
        characters: app.config.limits.post_characters,
        media: app.config.limits.post_media,
    }
}

/// What a statement is kept as: what the stall's module takes notes for, else a card.
fn kind(call: &Call) -> &'static str {
    let module = call.app.modules.find(call.stall.name);
    let own = module.and_then(|module| module.objects().iter().find(|kind| kind.wire_types().contains(&"Note")));
    own.map_or(host::ObjectKind::name(&card::Card), |kind| kind.name())
}
