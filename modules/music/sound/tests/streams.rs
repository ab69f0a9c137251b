//! Streams of Opus, as others read them.

use std::path::Path;
use std::process::Command;
use std::time::Duration;

use super::loudness::by_ffmpeg;
use super::{FORMATS, Studio, count, samples};
use crate::sound::{Decoder, Format, Transcode};

fn stream(studio: &Studio, file: &Path, bits: u32, from: Duration) -> std::path::PathBuf {
    let path = studio.path("stream.opus");
    let pieces: Vec<u8> =
        Transcode::new(Decoder::open(file).unwrap(), bits, from).unwrap().flat_map(|piece| piece.unwrap()).collect();
    std::fs::write(&path, pieces).unwrap();
    path
}

/// What ffprobe says: codec, rate, channels.
fn probed(file: &Path) -> String {
    let arguments = ["-v", "error", "-show_entries", "stream=codec_name,sample_rate,channels", "-of", "csv=p=0"];
    let output = Command::new("ffprobe").args(arguments).arg(file).output().unwrap();
    assert!(output.stderr.is_empty(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8_lossy(&output.stdout).trim().to_owned()
}

#[test]
fn a_stream_is_as_long_and_as_loud_as_what_it_is_made_of() {
    let studio = Studio::open();
    for (format, name, codec) in FORMATS {
        let file = studio.record(name, 3.0, codec);
        let opus = stream(&studio, &file, 96_000, Duration::ZERO);
        assert_eq!(probed(&opus), "opus,48000,2", "{name}");
        let source = count(&file) as f64 * if format == Format::Opus { 1.0 } else { 48_000.0 / 44_100.0 };
        let made = count(&opus) as f64;
        assert!((source - made).abs() <= 1.0, "{name}: {source} and {made}");
        let (before, after) = (by_ffmpeg(&file), by_ffmpeg(&opus));
        assert!((before - after).abs() <= 0.5, "{name}: {before} and {after}");
    }
}

#[test]
fn a_stream_begins_where_it_is_asked_to() {
    let studio = Studio::open();
    let file = studio.record("a.flac", 4.0, &["-c:a", "flac"]);
    let opus = stream(&studio, &file, 64_000, Duration::from_millis(2500));
    assert_eq!(count(&opus), 72_000, "a second and a half");
    let surround = studio.make("b.flac", &["-f", "lavfi", "-i", "sine=duration=1", "-ac", "6"]);
    assert_eq!(probed(&stream(&studio, &surround, 64_000, Duration::ZERO)), "opus,48000,2");
    let mono = studio.make("c.wav", &["-f", "lavfi", "-i", "sine=duration=1:sample_rate=8000"]);
    assert_eq!(probed(&stream(&studio, &mono, 64_000, Duration::ZERO)), "opus,48000,1");
}

#[test]
fn what_stands_in_the_middle_is_heard_on_both_sides() {
    let studio = Studio::open();
    let loudest = |channel: usize| {
        let sound =
            ["0"; 6].iter().enumerate().map(|(at, none)| if at == channel { "0.5*sin(880*PI*t)" } else { none });
        let source = format!("aevalsrc={}:c=5.1:d=1", sound.collect::<Vec<_>>().join("|"));
        let file = studio.make("surround.flac", &["-f", "lavfi", "-i", &source]);
        let stream = samples(&mut Decoder::open(&stream(&studio, &file, 96_000, Duration::ZERO)).unwrap());
        let side =
            |side: usize| stream.iter().skip(side).step_by(2).fold(0.0_f32, |most, sample| most.max(sample.abs()));
        (side(0), side(1))
    };
    let (left, right) = loudest(2);
    assert!(left > 0.1 && (left - right).abs() < 0.02, "{left} and {right}");
    let (left, right) = loudest(0);
    assert!(left > 0.1 && right < 0.02, "{left} and {right}");
    let (left, right) = loudest(5);
    assert!(left < 0.02 && right > 0.1, "{left} and {right}");
}
