//! What maps are drawn with: the pictures of another server, if the club wants maps at all.

use social::setting::{self, Settings};
use url::Url;
use web::Tiles;

use crate::config::MapConfig;
use crate::prose;

/// What the club chose, else what its configuration says.
pub fn of(settings: &Settings, config: &MapConfig) -> Option<Tiles> {
    let address = settings.get(&setting::MAP_TILES).unwrap_or_else(|| config.tiles.clone());
    let attribution = settings.get(&setting::MAP_ATTRIBUTION).unwrap_or_else(|| config.attribution.clone());
    let origin = origin(&address)?;
    Some(Tiles { address, origin, attribution_html: prose::to_html(&attribution) })
}

/// The origin of the tiles at an address. `None`: it is no address of tiles, or its host differs from tile to tile, or their way
/// is not safe.
pub fn origin(address: &str) -> Option<String> {
    let (host, path) = address.split_once("://").map(|(_, rest)| rest.split_once('/'))??;
    let numbered = ["{z}", "{x}", "{y}"].iter().all(|number| path.contains(number));
    let further = path.replace("{z}", "").replace("{x}", "").replace("{y}", "").replace("{r}", "");
    if !numbered
        || host.contains(['{', '}', '@'])
        || further.contains(['{', '}'])
        || address.contains([' ', '"', '\'', ';', ','])
    {
        return None;
    }
    let url = Url::parse(address).ok()?;
    let near =
        url.host_str().is_some_and(|host| host == "localhost" || host == "127.0.0.1" || host.ends_with(".localhost"));
    let safe = url.scheme() == "https" || (url.scheme() == "http" && near);
    safe.then(|| url.origin().ascii_serialization())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tiles_come_from_one_origin() {
        let of = |address: &str| origin(address);
        assert_eq!(of("https://tile.example/{z}/{x}/{y}{r}.png?key=a").as_deref(), Some("https://tile.example"));
        assert_eq!(of("http://localhost:9/{z}/{x}/{y}.png").as_deref(), Some("http://localhost:9"));
        for wrong in [
            "",
            "tile.example/{z}/{x}/{y}.png",
            "http://tile.example/{z}/{x}/{y}.png",
            "https://{s}.tile.example/{z}/{x}/{y}.png",
            "https://tile.example/{z}/{x}.png",
            "https://tile.example/{z}/{x}/{y}/{who}.png",
            "https://tile.example; script-src */{z}/{x}/{y}.png",
            "javascript://tile.example/{z}/{x}/{y}",
        ] {
            assert_eq!(of(wrong), None, "{wrong}");
        }
    }
}
