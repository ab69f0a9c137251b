//! Damaged files: each is refused or played as far as it goes, and none takes the program along.

use std::time::Duration;

use super::{FORMATS, Studio};
use crate::sound::{Decoder, Refusal, Transcode, analyse, guarded, inspect};

/// How many damaged versions of each format are tried.
const VARIANTS: u64 = 60;

#[test]
fn damaged_files_end_in_a_reason() {
    let studio = Studio::open();
    for (_, name, codec) in FORMATS {
        let whole = std::fs::read(studio.record(name, 0.4, codec)).unwrap();
        let path = studio.path("damaged");
        for variant in 0..VARIANTS {
            let mut file = whole.clone();
            let mut next = random(variant);
            if variant % 3 == 0 {
                file.truncate(next() as usize % whole.len());
            } else {
                // In the head more than elsewhere: there stands what the rest is read by.
                let reach = if variant % 3 == 1 { whole.len().min(600) } else { whole.len() };
                for _ in 0..1 + next() % 20 {
                    let at = next() as usize % reach;
                    file[at] = next() as u8;
                }
            }
            std::fs::write(&path, &file).unwrap();
            // Whatever comes of it, it comes to an end.
            let _ = inspect(&path);
            let _ = guarded(|| analyse(Decoder::open(&path)?));
        }
    }
}

#[test]
fn tags_that_claim_to_be_huge_are_not_believed() {
    let studio = Studio::open();
    let music =
        std::fs::read(studio.make("a.mp3", &["-f", "lavfi", "-i", "sine=duration=1", "-id3v2_version", "0"])).unwrap();
    // An ID3v2.4 tag of 200 MB, in which a picture claims to be as large, before a file of some KB.
    let mut bomb = b"ID3\x04\x00\x00\x5f\x5f\x5f\x5f".to_vec();
    bomb.extend(b"APIC\x5f\x5f\x5f\x4f\x00\x00\x00image/jpeg\x00\x03\x00");
    bomb.extend(&music);
    let path = studio.path("bomb.mp3");
    std::fs::write(&path, bomb).unwrap();
    let _ = inspect(&path);
    // A comment that claims so in FLAC.
    let flac = std::fs::read(studio.make("a.flac", &["-f", "lavfi", "-i", "sine=duration=1"])).unwrap();
    let mut bomb = flac[..4].to_vec();
    bomb.extend(&flac[4..42]);
    bomb.extend(b"\x04\xff\xff\xff\xff\xff\xff\x7f");
    std::fs::write(&path, bomb).unwrap();
    assert!(inspect(&path).is_err());
}

#[test]
fn rates_that_no_sound_has_are_refused_before_anything_is_made_for_them() {
    let studio = Studio::open();
    let whole = std::fs::read(studio.make("a.wav", &["-f", "lavfi", "-i", "sine=duration=1"])).unwrap();
    let path = studio.path("rate.wav");
    for rate in [0, 1, 3, 999_983, 99_999_989, 4_294_967_291_u32] {
        let mut file = whole.clone();
        // `RIFF`, size, `WAVE`, `fmt `, size, codec, channels, and then it stands.
        file[24..28].copy_from_slice(&rate.to_le_bytes());
        std::fs::write(&path, file).unwrap();
        assert!(matches!(inspect(&path), Err(Refusal::Broken(_))), "{rate}");
        let stream = guarded(|| Transcode::new(Decoder::open(&path)?, 96_000, Duration::ZERO));
        assert!(matches!(stream, Err(Refusal::Broken(_))), "{rate}");
    }
}

/// A row of numbers that is the same each time.
fn random(seed: u64) -> impl FnMut() -> u64 {
    let mut state = seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1;
    move || {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        state
    }
}
