//! `kermesse stall`: the stalls.

use clap::Subcommand;
use diesel::prelude::*;
use host::App;
use host::social::schema::{actors, objects};
use serde::Serialize;

use crate::output;

/// The stalls.
#[derive(Debug, Subcommand)]
pub(crate) enum Stall {
    /// List them: name, host, on or off, counts
    List,
}

#[derive(Serialize)]
struct Row {
    name: &'static str,
    host: String,
    enabled: bool,
    actors: i64,
    objects: i64,
}

impl Stall {
    pub(crate) async fn run(self, app: &App, json: bool) -> anyhow::Result<()> {
        let Self::List = self;
        let mut rows = Vec::new();
        for manifest in app.modules.iter().map(|module| module.manifest()) {
            let name = manifest.name;
            let (actors, objects) = app.db.read(move |c| counts(c, name)).await?;
            let open = app.hosts.stall(name);
            let host =
                open.map_or_else(|| format!("{}.{}", manifest.host, app.config.domain), |s| s.origin.host().to_owned());
            rows.push(Row { name, host, enabled: open.is_some(), actors, objects });
        }
        output::list(json, &rows, &["NAME", "HOST", "STATE", "ACTORS", "OBJECTS"], |row| {
            let state = if row.enabled { "on" } else { "off" };
            vec![
                row.name.to_owned(),
                row.host.clone(),
                state.to_owned(),
                row.actors.to_string(),
                row.objects.to_string(),
            ]
        })
    }
}

fn counts(c: &mut host::store::Conn, stall: &str) -> QueryResult<(i64, i64)> {
    let members = actors::table
        .filter(actors::stall.eq(stall))
        .filter(actors::account_id.is_not_null())
        .filter(actors::deleted_at.is_null());
    let published = objects::table.filter(objects::stall.eq(stall)).filter(objects::deleted_at.is_null());
    Ok((members.count().get_result(c)?, published.count().get_result(c)?))
}
