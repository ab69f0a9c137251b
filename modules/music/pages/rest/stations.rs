//! Internet radio stations. Everybody reads them; administrators make and change them.

use host::social::account::{Account, Role};
use serde_json::json;

use super::answer::{Content, Failure};
use super::call::Call;
use crate::station::{Station, StationId, Told, Wrong};

/// What stands before the number of a station in its id.
const PREFIX: &str = "ir-";

pub(super) async fn all(call: &Call) -> Result<Content, Failure> {
    let mut stations = Vec::new();
    for station in call.app.db.read(Station::all).await? {
        let mut said = json!({
            "id": format!("{PREFIX}{}", station.id), "name": station.title, "streamUrl": station.stream_url,
        });
        if let (Some(said), Some(home)) = (said.as_object_mut(), station.home_url) {
            said.insert("homePageUrl".to_owned(), json!(home));
        }
        stations.push(said);
    }
    Ok(Some(("internetRadioStations", json!({"internetRadioStation": stations}))))
}

/// Whether the member is an administrator.
///
/// # Errors
/// [`Failure::Forbidden`] where not.
async fn need_administrator(call: &Call) -> Result<(), Failure> {
    let name = call.name.clone();
    let account = call.app.db.read(move |c| Account::find_by_name(c, &name)).await?;
    if account.is_some_and(|account| account.role >= Role::Admin) { Ok(()) } else { Err(Failure::Forbidden) }
}

fn wanted(call: &Call) -> Result<StationId, Failure> {
    let number = call.parameters.need("id")?.strip_prefix(PREFIX).and_then(|number| number.parse().ok());
    number.map(StationId).ok_or(Failure::Missing)
}

impl From<Wrong> for Failure {
    fn from(wrong: Wrong) -> Self {
        match wrong {
            Wrong::Title => Self::Parameter("name"),
            Wrong::Stream => Self::Parameter("streamUrl"),
            Wrong::Home => Self::Parameter("homepageUrl"),
        }
    }
}

pub(super) async fn create(call: &Call) -> Result<Content, Failure> {
    need_administrator(call).await?;
    let p = &call.parameters;
    let told = Told::read(p.need("name")?, p.need("streamUrl")?, p.get("homepageUrl").unwrap_or_default())?;
    let made = call.app.db.write(move |c| Station::create(c, &told)).await?;
    made.ok_or_else(|| Failure::Other("there are as many stations as a club may have".to_owned()))?;
    Ok(None)
}

/// Says something else of one; a home page that is not given stays.
pub(super) async fn update(call: &Call) -> Result<Content, Failure> {
    need_administrator(call).await?;
    let (p, id) = (&call.parameters, wanted(call)?);
    let known = call.app.db.read(move |c| Station::find(c, id)).await?.ok_or(Failure::Missing)?;
    let home = p.get("homepageUrl").map_or(known.home_url.unwrap_or_default(), str::to_owned);
    let told = Told::read(p.need("name")?, p.need("streamUrl")?, &home)?;
    let changed = call.app.db.write(move |c| Station::change(c, id, &told)).await?;
    if changed { Ok(None) } else { Err(Failure::Missing) }
}

pub(super) async fn delete(call: &Call) -> Result<Content, Failure> {
    need_administrator(call).await?;
    let id = wanted(call)?;
    let gone = call.app.db.write(move |c| Station::remove(c, id)).await?;
    if gone { Ok(None) } else { Err(Failure::Missing) }
}
