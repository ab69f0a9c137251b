//! The music stall without its pages: files become tracks, and who may hear them does.

#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test that fails is to say where")]

mod catalogue;
mod channel;
mod kinds;
mod licence;
mod listening;
mod lyrics;
mod opening;
mod playing;
mod podcasts;
mod shares;
mod wire;

use std::path::PathBuf;

use host::Modules;
use host::social::actor::ActorId;
use host::social::visibility::Visibility;
use host::testing::Club;

use crate::Music;
use crate::intake::{Brought, IntakeError, take};
use crate::sound::Studio;
use crate::track::Taken;

pub(super) const MODULES: Modules = Modules::new(&[&Music]);

/// A file of half a second with these tags.
pub(super) fn record(studio: &Studio, name: &str, frequency: u32, tags: &[(&str, &str)]) -> PathBuf {
    let source = format!("sine=frequency={frequency}:duration=0.5");
    let tags: Vec<String> = tags.iter().map(|(key, value)| format!("{key}={value}")).collect();
    let mut arguments = vec!["-f", "lavfi", "-i", source.as_str()];
    for tag in &tags {
        arguments.extend(["-metadata", tag.as_str()]);
    }
    studio.make(name, &arguments)
}

pub(super) async fn bring(
    club: &Club,
    owner: ActorId,
    path: PathBuf,
    visibility: Visibility,
) -> Result<Taken, IntakeError> {
    let name = path.file_name().unwrap().to_string_lossy().into_owned();
    take(&club.app, owner, Brought { path, name, visibility, licence: None, beside: None }).await
}
