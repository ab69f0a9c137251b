//! What each stall says about itself (NodeInfo 2.0 and 2.1, FEP-f1d5).

#[cfg(test)]
mod tests;

use chrono::TimeDelta;
use diesel::prelude::*;
use serde_json::{Map, Value, json};
use social::account::RegistrationMode;
use social::actor::ActorKind;
use social::schema::{accounts, actors, objects};
use social::setting;
use store::uri::Stall;
use store::{Conn, clock};
use vocab::{Metadata, NodeInfo, NodeInfoIndex, NodeServices, NodeSoftware, NodeUsage, NodeUsers};

/// What the program calls itself.
pub const SOFTWARE: &str = "kermesse";

/// `/.well-known/nodeinfo` of a stall.
pub fn index(stall: &Stall) -> NodeInfoIndex {
    NodeInfoIndex::new(stall.origin.url("/nodeinfo/2.0"), stall.origin.url("/nodeinfo/2.1"), stall.instance_actor())
}

/// What a stall says about itself, and of what it has beyond posts; both versions are written from it. `mode` holds where
/// administrators set no other.
pub fn document(c: &mut Conn, stall: &Stall, features: &[&str], mode: RegistrationMode) -> QueryResult<NodeInfo> {
    let settings = setting::Settings::load(c)?;
    let mode = settings.get(&setting::REGISTRATION).unwrap_or(mode);
    let mut metadata = Metadata::default();
    // A club without a name is called by its host.
    let title = Some(settings.get(&setting::TITLE)).filter(|title| !title.is_empty());
    let name = title.unwrap_or_else(|| stall.origin.host().to_owned());
    for (key, text) in [("nodeName", name), ("nodeDescription", settings.get(&setting::DESCRIPTION))] {
        metadata.0.insert(key.to_owned(), text.into());
    }
    // Every stall answers Mastodon's client API. megalodon, which Whalebird and Fedistar are made of, looks here for it.
    metadata.0.insert("upstream".to_owned(), json!({"name": "mastodon"}));
    if !features.is_empty() {
        let features: Map<String, Value> = features.iter().map(|name| ((*name).to_owned(), true.into())).collect();
        metadata.0.insert("config".to_owned(), json!({"features": features}));
    }
    Ok(NodeInfo {
        software: Some(NodeSoftware {
            name: Some(SOFTWARE.to_owned()),
            version: Some(env!("CARGO_PKG_VERSION").to_owned()),
            ..NodeSoftware::default()
        }),
        protocols: "activitypub".to_owned().into(),
        services: Some(NodeServices {
            outbound: vec!["atom1.0".to_owned(), "rss2.0".to_owned()].into(),
            ..NodeServices::default()
        }),
        open_registrations: Some(mode == RegistrationMode::Open),
        usage: Some(usage(c, stall)?),
        metadata,
        ..NodeInfo::default()
    })
}

/// How many use a stall, and how much they published.
pub fn usage(c: &mut Conn, stall: &Stall) -> QueryResult<NodeUsage> {
    let seen_within = |days: i64| clock::now() - TimeDelta::days(days);
    Ok(NodeUsage {
        users: Some(NodeUsers {
            total: Some(members(c, stall, None)?),
            active_month: Some(members(c, stall, Some(seen_within(30)))?),
            active_halfyear: Some(members(c, stall, Some(seen_within(180)))?),
            ..NodeUsers::default()
        }),
        local_posts: Some(published(c, stall, false)?),
        local_comments: Some(published(c, stall, true)?),
        ..NodeUsage::default()
    })
}

/// How many members have an actor at the stall, or were seen since then.
fn members(c: &mut Conn, stall: &Stall, since: Option<chrono::NaiveDateTime>) -> QueryResult<u64> {
    let mut members = actors::table
        .inner_join(accounts::table.on(accounts::id.nullable().eq(actors::account_id)))
        .filter(actors::stall.eq(stall.name))
        .filter(actors::kind.ne(ActorKind::Group))
        .filter(actors::deleted_at.is_null())
        .filter(accounts::deleted_at.is_null())
        .count()
        .into_boxed();
    if let Some(since) = since {
        members = members.filter(accounts::last_seen_at.ge(since));
    }
    members.get_result::<i64>(c).map(i64::unsigned_abs)
}

fn published(c: &mut Conn, stall: &Stall, answers: bool) -> QueryResult<u64> {
    let published = objects::table.filter(objects::stall.eq(stall.name)).filter(objects::deleted_at.is_null()).count();
    let count: i64 = match answers {
        true => published.filter(objects::in_reply_to_uri.is_not_null()).get_result(c)?,
        false => published.filter(objects::in_reply_to_uri.is_null()).get_result(c)?,
    };
    Ok(count.unsigned_abs())
}
