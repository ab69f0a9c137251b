//! Themes are embedded: a file that is added to them must reach the next build. Libraries for browsers come from the npm registry, as
//! `libraries/package-lock.json` has them.

use std::path::{Path, PathBuf};
use std::process::Command;

/// What of which library is served, and by which path.
const FILES: [(&str, &str); 14] = [
    ("@hotwired/turbo/dist/turbo.es2017-esm.js", "turbo.js"),
    ("@hotwired/turbo/package.json", "turbo.license"),
    ("blurhash/dist/index.mjs", "blurhash.js"),
    ("blurhash/package.json", "blurhash.license"),
    ("jsqr/dist/jsQR.js", "jsqr.js"),
    ("jsqr/LICENSE", "jsqr.license"),
    ("leaflet/dist/leaflet.js", "leaflet.js"),
    ("leaflet/dist/leaflet.css", "leaflet.css"),
    ("leaflet/LICENSE", "leaflet.license"),
    ("photoswipe/dist/photoswipe.esm.min.js", "photoswipe.js"),
    ("photoswipe/dist/photoswipe.css", "photoswipe.css"),
    ("photoswipe/LICENSE", "photoswipe.license"),
    ("supercluster/dist/supercluster.min.js", "supercluster.js"),
    ("supercluster/LICENSE", "supercluster.license"),
];

fn main() {
    println!("cargo:rerun-if-changed=../../themes");
    println!("cargo:rerun-if-changed=libraries");
    println!("cargo:rerun-if-changed=build.rs");
    let Some(out) = std::env::var_os("OUT_DIR").map(PathBuf::from) else { return };
    if let Err(reason) = fetch(&out.join("libraries")) {
        println!(
            "cargo:error=The libraries for browsers cannot be had: {reason}. Node.js with npm is needed to build Kermesse."
        );
        std::process::exit(1);
    }
}

/// Installs what the lock file says, and copies what is served.
fn fetch(folder: &Path) -> Result<(), String> {
    let failed = |error: std::io::Error| error.to_string();
    std::fs::create_dir_all(folder).map_err(failed)?;
    for file in ["package.json", "package-lock.json"] {
        std::fs::copy(Path::new("libraries").join(file), folder.join(file)).map_err(failed)?;
    }
    let npm = if cfg!(windows) { "npm.cmd" } else { "npm" };
    let arguments = ["ci", "--ignore-scripts", "--no-audit", "--no-fund"];
    let ran =
        Command::new(npm).args(arguments).current_dir(folder).output().map_err(|error| format!("npm: {error}"))?;
    if !ran.status.success() {
        return Err(format!("npm ci: {}", String::from_utf8_lossy(&ran.stderr).trim().replace('\n', " ")));
    }
    for (from, to) in FILES {
        std::fs::copy(folder.join("node_modules").join(from), folder.join(to)).map_err(failed)?;
    }
    Ok(())
}
