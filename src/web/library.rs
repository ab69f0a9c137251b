//! Libraries for browsers, from the npm registry: `build.rs` fetches what `libraries/package-lock.json` names.

/// Each by its path among the assets of the default theme.
pub const LIBRARIES: &[(&str, &[u8])] = &[
    ("scripts/blurhash.js", include_bytes!(concat!(env!("OUT_DIR"), "/libraries/blurhash.js"))),
    // Its package has no file of its own for that.
    ("licenses/blurhash.txt", include_bytes!(concat!(env!("OUT_DIR"), "/libraries/blurhash.license"))),
    // As large as half of all other scripts, and only asked for by whoever scans.
    ("scripts/jsqr.js", include_bytes!(concat!(env!("OUT_DIR"), "/libraries/jsqr.js"))),
    ("licenses/jsqr.txt", include_bytes!(concat!(env!("OUT_DIR"), "/libraries/jsqr.license"))),
    ("scripts/leaflet.js", include_bytes!(concat!(env!("OUT_DIR"), "/libraries/leaflet.js"))),
    // Not among the styles of all pages: few have a map.
    ("maps/leaflet.css", include_bytes!(concat!(env!("OUT_DIR"), "/libraries/leaflet.css"))),
    ("licenses/leaflet.txt", include_bytes!(concat!(env!("OUT_DIR"), "/libraries/leaflet.license"))),
    ("scripts/photoswipe.js", include_bytes!(concat!(env!("OUT_DIR"), "/libraries/photoswipe.js"))),
    ("styles/0-photoswipe.css", include_bytes!(concat!(env!("OUT_DIR"), "/libraries/photoswipe.css"))),
    ("scripts/supercluster.js", include_bytes!(concat!(env!("OUT_DIR"), "/libraries/supercluster.js"))),
    ("licenses/supercluster.txt", include_bytes!(concat!(env!("OUT_DIR"), "/libraries/supercluster.license"))),
    // Only asked for by whoever plays something, so that it goes on from page to page. Its package has no file for its licence.
    ("scripts/turbo.js", include_bytes!(concat!(env!("OUT_DIR"), "/libraries/turbo.js"))),
    ("licenses/turbo.txt", include_bytes!(concat!(env!("OUT_DIR"), "/libraries/turbo.license"))),
    ("licenses/photoswipe.txt", include_bytes!(concat!(env!("OUT_DIR"), "/libraries/photoswipe.license"))),
];
