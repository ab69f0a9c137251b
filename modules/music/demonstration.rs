//! What a demonstration club has to hear. Everybody in it is made up, and every sound and picture is computed.

mod tunes;

use std::path::Path;

use host::App;
use host::demonstration;
use host::social::follow::FollowError;
use host::social::media::Licence;
use host::social::visibility::Visibility;

use crate::MANIFEST;
use crate::intake::{Brought, IntakeError, take};
use crate::licence::word;
use tunes::{Tune, sleeve};

/// What could go wrong while the club was filled.
#[derive(Debug, thiserror::Error)]
pub(crate) enum FillError {
    #[error(transparent)]
    Database(#[from] diesel::result::Error),
    #[error(transparent)]
    Follow(#[from] FollowError),
    #[error(transparent)]
    Intake(#[from] IntakeError),
    #[error(transparent)]
    Io(#[from] std::io::Error),
    #[error("a sound could not be tagged: {0}")]
    Tag(String),
    #[error("a picture could not be made: {0}")]
    Picture(#[from] image::ImageError),
}

/// A record: whose it is (by their place among the members), for whom, who plays, and what is on it.
struct Record {
    by: usize,
    visibility: Visibility,
    licence: Option<Licence>,
    artist: &'static str,
    title: &'static str,
    year: u16,
    genre: &'static str,
    colours: [[u8; 3]; 2],
    tracks: [&'static str; 3],
}

const RECORDS: [Record; 4] = [
    Record {
        by: 0,
        visibility: Visibility::Public,
        licence: Some(Licence::BySa),
        artist: "Les Lampions",
        title: "Bal sur la place",
        year: 2024,
        genre: "Chanson",
        colours: [[176, 21, 63], [250, 214, 120]],
        tracks: ["On accroche les guirlandes", "La valse des tréteaux", "Dernier tour de manège"],
    },
    Record {
        by: 2,
        visibility: Visibility::Public,
        licence: None,
        artist: "Chloé et la fanfare",
        title: "Répétition générale",
        year: 2025,
        genre: "Fanfare",
        colours: [[20, 86, 110], [240, 180, 90]],
        tracks: ["Échauffement", "Marche du samedi", "Pluie sur les cuivres"],
    },
    Record {
        by: 3,
        visibility: Visibility::Members,
        licence: Some(Licence::AllRightsReserved),
        artist: "Dimitri",
        title: "Signals from the Mast",
        year: 2026,
        genre: "Ambient",
        colours: [[30, 28, 60], [140, 210, 200]],
        tracks: ["Carrier Wave", "Night Shift", "Packet Loss"],
    },
    Record {
        by: 1,
        visibility: Visibility::Direct,
        licence: None,
        artist: "Bob",
        title: "Sketches",
        year: 2026,
        genre: "Electro",
        colours: [[70, 90, 40], [230, 220, 190]],
        tracks: ["One", "Two", "Three"],
    },
];

/// Fills the club.
pub(crate) async fn fill(app: &App, names: &[&str]) -> Result<(), FillError> {
    let people = demonstration::members(app, MANIFEST.name, names).await?;
    demonstration::befriend(app, &people).await?;
    let folder = tempfile::tempdir()?;
    for (number, record) in (1_u32..).zip(&RECORDS) {
        let Some(owner) = people.get(record.by) else { continue };
        let cover = folder.path().join(format!("cover-{number}.jpg"));
        std::fs::write(&cover, sleeve(record.colours, number)?)?;
        for (track, title) in (1_u32..).zip(record.tracks) {
            let path = folder.path().join(format!("{number}-{track}.wav"));
            write(&path, record, title, number, track)?;
            let brought = Brought {
                path,
                name: format!("{title}.wav"),
                visibility: record.visibility,
                licence: record.licence.map(word),
                beside: Some(cover.clone()),
            };
            let taken = take(app, *owner, brought).await?;
            if record.visibility == Visibility::Public && track == 2 {
                let fans: Vec<_> = people.iter().copied().filter(|fan| fan != owner).collect();
                demonstration::like(app, &fans, taken.track()).await?;
            }
        }
    }
    Ok(())
}

/// A tune as a file with its tags.
fn write(path: &Path, record: &Record, title: &str, number: u32, track: u32) -> Result<(), FillError> {
    use lofty::config::WriteOptions;
    use lofty::tag::{Accessor, ItemKey, Tag, TagExt, TagType};
    std::fs::write(path, Tune { seed: number * 10 + track, calm: number == 3 }.wav())?;
    let mut tag = Tag::new(TagType::Id3v2);
    tag.set_title(title.to_owned());
    tag.set_artist(record.artist.to_owned());
    tag.set_album(record.title.to_owned());
    tag.set_genre(record.genre.to_owned());
    tag.set_track(track);
    tag.insert_text(ItemKey::AlbumArtist, record.artist.to_owned());
    tag.insert_text(ItemKey::RecordingDate, record.year.to_string());
    tag.save_to_path(path, WriteOptions::default()).map_err(|error| FillError::Tag(error.to_string()))
}
