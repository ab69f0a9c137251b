//! How much memory files take while they are looked at, each in a process of its own.

use std::io::Read;
use std::path::Path;
use std::process::Command;

use super::Studio;
use crate::sound::{Refusal, inspect};

/// The most that any file may take, in KiB, with what decoding takes anyway.
const MOST: u64 = 64 * 1024;

/// Looks at the file that the environment names, and says how much memory that took.
#[test]
#[ignore = "it is run by other tests, in a process of its own"]
fn one_file() {
    let Some(path) = std::env::var_os("MUSIC_FILE") else { return };
    let peak = || {
        let status = std::fs::read_to_string("/proc/self/status").unwrap();
        let line = status.lines().find(|line| line.starts_with("VmHWM")).unwrap();
        line.split_whitespace().nth(1).unwrap().parse::<u64>().unwrap()
    };
    let before = peak();
    let outcome = inspect(Path::new(&path)).map(|sound| sound.duration);
    println!("took={} {outcome:?}", peak() - before);
}

/// How many KiB it takes to look at a file.
fn taken(file: &Path) -> u64 {
    let mut itself = Command::new(std::env::current_exe().unwrap());
    let one = ["--ignored", "--exact", "--nocapture", "sound::tests::memory::one_file"];
    let output = itself.args(one).env("MUSIC_FILE", file).output().unwrap();
    let said = String::from_utf8_lossy(&output.stdout).into_owned();
    said.split("took=").nth(1).unwrap().split_whitespace().next().unwrap().parse().unwrap()
}

fn write(studio: &Studio, name: &str, parts: &[&[u8]]) -> std::path::PathBuf {
    let path = studio.path(name);
    std::fs::write(&path, parts.concat()).unwrap();
    path
}

/// A block of FLAC.
fn block(kind: u8, content: &[u8]) -> Vec<u8> {
    [&[kind], &u32::try_from(content.len()).unwrap().to_be_bytes()[1..], content].concat()
}

/// A block with a picture of so many bytes.
fn picture(bytes: u32) -> Vec<u8> {
    let mut content = [&[0, 0, 0, 3, 0, 0, 0, 10][..], b"image/jpeg", &[0; 20], &bytes.to_be_bytes()].concat();
    content.extend([0xff, 0xd8, 0xff]);
    content.extend((3..bytes).map(|at| (at.wrapping_mul(2_654_435_761) >> 24) as u8));
    block(6, &content)
}

/// A file of FLAC with those blocks after the first.
fn flac(studio: &Studio, name: &str, blocks: &[&[u8]]) -> std::path::PathBuf {
    let whole = std::fs::read(studio.make("a.flac", &["-f", "lavfi", "-i", "sine=duration=1"])).unwrap();
    let (head, sound) = whole.split_at(42);
    let parts = [&[&head[..4], &[0], &head[5..]], blocks, &[sound]].concat();
    write(studio, name, &parts)
}

#[test]
fn what_says_too_much_of_itself_is_refused_before_it_takes_memory() {
    let studio = Studio::open();
    let small = |count: u32| [&[0; 4], &count.to_le_bytes()[..], &b"\x03\0\0\0A=b".repeat(count as usize)].concat();
    let frames: Vec<u8> =
        (0..100_000).flat_map(|at| format!("TXXX\0\0\0\x09\0\0\x03{at:06}\0a").into_bytes()).collect();
    let size = u32::try_from(frames.len()).unwrap();
    let size = [21, 14, 7, 0].map(|bits| (size >> bits & 0x7f) as u8);
    let mp3 = std::fs::read(studio.make("a.mp3", &["-f", "lavfi", "-i", "sine=duration=1"])).unwrap();
    let files = [
        flac(&studio, "pictures.flac", &[picture(4_000_000).as_slice(); 20]),
        flac(&studio, "comments.flac", &[&block(4, &small(1_000_000))]),
        write(&studio, "frames.mp3", &[b"ID3\x04\0\0", &size, &frames, &mp3]),
    ];
    for file in files {
        assert!(matches!(inspect(&file), Err(Refusal::TooMuchSaid { .. })), "{}", file.display());
        let taken = taken(&file);
        assert!(taken < MOST, "{}: {taken} KiB", file.display());
    }
    let fair = flac(&studio, "fair.flac", &[&picture(3_000_000), &block(4, &small(10_000))]);
    assert_eq!(inspect(&fair).unwrap().tags.cover.unwrap().0.len(), 3_000_000);
    let taken = taken(&fair);
    assert!(taken < MOST, "{taken} KiB");
}

/// A tag of ID3v2.
fn tag(version: u8, flags: u8, frames: &[u8]) -> Vec<u8> {
    [b"ID3", &[version, 0, flags][..], &synchsafe(frames.len()), frames].concat()
}

fn synchsafe(size: usize) -> [u8; 4] {
    [21, 14, 7, 0].map(|bits| (size >> bits & 0x7f) as u8)
}

/// Lyrics that are compressed, and claim to be of a hundred bytes.
fn compressed(version: u8, text: &[u8]) -> Vec<u8> {
    let mut content = vec![0, 0, 0, 100];
    let mut encoder = flate2::read::ZlibEncoder::new(text, flate2::Compression::fast());
    encoder.read_to_end(&mut content).unwrap();
    let size =
        if version == 4 { synchsafe(content.len()) } else { u32::try_from(content.len()).unwrap().to_be_bytes() };
    [b"USLT", &size[..], &[0, if version == 4 { 0x09 } else { 0x80 }], &content].concat()
}

#[test]
fn frames_that_are_compressed_to_little_are_not_inflated() {
    let studio = Studio::open();
    let make = |name: &str, codec: &[&str]| {
        let arguments = [&["-f", "lavfi", "-i", "sine=duration=1"], codec].concat();
        std::fs::read(studio.make(name, &arguments)).unwrap()
    };
    let (mp3, wav) = (make("a.mp3", &["-id3v2_version", "0"]), make("a.wav", &[]));
    let (flac, aac) = (make("a.flac", &[]), make("a.aac", &["-f", "adts"]));
    let mut text = b"\x03eng\0".to_vec();
    text.resize(20_000_000, b'a');
    let huge = compressed(4, &text);
    let newer = tag(4, 0, &huge);
    let mut spread = Vec::new();
    for byte in compressed(3, &text) {
        spread.extend(std::iter::once(byte).chain((byte == 0xff).then_some(0)));
    }
    let chunk =
        [b"id3 ", &u32::try_from(newer.len()).unwrap().to_le_bytes()[..], &newer, &[0][1 - newer.len() % 2..]].concat();
    let length = u32::try_from(wav.len() - 8 + chunk.len()).unwrap().to_le_bytes();
    let files = [
        write(&studio, "newer.mp3", &[&newer, &mp3]),
        write(&studio, "older.mp3", &[&tag(3, 0x80, &spread), &mp3]),
        write(&studio, "second.mp3", &[&tag(4, 0, b"TIT2\0\0\0\x02\0\0\x03a"), &newer, &mp3]),
        write(&studio, "bomb.flac", &[&newer, &flac]),
        write(&studio, "bomb.aac", &[&newer, &aac]),
        write(&studio, "bomb.wav", &[b"RIFF", &length, &wav[8..], &chunk]),
    ];
    for file in files {
        let sound = inspect(&file).unwrap_or_else(|error| panic!("{}: {error}", file.display()));
        assert_eq!(sound.tags.lyrics, "", "{}", file.display());
    }
    let fair = write(&studio, "fair.mp3", &[&tag(4, 0, &compressed(4, b"\x03eng\0a song")), &mp3]);
    assert_eq!(inspect(&fair).unwrap().tags.lyrics, "a song");
}
