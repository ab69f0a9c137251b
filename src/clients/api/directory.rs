//! Who wants to be found.

use host::social::directory::{self, Order, Section};
use serde::Deserialize;
use utoipa::{IntoParams, ToSchema};

use super::people;
use crate::body::Params;
use crate::caller::Caller;
use crate::entities::Account;
use crate::error::Result;
use crate::paging::{Page, Paging};
use crate::table::{Access, Table};

pub(crate) fn routes(table: &mut Table) {
    table.get("/api/v1/directory", Access::Open("read:accounts"), index);
}

#[derive(Debug, Clone, Copy, Default, Deserialize, IntoParams)]
#[serde(default)]
struct Wanted {
    /// Only who lives at this stall.
    local: bool,
    /// Who stands first.
    #[param(inline)]
    order: First,
}

/// Who stands first: who published last, or who came last.
#[derive(Debug, Clone, Copy, Default, Deserialize, ToSchema)]
#[serde(rename_all = "lowercase")]
enum First {
    #[default]
    Active,
    New,
}

impl From<First> for Order {
    fn from(first: First) -> Self {
        match first {
            First::Active => Self::Active,
            First::New => Self::New,
        }
    }
}

async fn index(caller: Caller, wanted: Params<Wanted>, paging: Paging) -> Result<Page<Account>> {
    let (viewer, stall, limit, offset) = (caller.viewer(), caller.stall.name, people::limit(&paging), paging.offset());
    let section = Section {
        stall: wanted.local.then_some(stall),
        order: wanted.order.into(),
        offset: offset as i64,
        limit: limit as i64,
    };
    let found = caller.app.db.read(move |c| directory::list(c, viewer, section)).await?;
    Ok(Page::by_offset(&caller, caller.view().accounts(&found), offset, limit))
}
