//! Records to be brought: short real sounds with tags, of which no two are the same.

use std::io::Cursor;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use anyhow::{Context, bail};
use lofty::config::WriteOptions;
use lofty::picture::{MimeType, Picture, PictureType};
use lofty::prelude::{Accessor, ItemKey, TagExt};
use lofty::tag::{Tag, TagType};

pub(super) const ARTISTS: usize = 40;
pub(super) const ALBUMS: usize = 200;
/// How many tracks an album has, on two discs.
pub(super) const TRACKS: usize = 10;
/// Of so many albums one has a sleeve.
const DRESSED: usize = 5;
const GENRES: [&str; 6] = ["Rock", "Jazz", "Folk", "Electronic", "Chanson", "Ambient"];

/// The sounds that are tagged: pitch, seconds and how they are packed.
const SOUNDS: [(u32, u32, &str); 5] =
    [(220, 4, "mp3"), (262, 5, "mp3"), (330, 6, "mp3"), (392, 8, "mp3"), (440, 3, "flac")];

/// Whether sounds can be made here.
pub(super) fn can_be_made() -> bool {
    Command::new("ffmpeg")
        .arg("-version")
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status()
        .is_ok_and(|s| s.success())
}

/// A sound that is as hard to pack as an instrument: a tone that glides, with another in the other ear and a breath of noise.
pub(super) fn sound(file: &Path, pitch: u32, seconds: u32, further: &[&str]) -> anyhow::Result<()> {
    let left = format!("0.3*sin(2*PI*{pitch}*t)+0.2*sin(2*PI*{pitch}*1.5*t*(1+0.01*t))+0.04*(random(0)-0.5)");
    let right = format!("0.4*sin(2*PI*{}*t)", pitch + 2);
    let status = Command::new("ffmpeg")
        .args(["-v", "error", "-y", "-f", "lavfi", "-i", &format!("aevalsrc={left}|{right}:s=44100:d={seconds}")])
        .args(["-sample_fmt", if file.extension().is_some_and(|ending| ending == "flac") { "s16" } else { "s16p" }])
        .args(further)
        .arg(file)
        .stdin(Stdio::null())
        .status()?;
    if !status.success() {
        bail!("ffmpeg made no {}: {status}", file.display());
    }
    Ok(())
}

/// Fills a folder with records, an artist a folder and in it a folder for each album; gives the files.
pub(super) fn press(folder: &Path) -> anyhow::Result<Vec<PathBuf>> {
    let masters = tempfile::tempdir()?;
    let mut sounds = Vec::new();
    for (pitch, seconds, ending) in SOUNDS {
        let file = masters.path().join(format!("{pitch}.{ending}"));
        let rate: &[&str] = if ending == "mp3" { &["-b:a", "160k"] } else { &[] };
        sound(&file, pitch, seconds, rate)?;
        sounds.push((std::fs::read(&file)?, ending));
    }
    let mut files = Vec::with_capacity(ALBUMS * TRACKS);
    for album in 0..ALBUMS {
        let place = folder.join(format!("Artist {:02}", album % ARTISTS)).join(format!("Album {album:03}"));
        std::fs::create_dir_all(&place)?;
        let sleeve = if album.is_multiple_of(DRESSED) { Some(sleeve(album)?) } else { None };
        for number in 0..TRACKS {
            let (bytes, ending) = sounds.get((album + number) % sounds.len()).context("a sound")?;
            let file = place.join(format!("{:02}.{ending}", number + 1));
            std::fs::write(&file, bytes)?;
            tag(&file, ending, album, number, sleeve.as_deref())?;
            files.push(file);
        }
    }
    Ok(files)
}

fn tag(file: &Path, ending: &str, album: usize, number: usize, sleeve: Option<&[u8]>) -> anyhow::Result<()> {
    let mut tag = Tag::new(if ending == "mp3" { TagType::Id3v2 } else { TagType::VorbisComments });
    let artist = format!("Artist {:02}", album % ARTISTS);
    tag.set_title(format!("Song {number} of album {album}"));
    tag.insert_text(ItemKey::AlbumArtist, artist.clone());
    tag.set_artist(artist);
    tag.set_album(format!("Album {album:03}"));
    tag.set_genre(GENRES.get(album % GENRES.len()).context("a genre")?.to_string());
    tag.insert_text(ItemKey::RecordingDate, (1970 + album % 50).to_string());
    tag.set_disk((1 + number / (TRACKS / 2)) as u32);
    tag.set_track((1 + number % (TRACKS / 2)) as u32);
    if let Some(sleeve) = sleeve {
        let picture = Picture::unchecked(sleeve.to_vec()).pic_type(PictureType::CoverFront).mime_type(MimeType::Jpeg);
        tag.push_picture(picture.build());
    }
    tag.save_to_path(file, WriteOptions::default())?;
    Ok(())
}

/// A small picture, another for each album.
fn sleeve(album: usize) -> anyhow::Result<Vec<u8>> {
    let shade = (album % 251) as u8;
    let picture = image::RgbImage::from_fn(300, 300, |x, y| image::Rgb([shade, (x % 256) as u8, (y % 256) as u8]));
    let mut bytes = Cursor::new(Vec::new());
    picture.write_to(&mut bytes, image::ImageFormat::Jpeg)?;
    Ok(bytes.into_inner())
}
